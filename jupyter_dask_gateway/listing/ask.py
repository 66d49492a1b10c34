"""What the gateway and the schedulers are asked, and how long that may take."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Literal, overload

from ..config.named import target_of
from ..gateway.background import background
from ..gateway.errors import RequestError
from ..gateway.request import Reply, Request
from ..languages import in_language, language_of_environment, spoken
from ..plain_text import plain_line
from ..program import Program
from .cluster import Cluster, Clusters, Private
from .replies import Figures, Listed, UnreadableError, keys_of, read_figures, read_list, refusal

if TYPE_CHECKING:
    from dask_gateway import Gateway

    from ..config.target import Target
    from ..gateway.client import GatewayClient

_AT_ONCE = 8
"""Schedulers asked at once. The client has more places, for the widgets that share it."""
_FIGURES_SECONDS = 10.0
"""For all figures together: a list is of use without those of a cluster that hangs."""


class ClustersNotLoadedError(RuntimeError):
    """The gateway did not tell which clusters there are. `str(error)` says why."""

    def __init__(self, text: str) -> None:
        """`text` may have a gateway's words in it."""
        super().__init__(plain_line(text))


@overload
def clusters(
    gateway: Gateway | None = None,
    *,
    address: str | None = None,
    auth: object = None,
    asynchronous: Literal[False] = False,
) -> Clusters: ...


@overload
def clusters(
    gateway: Gateway | None = None,
    *,
    address: str | None = None,
    auth: object = None,
    asynchronous: Literal[True],
) -> Awaitable[Clusters]: ...


def clusters(
    gateway: Gateway | None = None,
    *,
    address: str | None = None,
    auth: object = None,
    asynchronous: bool = False,
) -> Clusters | Awaitable[Clusters]:
    """Return your active clusters with their figures, newest first: a list that notebooks show as a table.

    >>> clusters()  # of the gateway of dask's configuration
    >>> [cluster.key for cluster in clusters() if cluster.workers == 0]
    >>> await clusters(asynchronous=True)  # in a program with an event loop of its own

    `gateway`: a `dask_gateway.Gateway`. `address`, `auth`: as `dask_gateway.Gateway` takes them; none of
    the three: as dask's configuration says. A plain call works in notebooks as in scripts; with
    `asynchronous` the call returns at once what can be awaited. Nothing is kept: each call asks anew.

    Raises ClustersNotLoadedError, whose text says what is wrong, and ValueError if both gateway and address
    are given. A running cluster whose scheduler does not answer is in the list, and says why in `no_figures`.
    """
    if gateway is not None and (address is not None or auth is not None):
        raise ValueError(spoken("give either a gateway, or its address and auth"))
    work = background().run(_ask(target_of(gateway, address, auth)))
    if asynchronous:
        return asyncio.wrap_future(work)
    try:
        return work.result()
    except BaseException:
        # The user has interrupted the cell.
        work.cancel()
        raise


async def _ask(target: Target) -> Clusters:
    program: Program = "kernel" if "ipykernel" in sys.modules else "Python process"
    with background().client(target, program) as client:
        try:
            reply = await client.api(Request("GET", "api/v1/clusters/", accept="application/json"))
        except RequestError as error:
            raise ClustersNotLoadedError(in_language(error.sentence, language_of_environment())) from None
        if reply.status != 200:
            words = refusal(reply) or spoken(
                "The gateway refused to list clusters (HTTP {status}).", status=reply.status
            )
            raise ClustersNotLoadedError(words)
        try:
            listed = read_list(reply.body)
        except UnreadableError:
            raise ClustersNotLoadedError(
                spoken("What the gateway answered is no list of clusters.")
            ) from None
        figures = await _all_figures(client, [it.name for it in listed if it.status == "RUNNING"])
    keys = keys_of(it.name for it in listed)
    return Clusters(_cluster(key, it, figures.get(it.name)) for key, it in zip(keys, listed, strict=True))


def _cluster(key: str, listed: Listed, told: Figures | str | None) -> Cluster:
    """`told`: the figures, or why there are none; None: it does not run."""
    figures = told if isinstance(told, Figures) else Figures()
    return Cluster(
        key,
        listed.status,
        listed.started,
        *figures,
        no_figures=told if isinstance(told, str) else None,
        private=Private(listed.name, listed.options),
    )


async def _all_figures(client: GatewayClient, names: list[str]) -> dict[str, Figures | str]:
    """Return each cluster's figures, or why there are none."""
    places = asyncio.Semaphore(_AT_ONCE)

    async def ask(name: str) -> Figures | str:
        async with places:
            return await _figures(client, name)

    tasks = {name: asyncio.ensure_future(ask(name)) for name in names}
    if tasks:
        _, late = await asyncio.wait(tasks.values(), timeout=_FIGURES_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
    soon = spoken("Its scheduler has not answered in time.")
    return {name: soon if task.cancelled() else task.result() for name, task in tasks.items()}


async def _figures(client: GatewayClient, name: str) -> Figures | str:
    try:
        counts, identity = await asyncio.gather(
            *(_page(client, name, page) for page in ("counts", "identity"))
        )
    except RequestError as error:
        return in_language(error.sentence, language_of_environment())
    if counts.status != 200:
        return spoken("Its scheduler does not tell figures (HTTP {status}).", status=counts.status)
    try:
        return read_figures(counts.body, identity.body if identity.status == 200 else None)
    except UnreadableError:
        return spoken("What answers for its scheduler tells no figures.")


async def _page(client: GatewayClient, name: str, page: str) -> Reply:
    request = Request("GET", f"clusters/{name}/json/{page}.json", accept="application/json")
    return await client.cluster(request)
