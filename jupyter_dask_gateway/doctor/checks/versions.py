"""Which versions meet, as far as the gateway makes them known."""

from __future__ import annotations

from ...languages import join, say
from ..context import CheckContext
from ..result import CheckResult, ok, warning


async def check_client_version(context: CheckContext) -> CheckResult:
    """Compare the gateway's version with this environment's dask_gateway."""
    here = context.config["versions"]["dask_gateway"]
    if here == context.version:
        return ok(say("{here}, both of the gateway and here.", here=here))
    return warning(
        say("The gateway is {there}, dask_gateway here is {here}.", there=context.version, here=here),
        say(
            "Different versions mostly work together. If clusters cannot be created or connected to, install "
            "dask-gateway=={there} here.",
            there=context.version,
        ),
    )


async def check_dask_versions(context: CheckContext) -> CheckResult:
    """Say what is here; no gateway makes known what the clusters have."""
    versions = context.config["versions"]
    dask, distributed = versions["dask"], versions["distributed"]
    unknown = (
        "Which versions a cluster has, the gateway does not tell: it depends on the image. In a notebook, "
        "client.get_versions(check=True) compares them."
    )
    if dask is None or distributed is None:
        missing = "dask" if dask is None else "distributed"
        return warning(
            join(say("{missing} is not installed here.", missing=missing), unknown),
            "Install dask and distributed, both of one version.",
        )
    if dask != distributed:
        return warning(
            join(
                say(
                    "dask {dask} and distributed {distributed} here are of different versions.",
                    dask=dask,
                    distributed=distributed,
                ),
                unknown,
            ),
            "They are made for each other: install both of one version.",
        )
    return ok(join(say("dask and distributed here are {dask}.", dask=dask), unknown))
