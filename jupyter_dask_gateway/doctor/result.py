"""What a check says: plain sentences without secrets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Outcome(str, Enum):
    """How a step went."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Verdict:
    """What holds, and what to do about it."""

    outcome: Outcome
    text: str
    advice: str = ""


@dataclass(frozen=True)
class Finding:
    """The verdict on one step."""

    step: str
    verdict: Verdict

    @property
    def holds(self) -> bool:
        """Whether what needs this step can be tried."""
        return self.verdict.outcome in {Outcome.OK, Outcome.WARNING}


def ok(text: str) -> Verdict:
    """Say that it is as it should be."""
    return Verdict(Outcome.OK, text)


def warning(text: str, advice: str) -> Verdict:
    """Say that it works, but not as somebody would expect."""
    return Verdict(Outcome.WARNING, text, advice)


def failed(text: str, advice: str = "") -> Verdict:
    """Say that it does not work."""
    return Verdict(Outcome.FAILED, text, advice)


def skipped(text: str) -> Verdict:
    """Say that nothing can be said."""
    return Verdict(Outcome.SKIPPED, text)
