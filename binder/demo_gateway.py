"""The gateway of demo/gateway beside a Jupyter server that has no other, for as long as that server runs.

`start` runs this with its own process id, which becomes the server's. What is to be set in the server's
environment goes to standard output, as lines for the shell; what people should know to standard error.
"""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

DEMO = Path(__file__).resolve().parent.parent / "demo" / "gateway"

# It needs two or three. After that the server starts all the same, and the panel finds it later.
PATIENCE_SECONDS = 10.0


def main(session: int) -> None:
    """Start a gateway unless one is configured, and print the settings that lead to it."""
    if is_configured():
        return
    port, api_port = free_ports(2)
    settings = settings_for(port)
    state = Path(tempfile.mkdtemp(prefix="dask-gateway-demo-"))
    environment = {
        **os.environ,
        "GATEWAY_PORT": str(port),
        "GATEWAY_API_PORT": str(api_port),
        "GATEWAY_PASSWORD": settings["DASK_GATEWAY__AUTH__KWARGS__PASSWORD"],
        "GATEWAY_CLUSTERS": str(state / "clusters"),
    }
    (state / "clusters").mkdir()
    log = state / "gateway.log"
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, __file__, "--keep", str(session), str(state)],
            env=environment,
            cwd=state,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            # A signal to the terminal's programs, such as Ctrl-C, is the server's: the gateway ends after it.
            start_new_session=True,
        )
    # Set in any case: the panel then says that this gateway does not answer, and not that there is none.
    for name, value in settings.items():
        print(f"export {name}={shlex.quote(value)}")
    wait(f"http://127.0.0.1:{port}/api/health", keeper, log)


def is_configured() -> bool:
    """Return whether dask's configuration, the environment included, names a gateway."""
    if os.environ.get("DASK_GATEWAY__ADDRESS"):
        return True
    from dask import config

    return bool(config.get("gateway.address", None))


def settings_for(port: int) -> dict[str, str]:
    """Return what the server's environment needs for a gateway at this port. What is set there stays."""
    # Where a hub has put this server: jupyter-server-proxy serves there what browsers do not reach otherwise.
    base = os.environ.get("JUPYTERHUB_SERVICE_PREFIX") or "/"
    wanted = {
        "DASK_GATEWAY__ADDRESS": f"http://127.0.0.1:{port}",
        "DASK_GATEWAY__PROXY_ADDRESS": f"gateway://127.0.0.1:{port}",
        "DASK_GATEWAY__PUBLIC_ADDRESS": f"{base.rstrip('/')}/proxy/{port}/",
        # dask-gateway's client takes the machine's proxy for any address, whatever NO_PROXY says.
        "DASK_GATEWAY__HTTP_CLIENT__PROXY": "False",
        "DASK_GATEWAY__AUTH__TYPE": "basic",
        "DASK_GATEWAY__AUTH__KWARGS__USERNAME": "demo",
        # The letters in front keep dask's configuration from reading digits as a number.
        "DASK_GATEWAY__AUTH__KWARGS__PASSWORD": f"demo-{secrets.token_hex(12)}",
        # A file: into a folder dask would write its defaults.
        "DASK_CONFIG": str(DEMO / "site.yaml"),
    }
    return {name: os.environ.get(name) or value for name, value in wanted.items()}


def free_ports(count: int) -> list[int]:
    """Return ports that were free a moment ago, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def wait(health: str, keeper: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the gateway answers, or say why it does not."""
    # It is on this machine: a proxy could not reach it.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if keeper.poll() is not None:
            tail = log.read_text(errors="replace").strip()[-2000:]
            say(f"The demo gateway did not start, so the panel will reach none:\n{tail}")
            return
        try:
            with opener.open(health, timeout=1):
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    say(f"The demo gateway does not answer yet. The panel will find it when it does; its log is {log}.")


def say(text: str) -> None:
    """Tell people, in the log of the session."""
    print(text, file=sys.stderr, flush=True)


def keep(session: int, state: Path) -> int:
    """Run the gateway until it ends, or the session has: then end it, with its clusters."""
    try:
        gateway = subprocess.Popen(["dask-gateway-server", "-f", str(DEMO / "dask_gateway_config.py")])
    except OSError as error:
        say(str(error))
        shutil.rmtree(state / "clusters")
        return 1
    signal.signal(signal.SIGTERM, lambda *_: gateway.terminate())
    while gateway.poll() is None and is_running(session):
        time.sleep(0.5)
    if is_running(session):
        # It ended by itself. Its log stays: it says why.
        shutil.rmtree(state / "clusters", ignore_errors=True)
        return gateway.returncode or 1
    gateway.terminate()
    try:
        gateway.wait(20)
    except subprocess.TimeoutExpired:
        gateway.kill()
    shutil.rmtree(state, ignore_errors=True)
    return 0


def is_running(process: int) -> bool:
    """Return whether there is a process of this id."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    if sys.argv[1] == "--keep":
        sys.exit(keep(int(sys.argv[2]), Path(sys.argv[3])))
    main(int(sys.argv[1]))
