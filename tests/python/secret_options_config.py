"""The real gateway of the tests, with an option that is a secret by its name."""

from pathlib import Path

from dask_gateway_server.options import Float, Integer, Options, String

c = get_config()  # type: ignore[name-defined]  # noqa: F821
load_subconfig("gateway_config.py", str(Path(__file__).parent))  # type: ignore[name-defined]  # noqa: F821

c.Backend.cluster_options = Options(
    Integer("cores", default=1, min=1, max=8, label="Cores"),
    Float("odd", default=1.0),
    String("db_password", default="", label="Database"),
    handler=lambda options: {},
)
