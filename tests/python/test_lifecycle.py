"""Start, stop, and browsers that go away."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

import pytest
from fake_gateway import FakeGateway

from jupyter_dask_gateway.gateway.errors import ErrorId, RequestError
from jupyter_dask_gateway.gateway.lazy_client import LazyClient
from jupyter_dask_gateway.gateway.limits import Limits
from jupyter_dask_gateway.server.handlers import PassThroughHandler


async def leave(port: int, token: str, method: str, gateway: FakeGateway) -> None:
    """Send a request and close the connection once it has arrived at the gateway."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"{method} /a%40b/dask-gateway/api/v1/clusters/a1 HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Length: 0\r\nAuthorization: token {token}\r\n\r\n".encode()
    )
    await gateway.until_seen(1)
    writer.close()


@pytest.fixture
def noticed(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set when the Jupyter server notices that a browser has left."""
    event = asyncio.Event()
    original = PassThroughHandler.on_connection_close

    def on_connection_close(self: PassThroughHandler) -> None:
        original(self)
        event.set()

    monkeypatch.setattr(PassThroughHandler, "on_connection_close", on_connection_close)
    return event


async def test_a_read_is_given_up_when_the_browser_leaves(
    configured: FakeGateway, jp_serverapp: Any, http_server_client: Any, fetch: Any
) -> None:
    configured.hangs()
    token = jp_serverapp.identity_provider.token
    await leave(http_server_client.get_http_port(), token, "GET", configured)
    await asyncio.wait_for(configured.cancelled.wait(), 20)
    configured.let_go.set()
    assert (await fetch("api/v1/clusters/a1")).code == 200


async def test_a_stop_is_carried_through_when_the_browser_leaves(
    configured: FakeGateway, jp_serverapp: Any, http_server_client: Any, noticed: asyncio.Event
) -> None:
    # The gateway asks for the login only after the browser has left.
    let_go = asyncio.Event()
    configured.asks_for("Basic YWRhOnMzY3JldA==")
    ask = configured.answer

    async def answer(request: Any) -> Any:
        await let_go.wait()
        return await ask(request)

    configured.answer = answer
    token = jp_serverapp.identity_provider.token
    await leave(http_server_client.get_http_port(), token, "DELETE", configured)
    await asyncio.wait_for(noticed.wait(), 20)
    let_go.set()
    await configured.until_seen(2)
    assert [seen.method for seen in configured.seen] == ["DELETE", "DELETE"]
    assert "Authorization" in configured.seen[1].headers
    assert not configured.cancelled.is_set()


async def test_server_closes_the_connections_when_it_stops(
    configured: FakeGateway, jp_serverapp: Any, fetch: Any
) -> None:
    await fetch("api/v1/clusters/")
    (extension,) = jp_serverapp.extension_manager.extension_apps["jupyter_dask_gateway"]
    client = await extension._lazy_client.get()
    assert not client._session.closed
    await jp_serverapp.cleanup_extensions()
    assert client._session.closed


async def test_server_stops_though_nothing_was_ever_asked(jp_serverapp: Any) -> None:
    await jp_serverapp.cleanup_extensions()


async def test_imports_run_in_a_thread_from_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []
    load = LazyClient._load

    def recorded(self: LazyClient) -> Any:
        threads.append(threading.current_thread())
        return load(self)

    monkeypatch.setattr(LazyClient, "_load", recorded)
    lazy_client = LazyClient(Limits(), "Jupyter server")
    assert await lazy_client.get() is await lazy_client.get()
    await lazy_client.close()
    (thread,) = threads
    assert thread is not threading.current_thread()


async def test_imports_that_fail_are_tried_again(
    configured: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = True
    load = LazyClient._load

    def sometimes(self: LazyClient) -> Any:
        if failing:
            raise ImportError("s3cret")
        return load(self)

    monkeypatch.setattr(LazyClient, "_load", sometimes)
    lazy_client = LazyClient(Limits(), "Jupyter server")
    for _ in range(2):
        with pytest.raises(RequestError) as caught:
            await lazy_client.get()
        assert caught.value.id is ErrorId.NOT_INSTALLED
        assert "ImportError" in str(caught.value)
        assert "s3cret" not in str(caught.value)
    failing = False
    config = json.loads((await (await lazy_client.get()).config()).body)
    assert config["address"] == configured.address
    await lazy_client.close()
