"""What a program tells its operators of requests: it counts them, and logs one line of each that fails."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from .metrics import Metrics, metrics_of_process
from .outcomes import CLIENT_LEFT, SUCCESS


@dataclass(frozen=True)
class Answered:
    """A request that was answered, without any name of a user's or a cluster's in full."""

    method: str
    route: str
    outcome: str
    status: int
    seconds: float
    request_id: str
    key: str | None
    """The cluster's."""
    action: str | None
    """What the request does to the cluster, if it is one that came so far."""
    reason: str
    """For the log."""
    is_fault: bool


class Telemetry:
    """One of a program."""

    def __init__(self, log: logging.Logger | logging.LoggerAdapter[logging.Logger], metrics: bool) -> None:
        self._log = log
        self._metrics = self._get_metrics() if metrics else None

    def in_flight(self, route: str) -> AbstractContextManager[None]:
        """Count a request while it is handled."""
        return nullcontext() if self._metrics is None else self._metrics.in_flight(route)

    def answered(self, answered: Answered) -> None:
        """Tell of a request that was answered."""
        if self._metrics is not None:
            self._metrics.count(answered.method, answered.route, answered.outcome, answered.seconds)
        if answered.action is not None:
            self.acted(answered.action, answered.outcome)
        self._log_answer(answered)

    def acted(self, action: str, outcome: str) -> None:
        """Tell of what was done to a cluster, or was not."""
        if self._metrics is not None:
            self._metrics.count_action(action, outcome)

    def failed_afterwards(self, request_id: str, fault: str) -> None:
        """Log a fault that came when the request had been answered."""
        self._log.error("dask-gateway: request %s failed after its answer: %s", request_id, fault)

    def _log_answer(self, answered: Answered) -> None:
        if answered.is_fault:
            level = logging.ERROR
        elif answered.outcome in {SUCCESS, CLIENT_LEFT}:
            level = logging.DEBUG
        else:
            level = logging.WARNING if answered.status >= 500 else logging.INFO
        self._log.log(
            level,
            "dask-gateway: %s %s: %s (%d) in %.3f s, request %s%s%s",
            answered.method,
            answered.route,
            answered.outcome,
            answered.status,
            answered.seconds,
            answered.request_id,
            "" if answered.key is None else f", cluster {answered.key}",
            f": {answered.reason}" if answered.reason else "",
        )

    def _get_metrics(self) -> Metrics | None:
        try:
            return metrics_of_process()
        except ValueError:
            # Better none than no clusters.
            self._log.warning("dask-gateway: there are metrics of these names already, so none are told")
            return None
