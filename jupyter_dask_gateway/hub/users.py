"""Who a request is of: the hub says so, for the token that this service's cookie holds."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from jupyterhub.services.auth import HubOAuth
from tornado import web

from ..gateway.failures import busy_error
from .refusals import hub_away, not_allowed

Server = Literal["running", "starting", "stopping", "stopped", "unknown"]


@dataclass(frozen=True)
class User:
    """A user of the hub, as long as one request lasts."""

    name: str
    token: str = field(repr=False)
    scopes: frozenset[str]
    server: Server
    """Their default server's state; "unknown" where the hub does not let this service know."""

    def may_access(self, service: str) -> bool:
        """Return whether the token opens this service of the hub."""
        return not self.scopes.isdisjoint({"access:services", f"access:services!service={service}"})


async def identify(
    oauth: HubOAuth, service: str, token: str, session_id: str, *, fresh: bool, seconds: float
) -> User | None:
    """Return the user whose token this is; None if it is nobody's any more.

    `fresh`: the hub is asked, whatever it said a moment ago. Raises hub-away, or not-allowed.
    """
    asked = oauth.user_for_token(token, use_cache=not fresh, session_id=session_id, sync=False)
    try:
        model = await asyncio.wait_for(asked, seconds)
    except (asyncio.TimeoutError, web.HTTPError):
        raise hub_away() from None
    if model is None:
        return None
    user = User(str(model["name"]), token, frozenset(model.get("scopes", ())), _server(model))
    # A token of another service's is no user's, and has no clusters of its own.
    if model.get("kind") != "user" or not user.may_access(service):
        raise not_allowed(service)
    return user


def _server(model: Mapping[str, Any]) -> Server:
    if "servers" not in model:
        return "unknown"
    server = model["servers"].get("")
    if server is None:
        return "stopped"
    if server.get("pending") == "stop":
        return "stopping"
    return "running" if server.get("ready") else "starting"


class Places:
    """How many requests of each user are in flight: one must not keep the gateway from all others."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()
        self._changed = asyncio.Event()

    @contextmanager
    def place(self, name: str) -> Iterator[None]:
        """Hold one; raise busy if the user has too many already."""
        if self._taken[name] >= self._most:
            raise busy_error()
        self._taken[name] += 1
        try:
            yield
        finally:
            self._taken[name] -= 1
            if not self._taken[name]:
                del self._taken[name]
            self._changed.set()

    async def empty(self, seconds: float) -> None:
        """Wait until none is in flight, no longer than this."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._until_empty(), seconds)

    async def _until_empty(self) -> None:
        while self._taken:
            self._changed.clear()
            await self._changed.wait()
