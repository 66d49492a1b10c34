"""`<base>/dask-gateway/worker-template`: Python code for dask-kubernetes, read without running it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..gateway.errors import ErrorId, RequestError, too_large_error
from ..gateway.request import Reply
from ..kubernetes.errors import UnreadableError
from ..kubernetes.reading import read_template
from ..kubernetes.source import MAX_CHARACTERS
from .handlers import PREFIX, PassThroughHandler, Shared


class WorkerTemplateHandler(PassThroughHandler):
    """No gateway is asked. Code may hold secrets: it is neither kept nor logged, and no error quotes it."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Take code as text, and answer the worker template that the page's converter takes."""
        await self._reply_with(self._template())

    async def _template(self) -> Reply:
        body = self.request.body
        if len(body) > MAX_CHARACTERS:
            raise too_large_error(MAX_CHARACTERS)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            raise RequestError(ErrorId.BAD_REQUEST, "This takes code as UTF-8.") from None
        try:
            # A quarter of a megabyte takes longer than others may wait.
            template = await asyncio.to_thread(read_template, text)
        except UnreadableError as error:
            raise RequestError(ErrorId.BAD_REQUEST, error.sentence) from None
        return Reply(200, "application/json", json.dumps(template.as_json(self._language)).encode())


def worker_template_routes(shared: Shared) -> list[tuple[str, type[PassThroughHandler], Any]]:
    """Return tornado's routes below the base URL; they go before the pass-through's."""
    return [(rf"/{PREFIX}/worker-template", WorkerTemplateHandler, shared)]
