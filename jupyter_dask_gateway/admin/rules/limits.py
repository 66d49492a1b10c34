"""How much somebody can ask for."""

from __future__ import annotations

from collections.abc import Iterator

from ...languages import say
from ..facts import Form, Option
from ..findings import Finding, error, quoted, shown, warning

_RESOURCES = ("worker_cores", "worker_memory", "worker_threads", "scheduler_cores", "scheduler_memory")


def unbounded(form: Form) -> Iterator[Finding]:
    """resource-unbounded."""
    for option in form.options:
        if option.kind in {"int", "float"} and option.spec.get("max") is None and _is_resource(form, option):
            yield warning(
                "resource-unbounded",
                say(
                    "{option} has no maximum: who asks for more than there is waits for ever.",
                    option=quoted(option.name),
                ),
                "Set max=… to what the largest machine has.",
                option.name,
            )


def _is_resource(form: Form, option: Option) -> bool:
    """Whether more of the option is more of a machine; its name says so where the handler cannot be tried."""
    if not form.trials:
        return option.name in _RESOURCES
    default = form.as_default
    for trial in form.trials_of(option.name):
        if trial.what == "beyond":
            if trial.error is not None:
                # The handler or the backend has a bound of its own.
                return False
            if default is not None and any(
                (trial.config.get(it) or 0) > (default.config.get(it) or 0) for it in _RESOURCES
            ):
                return True
    return False


def none(form: Form) -> Iterator[Finding]:
    """limits-missing."""
    default = form.as_default
    if default is not None and default.config and default.config["cluster_max_workers"] is None:
        yield warning(
            "limits-missing",
            "Nothing limits the workers of a cluster: adapting without a maximum has started thousands.",
            "Set c.ClusterConfig.cluster_max_workers, or cluster_max_cores and cluster_max_memory.",
        )


def no_worker_fits(form: Form) -> Iterator[Finding]:
    """no-worker-fits."""
    for trial in form.trials:
        if trial.config.get("cluster_max_workers") != 0 or trial.what == "beyond":
            continue
        if trial.what == "default":
            yield error(
                "no-worker-fits",
                "With the defaults no worker fits into the cluster's limits: cluster_max_workers, "
                "or cluster_max_cores and cluster_max_memory less the scheduler's.",
                "Raise the limits, or make workers smaller.",
            )
            return
        yield warning(
            "no-worker-fits",
            say(
                "With {choice} no worker fits into the cluster's limits.",
                choice=f"{trial.field} = {shown(trial.value)}",
            ),
            "Raise the limits, or leave out what does not fit.",
            trial.field,
        )
