# A Dask Gateway on one machine:
#
#     GATEWAY_PORT=8000 GATEWAY_API_PORT=8001 GATEWAY_PASSWORD=… dask-gateway-server -f dask_gateway_config.py
import os

# ---- Where the gateway listens ------------------------------------------------------------------------

# The public address: the REST API, the dashboards, and (told apart by TLS) the schedulers.
c.Proxy.address = f"127.0.0.1:{os.environ['GATEWAY_PORT']}"
# The API server behind that proxy.
c.DaskGateway.address = f"127.0.0.1:{os.environ['GATEWAY_API_PORT']}"

# ---- Who may use it -----------------------------------------------------------------------------------

# One password for everybody, good for a demonstration only. On a hub: ../hub/dask_gateway_config.py.
c.DaskGateway.authenticator_class = "dask_gateway_server.auth.SimpleAuthenticator"
c.SimpleAuthenticator.password = os.environ["GATEWAY_PASSWORD"]

# ---- What clusters are --------------------------------------------------------------------------------

load_subconfig(os.path.join(os.path.dirname(__file__), "clusters.py"))
