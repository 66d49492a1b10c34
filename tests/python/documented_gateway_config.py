"""A real gateway for the code in docs/: the demo's options, and clusters inside the gateway's own process.

The environment holds GATEWAY_PORT (the public address) and GATEWAY_API_PORT (the private API server).
"""

import os

c = get_config()  # type: ignore[name-defined]  # noqa: F821
load_subconfig(os.path.join(os.path.dirname(__file__), "../../demo/gateway/clusters.py"))  # type: ignore[name-defined]  # noqa: F821

c.Proxy.address = f"127.0.0.1:{os.environ['GATEWAY_PORT']}"
c.DaskGateway.address = f"127.0.0.1:{os.environ['GATEWAY_API_PORT']}"
c.DaskGateway.backend_class = "dask_gateway_server.backends.inprocess.InProcessBackend"
c.DaskGateway.authenticator_class = "dask_gateway_server.auth.SimpleAuthenticator"
c.SimpleAuthenticator.password = "s3cret"
