"""Text for terminals, notebooks and exceptions, which other words than ours must not steer.

`js/page/plain-text.ts` does the same for what leaves the page; `tests/fixtures/steering_characters.json`
holds the two together.
"""

from __future__ import annotations

import re
from unicodedata import category, east_asian_width

# Control characters but \n and \t, directions of writing, odd line breaks, and half characters, which
# cannot even be printed.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff]"
)
_BREAKS = re.compile("\r\n|[\n\r\t\u2028\u2029]")
# What is not broken within a line: a Chinese character with the signs that belong to it, or a word. Chinese
# has no spaces.
_WIDE = "\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7a3"
_ENDS = "、。，：；！？）》”…"
# Compiled when something is folded, for that takes two milliseconds and kernels fold nothing.
_PIECES = rf"\s+|[（《“]*(?:[{_WIDE}]|[^\s{_WIDE}（《“{_ENDS}]+)?[{_ENDS}]*"
_MAX_LENGTH = 1_000
"""Characters of one line; a gateway's may be as long as it likes."""


def plain_text(text: str) -> str:
    """Return the text without characters that steer what shows it: U+FFFD stands for each."""
    return _STEERING.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def plain_line(text: str) -> str:
    """Return one line of at most 1,000 characters: no line is made up, none is endless.

    Here U+FFFD stands for whatever cannot be seen or has no meaning yet, too.
    """
    if len(text) > _MAX_LENGTH:
        text = f"{text[:_MAX_LENGTH]}…"
    line = _BREAKS.sub(" ", text)
    return "".join("\ufffd" if category(character).startswith("C") else character for character in line)


def width_of(line: str) -> int:
    """Return how many columns of a terminal a line takes: Chinese characters have two each."""
    return sum(2 if east_asian_width(character) in {"W", "F"} else 1 for character in line)


def padded(line: str, columns: int) -> str:
    """Return the line with so many spaces behind it that it takes these columns, if it does not take more."""
    return line + " " * (columns - width_of(line))


def folded(text: str, columns: int, first: str = "", others: str = "") -> list[str]:
    """Return the lines that a text takes, `first` and `others` before them."""
    lines = [first]
    is_empty = True
    for piece in re.findall(_PIECES, text):
        if not is_empty and width_of(lines[-1] + piece.rstrip()) > columns:
            lines[-1] = lines[-1].rstrip()
            lines.append(others)
            is_empty = True
        if not is_empty or piece.strip():
            lines[-1] += piece
            is_empty = False
    lines[-1] = lines[-1].rstrip()
    return [] if is_empty else lines
