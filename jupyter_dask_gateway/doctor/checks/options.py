"""Whether the options can be read, and the configured defaults fit them."""

from __future__ import annotations

from ...config.options import NAME as OPTIONS
from ...gateway.option_spec import SpecError, read_specs
from ...languages import join, say
from ..context import CheckContext, parse_json
from ..result import CheckResult, failed, ok, warning

_KINDS = {"int", "float", "bool", "string", "select", "mapping"}


async def check_options(context: CheckContext) -> CheckResult:
    """Read what the login step has got."""
    reply = await context.options_reply()
    if reply.status != 200:
        return failed(
            say(
                "The options that this gateway publishes are broken: asked for them, it answers with HTTP "
                "{status}, though it takes the login and lists clusters.",
                status=reply.status,
            ),
            "Tell your administrator: the gateway's log has the error. Most likely the function in "
            "c.Backend.cluster_options raises one, or does not return its Options.",
        )
    body = await parse_json(reply.body)
    published = body.get("cluster_options") if isinstance(body, dict) else None
    try:
        published = read_specs(published)
    except SpecError as error:
        return failed(
            join("What the gateway publishes as its options cannot be read.", error.sentence),
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
            join(*faults),
            "Correct this in dask's configuration, or take it out there. Until then the form starts from the "
            "gateway's own defaults, and new_cluster() in a notebook fails.",
        )
    unknown = sorted(name for name in config["options"] if name not in names)
    if unknown:
        return _unknown_defaults({name: _meant(name, names) for name in unknown})
    strange = [it["field"] for it in published if it["spec"]["type"] not in _KINDS]
    if strange:
        return warning(
            say("Options of a kind that is not known here: {names}.", names=", ".join(strange)),
            "They are edited as JSON. A newer jupyter-dask-gateway may know them.",
        )
    if not names:
        return ok("The gateway offers no options: every cluster starts with its defaults.")
    # Not their names: what was asked for with a login is not passed on.
    return ok(say("{count} options are published.", count=len(names)))


def _unknown_defaults(meant: dict[str, str | None]) -> CheckResult:
    """Say which defaults are no options, and for each whether one is called almost so."""
    text = "Dask's configuration sets options that this gateway does not offer: {names}."
    said: list[str] = [say(text, names=", ".join(meant))]
    advice: list[str] = []
    for name, published in meant.items():
        if published is not None:
            said.append(say("The gateway has {published}, not {name}.", published=published, name=name))
    if respelt := [name for name in meant.values() if name is not None]:
        advice.append(
            say(
                "Set {names} instead, in a configuration file: dask writes names from "
                "environment variables in "
                "small letters.",
                names=", ".join(respelt),
            )
        )
    if others := [name for name, published in meant.items() if published is None]:
        advice.append(say("Remove {names} from gateway.cluster.options.", names=", ".join(others)))
    advice.append("Until then new_cluster() in a notebook is refused.")
    return warning(join(*said), join(*advice))


def _meant(name: str, published: list[str]) -> str | None:
    """Return the option's name from which only its spelling keeps this one."""
    return next((it for it in published if _folded(it) == _folded(name)), None)


def _folded(name: str) -> str:
    return name.casefold().replace("-", "_")
