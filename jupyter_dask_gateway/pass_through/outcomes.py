"""What may be told of a request to an operator: words of which there are few, and no names.

A route is a template ("api/v1/clusters/{name}"), an outcome one of a fixed set of classes. A path that is
none of ours is "other", so that nobody can make series of metrics by asking for paths.
"""

from __future__ import annotations

import json
import re

from ..cluster_key import cluster_key
from ..gateway.errors import Cause, ErrorId, RequestError
from ..gateway.paths import is_cluster_name
from ..gateway.request import Reply

SUCCESS = "success"
REFUSED = "gateway-refused"
GATEWAY_FAILED = "gateway-failed"
CLIENT_LEFT = "client-left"
NOT_ALLOWED = "not-allowed"
FAULT = "fault"
HUB_UNREACHABLE = "hub-unreachable"
UNCONFIRMED = "unconfirmed"

OUTCOMES = {
    SUCCESS: "it was done",
    REFUSED: "the gateway, or a scheduler, answered with a status from 400 to 499",
    GATEWAY_FAILED: "the gateway, or a scheduler, answered with a status of 500 or more",
    CLIENT_LEFT: "the browser left before the answer, and the read was given up",
    NOT_ALLOWED: "the Jupyter server or the hub's page refused it: no login, no XSRF token, another origin",
    FAULT: "a mistake of this package, or of the server around it",
    HUB_UNREACHABLE: "the hub did not say who the user is",
    UNCONFIRMED: "a stop at the server's end that the gateway had not confirmed when the time was over",
    **{id.value: "our own error of this id" for id in ErrorId if id is not ErrorId.JUPYTER},
}

LAUNCH, SCALE, ADAPT, STOP = ACTIONS = ("launch", "scale", "adapt", "stop")

_METHODS = frozenset({"GET", "POST", "DELETE"})
_CLUSTERS = "api/v1/clusters/"
_PLAIN = frozenset(
    {
        "config",
        "doctor",
        "server",
        "stop-with-server",
        "worker-template",
        "api/health",
        "api/version",
        "api/v1/options",
        _CLUSTERS,
    }
)
_OF_CLUSTER = re.compile(r"(?P<before>api/v1/clusters|clusters)/(?P<name>[^/]+)(?P<after>(?:/.*)?)")
_OF_API = frozenset({"", "/scale", "/adapt"})
_OF_SCHEDULER = frozenset(
    {
        "/json/counts.json",
        "/json/identity.json",
        "/individual-plots.json",
        "/info/main/logs.html",
        "/info/main/exceptions.html",
        "/info/main/workers.html",
    }
)
_MAX_LAUNCH_BYTES = 2**12
_WORKER_LOG = re.compile(r"/info/logs/[^/]+\.html")
OTHER = "other"
_ACTIONS = {
    ("POST", _CLUSTERS): LAUNCH,
    ("POST", f"{_CLUSTERS}{{name}}/scale"): SCALE,
    ("POST", f"{_CLUSTERS}{{name}}/adapt"): ADAPT,
    ("DELETE", f"{_CLUSTERS}{{name}}"): STOP,
}


def method_of(method: str | None) -> str:
    """Return the method, or "other"."""
    return method if method is not None and method in _METHODS else OTHER


def route_of(tail: str) -> str:
    """Return the template of a path below the root."""
    if tail in _PLAIN:
        return tail
    match = _OF_CLUSTER.fullmatch(tail)
    if match is None:
        return OTHER
    before, after = match["before"], match["after"]
    if before == "clusters" and _WORKER_LOG.fullmatch(after):
        after = "/info/logs/{worker}.html"
    elif after not in (_OF_SCHEDULER if before == "clusters" else _OF_API):
        return OTHER
    return f"{before}/{{name}}{after}"


def key_in(tail: str) -> str | None:
    """Return the key of the cluster that a path names; None if it names none."""
    match = _OF_CLUSTER.fullmatch(tail)
    return cluster_key(match["name"]) if match is not None and is_cluster_name(match["name"]) else None


def launched_key(reply: Reply) -> str | None:
    """Return the key of the cluster that a reply names as the new one; None for any other reply."""
    if reply.status != 201 or len(reply.body) > _MAX_LAUNCH_BYTES:
        return None
    try:
        name = json.loads(reply.body)["name"]
    except (ValueError, RecursionError, LookupError, TypeError):
        return None
    return cluster_key(name) if isinstance(name, str) and is_cluster_name(name) else None


def action_of(method: str, route: str) -> str | None:
    """Return what a request does to a cluster; None for what does nothing."""
    return _ACTIONS.get((method, route))


def outcome_of(status: int, error: RequestError | None, *, left: bool = False) -> str:
    """Return the class of what became of a request. `error`: our own, if that is what was answered."""
    if left:
        return CLIENT_LEFT
    if error is None:
        return SUCCESS if status < 400 else REFUSED if status < 500 else GATEWAY_FAILED
    if error.cause is Cause.HUB:
        return HUB_UNREACHABLE
    if error.id is ErrorId.JUPYTER:
        return NOT_ALLOWED if error.status < 500 else FAULT
    own: str = error.id.value
    return own
