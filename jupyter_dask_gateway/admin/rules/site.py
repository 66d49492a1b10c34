"""Whether the site's settings fit the options: what they name must be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..facts import Form, Option
from ..findings import Finding, quoted, shown, warning

if TYPE_CHECKING:
    from ...config.site import Site

_NAME = "gateway.jupyter.site"


def of_block(site: Site) -> Iterator[Finding]:
    """Yield site-setting: what the site's settings say is wrong in themselves."""
    for problem in site.problems:
        yield warning(
            "site-setting", f"{problem}.", "Correct it: this part is left out, the others are used."
        )


def of_form(site: Site, form: Form) -> Iterator[Finding]:
    """Yield site-option and site-value: what names no option, or no value that one has."""
    settings = site.normalized
    if settings is None or not form.options:
        return
    options = {it.name: it for it in form.options}
    for where, name in _named(settings):
        if name not in options:
            yield warning(
                "site-option",
                f"{_NAME}.{where} names the option {quoted(name)}, which there is not.",
                "Correct its name: until then there is no number for this.",
            )
    for where, name, value in _values(settings):
        option = options.get(name)
        why = None if option is None else _refusal(option, value)
        if why is not None:
            yield warning(
                "site-value",
                f"{_NAME}.{where} has {shown(value)} for {quoted(name)}, which is {why}.",
                "Correct it.",
            )


def _named(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
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


def _values(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for name, values in (settings.get("values") or {}).items():
        for value in values:
            yield "values", name, value
    for number, preset in enumerate(settings.get("presets") or []):
        for name, value in preset["options"].items():
            yield f"presets[{number}]", name, value


def _refusal(option: Option, value: Any) -> str | None:
    """Return why the option cannot have it, as far as that is certain."""
    if option.kind == "select":
        return None if value in option.spec["options"] else "none of its choices"
    if option.kind in {"int", "float"} and isinstance(value, int | float):
        low, high = option.spec.get("min"), option.spec.get("max")
        if isinstance(low, int | float) and value < low:
            return f"below its minimum, {low}"
        if isinstance(high, int | float) and value > high:
            return f"above its maximum, {high}"
    return None
