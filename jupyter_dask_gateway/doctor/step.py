"""A check among the others: its name, and what must hold before it makes sense."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .result import CheckResult

if TYPE_CHECKING:
    from .context import CheckContext

Check = Callable[["CheckContext"], Awaitable[CheckResult]]

INSTALLED = "dask_gateway installed"
"""The name of the first step, which is no check: without it there is nothing to check with."""


@dataclass(frozen=True)
class Step:
    """A check with its name in plain words."""

    name: str
    check: Check
    needs: tuple[str, ...] = ()
    """Names of earlier steps that must hold."""
