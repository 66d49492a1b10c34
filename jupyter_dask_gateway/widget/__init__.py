"""The panel in a notebook's cell, in step with Python.

    widget.py           GatewayWidget: its traits, what it sends to the page and takes from there
    protocol.py         the messages between a widget and its pages
    ipython_display.py  `%load_ext jupyter_dask_gateway`: the same for dask_gateway's own objects
    options.py          the published options: what is valid, in the gateway's words
    gateway_binding.py  the gateway as this process sees it: its options, and requests of the page to it
    pending_requests.py which of those requests are in work
    stop_with_kernel.py the clusters that end with the kernel
    frontend.py         where the widget's script in the page comes from
    assets.py           the front end's files, for anywidget
    static_table.py     what stands in a notebook that nobody runs

This is the only part of the package that imports ipywidgets; the server extension never does.
"""

from .options import OptionsError, OptionsNotLoadedError
from .widget import GatewayWidget

__all__ = ("GatewayWidget", "OptionsError", "OptionsNotLoadedError")
