"""Which paths and queries may pass.

Nothing is decoded or repaired: a path passes exactly as it came, or not at all. Only unreserved
characters are let through, so there is no `%2f`, backslash, `//`, `..` or scheme to be understood
one way here and another way by the gateway.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from .errors import ErrorId, RequestError

# A segment never starts with a dot, so it is never "." or "..".
_SEGMENT = r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*"
_API = re.compile(rf"api(?:/{_SEGMENT})*/?")
_FIGURES = r"json/(?:counts|identity)\.json"
# A worker's address as Python's quote_plus writes it: scheme, host and port, "tls%3A%2F%2F10.0.0.1%3A8788".
_HOST = r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,252}|%5B(?:[0-9A-Fa-f.]|%3A){2,100}%5D)"
_WORKER = rf"(?:tls|tcp|ucxx?|wss?)%3A%2F%2F{_HOST}%3A[0-9]{{1,5}}"
_PAGES = rf"individual-plots\.json|info/main/(?:logs|exceptions|workers)\.html|info/logs/{_WORKER}\.html"
_CLUSTER = re.compile(rf"clusters/{_SEGMENT}/(?:{_FIGURES}|(?P<page>{_PAGES}))")
_NAME = re.compile(_SEGMENT)
_MAX_NAME_LENGTH = 255
# Visible ASCII without "#", which would start a fragment and end the query.
_QUERY = re.compile(r"[!-\"$-~]*")
# What the Jupyter server itself reads from a query. The token opens the Jupyter server: it must
# never be told to the gateway.
_JUPYTER_ARGUMENTS = frozenset({"token", "_xsrf", "no_track_activity"})


def api_path(tail: str) -> str:
    """Return `tail` ("api/v1/…", as sent, slashes included) if it may pass; else raise bad-path."""
    if ".." in tail or not _API.fullmatch(tail):
        raise RequestError(ErrorId.BAD_PATH, "The gateway's API has no such path.")
    return tail


def cluster_path(tail: str) -> str:
    """Return `tail` ("clusters/<name>/json/counts.json") if it may pass; else raise bad-path.

    Of a scheduler's pages these: its log, a worker's, what failed, its workers, and the list of plots.
    """
    if not _passes(tail):
        raise RequestError(
            ErrorId.BAD_PATH,
            "Of a cluster, only figures (json/counts.json, json/identity.json), workers, logs, exceptions "
            "and the list of plots are served here.",
        )
    return tail


def is_page(path: str) -> bool:
    """Return whether a path that may pass is a page that is read, rather than figures that are polled."""
    match = _passes(path)
    return match is not None and match["page"] is not None


def _passes(tail: str) -> re.Match[str] | None:
    return None if ".." in tail else _CLUSTER.fullmatch(tail)


def is_cluster_name(name: str) -> bool:
    """Return whether it can be a cluster's full name, and so a segment of a path."""
    return len(name) <= _MAX_NAME_LENGTH and ".." not in name and _NAME.fullmatch(name) is not None


def upstream_query(query: str) -> str:
    """Return the raw query string without the Jupyter server's own arguments.

    Raises bad-path for characters that a query cannot hold.
    """
    if not _QUERY.fullmatch(query):
        raise RequestError(ErrorId.BAD_PATH, "The query holds characters that must be percent-encoded.")
    return "&".join(a for a in query.split("&") if _name(a) not in _JUPYTER_ARGUMENTS)


def _name(argument: str) -> str:
    return unquote_plus(argument.partition("=")[0])
