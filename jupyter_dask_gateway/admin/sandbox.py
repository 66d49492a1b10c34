"""Runs a configuration file in a process of its own: it may hang, crash, fork or print without an end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from ..languages import SaidError, say
from ..plain_text import plain_line, plain_text

MEMORY = 4 * 2**30
"""Bytes of address space that the file may use."""
_START_SECONDS = 60
"""For Python and dask-gateway-server, before the file is read."""
_KILL_SECONDS = 10
"""For the file's process and all that it has started to be gone."""
_MAX_RESULT = 16 * 2**20
_MAX_PRINTED = 2**20
_MAX_SHOWN = 2**16
"""Characters of what it prints that are passed on."""
_PACKAGE = Path(__file__).parents[2]
# Not its folder: the real server does not find modules there either.
_START = (
    "import sys; sys.path[:] = [it for it in sys.path if it]; sys.path.append(sys.argv[1]); "
    "from jupyter_dask_gateway.admin.in_child.main import main; main()"
)


class SandboxError(SaidError):
    """The file could not be run to its end: `sentence` says why."""

    def __init__(self, sentence: str, trace: str = "") -> None:
        """`trace`: as Python prints it, for the terminal."""
        super().__init__(sentence)
        self.trace = trace


class Sandbox:
    """Runs one file, as often as wanted, one process at a time each."""

    def __init__(
        self, file: Path, *, seconds: float, backend: str | None, printed: Callable[[str], None]
    ) -> None:
        """Begin nothing yet; `printed` will be told what the file prints. Raises SandboxError."""
        if find_spec("dask_gateway_server") is None:
            raise SandboxError(
                say(
                    "Reading a configuration file needs dask-gateway-server in the same Python: "
                    "{python} -m pip install dask-gateway-server",
                    python=sys.executable,
                )
            )
        self.file = file.absolute()
        self.seconds = seconds
        self._backend = backend
        self._printed = printed
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._is_closed = False

    def run(self, do: str, user: dict[str, Any], body: str = "") -> dict[str, Any]:
        """Return what the file's process returns for this job. Raises SandboxError."""
        job = {
            "do": do,
            "file": str(self.file),
            "user": user,
            "body": body,
            "backend": self._backend,
            "memory": MEMORY,
            "seconds": self.seconds,
        }
        result = self._result_of(json.dumps(job).encode())
        for reason in ("unusable", "unreadable"):
            if reason in result:
                raise self._reading_error(reason, result[reason])
        return result

    def close(self) -> None:
        """End what still runs."""
        with self._lock:
            self._is_closed = True
            for process in self._running:
                _kill(process)

    def _result_of(self, job: bytes) -> dict[str, Any]:
        process = subprocess.Popen(  # noqa: S603  the same Python
            [sys.executable, "-B", "-c", _START, str(_PACKAGE)],
            cwd=self.file.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Not with this program at Ctrl-C, but when this says so.
            start_new_session=True,
        )
        with self._lock:
            self._running.add(process)
            if self._is_closed:
                _kill(process)
        results, prints = (
            _Reader(process, process.stdout, _MAX_RESULT),
            _Reader(process, process.stderr, _MAX_PRINTED),
        )
        try:
            # It stays open: should this program be gone, the file's process ends too.
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(job + b"\n")  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
            # On a busy machine or a slow disk that takes its time, which is not the file's.
            results.begun.wait(_START_SECONDS)
            process.wait(self.seconds)
        except subprocess.TimeoutExpired:
            is_late = True
        else:
            is_late = False
        finally:
            _kill(process)
            status = _wait(process)
            with self._lock:
                self._running.discard(process)
        printed = prints.text()
        if printed:
            self._printed(plain_text(printed[:_MAX_SHOWN]) + ("…\n" if len(printed) > _MAX_SHOWN else ""))
        stage, result = _read_lines(results.text())
        if results.is_over:
            text = "{file} makes more than {size} MB of options."
            raise SandboxError(say(text, file=self.file.name, size=_MAX_RESULT // 2**20))
        if prints.is_over:
            text = "{file} printed more than {size} MB when {stage}."
            raise SandboxError(say(text, file=self.file.name, size=_MAX_PRINTED // 2**20, stage=stage))
        if result is not None:
            return result
        if is_late:
            raise SandboxError(
                say(
                    "{file} was not done within {seconds} s when {stage}. Is there a loop without an end, or "
                    "does it wait for something? --timeout gives it more time.",
                    file=self.file.name,
                    seconds=f"{self.seconds:g}",
                    stage=stage,
                )
            )
        text = "{file} ended Python when {stage} ({ending})."
        raise SandboxError(say(text, file=self.file.name, stage=stage, ending=_ending(status)))

    def _reading_error(self, reason: str, error: dict[str, Any]) -> SandboxError:
        what = plain_line(f"{error['type']}: {error['message']}" if error["message"] else error["type"])
        if reason == "unusable":
            return SandboxError(
                say("dask-gateway-server cannot be used here. {error}", error=what), error["trace"]
            )
        if error["type"] == "SystemExit":
            what = "it ends Python with sys.exit or exit"
        if error["type"] == "MemoryError":
            what = say("it needs more than {size} GiB of memory", size=MEMORY // 2**30)
        text = "{file} cannot be read: {error}"
        if error["line"] is not None:
            text = "{file} cannot be read, line {line}: {error}"
        return FileError(say(text, file=self.file.name, line=error["line"], error=what), error)


class FileError(SandboxError):
    """The file raised something while it was read."""

    def __init__(self, sentence: str, error: dict[str, Any]) -> None:
        super().__init__(sentence, error["trace"])
        self.error = error


class _Reader(threading.Thread):
    """Reads what comes through a pipe, and ends the process if that is too much."""

    def __init__(self, process: subprocess.Popen[bytes], pipe: IO[bytes] | None, most: int) -> None:
        super().__init__(daemon=True)
        assert pipe is not None  # noqa: S101
        self._process = process
        self._pipe = pipe
        self._most = most
        self._read = bytearray()
        self.is_over = False
        self.begun = threading.Event()
        """Something was read, or nothing will be."""
        self.start()

    def run(self) -> None:
        while part := os.read(self._pipe.fileno(), 2**16):
            self._read += part
            self.begun.set()
            if len(self._read) > self._most:
                self.is_over = True
                _kill(self._process)
                break
        self.begun.set()

    def text(self) -> str:
        """Return what came, once nobody writes any more."""
        # Somebody who has left the process's group may hold the pipe for ever.
        self.join(1)
        return self._read.decode("utf-8", "replace")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Let the process end, which first ends all that it has started: see `in_child/keeper.py`."""
    # It may be gone.
    with contextlib.suppress(OSError):
        process.terminate()


def _wait(process: subprocess.Popen[bytes]) -> int:
    try:
        return process.wait(_KILL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
    finally:
        with contextlib.suppress(OSError):
            process.stdin.close()  # type: ignore[union-attr]


def _read_lines(text: str) -> tuple[str, dict[str, Any] | None]:
    """Return what was last begun, and the result if there is one."""
    stage: str = "Python was started"
    result: dict[str, Any] | None = None
    for line in text.splitlines():
        # The file may have found its way in here.
        with contextlib.suppress(ValueError, RecursionError):
            match json.loads(line):
                case {"stage": str(), "choice": str(choice)}:
                    stage = say("its handler was tried with {choice}", choice=plain_line(choice))
                case {"stage": str(said)}:
                    stage = plain_line(said)
                case {"result": dict(result)}:
                    pass
    return stage, result


def _ending(status: int) -> str:
    if status >= 0:
        return say("exit status {status}", status=status)
    try:
        return say("signal {signal}", signal=signal.Signals(-status).name)
    except ValueError:
        return say("signal {signal}", signal=-status)
