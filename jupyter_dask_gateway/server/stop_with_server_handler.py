"""`<base>/dask-gateway/stop-with-server`: which clusters the Jupyter server stops when it ends."""

from __future__ import annotations

import json
from typing import Any

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..gateway.errors import ErrorId, RequestError
from ..gateway.paths import is_cluster_name
from ..gateway.request import Reply
from .handlers import PREFIX, PassThroughHandler, Shared
from .stop_with_server import StopWithServer


class StopWithServerHandler(PassThroughHandler):
    """Both answer `{"clusters": [full name, …]}`, as it is then."""

    def initialize(self, stop_with_server: StopWithServer, **shared: Any) -> None:  # type: ignore[override]
        """Take what the routes share, and the clusters."""
        super().initialize(**shared)
        self._stop_with_server = stop_with_server

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Tell them."""
        await self._reply_with(self._names())

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Take a body `{"cluster": full name, "stop": bool}`. Names are secrets, and no part of addresses."""
        await self._reply_with(self._set())

    async def _names(self) -> Reply:
        names = await self._stop_with_server.names()
        return Reply(200, "application/json", json.dumps({"clusters": names}).encode())

    async def _set(self) -> Reply:
        self._check_size()
        name, stop = _read(self.request.body)
        await self._stop_with_server.set(name, stop)
        return await self._names()


def _read(body: bytes) -> tuple[str, bool]:
    try:
        match json.loads(body):
            case {"cluster": str(name), "stop": bool(stop)} if is_cluster_name(name):
                return name, stop
    except (ValueError, RecursionError):
        pass
    raise RequestError(ErrorId.BAD_REQUEST, "This takes a cluster's full name, and whether to stop it.")


def stop_with_server_routes(
    shared: Shared, stop_with_server: StopWithServer
) -> list[tuple[str, type[PassThroughHandler], Any]]:
    """Return tornado's routes below the base URL; they go before the pass-through's."""
    arguments = {**shared, "stop_with_server": stop_with_server}
    return [(rf"/{PREFIX}/stop-with-server", StopWithServerHandler, arguments)]
