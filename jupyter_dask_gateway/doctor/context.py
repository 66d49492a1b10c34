"""What the checks share: the client, the configuration, and what earlier steps have learnt."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable
from functools import cached_property
from typing import Any, TypeVar

from ..config.connection import Connection
from ..gateway.client import Bare, GatewayClient
from ..gateway.errors import Cause
from ..gateway.failures import timed_out
from ..gateway.request import Reply, Request

T = TypeVar("T")


class Case:
    """One examination."""

    connection: Connection
    """Set by the first step that holds, as is `config`."""
    config: dict[str, Any]
    """What the browser gets to know of the configuration too."""
    health: Bare
    version: str | None = None
    """The gateway's; None while none has answered."""
    refusal: Cause | None = None
    """Why the gateway refused the credential."""
    options: list[dict[str, Any]]
    """`cluster_options` as published."""

    def __init__(self, client: GatewayClient, patience: float) -> None:
        """`patience`: seconds for each answer."""
        self.client = client
        self._patience = patience

    async def bare(self, connection: Connection, path: str) -> Bare:
        """Ask without a login."""
        return await self._in_time(self.client.bare(connection, path))

    @cached_property
    def _published(self) -> asyncio.Future[Reply]:
        request = Request("GET", "api/v1/options", accept="application/json")
        return asyncio.ensure_future(self._in_time(self.client.api(request)))

    async def published(self) -> Reply:
        """Return the gateway's answer to a login and to a question for its options: asked once."""
        # Who runs out of time leaves it to the steps that come after.
        return await asyncio.shield(self._published)

    async def _in_time(self, answer: Awaitable[T]) -> T:
        try:
            return await asyncio.wait_for(answer, self._patience)
        except asyncio.TimeoutError:
            raise timed_out(self._patience) from None


async def parsed(body: bytes) -> Any:
    """Return JSON as Python writes it; None if it is none.

    In a thread, for it may be long. Numbers stay text: Python refuses to convert very long ones.
    """

    def parse() -> Any:
        try:
            return json.loads(body, parse_int=str, parse_float=str)
        except (ValueError, RecursionError):
            return None

    return await asyncio.to_thread(parse)
