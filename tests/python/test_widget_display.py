"""What a cell that ends with a widget shows, and when, from a real kernel."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from test_widget_relay import Served, served

from jupyter_dask_gateway.widget.widget import MIME

__all__ = ["served"]

TIMEOUT_SECONDS = 120
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
CORES = {"field": "cores", "label": "Cores", "default": 3, "spec": {"type": "int", "min": 1, "max": 8}}
ROW = "<tr><th>Cores</th><td>3</td></tr>"
IMPORT = "from jupyter_dask_gateway import GatewayWidget\n"


class Kernel:
    """One that somebody sits in front of. It ends with the test."""

    def __init__(self, served: Served, variables: dict[str, str]) -> None:
        self.complaints: list[str] = []
        self._manager = KernelManager()
        environment = {**os.environ, "DASK_GATEWAY__ADDRESS": served.fake.address, **variables}
        self._manager.start_kernel(env=environment)
        self._client: BlockingKernelClient = self._manager.blocking_client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=TIMEOUT_SECONDS)

    def run(self, code: str) -> list[tuple[str, dict[str, Any]]]:
        """Return what the cell shows until it has ended."""
        shown = []
        self._client.execute(code, allow_stdin=True)
        while True:
            kind, content = self._take()
            if content.get("execution_state") == "idle":
                return shown
            assert kind != "error", content
            if "data" in content and MIME in content["data"]:
                shown.append((kind, content))

    def update(self) -> dict[str, Any]:
        """Return the next one of a display."""
        while True:
            kind, content = self._take()
            if kind == "update_display_data":
                return content

    def close(self) -> None:
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)

    def _take(self) -> tuple[str, dict[str, Any]]:
        message = self._client.get_iopub_msg(timeout=TIMEOUT_SECONDS)
        kind, content = message["msg_type"], message["content"]
        if kind == "stream" and content["name"] == "stderr":
            self.complaints.append(content["text"])
        return kind, content


@pytest.fixture
def slow(served: Served) -> Served:
    """It tells its options after `let_go`."""

    async def answer(request: web.Request) -> web.Response:
        await served.fake.let_go.wait()
        return web.json_response({"cluster_options": [CORES]})

    served.fake.answer = answer
    return served


@pytest.fixture
def kernel(slow: Served) -> Iterator[Kernel]:
    """As a Jupyter server starts it."""
    kernel = Kernel(slow, {"JPY_SESSION_NAME": "/home/ada/x.ipynb"})
    yield kernel
    kernel.close()


def test_a_display_waits_for_no_gateway_and_its_table_comes_later(slow: Served, kernel: Kernel) -> None:
    [(kind, first)] = kernel.run(f"{IMPORT}w = GatewayWidget()\nw")
    assert kind == "display_data"
    assert set(first["data"]) == {"text/plain", "text/html", MIME}
    assert "The gateway had not told its options" in first["data"]["text/html"]
    slow.let_go()
    later = kernel.update()
    assert later["transient"] == first["transient"]
    assert ROW in later["data"]["text/html"]
    assert "The gateway had not told its options" not in later["data"]["text/html"]
    assert "Cores  3" in later["data"]["text/plain"]
    assert later["data"][MIME]["model_id"] == first["data"][MIME]["model_id"]
    assert json.loads(later["data"][MIME]["options"]) == {"cores": 3}
    [(kind, again)] = kernel.run("w")
    assert (kind, ROW in again["data"]["text/html"]) == ("execute_result", True)
    [(kind, named)] = kernel.run("_ = display(w, display_id='mine')")
    assert (kind, named["transient"]) == ("display_data", {"display_id": "mine"})


ABSENT = "import sys\nassert 'dask_gateway' not in sys.modules, 'imported'"


def test_what_asks_the_gateway_is_imported_after_the_display(slow: Served, kernel: Kernel) -> None:
    slow.let_go()
    assert len(kernel.run(f"{IMPORT}w = GatewayWidget()\ndisplay(w)\n{ABSENT}")) == 1
    assert ROW in kernel.update()["data"]["text/html"]
    kernel.run("assert 'dask_gateway' in sys.modules")


def test_who_reads_the_options_waits_for_those_imports(slow: Served, kernel: Kernel) -> None:
    slow.let_go()
    kernel.run(f"{IMPORT}w = GatewayWidget()\n{ABSENT}\nassert w.options == {{'cores': 3}}")
    kernel.run("")
    asked = [each for each in slow.fake.seen if each.target.endswith("/options")]
    assert len(asked) == 1, "what waited for the end of the cell asks no more"


def test_a_gateway_of_another_address_takes_no_imports_either(slow: Served, kernel: Kernel) -> None:
    kernel.run(f"{IMPORT}GatewayWidget(address='http://other.test', auth='basic')\n{ABSENT}")


def test_where_dask_gateway_cannot_be_imported_a_widget_is_displayed_all_the_same(
    slow: Served, tmp_path: Path
) -> None:
    package = tmp_path / "dask_gateway"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('made for another Python')")
    (package / "gateway.yaml").write_text("gateway: {address: null}")
    kernel = Kernel(slow, {"JPY_SESSION_NAME": "/home/ada/x.ipynb", "PYTHONPATH": str(tmp_path)})
    try:
        [(kind, _)] = kernel.run(f"{IMPORT}w = GatewayWidget()\nw")
        assert kind == "display_data"
        said = "try: w.options\nexcept ImportError as error: assert str(error) == 'made for another Python'"
        kernel.run(f"{said}\nelse: raise AssertionError")
        # What a page asks through the kernel is answered as well.
        relayed = """from unittest.mock import Mock
from jupyter_dask_gateway.widget import protocol
w._send_reply = Mock()
w._relay_request(protocol.RelayRequest(id='1', method='GET', path='config', body=None, language='en'))
[(id, reply)] = [call.args for call in w._send_reply.call_args_list]
assert (id, reply.own_error) == ('1', 'not-installed') and b'(ImportError)' in reply.body, reply"""
        kernel.run(relayed)
        assert kernel.complaints == []
    finally:
        kernel.close()


def test_what_a_later_cell_captures_takes_no_part_of_an_earlier_one(slow: Served, kernel: Kernel) -> None:
    [(_, first)] = kernel.run(f"{IMPORT}w = GatewayWidget()\nw")
    assert (
        kernel.run("from IPython.utils.capture import capture_output\nc = capture_output().__enter__()") == []
    )
    slow.let_go()
    assert kernel.update()["transient"] == first["transient"]


def test_a_widget_that_is_closed_is_not_displayed(slow: Served, kernel: Kernel) -> None:
    kernel.run(f"{IMPORT}w = GatewayWidget()\ndisplay(w)\nw.close()")
    other = kernel.run("other = GatewayWidget()\nother")[0][1]
    slow.let_go()
    assert kernel.update()["transient"] == other["transient"]
    assert kernel.run("w") == []
    assert kernel.complaints == []


def test_where_ipywidgets_draws_it_is_displayed_once(slow: Served) -> None:
    slow.let_go()
    kernel = Kernel(slow, {"JPY_SESSION_NAME": "", "VOILA_PREHEAT": "True"})
    try:
        [(kind, content)] = kernel.run(f"{IMPORT}GatewayWidget()")
    finally:
        kernel.close()
    assert kind == "execute_result"
    assert WIDGET_VIEW in content["data"]
    assert ROW in content["data"]["text/html"]
