"""`jupyter dask-gateway preview`: the form as a user will see it, before it is deployed."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
from typing import Any

from .. import front_end
from ..admin.preview.browser import opened
from ..admin.preview.server import Preview
from ..admin.source import SourceError
from ..languages import say, spoken
from .source_arguments import add_source_arguments, complain, site_of, source_of, who_of


def add_parser(commands: Any) -> None:
    """Add the command to what `ArgumentParser.add_subparsers` has returned."""
    parser = commands.add_parser(
        "preview",
        help=spoken("show the form of a gateway's options as a user will see it"),
        description=spoken(
            "Show the form of a gateway's options in the browser, as the named user will see it. A "
            "configuration file is run anew, in a process of its own, when the page is loaded and when "
            "choices are tried, which tells what the file's handler says: nothing is launched. "
            "Ctrl-C ends it."
        ),
    )
    add_source_arguments(parser)
    parser.add_argument(
        "--port", type=_port, default=0, metavar="N", help=spoken("the port (default: one that is free)")
    )
    parser.add_argument(
        "--no-browser", action="store_true", help=spoken("print the address, and open no browser")
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve the page until Ctrl-C, and return the exit status."""
    try:
        site = site_of(arguments)
        source = source_of(arguments)
    except SourceError as error:
        complain(error.sentence, error.trace)
        return 2
    for problem in [] if site is None else site.problems:
        complain(problem.plain)
    folder = front_end.folder()
    if folder is None:
        complain("The front end of jupyter-dask-gateway is not installed in this Python's environment.")
        return 2
    preview = Preview(
        source,
        who_of(arguments),
        front_end=folder,
        module=front_end.module_name(),
        site=None if site is None else site.normalized,
        problem=lambda trace: complain("", trace),
    )
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(_serve(preview, arguments.port, not arguments.no_browser))
    return 0


async def _serve(preview: Preview, port: int, opens: bool) -> int:
    try:
        address = preview.start(port)
    except OSError as error:
        complain(say("Port {port} cannot be used: {reason}.", port=port, reason=error.strerror))
        return 2
    # It is for whoever runs this, and for nobody else.
    print(spoken("The preview is at {address}\nCtrl-C ends it.", address=address), flush=True)
    try:
        with opened(address) if opens else contextlib.nullcontext():
            await _until_it_ends()
    finally:
        await preview.stop()
    return 0


async def _until_it_ends() -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for which in (signal.SIGINT, signal.SIGTERM):
        # Windows has no such handlers: Ctrl-C raises KeyboardInterrupt there.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(which, ended.set)
    await ended.wait()


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(spoken("must be between 0 and 65535"))
    return port
