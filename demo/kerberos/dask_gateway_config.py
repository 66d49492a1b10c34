# A Dask Gateway whose users have Kerberos tickets, as centres run it. GATEWAY_KEYTAB is the file with the
# keys of HTTP/<host>, where <host> is the one in users' gateway.address.
#
# It is ../gateway/dask_gateway_config.py but for what is said here. Users set gateway.auth.type to kerberos.
import os

load_subconfig(os.path.join(os.path.dirname(__file__), "../gateway/dask_gateway_config.py"))

# ---- Who may use it -----------------------------------------------------------------------------------

c.DaskGateway.authenticator_class = "dask_gateway_server.auth.KerberosAuthenticator"
c.KerberosAuthenticator.keytab = os.environ["GATEWAY_KEYTAB"]
