"""The login of one of many users for whom a program asks the gateway: a token of the hub's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import hdrs

from ..languages import say
from .errors import Cause, ErrorId, RequestError


@dataclass(frozen=True)
class UserToken:
    """Goes along with the request that it is given with, and is kept by nobody."""

    token: str = field(repr=False)

    @property
    def headers(self) -> Mapping[str, str]:
        """What the gateway's JupyterHubAuthenticator asks for."""
        return {hdrs.AUTHORIZATION: f"jupyterhub {self.token}"}

    def refusal_error(self, address: str, cause: Cause) -> RequestError:
        """Return the error for a token that the gateway refuses; who knows the user's scopes can say more."""
        return RequestError(
            ErrorId.REFUSED,
            say(
                "The gateway at {where} refused your token of the hub. It may have expired, or "
                "the hub does not "
                "grant it the scope to access the gateway's service.",
                where=address,
            ),
            cause=cause,
        )
