"""Lets the file run in a process below this one, and ends all that this starts.

On Linux that is everything, in whatever session: what loses its parent falls to this process. Elsewhere what
has left the file's own session goes on, as nobody is told of it.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

_PAUSE = 0.02
"""Seconds between two looks whether it has ended."""
_KILL_SECONDS = 5
"""For processes to be gone that were killed; the system may hold one back for ever."""
_SET_CHILD_SUBREAPER = 36
"""Of Linux's prctl."""


def fork() -> bool:
    """Return in the file's process: True. This one stays to keep it, and never returns.

    It ends with the file's exit status or signal; or at SIGTERM, or when nobody holds its input any more, and
    then so does the file. False: there is no fork here, and nobody keeps it.
    """
    if not hasattr(os, "fork"):
        return False
    _adopt_orphans()
    is_over = False

    def end(*_: Any) -> None:
        nonlocal is_over
        is_over = True

    # Whoever starts this may have them otherwise.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    before = signal.signal(signal.SIGTERM, end)
    file = os.fork()
    if file == 0:
        signal.signal(signal.SIGTERM, before)
        os.setsid()
        return True
    status = None
    while not is_over and status is None:
        if select.select([0], [], [], _PAUSE)[0]:
            # Nothing is said here: it is the end.
            break
        status = _status_of(file)
    _end_all(file)
    _exit_like(status)
    return True


def _adopt_orphans() -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _status_of(process: int) -> int | None:
    ended, status = os.waitpid(process, os.WNOHANG)
    return status if ended else None


def _end_all(file: int) -> None:
    """Kill the file's group, and then who is or becomes a child of this process."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(file, signal.SIGKILL)
    deadline = time.monotonic() + _KILL_SECONDS
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < deadline:
            for child in _children():
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(child, signal.SIGKILL)
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                # Another one is gone, and has left its children here.
                pass
            time.sleep(_PAUSE / 4)


def _children() -> Iterator[int]:
    """Yield this process's children, as far as the system tells them."""
    me = os.getpid()
    with contextlib.suppress(OSError):
        for name in os.listdir("/proc"):
            if name.isdecimal() and _parent_of(name) == me:
                yield int(name)


def _parent_of(process: str) -> int | None:
    try:
        with open(f"/proc/{process}/stat", "rb") as file:
            # Behind the program's name, which may have anything in it: the state, and the parent.
            return int(file.read().rpartition(b")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return None


def _exit_like(status: int | None) -> None:
    """End as the file has ended, for whoever started this."""
    code = -signal.SIGKILL if status is None else os.waitstatus_to_exitcode(status)
    if code < 0:
        with contextlib.suppress(OSError, ValueError):
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(max(code, 1) if code < 0 else code)
