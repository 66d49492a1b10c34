"""What a gateway publishes as its options, checked before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..languages import SaidError, say

_MAX_DEPTH = 100
"""Lists and objects in each other. Python's own functions give up at several hundred, or at fewer."""

_SHOWN_LENGTH = 100
"""Characters of an option's name in a sentence."""


class SpecError(SaidError, ValueError):
    """This cannot be read as options: `sentence` says why."""


def read_specs(published: object) -> list[dict[str, Any]]:
    """Return `cluster_options` as the gateway's API lists it, each field with name, label, default and kind.

    What the page refuses is refused here too: raises SpecError. A label that is no text is the name.
    """
    if not isinstance(published, list):
        raise SpecError("The published options are no list.")
    if is_too_deep(published):
        raise SpecError("The published options are nested too deeply.")
    return [_read(number, field) for number, field in enumerate(published, start=1)]


def is_too_deep(value: object) -> bool:
    """Whether lists and objects are so deep in each other that Python's functions might give up."""
    level = [value]
    for _ in range(_MAX_DEPTH + 1):
        below: dict[int, object] = {}
        for it in level:
            inside: Any = ()
            if isinstance(it, Mapping):
                inside = it.values()
            elif isinstance(it, list | tuple):
                inside = it
            # Each once, or what refers to itself would grow with every level.
            below.update((id(one), one) for one in inside if isinstance(one, Mapping | list | tuple))
        if not below:
            return False
        level = list(below.values())
    return True


def _read(number: int, field: object) -> dict[str, Any]:
    if not isinstance(field, Mapping) or not isinstance(field.get("field"), str):
        raise SpecError(say("Published option {number} has no name.", number=number))
    name = field["field"]
    shown = repr(name if len(name) <= _SHOWN_LENGTH else f"{name[:_SHOWN_LENGTH]}…")
    spec = field.get("spec")
    if not isinstance(spec, Mapping) or not isinstance(spec.get("type"), str):
        raise SpecError(say("Published option {name} does not say of what kind it is.", name=shown))
    if "default" not in field:
        raise SpecError(say("Published option {name} has no default.", name=shown))
    options = spec.get("options")
    if spec["type"] == "select" and not (
        isinstance(options, list | tuple) and all(isinstance(option, str) for option in options)
    ):
        raise SpecError(say("Published option {name} does not say what there is to choose from.", name=shown))
    label = field.get("label")
    return {**field, "label": label if isinstance(label, str) and label else name}
