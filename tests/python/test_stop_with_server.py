"""Clusters that the Jupyter server stops when it ends in order."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import Any

import pytest
from aiohttp import web
from fake_gateway import FakeGateway
from jupyter_server.auth import Authorizer

from jupyter_dask_gateway.cluster_key import cluster_key
from jupyter_dask_gateway.gateway.request import Request

NAME = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"


@pytest.fixture
def tick(fetch: Any) -> Any:
    """Have a cluster stopped with the server, or not."""

    async def tick_(name: object, stop: object = True) -> Any:
        body = json.dumps({"cluster": name, "stop": stop})
        return await fetch("stop-with-server", "POST", body=body)

    return tick_


def clusters(response: Any) -> list[str]:
    assert response.code == 200
    found: list[str] = json.loads(response.body)["clusters"]
    return found


def stopped(gateway: FakeGateway) -> list[str]:
    return [seen.target.rpartition("/")[2] for seen in gateway.seen if seen.method == "DELETE"]


def said(caplog: pytest.LogCaptureFixture) -> str:
    """Return what the Jupyter server has logged."""
    own = ("DaskGateway", "ServerApp")
    return "\n".join(record.getMessage() for record in caplog.records if record.name.startswith(own))


async def test_what_is_ticked_is_told_to_all_and_no_gateway_is_asked(
    configured: FakeGateway, fetch: Any, tick: Any
) -> None:
    assert clusters(await fetch("stop-with-server")) == []
    assert clusters(await tick(NAME)) == [NAME]
    assert clusters(await tick(OTHER)) == [NAME, OTHER]
    assert clusters(await tick(NAME)) == [NAME, OTHER]
    assert clusters(await fetch("stop-with-server")) == [NAME, OTHER]
    assert clusters(await tick(NAME, False)) == [OTHER]
    assert clusters(await tick(NAME, False)) == [OTHER]
    assert not configured.seen


async def test_the_server_stops_them_when_it_ends(
    configured: FakeGateway, jp_serverapp: Any, tick: Any, caplog: pytest.LogCaptureFixture
) -> None:
    configured.answers(204, b"")
    for name in (NAME, OTHER, "prod.aaaabbbbccccdddd"):
        await tick(name)
    await tick(OTHER, False)
    with caplog.at_level(logging.INFO):
        await jp_serverapp.cleanup_extensions()
    assert sorted(stopped(configured)) == [NAME, "prod.aaaabbbbccccdddd"]
    lines = [line for line in caplog.messages if "with this server" in line]
    assert sorted(line.split("cluster ")[1].split()[0] for line in lines) == ["01234567", "aaaabbbb"]
    assert NAME not in said(caplog)


async def test_without_ticks_nothing_is_asked_at_the_end(configured: FakeGateway, jp_serverapp: Any) -> None:
    await jp_serverapp.cleanup_extensions()
    assert not configured.seen


@pytest.mark.parametrize("body", ["", "[]", "null", "{}", '{"cluster": 1, "stop": true}', "[" * 100_000])
async def test_a_body_of_another_kind(configured: FakeGateway, fetch: Any, body: str) -> None:
    response = await fetch("stop-with-server", "POST", body=body)
    assert response.code == 400
    assert response.headers["Dask-Gateway-Error"] == "bad-request"
    assert "error" in json.loads(response.body)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "a..b", "a%2fb", "a?b", "a b", "a\n", "x" * 256, "é", "../x"]
)
async def test_names_that_are_none(configured: FakeGateway, fetch: Any, tick: Any, name: str) -> None:
    response = await tick(name)
    assert response.code == 400
    assert name == "" or name in {".", ".."} or name not in json.loads(response.body)["error"]
    assert clusters(await fetch("stop-with-server")) == []


async def test_whether_is_true_or_false(configured: FakeGateway, tick: Any) -> None:
    for stop in (1, "true", None):
        assert (await tick(NAME, stop)).code == 400


async def test_who_may_only_read_cannot_tick(
    configured: FakeGateway, jp_serverapp: Any, fetch: Any, tick: Any
) -> None:
    class ReadOnly(Authorizer):
        def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
            return action == "read"

    jp_serverapp.web_app.settings["authorizer"] = ReadOnly(parent=jp_serverapp)
    assert clusters(await fetch("stop-with-server")) == []
    response = await tick(NAME)
    assert (response.code, response.headers["Dask-Gateway-Error"]) == (403, "jupyter")


async def test_tick_without_login_or_xsrf(configured: FakeGateway, fetch: Any) -> None:
    body = json.dumps({"cluster": NAME, "stop": True})
    for headers in ({"Authorization": ""}, {"Authorization": "token wrong"}):
        response = await fetch("stop-with-server", "POST", body=body, headers=headers)
        assert (response.code, response.headers["Dask-Gateway-Error"]) == (403, "jupyter")
    assert clusters(await fetch("stop-with-server")) == []


async def test_without_a_gateway_nothing_can_be_ticked(configure: Any, fetch: Any, tick: Any) -> None:
    configure({"address": None})
    response = await tick(NAME)
    assert response.headers["Dask-Gateway-Error"] == "not-configured"


async def test_a_name_is_told_to_no_other_gateway(
    configured: FakeGateway,
    configure: Any,
    jp_serverapp: Any,
    fetch: Any,
    tick: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await tick(NAME)
    other = FakeGateway()
    await other.start()
    configure({"address": other.address, "auth.type": "basic"})
    assert clusters(await fetch("stop-with-server")) == []
    with caplog.at_level(logging.INFO):
        await jp_serverapp.cleanup_extensions()
    assert not other.seen
    assert not configured.seen
    assert "01234567 may go on without this server: dask's configuration names another" in said(caplog)
    await other.stop()


async def test_a_gateway_that_hangs_holds_up_no_shutdown(
    configured: FakeGateway, jp_serverapp: Any, tick: Any, caplog: pytest.LogCaptureFixture
) -> None:
    configured.hangs()
    for n in range(40):
        await tick(f"{n:08}cccc")
    (extension,) = jp_serverapp.extension_manager.extension_apps["jupyter_dask_gateway"]
    extension.stop_timeout = 1.0
    start = time.monotonic()
    with caplog.at_level(logging.INFO):
        await jp_serverapp.cleanup_extensions()
    assert time.monotonic() - start < 3
    assert len([line for line in caplog.messages if "no answer within" in line]) == 40
    assert "cccc" not in said(caplog)


async def test_a_slow_gateway_is_asked_to_stop_as_many_as_there_is_time_for(
    configured: FakeGateway, jp_serverapp: Any, tick: Any, caplog: pytest.LogCaptureFixture
) -> None:
    async def slow(request: web.Request) -> web.Response:
        # After these it answers nothing, so that it does not matter how fast this machine is.
        if len(stopped(configured)) > 20:
            await configured.let_go.wait()
        return web.Response(status=204)

    configured.answer = slow
    for n in range(230):
        await tick(f"{n:08}cccc")
    (extension,) = jp_serverapp.extension_manager.extension_apps["jupyter_dask_gateway"]
    extension.stop_timeout = 4.0
    with caplog.at_level(logging.INFO):
        await jp_serverapp.cleanup_extensions()

    def told(words: str) -> set[str]:
        """The keys of the clusters of which it was said."""
        return {word for line in caplog.messages if words in line for word in line.split() if "000" in word}

    asked = {cluster_key(name) for name in stopped(configured)}
    # A hundred wait at a time: each answer makes room for another.
    assert len(asked) == 120
    # Of those that were not asked for it is not said that the gateway may stop them.
    not_asked = told("no time to ask")
    assert not_asked
    assert not not_asked & asked
    said_of = not_asked | told("had the gateway stop") | told("no answer within")
    assert len(said_of) == 230


async def test_requests_of_pages_that_hang_keep_no_stop_from_the_gateway(
    configured: FakeGateway, jp_serverapp: Any, fetch: Any, tick: Any
) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.method == "GET":
            await configured.let_go.wait()
        return web.Response(status=204)

    configured.answer = answer
    (extension,) = jp_serverapp.extension_manager.extension_apps["jupyter_dask_gateway"]
    client = await extension._lazy_client.get()
    waiting = Request("GET", "api/v1/clusters/x", accept="application/json")
    pages = [asyncio.ensure_future(client.api(waiting)) for _ in range(16)]
    await configured.until_seen(16)
    await tick(NAME)
    extension.stop_timeout = 1.0
    await jp_serverapp.cleanup_extensions()
    assert stopped(configured) == [NAME]
    configured.let_go.set()
    await asyncio.gather(*pages, return_exceptions=True)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (lambda gateway: gateway.drops(), "broke before it had answered"),
        (lambda gateway: gateway.answers(500, b'{"error": "0123456789abcdef"}'), "status 500"),
        (lambda gateway: gateway.answers(302), "redirect"),
        (lambda gateway: gateway.asks_for("Basic nobody"), "refused the Jupyter server's credential"),
    ],
)
async def test_what_goes_wrong_is_logged_with_the_key(
    configured: FakeGateway,
    jp_serverapp: Any,
    tick: Any,
    caplog: pytest.LogCaptureFixture,
    fault: Any,
    words: str,
) -> None:
    await tick(NAME)
    fault(configured)
    with caplog.at_level(logging.INFO):
        await jp_serverapp.cleanup_extensions()
    (line,) = [line for line in caplog.messages if "may go on without this server" in line]
    assert "01234567 " in line
    assert words in line
    assert NAME[:9] not in said(caplog)
    assert "s3cret" not in said(caplog)


async def test_a_gateway_that_is_gone(
    gateway: FakeGateway, configured: FakeGateway, jp_serverapp: Any, tick: Any, caplog: Any
) -> None:
    await tick(NAME)
    await gateway.stop()
    with caplog.at_level(logging.INFO):
        await jp_serverapp.cleanup_extensions()
    assert "Cannot reach the gateway" in said(caplog)


async def test_there_are_not_more_than_a_bound(
    configured: FakeGateway, fetch: Any, tick: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jupyter_dask_gateway.server.stop_with_server._MOST", 10)
    for n in range(10):
        assert (await tick(f"c{n}")).code == 200
    configured.answers(200, json.dumps({f"c{n}": {} for n in range(10)}).encode())
    response = await tick(NAME)
    assert (response.code, response.headers["Dask-Gateway-Error"]) == (503, "busy")
    # One more finds room when others have ended.
    configured.answers(200, b'{"c7": {}}')
    assert clusters(await tick(NAME)) == ["c7", NAME]
