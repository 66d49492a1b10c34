"""Looking for a gateway without a login, also at addresses that are only guessed."""

from __future__ import annotations

from dataclasses import replace

import yarl

from ...config.connection import Connection, elsewhere
from ...gateway.client import Bare
from ...gateway.errors import PassThroughError
from ..context import Case, parsed


async def version_in(bare: Bare) -> str | None:
    """Return the version that an answer to `api/version` tells; None if no gateway gave it."""
    if bare.reply.status != 200:
        return None
    told = await parsed(bare.reply.body)
    version = told.get("version") if isinstance(told, dict) else None
    return version[:40] if isinstance(version, str) else None


async def is_gateway(case: Case, connection: Connection) -> bool:
    """Whether a Dask Gateway answers there."""
    try:
        return await version_in(await case.bare(connection, "api/version")) is not None
    except PassThroughError:
        return False


def there(connection: Connection) -> str:
    """Return the advice to go to where a gateway has been found."""
    return f"A Dask Gateway was found beside it. Set gateway.address to {connection.address}"


def with_scheme(connection: Connection, scheme: str) -> Connection:
    """Return the same host, port and path with http or https, and no credential."""
    base = connection.base
    host = f"[{base.raw_host}]" if ":" in (base.raw_host or "") else base.raw_host
    port = "" if base.is_default_port() else f":{base.port}"
    return elsewhere(f"{scheme}://{host}{port}{base.raw_path}")


def with_path(connection: Connection, path: str) -> Connection:
    """Return the same origin with another path, and no credential."""
    base: yarl.URL = connection.base.with_path(path or "/", encoded=True)
    return replace(connection, address=str(base).rstrip("/"), base=base, headers={})
