"""Findings as JSON, and as text that can be sent to an administrator."""

from __future__ import annotations

import json
from collections.abc import Iterable
from textwrap import indent

from ..plain_text import plain_text
from .result import Finding

_WIDTH = 10


def as_json(findings: Iterable[Finding]) -> str:
    """Return `{"findings": [{"step", "outcome", "text", "advice"}]}`."""
    rows = [
        {
            "step": it.step,
            "outcome": it.result.outcome.value,
            "text": plain_text(it.result.text),
            "advice": plain_text(it.result.advice),
        }
        for it in findings
    ]
    return json.dumps({"findings": rows})


def as_text(findings: Iterable[Finding]) -> str:
    """Return a few lines for each finding, as the browser's “Copy as text” writes them."""
    lines = []
    for it in findings:
        lines.append(f"{it.result.outcome.value:{_WIDTH}}{it.step}")
        lines.append(indent(plain_text(it.result.text), " " * _WIDTH))
        if it.result.advice:
            lines.append(indent(f"What to do: {plain_text(it.result.advice)}", " " * _WIDTH))
    return "\n".join(lines)
