"""Where the gateway is and how to log in there, as dask's configuration says."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import yarl

from .. import _compat
from . import dask_config
from .errors import ConfigurationError, NotConfiguredError


@dataclass(frozen=True)
class Connection:
    """A snapshot of the configuration. Equal snapshots may share credentials, others must not."""

    address: str
    """Without user name, password and trailing slash: fit to be shown."""
    base: yarl.URL
    """The same for requests."""
    auth_type: str
    """"basic", "jupyterhub", "kerberos" or the path of a class."""
    auth: object = field(repr=False)
    """gateway.auth.type as it is written: text or, set by Python code, a class."""
    secrets: tuple[object, ...] = field(repr=False)
    """Whatever else the authentication class is made from."""
    headers: Mapping[str, str] = field(repr=False)
    """The credential that the address itself holds (http://user:password@…), if it does."""
    proxy: Mapping[str, Any] = field(repr=False)
    """aiohttp's `proxy` and `proxy_auth`."""

    def url(self, path: str, query: str = "") -> yarl.URL:
        """Return the address of a checked path ("api/…"), letting nothing rewrite it."""
        text = str(self.base).rstrip("/") + "/" + path
        return yarl.URL(f"{text}?{query}" if query else text, encoded=True)


@dataclass(frozen=True)
class Target:
    """What a program says instead of dask's configuration; None: nothing."""

    address: str | None = None
    public_address: str | None = None
    auth: object = field(default=None, repr=False)
    """What `dask_gateway.Gateway(auth=…)` takes."""


CONFIGURED = Target()


def read_connection(target: Target = CONFIGURED) -> Connection:
    """Return what dask's configuration says now, where `target` does not say otherwise.

    Raises NotConfiguredError without an address and ConfigurationError for what cannot be used.
    """
    address = read_address(target)
    url = _parsed("gateway.address", address)
    headers: dict[str, str] = {}
    if url.user is not None:
        # aiohttp would do the same, but then refuse the header of the authentication class.
        login = b64encode(f"{url.user}:{url.password or ''}".encode())
        headers = {"Authorization": f"Basic {login.decode()}"}
    auth = dask_config.raw("gateway.auth.type") if target.auth is None else target.auth
    return Connection(
        address=without_userinfo("gateway.address", address),
        base=url.with_user(None),
        auth_type=auth_type(auth),
        auth=auth,
        # dask_gateway's JupyterHubAuth takes the hub's token from the environment.
        secrets=(
            dask_config.mapping("gateway.auth.kwargs"),
            os.environ.get("JUPYTERHUB_API_TOKEN"),
        ),
        headers=headers,
        proxy=_proxy(url.scheme),
    )


def anonymous_connection(address: str) -> Connection:
    """Return a connection without any credential to an address that is not gateway.address.

    Raises ConfigurationError for what is not an address.
    """
    shown = without_userinfo("gateway.public-address", address.rstrip("/"))
    url = _parsed("gateway.public-address", shown)
    return Connection(shown, url, "none", None, (), {}, _proxy(url.scheme))


def read_address(target: Target = CONFIGURED) -> str:
    """Return the gateway's address without the trailing slash, user name and password still in it.

    Raises NotConfiguredError without one.
    """
    address = target.address or dask_config.text("gateway.address")
    if not address:
        raise NotConfiguredError
    return address.rstrip("/")


def auth_type(auth: object) -> str:
    """Return gateway.auth.type as text, to be shown."""
    if isinstance(auth, type):
        return f"{auth.__module__}.{auth.__qualname__}"
    return auth if isinstance(auth, str) else type(auth).__name__


def without_userinfo(name: str, address: str) -> str:
    """Return the setting's address without user name and password, otherwise as it is written."""
    try:
        netloc = urlsplit(address).netloc
    except ValueError:  # half a pair of brackets
        raise ConfigurationError(name, "is not a URL") from None
    return address.replace(netloc, netloc.rpartition("@")[2], 1) if "@" in netloc else address


def _parsed(name: str, address: str) -> yarl.URL:
    try:
        url = yarl.URL(address)
        usable = url.scheme in ("http", "https") and url.host and url.port
    except ValueError:
        usable = False
    if not usable or url.raw_query_string or url.raw_fragment:
        raise ConfigurationError(name, "is not a URL like https://host:port/path")
    return url


def _proxy(scheme: str) -> dict[str, Any]:
    dask_config.setting("gateway.http-client.proxy")  # names a missing template variable
    try:
        return _compat.default_request_kwargs(scheme)
    except ValueError:
        raise ConfigurationError("gateway.http-client.proxy", "is not a URL") from None
