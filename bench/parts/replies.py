"""How long a Jupyter server takes for /api/status while a gateway gives it the worst replies that we know.

npm run bench -- replies, or: .venv/bin/python bench/parts/replies.py [--seconds=6] [name of a reply …]

Three processes: the server with the extension, the gateway, and this one, which asks. Prints for each reply
a line of JSON with the times of the answers in milliseconds, and the same without any reply.
"hold" is the processor time of the longest turn of the server's loop: what is due meanwhile waits so long,
whatever else the machine does.
"""

from __future__ import annotations

import asyncio
import gc
import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

ROOT = Path(__file__).parent.parent.parent
TOKEN = "bench"  # noqa: S105  of a server that lives as long as this does
MB = 8_300_000  # just below the limit on replies
AT_ONCE = 4
CONFIGURING = ("DASK_", "JUPYTER")
TURN = "longest-turn"
KEY = b'"tls_key":"' + b"K" * 1700 + b'"'


def _list() -> bytes:
    key = {"tls_cert": "C" * 1000, "tls_key": "K" * 1700}
    info = {"status": "RUNNING", "options": {"cores": 1}, "dashboard_route": "/clusters/x/status", **key}
    return json.dumps({f"{n:032x}": {"name": f"{n:032x}", **info} for n in range(1000)}).encode()


