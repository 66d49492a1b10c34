"""A scheduler's pages through the pass-through and the relay: what of them passes, and their own limits."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from aiohttp import web
from fake_gateway import FakeGateway
from real_gateway import TIMEOUT_SECONDS, started

from jupyter_dask_gateway.gateway.client import GatewayClient
from jupyter_dask_gateway.gateway.limits import Limits
from jupyter_dask_gateway.gateway.relay import relay_request

CLUSTER = "clusters/0123456789abcdef"
LOG = f"{CLUSTER}/info/main/logs.html"
WORKER_LOG = f"{CLUSTER}/info/logs/tls%3A%2F%2F10.0.0.1%3A41234.html"
PLOTS = f"{CLUSTER}/individual-plots.json"
HTML = {"Content-Type": "text/html; charset=UTF-8"}
PAGE = b"<html><p> distributed.scheduler - INFO - State start </p><script>alert(1)</script></html>"


@pytest.fixture
def fetch(http_server_client: Any, jp_auth_header: dict[str, str], jp_base_url: str) -> Any:
    """As it is written: the one that all tests share percent-encodes what is so already."""

    async def fetch_(path: str, method: str = "GET", body: bytes = b"") -> Any:
        return await http_server_client.fetch(
            f"{jp_base_url}dask-gateway/{path}",
            method=method,
            headers=jp_auth_header,
            body=body if method == "POST" else None,
            raise_error=False,
        )

    return fetch_


async def test_a_page_is_text_on_this_server(configured: FakeGateway, fetch: Any) -> None:
    configured.answers(200, PAGE, HTML)
    for path in (LOG, WORKER_LOG, f"{CLUSTER}/info/main/exceptions.html"):
        response = await fetch(path)
        assert (response.code, response.body) == (200, PAGE)
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.headers["Cache-Control"] == "no-store"
        seen = configured.seen[-1]
        assert seen.target == f"/{path}", "as it came, its percent-encoding included"
        assert not {"Authorization", "Cookie"} & set(seen.headers)


async def test_the_list_of_plots_is_json(configured: FakeGateway, fetch: Any) -> None:
    configured.answers(200, b'{"Individual Graph": "/individual-graph"}')
    assert json.loads((await fetch(PLOTS)).body) == {"Individual Graph": "/individual-graph"}
    configured.answers(200, PAGE, HTML)
    response = await fetch(PLOTS)
    assert (response.code, response.headers["Dask-Gateway-Error"]) == (502, "bad-reply")


@pytest.mark.parametrize("path", [LOG, PLOTS])
async def test_a_query_stays_behind(configured: FakeGateway, fetch: Any, path: str) -> None:
    await fetch(f"{path}?x=1")
    assert [seen.target for seen in configured.seen] == [f"/{path}"]


@pytest.mark.parametrize(
    "kind", ["application/octet-stream", "image/svg+xml", "application/xhtml+xml", "text/javascript"]
)
async def test_other_kinds_are_not_passed_on(configured: FakeGateway, fetch: Any, kind: str) -> None:
    configured.answers(200, PAGE, {"Content-Type": kind})
    response = await fetch(LOG)
    assert (response.code, response.headers["Dask-Gateway-Error"]) == (502, "bad-reply")
    assert b"alert" not in response.body


@pytest.mark.parametrize("status", [404, 500, 503])
async def test_errors_lose_their_page(configured: FakeGateway, fetch: Any, status: int) -> None:
    configured.answers(status, PAGE, HTML)
    response = await fetch(WORKER_LOG)
    assert (response.code, response.body) == (status, b"")


async def test_a_redirect_is_not_followed(configured: FakeGateway, fetch: Any) -> None:
    configured.answers(302, b"", {"Location": "/elsewhere", **HTML})
    assert (await fetch(LOG)).headers["Dask-Gateway-Error"] == "redirected"
    assert len(configured.seen) == 1


@pytest.mark.parametrize("limits", [{"max_page_bytes": 1000}])
async def test_a_long_log_is_cut_after_its_newest_lines(configured: FakeGateway, fetch: Any) -> None:
    configured.answers(200, b"x" * 5000, HTML)
    response = await fetch(LOG)
    assert (response.code, response.body) == (200, b"x" * 1000)
    # What is no whole JSON is none: there the limit is that of all answers.
    configured.answers(200, b'"%s"' % (b"x" * 5000))
    assert len((await fetch(PLOTS)).body) == 5002


@pytest.mark.parametrize("limits", [{"max_page_bytes": 1000}])
async def test_a_log_without_end_is_cut(configured: FakeGateway, fetch: Any) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=HTML)
        await response.prepare(request)
        while True:
            await response.write(b"x" * 100)
            await asyncio.sleep(0)

    configured.answer = endless
    assert len((await fetch(LOG)).body) == 1000


@pytest.mark.parametrize("limits", [{"page_timeout": 0.3, "max_pages": 1, "slot_timeout": 0.1}])
async def test_a_worker_that_hangs_keeps_nothing_else(configured: FakeGateway, fetch: Any) -> None:
    configured.hangs()
    hanging = asyncio.ensure_future(fetch(WORKER_LOG))
    await configured.until_seen(1)
    assert (await fetch(LOG)).headers["Dask-Gateway-Error"] == "busy"
    configured.answers(200, b'{"workers": 2}')
    assert (await fetch(f"{CLUSTER}/json/counts.json")).code == 200
    assert (await hanging).headers["Dask-Gateway-Error"] == "timed-out"


@pytest.mark.parametrize(
    "path", ["info/worker/10.0.0.1.html", "info/logs/..%2f..%2fstatus.html", "individual-graph", "status"]
)
async def test_no_other_page(configured: FakeGateway, fetch: Any, path: str) -> None:
    response = await fetch(f"{CLUSTER}/{path}")
    assert (response.code, response.headers["Dask-Gateway-Error"]) == (404, "bad-path")
    assert not configured.seen


async def test_nothing_but_reading(configured: FakeGateway, fetch: Any) -> None:
    for method in ("POST", "DELETE"):
        assert (await fetch(LOG, method)).code in {403, 405}
    assert not configured.seen


async def test_the_relay_does_the_same(configured: FakeGateway) -> None:
    configured.answers(200, PAGE, HTML)
    with ThreadPoolExecutor(1) as threads:
        client = GatewayClient(Limits(), threads, threads, program="kernel")
        reply = await relay_request(client, "GET", WORKER_LOG, b"", 0)
        assert (reply.status, reply.content_type, reply.body) == (200, "text/plain; charset=utf-8", PAGE)
        refused = await relay_request(client, "GET", f"{CLUSTER}/info/worker/10.0.0.1.html", b"", 0)
        assert refused.own_error == "bad-path"
        assert (await relay_request(client, "DELETE", LOG, b"", 0)).own_error == "bad-method"
        await client.close()
    assert len(configured.seen) == 1


@pytest.fixture(scope="module")
def real_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with started(tmp_path_factory.mktemp("gateway")) as gateway:
        yield gateway.address


async def test_a_real_scheduler_and_its_worker(real_gateway: str, configure: Any, fetch: Any) -> None:
    """A worker's address, percent-encoded, comes through Jupyter's server and the gateway's proxy."""
    login = {"auth.type": "basic", "auth.kwargs": {"username": "ada", "password": "s3cret"}}
    configure({"address": real_gateway, **login})
    created = await fetch("api/v1/clusters/", "POST", b'{"cluster_options": {}}')
    name = json.loads(created.body)["name"]
    cluster = f"clusters/{name}"
    try:
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while json.loads((await fetch(f"api/v1/{cluster}?wait")).body)["status"] == "PENDING":
            assert time.monotonic() < deadline
        await fetch(f"api/v1/{cluster}/scale", "POST", b'{"count": 1}')
        while not (workers := json.loads((await fetch(f"{cluster}/json/identity.json")).body)["workers"]):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.2)
        (worker,) = workers
        assert worker.startswith("tls://")
        log = await fetch(f"{cluster}/info/logs/{quote_plus(worker)}.html")
        assert (log.code, worker.encode() in log.body) == (200, True)
        log = await fetch(f"{cluster}/info/main/logs.html")
        assert (log.code, b"State start" in log.body) == (200, True)
        assert b"</html>" in log.body
        assert b"Exceptions" in (await fetch(f"{cluster}/info/main/exceptions.html")).body
        assert "Individual Graph" in json.loads((await fetch(f"{cluster}/individual-plots.json")).body)
        gone = await fetch(f"{cluster}/info/logs/{quote_plus('tls://10.0.0.1:1')}.html")
        assert (gone.code, gone.body, "Dask-Gateway-Error" in gone.headers) == (404, b"", False)
    finally:
        assert (await fetch(f"api/v1/{cluster}", "DELETE")).code == 204


def test_the_recorded_pages_name_no_machine() -> None:
    folder = Path(__file__).parents[1] / "fixtures" / "scheduler_pages"
    pages = sorted(folder.glob("*/*.*"))
    assert {path.name for path in pages} == {
        "scheduler-log.html",
        "worker-log.html",
        "exceptions.html",
        "plots.json",
    }
    for page in pages:
        text = page.read_text()
        assert "/root" not in text, page
        assert "/tmp/" not in text, page
        assert "/work/" not in text, page
