"""The front end's files, for pages with anywidget: this package finds them where Jupyter servers do."""

from __future__ import annotations

from pathlib import Path

from jupyter_core.paths import jupyter_path

from .protocol import FileName

_FOLDER = "jupyter-dask-gateway/static"
# Shown by a page in place of the widget; everything else works without a front end.
_MISSING = """export default { render({ el }) {
  el.textContent = "The front end of jupyter-dask-gateway is not installed in the kernel's environment.";
} };"""


def _folder() -> Path | None:
    here = Path(__file__).parent.parent / "labextension" / "static"
    folders = [here, *(Path(path) / _FOLDER for path in jupyter_path("labextensions"))]
    return next((folder for folder in folders if (folder / "anywidget.js").is_file()), None)


def widget_script() -> str:
    """Return the small script that a widget brings along with anywidget."""
    folder = _folder()
    return _MISSING if folder is None else (folder / "anywidget.js").read_text("utf-8")


def module_name() -> str:
    """Return the file name of the module with the core and the view; "" where it is not installed."""
    folder = _folder()
    found = None if folder is None else next(folder.glob("dask-gateway.*.js"), None)
    return "" if found is None else found.name


def module_bytes(which: FileName) -> bytes:
    """Return that module or part, for pages that no server offers it; nothing where it is not installed."""
    folder = _folder()
    name = module_name() if which == "main" else f"dask-gateway-{which}.js"
    return b"" if folder is None or not (folder / name).is_file() else (folder / name).read_bytes()
