"""One run of the checks at a time: who asks meanwhile gets the same findings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from .result import Finding


class SingleFlight:
    """Asking twice at once loads the gateway once."""

    def __init__(self, work: Callable[[], Coroutine[Any, Any, list[Finding]]]) -> None:
        """`work` ends by itself, in limited time."""
        self._work = work
        self._running: asyncio.Future[list[Finding]] | None = None

    async def findings(self) -> list[Finding]:
        """Return what the run that is under way finds, or a new one."""
        if self._running is None or self._running.done():
            self._running = asyncio.ensure_future(self._work())
        # Shielded: one reader may leave while another waits.
        return await asyncio.shield(self._running)
