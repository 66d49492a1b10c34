"""A JupyterHub that knows users by their tokens and gives tokens for codes, as the hub's page asks of it."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

REACH = "access:services!service=dask-gateway"
OWN = "access:services!service=dask-clusters"


class FakeHub:
    """Runs in the test's own event loop, on a free port."""

    def __init__(self) -> None:
        self.users: dict[str, dict[str, Any]] = {}
        """By their tokens."""
        self.codes: dict[str, str] = {}
        """Tokens by the codes that they are given for, once."""
        self.asked = asyncio.Event()
        """Set when it was asked who somebody is."""
        self.broken = False
        self.let_go: asyncio.Event | None = None
        """Nothing is said before this is set."""

    def knows(self, name: str, token: str, **more: Any) -> None:
        """Know this user by this token."""
        user = {"name": name, "kind": "user", "scopes": [REACH, OWN], "servers": {}}
        self.users[token] = {**user, **more}

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/hub/api/user", self._user)
        app.router.add_post("/hub/api/oauth2/token", self._token)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.api = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hub/api"

    async def stop(self) -> None:
        await self._runner.cleanup()

    async def _user(self, request: web.Request) -> web.Response:
        self.asked.set()
        if self.let_go is not None:
            await self.let_go.wait()
        if self.broken:
            raise web.HTTPInternalServerError
        user = self.users.get(request.headers["Authorization"].removeprefix("token "))
        return web.json_response({"status": 403}, status=403) if user is None else web.json_response(user)

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        token = self.codes.pop(str(form["code"]), None)
        if token is None or form["client_secret"] != "the service's own":
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response({"access_token": token})
