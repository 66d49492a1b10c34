"""A gateway whose clusters start at once, or never, or fail, as their options say; no worker ever comes."""

from pathlib import Path

from dask_gateway_server.backends.inprocess import InProcessBackend
from dask_gateway_server.options import Integer, Options

NEVER_STARTS, FAILS = 4, 3

c = get_config()  # noqa: F821


class Backend(InProcessBackend):
    async def do_start_cluster(self, cluster):
        cores = cluster.options["cores"]
        if cores == FAILS:
            raise ValueError("this one fails")
        if cores == NEVER_STARTS:
            yield {"workdir": self.setup_working_directory(cluster)}
            return
        async for state in super().do_start_cluster(cluster):
            yield state

    async def do_stop_cluster(self, cluster):
        if cluster.name in self.schedulers:
            await super().do_stop_cluster(cluster)

    async def do_start_worker(self, worker):
        yield {}


load_subconfig("gateway_config.py", str(Path(__file__).parents[1] / "python"))  # noqa: F821
c.DaskGateway.backend_class = Backend
# On a slow machine none is given up.
c.DBBackendBase.cluster_status_period = 3600
c.DBBackendBase.worker_status_period = 3600
c.DBBackendBase.cluster_start_timeout = 3600
c.DBBackendBase.worker_start_timeout = 3600
c.DBBackendBase.cluster_heartbeat_timeout = 3600
c.ClusterConfig.cluster_max_workers = 3
c.Backend.cluster_options = Options(
    Integer("cores", default=1, min=1, max=4, label="Cores"), handler=lambda options: {}
)
