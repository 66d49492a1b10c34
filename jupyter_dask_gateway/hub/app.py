"""The program: `python -m jupyter_dask_gateway.hub`, which a JupyterHub runs as a service."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import socket
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from jupyterhub.services.auth import HubOAuth
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from traitlets import Bool, Float, Integer, Unicode, default
from traitlets.config import Application

from .. import front_end
from .._version import __version__
from ..config.target import Target
from ..gateway.lazy_client import LazyClient
from ..pass_through.settings import PassThroughSettings
from ..pass_through.telemetry import Telemetry
from .files import FileHandler, Files, own_files
from .metrics import Metrics
from .pages import EntryPage, Health, LoginEnd, NothingHere, UserPage
from .routes import user_routes
from .shared import Shared
from .users import Places

if TYPE_CHECKING:
    from jupyter_events import EventLogger

_NEEDED = (
    "JUPYTERHUB_API_TOKEN",
    "JUPYTERHUB_API_URL",
    "JUPYTERHUB_CLIENT_ID",
    "JUPYTERHUB_SERVICE_NAME",
    "JUPYTERHUB_SERVICE_PREFIX",
)
# Seconds for what is under way when the program ends.
_END = 5.0

Rule = tuple[str, type[web.RequestHandler], dict[str, Any]]


class HubPage(PassThroughSettings, Application):
    """The form and the clusters of each user of a JupyterHub, without any Jupyter server."""

    name = "jupyter-dask-gateway-hub"
    version = __version__
    description = __doc__
    classes = [HubOAuth]  # noqa: RUF012  traitlets' own way
    aliases = {"ip": "HubPage.ip", "port": "HubPage.port", "config": "HubPage.config_file"}  # noqa: RUF012

    config_file = Unicode("", help="""A file with more of `c.HubPage` and `c.HubOAuth`.""").tag(config=True)
    ip = Unicode(
        help="""Where it listens. By default the host in JUPYTERHUB_SERVICE_URL; in a pod, 0.0.0.0 or ::."""
    ).tag(config=True)
    port = Integer(help="""The port there. By default that in JUPYTERHUB_SERVICE_URL.""").tag(config=True)
    gateway_service = Unicode(
        "dask-gateway", help="""What the hub calls the gateway's service: for what is said of scopes."""
    ).tag(config=True)
    hub_timeout = Float(10.0, help="""Seconds that the hub has to tell who somebody is.""").tag(config=True)
    # Of all users together.
    max_requests = Integer(200, help=PassThroughSettings.max_requests.help).tag(config=True)
    max_user_requests = Integer(
        16, help="""Requests of one user in flight, so that nobody keeps the gateway from all others."""
    ).tag(config=True)

    authenticate_prometheus = Bool(
        True,
        help="""Ask who reads /metrics for a token with the scope read:metrics, as the hub does.""",
    ).tag(config=True)

    @default("log_level")
    def level_of_a_server(self) -> int:
        """Return the level that Jupyter servers and the hub have: what is refused is told, too."""
        return logging.INFO

    def initialize(self, argv: Any = None) -> None:
        """Read arguments and configuration."""
        super().initialize(argv)
        if self.config_file:
            self.load_config_file(self.config_file)

    def print_help(self, classes: bool = False) -> None:
        """Print what can be configured; with `classes`, that of other classes, too."""
        if classes:
            self.classes = [*self.classes, event_logger_class()]
        super().print_help(classes)

    def event_logger(self) -> EventLogger | None:
        """Return what takes events, where the administrator has said where they go."""
        return event_logger_class()(parent=self) if self.events and "EventLogger" in self.config else None

    def start(self) -> None:
        """Serve until a signal ends it."""
        missing = [name for name in _NEEDED if not os.environ.get(name)]
        if missing:
            self.exit_with(f"This runs as a service of a JupyterHub, which sets {', '.join(missing)}.")
        service_url = urlsplit(os.environ.get("JUPYTERHUB_SERVICE_URL", ""))
        ip, port = self.ip or service_url.hostname or "", self.port or service_url.port or 0
        if not ip or not port:
            self.exit_with("The service has no url with a host and a port: say --ip and --port.")
        module = front_end.module_name()
        if not module:
            self.exit_with("The front end is not installed: was this package built before it was installed?")
        # JupyterHub's lines have paths with names in them.
        logging.getLogger("tornado.application").setLevel(logging.ERROR)
        try:
            sockets = bind_sockets(port, ip)
        except OSError as error:
            self.exit_with(
                f"Cannot listen at {ip}, port {port}: {error.strerror or error}. Say --ip and --port."
            )
        asyncio.run(self._serve(sockets, module))

    def exit_with(self, sentence: str) -> NoReturn:
        """End with a sentence for whoever has configured it."""
        raise SystemExit(f"jupyter_dask_gateway.hub: {sentence}")

    async def _serve(self, sockets: list[socket.socket], module: str) -> None:
        limits = self.limits()
        oauth = HubOAuth.instance(parent=self)
        # A login that has ended is to be noticed soon. The gateway asks the hub each time.
        if "cache_max_age" not in self.config.HubOAuth:
            oauth.cache_max_age = 30
        oauth.cookie_options = {"samesite": "Lax", **oauth.cookie_options}
        service = os.environ["JUPYTERHUB_SERVICE_NAME"]
        lazy_client = LazyClient(limits, "hub page", target=Target(auth="jupyterhub"), for_users=True)
        folder = front_end.folder()
        assert folder is not None  # noqa: S101  the module is in it
        shared = Shared(
            oauth=oauth,
            service=service,
            gateway_service=self.gateway_service,
            lazy_client=lazy_client,
            limits=limits,
            places=Places(self.max_user_requests),
            files=Files(own_files(folder)),
            hub_timeout=self.hub_timeout,
            telemetry=Telemetry(
                self.log,
                metrics=self.metrics,
                event_logger=self.event_logger(),
            ),
        )
        metrics = [metrics_route(shared, self.authenticate_prometheus)] if self.metrics else []
        server = make_server(shared, module, metrics)
        server.add_sockets(sockets)
        self.log.info("dask-gateway: the hub's page listens")
        ended = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, ended.set)
        await ended.wait()
        server.stop()
        # Who has asked for a stop and closed the page wants the cluster stopped.
        await shared.places.empty(_END)
        await lazy_client.close()
        await server.close_all_connections()


