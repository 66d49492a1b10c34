"""What a widget keeps open, and that it is freed with the last widget of its gateway."""

from __future__ import annotations

import gc
import os
import threading
import weakref
from pathlib import Path
from typing import Any

import pytest
from dask_gateway import BasicAuth
from ipywidgets import Widget
from test_widget_relay import Page, Served, served, wait_until

from jupyter_dask_gateway import GatewayWidget
from jupyter_dask_gateway.gateway.background import background

__all__ = ["served"]

GATEWAYS = 40

# What is collected may be another test's `dask_gateway.Gateway`, which cannot be once its loop has ended.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Exception ignored in. <function Gateway.__del__:pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(autouse=True)
def _no_widgets_of_other_tests() -> None:
    Widget.close_all()
    gc.collect()
    wait_until(lambda: not background()._clients)


def measured() -> tuple[int, int]:
    """Return the number of threads and of file descriptors."""
    return threading.active_count(), len(os.listdir("/proc/self/fd"))


def ask_and_login(served: Served) -> None:
    """Have a login's hook run, in the thread that a client has for it."""
    served.fake.asks_for("Basic YWRhOnMzY3JldA==", b'{"cluster_options": []}')


def used(served: Served, auth: object = None) -> GatewayWidget:
    widget = GatewayWidget(address=served.fake.address, auth=auth or BasicAuth("ada", "s3cret"))
    assert dict(widget.options) == {}
    return widget


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts what Linux lists")
def test_closed_widgets_of_many_gateways_keep_nothing(served: Served) -> None:
    ask_and_login(served)
    used(served).close()
    wait_until(lambda: not background()._clients)
    threads, files = measured()
    # Another login is another client, as another gateway is.
    auths = [BasicAuth("ada", "s3cret") for _ in range(GATEWAYS)]
    widgets = [used(served, auth) for auth in auths]
    # Half of what they open is enough to tell: meanwhile things of other tests may end.
    assert measured()[0] >= threads + GATEWAYS // 2
    assert measured()[1] >= files + GATEWAYS
    kept = [weakref.ref(thing) for thing in (*auths, *widgets)]
    for widget in widgets:
        widget.close()
    wait_until(lambda: measured()[0] <= threads)
    wait_until(lambda: measured()[1] <= files)
    assert background()._clients == {}
    del auths, widgets, widget

    def all_gone() -> bool:
        gc.collect()
        return all(thing() is None for thing in kept)

    wait_until(all_gone)


def test_a_client_is_there_until_the_last_widget_of_its_gateway_is_closed(served: Served) -> None:
    ask_and_login(served)
    auth = BasicAuth("ada", "s3cret")
    one, two = used(served, auth), used(served, auth)
    assert one._relay == two._relay
    [shared] = background()._clients.values()
    one.close()
    one.close()
    two.options = {}
    assert list(background()._clients.values()) == [shared]
    two.close()
    wait_until(lambda: not background()._clients)
    again = used(served, auth)
    assert again._relay != one._relay, "a page must not take it for the one that is gone"
    again.close()


def test_what_is_in_flight_is_carried_through(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    widget = GatewayWidget(address=served.fake.address, auth=BasicAuth("ada", "s3cret"))
    page = Page(widget, monkeypatch)
    wait_until(lambda: len(served.fake.seen) > 0)
    served.fake.hangs()
    page.request("create", "POST")
    wait_until(lambda: any(seen.method == "POST" for seen in served.fake.seen))
    widget.close()
    assert not served.fake.cancelled.is_set()
    assert len(background()._clients) == 1
    served.let_go()
    assert page.wait_for("create")["status"] == 200
    assert not served.fake.cancelled.is_set()
    wait_until(lambda: not background()._clients)


def test_a_closed_widget_can_still_be_used(served: Served) -> None:
    ask_and_login(served)
    widget = used(served)
    widget.close()
    widget._binding._published = None
    widget._values = None
    assert dict(widget.options) == {}
    wait_until(lambda: not background()._clients)
    widget.open()
    assert len(background()._clients) == 1
    widget.close()


def test_a_widget_that_cannot_be_made_keeps_nothing(served: Served) -> None:
    ask_and_login(served)

    def make() -> Any:
        return GatewayWidget(address=served.fake.address, view="everything")

    with pytest.raises(Exception, match="everything"):
        make()

    def is_free() -> bool:
        gc.collect()
        return not background()._clients

    wait_until(is_free)
