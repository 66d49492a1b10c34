"""The relay's end in Python: each request is answered, whatever goes wrong, and carried out once at most."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fake_gateway import FakeGateway

from jupyter_dask_gateway import GatewayWidget
from jupyter_dask_gateway.gateway.request import Reply
from jupyter_dask_gateway.widget import gateway_binding
from jupyter_dask_gateway.widget.pending_requests import _REMEMBERED, PendingRequests

TIMEOUT_SECONDS = 30


class Served:
    """The fake gateway in a thread of its own: a widget's messages are taken in the test's."""

    def __init__(self) -> None:
        self.fake = FakeGateway()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.run(self.fake.start())

    def run(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(TIMEOUT_SECONDS)

    def let_go(self) -> None:
        self._loop.call_soon_threadsafe(self.fake.let_go.set)

    def close(self) -> None:
        self.run(self.fake.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(TIMEOUT_SECONDS)
        self._loop.close()


@pytest.fixture
def served(configure: Any) -> Iterator[Served]:
    served = Served()
    configure({"address": served.fake.address, "auth.type": "basic", "auth.kwargs": {"username": "ada"}})
    yield served
    served.close()


class Page:
    """What the pages of a widget hear."""

    def __init__(self, widget: GatewayWidget, monkeypatch: pytest.MonkeyPatch) -> None:
        self.heard: list[dict[str, Any]] = []
        self.unsendable: Callable[[dict[str, Any]], bool] = lambda _: False
        self._widget = widget
        monkeypatch.setattr(widget, "send", self._hear)

    def _hear(self, content: dict[str, Any], buffers: Any = None) -> None:
        if self.unsendable(content):
            raise TypeError("no JSON")
        self.heard.append(content)

    def request(self, id: str, method: str = "GET", path: str = "api/v1/clusters/") -> None:
        self._widget._handle_custom_msg(
            {"type": "request", "id": id, "method": method, "path": path, "body": None}, []
        )

    def ask(self, id: str) -> bool:
        """Return whether Python says that it works on this request."""
        self._widget._handle_custom_msg({"type": "ask", "id": id}, [])
        answer = self.heard.pop()
        assert (answer["type"], answer["id"]) == ("pending", id)
        return bool(answer["value"])

    def replies(self, id: str) -> list[dict[str, Any]]:
        return [it for it in list(self.heard) if it["type"] == "reply" and it["id"] == id]

    def wait_for(self, id: str) -> dict[str, Any]:
        wait_until(lambda: bool(self.replies(id)))
        return self.replies(id)[0]


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def page(served: Served, monkeypatch: pytest.MonkeyPatch) -> Page:
    widget = GatewayWidget()
    # It asks for the options by itself, which is not what a test counts.
    widget._binding.load().exception(TIMEOUT_SECONDS)
    return Page(widget, monkeypatch)


def creates(served: Served) -> int:
    return sum(seen.method == "POST" for seen in served.fake.seen)


def test_a_request_is_with_python_until_it_is_answered(page: Page, served: Served) -> None:
    served.fake.hangs()
    page.request("a")
    assert page.ask("a")
    served.let_go()
    page.wait_for("a")
    wait_until(lambda: not page.ask("a"))


def test_a_request_that_comes_twice_is_carried_out_once(page: Page, served: Served) -> None:
    served.fake.hangs()
    page.request("a", "POST")
    page.request("a", "POST")
    served.let_go()
    page.wait_for("a")
    page.request("a", "POST")
    page.request("b", "POST")
    page.wait_for("b")
    assert len(page.replies("a")) == 1
    assert creates(served) == 2


def test_what_was_given_up_is_never_carried_out(page: Page, served: Served) -> None:
    # The question was faster than the request, which its page then tells as lost.
    assert not page.ask("a")
    page.request("a", "POST")
    page.request("b", "POST")
    page.wait_for("b")
    assert page.replies("a") == []
    assert creates(served) == 1


def test_what_fails_here_is_answered_as_perhaps_done(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> Reply:
        raise ZeroDivisionError("s3cret")

    monkeypatch.setattr(gateway_binding, "relay_request", fail)
    page.request("a", "POST")
    reply = page.wait_for("a")
    assert (reply["status"], reply["headers"]["Dask-Gateway-Error"]) == (502, "dropped")
    assert "s3cret" not in str(page.heard)
    wait_until(lambda: not page.ask("a"))


def test_a_reply_that_cannot_be_sent_is_replaced(page: Page, served: Served) -> None:
    page.unsendable = lambda content: content.get("status") == 200
    page.request("a")
    reply = page.wait_for("a")
    assert reply["headers"]["Dask-Gateway-Error"] == "bad-reply"
    page.unsendable = lambda content: content["type"] == "reply"
    page.request("b")
    wait_until(lambda: not page.ask("b"))


def test_a_binding_that_cannot_begin_leaves_nothing_behind(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("cannot schedule new futures after shutdown")

    monkeypatch.setattr(gateway_binding.GatewayBinding, "relay", fail)
    # ipywidgets tells the exception where Python code can see it.
    with pytest.raises(RuntimeError):
        page._widget._on_message(
            None, {"type": "request", "id": "a", "method": "GET", "path": "config", "body": None}, []
        )
    assert not page.ask("a")


def test_what_is_over_is_remembered_and_not_for_ever() -> None:
    requests = PendingRequests()
    assert requests.begin("in work")
    for number in range(_REMEMBERED + 10):
        requests.is_pending(str(number))
    assert not requests.begin(str(_REMEMBERED))
    assert requests.begin("0")
    assert requests.is_pending("in work")
    assert len(requests._over) <= _REMEMBERED
