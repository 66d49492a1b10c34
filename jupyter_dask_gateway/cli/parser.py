"""argparse in the language of the environment: Python has no catalogue of its headings and help."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from ..languages import spoken
from ..plain_text import folded, width_of


class Parser(argparse.ArgumentParser):
    """Its commands are made of this class, too, for argparse takes that of the parser above them."""

    def __init__(self, **arguments: Any) -> None:
        """`arguments`: those of `ArgumentParser`."""
        super().__init__(**{"formatter_class": _HelpFormatter, **arguments, "add_help": False})
        self._positionals.title = spoken("positional arguments")
        self._optionals.title = spoken("options")
        self.add_argument("-h", "--help", action="help", help=spoken("show this help message and exit"))


class _HelpFormatter(argparse.HelpFormatter):
    """Breaks lines of Chinese by the columns that they take, two a character; argparse counts one."""

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, spoken("usage: ") if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return folded(text, width) if _is_wide(text) else super()._split_lines(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if _is_wide(text):
            return "\n".join(folded(text, width, indent, indent))
        return super()._fill_text(text, width, indent)


def _is_wide(text: str) -> bool:
    return width_of(text) > len(text)
