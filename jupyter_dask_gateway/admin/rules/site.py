"""Whether the site's settings fit the options: what they name must be there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...config.site import NAME, named_options, named_values
from ..facts import Form, Option
from ..findings import Finding, quoted, shown, warning

if TYPE_CHECKING:
    from ...config.site import Site


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
    for where, name in named_options(settings):
        if name not in options:
            yield warning(
                "site-option",
                f"{NAME}.{where} names the option {quoted(name)}, which there is not.",
                "Correct its name: until then there is no number for this.",
            )
    for where, name, value in named_values(settings):
        option = options.get(name)
        why = None if option is None else _refusal(option, value)
        if why is not None:
            yield warning(
                "site-value",
                f"{NAME}.{where} has {shown(value)} for {quoted(name)}, which is {why}.",
                "Correct it.",
            )


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
