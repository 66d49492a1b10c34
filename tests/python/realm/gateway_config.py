"""The tests' gateway, with tickets instead of a password. GATEWAY_KEYTAB is the file with its keys."""

import os
from pathlib import Path

load_subconfig(str(Path(__file__).parent.parent / "gateway_config.py"))  # type: ignore[name-defined]  # noqa: F821

c = get_config()  # type: ignore[name-defined]  # noqa: F821

c.DaskGateway.authenticator_class = "dask_gateway_server.auth.KerberosAuthenticator"
c.KerberosAuthenticator.keytab = os.environ["GATEWAY_KEYTAB"]
