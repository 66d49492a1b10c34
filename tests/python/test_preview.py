"""`jupyter dask-gateway preview`: the page, and what it is answered."""

from __future__ import annotations

import asyncio
import html
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from fake_gateway import FakeGateway

from jupyter_dask_gateway import front_end
from jupyter_dask_gateway.admin.facts import Who
from jupyter_dask_gateway.admin.preview import browser
from jupyter_dask_gateway.admin.source import open_source
from jupyter_dask_gateway.cli.main import main

SITES = Path(__file__).parents[1] / "fixtures" / "sites"
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Preview:
    """The command, running."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/[\w-]{20,}/", line)
        assert found, (line, process.stderr and process.stderr.read())
        self.address = found[0]

    def ask(self, path: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, str, Any]:
        data = None if body is None else json.dumps(body).encode()
        url = path if path.startswith("http") else self.address + path
        request = urllib.request.Request(url, data, headers or {})
        try:
            with OPENER.open(request) as reply:
                return reply.status, reply.read().decode(), reply.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.headers

    def options(self) -> tuple[int, Any]:
        status, text, _ = self.ask("options")
        return status, json.loads(text)

    def launch(self, **options: Any) -> tuple[int, Any]:
        status, text, _ = self.ask("try", {"cluster_options": options})
        return status, json.loads(text)

    def end(self) -> str:
        """End it as Ctrl-C does, and return what it has said."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=60)
        assert self.process.returncode == 0
        return said


@pytest.fixture
def preview() -> Iterator[Callable[..., Preview]]:
    running = []

    def start(*arguments: str) -> Preview:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_dask_gateway", "preview", *arguments, "--no-browser"],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return Preview(process)

    yield start
    for process in running:
        process.kill()
        process.communicate()


def choices(reply: Any, name: str) -> list[str]:
    [field] = [it for it in reply["cluster_options"] if it["field"] == name]
    chosen: list[str] = field["spec"]["options"]
    return chosen


def test_the_page_and_who_may_have_it(preview: Any, tmp_path: Path) -> None:
    site = tmp_path / "site.yaml"
    site.write_text('gateway: {jupyter: {site: {workers: 4, help: {text: "<b>\\"&"}}}}')
    shown = preview(
        str(SITES / "by_group.py"), "--user", "<i>ada", "--groups", "analyst, <b>", "--site", str(site)
    )
    status, page, headers = shown.ask("")
    assert status == 200
    assert (
        "As <strong><bdi>&lt;i&gt;ada</bdi></strong> (groups: <bdi>analyst</bdi>, <bdi>&lt;b&gt;</bdi>)"
        in page
    )
    # The form of a file that sets no options says no more than that there are none.
    assert "<code>jupyter dask-gateway lint</code> says what is wrong with it." in page
    [attribute] = re.findall('site="([^"]*)"', page)
    told = json.loads(html.unescape(attribute))
    assert (told["workers"], told["help"]["text"]) == (4, '<b>"&')
    chinese = {"Accept-Language": "de, zh-CN;q=0.7, en;q=0.3"}
    _, page, _ = shown.ask("", headers=chinese)
    assert '<html lang="zh-CN">' in page
    groups = "<bdi>analyst</bdi>, <bdi>&lt;b&gt;</bdi>"
    assert f"按 <strong><bdi>&lt;i&gt;ada</bdi></strong>（组：{groups}）将看到的样子显示。" in page
    assert shown.ask("nothing", headers=chinese)[1] == json.dumps({"error": "404：这里没有内容。"})
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    for script in re.findall('src="([^"]+)"', page):
        status, text, headers = shown.ask(script)
        assert (status, headers["Content-Type"], len(text) > 0) == (200, "text/javascript", True)
    assert shown.ask("static/page.css")[0] == 200

    # Nothing for who does not know the address, or came under another name.
    origin = shown.address[: shown.address.index("/", 8)]
    for path in ("/", "/static/page.js", "/x/options"):
        status, text, headers = shown.ask(origin + path)
        assert status == 404
        assert shown.address not in text + str(headers)
    assert shown.ask("", headers={"Host": "evil.example"})[0] == 403
    assert shown.ask("options", headers={"Host": "evil.example"})[0] == 403
    for path in (
        "front-end/../package.json",
        "front-end/..%2Fpackage.json",
        "static/page.py",
        "gateway/api/v1/options",
    ):
        assert shown.ask(path)[0] == 404
    with socket.socket() as other:
        # Not to other machines.
        other.settimeout(5)
        with pytest.raises(OSError):
            other.connect((_address_of_this_machine(), int(origin.rpartition(":")[2])))
    assert shown.end() == ""


