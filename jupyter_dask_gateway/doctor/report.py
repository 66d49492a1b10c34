"""Findings as JSON, and as text that can be sent to an administrator."""

from __future__ import annotations

import json
from collections.abc import Iterable
from textwrap import indent

from ..languages import in_language, say
from ..plain_text import padded, plain_text
from .result import Finding

_WIDTH = 10


def as_json(findings: Iterable[Finding], language: str | None = None) -> str:
    """Return `{"findings": [{"step", "outcome", "text", "advice", "shown"?}]}`.

    The texts are English, for reports. `shown` has the three of them in `language`, if it is one of ours.
    """
    rows = []
    for it in findings:
        row: dict[str, object] = {"outcome": it.result.outcome.value, **_texts(it, None)}
        if language is not None:
            row["shown"] = _texts(it, language)
        rows.append(row)
    return json.dumps({"findings": rows})


def as_text(findings: Iterable[Finding], language: str | None = None) -> str:
    """Return a few lines for each finding, in English as the browser's “Copy as text” writes them."""
    lines = []
    for it in findings:
        texts = _texts(it, language)
        lines.append(padded(in_language(it.result.outcome.value, language), _WIDTH) + texts["step"])
        lines.append(indent(texts["text"], " " * _WIDTH))
        if texts["advice"]:
            advice = in_language(say("What to do: {advice}", advice=texts["advice"]), language)
            lines.append(indent(advice, " " * _WIDTH))
    return "\n".join(lines)


def _texts(it: Finding, language: str | None) -> dict[str, str]:
    texts = {"step": it.step, "text": it.result.text, "advice": it.result.advice}
    return {name: plain_text(in_language(text, language)) for name, text in texts.items()}
