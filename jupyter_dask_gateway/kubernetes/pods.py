"""A pod's or a worker's specification, as a dict, into a template.

What no gateway has an option for is dropped, with the reason.
"""

from __future__ import annotations

import shlex
from typing import Any

from ..languages import join
from .expressions import OUTSIDE, REST, Unknown
from .template import MAX_WORKERS, Template

_PLACEMENT = "Where pods run is set by the gateway's administrator."
_MOUNTS = "What is mounted is set by the gateway's administrator."
_RIGHTS = "What pods may do is set by the gateway's administrator."
_KUBERNETES = "The gateway makes the pods itself."
_ONE_CONTAINER = "A worker of a gateway's is one container."
_OTHER = "The gateway has no option for this part of a pod."
_ELSEWHERE = "Its value stands elsewhere in Kubernetes."
NOT_TEXT = "It is not of the form that Kubernetes has for it."

_WHY = {
    **dict.fromkeys(
        ["affinity", "nodeName", "nodeSelector", "priorityClassName", "schedulerName", "tolerations"],
        _PLACEMENT,
    ),
    "topologySpreadConstraints": _PLACEMENT,
    **dict.fromkeys(["volumes", "volumeMounts", "volumeDevices"], _MOUNTS),
    **dict.fromkeys(
        ["automountServiceAccountToken", "imagePullSecrets", "securityContext", "serviceAccount"], _RIGHTS
    ),
    **dict.fromkeys(["hostNetwork", "hostPID", "runtimeClassName", "serviceAccountName"], _RIGHTS),
    **dict.fromkeys(["initContainers", "ephemeralContainers"], _ONE_CONTAINER),
    "envFrom": _ELSEWHERE,
    **dict.fromkeys(["annotations", "labels", "name", "namespace", "lifecycle", "ports"], _KUBERNETES),
    **dict.fromkeys(["imagePullPolicy", "livenessProbe", "readinessProbe", "startupProbe"], _KUBERNETES),
    **dict.fromkeys(["terminationGracePeriodSeconds", "workingDir", "tty", "stdin"], _KUBERNETES),
}
# What a gateway has in any case, or means nothing by itself.
_SILENT_POD = {"containers", "restartPolicy"}
_SILENT_CONTAINER = {"name", "image", "args", "command", "env", "resources"}
_SILENT_METADATA = {"name", "namespace", "generateName"}


def is_pod(value: Any) -> bool:
    """Whether it looks like a pod, a pod's spec or an operator's worker."""
    return isinstance(value, dict) and _spec_of(value) is not None


def is_cluster_spec(value: Any) -> bool:
    """Whether it looks like a DaskCluster of the operator's."""
    inside = value.get("spec") if isinstance(value, dict) else None
    return isinstance(inside, dict) and isinstance(inside.get("worker"), dict)


def read_pod(template: Template, pod: Any) -> None:
    """Put what a pod, a pod's `spec`, or a worker of the operator's has into the template."""
    if isinstance(pod, Unknown):
        return template.drop("pod template", pod.why)
    spec = _spec_of(pod)
    if spec is None:
        return template.drop("pod template", "It has no containers that can be read.")
    if isinstance(pod, dict) and spec is not pod:
        _read_metadata(template, pod.get("metadata"))
        if isinstance(pod.get("replicas"), int):
            set_workers(template, pod["replicas"], "replicas")
    for key, value in spec.items():
        if key not in _SILENT_POD and _says_something(value):
            template.drop(key if key != REST else "a part of the pod", _why(key, value))
    _read_containers(template, spec["containers"])
    return None


def read_cluster_spec(template: Template, spec: Any) -> None:
    """Put what a DaskCluster of the operator's says of its workers into the template."""
    if isinstance(spec, str):
        return template.drop("custom_cluster_spec", "The file that it names is not read.")
    inside = spec.get("spec") if isinstance(spec, dict) else None
    worker = inside.get("worker") if isinstance(inside, dict) else None
    if not isinstance(inside, dict) or worker is None:
        why = spec.why if isinstance(spec, Unknown) else "It does not say what a worker is."
        return template.drop("custom_cluster_spec", why)
    if inside.get("idleTimeout"):
        template.drop("idleTimeout", "How long a cluster may be idle is the gateway's to say.")
    return read_pod(template, worker)


def _spec_of(pod: Any) -> dict[str, Any] | None:
    for _ in range(3):
        if not isinstance(pod, dict):
            return None
        if isinstance(pod.get("containers"), list):
            return pod
        pod = pod.get("spec", pod.get("template"))
    return None


def _read_metadata(template: Template, metadata: Any) -> None:
    if isinstance(metadata, dict):
        for key, value in metadata.items():
            if key not in _SILENT_METADATA and _says_something(value):
                template.drop(key, _why(key, value))


