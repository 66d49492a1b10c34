"""What all routes have in common."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from jupyterhub.services.auth import HubOAuth

from ..gateway.lazy_client import LazyClient
from ..gateway.limits import Limits
from ..pass_through.telemetry import Telemetry
from .files import Files
from .users import Places


@dataclass(frozen=True)
class Shared:
    """Made once, when the program starts."""

    oauth: HubOAuth
    service: str
    """What the hub calls this service."""
    gateway_service: str
    """What the hub calls the gateway, for a sentence."""
    lazy_client: LazyClient
    limits: Limits
    places: Places
    files: Files
    hub_timeout: float
    telemetry: Telemetry

    @property
    def prefix(self) -> str:
        """The path that all of it hangs below, with a slash at the end."""
        prefix: str = self.oauth.base_url
        return prefix

    @property
    def hub(self) -> str:
        """The hub's own pages: a path, or an address where users have hosts of their own."""
        return f"{self.oauth.hub_host}{self.oauth.hub_prefix}"

    def page_of(self, name: str) -> str:
        """Return the path of a user's page, their name written as the hub writes it."""
        return f"{self.prefix}user/{quote(name, safe='@~')}/"
