"""Whether the public address leads to the gateway. Dashboards are opened there, by the browser."""

from __future__ import annotations

import os

import yarl

from ...config.address import hub_host
from ...config.connection import anonymous_connection
from ...config.errors import ConfigurationError
from ...config.public_address import NAME as PUBLIC_ADDRESS
from ...gateway.errors import ErrorId, RequestError
from ...languages import say
from ..context import CheckContext
from ..result import CheckResult, failed, ok, skipped, warning
from .probe import is_gateway, usual_path, version_in

_ADVICE = (
    "Dashboards are opened there, by your browser: correct gateway.public-address if it cannot reach them "
    "either."
)


async def check_dashboards(context: CheckContext) -> CheckResult:
    """Ask there without a login, as it may be another host."""
    public: str | None = context.config["public_address"]
    if public is None:
        fault = context.config["problems"].get(PUBLIC_ADDRESS, "The public address is not known.")
        return failed(fault, "No dashboard can be opened from the panel until it is corrected.")
    if public == context.connection.address:
        if context.version is None:
            return skipped("The public address is gateway.address, and no Dask Gateway answers there.")
        return ok("The public address is gateway.address.")
    if not public.startswith(("http://", "https://")):
        # JupyterHub 5 tells its servers how the world sees them.
        page = yarl.URL(os.environ.get("JUPYTERHUB_PUBLIC_URL", ""))
        if page.scheme not in {"http", "https"} or page.host is None:
            return skipped(
                say(
                    "The public address is {public}, a path of the page's own host: only a "
                    "browser can try it.",
                    public=public or "/",
                )
            )
        public = f"{page.origin()}{public}"
    try:
        version = await version_in(await context.get_anonymous(anonymous_connection(public), "api/version"))
    except (RequestError, ConfigurationError) as error:
        return warning(
            say(
                "The public address {public} cannot be reached from here ({why}).",
                public=public,
                why=_why(error),
            ),
            _absolute(yarl.URL(public)) or _ADVICE,
        )
    if version is None:
        text = say("No Dask Gateway answers at the public address {public}", public=public)
        return warning(text, await _advice(context, yarl.URL(public)))
    return ok(say("The public address {public} leads to a Dask Gateway.", public=public))


def _why(error: RequestError | ConfigurationError) -> str:
    if isinstance(error, ConfigurationError):
        return ErrorId.BAD_CONFIGURATION.value
    return error.id.value if error.cause is None else error.cause.value


async def _advice(context: CheckContext, public: yarl.URL) -> str:
    """Say where the gateway is instead, if it is where hubs mostly have it; no other host is asked."""
    usual = f"{public.origin()}{usual_path()}"
    if await is_gateway(context, anonymous_connection(usual)):
        return say("A Dask Gateway answers at {usual}/: set gateway.public-address to that.", usual=usual)
    return _absolute(public) or _ADVICE


def _absolute(public: yarl.URL) -> str:
    """Ask for an absolute address, where a path is one of the hub's host and the gateway may have another."""
    if str(public.origin()) != hub_host():
        return ""
    # Since JupyterHub 5, which tells servers their own address, each service has a host of its own.
    host = "dask-gateway--service" if "JUPYTERHUB_PUBLIC_URL" in os.environ else "services"
    return say(
        "On this hub users have hosts of their own, and services may have others: set gateway.public-address "
        "to the gateway's absolute address. JupyterHub's own name for a service is {there}",
        there=f"{public.scheme}://{host}.{public.authority}{usual_path()}/",
    )
