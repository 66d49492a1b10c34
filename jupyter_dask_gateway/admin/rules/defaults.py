"""Options' defaults."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from ...languages import say
from ...secret_names import is_secret_name
from ..facts import Form, Option
from ..findings import Finding, error, quoted, shown, warning


def outside(form: Form) -> Iterator[Finding]:
    """default-outside-choices, default-outside-bounds, default-of-other-kind."""
    for option in form.options:
        if option.fault is not None:
            continue
        if not _is_of_kind(option):
            value = "a secret" if _is_secret(option) else shown(option.default)
            yield error(
                "default-of-other-kind",
                say(
                    "The default of {option} is {value}, no {kind}.",
                    option=quoted(option.name),
                    value=value,
                    kind=option.kind,
                ),
                "Give it a default that the gateway takes.",
                option.name,
            )
        elif option.kind == "select" and option.default not in option.spec["options"]:
            yield error(
                "default-outside-choices",
                say(
                    "The default of {option}, {value}, is none of its choices.",
                    option=quoted(option.name),
                    value=quoted(option.default),
                ),
                "Name one of its choices.",
                option.name,
            )
        elif option.kind in {"int", "float"}:
            yield from _outside_bounds(option)


def _outside_bounds(option: Option) -> Iterator[Finding]:
    low, high = (option.spec.get(bound) for bound in ("min", "max"))
    if _is_number(low) and option.default < low:
        what = say("below its minimum, {low}", low=low)
    elif _is_number(high) and option.default > high:
        what = say("above its maximum, {high}", high=high)
    elif isinstance(option.default, float) and not math.isfinite(option.default):
        what = say("no number to compute with")
    else:
        return
    yield error(
        "default-outside-bounds",
        say(
            "The default of {option}, {value}, is {what}: who changes nothing is refused.",
            option=quoted(option.name),
            value=option.default,
            what=what,
        ),
        "Set a default within the bounds.",
        option.name,
    )


def no_json(form: Form) -> Iterator[Finding]:
    """default-no-json."""
    for option in form.options:
        if option.fault is not None:
            yield error(
                "default-no-json",
                say(
                    "The default of {option} cannot be sent as JSON: {why}. "
                    "Users get no form: the gateway answers 500.",
                    option=quoted(option.name),
                    why=quoted(option.fault),
                ),
                "Use texts, numbers, lists and dictionaries only; write a date as text.",
                option.name,
            )


def odd_keys(form: Form) -> Iterator[Finding]:
    """default-keys."""
    for option in form.options:
        if option.odd_keys:
            yield warning(
                "default-keys",
                say(
                    "The default of {option} has names that are no texts: {names}. They come back as texts.",
                    option=quoted(option.name),
                    names=quoted(", ".join(option.odd_keys)),
                ),
                "Put quotes around them.",
                option.name,
            )


def secret(form: Form) -> Iterator[Finding]:
    """secret-default."""
    for option in form.options:
        if option.kind == "string" and _is_secret(option) and option.default:
            what = say(
                "The default of {option} looks like a secret: each user is sent it.",
                option=quoted(option.name),
            )
        elif option.kind == "mapping" and (names := _secret_names(option.default)):
            what = say(
                "The default of {option} seems to hold secrets: {names}: each user is sent it.",
                option=quoted(option.name),
                names=", ".join(map(quoted, names)),
            )
        else:
            continue
        yield warning(
            "secret-default",
            what,
            "Leave it empty, and let the handler put it in.",
            option.name,
        )


def _is_secret(option: Option) -> bool:
    return is_secret_name(option.name) or is_secret_name(option.label)


def _secret_names(mapping: Any) -> list[str]:
    if not isinstance(mapping, Mapping):
        return []
    return [
        name for name, value in mapping.items() if isinstance(value, str) and value and is_secret_name(name)
    ]


def _is_of_kind(option: Option) -> bool:
    value = option.default
    match option.kind:
        case "int":
            return isinstance(value, int)
        case "float":
            return isinstance(value, int | float)
        case "bool":
            return isinstance(value, bool)
        case "string" | "select":
            return isinstance(value, str)
        case "mapping":
            return isinstance(value, Mapping)
    return True


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)
