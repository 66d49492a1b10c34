"""`jupyter_dask_gateway.clusters()`: with a gateway that answers what a test tells, and a real one."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from dask_gateway import BasicAuth, Gateway
from real_gateway import TIMEOUT_SECONDS, started
from test_widget_relay import Served, served

import jupyter_dask_gateway
from jupyter_dask_gateway import Cluster, ClustersNotLoadedError, clusters
from jupyter_dask_gateway.gateway.background import background
from jupyter_dask_gateway.listing import ask
from jupyter_dask_gateway.listing.replies import read_figures, read_list

__all__ = ["served"]

# What is collected may be a `dask_gateway.Gateway` whose loop has ended.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <function Gateway.__del__:pytest.PytestUnraisableExceptionWarning"
)

NAME = "0123456789abcdef0123456789abcdef"
OTHER = "0123456789abcdef9999999999999999"
PENDING = "fedcba9876543210fedcba9876543210"
LIST = {
    PENDING: {"name": PENDING, "status": "PENDING", "start_time": 1_700_000_002_000, "options": {}},
    NAME: {"name": NAME, "status": "RUNNING", "start_time": 1_700_000_000_000, "options": {"password": "s"}},
}
COUNTS = b'{"workers": 2, "cores": 4, "tasks": 10}'
IDENTITY = b'{"type": "Scheduler", "total_threads": 4, "total_memory": 8589934592, "workers": {}}'


def serve(
    served: Served,
    listed: dict[str, Any] | bytes,
    counts: bytes = COUNTS,
    status: int = 200,
    figures_status: int = 200,
    wait: Callable[[str], bool] = lambda _: False,
) -> None:
    """Have the gateway list these, and each scheduler tell these figures."""
    body = listed if isinstance(listed, bytes) else json.dumps(listed).encode()

    async def answer(request: web.Request) -> web.Response:
        if wait(request.path):
            await served.fake.let_go.wait()
        if request.path == "/api/v1/clusters/":
            return web.Response(status=status, body=body, content_type="application/json")
        figures = counts if request.path.endswith("counts.json") else IDENTITY
        return web.Response(status=figures_status, body=figures, content_type="application/json")

    served.fake.answer = answer


def test_the_list_has_what_the_panel_shows(served: Served) -> None:
    serve(served, LIST)
    pending, running = clusters()
    assert (pending.key, pending.status, pending.workers) == ("fedcba98", "PENDING", None)
    assert running == Cluster(
        "01234567",
        "RUNNING",
        datetime(2023, 11, 14, 22, 13, 20, tzinfo=timezone.utc),
        workers=2,
        threads=4,
        memory=2**33,
        tasks=10,
        no_figures=None,
        private=running._secret(),
    )
    assert (running.name, running.options) == (NAME, {"password": "s"})
    # Who does not run has no scheduler to be asked.
    assert {seen.target for seen in served.fake.seen} == {
        "/api/v1/clusters/",
        f"/clusters/{NAME}/json/counts.json",
        f"/clusters/{NAME}/json/identity.json",
    }


def test_what_a_notebook_shows_holds_no_secret(served: Served) -> None:
    serve(served, LIST)
    found = clusters()
    for text in (repr(found), found._repr_html_(), repr(found[1]), str([asdict(it) for it in found])):
        assert "01234567" in text
        assert NAME not in text
        assert "password" not in text
    lines = repr(found).splitlines()
    assert lines[0].split() == ["Cluster", "Status", "Workers", "Threads", "Memory", "Tasks", "Started"]
    assert lines[1].split()[:6] == ["fedcba98", "PENDING", "–", "–", "–", "–"]
    assert lines[2].split()[:7] == ["01234567", "RUNNING", "2", "4", "8.00", "GiB", "10"]
    assert found._repr_html_().count("<tr") == 3


def test_completion_offers_what_is_imported_when_it_is_asked_for() -> None:
    assert {"GatewayWidget", "clusters", "OptionsError"} <= set(dir(jupyter_dask_gateway))


def test_without_clusters(served: Served) -> None:
    serve(served, {})
    found = clusters()
    assert (list(found), repr(found), found._repr_html_()) == ([], "No clusters.", "<p>No clusters.</p>")


def test_where_keys_are_alike_a_number_tells_them_apart(served: Served) -> None:
    serve(served, {NAME: {"status": "PENDING"}, OTHER: {"status": "PENDING"}})
    assert [it.key for it in clusters()] == ["01234567", "01234567-2"]


def test_what_cannot_be_used_hides_nothing_else(served: Served) -> None:
    serve(served, {"../up": {}, "a" * 300: {}, PENDING: 1, NAME: {"status": ["x"], "start_time": 1e300}})
    [only] = clusters()
    assert (only.status, only.started, only.options) == ("UNKNOWN", None, {})


@pytest.mark.parametrize("body", [b"[]", b"{", b"", b"[" * 10_000, b'"<b>"'])
def test_no_list(served: Served, body: bytes) -> None:
    serve(served, body)
    with pytest.raises(ClustersNotLoadedError, match="no list of clusters"):
        clusters()


def test_the_gateways_own_words(served: Served) -> None:
    serve(served, {"error": "The database\nis \u202edown"}, status=503)
    with pytest.raises(ClustersNotLoadedError) as raised:
        clusters()
    assert str(raised.value) == "The database is \ufffddown"
    serve(served, {}, status=404)
    with pytest.raises(ClustersNotLoadedError, match=r"HTTP 404"):
        clusters()


def test_a_scheduler_that_does_not_tell(served: Served) -> None:
    for answer, why in [
        ({"figures_status": 404}, "(HTTP 404)"),
        ({"counts": b"[]"}, "tells no figures"),
        ({"counts": b'{"workers": -1}'}, "tells no figures"),
        ({"counts": b'{"workers": true}'}, "tells no figures"),
    ]:
        serve(served, LIST, **answer)
        _, running = found = clusters()
        assert why in (running.no_figures or "")
        assert running.workers is None
        assert why in found._repr_html_()


def test_a_scheduler_that_hangs_does_not_keep_the_list(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "_FIGURES_SECONDS", 0.3)
    serve(
        served,
        {**LIST, OTHER: {"status": "RUNNING"}},
        wait=lambda path: path.startswith(f"/clusters/{OTHER}/"),
    )
    found = {it.name: it for it in clusters()}
    assert found[NAME].workers == 2
    assert found[OTHER].no_figures == "Its scheduler has not answered in time."


def test_in_chinese(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    serve(served, LIST, figures_status=404)
    _, running = found = clusters()
    assert running.no_figures == "其调度器没有给出数据（HTTP 404）。"
    heading, pending, _ = repr(found).splitlines()
    assert heading.split() == ["集群", "状态", "工作节点", "线程", "内存", "任务", "启动时间"]
    # A Chinese character is two columns wide.
    assert heading.index("状态") + 2 == pending.index("PENDING")
    assert '<th scope="col">工作节点</th>' in found._repr_html_()
    serve(served, {})
    assert repr(clusters()) == "没有集群。"


def test_many_clusters(served: Served) -> None:
    serve(served, {f"{number:032x}"[::-1]: {"status": "RUNNING"} for number in range(100)})
    assert [it.workers for it in clusters()] == [2] * 100


def test_which_gateway(served: Served, configure: Any) -> None:
    serve(served, LIST)
    configure({"address": None})
    with pytest.raises(ClustersNotLoadedError, match=r"set gateway\.address in dask's configuration"):
        clusters()
    address = served.fake.address
    assert len(clusters(address=address, auth=BasicAuth("ada", "s3cret"))) == 2
    with Gateway(address, auth=BasicAuth("bob", "s3cret")) as gateway:
        assert len(clusters(gateway)) == 2
        with pytest.raises(ValueError, match="either a gateway, or its address and auth"):
            clusters(gateway, address=address)
    configure({"address": "ftp://x"})
    with pytest.raises(ClustersNotLoadedError, match=r"gateway\.address"):
        clusters()


def test_a_refused_login_and_nobody_there(served: Served, configure: Any) -> None:
    served.fake.asks_for("Basic none")
    with pytest.raises(ClustersNotLoadedError, match=r"refused the .*credential"):
        clusters()
    configure({"address": "http://127.0.0.1:1"})
    with pytest.raises(ClustersNotLoadedError, match="Cannot reach the gateway"):
        clusters()


async def test_inside_a_running_event_loop(served: Served) -> None:
    """As in a notebook's kernel, and as in a program that waits for other things meanwhile."""
    serve(served, LIST)
    assert len(clusters()) == 2
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            beats += 1
            await asyncio.sleep(0)

    beating = asyncio.ensure_future(beat())
    assert len(await clusters(asynchronous=True)) == 2
    beating.cancel()
    assert beats > 1
    served.fake.answers(401)
    with pytest.raises(ClustersNotLoadedError):
        await clusters(asynchronous=True)


