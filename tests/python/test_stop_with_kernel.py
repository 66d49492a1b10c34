"""Clusters that a widget's kernel stops when it ends in order."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import time
from typing import Any

import pytest
from dask_gateway import BasicAuth
from jupyter_client.manager import KernelManager
from test_widget_relay import Served, served, wait_until

from jupyter_dask_gateway import GatewayWidget
from jupyter_dask_gateway.widget.stop_with_kernel import StopWithKernel, stop_with_kernel

__all__ = ["served"]

NAME = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"
THIRD = "00112233445566770011223344556677"

BUSY = "import time\nprint('asleep', flush=True)\ntime.sleep(60)"

CODE = """
from dask_gateway import BasicAuth
from jupyter_dask_gateway import GatewayWidget
widget = GatewayWidget(address={address!r}, auth=BasicAuth("ada", "s3cret"), stop_with_kernel=True)
widget.cluster_name = {name!r}
widget.cluster_name = {other!r}
widget.stop_with_kernel = False
widget.cluster_name = {third!r}
"""


def code(served: Served) -> str:
    address = served.fake.address.replace("127.0.0.1", "localhost")
    return CODE.format(address=address, name=NAME, other=OTHER, third=THIRD)


def stopped(served: Served) -> list[str]:
    return [seen.target.rpartition("/")[2] for seen in served.fake.seen if seen.method == "DELETE"]


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> StopWithKernel:
    """One that this test's widgets alone use."""
    own = StopWithKernel()
    monkeypatch.setattr("jupyter_dask_gateway.widget.widget.stop_with_kernel", lambda: own)
    return own


def widget_of(served: Served, **kwargs: Any) -> GatewayWidget:
    return GatewayWidget(address=served.fake.address, auth=BasicAuth("ada", "s3cret"), **kwargs)


def test_what_was_worked_with_while_it_was_on(served: Served, fresh: StopWithKernel) -> None:
    widget = widget_of(served, stop_with_kernel=True)
    widget.cluster_name = NAME
    widget.cluster_name = OTHER
    widget.stop_with_kernel = False
    widget.cluster_name = THIRD
    widget.close()
    fresh.stop()
    assert stopped(served) == [NAME]
    fresh.stop()
    assert stopped(served) == [NAME]


def test_it_can_be_set_at_any_time(served: Served, fresh: StopWithKernel) -> None:
    widget = widget_of(served)
    widget.cluster_name = NAME
    fresh.stop()
    assert stopped(served) == []
    widget.stop_with_kernel = True
    fresh.stop()
    assert stopped(served) == [NAME]


class Pages:
    """What a widget's pages hear, and one of them that speaks."""

    def __init__(self, widget: GatewayWidget, monkeypatch: pytest.MonkeyPatch) -> None:
        self.widget = widget
        self.heard: list[dict[str, Any]] = []
        self._count = 0
        monkeypatch.setattr(widget, "send", lambda content, buffers=None: self.heard.append(content))

    def tick(self, **news: Any) -> None:
        self._count += 1
        nothing = dict.fromkeys(["options", "launching", "choose", "cluster", "status"])
        at = self.widget._revision
        content = {"type": "changes", "page": "p", "count": self._count, "revision": at, **nothing, **news}
        self.widget._handle_custom_msg(content, [])

    def told(self) -> tuple[bool, set[str]]:
        """Return what the pages know by now, told each time by the next revision."""
        stops = [content for content in self.heard if content["type"] == "stops"]
        revisions = [content["revision"] for content in self.heard if content["type"] in ("stops", "cluster")]
        assert revisions == list(range(1, len(revisions) + 1))
        return stops[-1]["stopNew"], set(stops[-1]["stops"])


@pytest.fixture
def pages(served: Served, fresh: StopWithKernel, monkeypatch: pytest.MonkeyPatch) -> Pages:
    return Pages(widget_of(served), monkeypatch)


def test_a_clusters_tick_is_its_own(served: Served, fresh: StopWithKernel, pages: Pages) -> None:
    pages.widget.cluster_name = NAME
    pages.tick(stops={NAME: True, OTHER: True, THIRD: False})
    assert pages.told() == (False, {NAME, OTHER})
    assert not pages.widget.stop_with_kernel
    pages.tick(stops={OTHER: False})
    assert pages.told() == (False, {NAME})
    fresh.stop()
    assert stopped(served) == [NAME]


