"""What is made of the answers of the gateway and the schedulers: what cannot be used is not known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple

from ..cluster_key import cluster_key
from ..gateway.paths import is_cluster_name
from ..gateway.request import Reply

_STATUSES = frozenset({"PENDING", "RUNNING", "STOPPING", "STOPPED", "FAILED"})
_MAX_FIGURE = 2**53
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Listed(NamedTuple):
    """A cluster as the gateway lists it."""

    name: str
    status: str
    started: datetime | None
    options: dict[str, Any]


class Figures(NamedTuple):
    """What a scheduler tells; None: not known."""

    workers: int | None = None
    threads: int | None = None
    memory: int | None = None
    tasks: int | None = None


class UnreadableError(ValueError):
    """It is none of what was asked for."""


def read_object(body: bytes) -> dict[str, Any]:
    """Return a JSON object; raise UnreadableError for what is none."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableError from None
    if not isinstance(value, dict):
        raise UnreadableError
    return value


def read_list(body: bytes) -> list[Listed]:
    """Return the clusters that can be read, newest first; raise UnreadableError for what is no list."""
    found = [
        _listed(name, info)
        for name, info in read_object(body).items()
        if is_cluster_name(name) and isinstance(info, dict)
    ]
    return sorted(found, key=lambda it: it.started or _EPOCH, reverse=True)


def _listed(name: str, info: dict[str, Any]) -> Listed:
    status, options = info.get("status"), info.get("options")
    known = isinstance(status, str) and status in _STATUSES
    return Listed(
        name,
        str(status) if known else "UNKNOWN",
        _time(info.get("start_time")),
        options if isinstance(options, dict) else {},
    )


def refusal(reply: Reply) -> str | None:
    """Return the gateway's own words for an error; None: it has none."""
    try:
        words = read_object(reply.body).get("error")
    except UnreadableError:
        return None
    return words if isinstance(words, str) and words else None


def read_figures(counts: bytes, identity: bytes | None) -> Figures:
    """Return what counts.json tells, and identity.json where there is one; raise UnreadableError."""
    told = read_object(counts)
    workers = _figure(told.get("workers"))
    if workers is None:
        raise UnreadableError
    threads, memory = (None, None) if identity is None else _totals(identity)
    if threads is None:
        threads = _figure(told.get("cores"))
    return Figures(workers, threads, memory, _figure(told.get("tasks")))


def _totals(identity: bytes) -> tuple[int | None, int | None]:
    """Return the threads and the memory of all workers. Schedulers before 2025.4 tell of each alone."""
    try:
        told = read_object(identity)
    except UnreadableError:
        return None, None
    workers = told.get("workers")
    each = list(workers.values()) if isinstance(workers, dict) else []
    each = [worker if isinstance(worker, dict) else {} for worker in each]
    limits = [_figure(worker.get("memory_limit")) for worker in each]
    threads = _figure(told.get("total_threads"))
    memory = _figure(told.get("total_memory"))
    if threads is None:
        threads = _sum(_figure(worker.get("nthreads")) for worker in each)
    if memory is None:
        memory = _sum(limits)
    # A sum of limits is none where one worker has none.
    return threads, memory if 0 not in limits else None


def _sum(figures: Iterable[int | None]) -> int | None:
    total = 0
    for figure in figures:
        if figure is None:
            return None
        total += figure
    return total


def _figure(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 0 <= value <= _MAX_FIGURE and value == int(value) else None


def _time(value: object) -> datetime | None:
    milliseconds = _figure(value)
    if not milliseconds:
        return None
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def keys_of(names: Iterable[str]) -> list[str]:
    """Return a key for each name; where two have the same, a number makes the later ones unique."""
    taken: set[str] = set()
    keys = []
    for name in names:
        key = short = cluster_key(name) or name
        number = 2
        while key in taken:
            key = f"{short}-{number}"
            number += 1
        taken.add(key)
        keys.append(key)
    return keys
