"""The private names of other packages that we need, each in one small function and nowhere else.

Every function says what it relies on and since which version that is there; `tests/python/test_compat.py`
holds each to the package that is installed. Imports stand in the functions: the server extension, which
uses one of them, must not import dask.
"""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import ArgumentParser, HelpFormatter

    from aiohttp.connector import Connection
    from dask_gateway import Gateway
    from dask_gateway.options import Field, Options


# ---- dask_gateway -------------------------------------------------------------------------------------


def put_gateway_defaults() -> None:
    """Put the defaults of `gateway.…` into dask.config, as the import of dask_gateway does, in less time.

    `gateway.yaml` in the package's folder, since 0.4. Where it cannot be read, dask_gateway is imported.
    """
    import dask.config

    defaults = None if "dask_gateway" in sys.modules else _gateway_defaults()
    if isinstance(defaults, dict):
        dask.config.update_defaults(defaults)
    else:
        # Another thread may be about to.
        importlib.import_module("dask_gateway")


def _gateway_defaults() -> object:
    import yaml

    spec = find_spec("dask_gateway")
    if spec is None or spec.origin is None:
        return None
    try:
        return yaml.safe_load(Path(spec.origin).with_name("gateway.yaml").read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return None


def default_request_kwargs(scheme: str) -> dict[str, Any]:
    """Return aiohttp's `proxy` and `proxy_auth` for "http" or "https", as dask's configuration says.

    `dask_gateway.client._get_default_request_kwargs(scheme)`, since 0.7. Raises ValueError for a proxy
    that is not a URL. Another reading than dask_gateway's own would send some site's requests another
    way than its notebooks' requests go.
    """
    from dask_gateway.client import _get_default_request_kwargs

    kwargs: dict[str, Any] = _get_default_request_kwargs(scheme)
    return kwargs


def public_address(gateway: Gateway) -> str:
    """Return where browsers find this gateway's dashboards; no trailing slash.

    `Gateway._public_address`, since 0.6: the constructor's argument, or else what dask's configuration says.
    """
    address: str = gateway._public_address
    return address


def option_fields(options: Options) -> dict[str, Field]:
    """Return the fields by option name, in their order: those very objects.

    `Options._fields`, a mapping since 0.4. A field's `field`, `label`, `value` and `set` are public.
    """
    return dict(options._fields)


def field_from_spec(spec: Mapping[str, Any]) -> Field:
    """Return the client's field for one entry of `cluster_options`: its `validate` is the client's check.

    `Field._from_spec(spec)`, since 0.4. Raises KeyError for a kind that this client does not know,
    TypeError or ValueError for a default that is itself invalid, and anything for odd bounds.
    """
    from dask_gateway.options import Field

    return Field._from_spec(spec)


def field_kind(field: Field) -> str:
    """Return the field's `type` in an option spec: "int", "select", and so on.

    `Field._field_types`, the class of each kind by its name, since 0.4. Raises StopIteration for a class
    that no kind has.
    """
    from dask_gateway.options import Field

    kinds: dict[str, type] = Field._field_types
    return next(kind for kind, cls in kinds.items() if type(field) is cls)


def watch_field(field: Field, listener: Any) -> None:
    """Have `listener.value` assigned whenever the field has been set, for as long as the listener lives.

    `Field._widgets`, a weak set of widgets whose `value` follows the field's, since 0.4. What is assigned
    may be a text that stands for the value.
    """
    field._widgets.add(listener)


# ---- asyncio ------------------------------------------------------------------------------------------


def read_at_most(transport: Any, size: int) -> None:
    """Have a connection's protocol handed no more than `size` bytes at a time, or a TLS record's 16 KiB.

    `max_size` of asyncio's selector transports, 256 KiB else; below TLS, since Python 3.11, the length of
    the buffer `_ssl_buffer` of `_ssl_protocol`. Another loop's transports are left as they are.
    """
    tls: Any = getattr(transport, "_ssl_protocol", None)
    if hasattr(tls, "_ssl_buffer"):
        tls._ssl_buffer = bytearray(size)
        tls._ssl_buffer_view = memoryview(tls._ssl_buffer)
    below: Any = transport if tls is None else getattr(tls, "_transport", None)
    for reader in (tls, below):
        if hasattr(reader, "max_size"):
            reader.max_size = size


# ---- threading ----------------------------------------------------------------------------------------


def before_threads_end(work: Callable[[], object]) -> None:
    """Have `work` run when the process ends, while thread pools still take work.

    `threading._register_atexit(func)`, since Python 3.9; those that came last run first. What `atexit` has
    runs too late: asyncio can look up no name any more. A child that was forked runs it at its end, too.
    """
    threading._register_atexit(work)  # type: ignore[attr-defined]


# ---- argparse -----------------------------------------------------------------------------------------


def title_argument_groups(parser: ArgumentParser, positionals: str, optionals: str) -> None:
    """Give the two groups that every parser has other titles than argparse's English ones.

    `ArgumentParser._positionals` and `_optionals`, since Python 2.7.
    """
    parser._positionals.title = positionals
    parser._optionals.title = optionals


def help_formatter(fold: Callable[[str, int, str], list[str] | None]) -> type[HelpFormatter]:
    """Return argparse's formatter, with lines of help broken by `fold(text, width, indent)`; None: as always.

    It calls `_split_lines` for the help of an argument and `_fill_text` for a description, since Python 2.7.
    """
    import argparse

    class Folding(argparse.HelpFormatter):
        def _split_lines(self, text: str, width: int) -> list[str]:
            return fold(text, width, "") or super()._split_lines(text, width)

        def _fill_text(self, text: str, width: int, indent: str) -> str:
            lines = fold(text, width, indent)
            return super()._fill_text(text, width, indent) if lines is None else "\n".join(lines)

    return Folding


# ---- aiohttp ------------------------------------------------------------------------------------------


def limit_interim_replies(connection: Connection, limit: int) -> None:
    """Have a request fail that gets more than `limit` replies with a status of 1xx before its own.

    `ClientResponse.start` takes them one by one from `read` of the connection's protocol, as many as come,
    and tells nobody. It makes a ClientResponseError of what is raised here.
    """
    from aiohttp.http import HttpProcessingError

    protocol: Any = connection.protocol
    # Not the one that an earlier request on this connection has got.
    read = partial(type(protocol).read, protocol)
    count = 0

    async def read_some() -> Any:
        nonlocal count
        message, payload = await read()
        count += 1
        if message.code < 200 and count > limit:
            raise HttpProcessingError(code=message.code, message="too many interim replies")
        return message, payload

    protocol.read = read_some


# ---- jupyter_server -----------------------------------------------------------------------------------


def track_activity(handler: Any, track: bool) -> None:
    """Say whether this request is a sign that somebody uses the server, which keeps it from being culled.

    `APIHandler._track_activity`, read when the request is finished; since jupyter_server 1.0, which asks
    subclasses to set it.
    """
    handler._track_activity = track


# ---- ipykernel ----------------------------------------------------------------------------------------


def receive_on_requested_subshell(comm: Any) -> None:
    """Have messages on the comm handled where the page asks for, be that a subshell.

    ipykernel 7.4 hands a page's messages to the thread that last sent something on the comm, such as a
    cell's, which is busy for as long as the cell runs: even if the page has asked for a subshell. It asks
    `comm._reply_subshell_for(data, requested)` for the subshell; other versions and other kernels have no
    such method and need none.
    """
    if hasattr(comm, "_reply_subshell_for"):
        comm._reply_subshell_for = lambda _, requested: requested
