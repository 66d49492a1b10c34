"""dask's options of every cluster: each is usable, or fails by itself."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from . import dask_config
from .errors import ConfigurationError

NAME = "gateway.cluster.options"


@dataclass(frozen=True)
class ConfiguredOptions:
    """What dask's configuration sets."""

    usable: dict[str, Any] = field(default_factory=dict, repr=False)
    """By their names; templates filled in, fit for JSON."""
    faults: dict[str, ConfigurationError] = field(default_factory=dict)
    """What is wrong with the others, by their names."""
    fault: ConfigurationError | None = None
    """What is wrong with the setting as a whole, which then sets nothing."""


def read_options() -> ConfiguredOptions:
    """Return what dask's configuration says now."""
    try:
        options, faults = dask_config.usable_mapping(NAME)
    except ConfigurationError as error:
        return ConfiguredOptions(fault=error)
    usable = {}
    for name, value in options.items():
        try:
            json.dumps({name: value})
            usable[name] = value
        except (TypeError, ValueError, RecursionError):
            faults[name] = ConfigurationError(
                f"{NAME}.{name}",
                "cannot be sent to the gateway as JSON; YAML reads an unquoted date as a date, so "
                "put quotes around it to make it text",
            )
    return ConfiguredOptions(usable, faults)
