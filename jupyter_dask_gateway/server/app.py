"""The extension application: what jupyter_server loads, configures, starts and stops."""

from __future__ import annotations

from jupyter_server.extension.application import ExtensionApp
from traitlets import Float, Integer

from ..gateway.lazy_client import LazyClient
from ..gateway.limits import Limits
from .doctor_handler import doctor_routes
from .handlers import routes


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

    _lazy_client: LazyClient | None = None

    def initialize_handlers(self) -> None:
        """Begin the slow imports and add the routes."""
        limits = Limits(
            api_timeout=self.timeout,
            connect_timeout=self.connect_timeout,
            cluster_timeout=self.cluster_timeout,
            max_requests=self.max_requests,
        )
        self._lazy_client = LazyClient(limits, "Jupyter server")
        self.handlers.extend([*doctor_routes(self._lazy_client, limits), *routes(self._lazy_client, limits)])

    async def stop_extension(self) -> None:
        """Close the connections. The server awaits this when it stops, before its loop ends."""
        if self._lazy_client is not None:
            await self._lazy_client.close()
