"""One cluster of the list, and the list as text and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from datetime import datetime
from html import escape
from typing import Any, NamedTuple

from dask.utils import format_bytes

from ..languages import in_language, language_of_environment, spoken
from ..plain_text import padded, plain_line, width_of

_HEADINGS = ("Cluster", "Status", "Workers", "Threads", "Memory", "Tasks", "Started")
_UNKNOWN = "–"


class Private(NamedTuple):
    """What must stand in no output of a cell by itself: notebooks are saved and shared."""

    name: str
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Cluster:
    """A cluster at the moment at which the gateway was asked.

    Its fields are what may be shown; `dataclasses.asdict` and `pandas.DataFrame` take just these.
    """

    key: str
    """The first 8 characters of the name, as the panel shows it; with a number where two are alike."""
    status: str
    """"PENDING", "RUNNING", "STOPPING", "STOPPED", "FAILED" or "UNKNOWN"."""
    started: datetime | None
    """When it was asked for, with the time zone; None: the gateway does not tell."""
    workers: int | None
    """Workers that are there. The figures are those of a running cluster's scheduler; None: not known."""
    threads: int | None
    """Of all workers."""
    memory: int | None
    """Of all workers, in bytes; None, too, where a worker has no limit."""
    tasks: int | None
    """All that the scheduler knows, those that are done included."""
    no_figures: str | None
    """Why a running cluster has no figures; None: it has, or does not run."""
    private: InitVar[Private]

    def __post_init__(self, private: Private) -> None:
        object.__setattr__(self, "_private", private)

    @property
    def name(self) -> str:
        """The full name, for `dask_gateway.Gateway().connect`; a secret, as it leads to the scheduler."""
        return self._secret().name

    @property
    def options(self) -> dict[str, Any]:
        """The options it was made with; they may hold secrets."""
        return dict(self._secret().options)

    def _secret(self) -> Private:
        private: Private = self.__dict__["_private"]
        return private

    def _cells(self) -> tuple[str, ...]:
        memory = None if self.memory is None else format_bytes(self.memory)
        figures = (self.workers, self.threads, memory, self.tasks)
        started = None if self.started is None else self.started.astimezone().strftime("%Y-%m-%d %H:%M")
        cells = (self.key, self.status, *figures, started)
        return tuple(_UNKNOWN if cell is None else plain_line(str(cell)) for cell in cells)


class Clusters(list[Cluster]):
    """A list of clusters, newest first, that a notebook shows as a table."""

    def __repr__(self) -> str:
        """Return a table in plain text."""
        if not self:
            return spoken("No clusters.")
        rows = [_headings(), *(cluster._cells() for cluster in self)]
        widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
        lines = ("  ".join(map(padded, row, widths)).rstrip() for row in rows)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """Return the same as HTML; why figures are missing is the title of a row's cell."""
        if not self:
            return f"<p>{spoken('No clusters.')}</p>"
        head = "".join(f'<th scope="col">{heading}</th>' for heading in _headings())
        body = "".join(map(_row, self))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _headings() -> tuple[str, ...]:
    language = language_of_environment()
    return tuple(in_language(heading, language) for heading in _HEADINGS)


def _row(cluster: Cluster) -> str:
    key, *others = (escape(cell) for cell in cluster._cells())
    why = "" if cluster.no_figures is None else f' title="{escape(plain_line(cluster.no_figures))}"'
    return f'<tr{why}><th scope="row">{key}</th>' + "".join(f"<td>{cell}</td>" for cell in others) + "</tr>"
