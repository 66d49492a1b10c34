"""Dask Gateway in JupyterLab: the pass-through server extension and the packaged front end.

Importing this package is cheap: dask, dask_gateway and jupyter_server are imported only by those
who need them, because kernels and command-line tools import it too.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Tell `jupyter labextension develop` where the built front end is and what it is called."""
    return [{"src": "labextension", "dest": "jupyter-dask-gateway"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """Tell jupyter_server which extension application to load."""
    from .passthrough.app import DaskGatewayExtension

    return [{"module": "jupyter_dask_gateway", "app": DaskGatewayExtension}]
