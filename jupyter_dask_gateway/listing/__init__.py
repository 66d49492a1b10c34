"""`jupyter_dask_gateway.clusters()`: the user's clusters with their figures, without a widget.

ask.py       what the gateway and the schedulers are asked, and how long that may take
replies.py   what is made of their answers
cluster.py   a cluster, and the list as text and as a table
"""

from .ask import ClustersNotLoadedError, clusters
from .cluster import Cluster, Clusters

__all__ = ("Cluster", "Clusters", "ClustersNotLoadedError", "clusters")
