"""Serves the page, its options, and what the gateway would say to choices, to whoever knows the address.

It listens on this machine only. Other users of the machine could reach it there, so everything is below a
path that nobody can guess. A page in the browser that was led here under another name is refused by its Host
header.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from tornado import web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from ...languages import in_language, language_of_header, say
from ...page_headers import PAGE_HEADERS
from ..facts import Who
from ..source import Answer, Question, Source
from .page import page

_STATIC = Path(__file__).parent / "static"
_HOST = "127.0.0.1"
_MAX_BODY = 2**20
_TYPES = {".js": "text/javascript", ".css": "text/css"}


class Preview:
    """The page of one source, until it is stopped."""

    def __init__(
        self, source: Source, who: Who, *, front_end: Path, module: str, site: Mapping[str, Any] | None,
        problem: Callable[[str], None],
    ) -> None:  # fmt: skip
        """`problem` is told what is wrong with the source each time it is read."""
        self._source = source
        self._who = who
        self._problem = problem
        self._turn = asyncio.Lock()
        self._page = partial(page, source.name, who, module, site)
        self._token = secrets.token_urlsafe(16)
        self._hosts: set[str] = set()
        shared = {"preview": self}
        root = f"/{self._token}"
        files = r"([\w.-]+\.(?:js|css))"
        application = web.Application(
            [
                (f"{root}/", _Page, shared),
                (f"{root}/static/{files}", _File, {**shared, "folder": _STATIC}),
                (f"{root}/front-end/{files}", _File, {**shared, "folder": front_end}),
                (f"{root}/options", _Options, shared),
                (f"{root}/try", _Try, shared),
            ],
            default_handler_class=_Nothing,
            default_handler_args=shared,
            # Its lines would have the secret part of the address.
            log_function=lambda handler: None,
        )
        self._server = HTTPServer(application, max_body_size=_MAX_BODY, max_buffer_size=2 * _MAX_BODY)

    def start(self, port: int) -> str:
        """Listen, and return the page's address. Raises OSError if the port is not free."""
        [socket] = bind_sockets(port, _HOST)
        self._server.add_socket(socket)
        port = socket.getsockname()[1]
        self._hosts = {f"{_HOST}:{port}", f"localhost:{port}"}
        return f"http://{_HOST}:{port}/{self._token}/"

    async def stop(self) -> None:
        """Listen no more, and end what runs."""
        self._server.stop()
        self._source.close()
        await self._server.close_all_connections()

    def is_here(self, host: str) -> bool:
        """Whether a request was sent to this server by its own name."""
        return host in self._hosts

    def page(self, language: str | None) -> str:
        """Return the page for somebody of this language."""
        return self._page(language)

    async def answer(self, question: Question, body: str = "") -> Answer:
        """Return what the gateway would answer; one question at a time, as each may start a process."""
        async with self._turn:
            answer = await asyncio.to_thread(self._source.answer, self._who, question, body)
        if answer.problem:
            self._problem(answer.problem)
        return answer


class _Handler(web.RequestHandler):
    """What all have in common."""

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in PAGE_HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        if not self.preview.is_here(self.request.host):
            raise web.HTTPError(403)

    @property
    def language(self) -> str | None:
        """Of whoever looks at the page."""
        return language_of_header(self.request.headers.get("Accept-Language", ""))

    def compute_etag(self) -> None:
        """Nothing is kept by browsers."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = say("{status}: there is nothing here.", status=status_code)
        self.write_json({"error": in_language(error, self.language)})

    def write_json(self, value: object) -> None:
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(value))

    def write_answer(self, answer: Answer) -> None:
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.type)
        self.finish(answer.text(self.language))


class _Page(_Handler):
    def get(self) -> None:
        self.finish(self.preview.page(self.language))


class _File(_Handler):
    def initialize(self, preview: Preview, folder: Path) -> None:  # type: ignore[override]
        super().initialize(preview)
        self._folder = folder

    def get(self, name: str) -> None:
        file = self._folder / name
        if not file.is_file():
            raise web.HTTPError(404)
        self.set_header("Content-Type", _TYPES[file.suffix])
        self.finish(file.read_bytes())


class _Options(_Handler):
    async def get(self) -> None:
        self.write_answer(await self.preview.answer("options"))


class _Try(_Handler):
    """Takes what a launch would send."""

    async def post(self) -> None:
        body = self.request.body.decode("utf-8", "replace")
        self.write_answer(await self.preview.answer("create", body))


class _Nothing(_Handler):
    def prepare(self) -> None:
        raise web.HTTPError(404)
