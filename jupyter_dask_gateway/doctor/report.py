"""Findings as JSON, and as text that can be sent to an administrator."""

from __future__ import annotations

import json
from collections.abc import Iterable
from textwrap import indent

from .finding import Finding

_WIDTH = 10


def as_json(findings: Iterable[Finding]) -> str:
    """Return `{"findings": [{"step", "outcome", "text", "advice"}]}`."""
    rows = [
        {
            "step": it.step,
            "outcome": it.verdict.outcome.value,
            "text": it.verdict.text,
            "advice": it.verdict.advice,
        }
        for it in findings
    ]
    return json.dumps({"findings": rows})


def as_text(findings: Iterable[Finding]) -> str:
    """Return a few lines for each finding, as the browser's “Copy as text” writes them."""
    lines = []
    for it in findings:
        lines.append(f"{it.verdict.outcome.value:{_WIDTH}}{it.step}")
        lines.append(indent(it.verdict.text, " " * _WIDTH))
        if it.verdict.advice:
            lines.append(indent(f"What to do: {it.verdict.advice}", " " * _WIDTH))
    return "\n".join(lines)
