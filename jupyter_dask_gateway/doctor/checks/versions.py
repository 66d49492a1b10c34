"""Which versions meet, as far as the gateway makes them known."""

from __future__ import annotations

from ..context import CheckContext
from ..result import CheckResult, ok, warning


async def check_client_version(context: CheckContext) -> CheckResult:
    """Compare the gateway's version with this environment's dask_gateway."""
    here = context.config["versions"]["dask_gateway"]
    if here == context.version:
        return ok(f"{here}, both of the gateway and here.")
    return warning(
        f"The gateway is {context.version}, dask_gateway here is {here}.",
        "Different versions mostly work together. If clusters cannot be created or connected to, install "
        f"dask-gateway=={context.version} here.",
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
            f"{missing} is not installed here. {unknown}",
            "Install dask and distributed, both of one version.",
        )
    if dask != distributed:
        return warning(
            f"dask {dask} and distributed {distributed} here are of different versions. {unknown}",
            "They are made for each other: install both of one version.",
        )
    return ok(f"dask and distributed here are {dask}. {unknown}")
