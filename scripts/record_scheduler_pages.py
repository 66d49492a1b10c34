"""Records the pages of a scheduler of the installed version of distributed that are read for their text.

Run it as record_scheduler_replies.py, with bokeh beside distributed (without it there are no plots):

    /tmp/old/bin/python scripts/record_scheduler_pages.py tests/fixtures/scheduler_pages

It starts a scheduler and a worker, has both log some lines and a task fail, and writes what they tell into
`<version>/`: scheduler-log.html, worker-log.html, exceptions.html and plots.json. They are kept as they came,
but for the paths of this machine. Versions before 2022.6 have no page of exceptions.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import quote_plus

import dask
import distributed
from distributed import Client, Scheduler, Worker
from tornado.httpclient import AsyncHTTPClient

PAGES = {
    "scheduler-log.html": "info/main/logs.html",
    "exceptions.html": "info/main/exceptions.html",
    "plots.json": "individual-plots.json",
}
SCRIPT = str(Path(__file__).resolve())
ODD_LINES = [
    "A line of the test <b>with markup</b> & an ampersand",
    "Two\nlines",
    "Colours \x1b[31mred\x1b[0m and a bell \x07",
]


def _fails(number: int) -> int:
    return number // 0


async def _record() -> dict[str, str]:
    texts = {}
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="worker-"))
        scheduler = await stack.enter_async_context(
            Scheduler(host="127.0.0.1", port=0, dashboard_address="127.0.0.1:0")
        )
        worker = await stack.enter_async_context(
            Worker(scheduler.address, name="worker-0", local_directory=folder)
        )
        client = await stack.enter_async_context(Client(scheduler.address, asynchronous=True))
        for program in ("scheduler", "worker"):
            for line in ODD_LINES:
                logging.getLogger(f"distributed.{program}").warning("%s: %s", program, line)
        await distributed.wait(client.submit(_fails, 1, key="fails-<i>1</i>"))
        base = f"http://127.0.0.1:{scheduler.http_server.port}/"
        paths = {**PAGES, "worker-log.html": f"info/logs/{quote_plus(worker.address)}.html"}
        for name, path in paths.items():
            answer = await AsyncHTTPClient().fetch(base + path, raise_error=False)
            if answer.code == 200:
                texts[name] = answer.body.decode()
        for path, told in [
            (folder, "/scratch"),
            (sys.prefix, "/opt/env"),
            (sys.base_prefix, "/opt/python"),
            (SCRIPT, "/home/ada/analysis.py"),
            (tempfile.gettempdir(), "/scratch"),
        ]:
            texts = {name: text.replace(path, told) for name, text in texts.items()}
        return texts


def main(folder: Path) -> None:
    """Write the recordings of this version."""
    texts = asyncio.run(_record())
    folder = folder / distributed.__version__
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text)
        sys.stdout.write(f"{folder / name}\n")


if __name__ == "__main__":
    # On logging.
    dask.config.set({"distributed.logging": {"distributed": "info"}})
    main(Path(sys.argv[1]))
