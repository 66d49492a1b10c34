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
class CheckResult:
    """What holds, and what to do about it."""

    outcome: Outcome
    text: str
    advice: str = ""


@dataclass(frozen=True)
class Finding:
    """The result of one step, with its name."""

    step: str
    result: CheckResult

    @property
    def holds(self) -> bool:
        """Whether what needs this step can be tried."""
        return self.result.outcome in {Outcome.OK, Outcome.WARNING}


def ok(text: str) -> CheckResult:
    """Say that it is as it should be."""
    return CheckResult(Outcome.OK, text)


def warning(text: str, advice: str) -> CheckResult:
    """Say that it works, but not as somebody would expect."""
    return CheckResult(Outcome.WARNING, text, advice)


def failed(text: str, advice: str = "") -> CheckResult:
    """Say that it does not work."""
    return CheckResult(Outcome.FAILED, text, advice)


def skipped(text: str) -> CheckResult:
    """Say that nothing can be said."""
    return CheckResult(Outcome.SKIPPED, text)
