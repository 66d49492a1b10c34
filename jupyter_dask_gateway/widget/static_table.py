"""What stands in a notebook that nobody runs: the options as text and as HTML."""

from __future__ import annotations

from html import escape

from ..plain_text import padded, plain_line, width_of

_MAX_WIDTH = 60
"""Columns to which labels are padded: one that is longer stands out, and makes no other line longer."""


def as_text(title: str, rows: list[tuple[str, str]]) -> str:
    """Return a title and one line for each row."""
    rows = [(plain_line(label), plain_line(text)) for label, text in rows]
    width = min(max((width_of(label) for label, _ in rows), default=0), _MAX_WIDTH)
    return "\n".join([plain_line(title), *(f"  {padded(label, width)}  {text}" for label, text in rows)])


def as_html(title: str, rows: list[tuple[str, str]], note: str = "") -> str:
    """Return a table, and a sentence below it."""
    lines = "".join(f"<tr><th>{_html(label)}</th><td>{_html(text)}</td></tr>" for label, text in rows)
    table = f"<table><caption>{_html(title)}</caption><tbody>{lines}</tbody></table>"
    return table + (f"<p>{escape(note)}</p>" if note else "")


def _html(text: str) -> str:
    return escape(plain_line(text))
