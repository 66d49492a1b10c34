"""Dask Gateway in JupyterLab and notebooks: `GatewayWidget`, `clusters()`, pass-through and front end.

Importing this package is cheap: dask, dask_gateway, ipywidgets and jupyter_server are imported only
by those who need them, because kernels, servers and command-line tools import it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._version import __version__ as __version__

if TYPE_CHECKING:
    from .listing import Cluster, Clusters, ClustersNotLoadedError, clusters
    from .widget import GatewayWidget, OptionsError, OptionsNotLoadedError

__all__ = (
    "Cluster",
    "Clusters",
    "ClustersNotLoadedError",
    "GatewayWidget",
    "OptionsError",
    "OptionsNotLoadedError",
    "clusters",
)


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Tell `jupyter labextension develop` where the built front end is and what it is called."""
    return [{"src": "labextension", "dest": "jupyter-dask-gateway"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """Tell jupyter_server which extension application to load."""
    from .server.app import DaskGatewayExtension

    return [{"module": "jupyter_dask_gateway", "app": DaskGatewayExtension}]


def __getattr__(name: str) -> Any:
    """Import the list of clusters, or the widget, when it is first asked for."""
    if name.lower().startswith("cluster") and name in __all__:
        from . import listing

        return getattr(listing, name)
    if name in __all__:
        from . import widget

        return getattr(widget, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Tell completion in a notebook also of what is imported when it is first asked for."""
    return [*__all__, "__version__"]


def load_ipython_extension(ipython: Any) -> None:
    """`%load_ext jupyter_dask_gateway`: show dask_gateway's objects with this package's widgets."""
    from .widget.ipython_display import load

    load(ipython)


def unload_ipython_extension(ipython: Any) -> None:
    """`%unload_ext jupyter_dask_gateway`: show them as dask_gateway does."""
    from .widget.ipython_display import unload

    unload(ipython)
