"""What the site's settings say of the options: the same rules as the page's converter has."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

_NANO = 10**9
_MOST = 10**36
"""More than all memory there is."""


class Site:
    """`gateway.jupyter.site`, in the form in which pages are told of it."""

    def __init__(self, normalized: Mapping[str, Any] | None) -> None:
        """None: the site says nothing."""
        self._settings = _mapping(normalized)

    def option(self, role: str, what: str) -> tuple[str, int] | None:
        """Return the option that has this of a worker's or of the scheduler's, and how much one is."""
        quantity = _mapping(_mapping(self._settings.get(role)).get(what))
        if not quantity:
            return None
        unit = quantity.get("unit")
        unit = 1 if unit is None else _whole(unit, 1)
        return (str(quantity.get("option")), unit) if unit else None

    def unit(self, name: str) -> int | None:
        """Return how many bytes an option's number counts, as the site says; None if it does not."""
        said = (self.option(role, "memory") for role in ("worker", "scheduler"))
        return next((it[1] for it in said if it is not None and it[0] == name), None)

    def choice(
        self, specs: Sequence[Mapping[str, Any]], cores: Fraction | None, memory: Fraction | None
    ) -> tuple[Mapping[str, Any], str] | None:
        """Return the smallest of the choices that are known to have as much, with its option.

        A worker on a whole machine has a little less than its cores, so a part of a core counts for one.
        """
        best: tuple[tuple[float, float], Mapping[str, Any], str] | None = None
        for option, value, worker in self._choices(specs):
            has_cores, has_memory = (_whole(worker.get(what), _NANO) for what in ("cores", "memory"))
            size = (
                math.inf if has_memory is None else has_memory,
                math.inf if has_cores is None else has_cores,
            )
            if (
                _is_enough(has_cores, cores)
                and _is_enough(has_memory, memory)
                and (best is None or size < best[0])
            ):
                best = (size, option, value)
        return None if best is None else best[1:]

    def _choices(
        self, specs: Sequence[Mapping[str, Any]]
    ) -> Iterator[tuple[Mapping[str, Any], str, Mapping[str, Any]]]:
        """Yield the choices of which it is told what a worker has with them."""
        told = _mapping(self._settings.get("values"))
        for option in specs:
            values = told.get(option["field"])
            if option["spec"]["type"] == "select" and isinstance(values, Mapping):
                for value in option["spec"]["options"]:
                    worker = _mapping(values.get(value)).get("worker")
                    if isinstance(worker, Mapping):
                        yield option, value, worker


def _is_enough(has: int | None, wanted: Fraction | None) -> bool:
    return wanted is None or (has is not None and math.ceil(Fraction(has, _NANO)) >= wanted)


def _whole(number: object, times: int) -> int | None:
    """Return a number from zero up, so many times, to the nearest; None for all else."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    try:
        product = float(number) * times
    except OverflowError:
        return None
    if not 0 <= product < _MOST:
        return None
    floor = math.floor(product)
    return floor + (product - floor >= 0.5)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
