"""On a hub: whether the server's token has the permission to use the gateway."""

from __future__ import annotations

import re

from ...gateway.errors import Cause, RequestError
from ...languages import say
from ..context import CheckContext
from ..result import CheckResult, failed, ok, skipped
from .login import asks_for_scopes

_NAME = re.compile(r"/services/([A-Za-z0-9._-]+)$")


async def check_scope(context: CheckContext) -> CheckResult:
    """Judge by how the gateway refused: a token without the scope gets 401, an unknown one does not."""
    if context.connection.auth_type != "jupyterhub":
        return skipped("The gateway is not used with a hub's token (gateway.auth.type is not jupyterhub).")
    try:
        reply = await context.options_reply()
    except RequestError:
        if not asks_for_scopes(context.version):
            return skipped(
                say("A gateway of version {version} asks for no scopes of a hub.", version=context.version)
            )
        if context.refusal is Cause.UNAUTHORIZED:
            service = _service(context)
            return failed(
                say(
                    "The gateway refuses this token: most likely it lacks the scope "
                    "access:services!service={service}.",
                    service=service,
                ),
                administrators_lines(service),
            )
        return skipped("Whether the scope is there cannot be seen: the login failed for another reason.")
    if not context.is_accepted:
        return skipped(say("Whether the scope is there cannot be seen (HTTP {status}).", status=reply.status))
    return ok("The token of this server may use the gateway.")


def _service(context: CheckContext) -> str:
    found = _NAME.search(context.connection.base.path.rstrip("/"))
    return found[1] if found else "dask-gateway"


def administrators_lines(service: str) -> str:
    """Return what is to be added to jupyterhub_config.py."""
    reach = f'"access:services!service={service}"'
    server = f'"access:servers!server", {reach}'
    roles = (
        f'[{{"name": "user", "scopes": ["self", {reach}]}}, '
        f'{{"name": "server", "scopes": ["users:activity!user", {server}]}}]'
    )
    return say(
        "An administrator adds the scope {reach} to the roles “user” and “server” in "
        "c.JupyterHub.load_roles (in the Helm charts: hub.loadRoles), keeping what is there, and lets pages "
        "have it. Where the hub sets no roles of its own, in jupyterhub_config.py:\n"
        "c.JupyterHub.load_roles = {roles}\n"
        "c.Spawner.oauth_client_allowed_scopes.extend([{server}])\n"
        "Then restart the hub, and this server from the hub's control panel. If the gateway's service has "
        "another name on that hub, it stands in place of this one.",
        reach=reach,
        roles=roles,
        server=server,
    )