def _read_containers(template: Template, containers: list[Any]) -> None:
    known = [it for it in containers if isinstance(it, dict)]
    if not known:
        template.drop("containers", "None of them can be read.")
        return
    named = [it for it in known if it.get("name") in {"dask-worker", "worker", "dask"}]
    chosen = (named or known)[0]
    if len(containers) > 1:
        template.drop("containers", join(_ONE_CONTAINER, "Only the first that is a worker is read."))
    read_container(template, chosen)


def read_container(template: Template, container: dict[str, Any]) -> None:
    """Put what a container has into the template; what is read already and not here stays."""
    if (image := container.get("image")) is not None:
        set_image(template, image)
    command = [*words(template, container.get("command")), *words(template, container.get("args"))]
    if command:
        template.args = command
    set_env(template, container.get("env"))
    set_resources(template, container.get("resources"))
    for key, value in container.items():
        if key not in _SILENT_CONTAINER and _says_something(value):
            template.drop(key if key != REST else "a part of the container", _why(key, value))


def set_image(template: Template, image: Any) -> None:
    """Take the image."""
    if isinstance(image, str):
        template.image = image
    else:
        template.drop("image", image.why if isinstance(image, Unknown) else NOT_TEXT)


def words(template: Template, value: Any, what: str = "args") -> list[str]:
    """Return a command line's words."""
    if value is None:
        return []
    if isinstance(value, str):
        try:
            return shlex.split(value)
        except ValueError:
            return value.split()
    if not isinstance(value, list):
        template.drop(what, value.why if isinstance(value, Unknown) else NOT_TEXT)
        return []
    read: list[str] = []
    for it in value:
        text = quantity(it)
        if text is None:
            # What stands before it takes a value, which is not known.
            option = read.pop() if read and read[-1].startswith("--") else what
            template.drop(option, it.why if isinstance(it, Unknown) else NOT_TEXT)
        else:
            read.append(text)
    return read


def set_env(template: Template, env: Any) -> None:
    """Take variables: a mapping, or a list as Kubernetes has it."""
    if not env:
        return
    if isinstance(env, list):
        pairs = [(it.get("name"), it) if isinstance(it, dict) else (None, it) for it in env]
        for name, it in pairs:
            if not isinstance(name, str):
                template.drop("env", it.why if isinstance(it, Unknown) else NOT_TEXT)
            elif it.get("valueFrom") is not None:
                template.drop(name, _ELSEWHERE)
            else:
                _set_variable(template, name, it.get("value", ""))
    elif isinstance(env, dict):
        for name, value in env.items():
            _set_variable(template, name, value)
    else:
        template.drop("env", env.why if isinstance(env, Unknown) else NOT_TEXT)


def _set_variable(template: Template, name: str, value: Any) -> None:
    text = quantity(value) if value is not None else ""
    if name == REST or text is None:
        template.drop("env" if name == REST else name, value.why if isinstance(value, Unknown) else NOT_TEXT)
    else:
        template.env[name] = text


def set_resources(template: Template, resources: Any) -> None:
    """Take limits and requests."""
    if not resources:
        return
    if not isinstance(resources, dict):
        template.drop("resources", resources.why if isinstance(resources, Unknown) else NOT_TEXT)
        return
    for kind, value in resources.items():
        into = {"limits": template.limits, "requests": template.requests}.get(kind)
        if into is None or not isinstance(value, dict):
            if value:
                why = value.why if isinstance(value, Unknown) else NOT_TEXT
                template.drop("resources" if kind == REST else kind, why)
            continue
        for name, amount in value.items():
            set_amount(template, into, name, amount, f"{kind}.{name}" if name != REST else kind)


def set_amount(template: Template, into: dict[str, str], name: str, amount: Any, what: str) -> None:
    """Take how much of one thing."""
    if amount is None:
        return
    text = quantity(amount)
    if text is None or name == REST:
        template.drop(what, amount.why if isinstance(amount, Unknown) else NOT_TEXT)
    else:
        into[name] = text


def quantity(value: Any) -> str | None:
    """Return a number or a text as Kubernetes writes it; None for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) >= 2.0**128:
        return None
    if value != value:
        return None
    return str(int(value)) if value == int(value) else repr(value)


def set_workers(template: Template, workers: Any, what: str) -> None:
    """Take the number of workers."""
    if isinstance(workers, float) and workers.is_integer():
        workers = int(workers)
    if workers is None:
        return
    if isinstance(workers, bool) or not isinstance(workers, int) or not 0 <= workers <= MAX_WORKERS:
        why = workers.why if isinstance(workers, Unknown) else "It is no number of workers."
        template.drop(what, why)
    else:
        template.workers = workers


def _says_something(value: Any) -> bool:
    return value is not None and value != {} and value != [] and value != ""


def _why(key: str, value: Any) -> str:
    if key == REST:
        return value.why if isinstance(value, Unknown) else OUTSIDE.why
    return _WHY.get(key, _OTHER)
