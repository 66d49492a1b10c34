"""What a program says instead of dask's configuration."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class NamedGateway:
    """What Python code gives to `dask_gateway.Gateway` where dask's configuration will not do; no secret."""

    address: str
    proxy_address: str | None
    """None: it is not known, or cannot be shown."""
    public_address: str | None
    auth: str | None
    """As text, which takes gateway.auth.kwargs along; None: see `auth_class`."""
    auth_class: str | None
    """"module.Class"; None where `auth` is not, and no import reaches the class."""
    needs_secret: bool
    """It takes something besides that must not stand in code."""


@dataclass(frozen=True)
class Target:
    """A gateway; None: as dask's configuration says."""

    address: str | None = None
    public_address: str | None = None
    auth: object = field(default=None, repr=False)
    """What `dask_gateway.Gateway(auth=…)` takes."""
    proxy_address: str | None = None
    """Where `dask_gateway` reaches the schedulers."""
    named: NamedGateway | None = field(default=None, repr=False, compare=False)
    """How Python code names it, see `config.named`."""


CONFIGURED = Target()
