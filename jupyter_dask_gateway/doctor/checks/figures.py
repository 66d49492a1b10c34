"""Whether a running cluster's scheduler tells its figures: a gateway's address may serve its API alone."""

from __future__ import annotations

import re

from ...gateway.errors import ErrorId, RequestError
from ...gateway.paths import cluster_path
from ...languages import join, say
from ..context import CheckContext, parse_json
from ..result import CheckResult, ok, skipped, warning

# The key of the first one: a long list need not be read.
_FIRST = re.compile(rb'\s*\{\s*"([^"\\]{1,200})"\s*:\s*\{')
_ADVICE = (
    "Without them the panel shows neither workers nor memory, and a scale only as asked for. It asks from "
    "the browser next: see “Workers and memory of a running cluster” there. Else set "
    "gateway.public-address to where the gateway's proxy serves /clusters/…, or ask your administrator to "
    "serve it at gateway.address too."
)


async def check_figures(context: CheckContext) -> CheckResult:
    """Ask as the panel does. The cluster's name is a secret, and not told."""
    reply = await context.api("api/v1/clusters/?status=running")
    if reply.status != 200:
        return skipped(say("The list of clusters was answered with HTTP {status}.", status=reply.status))
    first = _FIRST.match(reply.body)
    if first is None:
        return skipped("No cluster of yours is running. Check again while one is.")
    try:
        path = cluster_path(f"clusters/{first[1].decode()}/json/counts.json")
        counts = await context.figures(path)
    except (RequestError, UnicodeDecodeError) as error:
        if isinstance(error, RequestError) and error.id in {ErrorId.TIMED_OUT, ErrorId.BUSY}:
            return warning(
                "The scheduler of a running cluster did not answer in time.",
                "It may be busy: check again in a moment.",
            )
        return warning(
            join("A running cluster's workers and memory cannot be had from here.", _why(error)), _ADVICE
        )
    if counts.status != 200:
        text = "A running cluster's workers and memory cannot be had from here (HTTP {status})."
        return warning(say(text, status=counts.status), _ADVICE)
    told = await parse_json(counts.body)
    if not isinstance(told, dict) or "workers" not in told:
        return warning("What answers for a running cluster's scheduler tells no figures.", _ADVICE)
    return ok("A running cluster's scheduler tells its figures.")


def _why(error: Exception) -> str:
    return error.sentence if isinstance(error, RequestError) else ""
