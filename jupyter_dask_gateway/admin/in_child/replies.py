"""What the gateway's own routes answer a user, with the backend of a file behind them."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web
from dask_gateway_server import routes
from dask_gateway_server.backends.base import PublicException
from dask_gateway_server.models import User
from dask_gateway_server.options import Options

from .gateway import Gateway
from .plain import error_facts, plain
from .trials import make_user, settle


def reply(gateway: Gateway, user: dict[str, Any], do: str, body: str) -> dict[str, Any]:
    """Return the answer to a question for the options, or to a launch.

    {"status", "body", "type", "error": what the file raised, or null}

    The body of a launch that would be done: {"accepted": true, "config": what such a cluster has,
    "ignored": what the handler returns and no backend knows}.
    """
    return asyncio.run(_reply(gateway, make_user(user), do, body))


async def _reply(gateway: Gateway, user: User, do: str, body: str) -> dict[str, Any]:
    backend = _Backend(gateway)
    request = _Request(user, backend, body)
    error: BaseException | None = None
    try:
        response = await (routes.cluster_options if do == "options" else routes.create_cluster)(request)
    except asyncio.CancelledError:
        raise
    except BaseException as unhandled:
        # As aiohttp answers what nobody has caught.
        error = unhandled
        response = web.Response(status=500, text="500 Internal Server Error\n\nServer got itself in trouble")
    error = backend.error or error
    if backend.accepted is not None:
        response = web.json_response(backend.accepted)
    return {
        "status": response.status,
        "body": (response.body or b"").decode(),
        "type": response.content_type,
        "error": None if error is None else error_facts(error, gateway.file),
    }


class _Request(dict[str, Any]):
    """As much of aiohttp's request as the routes ask for."""

    def __init__(self, user: User, backend: _Backend, body: str) -> None:
        super().__init__()
        self.app = {"backend": backend, "authenticator": self, "log": backend}
        self._user = user
        self._body = body

    async def authenticate_and_handle(self, request: _Request, handler: Any) -> Any:
        request["user"] = self._user
        return await handler(request)

    async def json(self) -> Any:
        return json.loads(self._body)


class _Backend:
    """As much of the backend, which starts nothing."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self.error: BaseException | None = None
        """What the file raised, of which the gateway tells users its message only."""
        self.accepted: dict[str, Any] | None = None
        """What became of a launch, where it was not refused."""

    async def get_cluster_options(self, user: User) -> Any:
        try:
            options = await self._gateway.backends[0].get_cluster_options(user)
        except Exception as error:
            self.error = error
            raise
        if not isinstance(options, Options):
            # The route would say that this has no get_specification.
            what = "nothing" if options is None else f"a {type(options).__name__}"
            self.error = TypeError(
                f"cluster_options returns {what}: it must return Options(…), in each branch"
            )
            raise self.error
        return options

    async def start_cluster(self, user: User, cluster_options: Any) -> str:
        settled = await settle(self._gateway.backends, user, cluster_options)
        if settled.error is not None:
            self.error = settled.error
            raise PublicException(str(settled.error))
        config = {name: value for name, value in plain(settled.config).items() if value not in (None, 0)}
        self.accepted = {
            "accepted": True,
            "config": config,
            "ignored": settled.unknown,
        }
        # The route sends it, and nothing else of the gateway hears of it.
        return ""

    def info(self, *_: Any) -> None:
        """Write nothing: it is the routes' log, too."""
