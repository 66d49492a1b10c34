"""GatewayWidget: what the page shows, as Python values; and what Python sets, in the page."""

from __future__ import annotations

import json
import threading
import time
import uuid
import warnings
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

from ipywidgets import DOMWidget
from traitlets import Any as AnyTrait
from traitlets import Bool, Bunch, Enum, HasTraits, TraitType, Unicode

from .. import _compat
from ..cluster_key import cluster_key
from ..config.site import read_site
from ..gateway.errors import HEADER, ErrorId, RequestError
from ..gateway.request import Reply
from ..gateway.retry_after import HEADER as RETRY_AFTER
from ..languages import language_of_tag, spoken
from . import assets, protocol, static_table
from .frontend import (
    MODULE,
    MODULE_VERSION,
    Frontend,
    draws_by_our_type,
    ipython_shell,
    note,
    runs_unattended,
    with_anywidget,
)
from .frontend import usual as usual_frontend
from .gateway_binding import GatewayBinding, PublishedOptions
from .options import OptionsError, OptionsNotLoadedError, OptionValues, Schema
from .pending_requests import PendingRequests
from .plots import plot_path
from .presets import Preset, presets_of, told_presets, unknown_preset
from .stop_with_kernel import stop_with_kernel
from .workers import Workers, ask_for, read_workers

if TYPE_CHECKING:
    from dask_gateway import Gateway, GatewayCluster
    from distributed import Client
    from typing_extensions import Self

_WIDGET_VIEW_MIME = "application/vnd.jupyter.widget-view+json"
MIME = "application/vnd.jupyter-dask-gateway+json"
"""For our own renderer in JupyterLab and Notebook, which needs no kernel."""

_DISPLAY_TIMEOUT_SECONDS = 0.5
"""Seconds for which a display waits for the options, to put them into the static table."""
_UNATTENDED_DISPLAY_TIMEOUT_SECONDS = 10.0
"""The same where nobody sits in front of the notebook, and the table is all that there will be."""
_REMEMBERED_PAGES = 100
"""Pages of which it is known what they said last."""
_LAUNCH_TIMEOUT_SECONDS = 90.0
"""Seconds after which a launch is over even if its page has not said so: it may be closed."""


class _OptionsTrait(TraitType[OptionValues, Mapping[str, Any]]):
    """A trait whose value is the widget's business."""

    info_text = "a dict of options"

    def get(self, obj: Any, cls: Any = None) -> OptionValues:
        values: OptionValues = obj._read_options()
        return values

    def set(self, obj: Any, value: Any) -> None:
        obj._assign_options(value)


def _options_to_json(values: Mapping[str, Any], widget: GatewayWidget) -> str:
    """Return the options as they may be saved in a notebook: as text, for JavaScript has no such numbers."""
    schema = widget._schema
    return json.dumps({} if schema is None else schema.fit_to_save(values))


def _options_from_json(text: str, _: object) -> Any:
    return json.loads(text)


