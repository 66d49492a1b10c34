"""Where the gateway is and how to log in there, as dask's configuration says."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yarl

from .. import _compat
from . import dask_config
from .address import Address, hub_host, is_own_path, read_url
from .errors import ConfigurationError, NotConfiguredError
from .target import CONFIGURED, Target


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
    auth_fault: ConfigurationError | None = field(repr=False, compare=False)
    """Why the class cannot be made. A gateway that asks for no login is asked all the same."""
    headers: Mapping[str, str] = field(repr=False)
    """The credential that the address itself holds (http://user:password@…), if it does."""
    proxy: Mapping[str, Any] = field(repr=False)
    """aiohttp's `proxy` and `proxy_auth`."""

    def url(self, path: str, query: str = "") -> yarl.URL:
        """Return the address of a checked path ("api/…"), letting nothing rewrite it."""
        text = str(self.base).rstrip("/") + "/" + path
        return yarl.URL(f"{text}?{query}" if query else text, encoded=True)


def read_connection(target: Target = CONFIGURED) -> Connection:
    """Return what dask's configuration says now, where `target` does not say otherwise.

    Raises NotConfiguredError without an address and ConfigurationError for what cannot be used.
    """
    from dask_gateway.auth import GatewayAuth

    address = read_address(target)
    url = address.url
    headers: dict[str, str] = {}
    if url.user is not None:
        # aiohttp would do the same, but then refuse the header of the authentication class.
        login = b64encode(f"{url.user}:{url.password or ''}".encode())
        headers = {"Authorization": f"Basic {login.decode()}"}
    auth = dask_config.raw("gateway.auth.type") if target.auth is None else target.auth
    kwargs, auth_fault = _auth_kwargs()
    return Connection(
        address=address.shown,
        base=url.with_user(None),
        auth_type=auth_type(auth),
        auth=auth,
        # dask_gateway's JupyterHubAuth takes the hub's token from the environment.
        secrets=(kwargs, os.environ.get("JUPYTERHUB_API_TOKEN")),
        auth_fault=None if isinstance(auth, GatewayAuth) else auth_fault,
        headers=headers,
        proxy=_proxy(url.scheme),
    )


def anonymous_connection(address: str) -> Connection:
    """Return a connection without any credential to an address that is not gateway.address.

    Raises ConfigurationError for what is not an address.
    """
    read = read_url("gateway.public-address", address.rstrip("/"))
    return Connection(
        address=read.shown,
        base=read.url.with_user(None),
        auth_type="none",
        auth=None,
        secrets=(),
        auth_fault=None,
        headers={},
        proxy=_proxy(read.url.scheme),
    )


def read_figure_sources(target: Target = CONFIGURED) -> tuple[Connection, ...]:
    """Return where schedulers may be asked: gateway.address, and the public address if that is another.

    A scheduler asks for no login, so the second is without any credential. A path is one of the hub's host,
    where users have hosts of their own; else only the browser knows the host, and it is left out. So is one
    less secure than the first, as the names of clusters in the paths are secrets, and the one that dask's
    configuration has for another gateway. Raises as `read_connection` does.
    """
    first = read_connection(target)
    try:
        configured = (dask_config.text("gateway.public-address") or "").rstrip("/")
        public = (target.public_address or configured).rstrip("/")
        # dask_gateway takes the configured one for any gateway that is given none.
        if public == configured and not _is_configured(first):
            return (first,)
        if is_own_path(public):
            if not public or not hub_host():
                return (first,)
            public = hub_host() + public
        second = anonymous_connection(public)
    except ConfigurationError:
        # Whoever asks for the published config is told.
        return (first,)
    is_downgrade = first.base.scheme == "https" and second.base.scheme != "https"
    return (first,) if is_downgrade or second.base == first.base else (first, second)


def _is_configured(connection: Connection) -> bool:
    """Return whether it is to the gateway that dask's configuration names."""
    try:
        return read_address().shown == connection.address
    except ConfigurationError:
        return False


def read_address(target: Target = CONFIGURED) -> Address:
    """Return the gateway's address without the trailing slash.

    Raises NotConfiguredError without one and ConfigurationError for what is none.
    """
    address = target.address or dask_config.text("gateway.address")
    if not address:
        raise NotConfiguredError
    return read_url("gateway.address", address.rstrip("/"))


def auth_type(auth: object) -> str:
    """Return gateway.auth.type as text, to be shown."""
    if isinstance(auth, type):
        return f"{auth.__module__}.{auth.__qualname__}"
    return auth if isinstance(auth, str) else type(auth).__name__


def _auth_kwargs() -> tuple[object, ConfigurationError | None]:
    """Return what the authentication class is made from, or what is wrong with it."""
    name = "gateway.auth.kwargs"
    try:
        return dask_config.mapping(name), None
    except ConfigurationError as error:
        # As it is written: what is put right is another connection.
        return repr(dask_config.raw(name)), error


def _proxy(scheme: str) -> dict[str, Any]:
    name = "gateway.http-client.proxy"
    setting = dask_config.setting(name)  # names a missing template variable
    if isinstance(setting, str):
        read_url(name, setting)
    try:
        return _compat.default_request_kwargs(scheme)
    except ValueError:
        raise ConfigurationError(name, "is not a URL") from None
