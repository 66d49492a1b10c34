"""What a rule finds: plain sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from ..plain_text import plain_line


class Severity(str, Enum):
    """Whether somebody will be stopped by it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """Something that is wrong, and what to do about it."""

    rule: str
    """The rule's id, which stays the same."""
    severity: Severity
    text: str
    advice: str
    option: str | None = None
    """The name of the option that it is about."""


def error(rule: str, text: str, advice: str, option: str | None = None) -> Finding:
    """Return what keeps somebody from a form or a cluster."""
    return Finding(rule, Severity.ERROR, text, advice, option)


def warning(rule: str, text: str, advice: str, option: str | None = None) -> Finding:
    """Return what works, but not as somebody would expect."""
    return Finding(rule, Severity.WARNING, text, advice, option)


def quoted(text: Any) -> str:
    """Return it in quotes, on one line."""
    return f"“{plain_line(str(text))}”"


def shown(value: Any) -> str:
    """Return a value of an option: texts in quotes, all else as Python shows it."""
    return quoted(value) if isinstance(value, str) else plain_line(repr(value))
