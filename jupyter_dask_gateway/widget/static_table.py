"""What stands in a notebook that nobody runs: the options as text and as HTML."""

from __future__ import annotations

from html import escape


def as_text(title: str, rows: list[tuple[str, str]]) -> str:
    """Return a title and one line for each row."""
    width = max((len(label) for label, _ in rows), default=0)
    return "\n".join([title, *(f"  {label:<{width}}  {text}" for label, text in rows)])


def as_html(title: str, rows: list[tuple[str, str]], note: str) -> str:
    """Return a table, and a sentence below it."""
    lines = "".join(f"<tr><th>{escape(label)}</th><td>{escape(text)}</td></tr>" for label, text in rows)
    return f"<table><caption>{escape(title)}</caption><tbody>{lines}</tbody></table><p>{escape(note)}</p>"
