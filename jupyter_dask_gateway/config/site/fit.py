"""Whether the site's settings fit each other and the options that the gateway publishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...plain_text import plain_line
from .fault import NAME, setting_name

_SHOWN = 5
"""More choices are not told one by one."""


def contradictions(settings: Mapping[str, Any]) -> list[str]:
    """Return what of the normalized settings does not go together, a sentence each."""
    said = []
    most = settings.get("limits", {}).get("workers")
    of_new = settings.get("workers")
    wanted = of_new[1] if isinstance(of_new, list) else of_new
    if most is not None and wanted is not None and wanted > most:
        said.append(f"{NAME}.workers asks for {wanted} workers, and {NAME}.limits.workers allows {most}.")
    prices = settings.get("prices", {})
    if prices.keys() - {"currency"} and "currency" not in prices:
        said.append(f"{NAME}.prices has no currency: people read numbers without one.")
    return said


def misfits(settings: Mapping[str, Any], choices: Mapping[str, list[str] | None]) -> list[str]:
    """Return what the normalized settings say of options that are not so, a sentence each.

    `choices`: of each published option, by its name; None where it is none to choose from.
    """
    said = [
        f"{NAME}.{where} names the option {plain_line(name)}, which this gateway does not publish."
        for where, name in named_options(settings)
        if name not in choices
    ]
    for where, name, value in named_values(settings):
        known = choices.get(name)
        if known is not None and value not in known:
            said.append(
                f"{NAME}.{where} has {plain_line(str(value))}, which is none of the choices of {name}."
            )
    for name, table in settings.get("values", {}).items():
        missing = [it for it in choices.get(name) or () if it not in table]
        if missing:
            more = "" if len(missing) <= _SHOWN else f" and {len(missing) - _SHOWN} more"
            shown = ", ".join(plain_line(it) for it in missing[:_SHOWN])
            said.append(f"{setting_name(('values', name))} does not say what these come to: {shown}{more}.")
    return said


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
    """Yield where a value of an option stands, the option's name, and the value."""
    for name, values in (settings.get("values") or {}).items():
        for value in values:
            yield "values", name, value
    for number, preset in enumerate(settings.get("presets") or []):
        for name, value in preset["options"].items():
            yield f"presets[{number}]", name, value
