"""What the checks share: the client, the configuration, and what earlier steps have learnt."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable
from functools import cached_property
from typing import Any, TypeVar

from ..config.connection import Connection
from ..gateway.client import GatewayClient, RawReply
from ..gateway.errors import Cause, RequestError
from ..gateway.failures import timeout_error
from ..gateway.request import Reply, Request

T = TypeVar("T")

_MAX_JSON_BYTES = 2**17


class CheckContext:
    """One run of the checks."""

    connection: Connection
    """Set by the first step that holds, as is `config`."""
    config: dict[str, Any]
    """The published config."""
    health: RawReply
    version: str | None = None
    """The gateway's; None while none has answered."""
    is_accepted = False
    """Whether the gateway takes the credential."""
    refusal: Cause | None = None
    """Why the gateway refused the credential."""
    options: list[dict[str, Any]]
    """`cluster_options` as published."""

    def __init__(self, client: GatewayClient, reply_timeout: float) -> None:
        """`reply_timeout`: seconds for each answer."""
        self.client = client
        self._reply_timeout = reply_timeout

    async def get_anonymous(self, connection: Connection, path: str) -> RawReply:
        """Ask without a login."""
        return await self._in_time(self.client.get_anonymous(connection, path))

    @cached_property
    def _options_reply(self) -> asyncio.Future[Reply]:
        return asyncio.ensure_future(self.api("api/v1/options"))

    async def options_reply(self) -> Reply:
        """Return the gateway's answer to a login and to a question for its options: asked once."""
        # Who runs out of time leaves it to the steps that come after.
        return await asyncio.shield(self._options_reply)

    async def api(self, target: str) -> Reply:
        """Return the gateway's answer to a read of its API ("api/…?…"), with the login."""
        path, _, query = target.partition("?")
        return await self._in_time(self.client.api(Request("GET", path, query, accept="application/json")))

    async def figures(self, path: str) -> Reply:
        """Return what a scheduler answers, by any way that the pass-through knows."""
        return await self._in_time(self.client.cluster(Request("GET", path, accept="application/json")))

    async def lists_clusters(self) -> bool:
        """Return whether the gateway lists clusters with this login, as the panel asks it to."""
        # Few are pending at a time, and what a running one brings along is long.
        request = Request("GET", "api/v1/clusters/", query="status=pending", accept="application/json")
        try:
            return (await self._in_time(self.client.api(request))).status == 200
        except RequestError:
            return False

    async def _in_time(self, answer: Awaitable[T]) -> T:
        try:
            return await asyncio.wait_for(answer, self._reply_timeout)
        except asyncio.TimeoutError:
            raise timeout_error(self._reply_timeout) from None


async def parse_json(body: bytes) -> Any:
    """Return JSON as Python writes it; None if it is none, or longer than a gateway's versions and options.

    Python holds its global lock while it reads JSON, so a long one would hold up the whole server, from a
    thread too. Numbers stay text: Python refuses to convert very long ones.
    """

    def parse() -> Any:
        try:
            return json.loads(body, parse_int=str, parse_float=str)
        except (ValueError, RecursionError):
            return None

    return await asyncio.to_thread(parse) if len(body) <= _MAX_JSON_BYTES else None
