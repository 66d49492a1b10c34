"""The pass-through for each user: the paths and replies of a Jupyter server's, with the user's own token."""

from __future__ import annotations

import hmac
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from ..gateway.errors import Cause, ErrorId, RequestError
from ..gateway.request import Reply, Request
from ..pass_through.handler import PassThrough
from .handler import HubHandler
from .refusals import login_ended, no_scope, not_from_the_page, other_user
from .shared import Shared
from .users import User

if TYPE_CHECKING:
    from ..gateway.client import GatewayClient


class UserRoute(PassThrough, HubHandler):
    """What all of them have in common: a user, who is the page's, and a request that is that page's."""

    _user: User
    _fresh = False
    """Whether the hub is to be asked, and not what it said a moment ago."""

    def initialize(self, shared: Shared) -> None:  # type: ignore[override]
        """Take what the routes share."""
        HubHandler.initialize(self, shared)
        PassThrough.initialize(self, shared.lazy_client, shared.limits, shared.telemetry)
        self._place = ExitStack()

    def set_default_headers(self) -> None:
        """No reply is a page."""
        super().set_default_headers()
        self.set_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")

    def check_xsrf_cookie(self) -> None:
        """Leave it to `prepare`: tornado asks before that, but of an ended login something else is said."""

    async def prepare(self) -> None:
        """Check origin, login, user and XSRF before anything else is done."""
        self.check_origin()
        user = await self.identified(fresh=self._fresh)
        if user is None:
            raise login_ended()
        if unquote(self._named()) != user.name:
            raise other_user()
        # On reads too: the answers hold clusters' names, which are secrets. JupyterHub's own check leaves out
        # reads where a browser does not say what a request is for.
        sent = self.request.headers.get("X-XSRFToken", "")
        if not hmac.compare_digest(sent.encode(), self.xsrf_token):
            raise not_from_the_page()
        self._user = user
        self._place.enter_context(self.shared.places.place(user.name))

    def on_finish(self) -> None:
        """Give the place back."""
        super().on_finish()
        self._place.close()

    def _named(self) -> str:
        """Return the user's name as it stands in the path."""
        return self.request.path.removeprefix(f"{self.shared.prefix}user/").partition("/")[0]

    def _root(self) -> str:
        return f"{self.shared.prefix}user/{self._named()}/dask-gateway/"

    def _refusal(self, status: int, error: BaseException | None) -> RequestError:
        return self.refusal(status, error)

    async def _send_api(self, client: GatewayClient, request: Request) -> Reply:
        # Imports aiohttp, as the client does.
        from ..gateway.user_token import UserToken

        user = self._user
        try:
            return await client.api(request, UserToken(user.token))
        except RequestError as error:
            if error.id is ErrorId.REFUSED and error.cause is Cause.UNKNOWN_TO_HUB:
                raise login_ended() from None
            if error.id is ErrorId.REFUSED and not user.may_access(self.shared.gateway_service):
                raise no_scope(self.shared.gateway_service) from None
            raise


class ConfigRoute(UserRoute):
    """`config`."""

    async def get(self) -> None:
        """Answer the published config."""
        await self._reply_with(self._config())


class ApiRoute(UserRoute):
    """`api/…`."""

    async def get(self) -> None:
        """Pass a read on."""
        await self._reply_with(self._api())

    async def post(self) -> None:
        """Pass a create, a scale or an adapt on."""
        await self._reply_with(self._api())

    async def delete(self) -> None:
        """Pass a stop on."""
        await self._reply_with(self._api())


class ClusterRoute(UserRoute):
    """`clusters/<name>/…`."""

    async def get(self) -> None:
        """Answer with figures or a page of the scheduler."""
        await self._reply_with(self._cluster())


class ServerRoute(UserRoute):
    """`server`: `{"server": "running" | "starting" | "stopping" | "stopped" | "unknown"}`."""

    _fresh = True

    def initialize(self, shared: Shared) -> None:  # type: ignore[override]
        """Take what the routes share."""
        super().initialize(shared)
        self.route = "server"

    async def get(self) -> None:
        """Answer what the hub says now."""
        await self._reply_with(self._server())

    async def _server(self) -> Reply:
        return Reply(200, "application/json", json.dumps({"server": self._user.server}).encode())


class WrongPathRoute(UserRoute):
    """Everything else."""

    async def get(self) -> None:
        """Answer bad-path."""
        await self._reply_with(self._wrong_path())

    async def post(self) -> None:
        """Answer bad-path."""
        await self._reply_with(self._wrong_path())

    async def delete(self) -> None:
        """Answer bad-path."""
        await self._reply_with(self._wrong_path())


def user_routes(of_user: str, shared: Shared) -> list[tuple[str, type[UserRoute], Any]]:
    """Return tornado's routes below a user's path, a regular expression. The handlers check paths."""
    arguments = {"shared": shared}
    return [
        (rf"{of_user}server", ServerRoute, arguments),
        (rf"{of_user}dask-gateway/config", ConfigRoute, arguments),
        (rf"{of_user}dask-gateway/api(?:/.*)?", ApiRoute, arguments),
        (rf"{of_user}dask-gateway/clusters/.*", ClusterRoute, arguments),
        (rf"{of_user}dask-gateway(?:/.*)?", WrongPathRoute, arguments),
    ]
