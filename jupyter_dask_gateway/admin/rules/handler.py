"""What the handler raises and returns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts import Fault, Form, Option, Trial
from ..findings import Finding, error, quoted, shown, warning

_MISTAKES = {
    "AssertionError",
    "AttributeError",
    "ImportError",
    "IndexError",
    "KeyError",
    "ModuleNotFoundError",
    "NameError",
    "NotImplementedError",
    "OverflowError",
    "RecursionError",
    "TypeError",
    "UnboundLocalError",
    "ZeroDivisionError",
}
"""Whose message says something to programmers only."""
_ENVIRONMENT = re.compile("(^|[^a-z])(env|envs|environment|env ?vars?|variables)([^a-z]|$)")


def fails(form: Form) -> Iterator[Finding]:
    """handler-fails: by a mistake in its code."""
    for trial in _unlike_default(form):
        fault = trial.error
        if trial.stage == "handler" and fault is not None and not trial.is_lost and _is_mistake(fault):
            told = fault.message.strip()
            said = f"users read {quoted(told)}" if told else "users read an empty message"
            yield error(
                "handler-fails",
                f"The handler fails{fault.at} {_with(trial)}: "
                f"{quoted(f'{fault.type}: {fault.message}')}; {said}.",
                "Check for that, and raise ValueError with a sentence that says what to choose instead.",
                trial.field,
            )


def is_lost(form: Form) -> Iterator[Finding]:
    """handler-lost: the gateway cannot pass its error on."""
    for trial in _unlike_default(form):
        fault = trial.error
        if trial.is_lost and fault is not None:
            lines = (
                "a message of several lines" if "\n" in fault.message or "\r" in fault.message else fault.type
            )
            yield error(
                "handler-lost",
                f"The handler raises {lines}{fault.at} {_with(trial)}: {quoted(fault.message)}. The gateway "
                "answers 500, and users do not read it.",
                "Raise ValueError with a message of one line.",
                trial.field,
            )


def refuses(form: Form) -> Iterator[Finding]:
    """handler-refuses-default, handler-refuses-choice."""
    for trial in _unlike_default(form):
        fault = trial.error
        if trial.stage != "handler" or fault is None or trial.is_lost or _is_mistake(fault):
            continue
        if trial.what == "default":
            yield error(
                "handler-refuses-default",
                f"The handler refuses its own defaults{fault.at}: {quoted(fault.message)}.",
                "Choose defaults that it takes: who changes nothing gets no cluster.",
            )
        elif trial.what in {"choice", "min", "max"}:
            yield warning(
                "handler-refuses-choice",
                f"The handler refuses what the form offers{fault.at}, {_with(trial)}: "
                f"{quoted(fault.message)}.",
                "Leave that choice out of the form, or narrow the bounds.",
                trial.field,
            )


def returns_no_mapping(form: Form) -> Iterator[Finding]:
    """handler-returns."""
    for trial in _unlike_default(form):
        if trial.returned is not None:
            what = "nothing" if trial.returned == "NoneType" else f"a {trial.returned}"
            yield error(
                "handler-returns",
                f"The handler returns {what} {_with(trial)}: no cluster starts.",
                "Let it return a dictionary of the backend's settings.",
                trial.field,
            )


def unknown_keys(form: Form) -> Iterator[Finding]:
    """key-unknown."""
    told: set[str] = set()
    for trial in form.trials:
        for key in trial.unknown:
            if key not in told:
                told.add(key)
                yield error(
                    "key-unknown",
                    f"The handler returns {key}, which {trial.judge} does not know: the gateway ignores it.",
                    "Correct its name; options that the handler only reads must not be returned. "
                    "--backend says which backend it is for.",
                )


def refused_values(form: Form) -> Iterator[Finding]:
    """value-refused."""
    for trial in _unlike_default(form):
        fault = trial.error
        if trial.stage != "config" or fault is None or trial.returned is not None:
            continue
        if trial.what != "default" and not trial.refused:
            yield warning(
                "value-refused",
                f"The limits of {trial.judge} refuse what the handler returns {_with(trial)}: "
                f"{quoted(fault.message)}.",
                "Leave that out of the form, or raise the limits.",
                trial.field,
            )
            continue
        words = "; ".join(trial.refused.values()) or fault.message
        yield error(
            "value-refused",
            f"{trial.judge} refuses what the handler returns {_with(trial)}: {quoted(words)}.",
            "Let the handler convert it: cores are whole numbers on some backends, memory is bytes or a text "
            "such as “2 G”.",
            trial.field,
        )


def unchecked_environment(form: Form) -> Iterator[Finding]:
    """environment-unchecked."""
    for option in form.options:
        for trial in form.trials_of(option.name):
            if trial.what == "number" and _is_environment(option, trial):
                yield warning(
                    "environment-unchecked",
                    f'Numbers in {quoted(option.name)} go to the backend as numbers: with {{"A": 1}} '
                    "on Kubernetes a cluster stays pending without a word.",
                    "Let the handler make texts of them, {k: str(v) for k, v in …}, or refuse them.",
                    option.name,
                )


def _is_environment(option: Option, trial: Trial) -> bool:
    if "'environment'" in trial.numbers:
        return True
    return bool(trial.numbers) and any(
        _ENVIRONMENT.search(text.lower().replace("_", " ")) is not None
        for text in (option.name, option.label)
    )


def _is_mistake(fault: Fault) -> bool:
    if fault.type == "KeyError" or not fault.message.strip():
        return True
    return fault.type in _MISTAKES and not fault.on_purpose


def _unlike_default(form: Form) -> Iterator[Trial]:
    """Yield the trials that tell something: what goes wrong as with the defaults is told once."""
    default = form.as_default
    for trial in form.trials:
        if trial is default or default is None or _outcome(trial) != _outcome(default):
            yield trial


def _outcome(trial: Trial) -> tuple[object, ...]:
    fault = trial.error
    return (
        trial.stage,
        trial.returned,
        None if fault is None else (fault.type, fault.message, fault.line),
        tuple(sorted(trial.refused.items())),
    )


def _with(trial: Trial) -> str:
    if trial.what == "default":
        return "with its own defaults"
    return f"with {trial.field} = {shown(trial.value)}"
