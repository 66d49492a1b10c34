"""Records what schedulers of the installed version of distributed tell of themselves.

Run it once for each version, in an environment of its own that has that version:

    python -m venv /tmp/old && /tmp/old/bin/pip install distributed==2024.4.2 dask==2024.4.2
    /tmp/old/bin/python scripts/record_scheduler_replies.py tests/fixtures/scheduler

It starts a scheduler with no, one and two workers, with and without a limit to their memory, asks for
the same paths as the panel does, and writes `<version>.json`:

    {"distributed": str, "replies": [{"memory_limits": [bytes | 0, one for each worker], "threads": int,
      "counts": str, "identity": str}]}

The replies are kept as text, as they came: what is odd in them is what the tests are about.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import dask
import distributed
from distributed import Scheduler, Worker
from tornado.httpclient import AsyncHTTPClient

GIB = 2**30
THREADS = 2
"""Of each worker."""
WORKERS: list[list[int]] = [[], [4 * GIB], [4 * GIB, 4 * GIB], [0], [0, 0], [4 * GIB, 0]]
"""The memory limits, in bytes, of the workers of each recording; 0: none."""


async def _record(limits: list[int]) -> dict[str, Any]:
    async with AsyncExitStack() as stack:
        scheduler = await stack.enter_async_context(
            Scheduler(host="127.0.0.1", port=0, dashboard_address="127.0.0.1:0")
        )
        for number, limit in enumerate(limits):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="worker-"))
            await stack.enter_async_context(
                Worker(
                    scheduler.address,
                    name=f"worker-{number}",
                    nthreads=THREADS,
                    memory_limit=limit,
                    local_directory=folder,
                    dashboard_address="127.0.0.1:0",
                )
            )
        # What a worker says of its own load comes with its first heartbeats.
        await asyncio.sleep(1.5)
        base = f"http://127.0.0.1:{scheduler.http_server.port}/json"
        client = AsyncHTTPClient()
        counts, identity = [
            (await client.fetch(f"{base}/{name}.json")).body for name in ("counts", "identity")
        ]
    return {
        "memory_limits": limits,
        "threads": THREADS * len(limits),
        "counts": counts.decode(),
        "identity": identity.decode(),
    }


async def main(folder: Path) -> None:
    """Write the recordings of this version."""
    replies = [await _record(limits) for limits in WORKERS]
    recording = {"distributed": distributed.__version__, "replies": replies}
    path = folder / f"{distributed.__version__}.json"
    path.write_text(json.dumps(recording, indent=1) + "\n")
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    dask.config.set({"distributed.worker.memory.spill": False})
    asyncio.run(main(Path(sys.argv[1])))
