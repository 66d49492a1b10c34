"""Whether anything answers at the address, and if not, what is in the way."""

from __future__ import annotations

from ...gateway.errors import Cause, ErrorId, RequestError
from ...languages import say
from ..context import CheckContext
from ..result import CheckResult, failed, ok
from .probe import advise_address, is_gateway, with_scheme

_ADVICE = {
    Cause.NAME: (
        "Check the host's spelling in gateway.address. Some names are known inside a cluster, a company's "
        "network or a VPN only."
    ),
    Cause.CLOSED: (
        "The host is there, but nothing listens on this port: check the port in gateway.address, or ask your "
        "administrator whether the gateway is running."
    ),
    Cause.SILENT: (
        "Usually a firewall or a network policy drops the packets: ask your administrator whether this "
        "machine may reach that host and port."
    ),
    Cause.CERTIFICATE: (
        "Check that the host's name is the one in its certificate and that it has not expired. For an "
        "authority of your own, set SSL_CERT_FILE to a file with its certificate."
    ),
    Cause.NO_TLS: "Check the port in gateway.address, and whether it should begin with http:// instead of https://",
    Cause.PROXY: "Correct gateway.http-client.proxy, or set it to false to go without a proxy.",
}


async def check_reachable(context: CheckContext) -> CheckResult:
    """Ask for the gateway's health, without judging the answer."""
    connection = context.connection
    try:
        context.health = await context.get_anonymous(connection, "api/health")
    except RequestError as error:
        return failed(error.sentence, await _advice(context, error))
    return ok(say("Something answers at {address}", address=connection.address))


async def _advice(context: CheckContext, error: RequestError) -> str:
    other = None
    if error.cause is Cause.NO_TLS:
        other = "http"
    elif error.id in {ErrorId.DROPPED, ErrorId.BAD_REPLY} and context.connection.base.scheme == "http":
        other = "https"
    if other is not None:
        candidate = with_scheme(context.connection, other)
        if await is_gateway(context, candidate):
            return advise_address(candidate)
    if error.cause is not None:
        return _ADVICE.get(error.cause, "")
    if error.id is ErrorId.TIMED_OUT:
        return (
            "Something accepts connections there but says nothing: ask your administrator to look at the "
            "gateway."
        )
    return ""
