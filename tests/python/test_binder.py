"""What runs on Binder: the scripts of binder/, with a stand-in for the gateway.

`npm run test:matrix -- Binder` runs them as repo2docker does, with a real gateway and JupyterLab.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BINDER = ROOT / "binder"

# Answers as a gateway does, and notes how it was started and how it ended.
GATEWAY = """
import http.server, json, os, signal, sys
here = os.environ["FAKE_GATEWAYS"]
def note(name, content):
    with open(os.path.join(here, name), "w") as file:
        file.write(content)
port = os.environ["GATEWAY_PORT"]
note(port + ".started", json.dumps({"arguments": sys.argv[1:], "environment": dict(os.environ)}))
def end(*_):
    note(port + ".ended", "")
    sys.exit()
signal.signal(signal.SIGTERM, end)
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/api/health" else 404)
        self.end_headers()
    def log_message(self, *_):
        pass
http.server.HTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()
"""
# This Python, without the programs beside it: a real gateway may be one of them.
WITHOUT_NEIGHBOURS = f"import os, sys; os.execv({sys.executable!r}, [{sys.executable!r}, *sys.argv[1:]])"
BROKEN = "import sys; sys.exit('the port is of no use')"
# The Jupyter server: says how it was started, and ends when it is told to.
SERVER = """
import json, os, sys
told = {"arguments": sys.argv[1:], "environment": dict(os.environ), "pid": os.getpid()}
print(json.dumps(told), flush=True)
sys.stdin.read()
sys.exit(3)
"""


class Session:
    """Runs of `start`, in an environment without a gateway."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.gateways = folder / "gateways"
        self.programs = folder / "programs"
        self.temporary = folder / "tmp"
        for each in (self.gateways, self.programs, self.temporary):
            each.mkdir()
        self.running: list[subprocess.Popen[str]] = []

    def program(self, name: str, code: str) -> None:
        file = self.programs / name
        file.write_text(f"#!{sys.executable}\n{code}")
        file.chmod(0o755)

    def start(self, *arguments: str, **variables: str) -> dict[str, Any]:
        """Return what the server was started with; `process` runs."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DASK")}
        process = subprocess.Popen(
            [str(BINDER / "start"), "fake-server", *arguments],
            env={
                **environment,
                # No configuration of dask's of whoever runs this.
                "HOME": str(self.folder),
                "PATH": f"{self.programs}:{Path(sys.executable).parent}:{os.environ['PATH']}",
                "TMPDIR": str(self.temporary),
                "FAKE_GATEWAYS": str(self.gateways),
                **variables,
            },
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(process)
        assert process.stdout is not None
        return {**json.loads(process.stdout.readline()), "process": process}

    def end(self, process: subprocess.Popen[str]) -> str:
        """End a server and return what `start` has said before it."""
        _, said = process.communicate("", timeout=20)
        assert process.returncode == 3
        return said

    def started(self) -> list[dict[str, Any]]:
        return [json.loads(file.read_text()) for file in sorted(self.gateways.glob("*.started"))]

    def ended(self, gateway: dict[str, Any]) -> bool:
        return (self.gateways / f"{gateway['environment']['GATEWAY_PORT']}.ended").exists()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session = Session(tmp_path)
    session.program("dask-gateway-server", GATEWAY)
    session.program("fake-server", SERVER)
    yield session
    for process in session.running:
        process.kill()
        process.communicate()
    # With its session each gateway ends, and takes its files along.
    eventually(lambda: all(map(session.ended, session.started())))
    eventually(lambda: not any(session.temporary.glob("dask-gateway-demo-*/clusters")))


def eventually(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def gateway_settings(environment: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith("DASK_GATEWAY__")}


@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_scripts_are_sound_and_executable(name: str) -> None:
    script = BINDER / name
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert script.stat().st_mode & stat.S_IXUSR
    assert script.read_text().startswith("#!/bin/bash\n")


def test_the_build_stops_at_the_first_error_and_shows_what_is_installed() -> None:
    lines = (BINDER / "postBuild").read_text().splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands[0] == "set -e"
    assert commands[-2:] == ["jupyter labextension list", "jupyter server extension list"]


def test_the_page_that_chooses_first_has_its_troubles_documented() -> None:
    source = (ROOT / "demo/binder-page/sentences.ts").read_text("utf-8")
    faults = re.findall(r'"([A-Z].+)"', source.partition("export const faults")[2])
    others = [re.search(rf'\b{name}:\s+"(.+)"', source) for name in ("quiet", "tooLong", "badAddress")]
    said = faults + [match[1] for match in others if match]
    assert len(said) == 14
    page = (ROOT / "docs/binder.md").read_text("utf-8")
    table = page.partition("| what the page says |")[2].partition("\n\n")[0]
    told = re.findall(r"^\| \*\*(.+?)\*\* \|", table, re.M)
    assert [it for it in said if not any(it.startswith(each) for each in told)] == []
    assert [each for each in told if not any(it.startswith(each) for it in said)] == []


def test_the_server_takes_the_place_of_the_start_script() -> None:
    assert (BINDER / "start").read_text().splitlines()[-1] == 'exec "$@"'


def test_the_workspace_shows_the_panel_and_a_notebook_that_is_there() -> None:
    data = json.loads((BINDER / "workspace.json").read_text())
    layout = data["data"]["layout-restorer:data"]
    assert layout["left"]["current"] == "dask-gateway-panel"
    (notebook,) = layout["main"]["dock"]["widgets"]
    path = data["data"][notebook]["data"]["path"]
    assert notebook == f"notebook:{path}"
    assert (ROOT / path).is_file()


def test_where_no_gateway_is_configured_one_starts(session: Session) -> None:
    server = session.start("--an argument", JUPYTERHUB_SERVICE_PREFIX="/user/ada/")
    assert server["arguments"] == ["--an argument"]
    assert server["pid"] == server["process"].pid
    (gateway,) = session.started()
    port = gateway["environment"]["GATEWAY_PORT"]
    password = gateway["environment"]["GATEWAY_PASSWORD"]
    assert gateway_settings(server["environment"]) == {
        "DASK_GATEWAY__ADDRESS": f"http://127.0.0.1:{port}",
        "DASK_GATEWAY__PROXY_ADDRESS": f"gateway://127.0.0.1:{port}",
        "DASK_GATEWAY__PUBLIC_ADDRESS": f"/user/ada/proxy/{port}/",
        "DASK_GATEWAY__HTTP_CLIENT__PROXY": "False",
        "DASK_GATEWAY__AUTH__TYPE": "basic",
        "DASK_GATEWAY__AUTH__KWARGS__USERNAME": "demo",
        "DASK_GATEWAY__AUTH__KWARGS__PASSWORD": password,
    }
    assert len(password) > 20
    config = Path(gateway["arguments"][1])
    assert config == ROOT / "demo/gateway/dask_gateway_config.py"
    assert config.is_file()
    assert Path(server["environment"]["DASK_CONFIG"]) == ROOT / "demo/gateway/site.yaml"
    assert not session.ended(gateway)
    assert session.end(server["process"]) == ""
    eventually(lambda: session.ended(gateway))


def test_a_proxy_of_the_machines_is_not_asked_for_what_is_on_it(session: Session) -> None:
    begun = time.monotonic()
    nowhere = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"), "http://127.0.0.1:9")
    server = session.start(**nowhere, NO_PROXY="", no_proxy="")
    assert time.monotonic() - begun < 8
    assert server["environment"]["DASK_GATEWAY__HTTP_CLIENT__PROXY"] == "False"
    assert session.end(server["process"]) == ""


def test_a_configured_gateway_is_used_and_nothing_is_added(session: Session) -> None:
    server = session.start(DASK_GATEWAY__ADDRESS="http://proxy-public/services/dask-gateway")
    settings = {"DASK_GATEWAY__ADDRESS": "http://proxy-public/services/dask-gateway"}
    assert gateway_settings(server["environment"]) == settings
    assert "DASK_CONFIG" not in server["environment"]
    assert session.end(server["process"]) == ""
    assert session.started() == []


def test_a_gateway_of_dasks_configuration_is_used_too(session: Session) -> None:
    file = session.folder / "gateway.yaml"
    file.write_text("gateway: {address: 'https://gateway.example.org'}")
    server = session.start(DASK_CONFIG=str(file))
    assert gateway_settings(server["environment"]) == {}
    session.end(server["process"])
    assert session.started() == []


def test_what_is_set_stays(session: Session) -> None:
    mine = {
        "DASK_GATEWAY__AUTH__KWARGS__USERNAME": "ada",
        "DASK_GATEWAY__AUTH__KWARGS__PASSWORD": "it's $HOME",
        "DASK_GATEWAY__PUBLIC_ADDRESS": "https://gateway.example.org/",
    }
    server = session.start(DASK_GATEWAY__ADDRESS="", **mine)
    settings = gateway_settings(server["environment"])
    assert {name: settings[name] for name in mine} == mine
    (gateway,) = session.started()
    assert gateway["environment"]["GATEWAY_PASSWORD"] == "it's $HOME"
    assert settings["DASK_GATEWAY__ADDRESS"].endswith(gateway["environment"]["GATEWAY_PORT"])


@pytest.mark.parametrize("code", [BROKEN, None])
def test_where_the_gateway_does_not_start_the_server_does_and_it_is_said(
    session: Session, code: str | None
) -> None:
    if code is None:
        (session.programs / "dask-gateway-server").unlink()
        session.program("python3", WITHOUT_NEIGHBOURS)
    else:
        session.program("dask-gateway-server", code)
    variables = {} if code else {"PATH": f"{session.programs}:/usr/bin:/bin"}
    server = session.start(**variables)
    # The panel then says that this one does not answer.
    assert server["environment"]["DASK_GATEWAY__ADDRESS"].startswith("http://127.0.0.1:")
    said = session.end(server["process"])
    assert "The demo gateway did not start, so the panel will reach none:" in said
    assert ("the port is of no use" if code else "dask-gateway-server") in said


def test_without_a_python_that_has_dask_the_server_starts(session: Session) -> None:
    session.program("python3", "import sys; sys.exit('no such module')")
    server = session.start()
    assert gateway_settings(server["environment"]) == {}
    assert "no such module" in session.end(server["process"])


def test_a_start_in_a_session_takes_its_gateway(session: Session) -> None:
    outer = session.start()
    inner = session.start(**gateway_settings(outer["environment"]))
    assert gateway_settings(inner["environment"]) == gateway_settings(outer["environment"])
    assert len(session.started()) == 1
    session.end(inner["process"])
    assert not session.ended(session.started()[0])


def test_two_sessions_have_a_gateway_each(session: Session) -> None:
    first, second = session.start(), session.start()
    addresses = {each["environment"]["DASK_GATEWAY__ADDRESS"] for each in (first, second)}
    assert len(addresses) == len(session.started()) == 2
    session.end(first["process"])
    eventually(lambda: sum(map(session.ended, session.started())) == 1)


@pytest.fixture
def module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo_gateway", BINDER / "demo_gateway.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_slow_gateway_does_not_hold_the_server_up(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.3)
    (port,) = module.free_ports(1)
    with subprocess.Popen(["sleep", "20"]) as keeper:
        module.wait(f"http://127.0.0.1:{port}/api/health", keeper, tmp_path / "gateway.log")
        keeper.kill()
    assert "does not answer yet" in capsys.readouterr().err
