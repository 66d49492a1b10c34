"""The published config: what a page may know of dask's configuration, never a credential."""

from __future__ import annotations

import json
import os
from importlib import metadata
from typing import Any

from .._version import __version__
from . import dask_config
from .address import is_own_path, read_url
from .connection import CONFIGURED, Target, auth_type, read_address
from .errors import ConfigurationError

_PUBLIC = "gateway.public-address"
_OPTIONS = "gateway.cluster.options"
_ROUTE = "gateway.jupyter.connection"
_ROUTES = ("auto", "direct", "pass-through", "relay")


def read_published_config(target: Target = CONFIGURED) -> bytes:
    """Return the body of `<base>/dask-gateway/config`: a JSON object as Python writes it.

    {"address": str, "public_address": str, "auth_type": str, "connection": str, "options": {str: any},
     "image": str | null, "versions": {package: str | null}}

    The order of the members means nothing, and others may come. `connection` is a route or "auto".
    Addresses have no trailing slash; the public one may be a path of the page's own host. Options
    may hold NaN, Infinity and integers beyond 2^53. Raises ConfigurationError.
    """
    address = shown_address(target)
    auth = dask_config.raw("gateway.auth.type") if target.auth is None else target.auth
    config = {
        "address": address,
        "public_address": _public_address(target, address),
        "auth_type": auth_type(auth),
        "connection": _route(),
        "options": _options(),
        "image": os.environ.get("JUPYTER_IMAGE_SPEC") or os.environ.get("JUPYTER_IMAGE"),
        "versions": {
            "jupyter_dask_gateway": __version__,
            **{name: _version(name) for name in ("dask_gateway", "dask", "distributed")},
        },
    }
    return json.dumps(config).encode()


def shown_address(target: Target) -> str:
    """Return the gateway's address as it may be shown. Raises ConfigurationError."""
    return read_address(target).shown


def _public_address(target: Target, address: str) -> str:
    public = target.public_address or dask_config.text(_PUBLIC)
    if public is None:
        return address
    public = public.rstrip("/")
    # The page makes links of it, so nothing like `javascript:` may pass.
    return public if is_own_path(public) else read_url(_PUBLIC, public).shown


def _route() -> str:
    """Return the route that pages are to take; "auto": the first that works."""
    route = dask_config.text(_ROUTE)
    if route is None:
        return "auto"
    if route not in _ROUTES:
        raise ConfigurationError(_ROUTE, f"must be one of {', '.join(_ROUTES)}")
    return route


def _options() -> dict[str, Any]:
    options = dask_config.mapping(_OPTIONS)
    for name, value in options.items():
        try:
            json.dumps({name: value})
        except (TypeError, ValueError, RecursionError):
            raise ConfigurationError(
                f"{_OPTIONS}.{name}",
                "cannot be sent to the gateway as JSON; YAML reads an unquoted date as a date, so "
                "put quotes around it to make it text",
            ) from None
    return options


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
