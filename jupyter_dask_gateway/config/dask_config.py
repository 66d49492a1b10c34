"""Reading one setting of dask's configuration as dask_gateway's client reads it.

Settings are read at each use, never kept: a user may change them in a running server, and looking
one up costs microseconds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

import dask.config

from .. import _compat
from ..languages import say
from ..secret_names import is_secret_name
from .errors import ConfigurationError

_compat.put_gateway_defaults()

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")


def setting(name: str) -> Any:
    """Return the setting, with environment variables put into it if it is a template.

    None if it is not set. Raises ConfigurationError if the template cannot be filled in.
    """
    return resolved(name, raw(name))


def raw(name: str) -> Any:
    """Return the setting as it is written; None if it is not set."""
    return dask.config.get(name, None)


def text(name: str) -> str | None:
    """Return a setting that must be text, template resolved; None if it is not set."""
    value = setting(name)
    if value is not None and not isinstance(value, str):
        raise ConfigurationError(name, say("must be text, but is of type {kind}", kind=type(value).__name__))
    return value


def flag(name: str) -> bool | None:
    """Return a setting that must be true or false; None if it is not set."""
    value = raw(name)
    if value is not None and not isinstance(value, bool):
        kind = type(value).__name__
        raise ConfigurationError(name, say("must be true or false, but is of type {kind}", kind=kind))
    return value


def mapping(name: str) -> dict[str, Any]:
    """Return a setting that must be a mapping, templates in its top-level values resolved.

    Empty if it is not set.
    """
    return {key: resolved(f"{name}.{key}", item) for key, item in raw_mapping(name).items()}


def usable_mapping(name: str) -> tuple[dict[str, Any], dict[str, ConfigurationError]]:
    """Return what can be used of such a setting, and what is wrong with the other values, by their keys.

    Raises ConfigurationError if it is no mapping, null included: dask_gateway takes that for none either.
    """
    usable: dict[str, Any] = {}
    faults: dict[str, ConfigurationError] = {}
    value = raw(name)
    if value is None:
        raise ConfigurationError(name, "must be a mapping, but is null")
    for key, item in raw_mapping(name).items():
        try:
            if not isinstance(key, str):
                fault = say(
                    "has a name that must be text, but is of type {kind}: put quotes around it",
                    kind=type(key).__name__,
                )
                raise ConfigurationError(name, fault)
            usable[key] = resolved(f"{name}.{key}", item)
        except ConfigurationError as error:
            faults[str(key)] = error
    return usable, faults


def raw_mapping(name: str) -> Mapping[Any, Any]:
    """Return a setting that must be a mapping as it is written; empty if it is not set."""
    value = raw(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        kind = type(value).__name__
        raise ConfigurationError(name, say("must be a mapping, but is of type {kind}", kind=kind))
    return value


def resolved(name: str, value: Any) -> Any:
    """Return a value of the setting `name` with environment variables put into it if it is a template.

    Raises ConfigurationError if the template cannot be filled in.
    """
    try:
        return value.format(**os.environ) if isinstance(value, str) else value
    except KeyError as error:
        fault = "needs an environment variable that is not set; a plain brace must be written twice"
        if _is_fit_to_say(name, str(value), error.args[0]):
            fault = say(
                "needs {variable}, an environment variable that is not set; a plain brace must be written "
                "twice",
                variable=error.args[0],
            )
        raise ConfigurationError(name, fault) from None
    except (ValueError, IndexError, AttributeError, TypeError):
        # Say nothing of the exception: it may quote the template, and that may hold a password.
        raise ConfigurationError(
            name, "is not a template that can be filled in; a plain brace must be written twice"
        ) from None


def _is_fit_to_say(name: str, value: str, variable: str) -> bool:
    """Return whether it is a variable's name: in a password what looks like a variable may be a part of it.

    An address may hold a password, and so may an option.
    """
    may_be_secret = name.startswith("gateway.auth.") or "@" in value or is_secret_name(name)
    return not may_be_secret and _VARIABLE.fullmatch(variable) is not None
