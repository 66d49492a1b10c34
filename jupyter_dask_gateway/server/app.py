"""The extension application: what jupyter_server loads, configures, starts and stops."""

from __future__ import annotations

from jupyter_server.extension.application import ExtensionApp
from traitlets import Float, Integer

from ..gateway.lazy_client import LazyClient
from ..gateway.limits import Limits
from .doctor_handler import doctor_routes
from .handlers import routes
from .stop_with_server import StopWithServer
from .stop_with_server_handler import stop_with_server_routes
from .worker_template_handler import worker_template_routes


class DaskGatewayExtension(ExtensionApp):
    """Routes from the browser to the Dask Gateway of dask's configuration."""

    name = "jupyter_dask_gateway"

    timeout = Float(
        Limits.api_timeout,
        help="""Seconds that the gateway has for an answer. It holds some requests for 20 s.""",
    ).tag(config=True)
    connect_timeout = Float(
        Limits.connect_timeout, help="""Seconds to make a connection to the gateway."""
    ).tag(config=True)
    cluster_timeout = Float(
        Limits.cluster_timeout, help="""Seconds that a cluster's scheduler has to tell its numbers."""
    ).tag(config=True)
    max_requests = Integer(
        Limits.max_requests,
        help="""Requests to the gateway in flight, and as many to the clusters' schedulers.""",
    ).tag(config=True)

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
        limits = Limits(
            api_timeout=self.timeout,
            connect_timeout=self.connect_timeout,
            cluster_timeout=self.cluster_timeout,
            max_requests=self.max_requests,
        )
        self._lazy_client = LazyClient(limits, "Jupyter server")
        self._lazy_client.when_loaded(self._tell_pages)
        self._stop_with_server = StopWithServer(self._lazy_client)
        self.handlers.extend(
            [
                *doctor_routes(self._lazy_client, limits),
                *stop_with_server_routes(self._lazy_client, limits, self._stop_with_server),
                *worker_template_routes(self._lazy_client, limits),
                *routes(self._lazy_client, limits),
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
