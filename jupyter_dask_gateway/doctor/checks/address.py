"""Whether there is an address at all."""

from __future__ import annotations

import json

from ..context import CheckContext
from ..result import CheckResult, ok


async def check_address(context: CheckContext) -> CheckResult:
    """Read the configuration once, for all steps. Its own errors say what to do."""
    context.connection = await context.client.connection()
    context.config = json.loads((await context.client.config()).body)
    return ok(f"gateway.address is {context.connection.address}")
