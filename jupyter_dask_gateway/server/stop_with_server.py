"""The clusters that are stopped when the Jupyter server ends in order.

They are kept in memory only. Who ends without having time for anything, by SIGKILL or a crash, has no time to
stop a cluster either.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import TYPE_CHECKING

from ..cluster_key import cluster_key
from ..gateway.errors import ErrorId, RequestError
from ..gateway.lazy_client import LazyClient
from ..gateway.request import Request
from ..languages import say
from ..pass_through.outcomes import SUCCESS, UNCONFIRMED
from ..pass_through.telemetry import Telemetry

if TYPE_CHECKING:
    from ..gateway.client import GatewayClient

_MOST = 1_000


class StopWithServer:
    """What the pages' users have ticked, each cluster with the gateway that it belongs to."""

    def __init__(self, lazy_client: LazyClient, telemetry: Telemetry) -> None:
        self._lazy_client = lazy_client
        self._telemetry = telemetry
        self._addresses: dict[str, str] = {}
        """By the clusters' full names, the oldest tick first."""

    async def names(self) -> list[str]:
        """Return the full names of those that belong to the gateway of dask's configuration."""
        client = await self._lazy_client.get()
        address = (await client.connection()).address
        return [name for name, own in self._addresses.items() if own == address]

    async def set(self, name: str, stop: bool) -> None:
        """Have the cluster with this full name stopped, or not."""
        if not stop:
            self._addresses.pop(name, None)
            return
        client = await self._lazy_client.get()
        address = (await client.connection()).address
        if name not in self._addresses and len(self._addresses) >= _MOST:
            await self._forget_ended(client)
        self._addresses[name] = address

    async def stop(self, seconds: float, log: logging.Logger) -> None:
        """Stop them, in little more than this time, and log what came of each, with its key alone."""
        addresses, self._addresses = self._addresses, {}
        if not addresses:
            return
        end = time.monotonic() + seconds
        outcomes: dict[str, str | None]
        # The newest first: of the oldest most have ended long ago.
        names = list(reversed(addresses))
        try:
            client = await asyncio.wait_for(self._lazy_client.get(), seconds)
            # With the client, and not at the server's start: it imports aiohttp.
            from ..gateway.stopping import stop_all

            connection = await asyncio.wait_for(client.connection(), max(end - time.monotonic(), 0))
            own = [name for name in names if addresses[name] == connection.address]
            outcomes = dict.fromkeys(names, "dask's configuration names another gateway by now")
            outcomes |= await stop_all(client, own, max(end - time.monotonic(), 0))
        except RequestError as error:
            outcomes = dict.fromkeys(names, str(error))
        except asyncio.TimeoutError:
            outcomes = dict.fromkeys(names, f"dask_gateway was not ready within {seconds:g} s")
        for name, failure in outcomes.items():
            key = cluster_key(name)
            self._telemetry.stopped_at_end(key, SUCCESS if failure is None else UNCONFIRMED)
            if failure is None:
                log.info("dask-gateway: had the gateway stop cluster %s with this server", key)
            else:
                log.warning("dask-gateway: cluster %s may go on without this server: %s", key, failure)

    async def _forget_ended(self, client: GatewayClient) -> None:
        """Make room. Raises busy if there is none, and what asking the gateway raises."""
        reply = await client.api(Request("GET", "api/v1/clusters/", accept="application/json"))
        listed = json.loads(reply.body) if reply.status == 200 else None
        if isinstance(listed, dict):
            self._addresses = {name: own for name, own in self._addresses.items() if name in listed}
        if len(self._addresses) >= _MOST:
            raise RequestError(
                ErrorId.BUSY,
                say(
                    "This server is to stop {most} clusters already. Untick others, or stop clusters, first.",
                    most=_MOST,
                ),
            )
