"""Presets: named choices of options, of the site's and of the user's own, as Python code gets them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from ..languages import spoken

_MAX_CHARACTERS = 1_000_000
"""Of what a page tells: more than a page keeps."""


class Preset(TypedDict):
    """A choice of options."""

    description: str
    options: dict[str, Any]
    """What is not among them stays as it is."""
    workers: int | tuple[int, int] | None
    """With how many a cluster starts, or between which bounds; None: nothing is said."""


def presets_of(items: Iterable[Mapping[str, Any]]) -> dict[str, Preset]:
    """Return those that are presets, by name."""
    found: dict[str, Preset] = {}
    for item in items:
        match item:
            case {"name": str(name), "options": dict(options), **others} if name:
                description = others.get("description")
                found[name] = {
                    "description": description if isinstance(description, str) else "",
                    "options": options,
                    "workers": _workers(others.get("workers")),
                }
    return found


def told_presets(text: str) -> dict[str, Preset] | None:
    """Return what a page tells of them, as JSON text; None: that cannot be read."""
    if len(text) > _MAX_CHARACTERS:
        return None
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return presets_of(items) if isinstance(items, list) else None


def unknown_preset(name: str, known: Iterable[str]) -> ValueError:
    """Return the error for a name that no preset has."""
    names = ", ".join(repr(one) for one in known)
    there = (
        spoken("There are: {names}.", names=names)
        if names
        else spoken("There are none, or no page has told of them yet.")
    )
    return ValueError(spoken("No preset is called {name!r}. {there}", name=name, there=there))


def _workers(value: object) -> int | tuple[int, int] | None:
    if isinstance(value, list) and len(value) == 2:
        minimum, maximum = (_count(bound) for bound in value)
        return None if minimum is None or maximum is None or minimum > maximum else (minimum, maximum)
    return _count(value)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
