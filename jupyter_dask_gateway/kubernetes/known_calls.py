"""What functions of dask-kubernetes and of the Kubernetes client make, as dicts that Kubernetes takes."""

from __future__ import annotations

import ast
import re
from typing import Any

from .arguments import arguments
from .expressions import UNKNOWN, Expressions, camel_case, copied

_POD_SPEC = ["image", "labels", "threads_per_worker", "env", "extra_container_config", "extra_pod_config"]
_POD_SPEC += ["resources", "memory_limit", "memory_request", "cpu_limit", "cpu_request", "gpu_limit"]
_POD_SPEC += ["annotations"]
_WORKER_SPEC = ["image", "n_workers", "resources", "env", "worker_command"]
_CLUSTER_SPEC = ["name", "image", "n_workers", "resources", "env", "worker_command"]
_MODEL = re.compile(r"(?:.*\.)?V1[A-Z]\w+")


def made_by(path: str, name: str, node: ast.Call, expressions: Expressions) -> Any:
    """Return what a call makes; None if it is none of these. `name` is the last part of what is called."""
    if path.startswith("dask_kubernetes.") or path in {"make_pod_spec", "make_pod_from_dict"}:
        match name:
            case "make_pod_spec":
                return _pod_spec(arguments(node, _POD_SPEC, expressions))
            case "make_pod_from_dict" | "clean_pod_template":
                return arguments(node, ["dict_"], expressions).get("dict_", UNKNOWN)
            case "make_worker_spec":
                return _worker_spec(arguments(node, _WORKER_SPEC, expressions))
            case "make_cluster_spec":
                given = arguments(node, _CLUSTER_SPEC, expressions)
                spec = {"worker": _worker_spec(given), "idleTimeout": given.get("idle_timeout")}
                return {"metadata": {"name": given.get("name")}, "spec": spec}
    if _MODEL.fullmatch(path or name) and not node.args:
        given = arguments(node, [], expressions)
        return {camel_case(key): value for key, value in given.items()}
    return None


def _pod_spec(given: dict[str, Any]) -> dict[str, Any]:
    args = ["dask-worker", "$(DASK_SCHEDULER_ADDRESS)"]
    args += ["--nthreads", given.get("threads_per_worker", 1), "--death-timeout", "60"]
    limits = {"cpu": given.get("cpu_limit"), "memory": given.get("memory_limit")}
    limits["nvidia.com/gpu"] = given.get("gpu_limit")
    requests = {"cpu": given.get("cpu_request"), "memory": given.get("memory_request")}
    if limits["memory"]:
        args += ["--memory-limit", limits["memory"]]
    if given.get("resources"):
        args += ["--resources", given["resources"]]
    container = {
        "name": "dask-worker",
        "image": given.get("image"),
        "args": args,
        "env": given.get("env"),
        "resources": {"limits": limits, "requests": requests},
    }
    spec = {"containers": [_merged(container, given.get("extra_container_config"))]}
    labels = {"labels": given.get("labels"), "annotations": given.get("annotations")}
    return {"metadata": labels, "spec": _merged(spec, given.get("extra_pod_config"))}


def _worker_spec(given: dict[str, Any]) -> dict[str, Any]:
    command = given.get("worker_command") or "dask-worker"
    command = command.split() if isinstance(command, str) else command
    container = {"name": "worker", "image": given.get("image"), "env": given.get("env")}
    container |= {"args": command, "resources": given.get("resources")}
    return {"replicas": given.get("n_workers"), "spec": {"containers": [container]}}


def _merged(into: dict[str, Any], more: Any) -> dict[str, Any]:
    """Return both, as dask-kubernetes puts them together: dicts into each other, lists behind each other."""
    more = copied(more)
    if not more:
        return into
    if not isinstance(more, dict):
        return {**into, "extra configuration": more}
    merged = dict(into)
    for key, value in more.items():
        present = merged.get(key)
        if isinstance(present, dict) and isinstance(value, dict):
            merged[key] = _merged(present, value)
        elif isinstance(present, list) and isinstance(value, list):
            merged[key] = present + value
        else:
            merged[key] = value
    return merged
