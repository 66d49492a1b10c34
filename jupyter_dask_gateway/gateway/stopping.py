"""Stopping clusters when a program ends: all at once, and in bounded time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .errors import RequestError
from .request import Request

if TYPE_CHECKING:
    from .client import GatewayClient

# Each has a file descriptor: a process may have 1,024 of them, on macOS 256.
_AT_ONCE = 100
# For what is given up to end.
_GIVE_UP_SECONDS = 0.5


async def stop_all(client: GatewayClient, names: Iterable[str], seconds: float) -> dict[str, str | None]:
    """Ask the gateway to stop these clusters, and return by name why it may not have; None: it does.

    The reasons hold no secret, nor what the gateway says: that may have the cluster's name in it. Raises
    nothing, and takes hardly more than `seconds`.
    """
    places = asyncio.Semaphore(_AT_ONCE)
    asked: set[str] = set()

    async def stop(name: str) -> str | None:
        async with places:
            asked.add(name)
            return await _stop(client, name)

    tasks = {name: asyncio.ensure_future(stop(name)) for name in names}
    late: set[asyncio.Task[str | None]] = set()
    if tasks:
        _, late = await asyncio.wait(tasks.values(), timeout=seconds)
    for task in late:
        task.cancel()
    if late:
        await asyncio.wait(late, timeout=_GIVE_UP_SECONDS)
    no_answer = f"no answer within {seconds:g} s; the gateway may still stop it"
    no_time = f"there was no time to ask for it within {seconds:g} s"
    return {
        name: task.result() if task not in late else no_answer if name in asked else no_time
        for name, task in tasks.items()
    }


async def _stop(client: GatewayClient, name: str) -> str | None:
    request = Request("DELETE", f"api/v1/clusters/{name}", accept="application/json")
    try:
        reply = await client.api_at_once(request)
    except RequestError as error:
        return str(error)
    except Exception as error:
        # Without its message, which may quote a credential.
        return type(error).__name__
    return None if reply.status < 400 else f"the gateway refused with status {reply.status}"
