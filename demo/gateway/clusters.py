# What clusters are and what users may choose, as a Pangeo administrator might write it. It is a part of
# dask_gateway_config.py and of ../hub/dask_gateway_config.py.
#
# On Kubernetes the same text goes into the Helm chart, under `gateway.extraConfig`; what differs there is
# said where it differs. JupyterLab needs no line of this: the panel reads the options from the gateway.
import os

from dask_gateway_server.app import DaskGateway
from dask_gateway_server.options import Bool, Float, Integer, Mapping, Options, Select, String

# ---- Where clusters run -------------------------------------------------------------------------------

# Plain processes of this user. On Kubernetes: dask_gateway_server.backends.kubernetes.KubeBackend.
c.DaskGateway.backend_class = "dask_gateway_server.backends.local.UnsafeLocalBackend"
c.UnsafeLocalBackend.clusters_directory = os.environ.get("GATEWAY_CLUSTERS", "")

# The defaults name scripts that dask no longer installs.
c.ClusterConfig.scheduler_cmd = ["dask", "scheduler"]
c.ClusterConfig.worker_cmd = ["dask", "worker"]

# ---- How large one cluster may grow -------------------------------------------------------------------

# A request beyond these is cut down to them, and the user is told so.
c.ClusterConfig.cluster_max_workers = 4
c.ClusterConfig.cluster_max_cores = 8
c.ClusterConfig.cluster_max_memory = "8 G"
# The scheduler counts too. Keep it small.
c.ClusterConfig.scheduler_cores = 1
c.ClusterConfig.scheduler_memory = "512 M"

# ---- How many clusters one user may run ---------------------------------------------------------------

# The gateway has no setting for this. The handler below is the place: the text of a ValueError is
# what the user gets to read.
MAX_CLUSTERS = 3

# ---- What users may choose ----------------------------------------------------------------------------

# What each profile stands for. Users choose the name.
PROFILES = {
    "standard": {"threads_per_core": 1},
    "many threads": {"threads_per_core": 2},  # for work that waits on storage more than it computes
}


def cluster_options(user):
    """The form in the panel, field by field. It is asked for anew each time, so it may depend on the user."""
    return Options(
        Integer("worker_cores", default=1, min=1, max=4, label="Worker cores"),
        Float("worker_memory", default=0.5, min=0.25, max=2, label="Worker memory (GiB)"),
        String("image", default="pangeo/pangeo-notebook:latest", label="Image"),
        Select("profile", list(PROFILES.items()), default="standard", label="Profile"),
        Integer("idle_timeout", default=30, min=1, max=24 * 60, label="Idle timeout (minutes)"),
        Bool("debug", default=False, label="Debug logging"),
        Mapping("environment", default={}, label="Environment variables"),
        handler=configure,
    )


def configure(options, user):
    """Turns what a user chose into the configuration of one cluster, or refuses."""
    running = DaskGateway.instance().backend.db.list_clusters(username=user.name)
    if len(running) >= MAX_CLUSTERS:
        raise ValueError(
            f"User {user.name} has reached the limit of {MAX_CLUSTERS} clusters. Stop one to start another."
        )

    environment = {str(name): str(value) for name, value in options.environment.items()}
    # On Kubernetes the image is a setting of its own: return {"image": options.image, …}.
    environment["IMAGE"] = options.image
    if options.debug:
        environment["DASK_LOGGING__DISTRIBUTED"] = "debug"
    return {
        "worker_cores": options.worker_cores,
        "worker_threads": options.worker_cores * options.profile["threads_per_core"],
        "worker_memory": int(options.worker_memory * 2**30),
        "idle_timeout": options.idle_timeout * 60,
        "environment": environment,
    }


c.Backend.cluster_options = cluster_options
