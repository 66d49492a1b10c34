"""Numbers, sizes and times, or the options that say them: `7.5 GiB`, `worker_memory GiB`, `30 minutes`."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

Quantity = int | float | dict[str, Any]
"""A number, or {"option": its name, "unit": by what its number is multiplied}."""

_BINARY: Final = {
    letter + ending: 2 ** (10 * power)
    for power, letter in enumerate("KMGTP", start=1)
    for ending in ("", "I", "IB")
}
_DECIMAL: Final = {f"{letter}B": 10 ** (3 * power) for power, letter in enumerate("KMGTP", start=1)}
_SIZES: Final = {**_BINARY, **_DECIMAL, "B": 1, "BYTE": 1, "BYTES": 1}
_TIMES: Final = {"second": 1, "minute": 60, "hour": 3600}
_NUMBER = re.compile(r"\s*([0-9]{0,30}\.?[0-9]{1,30})\s*([A-Za-z]*)\s*")

LEAST_MEMORY = 2**20
MOST_MEMORY = 2**53
MOST_COUNT = 10**6
MOST_SECONDS = 10**9


def read_count(value: object) -> Quantity | None:
    """Return cores or GPUs; None if it is neither a number nor an option."""
    if not isinstance(value, str):
        return _number(value)
    if found := _NUMBER.fullmatch(value):
        count = None if found[2] else plain_number(found[1])
        return count if count is not None and count <= MOST_COUNT else None
    return {"option": value.strip(), "unit": 1}


def read_memory(value: object) -> Quantity | None:
    """Return a size in bytes, or the option that says it; None if it is neither or out of the bounds."""
    if not isinstance(value, str):
        size = _number(value)
        return _in_bounds(None if size is None else int(size))
    if _NUMBER.fullmatch(value):
        return read_size(value)
    option, _, word = value.strip().rpartition(" ")
    unit = _size_unit(word)
    return (
        {"option": option.strip(), "unit": unit} if option and unit else {"option": value.strip(), "unit": 1}
    )


def read_size(value: object) -> int | None:
    """Return bytes, rounded down as dask-gateway does; None if it is no size or out of the bounds."""
    if not isinstance(value, str):
        size = _number(value)
        return _in_bounds(None if size is None else int(size))
    found = _NUMBER.fullmatch(value)
    unit = _size_unit(found[2]) if found and found[2] else 1
    if not found or unit is None:
        return None
    # By K, M, G and T dask-gateway multiplies a float, and a power of two leaves it exact.
    exact = Fraction(float(found[1])) if found[2] in {"K", "M", "G", "T"} else Fraction(found[1])
    return _in_bounds(int(exact * unit))


def read_time(value: object) -> Quantity | None:
    """Return seconds, or the option that says them; None if it is neither."""
    if not isinstance(value, str):
        return _number(value)
    if found := _NUMBER.fullmatch(value):
        unit = _time_unit(found[2]) if found[2] else 1
        seconds = None if unit is None else _shortest(Fraction(found[1]) * unit)
        return seconds if seconds is not None and seconds <= MOST_SECONDS else None
    option, _, word = value.strip().rpartition(" ")
    unit = _time_unit(word)
    return (
        {"option": option.strip(), "unit": unit} if option and unit else {"option": value.strip(), "unit": 1}
    )


def plain_number(text: str) -> int | float | None:
    """Return the number that a text is, as a template or an environment variable may say it; else None."""
    found = _NUMBER.fullmatch(text)
    return _shortest(Fraction(found[1])) if found and not found[2] else None


def _option(text: str, unit_of: Callable[[str], int | None]) -> Quantity:
    """Return the option that a text names, whose last word may be a unit."""
    name, _, word = text.strip().rpartition(" ")
    unit = unit_of(word) if name else None
    return {"option": text.strip(), "unit": 1} if unit is None else {"option": name.strip(), "unit": unit}


def _size_unit(word: str) -> int | None:
    """One letter is a unit in capitals alone, as in dask-gateway; a small m is Kubernetes' thousandth."""
    return _SIZES.get(word) if len(word) < 2 else _SIZES.get(word.upper())


def _time_unit(word: str) -> int | None:
    return _TIMES.get(word.removesuffix("s"))


def _in_bounds(size: int | None) -> int | None:
    return size if size is not None and LEAST_MEMORY <= size <= MOST_MEMORY else None


def _number(value: object) -> int | float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _shortest(exact: Fraction) -> int | float:
    return exact.numerator if exact.denominator == 1 else float(exact)
