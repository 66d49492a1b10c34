# The gateway as a service of JupyterHub: jupyterhub_config.py starts it. Where the hub is, and the
# service's own name and token, are in the JUPYTERHUB_… variables that the hub gives to its services.
#
# On Kubernetes, daskhub's chart sets all of this: `gateway.auth.type: jupyterhub` and `gateway.prefix`.
import os

# ---- Where the gateway listens ------------------------------------------------------------------------

# Behind the hub's proxy, which passes on whole paths, so the gateway has to know the first part of them:
# /services/dask-gateway, below the hub's own base URL if it has one.
c.Proxy.address = f"127.0.0.1:{os.environ['GATEWAY_PORT']}"
c.Proxy.prefix = os.environ["JUPYTERHUB_SERVICE_PREFIX"].rstrip("/")
# The API server behind the gateway's own proxy.
c.DaskGateway.address = f"127.0.0.1:{os.environ['GATEWAY_API_PORT']}"

# ---- Who may use it -----------------------------------------------------------------------------------

# Whoever the hub knows and grants `access:services!service=dask-gateway`: roles in jupyterhub_config.py.
c.DaskGateway.authenticator_class = "dask_gateway_server.auth.JupyterHubAuthenticator"

# ---- What clusters are --------------------------------------------------------------------------------

load_subconfig(os.path.join(os.path.dirname(__file__), "../gateway/clusters.py"))
