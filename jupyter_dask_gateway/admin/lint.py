"""All rules, in their order, for each user's form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..languages import both, say
from .facts import Facts, Form
from .findings import Finding, warning
from .rules import RULES, Rule
from .rules import site as site_rules

if TYPE_CHECKING:
    # Its import brings dask along.
    from ..config.site import Site


def lint(facts: Facts, site: Site | None = None) -> list[Finding]:
    """Return what is wrong with the options, and with the site's settings for them; each once."""
    found = [*_of_file(facts), *_of_forms(facts.forms, RULES)]
    if site is not None:
        found += site_rules.of_block(site)
        found += _of_forms(facts.forms, [lambda form: site_rules.of_form(site, form)])
    return found


def _of_file(facts: Facts) -> Iterator[Finding]:
    if not facts.has_options:
        yield warning(
            "options-missing",
            "Nothing sets c.Backend.cluster_options: users get a form without options.",
            "Set it to Options(…), or to a function that returns them. c.DaskGateway.cluster_options is of "
            "old releases, and not read.",
        )
    for text in facts.ignored:
        yield warning("setting-ignored", text, "Correct the setting's name or its class: nothing reads it.")


def _of_forms(forms: list[Form], rules: Iterable[Rule]) -> Iterator[Finding]:
    for rule in rules:
        found: dict[Finding, list[Form]] = {}
        for form in forms:
            for finding in rule(form):
                found.setdefault(finding, []).append(form)
        for finding, of in found.items():
            if len(of) == len(forms) or (
                finding.option is not None and _have(forms, finding.option) == len(of)
            ):
                yield finding
            else:
                whose = both(form.who.words for form in of if form.who is not None)
                yield replace(finding, text=say("For {whose}: {text}", whose=whose, text=finding.text))


def _have(forms: list[Form], option: str) -> int:
    """Return how many have this option."""
    return sum(any(it.name == option for it in form.options) for form in forms)
