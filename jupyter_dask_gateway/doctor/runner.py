"""The order of the steps, and what each needs to hold before it makes sense."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ..config.errors import ConfigurationError
from ..gateway.errors import RequestError
from ..languages import say
from .result import CheckResult, Finding, failed, ok, skipped
from .step import INSTALLED, Step

if TYPE_CHECKING:
    from ..gateway.client import GatewayClient
    from .context import CheckContext


async def run_checks(client: Callable[[], Awaitable[GatewayClient]], seconds: float) -> list[Finding]:
    """Return what holds and what does not, within `seconds`. Raises nothing."""
    deadline = time.monotonic() + seconds
    try:
        gateway_client = await client()
    except RequestError as error:
        return [Finding(INSTALLED, failed(error.sentence))]
    # What these import is loaded by now, in a thread.
    from .checks import STEPS
    from .context import CheckContext

    context = CheckContext(gateway_client, seconds / 3)
    findings = {INSTALLED: Finding(INSTALLED, ok("dask_gateway can be imported."))}
    for step in STEPS:
        missing = next((name for name in step.needs if not findings[name].holds), None)
        seconds_left = deadline - time.monotonic()
        if missing is not None:
            result = skipped(say("It needs “{step}” first.", step=missing))
        elif seconds_left <= 0:
            result = skipped("The steps before it have used up the time.")
        else:
            result = await _run_check(step, context, seconds_left)
        findings[step.name] = Finding(step.name, result)
    return list(findings.values())


async def _run_check(step: Step, context: CheckContext, seconds_left: float) -> CheckResult:
    try:
        return await asyncio.wait_for(step.check(context), seconds_left)
    except RequestError as error:
        return failed(error.sentence)
    except ConfigurationError as error:
        return failed(error.sentence(context.client.program))
    except asyncio.TimeoutError:
        return failed("There was no answer before the time for this examination was over.")
    except Exception as error:
        # A mistake of ours is to cost one step, not all. Its message may quote anything.
        return failed(
            say("This check itself failed ({kind}): please report that.", kind=type(error).__name__)
        )