def test_the_tick_at_launch_counts_for_those_of_later(
    served: Served, fresh: StopWithKernel, pages: Pages
) -> None:
    seen: list[bool] = []
    pages.widget.observe(lambda change: seen.append(change.new), "stop_with_kernel")
    pages.widget.cluster_name = NAME
    pages.tick(stopNew=True)
    assert (seen, pages.told()) == ([True], (True, set()))
    pages.tick(choose=OTHER)
    assert pages.told() == (True, {OTHER})
    pages.tick(stopNew=False)
    assert (seen, pages.told()) == ([True, False], (False, {OTHER}))
    fresh.stop()
    assert stopped(served) == [OTHER]


def test_a_tick_counts_before_what_is_chosen_with_it(fresh: StopWithKernel, pages: Pages) -> None:
    pages.tick(stopNew=True, choose=NAME)
    assert pages.told() == (True, {NAME})


def test_pages_are_told_what_python_or_another_widget_sets(
    served: Served, fresh: StopWithKernel, pages: Pages
) -> None:
    pages.widget._handle_custom_msg({"type": "hello", "page": "p"}, [])
    assert (pages.heard[-1]["stopNew"], pages.heard[-1]["stops"]) == (False, [])
    pages.widget.stop_with_kernel = True
    assert pages.told() == (True, set())
    pages.widget.cluster_name = NAME
    assert pages.told() == (True, {NAME})
    auth = pages.widget._binding.target.auth
    other = GatewayWidget(address=served.fake.address, auth=auth)
    other.cluster_name = NAME
    other.stop_with_kernel = True
    other.stop_with_kernel = False
    assert pages.told() == (True, set())
    elsewhere = GatewayWidget(address="http://127.0.0.1:1", auth=auth, stop_with_kernel=True)
    elsewhere.cluster_name = OTHER
    assert pages.told() == (True, set()), "another gateway's cluster"
    pages.widget._handle_custom_msg({"type": "hello", "page": "p"}, [])
    assert (pages.heard[-1]["stopNew"], pages.heard[-1]["stops"]) == (True, [])


def test_a_widget_that_is_gone_is_told_nothing(served: Served, fresh: StopWithKernel) -> None:
    first, second = widget_of(served), widget_of(served)
    first.close()
    second.cluster_name = NAME
    second.stop_with_kernel = True
    fresh.stop()
    assert stopped(served) == [NAME]


def test_it_is_not_saved_in_the_notebook(served: Served, fresh: StopWithKernel) -> None:
    assert "stop_with_kernel" not in widget_of(served, stop_with_kernel=True).get_state()


def test_a_gateway_that_hangs_holds_up_no_kernel(
    served: Served, fresh: StopWithKernel, caplog: pytest.LogCaptureFixture
) -> None:
    widget = widget_of(served, stop_with_kernel=True)
    widget.cluster_name = NAME
    served.fake.hangs()
    start = time.monotonic()
    fresh.stop()
    assert time.monotonic() - start < 5
    (line,) = [line for line in caplog.messages if "may go on" in line]
    assert "01234567 " in line
    assert NAME not in line


def test_a_script_that_ends(served: Served) -> None:
    done = subprocess.run([sys.executable, "-c", code(served)], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert stopped(served) == [NAME]


@pytest.mark.parametrize(("restart", "busy"), [(False, False), (True, False), (False, True)])
def test_a_kernel_that_is_shut_down_or_restarted(served: Served, restart: bool, busy: bool) -> None:
    kernel = KernelManager()
    kernel.start_kernel()
    try:
        client = kernel.blocking_client()
        client.start_channels()
        client.wait_for_ready(timeout=120)
        assert client.execute_interactive(code(served), timeout=120)["content"]["status"] == "ok"
        if busy:
            client.execute(BUSY)
            while "asleep" not in client.get_iopub_msg(timeout=60)["content"].get("text", ""):
                pass
            time.sleep(0.5)
        client.stop_channels()
        if restart:
            kernel.restart_kernel()
        else:
            kernel.shutdown_kernel()
        wait_until(lambda: bool(stopped(served)))
        assert stopped(served) == [NAME]
    finally:
        kernel.shutdown_kernel(now=True)


def _nothing() -> None:
    """For a process that was forked."""


def test_a_child_that_was_forked_stops_nothing(served: Served, fresh: StopWithKernel) -> None:
    widget = widget_of(served, stop_with_kernel=True)
    widget.cluster_name = NAME
    child = multiprocessing.get_context("fork").Process(target=_nothing)
    child.start()
    child.join(60)
    assert child.exitcode == 0
    assert stopped(served) == []
    widget.stop_with_kernel = False
    assert stop_with_kernel() is stop_with_kernel()
