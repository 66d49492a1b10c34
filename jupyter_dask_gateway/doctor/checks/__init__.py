"""The checks, each for one question that a user or an administrator would ask."""

from __future__ import annotations

from ..step import INSTALLED, Step
from .address import check_address
from .dashboards import check_dashboards
from .figures import check_figures
from .gateway import check_gateway
from .image import check_image
from .login import check_credentials, check_scheme
from .options import check_options
from .reachable import check_reachable
from .scope import check_scope
from .site import check_site_settings
from .versions import check_client_version, check_dask_versions

ADDRESS = "Address configured"
REACHABLE = "Gateway reachable"
GATEWAY = "It is a Dask Gateway"
CREDENTIALS = "Credentials accepted"
OPTIONS = "Options published"
FIGURES = "Workers and memory of a running cluster"

STEPS = (
    Step(ADDRESS, check_address, (INSTALLED,)),
    Step(REACHABLE, check_reachable, (ADDRESS,)),
    Step(GATEWAY, check_gateway, (REACHABLE,)),
    Step("Versions of dask_gateway", check_client_version, (GATEWAY,)),
    Step("Way to log in", check_scheme, (GATEWAY,)),
    Step(CREDENTIALS, check_credentials, (GATEWAY,)),
    Step("Permission on the hub", check_scope, (GATEWAY,)),
    Step(OPTIONS, check_options, (CREDENTIALS,)),
    Step("Image of new clusters", check_image, (OPTIONS,)),
    Step("Settings of the site", check_site_settings, (OPTIONS,)),
    Step("Versions of Dask", check_dask_versions, (ADDRESS,)),
    Step("Dashboards, from here", check_dashboards, (ADDRESS,)),
    Step(FIGURES, check_figures, (CREDENTIALS,)),
)
