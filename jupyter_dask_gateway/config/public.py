"""The published config: what a page may know of dask's configuration, never a credential."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

from .._version import __version__
from ..languages import in_language, say
from ..program import Program
from . import dask_config
from .code import gateway_code
from .connection import auth_type, read_address
from .errors import ConfigurationError, NotConfiguredError
from .options import NAME as OPTIONS
from .options import read_options
from .public_address import NAME as PUBLIC_ADDRESS
from .public_address import read_public_address
from .site import NAME as SITE
from .site import Site, read_site
from .target import CONFIGURED, Target

T = TypeVar("T")

ROUTE = "gateway.jupyter.connection"
STOP_WITH_SERVER = "gateway.jupyter.stop-with-server"
_ROUTES = ("auto", "direct", "pass-through", "relay")
_TOLD_OF_SITE = 5
"""Problems of the site's settings that a page is told; the doctor tells its administrator all."""


def read_published_config(
    target: Target = CONFIGURED, program: Program = "Jupyter server", language: str | None = None
) -> bytes:
    """Return the body of `<base>/dask-gateway/config`: `published_config` as JSON, as Python writes it.

    `language`: of whoever reads the sentences.
    """
    config = published_config(target, program)
    for problems in ("option_problems", "problems"):
        config[problems] = {name: in_language(it, language) for name, it in config[problems].items()}
    return json.dumps(config).encode()


def published_config(target: Target = CONFIGURED, program: Program = "Jupyter server") -> dict[str, Any]:
    """Return what a page may know.

    {"address": str, "public_address": str | null, "auth_type": str, "connection": str,
     "options": {str: any} | null, "option_problems": {name: sentence}, "problems": {setting: sentence},
     "code": {"imports": str, "call": str} | null, "environment": str | null, "image": str | null,
     "stop_with_server": {"default": bool | null} | null, "site": {…} | null,
     "versions": {package: str | null}}

    The order of the members means nothing, and others may come. `connection` is a route or "auto".
    Addresses have no trailing slash; the public one may be a path of the page's own host, but where
    a hub gives each user a host of their own: there it is one of the hub's, and absolute. Options
    may hold NaN, Infinity and integers beyond 2^53. What cannot be used is null, and its problem is a
    sentence in the words of `program`; `options` is null where not even their names are known. `code` is
    Python that makes this gateway; null where `dask_gateway.Gateway()` does. `environment`: the path of the
    conda environment in which a kernel runs. `stop_with_server`: null where no server can stop clusters
    when it ends; `default` is whether it is to do so with new ones, null where that is not configured.
    `site`: the site's settings as `site.normal` has them, null where there are none; what is wrong with parts
    of them is among the problems, as `gateway.jupyter.site.…`.
    Raises ConfigurationError where there is no usable address: NotConfiguredError says whether the site's
    settings hide the panel then.
    """
    site = read_site()
    try:
        address = shown_address(target)
    except NotConfiguredError:
        raise NotConfiguredError(hides_panel=site.hides_without_gateway) from None
    auth = dask_config.raw("gateway.auth.type") if target.auth is None else target.auth
    options = read_options()
    problems: dict[str, ConfigurationError] = {}

    def usable(setting: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except ConfigurationError as error:
            problems[setting] = error
            return None

    public = usable(PUBLIC_ADDRESS, lambda: read_public_address(target))
    route = usable(ROUTE, _route)
    stop_with_server = usable(STOP_WITH_SERVER, lambda: dask_config.flag(STOP_WITH_SERVER))
    if options.fault is not None:
        problems[OPTIONS] = options.fault
    problems |= _site_problems(site)
    return {
        "address": address,
        "public_address": public,
        "auth_type": auth_type(auth),
        # The hub's page has no other: its users' tokens do not leave its server.
        "connection": "pass-through" if program == "hub page" else route or "auto",
        "options": options.usable if options.fault is None else None,
        "option_problems": _sentences(options.faults, program),
        "problems": _sentences(problems, program),
        "code": None if target.named is None else gateway_code(target.named),
        "environment": _environment() if program == "kernel" else None,
        "stop_with_server": {"default": stop_with_server} if program == "Jupyter server" else None,
        "site": site.normalized,
        "image": os.environ.get("JUPYTER_IMAGE_SPEC") or os.environ.get("JUPYTER_IMAGE"),
        "versions": {
            "jupyter_dask_gateway": __version__,
            **{name: _version(name) for name in ("dask_gateway", "dask", "distributed")},
        },
    }


def shown_address(target: Target) -> str:
    """Return the gateway's address as it may be shown. Raises ConfigurationError."""
    return read_address(target).shown


def _sentences(problems: Mapping[str, ConfigurationError], program: Program) -> dict[str, str]:
    return {name: error.sentence(program) for name, error in problems.items()}


def _site_problems(site: Site) -> dict[str, ConfigurationError]:
    """Return what a page is told of them, by the parts' names: all of it would fill the panel."""
    found = {error.name: error for error in site.problems[:_TOLD_OF_SITE]}
    more = len(site.problems) - _TOLD_OF_SITE
    if more > 0:
        fault = "has 1 more problem: `jupyter dask-gateway doctor` lists all"
        if more > 1:
            fault = say("has {more} more problems: `jupyter dask-gateway doctor` lists all", more=more)
        found[f"{SITE} and more"] = ConfigurationError(SITE, fault)
    return found


def _route() -> str:
    """Return the route that pages are to take; "auto": the first that works."""
    route = dask_config.text(ROUTE)
    if route is None:
        return "auto"
    if route not in _ROUTES:
        raise ConfigurationError(ROUTE, say("must be one of {choices}", choices=", ".join(_ROUTES)))
    return route


def _environment() -> str | None:
    """Return the path of the conda environment that this Python is in; None in none."""
    return sys.prefix if (Path(sys.prefix) / "conda-meta").is_dir() else None


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
