"""A gateway that is down, hangs, drops, redirects or is no gateway at all."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import Any

import pytest
from aiohttp import web
from fake_gateway import FakeGateway
from traitlets.config import Config

PATHS = ["api/v1/clusters/", "clusters/a1/json/counts.json"]


def is_own_error(response: Any, id: str, status: int) -> str:
    assert response.headers["Dask-Gateway-Error"] == id, response.body
    assert response.code == status
    assert response.headers["Content-Type"] == "application/json"
    return json.loads(response.body)["error"]


@pytest.fixture
def closed_port() -> Any:
    """A port on which nobody listens and that nobody else gets."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.mark.parametrize("path", PATHS)
async def test_down(closed_port: int, configure: Any, fetch: Any, path: str) -> None:
    configure({"address": f"http://ada:s3cret@127.0.0.1:{closed_port}"})
    sentence = is_own_error(await fetch(path), "unreachable", 502)
    assert f"http://127.0.0.1:{closed_port} (" in sentence
    assert "refused" in sentence.lower()


async def test_unknown_host(configure: Any, fetch: Any) -> None:
    configure({"address": "http://no-such-host.invalid"})
    sentence = is_own_error(await fetch("api/v1/options"), "unreachable", 502)
    assert "http://no-such-host.invalid" in sentence


async def test_no_tls_there(gateway: FakeGateway, configure: Any, fetch: Any) -> None:
    configure({"address": gateway.address.replace("http", "https")})
    sentence = is_own_error(await fetch("api/v1/options"), "unreachable", 502)
    assert "TLS" in sentence
    assert "not permitted" not in sentence


async def test_proxy_down(gateway: FakeGateway, closed_port: int, configure: Any, fetch: Any) -> None:
    proxy = f"http://ada:s3cret@127.0.0.1:{closed_port}"
    configure({"address": gateway.address, "http-client.proxy": proxy})
    sentence = is_own_error(await fetch("api/v1/options"), "unreachable", 502)
    assert "HTTP proxy" in sentence
    assert "s3cret" not in sentence
    assert not gateway.seen


async def test_proxy_is_used(gateway: FakeGateway, configure: Any, fetch: Any) -> None:
    proxy = gateway.address.replace("//", "//ada:s3cret@")
    configure({"address": "http://elsewhere.invalid/x", "http-client.proxy": proxy})
    assert (await fetch("api/v1/options")).code == 200
    (seen,) = gateway.seen
    assert seen.target == "http://elsewhere.invalid/x/api/v1/options"
    assert "Proxy-Authorization" in seen.headers


async def test_proxy_wants_a_login(gateway: FakeGateway, configure: Any, fetch: Any) -> None:
    configure({"address": "http://elsewhere.invalid", "http-client.proxy": gateway.address})
    gateway.answers(407)
    is_own_error(await fetch("api/v1/options"), "unreachable", 502)


@pytest.mark.parametrize("limits", [{"api_timeout": 0.2, "cluster_timeout": 0.2}])
@pytest.mark.parametrize("path", PATHS)
async def test_hanging(configured: FakeGateway, fetch: Any, path: str) -> None:
    configured.hangs()
    assert "0.2 s" in is_own_error(await fetch(path), "timed-out", 504)
    # The connection is not left hanging.
    await asyncio.wait_for(configured.cancelled.wait(), 20)


@pytest.mark.parametrize("limits", [{"api_timeout": 60, "cluster_timeout": 0.2}])
async def test_schedulers_have_less_time(configured: FakeGateway, fetch: Any) -> None:
    configured.hangs()
    api = asyncio.ensure_future(fetch("api/v1/clusters/"))
    is_own_error(await fetch("clusters/a1/json/counts.json"), "timed-out", 504)
    assert not api.done()
    configured.let_go.set()
    assert (await api).code == 200


class TestConfiguredLimits:
    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config) -> Config:
        jp_server_config.DaskGatewayExtension.timeout = 0.25
        return jp_server_config

    async def test_timeout(self, configured: FakeGateway, fetch: Any) -> None:
        configured.hangs()
        assert "0.25 s" in is_own_error(await fetch("api/health"), "timed-out", 504)


@pytest.mark.parametrize("limits", [{"connect_timeout": 0.2}])
async def test_a_connection_that_nobody_accepts(configure: Any, fetch: Any) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        # Fill the queue: further connections are neither accepted nor refused.
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(address)
        try:
            configure({"address": f"http://127.0.0.1:{address[1]}"})
            response = await fetch("api/v1/options")
            assert "no connection in time" in is_own_error(response, "unreachable", 502)
        finally:
            for filler in fillers:
                filler.close()


@pytest.mark.parametrize("path", PATHS)
async def test_dropping(configured: FakeGateway, fetch: Any, path: str) -> None:
    configured.drops()
    assert "may still have done" in is_own_error(await fetch(path), "dropped", 502)


async def test_a_post_that_was_dropped_is_not_sent_again(configured: FakeGateway, fetch: Any) -> None:
    configured.answers()
    await fetch("api/v1/clusters/", "POST")  # leaves a connection open
    configured.seen.clear()
    configured.drops()
    is_own_error(await fetch("api/v1/clusters/", "POST"), "dropped", 502)
    assert len(configured.seen) == 1


async def test_dropping_in_the_body(configured: FakeGateway, fetch: Any) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b"{")
        assert request.transport is not None
        request.transport.close()
        return response

    configured.answer = answer
    is_own_error(await fetch("api/v1/clusters/"), "dropped", 502)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("path", PATHS)
