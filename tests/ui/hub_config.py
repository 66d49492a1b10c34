"""A hub as sites have them: names as people have them, servers with names, a base URL, and shares.

Else it is the demonstration's. HUB_USERS: their names in JSON. HUB_BASE: what the hub hangs below; "" for the
root. HUB_HOSTS: "yes" where each user has a host of their own. HUB_CERTIFICATE, HUB_KEY: for TLS, if they are
set; only alice's servers and kernels trust it. HUB_BROWSER_SCOPE: "no" where browsers' tokens do not open
the gateway.
"""

import json
import os
import ssl

from jupyterhub.auth import DummyAuthenticator

load_subconfig(os.path.join(os.path.dirname(__file__), "../../demo/hub/jupyterhub_config.py"))  # noqa: F821
c = get_config()  # noqa: F821

port, base = os.environ["HUB_PORT"], os.environ["HUB_BASE"]


class AsTyped(DummyAuthenticator):
    """Keeps capital letters, as authenticators of wikis do."""

    def normalize_username(self, username):
        return username


c.JupyterHub.authenticator_class = AsTyped
c.AsTyped.password = os.environ["HUB_PASSWORD"]
c.Authenticator.allowed_users = set(json.loads(os.environ["HUB_USERS"]))
c.JupyterHub.allow_named_servers = True
certificate = os.environ.get("HUB_CERTIFICATE")
scheme = "http" if certificate is None else "https"
c.JupyterHub.bind_url = f"{scheme}://127.0.0.1:{port}{base}/"

hosts = os.environ.get("HUB_HOSTS") == "yes"
if hosts:
    c.JupyterHub.subdomain_host = f"http://localhost:{port}"
gateway_port = port if not hosts else os.environ["GATEWAY_PORT"]
c.Spawner.environment = {
    **c.Spawner.environment,
    "DASK_GATEWAY__ADDRESS": f"{scheme}://127.0.0.1:{gateway_port}{base}/services/dask-gateway",
    "DASK_GATEWAY__PUBLIC_ADDRESS": f"{base}/services/dask-gateway/",
}

[page] = [service for service in c.JupyterHub.services if service["name"] == "dask-clusters"]
for name in ("DASK_GATEWAY__ADDRESS", "DASK_GATEWAY__PUBLIC_ADDRESS"):
    page["environment"][name] = c.Spawner.environment[name]
if os.environ.get("HUB_BROWSER_SCOPE") == "no":
    page["oauth_client_allowed_scopes"] = []

if certificate is not None:
    page["environment"]["SSL_CERT_FILE"] = certificate
    c.JupyterHub.ssl_cert, c.JupyterHub.ssl_key = certificate, os.environ["HUB_KEY"]
    # The others trust what the system does.
    c.Spawner.environment["SSL_CERT_FILE"] = lambda spawner: (
        certificate if spawner.user.name == "alice" else ssl.get_default_verify_paths().openssl_cafile
    )

# Shares a user's server with another, as that user could with a token of their own.
c.JupyterHub.services = [
    *c.JupyterHub.services,
    {"name": "sharing", "api_token": os.environ["HUB_PASSWORD"] * 2},
]
c.JupyterHub.load_roles = [
    *c.JupyterHub.load_roles,
    {"name": "sharing", "services": ["sharing"], "scopes": ["shares", "read:users:name", "read:groups:name"]},
]