def _filled(unit: bytes, before: bytes = b"{", after: bytes = KEY + b"}") -> bytes:
    return before + unit * (MB // len(unit)) + after


REPLIES = {
    "1,000 running clusters": _list(),
    "bomb": gzip.compress(b'{"tls_key":"' + b"K" * 64_000_000 + b'"}'),
    "names": _filled(b'"a":1,'),
    "keys": _filled(b'"tls_key":1,'),
    "clusters": _filled(b'"a":{"tls_key":1},'),
    "lists": _filled(b"[],", b'{"a":[', b"1]," + KEY + b"}"),
    "lists in lists": _filled(b"[[1]],", b'{"a":[', b"1]," + KEY + b"}"),
    "depth": _filled(b"[", b'{"tls_key":'),
    "strings": _filled(b'"",', b'{"a":[', b"1]," + KEY + b"}"),
    "escapes": _filled(b"\\\\", b'{"a":"', b'",' + KEY + b"}"),
    "space": _filled(b" "),
    "random": b'{"a":"' + os.urandom(MB // 2).hex().encode() + b'"}',
    "no key": _filled(b"ls_tls", b'{"a":"', b'"}'),
    "refusal": _filled(b"Permission failure verifying user's JupyterHub API toke"),
    "too large": _filled(b"x" * 1000) * 2,
}
CHUNKED = ("chunks of 1 byte", "chunks of 10 bytes")
CASES = (*REPLIES, *CHUNKED)


async def _gateway(port: int) -> None:
    chunks = {
        name: b"".join(b"%x\r\n%b\r\n" % (size, b"x" * size) for _ in range(1_000_000 // size)) + b"0\r\n\r\n"
        for name, size in zip(CHUNKED, (1, 10), strict=True)
    }

    async def answer(request: web.Request) -> web.StreamResponse:
        name = request.query.get("status", "")
        if name in chunks:
            assert request.transport is not None  # noqa: S101
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            request.transport.write(head + chunks[name])
            await asyncio.sleep(2)
            if request.transport is not None:
                request.transport.close()
        headers = {"Content-Encoding": "gzip"} if name == "bomb" else {}
        status = 500 if name == "refusal" else 200
        body = REPLIES.get(name, b"{}")
        return web.Response(status=status, body=body, content_type="application/json", headers=headers)

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


def _server(arguments: list[str]) -> None:
    """Run a Jupyter server that tells the longest turn of its loop when it is sent SIGUSR2."""
    from jupyter_server.serverapp import main

    run_once = asyncio.base_events.BaseEventLoop._run_once
    longest = collecting = 0.0

    def timed(loop: Any) -> None:
        nonlocal longest
        start = time.thread_time() - collecting
        run_once(loop)
        longest = max(longest, time.thread_time() - collecting - start)

    def collected(phase: str, _: object) -> None:
        # It goes through all that Jupyter has imported, whatever the replies are, which takes 200 ms.
        nonlocal collecting
        if threading.current_thread() is threading.main_thread():
            collecting += time.thread_time() * (1 if phase == "stop" else -1)

    def tell(*_: Any) -> None:
        nonlocal longest
        Path(os.environ["JUPYTER_CONFIG_DIR"], TURN).write_text(str(longest * 1000))
        longest = 0.0

    gc.callbacks.append(collected)
    asyncio.base_events.BaseEventLoop._run_once = timed
    signal.signal(signal.SIGUSR2, tell)
    main(arguments)


async def _longest_turn(server: int, folder: Path) -> float:
    """Return the milliseconds of the longest turn since this was asked last."""
    told = folder / TURN
    told.unlink(missing_ok=True)
    os.kill(server, signal.SIGUSR2)
    while not told.exists() or not (text := told.read_text()):  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    return float(text)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


@asynccontextmanager
async def _programs() -> AsyncIterator[tuple[str, Callable[[], Awaitable[float]]]]:
    """Start gateway and server; yield the server's address, and what asks for its longest turn."""
    gateway, server = _free_ports()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(CONFIGURING)},
            "DASK_CONFIG": folder,
            "DASK_GATEWAY__ADDRESS": f"http://127.0.0.1:{gateway}",
            "JUPYTER_CONFIG_DIR": folder,
            "JUPYTER_RUNTIME_DIR": folder,
            "PYTHONPATH": str(ROOT),
        }
        arguments = [
            "--ServerApp.jpserver_extensions=jupyter_dask_gateway=True",
            f"--IdentityProvider.token={TOKEN}",
            *("--no-browser", f"--port={server}", "--ServerApp.port_retries=0", "--allow-root"),
            *(f"--ServerApp.root_dir={folder}", "--log-level=CRITICAL"),
            "--ServerApp.tornado_settings={'compress_response': True}",
        ]
        commands = ([__file__, "gateway", str(gateway)], [__file__, "server", *arguments])
        programs = [subprocess.Popen([sys.executable, *each], env=environment) for each in commands]  # noqa: ASYNC220, S603
        try:
            yield f"http://127.0.0.1:{server}", lambda: _longest_turn(programs[1].pid, Path(folder))
        finally:
            for program in programs:
                program.terminate()
            for program in programs:
                program.wait()


async def _status_times(session: aiohttp.ClientSession, seconds: float) -> list[float]:
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        async with session.get("/api/status") as response:
            await response.read()
        times.append((time.perf_counter() - start) * 1000)
        await asyncio.sleep(0.005)
    return sorted(times)


async def _ask(session: aiohttp.ClientSession, case: str) -> str:
    async with session.get("/dask-gateway/api/v1/clusters/", params={"status": case}) as response:
        size = 0
        async for part in response.content.iter_any():
            size += len(part)
        return f"{response.headers.get('Dask-Gateway-Error', response.status)} {size / 1e6:.1f} MB"


async def _ask_again_and_again(session: aiohttp.ClientSession, case: str, seen: set[str]) -> None:
    while True:
        seen.add(await _ask(session, case))


async def _measure(
    address: str, longest_turn: Callable[[], Awaitable[float]], cases: Iterable[str], seconds: float
) -> None:
    headers = {"Authorization": f"token {TOKEN}"}
    # It asks as a browser does, packed, but leaves the unpacking: it would be in the way of the clock.
    async with aiohttp.ClientSession(
        address, headers={**headers, "Accept-Encoding": "gzip"}, auto_decompress=False
    ) as session:
        for _ in range(200):
            try:
                await _ask(session, "")
                break
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.1)
        await longest_turn()
        for case in ("", *cases):
            seen: set[str] = set()
            count = AT_ONCE if case else 0
            asking = [asyncio.ensure_future(_ask_again_and_again(session, case, seen)) for _ in range(count)]
            times = await _status_times(session, seconds)
            for task in asking:
                task.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
            told = {"case": case, "times": times, "hold": await longest_turn(), "answers": sorted(seen)}
            print(json.dumps(told), flush=True)


async def main(arguments: list[str]) -> None:
    """Try these replies, or all."""
    flag = "--seconds="
    names = [each for each in arguments if not each.startswith(flag)]
    seconds = [float(each.removeprefix(flag)) for each in arguments if each.startswith(flag)]
    async with _programs() as (address, longest_turn):
        await _measure(address, longest_turn, names or CASES, *seconds or [6.0])


match sys.argv[1:]:
    case ["gateway", port]:
        asyncio.run(_gateway(int(port)))
    case ["server", *rest]:
        _server(rest)
    case names:
        asyncio.run(main(names))
