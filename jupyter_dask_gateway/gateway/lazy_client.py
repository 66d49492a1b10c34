"""Loads the half that imports aiohttp, dask and dask_gateway, in a thread.

Those imports take half a second, more on a network disk. They begin when the extension is loaded,
so that the first panel finds them done, and never run on the event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from ..config.target import CONFIGURED, Target
from ..program import Program
from .errors import not_installed_error
from .limits import Limits
from .pace import Pace

if TYPE_CHECKING:
    from .client import GatewayClient


class LazyClient:
    """The one `GatewayClient` of a server or a command."""

    def __init__(
        self, limits: Limits, program: Program, *, target: Target = CONFIGURED, for_users: bool = False
    ) -> None:
        """Begin the imports at once. The arguments are the client's."""
        self._limits = limits
        self._program: Program = program
        self._target = target
        self._for_users = for_users
        self.pace = Pace()
        """For long work on the server's loop, the client's own included."""
        # Reading the configuration: short work that cannot hang. What can, a hook of an authentication
        # class, has a thread of its own.
        self._work = ThreadPoolExecutor(2, thread_name_prefix="dask-gateway-work")
        self._hooks = ThreadPoolExecutor(1, thread_name_prefix="dask-gateway-auth")
        self._client = self._begin()

    async def get(self) -> GatewayClient:
        """Return the client, waiting for the imports if need be.

        Raises not-installed if they fail; the next call tries them again.
        """
        if self._client.done() and self._client.exception():
            self._client = self._begin()
        try:
            # Shielded, as others wait for it too and this caller may be cancelled.
            return await asyncio.shield(asyncio.wrap_future(self._client))
        except (Exception, SystemExit) as error:
            raise not_installed_error(error, self._program) from None

    def when_loaded(self, act: Callable[[], None]) -> None:
        """Call `act` once the imports are done, in their thread; not at all if they fail."""
        self._client.add_done_callback(lambda loaded: None if loaded.exception() else act())

    async def close(self) -> None:
        """Close the connections to the gateway and let the threads end."""
        if self._client.done() and not self._client.exception():
            await self._client.result().close()
        for executor in (self._work, self._hooks):
            executor.shutdown(wait=False, cancel_futures=True)

    def _begin(self) -> Future[GatewayClient]:
        return self._work.submit(self._load)

    def _load(self) -> GatewayClient:
        from .client import GatewayClient

        return GatewayClient(
            self._limits,
            self._work,
            self._hooks,
            program=self._program,
            target=self._target,
            pace=self.pace,
            for_users=self._for_users,
        )
