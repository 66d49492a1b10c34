"""What a worker is made of, as the page's converter takes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..languages import in_language

FORMAT = "worker-template/1"
MAX_WORKERS = 10**6
_MAX_DROPPED = 100
_SHOWN_LENGTH = 100

Workers = int | tuple[int, int]
"""A number, or between which two."""


@dataclass(frozen=True)
class Dropped:
    """One thing that cannot be carried over."""

    what: str
    why: str
    """A sentence."""


@dataclass
class Template:
    """A worker of one cluster, and how many."""

    kind: str
    """"kubecluster" (the classic one), "operator" or "pod"."""
    limits: dict[str, str] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)
    """Kubernetes' quantities, by what they count."""
    args: list[str] = field(default_factory=list)
    """The worker's command line."""
    image: str | None = None
    env: dict[str, str] = field(default_factory=dict)
    workers: Workers | None = None
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, what: str, why: str) -> None:
        """Say that this cannot be carried over, once."""
        one = Dropped(what if len(what) <= _SHOWN_LENGTH else what[:_SHOWN_LENGTH], why)
        if one not in self.dropped and len(self.dropped) < _MAX_DROPPED:
            self.dropped.append(one)

    def as_json(self, language: str | None = None) -> dict[str, Any]:
        """Return it as the page's `convertWorkerTemplate` takes it. `language`: of who reads the reasons."""
        return {
            "jupyter_dask_gateway": FORMAT,
            "kind": self.kind,
            "resources": {"limits": self.limits, "requests": self.requests},
            "args": self.args,
            "image": self.image,
            "env": self.env,
            "workers": list(self.workers) if isinstance(self.workers, tuple) else self.workers,
            "dropped": [
                {
                    # A name by itself is the code's.
                    "what": in_language(it.what, language) if " " in it.what else it.what,
                    "why": in_language(it.why, language),
                }
                for it in self.dropped
            ],
        }
