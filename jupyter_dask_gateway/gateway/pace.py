"""Long work on an event loop, in slices, so that whatever else is on the loop hardly waits.

Not in threads: code that holds Python's global lock holds it against the loop's thread too, for
several milliseconds each time that thread wants it back.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager
from typing import TypeVar

T = TypeVar("T")

# Seconds. A request crosses the loop some ten times, and may wait for a slice each time.
_SLICE = 0.0003


class Slice:
    """Tells long work when to pause: `if piece.is_over(): yield`."""

    def __init__(self) -> None:
        self._end = 0.0

    def is_over(self) -> bool:
        """Whether to pause now. The next slice begins with the question after the pause."""
        now = time.perf_counter()
        if self._end and now >= self._end:
            self._end = 0.0
            return True
        self._end = self._end or now + _SLICE
        return False


class Pace:
    """One slice at a time, however many have long work, and a turn of the loop between any two."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Have a slice's time, without an await in it."""
        async with self._lock:
            yield
            await asyncio.sleep(0)

    async def run(self, work: Generator[None, None, T]) -> T:
        """Return what `work` returns, which yields whenever the loop should have its turn."""
        while True:
            async with self.turn():
                try:
                    next(work)
                except StopIteration as done:
                    result: T = done.value
                    return result
