"""A real dask-gateway-server for the tests, on free ports."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

# What starts processes is given this many seconds on a slow machine.
TIMEOUT_SECONDS = 60


@dataclass
class RealGateway:
    address: str


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


@contextmanager
def started(
    folder: Path, config: Path | None = None, environment: dict[str, str] | None = None
) -> Iterator[RealGateway]:
    """Run one, with gateway_config.py or another configuration, until the block ends."""
    port, api_port = (str(port) for port in _free_ports())
    command = Path(sys.executable).with_name("dask-gateway-server")
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [command, "-f", config or Path(__file__).with_name("gateway_config.py")],
            cwd=folder,
            env={
                **os.environ,
                "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
                "GATEWAY_PORT": port,
                "GATEWAY_API_PORT": api_port,
                **(environment or {}),
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + TIMEOUT_SECONDS
    try:
        while True:
            try:
                opener.open(address + "/api/health").close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(log.read_text())
                time.sleep(0.1)
        yield RealGateway(address)
    finally:
        process.terminate()
        process.wait(TIMEOUT_SECONDS)
