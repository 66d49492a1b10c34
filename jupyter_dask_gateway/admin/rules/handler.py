"""What the handler raises and returns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...languages import say
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
            text = "The handler fails{at} {trial}: {error}; users read {told}."
            if not told:
                text = "The handler fails{at} {trial}: {error}; users read an empty message."
            yield error(
                "handler-fails",
                say(
                    text,
                    at=fault.at,
                    trial=_with(trial),
                    error=quoted(f"{fault.type}: {fault.message}"),
                    told=quoted(told),
                ),
                "Check for that, and raise ValueError with a sentence that says what to choose instead.",
                trial.field,
            )


def is_lost(form: Form) -> Iterator[Finding]:
    """handler-lost: the gateway cannot pass its error on."""
    for trial in _unlike_default(form):
        fault = trial.error
        if trial.is_lost and fault is not None:
            has_lines = "\n" in fault.message or "\r" in fault.message
            yield error(
                "handler-lost",
                say(
                    "The handler raises {what}{at} {trial}: {message}. The gateway answers 500, and users do "
                    "not read it.",
                    what="a message of several lines" if has_lines else fault.type,
                    at=fault.at,
                    trial=_with(trial),
                    message=quoted(fault.message),
                ),
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
                say(
                    "The handler refuses its own defaults{at}: {message}.",
                    at=fault.at,
                    message=quoted(fault.message),
                ),
                "Choose defaults that it takes: who changes nothing gets no cluster.",
            )
        elif trial.what in {"choice", "min", "max"}:
            yield warning(
                "handler-refuses-choice",
                say(
                    "The handler refuses what the form offers{at}, {trial}: {message}.",
                    at=fault.at,
                    trial=_with(trial),
                    message=quoted(fault.message),
                ),
                "Leave that choice out of the form, or narrow the bounds.",
                trial.field,
            )


def returns_no_mapping(form: Form) -> Iterator[Finding]:
    """handler-returns."""
    for trial in _unlike_default(form):
        if trial.returned is not None:
            text = "The handler returns a {kind} {trial}: no cluster starts."
            if trial.returned == "NoneType":
                text = "The handler returns nothing {trial}: no cluster starts."
            yield error(
                "handler-returns",
                say(text, kind=trial.returned, trial=_with(trial)),
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
                    say(
                        "The handler returns {key}, which {judge} does not know: the gateway ignores it.",
                        key=key,
                        judge=trial.judge,
                    ),
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
                say(
                    "The limits of {judge} refuse what the handler returns {trial}: {message}.",
                    judge=trial.judge,
                    trial=_with(trial),
                    message=quoted(fault.message),
                ),
                "Leave that out of the form, or raise the limits.",
                trial.field,
            )
            continue
        words = "; ".join(trial.refused.values()) or fault.message
        yield error(
            "value-refused",
            say(
                "{judge} refuses what the handler returns {trial}: {message}.",
                judge=trial.judge,
                trial=_with(trial),
                message=quoted(words),
            ),
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
                    say(
                        'Numbers in {option} go to the backend as numbers: with {{"A": 1}} on Kubernetes a '
                        "cluster stays pending without a word.",
                        option=quoted(option.name),
                    ),
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
        return say("with its own defaults")
    return say("with {choice}", choice=f"{trial.field} = {shown(trial.value)}")
