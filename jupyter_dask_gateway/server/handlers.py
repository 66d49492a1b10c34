"""Tornado's side of the pass-through: who may ask, what is read and what is written.

Login, authorization (resource `dask-gateway`) and XSRF are jupyter_server's own, on every route.
They are checked on GET too: the answers hold clusters' names, which are secrets.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.iostream import StreamClosedError

from .. import _compat
from ..gateway.errors import HEADER, ErrorId, RequestError, bad_method_error, too_large_error
from ..gateway.lazy_client import LazyClient
from ..gateway.limits import Limits
from ..gateway.paths import api_path, cluster_path, upstream_query
from ..gateway.request import Reply, Request
from ..gateway.retry_after import HEADER as RETRY_AFTER

PREFIX = "dask-gateway"
# Compressed in a millisecond or two.
_PART_BYTES = 2**14


class PassThroughHandler(APIHandler):
    """What all routes have in common."""

    auth_resource = PREFIX

    def initialize(self, lazy_client: LazyClient, limits: Limits) -> None:
        """Take what the routes share."""
        self._lazy_client = lazy_client
        self._limits = limits
        self._pending: asyncio.Future[Reply] | None = None
        self._client_left = False

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

    def compute_etag(self) -> None:
        """No ETag: hashing megabytes holds up the loop, and nothing here may be cached."""

    def on_connection_close(self) -> None:
        """Give up a read whose reader has left.

        What changes something is carried through: who clicks Stop and closes the page wants the
        cluster stopped.
        """
        super().on_connection_close()
        self._client_left = True
        if self._reads and self._pending is not None:
            self._pending.cancel()

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Mark what tornado and jupyter_server refuse as not the gateway's, in our own form."""
        error = kwargs.get("exc_info", (None, None))[1]
        self._write_own_error(_jupyter_error(status_code, error))

    @property
    def _reads(self) -> bool:
        return self.request.method in {"GET", "HEAD", "OPTIONS"}

    def _tail(self) -> str:
        """Return the path below <base>/dask-gateway/, exactly as it came."""
        return self.request.path.removeprefix(url_path_join(self.base_url, PREFIX) + "/")

    def _check_size(self) -> None:
        if len(self.request.body) > self._limits.max_request_bytes:
            raise too_large_error(self._limits.max_request_bytes)

    async def _reply_with(self, pending: Coroutine[Any, Any, Reply]) -> None:
        """Write what `pending` returns, or our own error that it raises."""
        self._pending = asyncio.ensure_future(pending)
        try:
            reply = await self._pending
        except RequestError as error:
            self._write_own_error(error)
        except asyncio.CancelledError:
            if not self._client_left:
                raise
            self.set_status(499, "Client Closed Request")
        else:
            if len(reply.body) > _PART_BYTES:
                await self._write_in_parts(reply)
            else:
                self._write(reply)

    def _write(self, reply: Reply) -> None:
        kind = self._begin(reply)
        # No body is not the same as an empty one: tornado refuses to write one with a 204.
        self.finish(reply.body or None, set_content_type=kind)

    async def _write_in_parts(self, reply: Reply) -> None:
        """Write a long body, which a server may be configured to compress: that takes its time."""
        kind = self._begin(reply)
        self.set_header("Content-Type", kind)
        self.set_header("Content-Length", len(reply.body))
        for start in range(0, len(reply.body), _PART_BYTES):
            async with self._lazy_client.pace.turn():
                self.write(reply.body[start : start + _PART_BYTES])
                written = self.flush()
            try:
                await written
            except StreamClosedError:
                return  # The reader has left.
        self.finish(set_content_type=kind)

    def _begin(self, reply: Reply) -> str:
        """Set the status and the headers, and return the content type."""
        self.set_status(reply.status)
        self.set_header("Cache-Control", "no-store")
        if reply.retry_after is not None:
            self.set_header(RETRY_AFTER, str(reply.retry_after))
        return reply.content_type or "application/octet-stream"

    def _write_own_error(self, error: RequestError) -> None:
        self.log.debug("dask-gateway: %s: %s", error.id.value, error)
        self.set_header(HEADER, error.id.value)
        self._write(error.reply())


class ConfigHandler(PassThroughHandler):
    """`<base>/dask-gateway/config`: the published config."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer the published config; see `config.public`."""
        await self._reply_with(self._config())

    async def _config(self) -> Reply:
        client = await self._lazy_client.get()
        return await client.config()


class ApiHandler(PassThroughHandler):
    """`<base>/dask-gateway/api/…`: the gateway's own API."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Pass a read on."""
        await self._reply_with(self._pass_on())

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Pass a create, a scale or an adapt on."""
        await self._reply_with(self._pass_on())

    @web.authenticated
    @authorized
    async def delete(self) -> None:
        """Pass a stop on."""
        await self._reply_with(self._pass_on())

    async def _pass_on(self) -> Reply:
        self._check_size()
        request = Request(
            method=self.request.method or "",
            path=api_path(self._tail()),
            query=upstream_query(self.request.query),
            accept=self.request.headers.get("Accept"),
            content_type=self.request.headers.get("Content-Type"),
            body=self.request.body,
        )
        client = await self._lazy_client.get()
        return await client.api(request)


class ClusterHandler(PassThroughHandler):
    """`<base>/dask-gateway/clusters/<name>/…`: what a cluster's scheduler tells: figures, logs, plots."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer with figures or a page of the scheduler."""
        await self._reply_with(self._pass_on())

    async def _pass_on(self) -> Reply:
        path = cluster_path(self._tail())
        request = Request("GET", path, accept=self.request.headers.get("Accept"))
        client = await self._lazy_client.get()
        return await client.cluster(request)


class WrongPathHandler(PassThroughHandler):
    """Everything else below `<base>/dask-gateway`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer bad-path."""
        await self._reply_with(self._refuse())

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Answer bad-path."""
        await self._reply_with(self._refuse())

    @web.authenticated
    @authorized
    async def delete(self) -> None:
        """Answer bad-path."""
        await self._reply_with(self._refuse())

    async def _refuse(self) -> Reply:
        raise RequestError(ErrorId.BAD_PATH, "There is no such path here.")


def routes(lazy_client: LazyClient, limits: Limits) -> list[tuple[str, type[PassThroughHandler], Any]]:
    """Return tornado's routes below the base URL. Paths are checked by the handlers."""
    shared = {"lazy_client": lazy_client, "limits": limits}
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
            f"The Jupyter server refused the request ({why}). Reload the page, and log in again if it asks.",
            status,
        )
    return RequestError(
        ErrorId.JUPYTER, f"The Jupyter server could not handle the request ({status}).", status
    )
