"""`jupyter dask-gateway doctor`, on any machine with dask's configuration and in a hub user's terminal."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import threading
from typing import Any

from ..doctor.report import as_json, as_text
from ..doctor.result import Finding, Outcome
from ..doctor.runner import run_checks
from ..gateway.lazy_client import LazyClient
from ..gateway.limits import Limits
from ..languages import language_of_environment, spoken


def add_parser(commands: Any) -> None:
    """Add the command to what `ArgumentParser.add_subparsers` has returned."""
    parser = commands.add_parser(
        "doctor",
        help=spoken("check the connection to the gateway, step by step"),
        description=spoken(
            "Check the connection to the gateway of dask's configuration, step by step. "
            "The exit status is 1 if a step failed."
        ),
    )
    parser.add_argument("--json", action="store_true", help=spoken("print the findings as JSON"))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings and return the exit status: 1 if a step failed."""
    findings = asyncio.run(_run_checks())
    print(as_json(findings) if arguments.json else as_text(findings, language_of_environment()))
    status = int(any(it.result.outcome is Outcome.FAILED for it in findings))
    if threading.active_count() > 1:
        # An authentication class that hangs has a thread for which Python would wait.
        sys.stdout.flush()
        os._exit(status)
    return status


async def _run_checks() -> list[Finding]:
    limits = Limits()
    lazy_client = LazyClient(limits, "terminal")
    try:
        return await run_checks(lazy_client.get, limits.doctor_timeout)
    finally:
        await lazy_client.close()