class GatewayWidget(DOMWidget):  # type: ignore[misc]
    """The options, clusters and controls of a Dask Gateway in a notebook's cell.

    >>> w = GatewayWidget()  # the gateway of dask's configuration
    >>> w.options = {"worker_cores": 4}  # the form follows
    >>> cluster = w.connect()  # to the cluster launched or chosen in the widget

    Making one raises nothing for a gateway that cannot be reached: the widget shows why and tries
    again.
    """

    options = _OptionsTrait().tag(sync=True, to_json=_options_to_json, from_json=_options_from_json)
    """What the form shows, always valid: an option that is invalid there keeps its last valid value.

    Reading it raises OptionsNotLoadedError as long as the gateway's options are not loaded.
    Assigning a dict changes the options it names; it raises OptionsError, a ValueError with the
    gateway's words, for what the gateway would refuse, and RuntimeError while a launch is under
    way. Nothing is changed then.
    """
    view = Enum(["all", "options", "clusters"], "all").tag(sync=True)
    """What the widget shows."""
    # A cluster's name is its key, and every synced trait is saved in the notebook: these two are not.
    cluster_name = Unicode(None, allow_none=True)
    """The full name of the cluster launched or chosen in the widget; a secret. May be set."""
    cluster_status = Unicode(None, allow_none=True)
    """"PENDING", "RUNNING", "STOPPING", "STOPPED" or "FAILED", as far as a page reports it."""
    cluster_figures = AnyTrait(None)
    """What that cluster's scheduler tells, as far as a page reports it; None while nothing is known.

    A dict of "workers", "threads", "memory" and "results" (what results take of the workers' memory; bytes),
    and "tasks": {"all": 2000, "released": 900, "memory": 300, "processing": 8, "waiting": 792, "erred": 0}.
    Each may be None. Those released are done, too, and their results are not needed any more.
    """

    stop_with_kernel = Bool(False)
    """Whether each cluster that the widget works with, while this is true, is stopped when the kernel ends.

    That is when it is shut down or restarted in order, also by the server for being idle; not when it is
    killed or crashes. In the widget this is the tick at "Launch cluster", and each cluster has a tick of its
    own. Set from Python it counts for the cluster of `cluster_name`, too, and for no other that is there.
    """

    _model_name = Unicode("GatewayModel").tag(sync=True)
    _model_module = Unicode(MODULE).tag(sync=True)
    _model_module_version = Unicode(MODULE_VERSION).tag(sync=True)
    _view_name = Unicode("GatewayView").tag(sync=True)
    _view_module = Unicode(MODULE).tag(sync=True)
    _view_module_version = Unicode(MODULE_VERSION).tag(sync=True)

    _uid = Unicode().tag(sync=True)
    _address = Unicode(None, allow_none=True).tag(sync=True)
    _relay = Unicode().tag(sync=True)
    """Names the relay through this kernel."""
    _own_login = Bool(False).tag(sync=True)
    """The login, or one of the addresses, is not that of dask's configuration, which the server uses."""
    _one_cluster = Bool(False).tag(sync=True)
    """Only the cluster of `cluster_name` is shown."""
    _spec = Unicode("").tag(sync=True)
    """The options of a form that belongs to no gateway; JSON text."""

    def __new__(cls, *args: Any, frontend: Frontend | None = None, **kwargs: Any) -> Self:
        """Make one of a subclass, if another front end than ours is to draw it."""
        if frontend not in (None, "ipywidgets", "anywidget"):
            raise ValueError(
                spoken('frontend must be "ipywidgets" or "anywidget", got {frontend!r}', frontend=frontend)
            )
        if (frontend or usual_frontend()) == "anywidget":
            cls = with_anywidget(cls)  # type: ignore[arg-type]
        widget: Self = super().__new__(cls)
        return widget

    def __init__(
        self,
        gateway: Gateway | None = None,
        *,
        address: str | None = None,
        auth: object = None,
        options: Mapping[str, Any] | None = None,
        frontend: Frontend | None = None,
        **kwargs: Any,
    ) -> None:
        """Show the gateway of dask's configuration, or the one given.

        `gateway`: a `dask_gateway.Gateway`. `address`, `auth`: as `dask_gateway.Gateway` takes
        them. `options`: to be set at once, see `options`. `frontend`: None for what fits the host;
        "anywidget" where the page's server lacks this package (it needs the extra of that name);
        "ipywidgets" where the output shows a table though the host draws ipywidgets from a CDN. Other
        arguments are the traits of an ipywidget, such as `layout`, `view` and `stop_with_kernel`.

        Raises ValueError if both gateway and address are given or the front end is unknown, and for `options`
        what an assignment to them raises; ImportError for "anywidget" where that is not installed.
        """
        if gateway is not None and (address is not None or auth is not None):
            raise ValueError(spoken("give either a gateway, or its address and auth"))
        self._binding = self._make_binding(gateway, address, auth)
        self._values: OptionValues | None = None
        self._lock = threading.RLock()
        """For what follows: with a busy kernel, messages are taken in another thread than the cell's."""
        self._revision = 0
        """Counts what Python code has set, for the pages."""
        self._options_set_at = 0
        """The revision at which the options were last set here; 0 if they were last set in a page."""
        self._unread_options: dict[str, Any] | None = None
        """A page's, which wait for the gateway to tell what is valid."""
        self._owes_options = False
        """A page waits for them: it was told of none."""
        self._began_at = 0
        """The revision at which it was told of them."""
        self._answer: protocol.Taken | None = None
        """To a page's changes, until their observers have run, or send something themselves."""
        self._taken: OrderedDict[str, tuple[int, int]] = OrderedDict()
        """By page: the count of its last changes, and the revision to which they came."""
        self._page: str | None = None
        """The page that spoke last."""
        self._told_presets: dict[str, Preset] = {}
        """As a page tells them; never saved in a notebook."""
        self._requests = PendingRequests()
        self._launch_ends = 0.0
        self._set_by_page = False
        self._ticked_by_page = False
        self._connected: GatewayCluster | None = None
        self._own_type_only = frontend is None and draws_by_our_type() and self._model_module == MODULE
        """The output names our own type, and not ipywidgets'."""
        super().__init__(
            _uid=uuid.uuid4().hex,
            _address=self._binding.address,
            _relay=self._binding.relay_id,
            _own_login=self._binding.is_named,
            **kwargs,
        )
        self.on_msg(self._on_message)
        self.observe(self._on_cluster_name, "cluster_name")
        self.observe(self._on_stop_with_kernel, ["cluster_name", "stop_with_kernel"])
        self._on_stop_with_kernel(None)
        stop_with_kernel().subscribe(self._tell_stops)
        self._binding.load_soon(self._on_options_loaded)
        if options is not None:
            self.options = options

    def _make_binding(self, gateway: Gateway | None, address: str | None, auth: object) -> GatewayBinding:
        return GatewayBinding(gateway, address, auth)

    @property
    def gateway(self) -> Gateway:
        """The `dask_gateway.Gateway` that the widget shows.

        Raises what its constructor raises, ValueError without an address for example.
        """
        return self._binding.gateway

    def connect(self) -> GatewayCluster:
        """Return the cluster that was launched or chosen in the widget, waiting until it runs.

        Raises ValueError if there is none yet, and dask_gateway.GatewayClusterError if it has
        failed or stopped.
        """
        name = self._chosen_cluster()
        cluster = self._connected
        if cluster is None or cluster.name != name or cluster.status != "running":
            self._connected = cluster = self.gateway.connect(name)
        return cluster

    def launch(self, workers: Workers | None = None, **options: Any) -> GatewayCluster:
        """Launch a cluster, wait until it runs, ask for its workers, and return it.

        It has the widget's options, with those given laid over them, which stay as they are in the widget.
        `workers`: 4, or (0, 20) for as many as the work needs between the two; None: what the site's settings
        say, else none. The cluster goes on when it is closed here or the kernel ends, as one that is launched
        in the page, and is that of `cluster_name` from now on.

        Raises ValueError for other workers, OptionsError for options that the gateway would refuse, and
        dask_gateway.GatewayClusterError if the cluster fails; what else dask_gateway raises is passed on.
        """
        wanted = read_workers(workers)
        published, values = self._wait_for_options()
        chosen = published.schema.validated(options, values)
        if wanted is None and not self._binding.is_named:
            wanted = read_site().workers
        # An option may have the name of an argument. What is configured is among the widget's options.
        cluster_options = self.gateway.cluster_options(use_local_defaults=False)
        cluster_options.update(chosen)
        self._connected = cluster = self.gateway.new_cluster(cluster_options, shutdown_on_close=False)
        self.cluster_name = cluster.name
        ask_for(cluster, wanted)
        return cluster

    def _chosen_cluster(self) -> str:
        name: str | None = self.cluster_name
        if name is None:
            if self._launching:
                raise ValueError(spoken("The cluster is just being launched; run this again in a moment."))
            raise ValueError(
                spoken(
                    "No cluster is chosen: launch one in the widget, press “Use in Python” at one, or set "
                    "cluster_name."
                )
            )
        return name

    def get_client(self) -> Client:
        """Return a `distributed.Client` for that cluster; see `connect` for what it raises."""
        client: Client = self.connect().get_client()
        return client

    def plot(self, name: str) -> None:
        """Open a plot of that cluster's dashboard, such as "task stream", "progress" or "workers memory".

        In JupyterLab it is a pane of its own, elsewhere a browser tab, which the browser may forbid.
        Raises ValueError if there is no cluster, or for what is no plot's name; RuntimeError if no page
        shows the widget.
        """
        path = plot_path(name)
        cluster = self._chosen_cluster()
        if self._page is None:
            raise RuntimeError(
                spoken("No page shows this widget: display it first, as the last line of a cell.")
            )
        self._send_to_pages({"type": "plot", "page": self._page, "cluster": cluster, "plot": path})

    @property
    def presets(self) -> dict[str, Preset]:
        """Presets by name: dicts of "description", "options" and "workers" (a number, two bounds or None).

        They are the site's, and the user's own as far as a page that shows the widget has told of them.
        """
        site = {} if self._binding.is_named else presets_of(read_site().presets)
        return {**site, **self._told_presets}

    def use(self, preset: str) -> None:
        """Set the options of a preset, and in the page's form its workers; nothing is launched.

        What cannot be set is warned about, and left as it is. Raises ValueError, with the names that there
        are, for an unknown one, and otherwise what an assignment to `options` raises.
        """
        presets = self.presets
        if preset not in presets:
            raise unknown_preset(preset, presets)
        chosen = presets[preset]
        published, values = self._wait_for_options()
        if self._launching:
            raise RuntimeError(
                spoken("A cluster is being launched with the options as they are: set them after.")
            )
        good, faults = published.schema.taken(chosen["options"], values)
        if faults:
            warnings.warn(
                spoken(
                    "Not all of the preset {preset!r} could be set: {faults}.",
                    preset=preset,
                    faults="; ".join(faults),
                ),
                stacklevel=2,
            )
        if self._page is not None:
            workers = chosen["workers"]
            # Before the options: the form marks what this changes.
            self._send_to_pages(
                {
                    "type": "fill",
                    "page": self._page,
                    "name": preset,
                    "options": json.dumps(good),
                    "workers": None if workers is None else json.dumps(workers),
                }
            )
        self.options = good

    def close(self) -> None:
        """Close the comm to the page; connections to the gateway end with its last widget."""
        super().close()
        # The constructor may have failed before that.
        if (binding := getattr(self, "_binding", None)) is not None:
            self._connected = None
            binding.release()

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return what is synced; before the options are known, there are none in it."""
        if self._current_options() is None:
            keys = self.keys if key is None else [key] if isinstance(key, str) else list(key)
            state = super().get_state([k for k in keys if k != "options"], drop_defaults)
            return {**state, **({"options": "{}"} if "options" in keys else {})}
        state = super().get_state(key, drop_defaults)
        return dict(state)

    def open(self) -> None:
        """Open the comm to the page."""
        super().open()
        self._binding.hold()
        _compat.receive_on_requested_subshell(self.comm)

    # ---- Options ------------------------------------------------------------------------------

    @property
    def _schema(self) -> Schema | None:
        published = self._binding.published
        return None if published is None else published.schema

    def _current_options(self) -> OptionValues | None:
        """Return the options, if they are loaded."""
        published = self._binding.published
        return None if published is None else self._begin_options(published)

    def _wait_for_options(self) -> tuple[PublishedOptions, OptionValues]:
        published = self._binding.wait()
        return published, self._begin_options(published)

    def _begin_options(self, published: PublishedOptions) -> OptionValues:
        with self._lock:
            if self._values is not None:
                return self._values
            values = self._values = published.defaults
            if self._owes_options:
                # Before another message of the page is taken, which may know nothing of them.
                self._revision += 1
                self._began_at = self._revision
        try:
            self._take_unread_options()
        finally:
            # Also if an observer raises.
            if self._owes_options:
                self._send_options(self._began_at, values, initial=True)
        return self._values

    def _read_options(self) -> OptionValues:
        return self._wait_for_options()[1].copied()

    def _assign_options(self, options: Any) -> None:
        published, values = self._wait_for_options()
        if self._launching:
            raise RuntimeError(
                spoken("A cluster is being launched with the options as they are: set them after.")
            )
        new = published.schema.validated(options, values)
        with self._lock:
            self._unread_options = None
        try:
            self._store(new)
        finally:
            # After that, or a page could be told this number without the options; and also if an observer
            # raises. Only what was named: of the others the page may know newer values.
            with self._lock:
                self._revision += 1
                self._options_set_at = revision = self._revision
            self._send_options(revision, options)

    def _send_options(self, revision: int, names: Iterable[str], *, initial: bool = False) -> None:
        """Send these to the pages, as they are now: observers may have set others."""
        values: Mapping[str, Any] = self._values or {}
        named = json.dumps({name: values[name] for name in names})
        self._send_to_pages({"type": "set", "revision": revision, "options": named, "initial": initial})

    def _store(self, new: OptionValues) -> None:
        old, self._values = self._values, new
        if old != new:
            self.notify_change(Bunch(name="options", old=old, new=new, owner=self, type="change"))

    def notify_change(self, change: Bunch) -> None:
        """Call the observers; of the options before the page is sent what is saved in the notebook."""
        if change["name"] != "options":
            super().notify_change(change)
            return
        try:
            HasTraits.notify_change(self, change)
        finally:
            if self.comm is not None:
                self.send_state("options")

    def _on_options_loaded(self) -> None:
        """In the background: the options have been loaded."""
        if self.comm is not None:
            self.send_state("options")

    def _receive_options(self, options: dict[str, Any], changes: protocol.Changes) -> None:
        """Take the options that are valid in the page's form."""
        edited = changes.edited
        self._current_options()
        with self._lock:
            # It has been told of ours meanwhile.
            if not edited and changes.revision < self._began_at:
                return
            is_waiting = not edited and self._values is None
            self._unread_options = None if is_waiting else options
        if is_waiting:
            # The page is told of ours when they are there: they may be configured otherwise than its own.
            self._binding.load(self._on_options_loaded)
        elif not self._take_unread_options():
            # The page may have asked the gateway later than we have.
            self._binding.load(self._take_or_drop_unread_options)

    def _take_or_drop_unread_options(self) -> None:
        if not self._take_unread_options():
            self._unread_options = None

    def _take_unread_options(self) -> bool:
        """Return whether nothing is left to be read."""
        options = self._unread_options
        if options is None:
            return True
        values, schema = self._current_options(), self._schema
        if schema is None or values is None:
            return False
        try:
            new = schema.validated(options, schema.only_published(values))
        except OptionsError:
            return False
        with self._lock:
            # Meanwhile there may be others, or Python code has set some.
            if self._unread_options is not options:
                return self._unread_options is None
            self._unread_options = None
            self._options_set_at = 0
        self._store(new)
        return True

    # ---- The page -----------------------------------------------------------------------------

    @property
    def _launching(self) -> bool:
        return time.monotonic() < self._launch_ends

    def _on_message(self, _: object, content: Any, buffers: Any) -> None:
        """Take a message of the page's. With a busy kernel this may be another thread than the cell's."""
        match protocol.parse(content):
            case protocol.Hello() as hello:
                self._page = hello.page
                self._send_welcome(hello)
            case protocol.Changes() as changes:
                self._page = changes.page
                self._receive_changes(changes)
            case protocol.PresetsTold(_, presets):
                told = told_presets(presets)
                if told is not None:
                    self._told_presets = told
            case protocol.FileRequest(file):
                self._send_to_pages({"type": "file", "file": file}, assets.module_bytes(file))
            case protocol.RelayRequest() as request:
                self._relay_request(request)
            case protocol.Ask(id):
                self._send_to_pages({"type": "pending", "id": id, "value": self._requests.is_pending(id)})

    def _send_welcome(self, hello: protocol.Hello) -> None:
        self._current_options()
        # Sent before another thread can have new options to tell.
        with self._lock:
            values = self._values
            self._owes_options |= values is None
            stop_new, stops = self._stops()
            self._send_to_pages(
                {
                    "type": "welcome",
                    "page": hello.page,
                    "count": hello.count,
                    "revision": self._revision,
                    "options": None if values is None else json.dumps(values),
                    "setAt": self._options_set_at,
                    "cluster": self.cluster_name,
                    "stopNew": stop_new,
                    "stops": stops,
                }
            )

    def _receive_changes(self, changes: protocol.Changes) -> None:
        page = changes.page
        with self._lock:
            known, _ = taken = self._taken.get(page, (0, 0))
            is_news = changes.count > known
            if is_news:
                self._taken[page] = taken = (changes.count, self._revision)
                self._taken.move_to_end(page)
                if len(self._taken) > _REMEMBERED_PAGES:
                    self._taken.popitem(last=False)
        # What comes again, or late, is answered as it was the first time.
        count, revision = taken
        self._send_answer()
        with self._lock:
            self._answer = {"type": "taken", "page": page, "count": count, "revision": revision}
        # It waits for observers of the options, who are to hear of a key at once; others may take long.
        others = (changes.choose, changes.status, changes.figures, changes.stops, changes.stop_new)
        if not is_news or any(other is not None for other in others):
            self._send_answer()
        if not is_news:
            return
        # The last one first; and each, even if an observer of another raises.
        with ExitStack() as stack:
            stack.callback(self._send_answer)
            # A page that has missed what was set since sends its options again when it knows.
            if changes.options is not None and changes.revision >= revision:
                stack.callback(self._receive_options_text, changes.options, changes)
            if changes.launching is not None:
                stack.callback(self._receive_launching, changes.launching)
            if changes.figures is not None and changes.cluster is not None:
                stack.callback(self._receive_figures, changes.cluster, changes.figures)
            if changes.status is not None and changes.cluster is not None:
                stack.callback(self._receive_status, changes.cluster, changes.status)
            if changes.choose is not None:
                stack.callback(self._receive_cluster, changes.choose, None)
            if changes.stops is not None:
                stack.callback(self._receive_stops, changes.stops)
            if changes.stop_new is not None:
                stack.callback(self._receive_stop_new, changes.stop_new)

    def _receive_options_text(self, text: str, changes: protocol.Changes) -> None:
        try:
            options = json.loads(text)
        except (ValueError, RecursionError):
            return
        # Not in the above: an observer's own ValueError is for his user.
        self._receive_options(options, changes)

    def _receive_launching(self, value: bool) -> None:
        self._launch_ends = time.monotonic() + _LAUNCH_TIMEOUT_SECONDS if value else 0.0

    def _receive_status(self, cluster: str, status: str) -> None:
        if cluster == self.cluster_name:
            self._receive_cluster(cluster, status)

    def _receive_figures(self, cluster: str, figures: protocol.Figures) -> None:
        if cluster == self.cluster_name:
            self.cluster_figures = None if figures["workers"] is None else dict(figures)

    def _send_to_pages(self, message: protocol.ToPage, buffer: bytes | None = None) -> None:
        # The page is to know that this comes after what it has sent.
        self._send_answer()
        self.send(message, None if buffer is None else [buffer])

    def _send_answer(self) -> None:
        with self._lock:
            answer, self._answer = self._answer, None
        if answer is not None:
            self.send(answer)

    def _receive_cluster(self, name: str, status: str | None) -> None:
        self._set_by_page = True
        try:
            with self.hold_trait_notifications():
                self.cluster_name = name
                self.cluster_status = status
                if status is None:
                    self.cluster_figures = None
        finally:
            self._set_by_page = False

    def _on_cluster_name(self, change: Any) -> None:
        if not self._set_by_page:
            self.cluster_status = self.cluster_figures = None
            with self._lock:
                self._revision += 1
                revision, cluster = self._revision, self.cluster_name
            self._send_to_pages({"type": "cluster", "revision": revision, "cluster": cluster})

    def _on_stop_with_kernel(self, change: Any) -> None:
        name, stop = self.cluster_name, self.stop_with_kernel
        is_own = change is not None and change["name"] == "stop_with_kernel"
        if name is not None and (stop or is_own) and not self._ticked_by_page:
            is_told = stop_with_kernel().set(name, self._binding.target, stop)
        else:
            is_told = False
        if is_own and not is_told:
            self._tell_stops()

    def _receive_stop_new(self, on: bool) -> None:
        """Take the tick at "Launch cluster": for the cluster that is there, its own tick counts."""
        self._ticked_by_page = True
        try:
            self.stop_with_kernel = on
        finally:
            self._ticked_by_page = False

    def _receive_stops(self, stops: dict[str, bool]) -> None:
        for name, on in stops.items():
            stop_with_kernel().set(name, self._binding.target, on)

    def _stops(self) -> tuple[bool, list[str]]:
        return self.stop_with_kernel, stop_with_kernel().names(self._binding.target)

    def _tell_stops(self) -> None:
        if self.comm is None:
            return
        with self._lock:
            self._revision += 1
            revision = self._revision
            stop_new, stops = self._stops()
        self._send_to_pages({"type": "stops", "revision": revision, "stopNew": stop_new, "stops": stops})

    def _relay_request(self, request: protocol.RelayRequest) -> None:
        """Carry it out, unless it is one that comes again or was given up; it is replied to in any case."""
        if not self._requests.begin(request.id):
            return

        language = language_of_tag(request.language)

        def on_reply(reply: Reply) -> None:
            # What cannot be sent is replaced; if nothing can be, the page asks and hears that it is over.
            try:
                try:
                    self._send_reply(request.id, reply)
                except Exception:
                    self._send_reply(request.id, _unsendable_error().reply(language=language))
            finally:
                self._requests.end(request.id)

        body = (request.body or "").encode("utf-8", "surrogatepass")
        try:
            self._binding.relay(request.method, request.path, body, on_reply, language)
        except BaseException:
            self._requests.end(request.id)
            raise

    def _send_reply(self, id: str, reply: Reply) -> None:
        wait = None if reply.retry_after is None else str(reply.retry_after)
        headers = {"Content-Type": reply.content_type, HEADER: reply.own_error, RETRY_AFTER: wait}
        given = {name: value for name, value in headers.items() if value is not None}
        self._send_to_pages({"type": "reply", "id": id, "status": reply.status, "headers": given}, reply.body)

    # ---- Without a page -----------------------------------------------------------------------

    def _rows(self) -> list[tuple[str, str]]:
        values, schema = self._current_options(), self._schema
        return [] if values is None or schema is None else schema.as_rows(values)

    def _title(self) -> str:
        return f"Dask Gateway {self._address or spoken('(no address is configured)')}"

    def __repr__(self) -> str:
        title = f"{type(self).__name__}: {self._title()}"
        if self._current_options() is None:
            title = spoken("{title}, options not loaded yet", title=title)
        return static_table.as_text(title, self._rows())

    def _ipython_display_(self) -> None:
        """Display it before the options are there, and again when they are, for the table.

        Our own renderer keeps what it has drawn then, others would draw the widget anew. Otherwise IPython
        displays what `_repr_mimebundle_` returns: that is what it does after NotImplementedError.
        """
        shell = ipython_shell()
        is_ours = self._own_type_only and self.comm is not None and not runs_unattended()
        if shell is None or not is_ours or self._current_options() is not None:
            raise NotImplementedError
        # Where this cell's output goes, whatever captures that of a later one.
        publish = shell.display_pub.publish
        transient = {"display_id": uuid.uuid4().hex}
        publish(self._output_data(), transient=transient)

        def publish_again() -> None:
            if self.comm is not None:
                publish(self._output_data(), transient=transient, update=True)

        self._binding.load_soon(publish_again)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        with suppress(OptionsNotLoadedError):
            self._binding.wait(
                _UNATTENDED_DISPLAY_TIMEOUT_SECONDS if runs_unattended() else _DISPLAY_TIMEOUT_SECONDS
            )
        return self._output_data()

    def _output_data(self) -> dict[str, Any]:
        beside = note(has_options=self._current_options() is not None)
        data: dict[str, Any] = {
            "text/plain": repr(self),
            "text/html": static_table.as_html(self._title(), self._rows(), beside),
            MIME: self._renderer_data(),
        }
        if not self._own_type_only:
            data[_WIDGET_VIEW_MIME] = {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.model_id,
            }
        return data

    def _renderer_data(self) -> dict[str, Any]:
        """Return what our own renderer needs when there is no kernel: nothing secret, for it is saved."""
        values = self._current_options()
        return {
            "model_id": self.model_id,
            "address": self._address,
            "ownLogin": self._own_login,
            "view": self.view,
            "options": "{}" if values is None else _options_to_json(values, self),
            "spec": self._spec,
            "cluster": cluster_key(self.cluster_name) if self._one_cluster else None,
        }


def _unsendable_error() -> RequestError:
    return RequestError(
        ErrorId.BAD_REPLY, "The gateway answered with something that the kernel cannot pass on to the page."
    )
