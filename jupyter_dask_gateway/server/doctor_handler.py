"""`<base>/dask-gateway/doctor`: the findings as JSON, for the browser's view."""

from __future__ import annotations

from typing import Any

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..doctor.report import as_json
from ..doctor.runner import examine
from ..doctor.single_flight import Shared
from ..gateway.lazy_client import Startup
from ..gateway.limits import Limits
from ..gateway.request import Reply
from .handlers import PREFIX, PassThroughHandler


class DoctorHandler(PassThroughHandler):
    """A read like the others: no sign of a user's activity."""

    def initialize(self, startup: Startup, limits: Limits, shared: Shared) -> None:  # type: ignore[override]
        """Take what the routes share, and the examination that may be going on."""
        super().initialize(startup, limits)
        self._shared = shared

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Answer `{"findings": […]}`; see `report`."""
        await self._answer(self._findings())

    async def _findings(self) -> Reply:
        findings = await self._shared.findings()
        return Reply(200, "application/json", as_json(findings).encode())


def doctor_routes(startup: Startup, limits: Limits) -> list[tuple[str, type[PassThroughHandler], Any]]:
    """Return tornado's routes below the base URL; they go before the pass-through's."""
    shared = Shared(lambda: examine(startup.client, limits.doctor))
    return [(rf"/{PREFIX}/doctor", DoctorHandler, {"startup": startup, "limits": limits, "shared": shared})]
