"""A gateway's words where they leave the widget: in tables, notebooks, terminals and errors."""

from __future__ import annotations

from unicodedata import category

_MAX_LENGTH = 1_000
"""Characters of one text; a gateway's may be as long as it likes."""


def plain(text: str) -> str:
    """Return one line that can be printed and saved anywhere.

    Control and bidi characters, lone surrogates and what has no meaning become U+FFFD, line breaks and
    tabs become spaces, and what is too long ends in "…".
    """
    if len(text) > _MAX_LENGTH:
        text = f"{text[:_MAX_LENGTH]}…"
    return "".join(_plain(character) for character in text)


def _plain(character: str) -> str:
    if character in "\n\r\t\u2028\u2029":
        return " "
    return "\N{REPLACEMENT CHARACTER}" if category(character).startswith("C") else character
