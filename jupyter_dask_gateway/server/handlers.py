"""Who may use the pass-through of a Jupyter server; what it does then is `pass_through.handler`'s.

Login, authorization (resource `dask-gateway`) and XSRF are jupyter_server's own, on every route.
They are checked on GET too: the answers hold clusters' names, which are secrets.
"""

from __future__ import annotations

from typing import Any, TypedDict

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.log import log_request
from jupyter_server.prometheus.log_functions import prometheus_log_method
from jupyter_server.utils import url_path_join
from tornado import web

from .. import _compat
from ..gateway.errors import ErrorId, RequestError, bad_method_error
from ..gateway.lazy_client import LazyClient
from ..gateway.limits import Limits
from ..languages import say
from ..pass_through.handler import PassThrough
from ..pass_through.telemetry import Telemetry

PREFIX = "dask-gateway"


class Shared(TypedDict):
    """What all routes' handlers are made with."""

    lazy_client: LazyClient
    limits: Limits
    telemetry: Telemetry


class PassThroughHandler(PassThrough, APIHandler):
    """What all routes have in common."""

    auth_resource = PREFIX

    async def prepare(self) -> None:  # type: ignore[override]
        """Check host, login, origin and XSRF before anything else is done."""
        # Reads are no sign of a user: a polling panel must not keep an idle server alive.
        _compat.track_activity(self, not self._reads)
        await super().prepare()
        if self._reads:
            # Some pages have no `_xsrf` cookie before a handler touches this (Voila's). Even a
            # request that is refused below brings it, so the next one can pass.
            _ = self.xsrf_token
            self.check_xsrf_cookie()

    @property
    def content_security_policy(self) -> str:
        """Jupyter's policy, and no page of the gateway's runs on the Jupyter server's origin."""
        return super().content_security_policy + "; sandbox"

    def _root(self) -> str:
        return url_path_join(self.base_url, PREFIX) + "/"

    def _refusal(self, status: int, error: BaseException | None) -> RequestError:
        return _jupyter_error(status, error)

    def _end(self, body: bytes | None, kind: str) -> None:
        # APIHandler's would make it JSON.
        self.finish(body, set_content_type=kind)

    def _log(self) -> None:
        # The server's own lines of a request have the path, and with it clusters' full names. What
        # jupyter_server's function does besides is to count the request in its metrics, unless that is
        # switched off (since 2.15); JupyterHub puts another in its place, which does not.
        function = self.settings.get("log_function")
        counts = getattr(function, "keywords", {}).get("record_prometheus_metrics", True)
        if getattr(function, "func", function) is log_request and counts:
            prometheus_log_method(self)  # type: ignore[no-untyped-call]


class ConfigHandler(PassThroughHandler):
    """`<base>/dask-gateway/config`: the published config."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer the published config; see `config.public`."""
        await self._reply_with(self._config())


class ApiHandler(PassThroughHandler):
    """`<base>/dask-gateway/api/…`: the gateway's own API."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Pass a read on."""
        await self._reply_with(self._api())

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Pass a create, a scale or an adapt on."""
        await self._reply_with(self._api())

    @web.authenticated
    @authorized
    async def delete(self) -> None:
        """Pass a stop on."""
        await self._reply_with(self._api())


class ClusterHandler(PassThroughHandler):
    """`<base>/dask-gateway/clusters/<name>/…`: what a cluster's scheduler tells: figures, logs, plots."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer with figures or a page of the scheduler."""
        await self._reply_with(self._cluster())


class WrongPathHandler(PassThroughHandler):
    """Everything else below `<base>/dask-gateway`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer bad-path."""
        await self._reply_with(self._wrong_path())

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Answer bad-path."""
        await self._reply_with(self._wrong_path())

    @web.authenticated
    @authorized
    async def delete(self) -> None:
        """Answer bad-path."""
        await self._reply_with(self._wrong_path())


def routes(shared: Shared) -> list[tuple[str, type[PassThroughHandler], Any]]:
    """Return tornado's routes below the base URL, which have this in common. The handlers check paths."""
    return [
        (rf"/{PREFIX}/config", ConfigHandler, shared),
        (rf"/{PREFIX}/api(?:/.*)?", ApiHandler, shared),
        (rf"/{PREFIX}/clusters/.*", ClusterHandler, shared),
        (rf"/{PREFIX}(?:/.*)?", WrongPathHandler, shared),
    ]


def _jupyter_error(status: int, error: BaseException | None) -> RequestError:
    """Return an error of tornado's or jupyter_server's as one of our own, its status kept."""
    if status == 405:
        return bad_method_error()
    if status in {401, 403, 404}:
        # 404 is what jupyter_server answers a page of another origin; wrong paths are bad-path.
        usual = "wrong origin" if status == 404 else "not logged in"
        why = getattr(error, "log_message", None) or usual
        return RequestError(
            ErrorId.JUPYTER,
            say(
                "The Jupyter server refused the request ({why}). Reload the page, and log in "
                "again if it asks.",
                why=why,
            ),
            status,
        )
    return RequestError(
        ErrorId.JUPYTER,
        say("The Jupyter server could not handle the request ({status}).", status=status),
        status,
    )
