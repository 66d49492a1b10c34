"""A real Jupyter server, a real gateway, and what of it is left when the server ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from real_gateway import TIMEOUT_SECONDS, started

TOKEN = "t0ken"
GRACE_SECONDS = 10
"""What JupyterHub's local spawners give a server after the signal."""

_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class JupyterServer:
    """A process of its own, on a free port."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log

    def ask(self, path: str, body: object = None, method: str | None = None) -> Any:
        """Send a request below <base>/, with the token."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/{path}",
            None if body is None else json.dumps(body).encode(),
            {"Authorization": f"token {TOKEN}"},
            method=method,
        )
        with _OPENER.open(request, timeout=TIMEOUT_SECONDS) as response:
            answer = response.read()
        return json.loads(answer) if answer else None

    def end(self, by: int | str) -> float:
        """End it by a signal, or by a POST to this path, and return the seconds that it took."""
        begin = time.monotonic()
        if isinstance(by, str):
            self.ask(by, {})
        else:
            self.process.send_signal(by)
        self.process.wait(TIMEOUT_SECONDS)
        return time.monotonic() - begin


@contextmanager
def jupyter_server(folder: Path, gateway: str, *arguments: str) -> Iterator[JupyterServer]:
    folder.mkdir()
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    environment |= {
        "HOME": str(folder),
        "DASK_GATEWAY__ADDRESS": gateway,
        "DASK_GATEWAY__AUTH__TYPE": "basic",
        "DASK_GATEWAY__AUTH__KWARGS": '{"username": "ada", "password": "s3cret"}',
    }
    log = folder / "log"
    command = [sys.executable, "-m", "jupyter_server", "--allow-root", "--no-browser", f"--port={port}"]
    command += [
        f"--IdentityProvider.token={TOKEN}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}",
    ]
    command += ["--ServerApp.jpserver_extensions={'jupyter_dask_gateway': True}", *arguments]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    server = JupyterServer(process, port, log)
    try:
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while True:
            try:
                server.ask("api/status")
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(log.read_text())
                time.sleep(0.1)
        yield server
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("end", [signal.SIGTERM, "api/shutdown"])
def test_a_ticked_cluster_ends_with_the_server_and_another_does_not(tmp_path: Path, end: int | str) -> None:
    with started(tmp_path) as gateway, jupyter_server(tmp_path / "first", gateway.address) as first:
        ticked, other, unticked = (
            first.ask("dask-gateway/api/v1/clusters/", {"cluster_options": {}})["name"] for _ in range(3)
        )
        for name, stop in ((ticked, True), (unticked, True), (unticked, False)):
            first.ask("dask-gateway/stop-with-server", {"cluster": name, "stop": stop})
        assert first.end(end) < GRACE_SECONDS
        log = first.log.read_text()
        assert f"stop cluster {ticked[:8]} with this server" in log
        assert not re.search(f"{ticked[:9]}|{other[:8]}|{unticked[:8]}", log)
        with jupyter_server(tmp_path / "second", gateway.address) as second:
            listed = set(second.ask("dask-gateway/api/v1/clusters/"))
            assert listed == {other, unticked}
            assert second.ask("dask-gateway/stop-with-server") == {"clusters": []}
            for name in listed:
                second.ask(f"dask-gateway/api/v1/clusters/{name}", method="DELETE")


def test_a_gateway_that_hangs_does_not_hold_up_the_end(tmp_path: Path) -> None:
    # It takes connections and never answers.
    with socket.create_server(("127.0.0.1", 0)) as silent:
        connections: list[socket.socket] = []
        accepting = threading.Thread(target=_accept_all, args=(silent, connections), daemon=True)
        accepting.start()
        gateway = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with jupyter_server(tmp_path / "jupyter", gateway, "--DaskGatewayExtension.stop_timeout=2") as server:
            for n in range(40):
                server.ask("dask-gateway/stop-with-server", {"cluster": f"{n:08}", "stop": True})
            assert server.end(signal.SIGTERM) < GRACE_SECONDS
            assert server.log.read_text().count("may go on without this server: no answer within") == 40
        for connection in connections:
            connection.close()


def _accept_all(listener: socket.socket, connections: list[socket.socket]) -> None:
    while True:
        try:
            connections.append(listener.accept()[0])
        except OSError:
            return
