"""Whether the options can be read, and the configured defaults fit them."""

from __future__ import annotations

from ...config.options import NAME as OPTIONS
from ...gateway.option_spec import SpecError, read_specs
from ..context import CheckContext, parse_json
from ..result import CheckResult, failed, ok, warning

_KINDS = {"int", "float", "bool", "string", "select", "mapping"}


async def check_options(context: CheckContext) -> CheckResult:
    """Read what the login step has got."""
    reply = await context.options_reply()
    if reply.status != 200:
        return failed(
            "The options that this gateway publishes are broken: asked for them, it answers with HTTP "
            f"{reply.status}, though it takes the login and lists clusters.",
            "Tell your administrator: the gateway's log has the error. Most likely the function in "
            "c.Backend.cluster_options raises one, or does not return its Options.",
        )
    body = await parse_json(reply.body)
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
    config = context.config
    faults = [*config["option_problems"].values()]
    if config["options"] is None:
        faults.append(config["problems"].get(OPTIONS, "What dask's configuration sets is not known."))
    if faults:
        return warning(
            " ".join(faults),
            "The form starts from the gateway's own defaults there; new_cluster() in a notebook fails.",
        )
    unknown = sorted(name for name in config["options"] if name not in names)
    if unknown:
        return warning(
            f"Dask's configuration sets options that this gateway does not offer: {', '.join(unknown)}."
            + "".join(_meant(name, names) for name in unknown),
            "Remove them from gateway.cluster.options, or new_cluster() in a notebook is refused.",
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


def _meant(name: str, published: list[str]) -> str:
    """Return a sentence where only its spelling keeps the name from being an option's; else an empty text."""
    found = next((it for it in published if _folded(it) == _folded(name)), None)
    if found is None:
        return ""
    return (
        f" The gateway has {found}, not {name}: dask writes names from environment variables in small "
        "letters, so set it in a configuration file."
    )


def _folded(name: str) -> str:
    return name.casefold().replace("-", "_")
