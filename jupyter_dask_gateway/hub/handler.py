"""Headers, login and refusals of all routes that are some user's."""

from __future__ import annotations

from jupyterhub.services.auth import HubOAuthenticated

from ..gateway.errors import RequestError, bad_method_error
from ..page_headers import PAGE_HEADERS
from ..pass_through.observed import Observed
from .refusals import failed, hub_away, login_ended, not_from_the_page
from .shared import Shared
from .users import User, identify


class HubHandler(HubOAuthenticated, Observed):  # type: ignore[misc]
    """The cookie of this service counts, and no token in a header or an address."""

    shared: Shared

    def initialize(self, shared: Shared) -> None:
        """Take what the routes share."""
        self.shared = shared
        self.hub_auth = shared.oauth
        self._telemetry = shared.telemetry

    def set_default_headers(self) -> None:
        """Have browsers keep nothing, tell nobody and take nothing from elsewhere."""
        self.clear_header("Server")
        for name, value in PAGE_HEADERS.items():
            self.set_header(name, value)

    def compute_etag(self) -> None:
        """Nothing of this is kept."""

    async def identified(self, *, fresh: bool = False) -> User | None:
        """Return who is logged in; None: nobody. Raises hub-away or not-allowed."""
        self.current_user = None
        cookie = self.get_secure_cookie(self.hub_auth.cookie_name)
        if cookie is None:
            return None
        user = await identify(
            self.hub_auth,
            self.shared.service,
            cookie.decode("ascii", "replace"),
            self.hub_auth.get_session_id(self),
            fresh=fresh,
            seconds=self.shared.hub_timeout,
        )
        # JupyterHub's own code asks for it, and then waits for the hub without letting others go on.
        self.current_user = None if user is None else user.name
        return user

    def check_origin(self) -> None:
        """Refuse what a page of another origin has the browser send, as far as the browser says so."""
        origin = self.request.headers.get("Origin")
        site = self.request.headers.get("Sec-Fetch-Site", "same-origin")
        if site != "same-origin" or (
            origin is not None and origin.partition("://")[2].lower() != self.request.host.lower()
        ):
            raise not_from_the_page()

    def refusal(self, status: int, error: BaseException | None) -> RequestError:
        """Return what tornado or JupyterHub refuse as one of our own errors."""
        if isinstance(error, RequestError):
            return error
        if status == 405:
            return bad_method_error()
        if status == 401:
            return login_ended()
        if status in {400, 403}:
            return not_from_the_page()
        return hub_away() if status in {502, 503} else failed(status)
