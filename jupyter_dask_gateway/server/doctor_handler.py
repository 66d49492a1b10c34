"""`<base>/dask-gateway/doctor`: the findings as JSON, for the browser's view."""

from __future__ import annotations

from typing import Any

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..doctor.report import as_json
from ..doctor.runner import run_checks
from ..doctor.single_flight import SingleFlight
from ..gateway.request import Reply
from .handlers import PREFIX, PassThroughHandler, Shared


class DoctorHandler(PassThroughHandler):
    """A read like the others: no sign of a user's activity."""

    def initialize(self, single_flight: SingleFlight, **shared: Any) -> None:  # type: ignore[override]
        """Take what the routes share, and the run of the checks that may be under way."""
        super().initialize(**shared)
        self._single_flight = single_flight

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer `{"findings": […]}`; see `report`."""
        await self._reply_with(self._findings())

    async def _findings(self) -> Reply:
        findings = await self._single_flight.findings()
        return Reply(200, "application/json", as_json(findings, self._language).encode())


def doctor_routes(shared: Shared) -> list[tuple[str, type[PassThroughHandler], Any]]:
    """Return tornado's routes below the base URL; they go before the pass-through's."""
    lazy_client, limits = shared["lazy_client"], shared["limits"]
    single_flight = SingleFlight(lambda: run_checks(lazy_client.get, limits.doctor_timeout))
    return [(rf"/{PREFIX}/doctor", DoctorHandler, {**shared, "single_flight": single_flight})]
