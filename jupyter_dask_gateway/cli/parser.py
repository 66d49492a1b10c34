"""argparse in the language of the environment: Python has no catalogue of its headings and help."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from .. import _compat
from ..languages import spoken
from ..plain_text import folded, width_of


class Parser(argparse.ArgumentParser):
    """Its commands are made of this class, too, for argparse takes that of the parser above them."""

    def __init__(self, **arguments: Any) -> None:
        """`arguments`: those of `ArgumentParser`."""
        super().__init__(**{"formatter_class": _HelpFormatter, **arguments, "add_help": False})
        _compat.title_argument_groups(self, spoken("positional arguments"), spoken("options"))
        self.add_argument("-h", "--help", action="help", help=spoken("show this help message and exit"))


def _fold(text: str, width: int, indent: str) -> list[str] | None:
    """Break lines of Chinese by the columns that they take, two a character; argparse counts one."""
    return folded(text, width, indent, indent) if width_of(text) > len(text) else None


class _HelpFormatter(_compat.help_formatter(_fold)):  # type: ignore[misc]
    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, spoken("usage: ") if prefix is None else prefix)
