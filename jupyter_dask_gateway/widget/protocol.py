"""The messages between a widget in Python and its pages: all fourteen types, for both ends.

They are custom messages of the widget's comm: JSON objects with a `type`, some with one binary buffer
beside them. `js/widget/protocol.ts` names them for the other end. A widget may have several pages, or
displays in one page, and none at all; what a widget sends reaches all of them, so what is meant for one
names it.

The page's form is what counts. A page sends its valid options, one message at a time: it waits for
`taken` before it sends others. What Python sets is put into the form, unless the user has typed
meanwhile what Python had not seen.

    hello      →  welcome    a page opens, or has missed something: what does Python have?
    changes    →  taken      what a page's user did: options, a launch, a cluster and its status, ticks
               ←  set        Python code has set options
               ←  cluster    Python code works with another cluster, or with none
               ←  stops      which clusters the kernel stops when it ends has changed
               ←  plot       Python code wants to see a plot
               ←  fill       Python code fills a page's form from a preset
    presets                  the presets that a page has; a lost one is told again after the next `welcome`
    file       →  file       the front end's files, for pages that no server offers them
    request    →  reply      a request to the gateway, for pages on the relay
    ask        →  pending    is that request still with Python?

Each message may be lost, come twice or come late. A page repeats its `changes` until they are taken, with
all that is not yet known and a higher `count`; Python takes none that is older than what it has, and sends
its answer before whatever its observers set. What Python code sets is counted by `revision`. A page that
finds one missing says `hello`; Python does not take the options of a page that has not seen what was set
since.

A busy kernel answers nothing, so a page cannot know by the time that a request is lost. It asks: an
answer, whenever it comes, tells. Of a request that had not arrived by then Python takes none later, for
the user was told that it is lost.

Options are JSON text in a string member, as Python writes it and as the core reads and writes it:
JavaScript has no integers above 2^53 and no NaN in JSON. A cluster is its full name, which is a secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypedDict

FileName = Literal[
    "main",
    "choosing",
    "doctor",
    "element",
    "insight",
    "kubernetes",
    "rest",
    "schema",
    "validation",
    "zh",
]
"""The module with the core and the view, or one of the parts that js/page/parts.ts names."""

# ---- From a page: untrusted, so read by `parse` -------------------------------------------------------


class Figures(TypedDict):
    """What a cluster's scheduler tells; None: not known. Memory is in bytes."""

    workers: int | None
    threads: int | None
    memory: int | None
    results: int | None
    """What results take of the memory."""
    tasks: dict[str, int] | None
    """All, and by state: all, released, memory, processing, waiting, erred."""


@dataclass(frozen=True)
class Hello:
    """A page has opened and knows nothing of Python, or has missed something: it wants a `Welcome`."""

    page: str
    count: int | None = None
    """Of the page's changes so far; the answer says it again."""


@dataclass(frozen=True)
class Changes:
    """What Python does not know of a page yet; None: nothing new. It wants a `Taken`."""

    page: str
    count: int
    """Counts the page's changes."""
    revision: int
    """What Python had set when the page sent this."""
    options: str | None
    """The valid options of the page's form, all of them: a JSON object as text."""
    launching: bool | None
    """A launch has begun in the page, or is over."""
    choose: str | None
    """The user wants Python to work with this cluster, or has just launched it."""
    cluster: str | None
    """The cluster that `status` tells of."""
    status: str | None
    """"PENDING", "RUNNING", "STOPPING", "STOPPED" or "FAILED"."""
    stop_new: bool | None = None
    """Whether the kernel is to stop the clusters that the widget works with from now on."""
    stops: dict[str, bool] | None = None
    """Whether it is to stop these clusters, by their full names."""
    figures: Figures | None = None
    """Those of `cluster`."""
    edited: bool = True
    """One of the options is not as it began: where Python has none yet, these count. Old pages do not say."""


@dataclass(frozen=True)
class PresetsTold:
    """`presets`: those of the user's own and of the site's that the page has."""

    page: str
    presets: str
    """JSON text of a list, see `presets.py`."""


@dataclass(frozen=True)
class FileRequest:
    """`file`: the page wants one of the front end's modules, for no server offers it."""

    file: FileName


@dataclass(frozen=True)
class RelayRequest:
    """`request`: a request to the gateway, to be answered by one `RelayReply` of the same id."""

    id: str
    """Unique among the requests of all pages."""
    method: str
    path: str
    """Below `<base>/dask-gateway/`, with its query: "config", "api/v1/clusters/?…"."""
    body: str | None
    language: str = ""
    """The page's, as a tag; "": it does not say."""


@dataclass(frozen=True)
class Ask:
    """`ask`: is this request still with Python? It wants a `Pending`."""

    id: str


FromPage = Hello | Changes | PresetsTold | FileRequest | RelayRequest | Ask


