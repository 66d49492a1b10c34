"""The clusters that are stopped when the kernel ends in order: is shut down, restarted, or a script is over.

That holds for a kernel that the Jupyter server culls, and for one in which a cell runs. The clusters are
kept in memory only: a kernel that is killed, or crashes, stops nothing.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress

from .. import _compat
from ..cluster_key import cluster_key
from ..config.target import Target
from ..gateway.background import background, import_client
from ..gateway.stopping import stop_all

_SECONDS = 2.0
"""Jupyter waits for a kernel's end for 2.5 s, then sends SIGTERM."""

_log = logging.getLogger("jupyter_dask_gateway")


class StopWithKernel:
    """Those of one process, each with the gateway that it belongs to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._targets: dict[str, Target] = {}
        """By the clusters' full names."""
        self._listeners: list[weakref.WeakMethod[Callable[[], None]]] = []
        self._process = os.getpid()
        _compat.before_threads_end(self.stop)

    def set(self, name: str, target: Target, stop: bool) -> bool:
        """Have the cluster with this full name stopped, or not. Return whether that is news."""
        if stop:
            # At the end there is no time for it. Where it fails, all fails that asks, and says so.
            with suppress(Exception, SystemExit):
                import_client()
        with self._lock:
            if stop == (name in self._targets):
                return False
            if stop:
                self._targets[name] = target
            else:
                del self._targets[name]
            self._listeners = [listener for listener in self._listeners if listener() is not None]
            listeners = [listener() for listener in self._listeners]
        for listener in listeners:
            if listener is not None:
                listener()
        return True

    def names(self, target: Target) -> list[str]:
        """Return the full names of those that are stopped, of one gateway."""
        with self._lock:
            return [name for name, of in self._targets.items() if of == target]

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call this method after each change, as long as its object is there."""
        with self._lock:
            self._listeners.append(weakref.WeakMethod(listener))

    def stop(self) -> None:
        """Stop them, in little more time than there is."""
        # A process that was forked from this one ends by itself: the kernel goes on.
        if not self._targets or os.getpid() != self._process:
            return
        with self._lock:
            targets, self._targets = self._targets, {}
        with suppress(Exception):
            background().run(self._stop(targets)).result(_SECONDS + 1)

    async def _stop(self, targets: dict[str, Target]) -> None:
        by_target: dict[Target, list[str]] = {}
        for name, target in targets.items():
            by_target.setdefault(target, []).append(name)
        await asyncio.gather(*(self._stop_at(target, names) for target, names in by_target.items()))

    async def _stop_at(self, target: Target, names: list[str]) -> None:
        with background().client(target) as client:
            outcomes = await stop_all(client, names, _SECONDS)
        for name, failure in outcomes.items():
            if failure is not None:
                _log.warning("Cluster %s may go on without this kernel: %s", cluster_key(name), failure)


_lock = threading.Lock()
_stop_with_kernel: StopWithKernel | None = None


def stop_with_kernel() -> StopWithKernel:
    """Return this process's; the first call has it heard when the process ends."""
    global _stop_with_kernel
    with _lock:
        if _stop_with_kernel is None:
            _stop_with_kernel = StopWithKernel()
        return _stop_with_kernel
