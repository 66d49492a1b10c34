# The demonstration's gateway with what the tests of faults need: a database that outlives it, workers that
# never come, and schedulers that never come, come late or do not exist.
import base64
import hashlib
import os
from pathlib import Path

c = get_config()  # noqa: F821
load_subconfig(str(Path(__file__).parents[2] / "demo/gateway/dask_gateway_config.py"))  # noqa: F821

CLUSTERS = os.environ["GATEWAY_CLUSTERS"]
KEY = hashlib.sha256(os.environ["GATEWAY_PASSWORD"].encode()).digest()

c.DBBackendBase.db_url = f"sqlite:///{CLUSTERS}/gateway.sqlite"
c.DBBackendBase.db_encrypt_keys = [base64.b64encode(KEY)]
# It is killed and started again: its clusters live on.
c.DBBackendBase.stop_clusters_on_shutdown = False
# A scheduler that was killed is missed soon.
c.DBBackendBase.cluster_heartbeat_period = 2
c.DBBackendBase.cluster_heartbeat_timeout = 5
c.DBBackendBase.check_timeouts_period = 2
c.ClusterConfig.cluster_start_timeout = 60

published = c.Backend.cluster_options


def cluster_options(user):
    options = published(user)
    configure = options.handler

    def with_faults(chosen, user):
        config = configure(chosen, user)
        never = ["sh", "-c", "sleep 600"]
        if chosen.image == "no-workers":
            config["worker_cmd"] = never
        if chosen.image == "no-scheduler":
            config["scheduler_cmd"] = never
        if chosen.image == "slow-start":
            config["scheduler_cmd"] = ["sh", "-c", 'sleep 40; exec dask scheduler "$@"', "sh"]
        if chosen.image == "broken-scheduler":
            config["scheduler_cmd"] = ["/no/such/scheduler"]
        return config

    options.handler = with_faults
    return options


c.Backend.cluster_options = cluster_options
