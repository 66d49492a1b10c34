# JupyterHub with a Dask Gateway as its service, as Pangeo and 2i2c have it, but on one machine. It keeps its
# state in the folder where it is started:
#
#     HUB_PORT=8000 HUB_API_PORT=8001 PROXY_API_PORT=8002 GATEWAY_PORT=8003 GATEWAY_API_PORT=8004 \
#         PAGE_PORT=8005 GATEWAY_CLUSTERS=… HUB_PASSWORD=… METRICS_TOKEN=… jupyterhub -f jupyterhub_config.py
#
# On Kubernetes, docs/administrators.md and docs/hub-page.md say what goes into the Helm chart's values. This
# file as a whole does not go into `hub.extraConfig`: its lists would take the place of the chart's own.
import os
import sys

here = os.path.dirname(__file__)
programs = os.path.dirname(sys.executable)
port = os.environ["HUB_PORT"]
gateway_port = os.environ["GATEWAY_PORT"]

# ---- Where the hub listens ----------------------------------------------------------------------------

c.JupyterHub.bind_url = f"http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{os.environ['HUB_API_PORT']}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{os.environ['PROXY_API_PORT']}"

# ---- Who may use it -----------------------------------------------------------------------------------

# One password for everybody, good for a demonstration only.
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = os.environ["HUB_PASSWORD"]
c.Authenticator.allowed_users = {"alice", "bob"}

# ---- What a user's server is --------------------------------------------------------------------------

# Plain processes of this system's user. On Kubernetes: KubeSpawner.
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = os.path.join(os.getcwd(), "home/{username}")
c.Spawner.cmd = [os.path.join(programs, "jupyterhub-singleuser")]
c.Spawner.default_url = "/lab"
# On a busy machine JupyterLab may take longer than 30 s to start, after which the hub would give up.
c.Spawner.http_timeout = 100
c.Spawner.env_keep.append("JUPYTER_CONFIG_PATH")

# dask's configuration for kernels and for the panel.
c.Spawner.environment = {
    # How kernels and Jupyter servers reach the gateway.
    "DASK_GATEWAY__ADDRESS": f"http://127.0.0.1:{port}/services/dask-gateway",
    # How kernels reach schedulers: not through the hub's proxy, which speaks HTTP only.
    "DASK_GATEWAY__PROXY_ADDRESS": f"gateway://127.0.0.1:{gateway_port}",
    # How browsers reach the gateway: on the hub's own address, whatever that is.
    "DASK_GATEWAY__PUBLIC_ADDRESS": "/services/dask-gateway/",
    # Kernels and servers show their JUPYTERHUB_API_TOKEN.
    "DASK_GATEWAY__AUTH__TYPE": "jupyterhub",
}

# ---- The gateway --------------------------------------------------------------------------------------

c.JupyterHub.services = [
    {
        "name": "dask-gateway",
        "url": f"http://127.0.0.1:{gateway_port}",
        # A service that the hub starts and stops. On Kubernetes the gateway has a chart of its own.
        "command": [
            os.path.join(programs, "dask-gateway-server"),
            "-f",
            os.path.join(here, "dask_gateway_config.py"),
        ],
        "environment": {
            name: os.environ[name]
            for name in ("PATH", "GATEWAY_PORT", "GATEWAY_API_PORT", "GATEWAY_CLUSTERS")
        },
        "cwd": os.getcwd(),
        "display": False,
    }
]

# ---- The page of clusters, without a server -----------------------------------------------------------

# The hub shows it among its services. docs/hub-page.md says what each line is for.
c.JupyterHub.services.append(
    {
        "name": "dask-clusters",
        "url": f"http://127.0.0.1:{os.environ['PAGE_PORT']}",
        "command": [sys.executable, "-m", "jupyter_dask_gateway.hub"],
        "environment": {
            "PATH": os.environ["PATH"],
            "HOME": os.getcwd(),
            "DASK_GATEWAY__ADDRESS": c.Spawner.environment["DASK_GATEWAY__ADDRESS"],
            "DASK_GATEWAY__PUBLIC_ADDRESS": c.Spawner.environment["DASK_GATEWAY__PUBLIC_ADDRESS"],
        },
        "cwd": os.getcwd(),
        # What the page may do for its user: ask the gateway, and see whether their server runs.
        "oauth_client_allowed_scopes": ["access:services!service=dask-gateway", "read:servers!user"],
        # It is the administrator's own: nobody is asked whether it may know who they are.
        "oauth_no_confirm": True,
    }
)

# ---- Who reads the metrics of the hub and of the page of clusters --------------------------------------

# Prometheus, by `Authorization: Bearer` and this token; its role is below.
c.JupyterHub.services.append({"name": "prometheus", "api_token": os.environ["METRICS_TOKEN"]})

# ---- Who reaches the gateway --------------------------------------------------------------------------

reach = "access:services!service=dask-gateway"
c.JupyterHub.load_roles = [
    # What Prometheus may read.
    {"name": "prometheus", "services": ["prometheus"], "scopes": ["read:metrics"]},
    # What a user may do …
    {"name": "user", "scopes": ["self", reach, "access:services!service=dask-clusters"]},
    # … of that, what JUPYTERHUB_API_TOKEN may do, with which kernels and the pass-through ask the gateway …
    {"name": "server", "scopes": ["users:activity!user", "access:servers!server", reach]},
]
# … and what the token in JupyterLab's page may do, with which a browser asks the gateway directly. Without
# this, the panel goes by way of the user's server.
if os.environ.get("HUB_BROWSER_SCOPE") != "no":
    c.Spawner.oauth_client_allowed_scopes = ["access:servers!server", reach]
