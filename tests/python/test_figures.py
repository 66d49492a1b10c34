"""Figures of clusters where the gateway's address serves its API alone: small servers, and a real one."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from fake_gateway import FakeGateway
from real_gateway import TIMEOUT_SECONDS, started

from jupyter_dask_gateway.config.connection import read_figure_sources
from jupyter_dask_gateway.config.errors import NotConfiguredError
from jupyter_dask_gateway.config.target import Target
from jupyter_dask_gateway.doctor.checks import FIGURES

COUNTS = "clusters/a1/json/counts.json"
NAME = "0123456789abcdef0123456789abcdef"
JSON = "application/json"
NOT_SERVED: list[tuple[int, str, bytes]] = [
    (404, "text/plain", b"404 page not found"),
    (404, "text/html", b"<h1>404</h1>"),
    (404, JSON, b'{"error": "no"}'),
    (302, "text/html", b""),
    (200, "text/html", b"<form>Log in</form>"),
    (401, "text/plain", b""),
    (403, "text/plain", b""),
    (502, "text/plain", b""),
]


@pytest.fixture
def proxy(jp_asyncio_loop: Any) -> Iterator[FakeGateway]:
    """What is at the public address."""
    fake = FakeGateway()
    jp_asyncio_loop.run_until_complete(fake.start())
    fake.answers(200, b'{"workers": 2}')
    yield fake
    jp_asyncio_loop.run_until_complete(fake.stop())


@pytest.fixture
def split(gateway: FakeGateway, proxy: FakeGateway, configure: Any) -> FakeGateway:
    """The gateway, with a public address elsewhere, and logins in both addresses."""
    configure(
        {
            "address": gateway.address.replace("//", "//ada:s3cret@"),
            "public-address": proxy.address.replace("//", "//bob:0ther@") + "/",
        }
    )
    return gateway


@pytest.mark.parametrize(("status", "kind", "body"), NOT_SERVED)
async def test_the_public_address_is_asked_for_what_the_other_does_not_serve(
    split: FakeGateway, proxy: FakeGateway, fetch: Any, status: int, kind: str, body: bytes
) -> None:
    split.answers(status, body, {"Content-Type": kind, "Location": "/hub/login"})
    assert json.loads((await fetch(COUNTS)).body) == {"workers": 2}
    assert [seen.target for seen in proxy.seen] == [f"/{COUNTS}"]
    # It is remembered: each poll would ask twice.
    assert (await fetch(COUNTS.replace("counts", "identity"))).code == 200
    assert len(split.seen) == 1
    for seen in (*split.seen, *proxy.seen):
        assert not {"Authorization", "Cookie"} & set(seen.headers)


async def test_the_public_address_is_asked_for_figures_alone(
    split: FakeGateway, proxy: FakeGateway, fetch: Any
) -> None:
    split.answers(404, b"", {"Content-Type": "text/plain"})
    for path in ("api/v1/clusters/", "api/v1/options", f"api/v1/clusters/{NAME}"):
        assert (await fetch(path)).code == 404
    await fetch("api/v1/clusters/", "POST")
    await fetch(f"api/v1/clusters/{NAME}", "DELETE")
    assert not proxy.seen


async def test_it_is_not_asked_while_the_other_answers(
    split: FakeGateway, proxy: FakeGateway, fetch: Any
) -> None:
    split.answers(200, b'{"workers": 1}')
    assert json.loads((await fetch(COUNTS)).body) == {"workers": 1}
    assert not proxy.seen


@pytest.mark.parametrize("limits", [{"cluster_timeout": 1.0}])
async def test_an_error_of_the_scheduler_s_own_is_its_answer(
    split: FakeGateway, proxy: FakeGateway, fetch: Any
) -> None:
    # While its workers work it has no JSON for them; an address out of reach would take all the time.
    proxy.hangs()
    split.answers(500, b"<html><title>500: Internal Server Error</title>", {"Content-Type": "text/html"})
    for _ in range(2):
        assert (await fetch(COUNTS.replace("counts", "identity"))).code == 500
    assert len(split.seen) == 2
    assert not proxy.seen


async def test_back_to_the_configured_address_when_the_public_one_fails(
    split: FakeGateway, proxy: FakeGateway, fetch: Any
) -> None:
    split.answers(404, b"", {"Content-Type": "text/plain"})
    assert (await fetch(COUNTS)).code == 200
    split.answers(200, b'{"workers": 1}')
    proxy.drops()
    assert json.loads((await fetch(COUNTS)).body) == {"workers": 1}
    proxy.seen.clear()
    assert json.loads((await fetch(COUNTS)).body) == {"workers": 1}
    assert not proxy.seen


async def test_where_neither_has_them_the_configured_address_tells_why(
    split: FakeGateway, proxy: FakeGateway, fetch: Any
) -> None:
    split.answers(404, b"", {"Content-Type": "text/plain"})
    proxy.answers(302, b"", {"Location": "/hub/login"})
    for _ in range(2):
        response = await fetch(COUNTS)
        assert response.code == 404
        assert "Dask-Gateway-Error" not in response.headers
    proxy.answers(404, b"", {"Content-Type": "text/plain"})
    split.answers(302, b"", {"Location": "/hub/login"})
    response = await fetch(COUNTS)
    assert response.headers["Dask-Gateway-Error"] == "redirected"
    assert split.address in json.loads(response.body)["error"]


@pytest.mark.parametrize("limits", [{"cluster_timeout": 0.3}])
async def test_who_takes_all_the_time_is_not_asked_first_again(
    split: FakeGateway, proxy: FakeGateway, fetch: Any
) -> None:
    split.hangs()
    assert (await fetch(COUNTS)).code == 504
    assert (await fetch(COUNTS)).code == 200
    assert (await fetch(COUNTS)).code == 200
    assert len(proxy.seen) == 2


def test_which_addresses_are_asked(configure: Any) -> None:
    with pytest.raises(NotConfiguredError):
        read_figure_sources()
    for address, public, second in [
        ("http://a", None, None),
        ("http://a", "/services/dask-gateway", None),
        ("http://a", "", None),
        ("http://a/", "http://a", None),
        ("http://a", "http://b/x/", "http://b/x"),
        ("http://a", "https://u:p@b", "https://b"),
        ("https://a", "https://b", "https://b"),
        # Names of clusters are secrets: what is safe on one way is not sent in clear text on another.
        ("https://a", "http://b", None),
        ("http://a", "javascript:alert(1)", None),
        ("http://a", "//b/x", None),
        ("http://a", "file:///etc/passwd", None),
    ]:
        configure({"address": address, "public-address": public})
        sources = read_figure_sources()
        assert [source.address for source in sources[1:]] == ([] if second is None else [second]), public
        assert all(not source.headers and source.auth is None for source in sources[1:])


def test_a_path_is_asked_of_the_hub_where_users_have_hosts_of_their_own(
    configure: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTERHUB_HOST", "https://hub.test")
    for public, second in [("/services/dask-gateway/", "https://hub.test/services/dask-gateway"), ("", None)]:
        configure({"address": "http://a", "public-address": public})
        assert [source.address for source in read_figure_sources()[1:]] == (
            [] if second is None else [second]
        )


def test_names_of_clusters_do_not_go_to_another_gateway(configure: Any) -> None:
    configure({"address": "http://a", "public-address": "http://proxy-of-a/"})
    # What dask_gateway's client has as public address is the configured one where none is given.
    for target, second in [
        (Target("http://b"), None),
        (Target("http://b", "http://proxy-of-a"), None),
        (Target("http://b", "http://proxy-of-b"), "http://proxy-of-b"),
        (Target("http://a/", "http://proxy-of-a"), "http://proxy-of-a"),
        (Target("http://a"), "http://proxy-of-a"),
    ]:
        sources = read_figure_sources(target)
        assert [source.address for source in sources[1:]] == ([] if second is None else [second]), target
    configure({"address": None, "public-address": "http://proxy-of-a"})
    assert len(read_figure_sources(Target("http://b"))) == 1


@pytest.fixture
def find(fetch: Any) -> Any:
    """Return what the doctor finds of figures: outcome, text, advice."""

    async def find_() -> tuple[str, str, str]:
        response = await fetch("doctor", request_timeout=120)
        assert NAME.encode() not in response.body, "a cluster's name is a secret"
        rows = {row["step"]: row for row in json.loads(response.body)["findings"]}
        return tuple(rows[FIGURES][key] for key in ("outcome", "text", "advice"))  # type: ignore[return-value]

    return find_


def serves(
    fake: FakeGateway,
    figures: tuple[int, str, bytes],
    clusters: bytes = b'{"%s": {"name": "x"}}' % NAME.encode(),
) -> None:
    """Answer as a gateway with one running cluster."""

    async def answer(request: web.Request) -> web.Response:
        if request.path.startswith("/clusters/"):
            return web.Response(status=figures[0], content_type=figures[1], body=figures[2])
        if request.path == "/api/v1/clusters/":
            assert request.query["status"] == "running"
            return web.Response(body=clusters, content_type=JSON)
        if request.path == "/api/version":
            return web.json_response({"version": "2026.3.0"})
        return web.json_response({"cluster_options": []})

    fake.answer = answer


async def test_the_doctor_asks_a_running_cluster(configured: FakeGateway, find: Any) -> None:
    serves(configured, (200, JSON, b'{"workers": 2}'))
    assert (await find())[0] == "ok"
    assert any(seen.target == f"/clusters/{NAME}/json/counts.json" for seen in configured.seen)


@pytest.mark.parametrize("figures", [*NOT_SERVED, (200, JSON, b"[]"), (200, JSON, b"{}"), (200, JSON, b"{")])
async def test_the_doctor_says_that_figures_do_not_come(
    configured: FakeGateway, find: Any, figures: tuple[int, str, bytes]
) -> None:
    serves(configured, figures)
    outcome, _, advice = await find()
    assert outcome == "warning"
    assert "gateway.public-address" in advice


async def test_the_doctor_asks_at_the_public_address_too(
    split: FakeGateway, proxy: FakeGateway, find: Any
) -> None:
    serves(split, (404, "text/plain", b""))
    assert (await find())[0] == "ok"


@pytest.mark.parametrize("clusters", [b"{}", b"[]", b"", b'{"a": 1}', b'{"a\\u0041": {}}'])
async def test_the_doctor_finds_no_cluster_to_ask(
    configured: FakeGateway, find: Any, clusters: bytes
) -> None:
    serves(configured, (200, JSON, b'{"workers": 2}'), clusters)
    assert (await find())[0] == "skipped"
    assert not [seen for seen in configured.seen if seen.target.startswith("/clusters/")]


@pytest.mark.parametrize("name", ["../../api/v1/options", "a/b", "a%2fb", "..", "é", "<script>"])
async def test_no_name_leads_the_doctor_elsewhere(configured: FakeGateway, find: Any, name: str) -> None:
    serves(configured, (200, JSON, b'{"workers": 2}'), json.dumps({name: {}}, ensure_ascii=False).encode())
    outcome, text, _ = await find()
    assert outcome in {"warning", "skipped"}
    assert name not in text
    assert not [seen for seen in configured.seen if seen.target.startswith("/clusters/")]


@pytest.mark.parametrize("limits", [{"cluster_timeout": 0.3}])
async def test_a_busy_scheduler_is_nobodys_configuration(configured: FakeGateway, find: Any) -> None:
    serves(configured, (200, JSON, b"{}"))
    answer = configured.answer

    async def slow(request: web.Request) -> web.StreamResponse:
        if request.path.startswith("/clusters/"):
            await configured.let_go.wait()
        return await answer(request)

    configured.answer = slow
    outcome, text, _ = await find()
    assert (outcome, "in time" in text) == ("warning", True)


@pytest.fixture(scope="module")
def real_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with started(tmp_path_factory.mktemp("gateway")) as gateway:
        yield gateway.address


async def test_a_real_gateway_split_in_api_and_proxy(
    real_gateway: str, gateway: FakeGateway, configure: Any, fetch: Any, find: Any
) -> None:
    """Before the real gateway stands what serves its API alone, as on sites with one address for each."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:

        async def api_alone(request: web.Request) -> web.Response:
            if not request.path.startswith("/api/"):
                return web.Response(status=404, text="404 page not found")
            url = f"{real_gateway}{request.raw_path}"
            passed = {
                key: request.headers[key]
                for key in ("Authorization", "Content-Type")
                if key in request.headers
            }
            body = await request.read()
            async with session.request(request.method, url, headers=passed, data=body) as answer:
                kind = {"Content-Type": answer.headers.get("Content-Type", "")}
                return web.Response(status=answer.status, body=await answer.read(), headers=kind)

        gateway.answer = api_alone
        login = {"auth.type": "basic", "auth.kwargs": {"username": "ada", "password": "s3cret"}}
        configure({"address": gateway.address, **login})
        assert (await find())[0] == "skipped"
        created = await fetch("api/v1/clusters/", "POST", body=b'{"cluster_options": {}}')
        path = f"api/v1/clusters/{json.loads(created.body)['name']}"
        counts = f"{path.removeprefix('api/v1/')}/json/counts.json"
        try:
            deadline = time.monotonic() + TIMEOUT_SECONDS
            while json.loads((await fetch(path, params={"wait": "1"})).body)["status"] == "PENDING":
                assert time.monotonic() < deadline
            assert (await fetch(counts)).code == 404
            assert (await find())[0] == "warning"

            configure({"address": gateway.address, "public-address": real_gateway, **login})
            assert (await fetch(f"{path}/scale", "POST", body=b'{"count": 1}')).code == 200
            while json.loads((await fetch(counts)).body)["workers"] < 1:
                assert time.monotonic() < deadline
                await asyncio.sleep(0.1)
            assert (await find())[0] == "ok"
        finally:
            assert (await fetch(path, "DELETE")).code == 204


def test_the_recordings_are_of_real_schedulers() -> None:
    folder = Path(__file__).parents[1] / "fixtures" / "scheduler"
    recorded = {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}
    assert all(version == recording["distributed"] for version, recording in recorded.items())
    assert {"2022", "2023", "2024", "2025", "2026"} <= {version[:4] for version in recorded}
