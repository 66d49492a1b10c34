"""The extension application: what jupyter_server loads, configures, starts and stops."""

from __future__ import annotations

from jupyter_server.extension.application import ExtensionApp
from traitlets import Float

from ..gateway.lazy_client import LazyClient
from ..pass_through.settings import PassThroughSettings
from ..pass_through.telemetry import Telemetry
from .doctor_handler import doctor_routes
from .handlers import Shared, routes
from .settings_language import translate_settings
from .stop_with_server import StopWithServer
from .stop_with_server_handler import stop_with_server_routes
from .worker_template_handler import worker_template_routes


class DaskGatewayExtension(PassThroughSettings, ExtensionApp):
    """Routes from the browser to the Dask Gateway of dask's configuration."""

    name = "jupyter_dask_gateway"

    stop_timeout = Float(
        8.0,
        help="""Seconds that the server takes at its end, at most, to have clusters stopped that are to
        end with it. Whatever ends servers must wait for longer: JupyterHub's local spawners do so for 10 s,
        KubeSpawner for its delete_grace_period, which is 1 s unless it is set.""",
    ).tag(config=True)

    _lazy_client: LazyClient | None = None
    _stop_with_server: StopWithServer | None = None

    def initialize_handlers(self) -> None:
        """Begin the slow imports and add the routes."""
        translate_settings()
        limits = self.limits()
        self._lazy_client = LazyClient(limits, "Jupyter server")
        self._lazy_client.when_loaded(self._tell_pages)
        event_logger = self.serverapp.event_logger if self.events and self.serverapp is not None else None
        telemetry = Telemetry(self.log, metrics=self.metrics, event_logger=event_logger)
        shared = Shared(lazy_client=self._lazy_client, limits=limits, telemetry=telemetry)
        self._stop_with_server = StopWithServer(self._lazy_client, telemetry)
        self.handlers.extend(
            [
                *doctor_routes(shared),
                *stop_with_server_routes(shared, self._stop_with_server),
                *worker_template_routes(shared),
                *routes(shared),
            ]
        )

    def _tell_pages(self) -> None:
        """Tell JupyterLab's pages to look for a gateway before they show anything, if the site wants that.

        A page that is asked for before this is there shows the panel.
        """
        from ..config.site import read_site

        if read_site().hides_without_gateway and self.serverapp is not None:
            settings = self.serverapp.web_app.settings
            settings.setdefault("page_config_data", {})["daskGatewayHides"] = True

    async def stop_extension(self) -> None:
        """Stop what is to end with it, and close the connections.

        The server awaits this when it stops, before its loop ends.
        """
        if self._stop_with_server is not None:
            await self._stop_with_server.stop(self.stop_timeout, self.log)
        if self._lazy_client is not None:
            await self._lazy_client.close()
