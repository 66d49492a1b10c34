"""Options' names."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterator

from dask.config import collect_env

from ...languages import say
from ..facts import Form
from ..findings import Finding, error, quoted, warning

_SHELL_NAME = re.compile(r"[A-Za-z0-9_]+")
_ARGUMENTS = {
    "address",
    "asynchronous",
    "auth",
    "cluster_options",
    "loop",
    "proxy_address",
    "public_address",
    "shutdown_on_close",
}
"""Of dask_gateway's `Gateway.new_cluster` and `GatewayCluster`."""


def duplicate(form: Form) -> Iterator[Finding]:
    """name-duplicate."""
    for name, count in Counter(it.name for it in form.options).items():
        if count > 1:
            yield error(
                "name-duplicate",
                say(
                    "{count} options are called {name}: the gateway takes one value for all of them.",
                    count=count,
                    name=quoted(name),
                ),
                "Give each a name of its own.",
                name,
            )


def no_python_name(form: Form) -> Iterator[Finding]:
    """name-no-python."""
    for option in form.options:
        is_keyword = keyword.iskeyword(option.name)
        if is_keyword or not option.name.isidentifier():
            text = (
                "{option} is no name in Python: new_cluster({name}=…) and options.{name} are syntax errors."
            )
            if is_keyword:
                text = (
                    "{option} is a word of Python's: new_cluster({name}=…) and options.{name} are syntax "
                    "errors."
                )
            yield warning(
                "name-no-python",
                say(text, option=quoted(option.name), name=option.name),
                "Use letters, digits and underscores, and no keyword; a target can keep the handler's name.",
                option.name,
            )


def taken(form: Form) -> Iterator[Finding]:
    """name-taken."""
    for option in form.options:
        if option.name in _ARGUMENTS:
            yield warning(
                "name-taken",
                say(
                    "{option} is an argument of new_cluster or GatewayCluster itself: it cannot be set there "
                    "as an option.",
                    option=quoted(option.name),
                ),
                "Use another name.",
                option.name,
            )


def no_variable(form: Form) -> Iterator[Finding]:
    """name-no-variable."""
    for option in form.options:
        if not _has_variable(option.name):
            yield warning(
                "name-no-variable",
                say(
                    "No environment variable can preset {option}: DASK_GATEWAY__CLUSTER__OPTIONS__… reaches "
                    "names of small letters, digits and single underscores only.",
                    option=quoted(option.name),
                ),
                "Use such a name; sites preset images and keys by variables.",
                option.name,
            )


def _has_variable(name: str) -> bool:
    if not _SHELL_NAME.fullmatch(name):
        return False
    # As dask itself reads it.
    read = collect_env({f"DASK_GATEWAY__CLUSTER__OPTIONS__{name.upper()}": "1"})
    options = read.get("gateway", {}).get("cluster", {}).get("options", {})
    return isinstance(options, dict) and name in options
