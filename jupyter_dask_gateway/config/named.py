"""How Python code names a gateway that `dask_gateway.Gateway()` does not reach: never with a credential."""

from __future__ import annotations

import getpass
import os
import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlparse

from .. import _compat
from . import dask_config
from .connection import read_address
from .errors import ConfigurationError
from .public_address import read_public_address
from .target import CONFIGURED, NamedGateway, Target

if TYPE_CHECKING:
    from dask_gateway import Gateway
    from dask_gateway.auth import GatewayAuth

# What urlparse makes of an address: a login in it is no part of this.
_PLACE = re.compile(r"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_CLASS = re.compile(r"(?:[^\W\d]\w*\.)+[^\W\d]\w*", re.ASCII)
_PORTS = {"http": 80, "https": 443}


def target_of(gateway: Gateway | None, address: str | None, auth: object) -> Target:
    """Return what Python code means by these: a gateway, or what `dask_gateway.Gateway` takes."""
    if gateway is not None:
        public = _compat.public_address(gateway)
        target = Target(gateway.address, public, gateway.auth, gateway.proxy_address)
    else:
        target = Target(address, None, auth)
    return replace(target, named=name_gateway(target))


def name_gateway(target: Target) -> NamedGateway | None:
    """Return what names the target; None if dask's configuration alone does, or it cannot be used at all."""
    if target == CONFIGURED:
        return None
    try:
        address = read_address(target)
    except ConfigurationError:
        return None
    here = (address.shown, _proxy_address(target), _public_address(target))
    usual_login = _has_usual_login(target.auth)
    with suppress(ConfigurationError):
        usual = (read_address().shown, _proxy_address(CONFIGURED), _public_address(CONFIGURED))
        if here == usual and usual_login:
            return None
    auth = dask_config.raw("gateway.auth.type") if usual_login else target.auth
    text = auth if isinstance(auth, str) else None
    return NamedGateway(
        *here,
        auth=text,
        auth_class=None if text is not None else _class_of(auth),
        needs_secret=address.url.user is not None or (text is None and _needs_secret(auth)),
    )


def _has_usual_login(auth: object) -> bool:
    """Return whether it is the login that dask's configuration gives to everybody."""
    if auth is None:
        return True
    if not isinstance(auth, str):
        from dask_gateway.auth import GatewayAuth

        if isinstance(auth, GatewayAuth):
            return _is_usual(auth)
    return bool(auth == dask_config.raw("gateway.auth.type"))


def _is_usual(auth: GatewayAuth) -> bool:
    from dask_gateway.auth import get_auth

    try:
        usual = get_auth()
    except Exception:
        return False
    return type(auth) is type(usual) and vars(auth) == vars(usual)


def _proxy_address(target: Target) -> str | None:
    """Return where schedulers are reached, as dask_gateway's client has it, less a login in it."""
    try:
        address = read_address(target).shown
        proxy = target.proxy_address or dask_config.setting("gateway.proxy-address")
    except ConfigurationError:
        return None
    try:
        place = _place(address, proxy)
    except ValueError:
        return None
    return f"gateway://{place}" if _PLACE.fullmatch(place) else None


def _place(address: str, proxy: object) -> str:
    """Raise ValueError for what is no address."""
    parsed = urlparse(address)
    if proxy is None:
        return f"{parsed.hostname}:{parsed.port or _PORTS.get(parsed.scheme, 8786)}"
    if isinstance(proxy, int):
        return f"{parsed.hostname}:{proxy}"
    text = str(proxy)
    return (urlparse(text).netloc or text).rpartition("@")[2]


def _public_address(target: Target) -> str | None:
    try:
        return read_public_address(target)
    except ConfigurationError:
        return None


def _class_of(auth: object) -> str | None:
    """Return where the class can be imported from, if it can be."""
    from dask_gateway.auth import GatewayAuth

    kind = auth if isinstance(auth, type) else type(auth)
    name = f"{kind.__module__}.{kind.__qualname__}"
    # One of a notebook's own is in no other kernel; one in a class or function cannot be imported.
    is_importable = kind.__module__ != "__main__" and kind.__qualname__ == kind.__name__
    is_auth = issubclass(kind, GatewayAuth)
    return name if is_importable and is_auth and _CLASS.fullmatch(name) else None


def _needs_secret(auth: object) -> bool:
    if isinstance(auth, type):
        return bool(dask_config.raw("gateway.auth.kwargs"))
    from dask_gateway.auth import BasicAuth, JupyterHubAuth, KerberosAuth

    match auth:
        case BasicAuth():
            return bool(auth.password) or auth.username != _user()
        case JupyterHubAuth():
            return bool(auth.api_token != os.environ.get("JUPYTERHUB_API_TOKEN"))
        case KerberosAuth():
            return False
    return bool(getattr(auth, "__dict__", True))


def _user() -> str | None:
    """Return the name that BasicAuth takes by itself."""
    try:
        return getpass.getuser()
    except Exception:
        return None
