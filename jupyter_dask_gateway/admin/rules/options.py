"""Whether there is a form at all."""

from __future__ import annotations

from collections.abc import Iterator

from ...languages import join, say
from ..facts import Fault, Form
from ..findings import Finding, error, quoted

_NO_FORM = "Users get no form: the gateway answers 500."


def fails(form: Form) -> Iterator[Finding]:
    """options-arguments, option-refused, options-fail."""
    fault = form.error
    if fault is None:
        return
    if fault.by_server:
        yield refused(fault)
    elif fault.type == "TypeError" and fault.line is None:
        yield error(
            "options-arguments",
            join(
                say(
                    "cluster_options cannot be called with a user: {message}.", message=quoted(fault.message)
                ),
                _NO_FORM,
            ),
            "Let it take one argument: def cluster_options(user).",
        )
    else:
        yield error(
            "options-fail",
            join(
                say(
                    "cluster_options fails{at}: {error}.",
                    at=fault.at,
                    error=quoted(f"{fault.type}: {fault.message}"),
                ),
                _NO_FORM,
            ),
            "Correct that line. user.groups is an empty set for users without groups.",
        )


def refused(fault: Fault) -> Finding:
    """Return the finding for what dask-gateway-server does not take when options are made."""
    return error(
        "option-refused",
        say(
            "dask-gateway-server refuses an option{at}: {message}.",
            at=fault.at,
            message=quoted(fault.message),
        ),
        "Correct that option: its default must be one of its choices, and within its bounds.",
    )


def returns_no_options(form: Form) -> Iterator[Finding]:
    """options-return-nothing, options-return."""
    if form.returned == "NoneType":
        yield error(
            "options-return-nothing",
            join("cluster_options returns nothing.", _NO_FORM),
            "End the function with return Options(…), in each of its branches.",
        )
    elif form.returned is not None:
        yield error(
            "options-return",
            join(say("cluster_options returns a {kind}, which is no Options.", kind=form.returned), _NO_FORM),
            "Return Options(…).",
        )
