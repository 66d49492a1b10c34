"""How many bytes an option's number counts, by its words: as the page tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .quantities import unit_of

_THINGS = {"memory", "mem", "ram", "byte", "bytes", "storage", "disk", "shm"}
"""What is counted in bytes."""
_LEAST = 2**20
"""Less than any memory that is asked for: such a number counts something larger than bytes."""
_MANY = 2**28
"""Nobody asks for this many KiB or MiB unless told to."""
_OTHER_UNIT = re.compile("[kmgtpe](?:i?b?)|[a-z]+(?:bytes|[aoi]byte)", re.IGNORECASE)
"""`kib`, `mb`, `g`, `megabytes`: not bytes one by one."""
_PARTING = re.compile("(?<=[a-z])(?=[A-Z])")


def unit(option: Mapping[str, Any]) -> int | None:
    """Return how many bytes one of it is, by the unit in its label or name; None if that is not told."""
    if _is_bytes(option):
        return 1
    units = {it for word in _words(option) if (it := unit_of(word)) is not None}
    return units.pop() if len(units) == 1 else None


def _is_bytes(option: Mapping[str, Any]) -> bool:
    words = list(_words(option))
    if not any(it.lower() in _THINGS for it in words) or any(map(_OTHER_UNIT.fullmatch, words)):
        return False
    spec = option["spec"]
    default, low, high = (_size(it) for it in (option["default"], spec.get("min"), spec.get("max")))
    first = next((it for it in (default, high, low) if it is not None), 0)
    return first >= _MANY and all(it is None or it >= _LEAST for it in (low, high))


def _size(value: object) -> float | None:
    """Return a number; None for 0 and 1, which stand for "none" and "some", and for all else."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and value > 1 else None  # type: ignore[operator,return-value]


def _words(option: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words of its name and label; a capital behind a small letter begins one: `maxMemory`."""
    for key in ("field", "label"):
        for letters in re.findall("[A-Za-z]+", option[key]):
            yield from _PARTING.split(letters)
