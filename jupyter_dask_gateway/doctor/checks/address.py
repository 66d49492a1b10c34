"""Whether there is an address at all."""

from __future__ import annotations

import json

from ..context import Case
from ..result import Verdict, ok


async def address(case: Case) -> Verdict:
    """Read the configuration once, for all steps. Its own errors say what to do."""
    case.connection = await case.client.connection()
    case.config = json.loads((await case.client.config()).body)
    return ok(f"gateway.address is {case.connection.address}")
