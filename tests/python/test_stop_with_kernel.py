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


@pytest.mark.parametrize("restart", [False, True])
def test_a_kernel_that_is_shut_down_or_restarted(served: Served, restart: bool) -> None:
    kernel = KernelManager()
    kernel.start_kernel()
    try:
        client = kernel.blocking_client()
        client.start_channels()
        client.wait_for_ready(timeout=120)
        assert client.execute_interactive(code(served), timeout=120)["content"]["status"] == "ok"
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
