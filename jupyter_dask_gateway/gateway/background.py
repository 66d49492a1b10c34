"""The thread in which a user's process asks gateways, however busy its own threads are.

What asks imports aiohttp and dask_gateway, which takes half a second: not before something is asked.
"""

from __future__ import annotations

import asyncio
import atexit
import importlib
import itertools
import os
import sys
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from ..config.target import Target
from ..program import Program
from .limits import Limits

if TYPE_CHECKING:
    from .client import GatewayClient

T = TypeVar("T")

_CLIENT = f"{__package__}.client"


def has_client() -> bool:
    """Return whether what asks is imported."""
    return _CLIENT in sys.modules


def import_client() -> None:
    """Import what asks, in this thread: the main one, where nothing else has asked before.

    There it does not meet what user code imports: of what two threads import, either may find half a module.
    """
    importlib.import_module(_CLIENT)


class SharedClient:
    """The client for one gateway: one for all who name the same, and gone with the last of them."""

    def __init__(
        self, limits: Limits, work: ThreadPoolExecutor, target: Target, program: Program, number: int
    ) -> None:
        # Other people's authentication hooks are not made for several threads.
        self._hooks = ThreadPoolExecutor(1, thread_name_prefix="dask-gateway-auth")
        self._limits = limits
        self._work = work
        self._target = target
        self._program: Program = program
        self.number = number
        """No other client of this process has it, before or after."""
        self.users = 0

    @cached_property
    def client(self) -> GatewayClient:
        """The client itself, made on the loop when something is asked."""
        from .client import GatewayClient

        return GatewayClient(
            self._limits, self._work, self._hooks, program=self._program, target=self._target
        )

    async def close(self) -> None:
        """Close the connections and end the thread."""
        try:
            if "client" in vars(self):
                await self.client.close()
        finally:
            self._hooks.shutdown(wait=False)


class BackgroundLoop:
    """An event loop in a thread of its own, and the clients that live on it."""

    def __init__(self) -> None:
        self.limits = Limits()
        self.process = os.getpid()
        self._work = ThreadPoolExecutor(2, thread_name_prefix="dask-gateway-work")
        self._lock = threading.Lock()
        self._clients: dict[Target, SharedClient] = {}
        self._numbers = itertools.count(1)
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="dask-gateway", daemon=True).start()
        atexit.register(self._close)

    def run(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Start `work` on the loop. It may ask gateways."""
        try:
            import_client()
        except BaseException:
            work.close()
            raise
        return self._start(work)

    def hold(self, target: Target, program: Program = "kernel") -> SharedClient:
        """Return the client for a gateway, which is kept until as many calls of `release`.

        `program`: who speaks in the sentences about what happens here.
        """
        with self._lock:
            shared = self._clients.get(target)
            if shared is None:
                shared = SharedClient(self.limits, self._work, target, program, next(self._numbers))
                self._clients[target] = shared
            shared.users += 1
            return shared

    def release(self, target: Target) -> None:
        """Let go of what `hold` has returned; the last one frees connections, thread and credentials.

        It does so on the loop: whoever calls may be the garbage collector, in the middle of anything.
        """
        self._loop.call_soon_threadsafe(self._release, target)

    @contextmanager
    def client(self, target: Target, program: Program = "kernel") -> Iterator[GatewayClient]:
        """Give the client for a gateway: what is in flight is carried through if its widget is closed."""
        shared = self.hold(target, program)
        try:
            yield shared.client
        finally:
            self.release(target)

    def _release(self, target: Target) -> None:
        with self._lock:
            shared = self._clients[target]
            shared.users -= 1
            if shared.users > 0:
                return
            del self._clients[target]
        self._start(shared.close())

    def _start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _close(self) -> None:
        """Close the connections, or aiohttp complains of them at the end of each script."""
        for shared in list(self._clients.values()):
            with suppress(TimeoutError):
                self._start(shared.close()).result(1)


_lock = threading.Lock()
_background: BackgroundLoop | None = None


def background() -> BackgroundLoop:
    """Return this process's; the first call starts it.

    A child that was forked has none of the threads of its parent, and gets its own.
    """
    global _background
    with _lock:
        if _background is None or _background.process != os.getpid():
            _background = BackgroundLoop()
        return _background
