"""Whether the configuration logs in the way the gateway asks for, and with a good credential."""

from __future__ import annotations

import re

from ...gateway.errors import Cause, RequestError
from ...languages import join, say
from ..context import CheckContext
from ..result import CheckResult, failed, ok, skipped, warning

_TYPES = {"basic": "basic", "negotiate": "kerberos", "jupyterhub": "jupyterhub"}
"""The scheme in WWW-Authenticate, and the gateway.auth.type for it."""
_FIRST_WITH_SCOPES = (2025, 4)
"""The release of dask-gateway-server since which a hub can say who may use a gateway."""
_VERSION = re.compile(r"(\d{4})\.(\d{1,2})\b")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,30}(?![^\s,])")


def asks_for_scopes(version: str | None) -> bool:
    """Whether a gateway of this version may refuse a token that the hub knows."""
    found = _VERSION.match(version or "")
    return found is None or (int(found[1]), int(found[2])) >= _FIRST_WITH_SCOPES


async def check_scheme(context: CheckContext) -> CheckResult:
    """Ask for the options as nobody and see which login is wanted."""
    raw = await context.get_anonymous(context.connection, "api/v1/options")
    kind = context.connection.auth_type
    if raw.reply.status == 200:
        return warning(
            "The gateway shows its options to everybody, without a login.",
            "Something in front of it may log users in; if not, tell your administrator.",
        )
    asked = [match[0] for value in raw.schemes if (match := _SCHEME.match(value))]
    if raw.reply.status != 401 or not asked:
        return skipped(
            say("The gateway does not say which login it wants (HTTP {status}).", status=raw.reply.status)
        )
    wanted = _TYPES.get(asked[0].lower())
    text = say("The gateway asks for {asked}, and gateway.auth.type is {kind}.", asked=asked[0], kind=kind)
    if kind not in _TYPES.values():
        return ok(join(text, "Whether these fit, only the next step shows."))
    if wanted == kind:
        return ok(text)
    advice = (
        say("Set gateway.auth.type to {wanted}.", wanted=wanted)
        if wanted
        else "Ask your administrator for the right gateway.auth.type."
    )
    return failed(text, advice)


async def check_credentials(context: CheckContext) -> CheckResult:
    """Log in as the panel does."""
    try:
        reply = await context.options_reply()
    except RequestError as error:
        context.refusal = error.cause
        return failed(error.sentence, _advice(context, error))
    # A login is more than options: where these are broken, the rest may work.
    context.is_accepted = reply.status == 200 or (reply.status == 500 and await context.lists_clusters())
    if not context.is_accepted:
        return failed(
            say("The gateway answered the login with HTTP {status}.", status=reply.status),
            "Ask your administrator to look at the gateway's log, and on a hub whether the hub answers.",
        )
    return ok(say("The gateway at {address} accepts the credential.", address=context.connection.address))


def _advice(context: CheckContext, error: RequestError) -> str:
    if error.cause is Cause.UNKNOWN_TO_HUB or (
        error.cause is Cause.UNAUTHORIZED
        and context.connection.auth_type == "jupyterhub"
        and not asks_for_scopes(context.version)
    ):
        return (
            "The hub does not know this token: restart your server from the hub's control panel. With an "
            "api_token of your own, make a new one on the hub's token page."
        )
    if error.cause is Cause.UNAUTHORIZED and context.connection.auth_type == "jupyterhub":
        return "Most likely the permission is missing: see “Permission on the hub”."
    return ""