def parse(content: object) -> FromPage | None:
    """Return a page's message; None for what is none of them, such as a newer front end's."""
    match content:
        case {"type": "hello", "page": str(page), **others}:
            # What an earlier version does not know of is with the others: here, and in changes.
            count = others.get("count")
            return Hello(page, count if isinstance(count, int) else None)
        case {
            "type": "changes",
            "page": str(page),
            "count": int(count),
            "revision": int(revision),
            "options": str() | None as options,
            "launching": bool() | None as launching,
            "choose": str() | None as choose,
            "cluster": str() | None as cluster,
            "status": str() | None as status,
            **others,
        }:
            new, stops = others.get("stopNew"), _flags(others.get("stops"))
            new = new if isinstance(new, bool) else None
            figures = _figures(others.get("figures"))
            edited = others.get("edited") is not False
            return Changes(
                page,
                count,
                revision,
                options,
                launching,
                choose,
                cluster,
                status,
                new,
                stops,
                figures,
                edited,
            )
        case {
            "type": "file",
            "file": (
                "main"
                | "choosing"
                | "doctor"
                | "element"
                | "insight"
                | "kubernetes"
                | "rest"
                | "schema"
                | "validation"
                | "zh"
            ) as file,
        }:
            return FileRequest(file)
        case {"type": "presets", "page": str(page), "presets": str(presets)}:
            return PresetsTold(page, presets)
        case {
            "type": "request",
            "id": str(id),
            "method": str(method),
            "path": str(path),
            "body": body,
            **others,
        }:
            language = others.get("lang")
            body = body if isinstance(body, str) else None
            return RelayRequest(id, method, path, body, language if isinstance(language, str) else "")
        case {"type": "ask", "id": str(id)}:
            return Ask(id)
    return None


def _flags(value: object) -> dict[str, bool] | None:
    if not isinstance(value, dict):
        return None
    return {name: on for name, on in value.items() if isinstance(name, str) and isinstance(on, bool)}


_TASKS = ("all", "released", "memory", "processing", "waiting", "erred")


def _figures(value: Any) -> Figures | None:
    if not isinstance(value, dict):
        return None
    given = value.get("tasks")
    tasks = {state: _count(given.get(state)) for state in _TASKS} if isinstance(given, dict) else {}
    known = {state: count for state, count in tasks.items() if count is not None}
    return {
        "workers": _count(value.get("workers")),
        "threads": _count(value.get("threads")),
        "memory": _count(value.get("memory")),
        "results": _count(value.get("results")),
        "tasks": known if len(known) == len(_TASKS) else None,
    }


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


# ---- To the pages -------------------------------------------------------------------------------------


class Welcome(TypedDict):
    """What Python has, to a page that said `hello`."""

    type: Literal["welcome"]
    page: str
    count: int | None
    """As the page said: an answer to what it said before that is out of date."""
    revision: int
    """Counts what Python code has set."""
    options: str | None
    """JSON text; None as long as Python does not know the gateway's options."""
    setAt: int
    """The revision at which Python code set the options last; 0 if they were last set in a page."""
    cluster: str | None
    """The cluster that Python works with."""
    stopNew: bool
    stops: list[str]
    """As in `Stops`."""


class SetOptions(TypedDict):
    """Python code has set options."""

    type: Literal["set"]
    revision: int
    options: str
    """JSON text; only those that were named, for of the others a page may know newer values."""
    initial: bool
    """They are those with which Python begins, now that the gateway has told it of them: a form that was
    edited meanwhile counts more."""


class Taken(TypedDict):
    """Python has a page's changes up to `count`: it may send others."""

    type: Literal["taken"]
    page: str
    count: int
    revision: int


class ClusterName(TypedDict):
    """Python code has set the cluster to work with."""

    type: Literal["cluster"]
    revision: int
    cluster: str | None


class Stops(TypedDict):
    """What the kernel stops when it ends has changed."""

    type: Literal["stops"]
    revision: int
    stopNew: bool
    """It stops the clusters that the widget works with from now on."""
    stops: list[str]
    """The full names of those that it stops, of the widget's gateway."""


class Plot(TypedDict):
    """Python code wants to see this plot of the cluster, in this page."""

    type: Literal["plot"]
    page: str
    cluster: str
    plot: str
    """Its path below the dashboard's address: "/individual-task-stream"."""


class Fill(TypedDict):
    """Python code fills the form of this page from a preset; nothing is launched."""

    type: Literal["fill"]
    page: str
    name: str
    """What the preset is called."""
    options: str
    """JSON text of an object."""
    workers: str | None
    """JSON text of a number or two bounds; None: nothing is said of them."""


class File(TypedDict):
    """One of the front end's modules; its bytes are the buffer, none where there is no such file."""

    type: Literal["file"]
    file: FileName


class RelayReply(TypedDict):
    """The reply to a `request`; its body is the buffer, empty if it has none."""

    type: Literal["reply"]
    id: str
    status: int
    headers: dict[str, str]
    """Content-Type, Dask-Gateway-Error for one of our own errors, and Retry-After in seconds."""


class Pending(TypedDict):
    """Whether Python works on a request. If not it never will."""

    type: Literal["pending"]
    id: str
    value: bool


ToPage = Welcome | SetOptions | Taken | ClusterName | Stops | Plot | Fill | File | RelayReply | Pending