async def test_who_waits_no_longer_ends_the_request(served: Served) -> None:
    serve(served, LIST, wait=lambda _: True)
    # Other tests of this process may have left some.
    before = set(background()._clients)
    waiting = asyncio.ensure_future(clusters(asynchronous=True))
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(waiting, 0.3)
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while set(background()._clients) - before:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[1] / "fixtures/scheduler").glob("*.json")), ids=lambda it: it.stem
)
def test_schedulers_of_any_age(path: Path) -> None:
    for reply in json.loads(path.read_text())["replies"]:
        told = read_figures(reply["counts"].encode(), reply["identity"].encode())
        limits = reply["memory_limits"]
        assert (told.workers, told.threads) == (len(limits), reply["threads"])
        assert told.memory == (None if 0 in limits else sum(limits))


def test_sizes_of_what_others_tell() -> None:
    deep = b'{"workers": 1, "x": ' + b"[" * 500 + b"]" * 500 + b"}"
    assert read_figures(deep, b"{").workers == 1
    big = json.dumps({f"{number:032x}": {"status": "RUNNING"} for number in range(20_000)}).encode()
    assert len(read_list(big)) == 20_000


SCRIPT = """
import sys
from jupyter_dask_gateway import ClustersNotLoadedError, clusters
try:
    print(clusters())
except ClustersNotLoadedError as error:
    print(error)
assert not {"ipywidgets", "IPython", "jupyter_server"} & set(sys.modules)
"""


