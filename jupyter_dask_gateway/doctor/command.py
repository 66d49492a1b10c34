"""`jupyter dask-gateway doctor`, on any machine with dask's configuration and in a hub user's terminal."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import threading
from collections.abc import Sequence

from ..passthrough import place
from ..passthrough.limits import Limits
from ..passthrough.startup import Startup
from .examination import examine
from .finding import Finding, Outcome
from .report import as_json, as_text


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit status: 1 if a step failed."""
    parser = argparse.ArgumentParser(
        prog="jupyter dask-gateway", description="Dask Gateway in Jupyter, from a terminal."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    doctor = commands.add_parser(
        "doctor",
        help="check the connection to the gateway, step by step",
        description="Check the connection to the gateway of dask's configuration, step by step. "
        "The exit status is 1 if a step failed.",
    )
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")
    chosen = parser.parse_args(arguments)

    place.name = "terminal"
    findings = asyncio.run(_examine())
    print(as_json(findings) if chosen.json else as_text(findings))
    status = int(any(it.verdict.outcome is Outcome.FAILED for it in findings))
    if threading.active_count() > 1:
        # An authentication class that hangs has a thread for which Python would wait.
        sys.stdout.flush()
        os._exit(status)
    return status


async def _examine() -> list[Finding]:
    limits = Limits()
    startup = Startup(limits)
    try:
        return await examine(startup.client, limits.doctor)
    finally:
        await startup.close()


if __name__ == "__main__":
    sys.exit(main())
