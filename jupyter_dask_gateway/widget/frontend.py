"""Where a widget's script in the page comes from, and what its output tells the host of it.

Everywhere but with anywidget it comes from our own packages: JupyterLab, Notebook and Voila have it from
our extension, other hosts of ipywidgets fetch the npm package, or have its script from the kernel's
environment and the rest from the kernel. Nothing that runs in a page comes out of a notebook then, nor,
in Jupyter's own programs, from a kernel. anywidget takes a script out of the widget's state, whoever
wrote that: a page where anywidget is installed runs what any notebook brings along, as soon as that is
opened. So it is used where there is nothing else, and where somebody asks for it.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any, Literal

from traitlets import Unicode

from .. import front_end
from .._version import __version__
from ..languages import in_language, join, language_of_environment, spoken
from . import assets

Frontend = Literal["ipywidgets", "anywidget"]

MODULE = "jupyter-dask-gateway"
"""The npm package, and the name under which our extension registers the same classes."""
MODULE_VERSION = "^" + __version__
"""A version of it, as npm's ranges are written."""
IDENTITY = tuple(
    f"_{half}_{what}" for half in ("model", "view") for what in ("name", "module", "module_version")
)
"""The traits by which ipywidgets says what draws a widget."""

_NOT_DRAWN = (
    "This table is not connected to a kernel: it has the options as they were when the cell was run. "
    "The widget itself is shown by JupyterLab, Notebook and Voila where jupyter-dask-gateway is installed "
    "beside them, in trusted notebooks. Where you cannot install it there, but anywidget is there: "
    'pip install "jupyter-dask-gateway[anywidget]" here, and GatewayWidget(frontend="anywidget").'
)
_NO_OPTIONS = "The gateway had not told its options when the cell was run."


def note(*, has_options: bool) -> str:
    """Return what stands beside the table, for hosts that show that."""
    return in_language(
        _NOT_DRAWN if has_options else join(_NO_OPTIONS, _NOT_DRAWN), language_of_environment()
    )


def usual() -> Frontend:
    """Return what fits the program in which this runs: marimo knows anywidget only."""
    return "anywidget" if "marimo" in sys.modules and _in_marimo() else "ipywidgets"


def draws_by_our_type() -> bool:
    """Whether the output should leave ipywidgets' own type out.

    In JupyterLab and Notebook our extension draws the outputs of our own type, and has ipywidgets do it.
    Where they lack it, ipywidgets' type would show "Error displaying widget", now and in the saved notebook;
    without that type they show the table. A kernel that a Jupyter server started for a notebook has this
    variable; Voila and VS Code, which may start one in the same way, need the type.

    A notebook that runs unattended becomes a page of nbconvert, MyST, nbsphinx or Quarto, or is opened by
    somebody later. In such a page ipywidgets' type is an empty place or an error until three files have come
    from other sites, and forever where one of them does not; the table needs none.
    """
    if not {"VOILA_REQUEST_URL", "VOILA_PREHEAT"}.isdisjoint(os.environ):
        return False
    if _has_user_variable("__vsc_ipynb_file__"):
        return False
    return "JPY_SESSION_NAME" in os.environ or runs_unattended()


def runs_unattended() -> bool:
    """Whether whoever runs this cell can answer no question (`input()`): nobody sits in front of it.

    nbclient says so, with which nbconvert, MyST, nbsphinx, Quarto and papermill run notebooks.
    """
    get_parent = getattr(ipython_shell(), "get_parent", None)
    request = None if get_parent is None else get_parent()
    content = request.get("content") if isinstance(request, dict) else None
    return isinstance(content, dict) and content.get("allow_stdin") is False


def _in_marimo() -> bool:
    from marimo import running_in_notebook

    running: bool = running_in_notebook()
    return running


def _has_user_variable(name: str) -> bool:
    shell = ipython_shell()
    return shell is not None and name in shell.user_ns


def ipython_shell() -> Any:
    """Return IPython's shell, if this runs in one."""
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()


@cache
def with_anywidget(widget_class: Any) -> Any:
    """Return the class with anywidget's model and view in the place of ours.

    Raises ImportError where anywidget is not installed, with what to do.
    """
    try:
        from anywidget import AnyWidget
    except ImportError as error:
        raise ImportError(
            spoken(
                'This needs anywidget, which is not installed: pip install "jupyter-dask-gateway[anywidget]"'
            )
        ) from error

    def constant(value: str) -> Any:
        return Unicode(value).tag(sync=True)

    traits = {name: constant(getattr(AnyWidget, name).default_value) for name in IDENTITY}
    traits |= {"_esm": constant(assets.widget_script()), "_module": constant(front_end.module_name())}
    # The name stays: `repr` shows it.
    return type(
        widget_class.__name__, (widget_class, AnyWidget), {"__module__": widget_class.__module__, **traits}
    )