def test_the_sites_settings(preview: Any, tmp_path: Path) -> None:
    """The page has what can be used of them, as pages are told; the terminal says what is broken."""
    site, spec = tmp_path / "site.yaml", tmp_path / "spec.json"
    spec.write_text("[]")
    site.write_text(
        "worker: {cores: 2, memory: ram GiB}\n"
        "prices: 5\n"
        "help: {text: '\"><script>alert(1)</script>', links: [{text: a, url: 'javascript:alert(1)'}]}\n"
        "presets: [{name: Big, options: {n: .nan, token: s3cret}, workers: [0, 4]}]\n"
        "hide_without_gateway: true\n"
    )
    shown = preview(str(spec), "--site", str(site))
    page = shown.ask("")[1]
    assert "<script>alert" not in page
    [attribute] = re.findall('site="([^"]*)"', page)
    assert json.loads(html.unescape(attribute).replace("NaN", "0")) == {
        "worker": {"cores": 2, "memory": {"option": "ram", "unit": 2**30}},
        "help": {"text": '"><script>alert(1)</script>', "links": []},
        "presets": [
            {"name": "Big", "description": "", "options": {"n": 0, "token": "s3cret"}, "workers": [0, 4]}
        ],
        "hide_without_gateway": True,
    }
    said = shown.end()
    assert "gateway.jupyter.site.prices must be a mapping" in said
    assert "gateway.jupyter.site.help.links[0].url " in said
    assert len(said.splitlines()) == 2
    assert 'site="' not in preview(str(spec)).ask("")[1]


