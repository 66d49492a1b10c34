"""`<prefix>/metrics`: what Prometheus reads."""

from __future__ import annotations

import asyncio
import re

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from tornado import web

from .shared import Shared

SCOPE = "read:metrics"
"""What the hub's own metrics ask for, too."""
_LOGIN = re.compile(r"(?:token|bearer)\s+(?P<token>\S+)", re.IGNORECASE)


class Metrics(web.RequestHandler):
    """For those whose token has the scope, as the hub's own. No cookie counts, and no token in an address."""

    def initialize(self, shared: Shared, authenticate: bool) -> None:
        """Take what the routes share, and whether everybody may read."""
        self._shared = shared
        self._authenticate = authenticate

    async def get(self) -> None:
        """Answer with the metrics of this process."""
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        if self._authenticate:
            await self._check()
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(REGISTRY))

    def compute_etag(self) -> None:
        """Nobody asks twice for the same."""

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Say in a line what is wrong."""
        self.clear_header("Server")
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        said = f"This needs a token of the hub with the scope {SCOPE}." if status_code == 403 else ""
        self.finish(said or f"Error {status_code}.")

    def log_exception(self, *_: object) -> None:
        """Nothing of a request goes into the log."""

    async def _check(self) -> None:
        login = _LOGIN.fullmatch(self.request.headers.get("Authorization", ""))
        if login is None:
            raise web.HTTPError(403)
        asked = self._shared.oauth.user_for_token(login["token"], sync=False)
        try:
            owner = await asyncio.wait_for(asked, self._shared.hub_timeout)
        except (asyncio.TimeoutError, web.HTTPError):
            raise web.HTTPError(503) from None
        if owner is None or SCOPE not in owner.get("scopes", ()):
            raise web.HTTPError(403)
