"""Takes a job from stdin and returns a result, while the file may print and do what it likes.

Lines of JSON go back: `{"stage": "…"}` when something begins that may never end, with
a "choice" if its handler is tried with one, `{"result": …}` at the end.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable

# The file may put others in their place.
from json import dumps, loads
from os import _exit, getpid, write
from typing import Any

from .keeper import fork


def main() -> None:
    """Do the job and end this process."""
    job = loads(sys.stdin.buffer.readline())
    _limit_resources(job["memory"], job["seconds"])
    fork()
    # What the file prints is for people: it must not stand among the results.
    results = os.dup(1)
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    me = getpid()

    def send(line: dict[str, Any]) -> None:
        if getpid() != me:
            # The file has forked, and this is the other one.
            _exit(0)
        _write(results, dumps(line).encode() + b"\n")

    send({"result": _result(job, lambda **stage: send(stage))})
    # Threads of the file's, and functions it wants called at the end, are not waited for.
    for printed in (sys.stdout, sys.stderr):
        # The file may have closed them, or put something else there.
        with contextlib.suppress(Exception):
            printed.flush()
    _exit(0)


def _result(job: dict[str, Any], tell: Callable[..., None]) -> Any:
    from .plain import error_facts

    try:
        from . import stand_ins

        stand_ins.install()
        from .gateway import Gateway
        from .replies import reply
        from .trials import try_all
    except Exception as error:
        return {"unusable": error_facts(error, None)}
    try:
        tell(stage="it was read")
        gateway = Gateway.read(job["file"], job["backend"])
    except BaseException as error:
        return {"unreadable": error_facts(error, job["file"])}
    if job["do"] == "try":
        return try_all(gateway, job["user"], tell)
    tell(stage="its options were asked for" if job["do"] == "options" else "its handler was asked")
    return reply(gateway, job["user"], job["do"], job["body"])


def _write(to: int, line: bytes) -> None:
    try:
        while line:
            line = line[write(to, line) :]
    except OSError:
        # The file has closed it: nothing more can be told.
        _exit(1)


def _limit_resources(memory: int, seconds: float) -> None:
    """Limit what this process may use, where the system can do that."""
    try:
        import resource
    except ImportError:
        return
    limits = [
        (resource.RLIMIT_AS, memory),
        # Whoever started this ends it too; this is for when that one is gone.
        (resource.RLIMIT_CPU, int(seconds) + 5),
        (resource.RLIMIT_CORE, 0),
    ]
    for which, limit in limits:
        try:
            _, most = resource.getrlimit(which)
            resource.setrlimit(which, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
        except (OSError, ValueError):
            pass
