# A Dask Gateway in front of Slurm, as centres run it: schedulers and workers are jobs in the queue.
#
#     npm start -- --slurm
#
# It is ../gateway/dask_gateway_config.py but for what is said here.
import os
import sys

load_subconfig(os.path.join(os.path.dirname(__file__), "../gateway/dask_gateway_config.py"))

# ---- Where clusters run -------------------------------------------------------------------------------

c.DaskGateway.backend_class = "dask_gateway_server.backends.jobqueue.slurm.SlurmBackend"
c.SlurmClusterConfig.partition = "main"

# The gateway submits each job as the user that it is for, by sudo: each of its users is one of the machine.
programs = os.path.join(sys.prefix, "bin")
c.SlurmBackend.dask_gateway_jobqueue_launcher = f"{programs}/dask-gateway-jobqueue-launcher"
# Where jobs find the certificates of their cluster, and write their logs.
c.SlurmClusterConfig.staging_directory = os.environ["GATEWAY_CLUSTERS"]

# Jobs have no PATH of the gateway's: name programs in full, on a disk that the nodes share.
c.SlurmClusterConfig.scheduler_cmd = [f"{programs}/dask", "scheduler"]
c.SlurmClusterConfig.worker_cmd = [f"{programs}/dask", "worker"]

# A job may wait for as long as the queue is full. The default, a minute, is for backends that start at once.
c.SlurmBackend.cluster_start_timeout = 24 * 3600
c.SlurmBackend.worker_start_timeout = 24 * 3600

# Only where the configuration of Slurm is not in /etc/slurm, as here: commands that know theirs.
commands = os.environ["SLURM_COMMANDS"]
c.SlurmBackend.submit_command = f"{commands}/sbatch"
c.SlurmBackend.cancel_command = f"{commands}/scancel"
c.SlurmBackend.status_command = f"{commands}/squeue"
