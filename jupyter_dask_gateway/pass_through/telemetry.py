"""What a program tells its operators: counts, events, and one line in the log of each request that fails."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from . import events
from .metrics import Metrics, metrics_of_process
from .outcomes import CLIENT_LEFT, STOP, SUCCESS


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

    def __init__(
        self,
        log: logging.Logger | logging.LoggerAdapter[logging.Logger],
        *,
        metrics: bool,
        event_logger: events.EventLogger | None,
    ) -> None:
        """`event_logger`: where events go; None: there are none."""
        self._log = log
        self._metrics = self._get_metrics() if metrics else None
        self._event_logger = None if event_logger is None else self._made_ready(event_logger)

    def in_flight(self, route: str) -> AbstractContextManager[None]:
        """Count a request while it is handled."""
        return nullcontext() if self._metrics is None else self._metrics.in_flight(route)

    def answered(self, answered: Answered) -> None:
        """Tell of a request that was answered."""
        if self._metrics is not None:
            self._metrics.count(answered.method, answered.route, answered.outcome, answered.seconds)
        if answered.action is not None:
            details: dict[str, str | int | float] = {
                "request": answered.request_id,
                "status": answered.status,
                "seconds": round(answered.seconds, 3),
            }
            self._acted(answered.action, answered.outcome, "user", answered.key, details)
        self._log_answer(answered)

    def stopped_at_end(self, key: str | None, outcome: str) -> None:
        """Tell of a cluster that was to be stopped because the program ends."""
        self._acted(STOP, outcome, "server-end", key, {})

    def _acted(
        self, action: str, outcome: str, by: str, key: str | None, details: dict[str, str | int | float]
    ) -> None:
        if self._metrics is not None:
            self._metrics.count_action(action, outcome)
        if self._event_logger is None:
            return
        data = {"action": action, "outcome": outcome, "by": by, **details}
        if key is not None:
            data["cluster"] = key
        try:
            self._event_logger.emit(schema_id=events.SCHEMA_ID, data=data)
        except Exception as error:
            # What a site has put in between may do anything, and the cluster is there all the same.
            self._log.error("dask-gateway: an event was not told: %s", type(error).__name__)

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

    def _made_ready(self, event_logger: events.EventLogger) -> events.EventLogger | None:
        try:
            events.register(event_logger)
        except Exception as error:
            self._log.warning(
                "dask-gateway: events are not told, as their schema is not taken: %s", type(error).__name__
            )
            return None
        return event_logger
