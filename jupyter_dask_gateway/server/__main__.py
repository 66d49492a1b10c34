"""`python -m jupyter_dask_gateway.server --help-all`: what can be set of the extension.

`jupyter server --help-all` prints its own settings before it looks for extensions.
"""

from .app import DaskGatewayExtension

DaskGatewayExtension.launch_instance(["--help-all"])  # type: ignore[no-untyped-call]
