"""Whether the configuration logs in the way the gateway asks for, and with a good credential."""

from __future__ import annotations

import re

from ...gateway.errors import Cause, PassThroughError
from ..context import Case
from ..result import Verdict, failed, ok, skipped, warning

_TYPES = {"basic": "basic", "negotiate": "kerberos", "jupyterhub": "jupyterhub"}
"""The scheme in WWW-Authenticate, and the gateway.auth.type for it."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,30}(?![^\s,])")


async def scheme(case: Case) -> Verdict:
    """Ask for the options as nobody and see which login is wanted."""
    bare = await case.bare(case.connection, "api/v1/options")
    kind = case.connection.auth_type
    if bare.reply.status == 200:
        return warning(
            "The gateway shows its options to everybody, without a login.",
            "Something in front of it may log users in; if not, tell your administrator.",
        )
    asked = [match[0] for value in bare.schemes if (match := _SCHEME.match(value))]
    if bare.reply.status != 401 or not asked:
        return skipped(f"The gateway does not say which login it wants (HTTP {bare.reply.status}).")
    wanted = _TYPES.get(asked[0].lower())
    said = f"The gateway asks for {asked[0]}, and gateway.auth.type is {kind}."
    if kind not in _TYPES.values():
        return ok(f"{said} Whether these fit, only the next step shows.")
    if wanted == kind:
        return ok(said)
    advice = (
        f"Set gateway.auth.type to {wanted}."
        if wanted
        else "Ask your administrator for the right gateway.auth.type."
    )
    return failed(said, advice)


async def credentials(case: Case) -> Verdict:
    """Log in as the panel does."""
    try:
        reply = await case.published()
    except PassThroughError as error:
        case.refusal = error.cause
        return failed(str(error), _advice(case, error))
    if reply.status != 200:
        return failed(
            f"The gateway answered the login with HTTP {reply.status}.",
            "Ask your administrator to look at the gateway's log, and on a hub whether the hub answers.",
        )
    return ok(f"The gateway at {case.connection.address} accepts the credential.")


def _advice(case: Case, error: PassThroughError) -> str:
    if error.cause is Cause.UNKNOWN_TO_HUB:
        return (
            "The hub does not know this token: restart your server from the hub's control panel. With an "
            "api_token of your own, make a new one on the hub's token page."
        )
    if error.cause is Cause.UNAUTHORIZED and case.connection.auth_type == "jupyterhub":
        return "Most likely the permission is missing: see “Permission on the hub”."
    return ""
