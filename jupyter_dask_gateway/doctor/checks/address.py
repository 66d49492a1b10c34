"""Whether there is an address at all."""

from __future__ import annotations

from ...config.public import ROUTE
from ...languages import say
from ..context import CheckContext
from ..result import CheckResult, ok, warning


async def check_address(context: CheckContext) -> CheckResult:
    """Read the configuration once, for all steps. Its own errors say what to do."""
    context.connection = await context.client.connection()
    context.config = await context.client.published_config()
    text = say("gateway.address is {address}", address=context.connection.address)
    # The others have steps of their own.
    fault = context.config["problems"].get(ROUTE)
    return (
        ok(text)
        if fault is None
        else warning(say("{text}. {fault}", text=text, fault=fault), "Pages take whichever route works.")
    )
