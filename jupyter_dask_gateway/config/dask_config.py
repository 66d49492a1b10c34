"""Reading one setting of dask's configuration as dask_gateway's client reads it.

Settings are read at each use, never kept: a user may change them in a running server, and looking
one up costs microseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dask.config
import dask_gateway  # noqa: F401  its import puts the defaults of `gateway.…` into dask.config
from dask_gateway.utils import format_template

from .errors import ConfigurationError

_BRACES = "a plain brace must be written twice"


def setting(name: str) -> Any:
    """Return the setting, with environment variables put into it if it is a template.

    None if it is not set. Raises ConfigurationError if the template cannot be filled in.
    """
    return _resolved(name, raw(name))


def raw(name: str) -> Any:
    """Return the setting as it is written; None if it is not set."""
    return dask.config.get(name, None)


def text(name: str) -> str | None:
    """Return a setting that must be text, template resolved; None if it is not set."""
    value = setting(name)
    if value is not None and not isinstance(value, str):
        raise ConfigurationError(name, f"must be text, but is of type {type(value).__name__}")
    return value


def mapping(name: str) -> dict[str, Any]:
    """Return a setting that must be a mapping, templates in its top-level values resolved.

    Empty if it is not set.
    """
    value = raw(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise ConfigurationError(name, f"must be a mapping, but is of type {type(value).__name__}")
    return {key: _resolved(f"{name}.{key}", item) for key, item in value.items()}


def _resolved(name: str, value: Any) -> Any:
    try:
        return format_template(value)
    except KeyError as error:
        # In a password, which an address may hold, what looks like a variable may be a part of it.
        may_be_secret = name.startswith("gateway.auth.") or "@" in str(value)
        variable = "an" if may_be_secret else f"{error.args[0]}, an"
        raise ConfigurationError(
            name, f"needs {variable} environment variable that is not set; {_BRACES}"
        ) from None
    except (ValueError, IndexError, AttributeError, TypeError):
        # Say nothing of the exception: it may quote the template, and that may hold a password.
        raise ConfigurationError(name, f"is not a template that can be filled in; {_BRACES}") from None
