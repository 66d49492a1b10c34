"""Records what schedulers of the installed version of distributed tell of workers that have something to do.

Run it once for each version, in an environment of its own that has that version:

    python -m venv /tmp/old && /tmp/old/bin/pip install distributed==2024.4.2 dask==2024.4.2
    /tmp/old/bin/python scripts/record_worker_load.py tests/fixtures/workers

Four workers: "calm" has nothing to do, "full" is near its memory limit, "paused" is paused, "busy" computes
two tasks, has six more queued, keeps three results and has spilled some of them. `<version>.json` has what
came as text: what is odd in it is what the tests are about.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

import dask
import distributed
import psutil
from distributed import Client, Scheduler, Worker
from tornado.httpclient import AsyncHTTPClient

GIB = 2**30


def _kept(number: int) -> bytes:
    return bytes(10_000_000 + number)


async def _record() -> str:
    async with AsyncExitStack() as stack:
        scheduler = await stack.enter_async_context(
            Scheduler(host="127.0.0.1", port=0, dashboard_address="127.0.0.1:0")
        )
        workers = {}
        limits = {"calm": 4 * GIB, "full": 0, "paused": 4 * GIB, "busy": 4 * GIB}
        for name, limit in limits.items():
            # All are in one process, and share its memory.
            used = psutil.Process().memory_info().rss
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="worker-"))
            workers[name] = await stack.enter_async_context(
                Worker(
                    scheduler.address,
                    name=name,
                    nthreads=2,
                    memory_limit=limit or int(used * 1.25),
                    local_directory=folder,
                    dashboard_address="127.0.0.1:0",
                )
            )
        client = await stack.enter_async_context(Client(scheduler.address, asynchronous=True))
        kept = [client.submit(_kept, number, workers=["busy"], pure=False) for number in range(3)]
        await client.gather([client.submit(len, future) for future in kept])
        busy = workers["busy"]
        evict = getattr(busy.data, "evict", None)
        if evict is not None:
            evict()
        paused = workers["paused"]
        paused.status = distributed.core.Status.paused
        running = [client.submit(time.sleep, 8, workers=["busy"], pure=False) for _ in range(8)]
        await asyncio.sleep(2.5)
        url = f"http://127.0.0.1:{scheduler.http_server.port}/json/identity.json"
        body = (await AsyncHTTPClient().fetch(url)).body
        await client.cancel(running)
        return body.decode()


async def main(folder: Path) -> None:
    """Write the recording of this version."""
    path = folder / f"{distributed.__version__}.json"
    path.write_text(await _record() + "\n")
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    dask.config.set(
        {
            "distributed.worker.memory.pause": False,
            "distributed.worker.memory.spill": False,
            "distributed.worker.memory.target": 0.9,
            "distributed.worker.memory.terminate": False,
            "distributed.scheduler.worker-saturation": "inf",
        }
    )
    asyncio.run(main(Path(sys.argv[1])))
