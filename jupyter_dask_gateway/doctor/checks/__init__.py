"""The checks, each for one question that a user or an administrator would ask."""

from __future__ import annotations

from ..step import INSTALLED, Step
from .address import address
from .dashboards import dashboards
from .gateway import gateway
from .image import image
from .login import credentials, scheme
from .options import options
from .reachable import reachable
from .scope import scope
from .versions import client_version, dask_versions

ADDRESS = "Address configured"
REACHABLE = "Gateway reachable"
GATEWAY = "It is a Dask Gateway"
CREDENTIALS = "Credentials accepted"
OPTIONS = "Options published"

STEPS = (
    Step(ADDRESS, address, (INSTALLED,)),
    Step(REACHABLE, reachable, (ADDRESS,)),
    Step(GATEWAY, gateway, (REACHABLE,)),
    Step("Versions of dask_gateway", client_version, (GATEWAY,)),
    Step("Way to log in", scheme, (GATEWAY,)),
    Step(CREDENTIALS, credentials, (GATEWAY,)),
    Step("Permission on the hub", scope, (GATEWAY,)),
    Step(OPTIONS, options, (CREDENTIALS,)),
    Step("Image of new clusters", image, (OPTIONS,)),
    Step("Versions of Dask", dask_versions, (ADDRESS,)),
    Step("Dashboards, from here", dashboards, (ADDRESS,)),
)
