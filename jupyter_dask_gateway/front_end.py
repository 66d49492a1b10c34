"""The front end's files: this package finds them where Jupyter servers do."""

from __future__ import annotations

from pathlib import Path

from jupyter_core.paths import jupyter_path

_FOLDER = "jupyter-dask-gateway/static"


def folder() -> Path | None:
    """Return where they are; None where they are not installed."""
    here = Path(__file__).parent / "labextension" / "static"
    folders = [here, *(Path(path) / _FOLDER for path in jupyter_path("labextensions"))]
    return next((folder for folder in folders if (folder / "anywidget.js").is_file()), None)


def module_name() -> str:
    """Return the file name of the module with the core and the view; "" where it is not installed."""
    where = folder()
    found = None if where is None else next(where.glob("dask-gateway.*.js"), None)
    return "" if found is None else found.name