def event_logger_class() -> type[EventLogger]:
    """Return jupyter_events' class, for who wants it. Its import may take seconds, of ten for a start."""
    from jupyter_events import EventLogger

    return EventLogger


def metrics_route(shared: Shared, authenticate: bool) -> Rule:
    """Return tornado's route of the metrics, for those who may read the hub's or for everybody."""
    return (
        rf"{re.escape(shared.prefix)}metrics",
        Metrics,
        {"shared": shared, "authenticate": authenticate},
    )


def make_server(shared: Shared, module: str, more: Iterable[Rule] = ()) -> HTTPServer:
    """Return the server, which does not listen yet. `module`: the front end's file."""
    prefix = re.escape(shared.prefix)
    arguments = {"shared": shared}
    of_user = rf"{prefix}user/[^/]+/"
    application = web.Application(
        [
            (rf"{prefix}?", EntryPage, arguments),
            (rf"{prefix}user/([^/]+)/", UserPage, {**arguments, "module": module}),
            *user_routes(of_user, shared),
            (rf"{prefix}oauth_callback", LoginEnd, arguments),
            (rf"{prefix}files/([\w.-]+)", FileHandler, {"files": shared.files}),
            (rf"{prefix}health", Health),
            *more,
        ],
        default_handler_class=NothingHere,
        default_handler_args=arguments,
        # It signs what the browser keeps: after a restart everybody is led through the hub's login again,
        # which asks nothing of those who are logged in there.
        cookie_secret=os.urandom(32),
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"samesite": "Lax"},
        # Lines of requests have names in them. What fails is logged by the handlers.
        log_function=lambda handler: None,
    )
    most = shared.limits.max_request_bytes
    return HTTPServer(application, max_body_size=2 * most, max_buffer_size=4 * most, body_timeout=60)
