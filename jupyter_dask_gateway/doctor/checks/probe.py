"""Looking for a gateway without a login, also at addresses that are only guessed."""

from __future__ import annotations

import os
from dataclasses import replace

import yarl

from ...config.connection import Connection, anonymous_connection
from ...gateway.client import RawReply
from ...gateway.errors import RequestError
from ...languages import say
from ..context import CheckContext, parse_json

# Where hubs have it, by the name in Pangeo's, 2i2c's and daskhub's configurations.
SERVICE = "/services/dask-gateway"


def usual_path() -> str:
    """Return where a gateway mostly is: on a hub, below what the whole hub hangs below."""
    return os.environ.get("JUPYTERHUB_BASE_URL", "/").rstrip("/") + SERVICE


async def version_in(raw: RawReply) -> str | None:
    """Return the version in an answer to `api/version`; None if no gateway gave it."""
    if raw.reply.status != 200:
        return None
    body = await parse_json(raw.reply.body)
    version = body.get("version") if isinstance(body, dict) else None
    return version[:40] if isinstance(version, str) else None


async def is_gateway(context: CheckContext, connection: Connection) -> bool:
    """Whether a Dask Gateway answers there."""
    try:
        return await version_in(await context.get_anonymous(connection, "api/version")) is not None
    except RequestError:
        return False


def advise_address(connection: Connection) -> str:
    """Return the advice to go to where a gateway has been found."""
    return say(
        "A Dask Gateway was found beside it. Set gateway.address to {address}", address=connection.address
    )


def with_scheme(connection: Connection, scheme: str) -> Connection:
    """Return the same host, port and path with http or https, and no credential."""
    base = connection.base
    host = f"[{base.raw_host}]" if ":" in (base.raw_host or "") else base.raw_host
    port = "" if base.is_default_port() else f":{base.port}"
    return anonymous_connection(f"{scheme}://{host}{port}{base.raw_path}")


def with_path(connection: Connection, path: str) -> Connection:
    """Return the same origin with another path, and no credential."""
    base: yarl.URL = connection.base.with_path(path or "/", encoded=True)
    return replace(connection, address=str(base).rstrip("/"), base=base, headers={})
