"""Findings as text for people and as JSON for programs."""

from __future__ import annotations

import json
from textwrap import wrap

from ..plain_text import plain_line, plain_text
from .findings import Finding, Severity

_WIDTH = 9
_LINE = 110


def counts(findings: list[Finding]) -> tuple[int, int]:
    """Return how many errors and warnings there are."""
    errors = sum(it.severity is Severity.ERROR for it in findings)
    return errors, len(findings) - errors


def as_json(source: str, findings: list[Finding], notes: list[str]) -> str:
    """Return {"source", "findings": […], "notes": […], "errors": number, "warnings": number}.

    A finding is {"rule", "severity", "option": name or null, "text", "advice"}.
    """
    errors, warnings = counts(findings)
    rows = [
        {
            "rule": it.rule,
            "severity": it.severity.value,
            "option": it.option,
            "text": plain_text(it.text),
            "advice": plain_text(it.advice),
        }
        for it in findings
    ]
    notes = [plain_text(it) for it in notes]
    whole = {"source": source, "findings": rows, "notes": notes, "errors": errors, "warnings": warnings}
    return json.dumps(whole, indent=2)


def as_text(source: str, findings: list[Finding], notes: list[str]) -> str:
    """Return a few lines for each finding, and how many there are."""
    lines = []
    for it in findings:
        lines.append(f"{it.severity.value:{_WIDTH}}{it.rule}")
        lines += _indented(it.text)
        lines += _indented(f"What to do: {it.advice}")
    for note in notes:
        lines += _indented(note, f"{'note':{_WIDTH}}")
    errors, warnings = counts(findings)
    lines.append(f"{plain_line(source)}: {_count(errors, 'error')}, {_count(warnings, 'warning')}.")
    return "\n".join(lines)


def _indented(text: str, first: str = " " * _WIDTH) -> list[str]:
    return wrap(
        plain_line(text), _LINE, initial_indent=first, subsequent_indent=" " * _WIDTH, break_on_hyphens=False,
        break_long_words=False,
    )  # fmt: skip


def _count(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"
