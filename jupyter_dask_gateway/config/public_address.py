"""Where browsers find the gateway's dashboards, and the gateway itself if they ask it directly."""

from __future__ import annotations

from . import dask_config
from .address import hub_host, is_own_path, read_url
from .connection import read_address
from .target import Target

NAME = "gateway.public-address"


def read_public_address(target: Target) -> str:
    """Return it without a trailing slash: an address, or a path of the page's own host.

    Where a hub gives each user a host of their own, a path is one of the hub's host: then the address is
    absolute.
    It is the gateway's address where nothing says otherwise. Raises ConfigurationError.
    """
    public = target.public_address or dask_config.text(NAME)
    if public is None:
        return read_address(target).shown
    public = public.rstrip("/")
    # The page makes links of it, so nothing like `javascript:` may pass.
    return hub_host() + public if is_own_path(public) else read_url(NAME, public).shown
