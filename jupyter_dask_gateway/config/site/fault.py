"""What is wrong with the site's settings, and where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ...plain_text import plain_line
from ...secret_names import DOTS, is_secret_name
from ..errors import ConfigurationError

NAME = "gateway.jupyter.site"

Path = tuple[str | int, ...]
"""From the block down: members' names and numbers in lists."""

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,99}")
_SHOWN_LENGTH = 60


class Faults:
    """Collects what is wrong: one sentence for each part."""

    MOST: Final = 100
    """A block that is wrong all over is said to be so often enough."""

    def __init__(self) -> None:
        self._found: dict[str, ConfigurationError] = {}

    def add(self, path: Path, fault: str) -> None:
        """Say what is wrong with a part. `fault` goes on from its name, and quotes no value."""
        name = setting_name(path)
        if len(self._found) < self.MOST:
            self._found.setdefault(name, ConfigurationError(name, fault))

    def are_within(self, path: Path, besides: str) -> bool:
        """Whether something is wrong with a member of this part other than that one."""
        within = f"{setting_name(path)}."
        return any(name.startswith(within) and name != within + besides for name in self._found)

    def are_of(self, member: str) -> bool:
        """Whether something is wrong with a member of this name, wherever it is."""
        return any(name.endswith(f".{member}") for name in self._found)

    def all(self) -> tuple[ConfigurationError, ...]:
        """Return them in the order in which they were found."""
        return tuple(self._found.values())


def setting_name(path: Sequence[str | int]) -> str:
    """Return how the part is written: `gateway.jupyter.site.values.size["2 CPU"].worker`."""
    text = NAME
    for number, key in enumerate(path):
        if isinstance(key, int):
            text += f"[{key}]"
        elif _WORD.fullmatch(key):
            text += f".{key}"
        elif any(isinstance(it, str) and is_secret_name(it) for it in path[:number]):
            text += f'["{DOTS}"]'
        else:
            shown = key if len(key) <= _SHOWN_LENGTH else f"{key[:_SHOWN_LENGTH]}…"
            text += f'["{plain_line(shown)}"]'
    return text
