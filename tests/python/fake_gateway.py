"""A gateway that records what it is asked and answers what a test tells it to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web
from multidict import CIMultiDictProxy

JSON = {"Content-Type": "application/json"}


@dataclass
class Seen:
    method: str
    target: str
    """Path and query as they stood in the request line."""
    headers: CIMultiDictProxy[str]
    body: bytes


class FakeGateway:
    """Runs in the test's own event loop, on a free port."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self._arrived = asyncio.Event()
        self.cancelled = asyncio.Event()
        """Set when the client of a pending request goes away."""
        self.let_go = asyncio.Event()
        """Ends `hang`."""
        self.answer: Callable[[web.Request], Awaitable[web.StreamResponse]] = self.empty

    async def start(self) -> None:
        server = web.Server(self._handle, handler_cancellation=True)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        self.let_go.set()
        await self._runner.cleanup()

    def answers(self, status: int = 200, body: bytes = b"{}", headers: dict[str, str] | None = None) -> None:
        """Answer every request so."""

        async def answer(request: web.Request) -> web.Response:
            return web.Response(status=status, body=body, headers=JSON if headers is None else headers)

        self.answer = answer

    def answers_raw(self, status: int, content_type: str | None, body: bytes) -> None:
        """Answer every request with what no HTTP library would write."""

        async def answer(request: web.Request) -> web.StreamResponse:
            kind = "" if content_type is None else f"Content-Type: {content_type}\r\n"
            length = "" if status == 204 else f"Content-Length: {len(body)}\r\n"
            head = f"HTTP/1.1 {status:03} Odd\r\n{kind}{length}Connection: close\r\n\r\n"
            assert request.transport is not None
            request.transport.write(head.encode("latin-1", "surrogateescape") + body)
            request.transport.close()
            return web.Response()

        self.answer = answer

    def asks_for(self, authorization: str, body: bytes = b"{}") -> None:
        """Answer 401 unless this is the Authorization header."""

        async def answer(request: web.Request) -> web.Response:
            if request.headers.get("Authorization") == authorization:
                cookie = {"Set-Cookie": "dask-gateway-1=ada; Path=/"}
                return web.Response(body=body, content_type="application/json", headers=cookie)
            return web.json_response(
                {"error": "Authentication required"},
                status=401,
                headers={"WWW-Authenticate": "Basic"},
            )

        self.answer = answer

    def hangs(self) -> None:
        """Answer no request before `let_go`."""

        async def answer(request: web.Request) -> web.Response:
            await self.let_go.wait()
            return web.json_response({"late": True})

        self.answer = answer

    def drops(self) -> None:
        """Close the connection instead of answering."""

        async def answer(request: web.Request) -> web.StreamResponse:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()

        self.answer = answer

    async def until_seen(self, count: int) -> None:
        """Wait until so many requests have arrived."""
        while len(self.seen) < count:
            self._arrived.clear()
            await asyncio.wait_for(self._arrived.wait(), 20)

    async def empty(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({})

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        seen = Seen(request.method, request.raw_path, request.headers, await request.read())
        self.seen.append(seen)
        self._arrived.set()
        try:
            return await self.answer(request)
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
