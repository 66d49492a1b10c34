"""Options' labels, and the units in these."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...languages import say
from ..facts import Form, Option
from ..findings import Finding, quoted, warning

_MEMORY = re.compile("(^|[^a-z])(memory|mem|ram)([^a-z]|$)")
_POWERS = {"k": 1, "m": 2, "g": 3, "t": 4, "p": 5}
_UNIT = re.compile(
    r"(?<![a-z])(?:bytes?|([kmgtp])(i?)b?|([kmgtp])(?:ilo|ega|iga|era|eta|(ibi|ebi))bytes?)(?![a-z])",
    re.IGNORECASE,
)
_NAMES = {1: "bytes"} | {
    base**power: f"{letter}{infix}B"
    for base, infix in ((1000, ""), (1024, "i"))
    for letter, power in (("k" if base == 1000 else "K", 1), ("M", 2), ("G", 3), ("T", 4))
}
_MEMORY_SETTINGS = ("worker_memory", "scheduler_memory", "cluster_max_memory")


def missing(form: Form) -> Iterator[Finding]:
    """label-missing."""
    for option in form.options:
        if option.label.strip() in {"", option.name}:
            yield warning(
                "label-missing",
                say("{option} has no label: users see its name.", option=quoted(option.name)),
                'Give it one: label="…".',
                option.name,
            )


def equal(form: Form) -> Iterator[Finding]:
    """label-equal."""
    seen: dict[str, Option] = {}
    for option in form.options:
        label = " ".join(option.label.split()).casefold()
        other = seen.setdefault(label, option)
        if other is not option and other.name != option.name:
            yield warning(
                "label-equal",
                say(
                    "{option} and {other} have one label, {label}.",
                    option=quoted(option.name),
                    other=quoted(other.name),
                    label=quoted(option.label),
                ),
                "Say in the labels what each is for.",
                option.name,
            )


def no_unit(form: Form) -> Iterator[Finding]:
    """unit-missing."""
    for option in form.options:
        if _is_memory(option) and not _units(option.label):
            yield warning(
                "unit-missing",
                say(
                    "The label of {option} does not say in which unit memory is given.",
                    option=quoted(option.name),
                ),
                "Put it into the label: “Worker memory (GiB)”.",
                option.name,
            )


def other_unit(form: Form) -> Iterator[Finding]:
    """unit-differs: the label says one unit, and the handler multiplies by another one."""
    for option in form.options:
        said = _units(option.label)
        factor = _factor(form, option) if _is_memory(option) and said else None
        if factor is not None and factor not in said:
            unit = _NAMES[factor]
            yield warning(
                "unit-differs",
                say(
                    "The label of {option} is {label}, but the handler takes it in {unit}.",
                    option=quoted(option.name),
                    label=quoted(option.label),
                    unit=unit,
                ),
                "Correct the label or the handler.",
                option.name,
            )


def _is_memory(option: Option) -> bool:
    return option.kind in {"int", "float"} and any(
        _MEMORY.search(text.lower()) is not None for text in (option.name, option.label)
    )


def _units(label: str) -> set[int]:
    """Return how many bytes the unit in a label may mean; GB is often written for GiB."""
    units = set()
    for found in _UNIT.finditer(label):
        letter = found[1] or found[3]
        if letter is None:
            units.add(1)
            continue
        power = _POWERS[letter.lower()]
        is_binary = bool(found[2] or found[4])
        units |= {1024**power} if is_binary else {1000**power, 1024**power}
    return units


def _factor(form: Form, option: Option) -> int | None:
    """Return by what a memory setting is a multiple of the option, if two trials agree on that."""
    default = form.as_default
    if default is None or not option.default:
        return None
    for setting in _MEMORY_SETTINGS:
        before = default.config.get(setting)
        for trial in form.trials_of(option.name):
            after = trial.config.get(setting)
            if not before or not after or before == after or not trial.value:
                continue
            factor: int
            for factor in _NAMES:
                pairs = ((option.default, before), (trial.value, after))
                if all(abs(value * factor - memory) <= 1 for value, memory in pairs):
                    return factor
    return None
