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
_CLUSTER = re.compile(rf"clusters/{_SEGMENT}/json/(?:counts|identity)\.json")
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
    """Return `tail` ("clusters/<name>/json/counts.json") if it may pass; else raise bad-path."""
    if ".." in tail or not _CLUSTER.fullmatch(tail):
        raise RequestError(
            ErrorId.BAD_PATH,
            "Of a cluster, only json/counts.json and json/identity.json are served here.",
        )
    return tail


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
