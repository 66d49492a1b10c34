"""What a worker's command line says: `dask-worker --nthreads 2 --memory-limit 7GB`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .template import Template

_SILENT = {"--death-timeout", "--dashboard", "--no-dashboard", "--bokeh", "--no-bokeh", "--name", "--nanny"}
_SILENT |= {"--no-nanny"}
"""The gateway does these in its own way."""
_WORKER_COUNTS = {"--nworkers", "--nprocs"}
_SHELL_LINE = re.compile("dask[- ]worker ")
_FLAGS = {"--dashboard", "--no-dashboard", "--bokeh", "--no-bokeh", "--nanny", "--no-nanny"}


@dataclass
class CommandLine:
    """As far as a gateway's worker has the same."""

    threads: int | None = None
    memory_limit: str | None = None


def read_command_line(template: Template) -> CommandLine:
    """Return what the template's arguments say, and drop the others."""
    read = CommandLine()
    words = list(_words(template.args))
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            continue
        name, separator, value = word.partition("=")
        has_value = name not in _FLAGS and bool(words) and not words[0].startswith("--")
        if not separator and has_value:
            value = words.pop(0)
        match name:
            case "--nthreads":
                if not (value.isascii() and value.isdecimal()):
                    template.drop(f"--nthreads {value}", "It is no number of threads.")
                else:
                    # 0 leaves it to the worker.
                    read.threads = int(value[:9]) or None
            case "--memory-limit":
                read.memory_limit = None if value == "auto" or _is_part(value) else value
            case _ if name in _SILENT:
                pass
            case _ if name in _WORKER_COUNTS:
                if value != "1":
                    template.drop(name, "A gateway's worker is one process.")
            case _:
                template.drop(name, "The gateway has no option for this argument of dask-worker.")
    return read


def _words(args: list[str]) -> Iterator[str]:
    for it in args:
        # A whole command line for a shell.
        yield from it.split() if _SHELL_LINE.search(it) else [it]


def _is_part(text: str) -> bool:
    """Whether it is a part of the machine's memory, up to 1, or none."""
    try:
        return float(text) <= 1
    except ValueError:
        return False
