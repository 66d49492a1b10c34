"""The thread in which this process asks gateways, however busy the kernel's own threads are."""

from __future__ import annotations

import asyncio
import atexit
import threading
from collections.abc import Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from ..config.connection import Target
from ..gateway.client import GatewayClient
from ..gateway.limits import Limits
from ..program import Program

T = TypeVar("T")

PROGRAM: Program = "kernel"
"""Who speaks in the sentences about what happens here."""


class BackgroundLoop:
    """An event loop in a thread of its own, and the clients that live on it."""

    def __init__(self) -> None:
        self.limits = Limits()
        self._work = ThreadPoolExecutor(2, thread_name_prefix="dask-gateway-work")
        self._clients: dict[Target, GatewayClient] = {}
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="dask-gateway", daemon=True).start()
        atexit.register(self._close)

    def run(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Start `work` on the loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _close(self) -> None:
        """Close the connections, or aiohttp complains of them at the end of each script."""
        for client in self._clients.values():
            with suppress(TimeoutError):
                self.run(client.close()).result(1)

    def client(self, target: Target) -> GatewayClient:
        """Return the client for a gateway: one for all widgets that name the same."""
        client = self._clients.get(target)
        if client is None:
            # Other people's authentication hooks are not made for several threads.
            hooks = ThreadPoolExecutor(1, thread_name_prefix="dask-gateway-auth")
            client = GatewayClient(self.limits, self._work, hooks, program=PROGRAM, target=target)
            self._clients[target] = client
        return client


_lock = threading.Lock()
_background: BackgroundLoop | None = None


def background() -> BackgroundLoop:
    """Return this process's; the first call starts it."""
    global _background
    with _lock:
        if _background is None:
            _background = BackgroundLoop()
        return _background
