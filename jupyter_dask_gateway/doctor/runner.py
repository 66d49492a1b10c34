"""The order of the steps, and what each needs to hold before it makes sense."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ..config.errors import ConfigurationError
from ..gateway.errors import PassThroughError
from .result import Finding, Verdict, failed, ok, skipped
from .step import INSTALLED, Step

if TYPE_CHECKING:
    from ..gateway.client import GatewayClient
    from .context import Case


async def examine(client: Callable[[], Awaitable[GatewayClient]], limit: float) -> list[Finding]:
    """Return what holds and what does not, within `limit` seconds. Raises nothing."""
    deadline = time.monotonic() + limit
    try:
        found = await client()
    except PassThroughError as error:
        return [Finding(INSTALLED, failed(str(error)))]
    # What these import is loaded by now, in a thread.
    from .checks import STEPS
    from .context import Case

    case = Case(found, limit / 3)
    findings = {INSTALLED: Finding(INSTALLED, ok("dask_gateway can be imported."))}
    for step in STEPS:
        missing = next((name for name in step.needs if not findings[name].holds), None)
        left = deadline - time.monotonic()
        if missing is not None:
            verdict = skipped(f"It needs “{missing}” first.")
        elif left <= 0:
            verdict = skipped("The steps before it have used up the time.")
        else:
            verdict = await _verdict(step, case, left)
        findings[step.name] = Finding(step.name, verdict)
    return list(findings.values())


async def _verdict(step: Step, case: Case, left: float) -> Verdict:
    try:
        return await asyncio.wait_for(step.check(case), left)
    except PassThroughError as error:
        return failed(str(error))
    except ConfigurationError as error:
        return failed(error.sentence(case.client.program))
    except asyncio.TimeoutError:
        return failed("There was no answer before the time for this examination was over.")
    except Exception as error:
        # A mistake of ours is to cost one step, not all. Its message may quote anything.
        return failed(f"This check itself failed ({type(error).__name__}): please report that.")