def _address_of_this_machine() -> str:
    """Return one that is not the loopback's; without a network one that nobody has."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.2"
        return str(probe.getsockname()[0])


def test_answers_are_the_gateways(preview: Any) -> None:
    file = str(SITES / "by_group.py")
    shown = preview(file, "--groups", "analyst")
    assert choices(shown.options()[1], "conda_environment") == ["analyst/dask", "global/dask", "global/ml"]
    status, accepted = shown.launch()
    assert (status, accepted["accepted"], accepted["ignored"]) == (200, True, [])
    assert accepted["message"].startswith("The gateway would accept these options.")
    assert accepted["config"]["worker_memory"] == 5 * 2**30
    assert shown.launch(profile="Medium Worker")[1]["config"]["worker_cores"] == 3
    assert shown.launch(profile="Huge") == (422, {"error": "'Huge' is not a valid option for profile"})
    assert shown.launch(profil="x") == (422, {"error": "Unknown fields ['profil']"})
    other = preview(file)
    assert choices(other.options()[1], "conda_environment") == ["global/dask", "global/ml"]


@pytest.mark.parametrize("site", sorted(SITES.glob("*.py")), ids=lambda site: site.stem)
def test_sites_as_they_are_deployed(site: Path) -> None:
    source = open_source(str(site), seconds=60, backend=None, printed=print)
    options, launch = (source.answer(Who(), question, "{}") for question in ("options", "create"))
    if site.stem == "forgotten_return":
        assert (options.status, launch.status) == (500, 422)
    else:
        assert options.status == 200
        assert json.loads(options.body)["cluster_options"][0]["field"]
        assert (launch.status, json.loads(launch.body)["accepted"]) == (200, True)


def test_edits_are_seen_and_mistakes_said(preview: Any, tmp_path: Path) -> None:
    file = tmp_path / "config.py"
    good = "from dask_gateway_server.options import *\nc.Backend.cluster_options = Options(String('one'){})\n"
    file.write_text(good.format(""))
    shown = preview(str(file), "--timeout", "20")
    assert [it["field"] for it in shown.options()[1]["cluster_options"]] == ["one"]
    file.write_text(good.format(", String('two')"))
    assert [it["field"] for it in shown.options()[1]["cluster_options"]] == ["one", "two"]
    file.write_text("x = absent\n")
    status, reply = shown.options()
    assert (status, reply) == (
        500,
        {"error": "config.py cannot be read, line 1: NameError: name 'absent' is not defined"},
    )
    file.write_text("c.Backend.cluster_options = lambda user: None")
    assert shown.options() == (
        500,
        {
            "error": "The gateway would answer 500 and say no more. TypeError: cluster_options returns "
            "nothing: it must return Options(…), in each branch"
        },
    )
    file.write_text(good.format(", handler=lambda options: 1 / 0"))
    assert shown.launch() == (422, {"error": "division by zero"})
    file.write_text(good.format(", handler=lambda options: {'coers': 1, 'worker_cores': 2}"))
    reply = shown.launch()[1]
    assert (reply["ignored"], reply["config"]["worker_cores"]) == (["'coers'"], 2)
    file.write_text("print('hello')\n" + good.format(""))
    assert shown.options()[0] == 200
    file.unlink()
    assert "config.py cannot be read" in shown.options()[1]["error"]
    said = shown.end().splitlines()
    assert "NameError: name 'absent' is not defined" in said
    assert "ZeroDivisionError: division by zero" in said
    assert "hello" in said


def test_it_ends_while_the_file_hangs(preview: Any, tmp_path: Path) -> None:
    file, note = tmp_path / "config.py", tmp_path / "pid"
    file.write_text(f"import os\nopen({str(note)!r}, 'w').write(str(os.getpid()))\nwhile True: pass")
    shown = preview(str(file), "--timeout", "600")
    with socket.create_connection(("127.0.0.1", int(shown.address.split(":")[2].split("/")[0]))) as asked:
        path = shown.address[shown.address.index("/", 8) :]
        host = shown.address.split("/")[2]
        asked.sendall(f"GET {path}options HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        while not note.exists() or not note.read_text():
            assert shown.process.poll() is None
        shown.end()
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_published_options_without_their_file(preview: Any, tmp_path: Path) -> None:
    file = tmp_path / "spec.json"
    # As Python writes it.
    file.write_text(
        '[{"field": "n", "label": "N", "default": NaN, "spec": {"type": "float", "max": Infinity}}]'
    )
    shown = preview(str(file))
    status, text, _ = shown.ask("options")
    assert (status, "NaN" in text, "Infinity" in text) == (200, True, True)
    assert shown.launch(n=1) == (
        200,
        {
            "accepted": None,
            "message": "These options were not tried: that takes the configuration file.",
        },
    )
    file.write_text("<html>")
    status, reply = shown.options()
    assert status == 502
    assert reply["error"].startswith("spec.json is no JSON")


async def test_the_options_of_a_gateway(configured: FakeGateway) -> None:
    source = open_source(configured.address, seconds=10, backend=None, printed=print)
    for status, body, said in [
        (200, b'{"cluster_options": []}', '{"cluster_options": []}'),
        (500, b"oops", "answers with HTTP 500"),
    ]:
        configured.answers(status=status, body=body)
        answer = await asyncio.to_thread(source.answer, Who(), "options", "")
        assert (answer.status, said in answer.text(None)) == (200 if status == 200 else 502, True)
    create = await asyncio.to_thread(source.answer, Who(), "create", "{}")
    assert (create.status, json.loads(create.body)["accepted"]) == (200, None)
    assert {it.target for it in configured.seen} == {"/api/v1/options"}


def test_what_cannot_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: str) -> str:
        assert main(["preview", *arguments, "--no-browser"]) == 2
        return capsys.readouterr().err

    site = str(SITES / "small_limits.py")
    assert "There is no file absent.py" in refused("absent.py")
    with pytest.raises(SystemExit, match="2"):
        main(["preview", site, "--port", "99999"])
    assert "must be between 0 and 65535" in capsys.readouterr().err
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} cannot be used: Address already in use" in refused(site, "--port", str(port))
    yaml = tmp_path / "site.yaml"
    for text, sentence in [
        ("a: [", "site.yaml is no YAML"),
        ("[" * 5000, "site.yaml is nested too deeply"),
        ("x" * (2**20 + 1), "site.yaml has more than 1 MB"),
    ]:
        yaml.write_text(text)
        assert sentence in refused(site, "--site", str(yaml))
    assert "absent.yaml cannot be read: No such file" in refused(site, "--site", "absent.yaml")
    monkeypatch.setattr(front_end, "folder", lambda: None)
    assert "The front end of jupyter-dask-gateway is not installed" in refused(site)


def test_no_program_is_given_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: Queue[str] = Queue()
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(browser.webbrowser, "open", opened.put)
    with browser.opened("http://127.0.0.1:1/secret/"):
        url = opened.get(timeout=10)
        assert "secret" not in url
        [file] = tmp_path.iterdir()
        assert url == file.as_uri()
        assert "url=http://127.0.0.1:1/secret/" in file.read_text()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == []
