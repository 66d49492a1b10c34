"""What a name in the code stands for, as a dotted path: `dask_kubernetes.operator.KubeCluster`."""

from __future__ import annotations

import ast

# What a snippet may use without importing it.
_USUAL = {
    "KubeCluster": "dask_kubernetes.KubeCluster",
    "HelmCluster": "dask_kubernetes.HelmCluster",
    "make_pod_spec": "dask_kubernetes.make_pod_spec",
    "make_pod_from_dict": "dask_kubernetes.make_pod_from_dict",
    "make_cluster_spec": "dask_kubernetes.operator.make_cluster_spec",
    "make_worker_spec": "dask_kubernetes.operator.make_worker_spec",
    "dask_kubernetes": "dask_kubernetes",
    "dask": "dask",
    "copy": "copy",
    "client": "kubernetes.client",
}


class Imports:
    """The names that imports have bound so far."""

    def __init__(self) -> None:
        self._paths = dict(_USUAL)

    def add(self, node: ast.Import | ast.ImportFrom) -> None:
        """Take an import."""
        for alias in node.names:
            if isinstance(node, ast.ImportFrom):
                self._paths[alias.asname or alias.name] = f"{node.module or ''}.{alias.name}"
            elif alias.asname is not None:
                self._paths[alias.asname] = alias.name
            else:
                first = alias.name.partition(".")[0]
                self._paths[first] = first

    def add_alias(self, name: str, node: ast.expr) -> bool:
        """Take `K = dask_kubernetes.KubeCluster`; return whether it is something of dask-kubernetes'."""
        path = self.path(node)
        if path.startswith("dask_kubernetes."):
            self._paths[name] = path
        return path.startswith("dask_kubernetes.")

    def copy(self) -> dict[str, str]:
        """Return what is bound now."""
        return dict(self._paths)

    def restore(self, before: dict[str, str]) -> None:
        """Bind again what was bound then, and is not any more."""
        self._paths = {**before, **self._paths}

    def forget(self, name: str) -> None:
        """Take it that the name is bound to something else now."""
        self._paths.pop(name, None)

    def path(self, node: ast.expr) -> str:
        """Return what an expression of names and dots stands for; empty if it is none, or not imported."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self._paths:
            return ""
        return ".".join([self._paths[node.id], *reversed(parts)])


def is_kube_cluster(path: str) -> bool:
    """Whether a path is a KubeCluster: the classic one or the operator's."""
    return path.startswith("dask_kubernetes.") and path.endswith(".KubeCluster")


def is_helm_cluster(path: str) -> bool:
    """Whether a path is dask-kubernetes' HelmCluster."""
    return path.startswith("dask_kubernetes.") and path.endswith(".HelmCluster")