def run_script(script: str = SCRIPT, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", script],
        env={**os.environ, **environment},
        cwd=Path(jupyter_dask_gateway.__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_script_is_told_what_it_lacks() -> None:
    assert "DASK_GATEWAY__ADDRESS in the Python process's environment" in run_script()


FORKED = """
import os
from jupyter_dask_gateway import ClustersNotLoadedError, clusters
def ask():
    try:
        clusters()
    except ClustersNotLoadedError as error:
        print(error, flush=True)
ask()
child = os.fork()
ask()
if child == 0:
    os._exit(0)
os.waitpid(child, 0)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
def test_a_child_that_was_forked_asks_by_itself() -> None:
    told = run_script(FORKED, DASK_GATEWAY__ADDRESS="http://127.0.0.1:1")
    assert told.count("Cannot reach the gateway") == 3


@pytest.fixture(scope="module")
def real_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with started(tmp_path_factory.mktemp("gateway")) as gateway:
        yield gateway.address


def test_a_real_gateway(real_gateway: str, configure: Any) -> None:
    kwargs = {"username": "ada", "password": "s3cret"}
    configure({"address": real_gateway, "auth.type": "basic", "auth.kwargs": kwargs})
    assert clusters() == []
    with Gateway() as gateway, gateway.new_cluster(cores=3) as cluster:
        cluster.scale(1)
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while (found := clusters())[0].workers != 1:
            assert time.monotonic() < deadline, found
            time.sleep(0.1)
        [only] = found
        assert (only.name, only.key, only.status) == (cluster.name, cluster.name[:8], "RUNNING")
        assert only.options["cores"] == 3
        assert (bool(only.threads), only.no_figures) == (True, None)
        assert only.started is not None
        assert abs((datetime.now(timezone.utc) - only.started).total_seconds()) < TIMEOUT_SECONDS
        with gateway.connect(only.name) as same:
            assert same.name == cluster.name
        told = run_script(
            DASK_GATEWAY__ADDRESS=real_gateway,
            DASK_GATEWAY__AUTH__TYPE="basic",
            DASK_GATEWAY__AUTH__KWARGS__USERNAME="ada",
            DASK_GATEWAY__AUTH__KWARGS__PASSWORD="s3cret",
            DASK_GATEWAY__HTTP_CLIENT__PROXY="False",
        )
        assert told.splitlines()[1].split()[:3] == [only.key, "RUNNING", "1"]
    assert clusters() == []
