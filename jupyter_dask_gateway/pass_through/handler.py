"""Tornado's side of the pass-through: what is read and what is written, whoever may ask.

Login, XSRF and origin are the affair of the server around it: jupyter_server's, or the hub's page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from tornado.iostream import StreamClosedError

from ..gateway.errors import HEADER, ErrorId, RequestError, too_large_error
from ..gateway.lazy_client import LazyClient
from ..gateway.limits import Limits
from ..gateway.paths import api_path, cluster_path, upstream_query
from ..gateway.request import Reply, Request
from ..gateway.retry_after import HEADER as RETRY_AFTER
from ..languages import language_of_header
from .observed import REQUEST_HEADER, Observed
from .outcomes import key_in, launched_key, route_of
from .telemetry import Telemetry

if TYPE_CHECKING:
    from ..gateway.client import GatewayClient

# Compressed in a millisecond or two.
_PART_BYTES = 2**14


class PassThrough(Observed):
    """What all routes have in common. The server's own handler stands behind it among the bases."""

    def initialize(self, lazy_client: LazyClient, limits: Limits, telemetry: Telemetry) -> None:
        """Take what the routes share."""
        self._lazy_client = lazy_client
        self._limits = limits
        self._telemetry = telemetry
        self._pending: asyncio.Future[Reply] | None = None
        self.route = route_of(self._tail())
        self._key = key_in(self._tail())

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
        """Mark what tornado and the server refuse as not the gateway's, in our own form."""
        self._write_own_error(self._refusal(status_code, kwargs.get("exc_info", (None, None))[1]))

    def _root(self) -> str:
        """Return the path below which the routes are; it ends with a slash."""
        raise NotImplementedError

    def _refusal(self, status: int, error: BaseException | None) -> RequestError:
        """Return an error of tornado's or of the server's as one of our own, its status kept."""
        raise NotImplementedError

    async def _send_api(self, client: GatewayClient, request: Request) -> Reply:
        """Have the client send a request to the gateway's API, logged in."""
        return await client.api(request)

    @property
    def _reads(self) -> bool:
        return self.request.method in {"GET", "HEAD", "OPTIONS"}

    @property
    def _language(self) -> str | None:
        """The language of whoever reads what is said: of the page's, which says so."""
        return language_of_header(self.request.headers.get("Accept-Language", ""))

    def _tail(self) -> str:
        """Return the path below the root, exactly as it came."""
        return self.request.path.removeprefix(self._root())

    def _check_size(self) -> None:
        if len(self.request.body) > self._limits.max_request_bytes:
            raise too_large_error(self._limits.max_request_bytes)

    async def _config(self) -> Reply:
        """Return the published config; see `config.public`."""
        client = await self._lazy_client.get()
        return await client.config(self._language)

    async def _api(self) -> Reply:
        """Pass a request for the gateway's API on."""
        self._check_size()
        request = Request(
            method=self.request.method or "",
            path=api_path(self._tail()),
            query=upstream_query(self.request.query),
            accept=self.request.headers.get("Accept"),
            content_type=self.request.headers.get("Content-Type"),
            body=self.request.body,
        )
        reply = await self._send_api(await self._lazy_client.get(), request)
        self._key = self._key or launched_key(reply)
        return reply

    async def _cluster(self) -> Reply:
        """Pass a request for what a cluster's scheduler tells on: figures, logs, plots."""
        path = cluster_path(self._tail())
        request = Request("GET", path, accept=self.request.headers.get("Accept"))
        client = await self._lazy_client.get()
        return await client.cluster(request)

    async def _wrong_path(self) -> Reply:
        raise RequestError(ErrorId.BAD_PATH, "There is no such path here.")

    async def _reply_with(self, pending: Coroutine[Any, Any, Reply]) -> None:
        """Write what `pending` returns, or our own error that it raises."""
        self._began = True
        self._pending = asyncio.ensure_future(pending)
        if self._client_left and self._reads:
            # Before there was anything to give up.
            self._pending.cancel()
        try:
            with self._telemetry.in_flight(self.route):
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
        finally:
            # By its context it knows this handler: both would wait for Python's collector of garbage.
            self._pending = None

    def _write(self, reply: Reply) -> None:
        kind = self._begin(reply)
        # No body is not the same as an empty one: tornado refuses to write one with a 204.
        self._end(reply.body or None, kind)

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
        self._end(None, kind)

    def _begin(self, reply: Reply) -> str:
        """Set the status and the headers, and return the content type."""
        self.set_status(reply.status)
        self.set_header("Cache-Control", "no-store")
        if reply.status >= 400:
            self.set_header(REQUEST_HEADER, self.request_id)
        if reply.retry_after is not None:
            self.set_header(RETRY_AFTER, str(reply.retry_after))
        return reply.content_type or "application/octet-stream"

    def _end(self, body: bytes | None, kind: str) -> None:
        """Write what is left, of this content type."""
        self.set_header("Content-Type", kind)
        self.finish(body)

    def _write_own_error(self, error: RequestError) -> None:
        self.keep_error(error)
        self.set_header(HEADER, error.id.value)
        # What a click has led to is shown once, and may be told to an administrator. What is polled for would
        # be read anew each time if its words changed.
        in_words = not self._reads and error.status >= 500
        self._write(error.reply(self.request_id, in_words=in_words, language=self._language))
