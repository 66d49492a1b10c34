"""The front end's files, for pages with anywidget."""

from __future__ import annotations

from ..front_end import folder, module_name
from .protocol import FileName

# Shown by a page in place of the widget; everything else works without a front end.
_MISSING = """export default { render({ el }) {
  el.textContent = "The front end of jupyter-dask-gateway is not installed in the kernel's environment.";
} };"""


def widget_script() -> str:
    """Return the small script that a widget brings along with anywidget."""
    where = folder()
    return _MISSING if where is None else (where / "anywidget.js").read_text("utf-8")


def module_bytes(which: FileName) -> bytes:
    """Return that module or part, for pages that no server offers it; nothing where it is not installed."""
    where = folder()
    name = module_name() if which == "main" else f"dask-gateway-{which}.js"
    return b"" if where is None or not (where / name).is_file() else (where / name).read_bytes()
