"""Findings as text for people and as JSON for programs."""

from __future__ import annotations

import json

from ..languages import in_language, say
from ..plain_text import folded, plain_line, plain_text
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


def as_text(source: str, findings: list[Finding], notes: list[str], language: str | None = None) -> str:
    """Return a few lines for each finding, and how many there are. The rules' ids are no words."""
    lines = []
    for it in findings:
        is_error = it.severity is Severity.ERROR
        head = say("error    {rule}", rule=it.rule) if is_error else say("warning  {rule}", rule=it.rule)
        lines.append(in_language(head, language))
        lines += _indented(in_language(it.text, language))
        lines += _indented(in_language(say("What to do: {advice}", advice=it.advice), language))
    for note in notes:
        lines += _indented(in_language(note, language), in_language(say("note     "), language))
    errors, warnings = counts(findings)
    how_many = say(
        "{source}: {errors}, {warnings}.",
        source=plain_line(source),
        errors=say("1 error") if errors == 1 else say("{number} errors", number=errors),
        warnings=say("1 warning") if warnings == 1 else say("{number} warnings", number=warnings),
    )
    return "\n".join([*lines, in_language(how_many, language)])


def _indented(text: str, first: str = " " * _WIDTH) -> list[str]:
    return folded(plain_line(text), _LINE, first, " " * _WIDTH)
