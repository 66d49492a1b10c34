"""Where the widget's script comes from: never from a kernel or a notebook, unless anywidget was asked for."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any, ClassVar

import pytest
from new_process import output_of

from jupyter_dask_gateway import GatewayWidget
from jupyter_dask_gateway.widget import frontend
from jupyter_dask_gateway.widget.widget import MIME

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def host(monkeypatch: pytest.MonkeyPatch, configure: Any) -> pytest.MonkeyPatch:
    """No host at all, and no gateway."""
    configure({"address": None})
    for variable in ("JPY_SESSION_NAME", "VOILA_REQUEST_URL", "VOILA_PREHEAT"):
        monkeypatch.delenv(variable, raising=False)
    return monkeypatch


def test_the_widget_brings_no_script() -> None:
    widget = GatewayWidget()
    state = widget.get_state()
    assert state["_model_module"] == state["_view_module"] == "jupyter-dask-gateway"
    assert (state["_model_name"], state["_view_name"]) == ("GatewayModel", "GatewayView")
    assert re.fullmatch(r"\^\d+\.\d+\.\d+", state["_model_module_version"])
    assert not {"_esm", "_css", "_module"} & set(state)
    # Texts only, all of them short: there is no room for a program.
    assert len(json.dumps({name: str(value) for name, value in state.items()})) < 2_000


def test_the_version_is_that_of_the_npm_package() -> None:
    package = json.loads((Path(__file__).parents[2] / "package.json").read_text("utf-8"))
    assert package["name"] == frontend.MODULE
    assert f"^{package['version']}" == frontend.MODULE_VERSION


def test_anywidget_is_used_when_asked_for() -> None:
    import anywidget

    widget = GatewayWidget(frontend="anywidget")
    assert isinstance(widget, GatewayWidget)
    assert isinstance(widget, anywidget.AnyWidget)
    state = widget.get_state()
    assert state["_model_module"] == state["_view_module"] == "anywidget"
    assert state["_model_name"] == "AnyModel"
    assert "export" in state["_esm"]
    assert WIDGET_VIEW in widget._repr_mimebundle_()
    assert repr(widget).startswith("GatewayWidget: ")


def test_without_anywidget(host: pytest.MonkeyPatch) -> None:
    frontend.with_anywidget.cache_clear()
    host.setitem(sys.modules, "anywidget", None)
    GatewayWidget()
    with pytest.raises(ImportError, match=r'pip install "jupyter-dask-gateway\[anywidget\]"'):
        GatewayWidget(frontend="anywidget")


def test_an_unknown_front_end() -> None:
    with pytest.raises(ValueError, match='"ipywidgets" or "anywidget"'):
        GatewayWidget(frontend="any")  # type: ignore[arg-type]


def test_the_package_needs_no_anywidget() -> None:
    code = (
        "import sys; sys.modules['anywidget'] = None\n"
        "from jupyter_dask_gateway import GatewayWidget\n"
        "print(GatewayWidget()._model_module)"
    )
    assert output_of(code).strip() == "jupyter-dask-gateway"


def test_marimo_gets_anywidget(host: pytest.MonkeyPatch) -> None:
    import marimo

    assert frontend.usual() == "ipywidgets", "imported, but not what runs this"
    host.setattr(marimo, "running_in_notebook", lambda: True)
    assert GatewayWidget()._model_module == "anywidget"


class TestOutput:
    """Which types a display names."""

    def test_a_kernel_of_a_jupyter_server(self, host: pytest.MonkeyPatch) -> None:
        host.setenv("JPY_SESSION_NAME", "/home/ada/x.ipynb")
        widget = GatewayWidget()
        bundle = widget._repr_mimebundle_()
        assert set(bundle) == {"text/plain", "text/html", MIME}
        assert bundle[MIME]["model_id"] == widget.model_id
        assert 'pip install "jupyter-dask-gateway[anywidget]"' in bundle["text/html"].replace("&quot;", '"')

    @pytest.mark.parametrize("chosen", ["ipywidgets", "anywidget"])
    def test_what_was_asked_for_is_drawn_by_ipywidgets(
        self, host: pytest.MonkeyPatch, chosen: frontend.Frontend
    ) -> None:
        host.setenv("JPY_SESSION_NAME", "/home/ada/x.ipynb")
        widget = GatewayWidget(frontend=chosen)
        assert widget._repr_mimebundle_()[WIDGET_VIEW]["model_id"] == widget.model_id

    @pytest.mark.parametrize(
        ("variable", "value"),
        [("VOILA_REQUEST_URL", "http://localhost/voila/render/x.ipynb"), ("VOILA_PREHEAT", "True")],
    )
    def test_voila(self, host: pytest.MonkeyPatch, variable: str, value: str) -> None:
        host.setenv("JPY_SESSION_NAME", "/home/ada/x.ipynb")
        host.setenv(variable, value)
        host.setattr(frontend, "ipython_shell", lambda: _Shell({"content": {"allow_stdin": False}}))
        assert WIDGET_VIEW in GatewayWidget()._repr_mimebundle_()

    def test_vs_code_with_a_jupyter_server(self, host: pytest.MonkeyPatch) -> None:
        from IPython.core.interactiveshell import InteractiveShell

        host.setenv("JPY_SESSION_NAME", "/home/ada/x.ipynb")
        shell = InteractiveShell.instance()
        try:
            shell.user_ns["__vsc_ipynb_file__"] = "/home/ada/x.ipynb"
            assert WIDGET_VIEW in GatewayWidget()._repr_mimebundle_()
        finally:
            InteractiveShell.clear_instance()

    def test_without_a_server(self) -> None:
        assert WIDGET_VIEW in GatewayWidget()._repr_mimebundle_()

    @pytest.mark.parametrize(
        ("request_", "is_unattended"),
        [
            ({"content": {"allow_stdin": False}}, True),
            ({"content": {"allow_stdin": True}}, False),
            ({"content": {}}, False),
            ({"content": None}, False),
            ({}, False),
            (None, False),
        ],
    )
    def test_who_runs_the_cell(self, host: pytest.MonkeyPatch, request_: object, is_unattended: bool) -> None:
        host.setattr(frontend, "ipython_shell", lambda: _Shell(request_))
        assert frontend.runs_unattended() is is_unattended
        assert (WIDGET_VIEW not in GatewayWidget()._repr_mimebundle_()) is is_unattended
        asked_for = GatewayWidget(frontend="ipywidgets")
        assert WIDGET_VIEW in asked_for._repr_mimebundle_()

    def test_a_shell_without_requests(self, host: pytest.MonkeyPatch) -> None:
        host.setattr(frontend, "ipython_shell", lambda: object())
        assert not frontend.runs_unattended()


class _Shell:
    """IPython's, of a kernel."""

    user_ns: ClassVar[dict[str, object]] = {}

    def __init__(self, request: object) -> None:
        self.get_parent = lambda: request


def test_a_notebook_that_nbclient_runs() -> None:
    """As nbconvert, MyST, nbsphinx, Quarto and papermill do: the page has the table."""
    import nbformat
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    code = "from jupyter_dask_gateway import GatewayWidget\nGatewayWidget()"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    [output] = notebook.cells[0].outputs
    assert set(output.data) == {"text/plain", "text/html", MIME}
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert "not connected to a kernel" in page
    assert "The gateway had not told its options" in page
    assert output.data[MIME]["model_id"] in page, "its state is there, for those who open the notebook"
