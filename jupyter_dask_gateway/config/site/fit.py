"""Whether the site's settings fit each other and the options that the gateway publishes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...languages import say
from ...plain_text import plain_line
from ...secret_names import is_secret_name
from .fault import NAME, setting_name

VALUES = "values"
_SHOWN = 5
"""More choices are not told one by one."""
_SHOWN_LENGTH = 100
_KINDS: Mapping[str, tuple[Any, str]] = {
    "int": (int, "no whole number"),
    "float": (int | float, "no number"),
    "bool": (bool, "neither true nor false"),
    "string": (str, "no text"),
    "mapping": (Mapping, "no mapping"),
}
_INTEGER = re.compile("-?[0-9]{1,300}")


def contradictions(settings: Mapping[str, Any]) -> list[str]:
    """Return what of the normalized settings does not go together, a sentence each."""
    said: list[str] = []
    most = settings.get("limits", {}).get("workers")
    of_new = settings.get("workers")
    wanted = of_new[1] if isinstance(of_new, list) else of_new
    if most is not None and wanted is not None and wanted > most:
        text = "{block}.workers asks for {wanted} workers, and {block}.limits.workers allows {most}."
        said.append(say(text, block=NAME, wanted=wanted, most=most))
    prices = settings.get("prices", {})
    if prices.keys() - {"currency"} and "currency" not in prices:
        said.append(say("{block}.prices has no currency: people read numbers without one.", block=NAME))
    return said


def misfits(settings: Mapping[str, Any], specs: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return what the normalized settings say of options that is not so, a sentence each.

    `specs`: the `spec` of each published option, by its name; numbers in it may be texts.
    """
    said: list[str] = [
        say(
            "{setting} names the option {name}, which this gateway does not publish.",
            setting=f"{NAME}.{where}",
            name=plain_line(name),
        )
        for where, name in named_options(settings)
        if name not in specs
    ]
    for where, name, value in named_values(settings):
        why = refusal(specs[name], value, where) if name in specs else None
        if why is not None:
            said.append(
                say(
                    "{setting} has {value} for {name}, which is {why}.",
                    setting=f"{NAME}.{where}",
                    value=shown(name, value),
                    name=plain_line(name),
                    why=why,
                )
            )
    for name, table in settings.get("values", {}).items():
        missing = [it for it in specs.get(name, {}).get("options", ()) if it not in table]
        if missing:
            some = ", ".join(plain_line(it) for it in missing[:_SHOWN])
            if len(missing) > _SHOWN:
                some = say("{some} and {count} more", some=some, count=len(missing) - _SHOWN)
            text = "{setting} does not say what these come to: {values}."
            said.append(say(text, setting=setting_name(("values", name)), values=some))
    return said


def refusal(spec: Mapping[str, Any], value: Any, where: str) -> str | None:
    """Return what a value is that the option cannot have, as far as that is certain; else None."""
    kind = spec["type"]
    if kind == "select":
        return None if value in spec["options"] else "none of its choices"
    if where == VALUES:
        is_bool = kind != "bool" or value in {"True", "False"}
        return None if is_bool else "neither true nor false"
    needed = _KINDS.get(kind)
    if needed is not None and not isinstance(value, needed[0]):
        return needed[1]
    if kind in {"int", "float"}:
        low, high = _bound(spec.get("min")), _bound(spec.get("max"))
        if low is not None and value < low:
            return say("below its minimum, {low}", low=low)
        if high is not None and value > high:
            return say("above its maximum, {high}", high=high)
    return None


def _bound(value: object) -> int | float | None:
    """Return a bound that may have been left as text; None if there is none."""
    if not isinstance(value, str):
        return value if isinstance(value, int | float) else None
    try:
        return int(value) if _INTEGER.fullmatch(value) else float(value)
    except ValueError:
        return None


def shown(name: str, value: object, label: str = "") -> str:
    """Return a value for a sentence: not what may be a secret, nor what would fill the screen."""
    if is_secret_name(name) or is_secret_name(label) or not isinstance(value, str | int | float):
        return "a value"
    return plain_line(str(value)[:_SHOWN_LENGTH])


def named_options(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield where an option is named, below the block, and its name."""
    for part in ("worker", "scheduler"):
        for key, quantity in (settings.get(part) or {}).items():
            if isinstance(quantity, Mapping):
                yield f"{part}.{key}", quantity["option"]
    for name, values in (settings.get("values") or {}).items():
        yield "values", name
        for resources in values.values():
            for part, quantities in resources.items():
                for key, quantity in quantities.items():
                    if isinstance(quantity, Mapping):
                        yield f"values.{name} ({part}.{key})", quantity["option"]
    if isinstance(settings.get("idle_timeout"), Mapping):
        yield "idle_timeout", settings["idle_timeout"]["option"]
    for number, preset in enumerate(settings.get("presets") or []):
        for name in preset["options"]:
            yield f"presets[{number}]", name


def named_values(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield where a value of an option stands, the option's name, and the value; `values` has its text."""
    for name, values in (settings.get("values") or {}).items():
        for value in values:
            yield VALUES, name, value
    for number, preset in enumerate(settings.get("presets") or []):
        for name, value in preset["options"].items():
            yield f"presets[{number}]", name, value
