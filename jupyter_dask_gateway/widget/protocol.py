"""The messages between a widget in Python and its pages: all thirteen types, for both ends.

They are ipywidgets' custom messages: JSON objects with a `type`, some with one binary buffer beside
them. `js/widget/protocol.ts` names them for the other end. A widget may have several pages, or
displays in one page, and none at all; what a widget sends reaches all of them.

The page's form is what counts. A page sends its valid options, one message at a time: it waits for
`taken` before it sends others. What Python sets is put into the form, unless the user has typed
meanwhile what Python had not seen.

    hello      →  welcome    a page opens: what does Python have?
    options    →  taken      the valid options of a page's form
               ←  set        Python has set options
    launching                a launch begins, or is over
    choose                   Python is to work with this cluster
    status                   that cluster's status has changed
               ←  cluster    Python works with another cluster, or with none
    file       →  file       the front end's files, for pages that no server offers them
    request    →  reply      a request to the gateway, for pages on the relay

Options are JSON text in a string member, as Python writes it and as the core reads and writes it:
JavaScript has no integers above 2^53 and no NaN in JSON. A cluster is its full name, which is a secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

FileName = Literal["main", "doctor", "element", "schema"]
"""The module with the core and the view, or one of the parts that js/page/parts.ts names."""

# ---- From a page: untrusted, so read by `parse` -------------------------------------------------------


@dataclass(frozen=True)
class Hello:
    """A page has opened and knows nothing of Python: it wants a `Welcome`."""


@dataclass(frozen=True)
class FormOptions:
    """`options`: the valid options of a page's form, all of them. It wants a `Taken`."""

    options: str
    """A JSON object as text."""


@dataclass(frozen=True)
class Launching:
    """A launch has begun in the page, or is over."""

    value: bool


@dataclass(frozen=True)
class Choose:
    """The user wants Python to work with this cluster, or has just launched it."""

    cluster: str


@dataclass(frozen=True)
class Status:
    """The status of a cluster, as the page sees it."""

    cluster: str
    status: str
    """"PENDING", "RUNNING", "STOPPING", "STOPPED" or "FAILED"."""


@dataclass(frozen=True)
class FileRequest:
    """`file`: the page wants one of the front end's modules, for no server offers it."""

    file: FileName


@dataclass(frozen=True)
class RelayRequest:
    """`request`: a request to the gateway, to be answered by one `RelayReply` of the same id."""

    id: str
    """Unique among the requests of one page."""
    method: str
    path: str
    """Below `<base>/dask-gateway/`, with its query: "config", "api/v1/clusters/?…"."""
    body: str | None


FromPage = Hello | FormOptions | Launching | Choose | Status | FileRequest | RelayRequest


def parse(content: object) -> FromPage | None:
    """Return a page's message; None for what is none of them, such as a newer front end's."""
    match content:
        case {"type": "hello"}:
            return Hello()
        case {"type": "options", "options": str(options)}:
            return FormOptions(options)
        case {"type": "launching", "value": bool(value)}:
            return Launching(value)
        case {"type": "choose", "cluster": str(cluster)}:
            return Choose(cluster)
        case {"type": "status", "cluster": str(cluster), "status": str(status)}:
            return Status(cluster, status)
        case {"type": "file", "file": "main" | "doctor" | "element" | "schema" as file}:
            return FileRequest(file)
        case {"type": "request", "id": str(id), "method": str(method), "path": str(path), "body": body}:
            return RelayRequest(id, method, path, body if isinstance(body, str) else None)
    return None


# ---- To the pages -------------------------------------------------------------------------------------


class Welcome(TypedDict):
    """What Python has, to a page that said `hello`."""

    type: Literal["welcome"]
    options: str | None
    """JSON text; None as long as Python does not know the gateway's options."""
    byPython: bool
    """The options were last set in Python, and not in a page."""
    cluster: str | None
    """The cluster that Python works with."""


class SetOptions(TypedDict):
    """Python has set options."""

    type: Literal["set"]
    options: str
    """JSON text; only those that were named, for of the others a page may know newer values."""


class Taken(TypedDict):
    """Python has a page's options: it may send others."""

    type: Literal["taken"]


class ClusterName(TypedDict):
    """Python code has set the cluster to work with."""

    type: Literal["cluster"]
    cluster: str | None


class File(TypedDict):
    """One of the front end's modules; its bytes are the buffer."""

    type: Literal["file"]
    file: FileName


class RelayReply(TypedDict):
    """The reply to a `request`; its body is the buffer, empty if it has none."""

    type: Literal["reply"]
    id: str
    status: int
    headers: dict[str, str]
    """Content-Type, and Dask-Gateway-Error for one of our own errors."""


ToPage = Welcome | SetOptions | Taken | ClusterName | File | RelayReply
