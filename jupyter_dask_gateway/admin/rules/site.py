"""Whether the site's settings fit the options: what they name must be there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...config.site import NAME, contradictions, named_options, named_values, refusal, shown
from ...languages import say
from ..facts import Form
from ..findings import Finding, quoted, warning

if TYPE_CHECKING:
    from ...config.site import Site


def of_block(site: Site) -> Iterator[Finding]:
    """Yield site-setting: what the site's settings say is wrong in themselves."""
    for problem in site.problems:
        yield warning(
            "site-setting", problem.plain, "Correct it: this part is left out, the others are used."
        )
    for sentence in contradictions(site.normalized or {}):
        yield warning("site-setting", sentence, "Correct one of them.")


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
                say(
                    "{setting} names the option {name}, which there is not.",
                    setting=f"{NAME}.{where}",
                    name=quoted(name),
                ),
                "Correct its name: until then the preset leaves it out."
                if where.startswith("presets")
                else "Correct its name: until then there is no number for this.",
            )
    for where, name, value in named_values(settings):
        option = options.get(name)
        why = None if option is None else refusal(option.spec, value, where)
        if option is not None and why is not None:
            yield warning(
                "site-value",
                say(
                    "{setting} has {value} for {name}, which is {why}.",
                    setting=f"{NAME}.{where}",
                    value=shown(name, value, option.label),
                    name=quoted(name),
                    why=why,
                ),
                "Correct it.",
            )
