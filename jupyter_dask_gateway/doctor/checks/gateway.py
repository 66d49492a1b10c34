"""Whether a Dask Gateway answers, or a hub, a login page or another program with the gateway beside it."""

from __future__ import annotations

import asyncio

import yarl

from ...config.connection import Connection, anonymous_connection
from ...gateway.client import RawReply
from ...languages import say
from ..context import CheckContext
from ..result import CheckResult, failed, ok, warning
from .probe import SERVICE, advise_address, is_gateway, usual_path, version_in, with_path


async def check_gateway(context: CheckContext) -> CheckResult:
    """Ask for its version; if there is none, look for the gateway at the same host."""
    connection = context.connection
    raw = await context.get_anonymous(connection, "api/version")
    version = await version_in(raw)
    if version is None:
        return await _not_a_gateway(context, raw)
    context.version = version
    if context.health.reply.status != 200:
        return warning(
            say(
                "A Dask Gateway answers at {address}, but says that it is not healthy (HTTP {status}).",
                address=connection.address,
                status=context.health.reply.status,
            ),
            "It may be starting, or may have lost its database or its cluster: ask your administrator.",
        )
    return ok(say("A Dask Gateway answers at {address}", address=connection.address))


async def _not_a_gateway(context: CheckContext, raw: RawReply) -> CheckResult:
    connection = context.connection
    text = say(
        "{address} answers {what}, and not as a Dask Gateway does.",
        address=connection.address,
        what=_describe(raw),
    )
    candidates = _candidates(connection, raw)
    found = await asyncio.gather(*(is_gateway(context, candidate) for candidate in candidates))
    for candidate, right in zip(candidates, found, strict=True):
        if right:
            return failed(text, advise_address(candidate))
    return failed(
        text,
        say(
            "No Dask Gateway was found at the usual paths of this host either. Ask your "
            "administrator for the "
            "address; on a JupyterHub it mostly ends in {usual}",
            usual=usual_path(),
        ),
    )


def _describe(raw: RawReply) -> str:
    """Say what came, and nothing of what is in it."""
    status = raw.reply.status
    if 300 <= status < 400:
        return say("with a redirect ({status})", status=status)
    kind = (raw.reply.content_type or "").partition(";")[0].strip().lower()
    return say("with a web page (HTTP {status})", status=status) if kind == "text/html" else f"HTTP {status}"


def _candidates(connection: Connection, raw: RawReply) -> list[Connection]:
    """Return where a gateway is likely to be, the likeliest first."""
    path = connection.base.raw_path.rstrip("/")
    parts = path.split("/")
    # "/a/services/dask-gateway/api/v1" is below "/a/services/dask-gateway"; so is each beginning of it.
    above = ["/".join(parts[:n]) for n in range(len(parts) - 1, 0, -1)]
    paths = [f"{path}{SERVICE}", usual_path(), *above] + [f"{each}{SERVICE}" for each in above]
    different = [each for each in dict.fromkeys(paths) if each != path][:8]
    candidates = [with_path(connection, each) for each in different]
    secure = _secure_origin(connection, raw)
    if secure is not None:
        return [anonymous_connection(f"{secure}{each.base.raw_path}") for each in (connection, *candidates)]
    return candidates


def _secure_origin(connection: Connection, raw: RawReply) -> yarl.URL | None:
    """Return where an http address sends us, if that is https on the same host."""
    try:
        target = yarl.URL(raw.location or "")
        same = target.scheme == "https" and target.host == connection.base.host
        return target.origin() if same and connection.base.scheme == "http" else None
    except ValueError:
        return None
