"""Records what schedulers of the installed version of distributed tell of themselves.

Run it once for each version, in an environment of its own that has that version:

    python -m venv /tmp/old && /tmp/old/bin/pip install distributed==2024.4.2 dask==2024.4.2
    /tmp/old/bin/python scripts/record_scheduler_replies.py tests/fixtures/scheduler

It starts a scheduler with no, one and two workers, with and without a limit to their memory, asks for
the same paths as the panel does, and writes `<version>.json`:

    {"distributed": str, "replies": [{"memory_limits": [bytes | 0, one for each worker], "threads": int,
      "counts": str, "identity": str}],
     "working": {"tasks": {state: int}, "counts": str}}

"working" is of one with two workers that hold three results, run two tasks for which two others wait,
and have failed in one.

The replies are kept as text, as they came: what is odd in them is what the tests are about.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import dask
import distributed
from distributed import Client, Scheduler, Worker, wait
from tornado.httpclient import AsyncHTTPClient

GIB = 2**30
THREADS = 2
"""Of each worker."""
WORKERS: list[list[int]] = [[], [4 * GIB], [4 * GIB, 4 * GIB], [0], [0, 0], [4 * GIB, 0]]
"""The memory limits, in bytes, of the workers of each recording; 0: none."""


async def _started(stack: AsyncExitStack, limits: list[int]) -> Scheduler:
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
    return scheduler


async def _told(scheduler: Scheduler, name: str) -> str:
    url = f"http://127.0.0.1:{scheduler.http_server.port}/json/{name}.json"
    return (await AsyncHTTPClient().fetch(url)).body.decode()


async def _record(limits: list[int]) -> dict[str, Any]:
    async with AsyncExitStack() as stack:
        scheduler = await _started(stack, limits)
        # What a worker says of its own load comes with its first heartbeats.
        await asyncio.sleep(1.5)
        return {
            "memory_limits": limits,
            "threads": THREADS * len(limits),
            "counts": await _told(scheduler, "counts"),
            "identity": await _told(scheduler, "identity"),
        }


async def _record_working() -> dict[str, Any]:
    async with AsyncExitStack() as stack:
        scheduler = await _started(stack, [4 * GIB, 4 * GIB])
        client = await stack.enter_async_context(Client(scheduler.address, asynchronous=True))
        results = client.map(bytes, [1_000, 2_000, 3_000])
        failed = client.submit(int, "no number")
        await wait([*results, failed])
        running = client.map(time.sleep, [5, 5.1])
        waiting = client.map(str, running)
        await asyncio.sleep(1.5)
        tasks = {"memory": len(results), "erred": 1, "processing": len(running), "waiting": len(waiting)}
        return {"tasks": tasks, "counts": await _told(scheduler, "counts")}


async def main(folder: Path) -> None:
    """Write the recordings of this version."""
    replies = [await _record(limits) for limits in WORKERS]
    working = await _record_working()
    recording = {"distributed": distributed.__version__, "replies": replies, "working": working}
    path = folder / f"{distributed.__version__}.json"
    path.write_text(json.dumps(recording, indent=1) + "\n")
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    dask.config.set({"distributed.worker.memory.spill": False})
    asyncio.run(main(Path(sys.argv[1])))
