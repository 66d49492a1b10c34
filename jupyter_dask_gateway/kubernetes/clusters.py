"""`KubeCluster(…)` and its like, and what is done with the cluster, into a template."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from .expressions import REST, Unknown
from .pods import (
    NOT_TEXT,
    read_cluster_spec,
    read_pod,
    set_env,
    set_image,
    set_resources,
    set_workers,
    words,
)
from .settings import Settings
from .template import MAX_WORKERS, Template

ARGUMENTS = ["pod_template", "name", "namespace", "n_workers", "host", "port", "env"]
"""Those of the classic one that need no name; the operator's all do."""
_OPERATORS = {"create_mode", "custom_cluster_spec", "image", "jupyter", "resources", "worker_command"}
"""By these it is the operator's."""

COMMON_METHODS = {"close", "from_name", "get_client", "shutdown", "__exit__", "__aexit__"}
"""Those that clusters of a gateway have, too, besides `scale` and `adapt`."""

COMMON_ATTRIBUTES = COMMON_METHODS | {
    *("adapt", "asynchronous", "dashboard_link", "loop", "name", "scale", "scheduler_address"),
    *("scheduler_comm", "scheduler_info", "security", "status"),
}

RUNNING = "A cluster that runs is found with Gateway().connect(…)."
_UNNAMED = "The gateway names its clusters itself."
_WHY = {
    "name": _UNNAMED,
    "namespace": "The gateway knows where its clusters run.",
    "auth": "The gateway needs no login to Kubernetes.",
    "idle_timeout": "How long a cluster may be idle is the gateway's to say.",
    "security": "The gateway makes the certificates itself.",
    "create_mode": RUNNING,
    "jupyter": "A gateway's scheduler runs no Jupyter.",
    "scheduler_pod_template": "What a scheduler has is set by the gateway's administrator.",
}
_OTHER = "The gateway's new_cluster has nothing like it."
# How they get to Kubernetes and wait for it; or the same with a gateway's cluster.
_SILENT = {
    *("asynchronous", "loop", "quiet", "host", "port", "interface", "protocol", "dashboard_address"),
    *("deploy_mode", "apply_default_affinity", "port_forward_cluster_ip", "scheduler_forward_port"),
    *("resource_timeout", "scheduler_service_type", "scheduler_service_wait_timeout"),
    *("scheduler_service_name_resolution_retries", "shutdown_on_close"),
}
_READ = {"pod_template", "image", "resources", "worker_command", "env", "n_workers", "custom_cluster_spec"}


@dataclass
class Cluster:
    """One that the code makes."""

    node: ast.Call
    template: Template
    arguments: dict[str, Any] = field(default_factory=dict)
    uses: list[ast.Call] = field(default_factory=list)
    """The calls of its methods."""


def kind_of(path: str, given: dict[str, Any]) -> str:
    """Return whether it is the classic KubeCluster or the operator's."""
    is_classic = ".classic." in path or "pod_template" in given
    is_operator = (
        ".operator." in path
        or ".experimental." in path
        or (not is_classic and not _OPERATORS.isdisjoint(given))
    )
    return "operator" if is_operator else "kubecluster"


def read_arguments(template: Template, given: dict[str, Any], settings: Settings) -> None:
    """Take the arguments, and dask's settings where they say nothing."""
    is_classic = template.kind == "kubecluster"
    pod = given.get("pod_template") if is_classic else None
    if pod is None and is_classic:
        pod = settings.get("worker-template") or settings.get("worker-template-path")
    if isinstance(pod, str):
        template.drop("pod template", "The file that it names is not read.")
    elif pod is not None:
        read_pod(template, pod)

    def argument(name: str) -> Any:
        value = given.get(name)
        return value if value is not None else settings.get(name.replace("_", "-"))

    if (image := argument("image")) is not None:
        set_image(template, image)
    set_resources(template, argument("resources"))
    if command := argument("worker_command"):
        template.args = (
            command.split() if isinstance(command, str) else words(template, command, "worker_command")
        )
    set_env(template, argument("env"))
    workers = given.get("n_workers")
    set_workers(template, settings.get("count.start") if workers is None else workers, "n_workers")
    if (spec := argument("custom_cluster_spec")) is not None:
        read_cluster_spec(template, spec)
    for name, value in given.items():
        if name == REST:
            template.drop("an argument", value.why if isinstance(value, Unknown) else NOT_TEXT)
        elif name not in _READ and name not in _SILENT and value is not None:
            template.drop(name, _WHY.get(name, _OTHER))


def read_scale(template: Template, given: dict[str, Any]) -> None:
    """Take `cluster.scale(…)`."""
    for name in sorted(given.keys() - {"n"}):
        template.drop(
            f"scale({name})", "A gateway's cluster is scaled to a number of workers, which are all alike."
        )
    if "n" in given:
        set_workers(template, given["n"], "scale")


def read_adapt(template: Template, given: dict[str, Any]) -> None:
    """Take `cluster.adapt(…)`; one without a maximum is no bound that a form can have."""
    lowest, highest = given.get("minimum"), given.get("maximum")
    for name in sorted(given.keys() - {"minimum", "maximum", "active"}):
        template.drop(f"adapt({name})", "The gateway decides by itself how fast a cluster adapts.")
    bounds: list[int] = []
    for name, value in (("minimum", 0 if lowest is None else lowest), ("maximum", highest)):
        if value is None:
            template.drop("adapt", "It has no maximum: give one, for the gateway sets none by itself.")
        elif isinstance(value, Unknown):
            template.drop(f"adapt({name})", value.why)
        elif isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_WORKERS:
            template.drop(f"adapt({name})", "It is no number of workers.")
        else:
            bounds.append(value)
    if len(bounds) == 2:
        template.workers = (min(bounds), bounds[1])
    else:
        template.workers = None
