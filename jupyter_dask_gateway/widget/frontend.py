"""Where a widget's script in the page comes from, and what its output tells the host of it.

Everywhere but with anywidget it comes from our own packages: JupyterLab, Notebook and Voila have it from
our extension, other hosts of ipywidgets fetch the npm package. Nothing that runs in a page comes from a
kernel then, nor out of a notebook. anywidget takes a script out of the widget's state, whoever wrote that:
a page where anywidget is installed runs what any notebook brings along, as soon as that is opened. So it
is used where there is nothing else, and where somebody asks for it.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any, Literal

from traitlets import Unicode

from .._version import __version__
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

NOT_DRAWN = (
    "The widget itself is shown by JupyterLab, Notebook and Voila where jupyter-dask-gateway is installed "
    "beside them, in trusted notebooks. Where you cannot install it there, but anywidget is there: "
    'pip install "jupyter-dask-gateway[anywidget]" here, and GatewayWidget(frontend="anywidget").'
)
"""Beside the table, for hosts that show that."""


def usual() -> Frontend:
    """Return what fits the program in which this runs: marimo knows anywidget only."""
    return "anywidget" if "marimo" in sys.modules and _in_marimo() else "ipywidgets"


def draws_by_our_type() -> bool:
    """Whether the output should leave ipywidgets' own type out.

    In JupyterLab and Notebook our extension draws the outputs of our own type, and has ipywidgets do it.
    Where they lack it, ipywidgets' type would show "Error displaying widget", now and in the saved notebook;
    without that type they show the table. A kernel that a Jupyter server started for a notebook has this
    variable; Voila and VS Code, which may start one in the same way, need the type.
    """
    if "JPY_SESSION_NAME" not in os.environ or "VOILA_REQUEST_URL" in os.environ:
        return False
    return not _has_user_variable("__vsc_ipynb_file__")


def _in_marimo() -> bool:
    from marimo import running_in_notebook

    running: bool = running_in_notebook()
    return running


def _has_user_variable(name: str) -> bool:
    ipython = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    return shell is not None and name in shell.user_ns


@cache
def with_anywidget(widget_class: Any) -> Any:
    """Return the class with anywidget's model and view in the place of ours.

    Raises ImportError where anywidget is not installed, with what to do.
    """
    try:
        from anywidget import AnyWidget
    except ImportError as error:
        raise ImportError(
            'This needs anywidget, which is not installed: pip install "jupyter-dask-gateway[anywidget]"'
        ) from error

    def constant(value: str) -> Any:
        return Unicode(value).tag(sync=True)

    traits = {name: constant(getattr(AnyWidget, name).default_value) for name in IDENTITY}
    traits |= {"_esm": constant(assets.widget_script()), "_module": constant(assets.module_name())}
    # The name stays: `repr` shows it.
    return type(
        widget_class.__name__, (widget_class, AnyWidget), {"__module__": widget_class.__module__, **traits}
    )
