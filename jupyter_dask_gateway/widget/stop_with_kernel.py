"""The clusters that are stopped when the kernel ends in order: is shut down, restarted, or a script is over.

They are kept in memory only. A kernel that is killed, or crashes, stops nothing.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from contextlib import suppress

from .. import _compat
from ..cluster_key import cluster_key
from ..config.target import Target
from ..gateway.stopping import stop_all
from .background import background

_SECONDS = 2.0
"""Jupyter waits for a kernel's end for 2.5 s, then sends SIGTERM."""

_log = logging.getLogger("jupyter_dask_gateway")


class StopWithKernel:
    """Those of one process, each with the gateway that it belongs to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._targets: dict[str, Target] = {}
        """By the clusters' full names."""
        self._process = os.getpid()
        _compat.before_threads_end(self.stop)

    def set(self, name: str, target: Target, stop: bool) -> None:
        """Have the cluster with this full name stopped, or not."""
        with self._lock:
            if stop:
                self._targets[name] = target
            else:
                self._targets.pop(name, None)

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
