"""Prometheus metrics of a process. They stand in its usual registry, which /metrics tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram

from .outcomes import ACTIONS, SUCCESS

# The gateway holds a request that waits for a cluster for 20 s, and has 30 s unless it is configured.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60)


class Metrics:
    """The counters, by labels whose values are those of `outcomes`."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Register them. Raises ValueError if that was done before."""
        self._requests = Counter(
            "jupyter_dask_gateway_requests",
            "Requests of pages that were answered, by method, route and outcome",
            ["method", "route", "outcome"],
            registry=registry,
        )
        self._durations = Histogram(
            "jupyter_dask_gateway_request_duration_seconds",
            "Seconds from a request's arrival to the end of its answer",
            ["method", "route"],
            buckets=_BUCKETS,
            registry=registry,
        )
        self._in_flight = Gauge(
            "jupyter_dask_gateway_requests_in_flight",
            "Requests that are being handled, most of them waiting for the gateway or a scheduler",
            ["route"],
            registry=registry,
        )
        self._actions = Counter(
            "jupyter_dask_gateway_cluster_actions",
            "Launches, scalings, adaptings and stops that were asked for, by outcome",
            ["action", "outcome"],
            registry=registry,
        )
        # The first one would otherwise be no increase.
        for action in ACTIONS:
            self._actions.labels(action, SUCCESS)

    def count(self, method: str, route: str, outcome: str, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(method, route, outcome).inc()
        self._durations.labels(method, route).observe(seconds)

    def count_action(self, action: str, outcome: str) -> None:
        """Count what was done to a cluster, or was not."""
        self._actions.labels(action, outcome).inc()

    @contextmanager
    def in_flight(self, route: str) -> Iterator[None]:
        """Count a request while it is handled."""
        gauge = self._in_flight.labels(route)
        gauge.inc()
        try:
            yield
        finally:
            gauge.dec()


@cache
def metrics_of_process() -> Metrics:
    """Return those of this process, whichever of its servers asks.

    Raises ValueError where something else has registered metrics of these names.
    """
    return Metrics(REGISTRY)
