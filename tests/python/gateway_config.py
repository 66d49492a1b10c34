"""A real gateway for the tests: clusters inside its own process, one password for all users.

The environment holds GATEWAY_PORT (the public address) and GATEWAY_API_PORT (the private API server).
"""

import os

from dask_gateway_server.options import Float, Integer, Mapping, Options

c = get_config()  # type: ignore[name-defined]  # noqa: F821

c.Proxy.address = f"127.0.0.1:{os.environ['GATEWAY_PORT']}"
c.DaskGateway.address = f"127.0.0.1:{os.environ['GATEWAY_API_PORT']}"
c.DaskGateway.backend_class = "dask_gateway_server.backends.inprocess.InProcessBackend"
c.DaskGateway.authenticator_class = "dask_gateway_server.auth.SimpleAuthenticator"
c.SimpleAuthenticator.password = "s3cret"
c.ClusterConfig.cluster_max_workers = 2
c.Backend.cluster_options = Options(
    Integer("cores", default=1, min=1, max=2**70, label="Cores"),
    Float("odd", default=float("nan")),
    Mapping("environment", default={"big": 2**60}),
    handler=lambda options: {},
)