async def test_redirects_are_not_followed(
    configured: FakeGateway, fetch: Any, status: int, path: str
) -> None:
    configured.answers(status, b"", {"Location": configured.address + "/hub/login?secret=1"})
    response = await fetch(path, follow_redirects=False)
    assert "redirect" in is_own_error(response, "redirected", 502)
    assert "Location" not in response.headers
    assert b"login?secret" not in response.body
    assert [seen.target for seen in configured.seen] == [f"/{path}"]


async def test_not_http_at_all(configure: Any, fetch: Any) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        configure({"address": f"http://{host}:{port}"})
        is_own_error(await fetch("api/v1/options"), "bad-reply", 502)


class Interim:
    """A gateway that says "continue" `count` times before each reply; endless if that is None."""

    def __init__(self, count: int | None) -> None:
        self.count = count
        self.connections = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                while self.count is None:
                    writer.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 200)
                    await writer.drain()
                    await asyncio.sleep(0)
                writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * self.count)
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@pytest.mark.parametrize("count", [None, 9])
async def test_endless_talk_before_a_reply(configure: Any, fetch: Any, count: int | None) -> None:
    server = await asyncio.start_server(Interim(count).talk, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        configure({"address": f"http://{host}:{port}"})
        is_own_error(await asyncio.wait_for(fetch("api/v1/options"), 10), "bad-reply", 502)


async def test_some_talk_before_each_reply_of_a_connection(configure: Any, fetch: Any) -> None:
    gateway = Interim(8)
    server = await asyncio.start_server(gateway.talk, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        configure({"address": f"http://{host}:{port}"})
        for _ in range(3):
            assert (await fetch("api/v1/options")).code == 200
    assert gateway.connections == 1


@pytest.mark.parametrize("limits", [{"max_requests": 2, "slot_timeout": 0.05}])
async def test_too_many_at_once(configured: FakeGateway, fetch: Any) -> None:
    configured.hangs()
    waiting = [asyncio.ensure_future(fetch("clusters/a1/json/counts.json")) for _ in range(2)]
    await configured.until_seen(2)
    is_own_error(await fetch("clusters/a1/json/identity.json"), "busy", 503)
    assert len(configured.seen) == 2
    # Hanging schedulers take no place from the API.
    api = asyncio.ensure_future(fetch("api/v1/clusters/a1", "DELETE"))
    await configured.until_seen(3)
    configured.let_go.set()
    assert [(await request).code for request in (*waiting, api)] == [200, 200, 200]
    # Every place has been given back.
    for _ in range(3):
        assert (await fetch("clusters/a1/json/counts.json")).code == 200


@pytest.mark.parametrize("limits", [{"max_requests": 1, "slot_timeout": 20}])
async def test_a_burst_waits_for_its_turn(configured: FakeGateway, fetch: Any) -> None:
    responses = await asyncio.gather(*(fetch("api/v1/clusters/") for _ in range(5)))
    assert [response.code for response in responses] == [200] * 5


async def test_the_server_answers_while_the_gateway_hangs(
    configured: FakeGateway, fetch: Any, jp_fetch: Any
) -> None:
    configured.hangs()
    waiting = [asyncio.ensure_future(fetch("api/v1/clusters/")) for _ in range(6)]
    await configured.until_seen(6)
    assert (await jp_fetch("api", "status")).code == 200
    assert not any(request.done() for request in waiting)
    configured.let_go.set()
    await asyncio.gather(*waiting)


async def test_our_own_mistake(configured: FakeGateway, fetch: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(body: bytes) -> Any:
        raise ZeroDivisionError("s3cret")

    monkeypatch.setattr("jupyter_dask_gateway.gateway.client.without_tls", broken)
    response = await fetch("api/v1/clusters/")
    is_own_error(response, "jupyter", 500)
    assert b"s3cret" not in response.body


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("value", "handed_on"),
    [
        ("30", "30"),
        ("Wed, 21 Oct 2015 07:28:30 GMT", "30"),
        ("3600", "3600"),
        ("3601", None),
        ("0", None),
        ("-5", None),
        ("soon", None),
        ("1e3", None),
        ("9" * 400, None),
        ("Wed, 21 Oct 2015 07:27:59 GMT", None),
        ("Wed, 99 Oct 2015 07:27:59 GMT", None),
    ],
)
async def test_how_long_to_wait_is_handed_on_in_seconds(
    configured: FakeGateway, fetch: Any, status: int, value: str, handed_on: str | None
) -> None:
    # The gateway's clock counts, not ours: it is years behind.
    headers = {"Retry-After": value, "Date": "Wed, 21 Oct 2015 07:28:00 GMT", "Content-Type": "text/html"}
    configured.answers(status, b"<h1>Too Many Requests</h1>", headers)
    response = await fetch("api/v1/clusters/")
    assert (response.code, response.body) == (status, b"")
    assert response.headers.get("Retry-After") == handed_on
    assert "Dask-Gateway-Error" not in response.headers


async def test_the_text_of_a_403_is_handed_on_as_an_error(configured: FakeGateway, fetch: Any) -> None:
    configured.answers(403, b"RBAC: access denied \xff\n", {"Content-Type": "text/plain; charset=utf-8"})
    response = await fetch("api/v1/clusters/")
    assert (response.code, response.headers["Content-Type"]) == (403, "application/json")
    assert json.loads(response.body) == {"error": "RBAC: access denied \ufffd"}


async def test_no_other_text_is_handed_on(configured: FakeGateway, fetch: Any) -> None:
    for status in (400, 404, 429, 500, 503):
        configured.answers(status, b"no healthy upstream", {"Content-Type": "text/plain"})
        response = await fetch("api/v1/clusters/")
        assert (response.code, response.body) == (status, b"")
