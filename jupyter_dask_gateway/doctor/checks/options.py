"""Whether the options can be read, and the configured defaults fit them."""

from __future__ import annotations

from ...gateway.option_spec import SpecError, read_specs
from ..context import CheckContext, parse_json
from ..result import CheckResult, failed, ok, warning

_KINDS = {"int", "float", "bool", "string", "select", "mapping"}


async def check_options(context: CheckContext) -> CheckResult:
    """Read what the login step has got."""
    body = await parse_json((await context.options_reply()).body)
    published = body.get("cluster_options") if isinstance(body, dict) else None
    try:
        published = read_specs(published)
    except SpecError as error:
        return failed(
            f"What the gateway publishes as its options cannot be read. {error}",
            "Is a proxy between here and the gateway changing answers? Else tell your administrator.",
        )
    context.options = published
    names = [it["field"] for it in published]
    configured = context.config["options"]
    unknown = sorted(str(name) for name in configured if name not in names)
    if unknown:
        return warning(
            f"Dask's configuration sets options that this gateway does not offer: {', '.join(unknown)}.",
            "Remove them from gateway.cluster.options, or every launch is refused.",
        )
    strange = [it["field"] for it in published if it["spec"]["type"] not in _KINDS]
    if strange:
        return warning(
            f"Options of a kind that is not known here: {', '.join(strange)}.",
            "They are edited as JSON. A newer jupyter-dask-gateway may know them.",
        )
    if not names:
        return ok("The gateway offers no options: every cluster starts with its defaults.")
    # Not their names: what was asked for with a login is not passed on.
    return ok(f"{len(names)} options are published.")
