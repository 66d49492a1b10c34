"""`python -m jupyter_dask_gateway.hub`."""

from .app import HubPage

HubPage.launch_instance()
