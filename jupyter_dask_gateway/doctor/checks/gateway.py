"""Whether a Dask Gateway answers, or a hub, a login page or another program with the gateway beside it."""

from __future__ import annotations

import asyncio
import os

import yarl

from ...config.connection import Connection, elsewhere
from ...gateway.client import Bare
from ..context import Case
from ..result import Verdict, failed, ok, warning
from .probe import is_gateway, there, version_in, with_path

# Where hubs have it, by the name in Pangeo's, 2i2c's and daskhub's configurations.
_SERVICE = "/services/dask-gateway"


async def gateway(case: Case) -> Verdict:
    """Ask for its version; if there is none, look for the gateway at the same host."""
    connection = case.connection
    bare = await case.bare(connection, "api/version")
    version = await version_in(bare)
    if version is None:
        return await _elsewhere(case, bare)
    case.version = version
    if case.health.reply.status != 200:
        return warning(
            f"A Dask Gateway answers at {connection.address}, but says that it is not healthy "
            f"(HTTP {case.health.reply.status}).",
            "It may be starting, or may have lost its database or its cluster: ask your administrator.",
        )
    return ok(f"A Dask Gateway answers at {connection.address}")


async def _elsewhere(case: Case, bare: Bare) -> Verdict:
    connection = case.connection
    text = f"{connection.address} answers {_what(bare)}, and not as a Dask Gateway does."
    candidates = _candidates(connection, bare)
    found = await asyncio.gather(*(is_gateway(case, candidate) for candidate in candidates))
    for candidate, right in zip(candidates, found, strict=True):
        if right:
            return failed(text, there(candidate))
    return failed(
        text,
        "No Dask Gateway was found at the usual paths of this host either. Ask your administrator for the "
        f"address; on a JupyterHub it mostly ends in {_SERVICE}",
    )


def _what(bare: Bare) -> str:
    """Say what came, and nothing of what is in it."""
    status = bare.reply.status
    if 300 <= status < 400:
        return f"with a redirect ({status})"
    kind = (bare.reply.content_type or "").partition(";")[0].strip().lower()
    return f"with a web page (HTTP {status})" if kind == "text/html" else f"HTTP {status}"


def _candidates(connection: Connection, bare: Bare) -> list[Connection]:
    """Return the likely places, the likeliest first."""
    path = connection.base.raw_path.rstrip("/")
    hub = os.environ.get("JUPYTERHUB_BASE_URL", "/").rstrip("/")
    parts = path.split("/")
    # "/a/services/dask-gateway/api/v1" is below "/a/services/dask-gateway"; so is each beginning of it.
    above = ["/".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]
    paths = [f"{each}{_SERVICE}" for each in (path, hub)] + above + [f"{each}{_SERVICE}" for each in above]
    different = [each for each in dict.fromkeys(paths) if each != path][:8]
    places = [with_path(connection, each) for each in different]
    secure = _secure_origin(connection, bare)
    if secure is not None:
        places = [elsewhere(f"{secure}{place.base.raw_path}") for place in (connection, *places)]
    return places


def _secure_origin(connection: Connection, bare: Bare) -> yarl.URL | None:
    """Return where an http address sends us, if that is https on the same host."""
    try:
        target = yarl.URL(bare.location or "")
        same = target.scheme == "https" and target.host == connection.base.host
        return target.origin() if same and connection.base.scheme == "http" else None
    except ValueError:
        return None
