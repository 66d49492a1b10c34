"""What it costs to count and tell: a request to the gateway by way of Jupyter servers that do and do not.

npm run bench -- telemetry, or: .venv/bin/python bench/parts/telemetry.py [number of requests].
Prints milliseconds as JSON.

A server that counts and writes events, and one that does neither, in processes of their own, are asked in
turn, so that whatever else the machine does concerns both.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import aiohttp
from aiohttp import web

TOKEN = "bench"  # noqa: S105  of a server that lives as long as this does
REQUESTS = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
SETTINGS = {
    "neither": ["--DaskGatewayExtension.metrics=False", "--DaskGatewayExtension.events=False"],
    "metrics and events": [],
}
CASES = {
    "a list of clusters": ("GET", "api/v1/clusters/"),
    "a stop": ("DELETE", "api/v1/clusters/0123456789abcdef0123456789abcdef"),
}
EVENTS = 'import logging\nc.EventLogger.handlers = [logging.FileHandler("events.jsonl")]\n'


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def _start(folder: Path, port: int, gateway: str, arguments: list[str]) -> subprocess.Popen[bytes]:
    folder.mkdir()
    (folder / "config.py").write_text(EVENTS)
    ours = ("DASK", "JUPYTER")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment |= {"HOME": str(folder), "DASK_GATEWAY__ADDRESS": gateway}
    command = [sys.executable, "-m", "jupyter_server", "--allow-root", "--no-browser", f"--port={port}"]
    command += [f"--IdentityProvider.token={TOKEN}", "--log-level=ERROR", f"--config={folder / 'config.py'}"]
    command += ["--ServerApp.jpserver_extensions={'jupyter_dask_gateway': True}", *arguments]
    with (folder / "log").open("w") as log:
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)  # noqa: S603


async def _ask(session: aiohttp.ClientSession, address: str, case: str) -> float:
    method, path = CASES[case]
    start = time.perf_counter()
    async with session.request(method, f"{address}/dask-gateway/{path}") as response:
        await response.read()
        assert response.status == 200, response.status  # noqa: S101
    return time.perf_counter() - start


async def _measure(addresses: dict[str, str]) -> None:
    async with aiohttp.ClientSession(headers={"Authorization": f"token {TOKEN}"}) as session:
        for address in addresses.values():
            for _ in range(300):
                try:
                    await _ask(session, address, "a list of clusters")
                    break
                except (aiohttp.ClientConnectionError, AssertionError):
                    await asyncio.sleep(0.1)
        found = {}
        for case in CASES:
            times: dict[str, list[float]] = {name: [] for name in addresses}
            for turn in range(REQUESTS):
                for name in list(addresses)[:: 1 if turn % 2 else -1]:
                    times[name].append(await _ask(session, addresses[name], case))
            found[case] = {name: [1e3 * each for each in all_of] for name, all_of in times.items()}
    print(json.dumps(found))


async def main() -> None:
    """Start what there is to start, and ask."""

    async def answer(request: web.BaseRequest) -> web.Response:
        return web.json_response({})

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    gateway = f"http://127.0.0.1:{runner.addresses[0][1]}"
    with tempfile.TemporaryDirectory() as folder:
        ports = {name: _free_port() for name in SETTINGS}
        programs = [
            _start(Path(folder, str(port)), port, gateway, SETTINGS[name]) for name, port in ports.items()
        ]
        try:
            await _measure({name: f"http://127.0.0.1:{port}" for name, port in ports.items()})
        finally:
            for program in programs:
                program.terminate()
            for program in programs:
                program.wait()
            await runner.cleanup()


asyncio.run(main())
