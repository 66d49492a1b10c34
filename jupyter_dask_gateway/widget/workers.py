"""With how many workers a launched cluster is to start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..languages import spoken

if TYPE_CHECKING:
    from dask_gateway import GatewayCluster

Workers = int | tuple[int, int]
"""So many, or adaptively between two bounds."""


def read_workers(workers: object) -> Workers | None:
    """Return what was asked for. Raises ValueError for what is no number of workers and no two bounds."""
    match workers:
        case None:
            return None
        case int() if not isinstance(workers, bool) and workers >= 0:
            return workers
        case [int() as least, int() as most] if not isinstance(least, bool) and not isinstance(most, bool):
            if 0 <= least <= most:
                return (least, most)
    raise ValueError(
        spoken(
            "workers must be a number of workers, as 4, or two bounds, as (0, 20); got {workers!r}",
            workers=workers,
        )
    )


def ask_for(cluster: GatewayCluster, workers: Workers | None) -> None:
    """Scale a running cluster, or let it adapt. What the gateway reduces, dask_gateway warns of."""
    match workers:
        case (least, most):
            cluster.adapt(minimum=least, maximum=most)
        case int() if workers > 0:
            cluster.scale(workers)
