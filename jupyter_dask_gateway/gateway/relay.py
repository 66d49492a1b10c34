"""What may pass on the relay: the same paths as on the pass-through's routes, without HTTP in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import RequestError, bad_method_error, too_large_error
from .paths import api_path, cluster_path, upstream_query
from .request import Reply, Request

if TYPE_CHECKING:
    from .client import GatewayClient

_METHODS = frozenset({"GET", "POST", "DELETE"})


async def relay_request(
    client: GatewayClient, method: str, target: str, body: bytes, limit: int, language: str | None = None
) -> Reply:
    """Return the reply to `target` ("config", "api/…?…", "clusters/…"), our own errors, too."""
    try:
        if len(body) > limit:
            raise too_large_error(limit)
        path, _, query = target.partition("?")
        if method not in _METHODS or (method != "GET" and not path.startswith("api/")):
            raise bad_method_error()
        if path == "config":
            return await client.config(language)
        accept = "application/json"
        if path.startswith("clusters/"):
            return await client.cluster(Request("GET", cluster_path(path), accept=accept))
        content_type = "application/json" if body else None
        request = Request(method, api_path(path), upstream_query(query), accept, content_type, body)
        return await client.api(request)
    except RequestError as error:
        return error.reply(language=language)
