"""Stopping clusters when a program ends: all at once, and in bounded time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from .client import GatewayClient
from .errors import ErrorId, RequestError
from .request import Request

# For what is given up to end.
_GIVE_UP_SECONDS = 0.5


async def stop_all(client: GatewayClient, names: Iterable[str], seconds: float) -> dict[str, str | None]:
    """Ask the gateway to stop these clusters, and return by name why it may not have; None: it does.

    The reasons hold no secret, nor what the gateway says: that may have the cluster's name in it. Raises
    nothing, and takes hardly more than `seconds`.
    """
    tasks = {name: asyncio.ensure_future(_stop(client, name)) for name in names}
    late: set[asyncio.Task[str | None]] = set()
    if tasks:
        _, late = await asyncio.wait(tasks.values(), timeout=seconds)
    for task in late:
        task.cancel()
    if late:
        await asyncio.wait(late, timeout=_GIVE_UP_SECONDS)
    no_answer = f"no answer within {seconds:g} s; the gateway may still stop it"
    return {name: no_answer if task in late else task.result() for name, task in tasks.items()}


async def _stop(client: GatewayClient, name: str) -> str | None:
    while True:
        try:
            reply = await client.api(Request("DELETE", f"api/v1/clusters/{name}", accept="application/json"))
        except RequestError as error:
            if error.id is ErrorId.BUSY:
                continue
            return str(error)
        except Exception as error:
            # Without its message, which may quote a credential.
            return type(error).__name__
        return None if reply.status < 400 else f"the gateway refused with status {reply.status}"
