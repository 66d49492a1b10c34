"""GatewayWidget: what the page shows, as Python values; and what Python sets, in the page."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ipywidgets import DOMWidget
from traitlets import Bool, Bunch, Enum, TraitType, Unicode

from .. import _compat
from ..gateway.errors import HEADER
from ..gateway.request import Reply
from . import assets, protocol, static_table
from .frontend import MODULE, MODULE_VERSION, NOT_DRAWN, Frontend, draws_by_our_type, with_anywidget
from .frontend import usual as usual_frontend
from .gateway_binding import GatewayBinding, PublishedOptions
from .options import OptionsError, OptionsNotLoadedError, OptionValues, Schema

if TYPE_CHECKING:
    from dask_gateway import Gateway, GatewayCluster
    from distributed import Client
    from typing_extensions import Self

_WIDGET_VIEW_MIME = "application/vnd.jupyter.widget-view+json"
MIME = "application/vnd.jupyter-dask-gateway+json"
"""For our own renderer in JupyterLab and Notebook, which needs no kernel."""

_DISPLAY_TIMEOUT_SECONDS = 0.5
"""Seconds for which a display waits for the options, to put them into the static table."""
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
    """The login is not the one of dask's configuration, which a Jupyter server would use."""
    _one_cluster = Bool(False).tag(sync=True)
    """Only the cluster of `cluster_name` is shown."""
    _spec = Unicode("").tag(sync=True)
    """The options of a form that belongs to no gateway; JSON text."""

    def __new__(cls, *args: Any, frontend: Frontend | None = None, **kwargs: Any) -> Self:
        """Make one of a subclass, if another front end than ours is to draw it."""
        if frontend not in (None, "ipywidgets", "anywidget"):
            raise ValueError(f'frontend must be "ipywidgets" or "anywidget", got {frontend!r}')
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
        arguments are the traits of an ipywidget, such as `layout` and `view`.

        Raises ValueError if both gateway and address are given or the front end is unknown, and for `options`
        what an assignment to them raises; ImportError for "anywidget" where that is not installed.
        """
        if gateway is not None and (address is not None or auth is not None):
            raise ValueError("give either a gateway, or its address and auth")
        self._binding = self._make_binding(gateway, address, auth)
        self._values: OptionValues | None = None
        self._set_by_python = False
        """The options were last changed here, and not in a page."""
        self._launch_ends = 0.0
        self._set_by_page = False
        self._connected: GatewayCluster | None = None
        self._own_type_only = frontend is None and draws_by_our_type() and self._model_module == MODULE
        """The output names our own type, and not ipywidgets'."""
        super().__init__(
            _uid=uuid.uuid4().hex,
            _address=self._binding.address,
            _relay=self._binding.relay_id,
            _own_login=self._binding.uses_own_login,
            **kwargs,
        )
        self.on_msg(self._on_message)
        self.observe(self._on_cluster_name, "cluster_name")
        self._binding.load(self._on_options_loaded)
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
        name = self.cluster_name
        if name is None:
            if self._launching:
                raise ValueError("The cluster is just being launched; run this again in a moment.")
            raise ValueError(
                "No cluster is chosen: launch one in the widget, press “Use in Python” at one, or set "
                "cluster_name."
            )
        cluster = self._connected
        if cluster is None or cluster.name != name or cluster.status != "running":
            self._connected = cluster = self.gateway.connect(name)
        return cluster

    def get_client(self) -> Client:
        """Return a `distributed.Client` for that cluster; see `connect` for what it raises."""
        client: Client = self.connect().get_client()
        return client

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
        _compat.receive_on_requested_subshell(self.comm)

    # ---- Options ------------------------------------------------------------------------------

    @property
    def _schema(self) -> Schema | None:
        published = self._binding.published
        return None if published is None else published.schema

    def _current_options(self) -> OptionValues | None:
        """Return the options, if they are loaded."""
        published = self._binding.published
        if self._values is None and published is not None:
            self._values = published.defaults
        return self._values

    def _wait_for_options(self) -> tuple[PublishedOptions, OptionValues]:
        published = self._binding.wait()
        if self._values is None:
            self._values = published.defaults
        return published, self._values

    def _read_options(self) -> OptionValues:
        return self._wait_for_options()[1].copied()

    def _assign_options(self, options: Any) -> None:
        published, values = self._wait_for_options()
        if self._launching:
            raise RuntimeError("A cluster is being launched with the options as they are: set them after.")
        new = published.schema.validated(options, values)
        self._set_by_python = True
        self._store(new)
        # Only what was named: of the others the page may know newer values.
        self._send_to_pages({"type": "set", "options": json.dumps({name: new[name] for name in options})})

    def _store(self, new: OptionValues) -> None:
        old, self._values = self._values, new
        if old != new:
            self.notify_change(Bunch(name="options", old=old, new=new, owner=self, type="change"))

    def _on_options_loaded(self) -> None:
        """In the background: the options have been loaded."""
        if self.comm is not None:
            self.send_state("options")

    def _receive_options(self, options: dict[str, Any], retry: bool = True) -> None:
        """Take the options that are valid in the page's form."""
        values, schema = self._current_options(), self._schema
        if schema is None or values is None:
            self._binding.load(lambda: self._receive_options(options))
            return
        try:
            new = schema.validated(options, schema.only_published(values))
        except OptionsError:
            # The page has asked the gateway later than we have.
            if retry:
                self._binding.load(lambda: self._receive_options(options, retry=False))
            return
        self._set_by_python = False
        self._store(new)

    # ---- The page -----------------------------------------------------------------------------

    @property
    def _launching(self) -> bool:
        return time.monotonic() < self._launch_ends

    def _on_message(self, _: object, content: Any, buffers: Any) -> None:
        """Take a message of the page's. With a busy kernel this may be another thread than the cell's."""
        match protocol.parse(content):
            case protocol.Hello():
                values = self._current_options()
                self._send_to_pages(
                    {
                        "type": "welcome",
                        "options": None if values is None else json.dumps(values),
                        "byPython": self._set_by_python,
                        "cluster": self.cluster_name,
                    }
                )
            case protocol.FormOptions(options):
                self._send_to_pages({"type": "taken"})
                self._receive_options(json.loads(options))
            case protocol.Launching(value):
                self._launch_ends = time.monotonic() + _LAUNCH_TIMEOUT_SECONDS if value else 0.0
            case protocol.Choose(cluster):
                self._receive_cluster(cluster, None)
            case protocol.Status(cluster, status):
                if cluster == self.cluster_name:
                    self._receive_cluster(cluster, status)
            case protocol.FileRequest(file):
                self._send_to_pages({"type": "file", "file": file}, assets.module_bytes(file))
            case protocol.RelayRequest() as request:
                self._relay_request(request)

    def _send_to_pages(self, message: protocol.ToPage, buffer: bytes | None = None) -> None:
        self.send(message, None if buffer is None else [buffer])

    def _receive_cluster(self, name: str, status: str | None) -> None:
        self._set_by_page = True
        try:
            with self.hold_trait_notifications():
                self.cluster_name = name
                self.cluster_status = status
        finally:
            self._set_by_page = False

    def _on_cluster_name(self, change: Any) -> None:
        if not self._set_by_page:
            self.cluster_status = None
            self._send_to_pages({"type": "cluster", "cluster": change.new})

    def _relay_request(self, request: protocol.RelayRequest) -> None:
        def on_reply(reply: Reply) -> None:
            headers = {"Content-Type": reply.content_type, HEADER: reply.own_error}
            self._send_to_pages(
                {
                    "type": "reply",
                    "id": request.id,
                    "status": reply.status,
                    "headers": {name: value for name, value in headers.items() if value is not None},
                },
                reply.body,
            )

        body = (request.body or "").encode("utf-8", "surrogatepass")
        self._binding.relay(request.method, request.path, body, on_reply)

    # ---- Without a page -----------------------------------------------------------------------

    def _rows(self) -> list[tuple[str, str]]:
        values, schema = self._current_options(), self._schema
        return [] if values is None or schema is None else schema.as_rows(values)

    def _title(self) -> str:
        return f"Dask Gateway {self._address or '(no address is configured)'}"

    def __repr__(self) -> str:
        title = f"{type(self).__name__}: {self._title()}"
        if self._current_options() is None:
            title += ", options not loaded yet"
        return static_table.as_text(title, self._rows())

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        with suppress(OptionsNotLoadedError):
            self._binding.wait(_DISPLAY_TIMEOUT_SECONDS)
        data: dict[str, Any] = {
            "text/plain": repr(self),
            "text/html": static_table.as_html(self._title(), self._rows(), NOT_DRAWN),
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


def cluster_key(name: str | None) -> str | None:
    """Return the key of the cluster of this name: what may be shown of it, as the panel shows it."""
    return None if name is None else name.rpartition(".")[2][:8]
