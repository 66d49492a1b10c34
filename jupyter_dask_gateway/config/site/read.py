"""The site's settings as dask's configuration has them; what is broken of them is said and left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .. import dask_config
from ..errors import ConfigurationError
from .check import checked
from .fault import NAME, Faults
from .normal import normalized
from .plain import Plain

__all__ = ["NAME", "Site", "check_site", "read_site"]


@dataclass(frozen=True)
class Site:
    """What an administrator says of the gateway."""

    normalized: dict[str, Any] | None = field(default=None, repr=False)
    """As `normal` has it; None: nothing is said."""
    problems: tuple[ConfigurationError, ...] = ()
    """What is wrong with parts that are left out."""

    @property
    def workers(self) -> int | tuple[int, int] | None:
        """With how many workers new clusters start, or between which bounds; None: nothing is said."""
        workers = (self.normalized or {}).get("workers")
        return tuple(workers) if isinstance(workers, list) else workers

    @property
    def presets(self) -> list[dict[str, Any]]:
        """Each with name, description, options and workers (a number, two bounds or None)."""
        presets: list[dict[str, Any]] = (self.normalized or {}).get("presets", [])
        return presets

    @property
    def hides_without_gateway(self) -> bool:
        """Whether who has no gateway is to see no panel."""
        return (self.normalized or {}).get("hide_without_gateway") is True


def read_site() -> Site:
    """Return what dask's configuration says now. Raises nothing."""
    return check_site(dask_config.raw(NAME))


def check_site(block: object, *, fill_in: bool = True) -> Site:
    """Return what a block says, as YAML gives it. Raises nothing.

    `fill_in`: environment variables are put into templates; else these are passed over.
    """
    if block is None:
        return Site()
    faults = Faults()
    plain = Plain(faults, fill_in=fill_in).block(block)
    normal = None if plain is None else normalized(checked(plain, faults), faults)
    return Site(normal, faults.all())
