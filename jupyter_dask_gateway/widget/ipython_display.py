"""`%load_ext jupyter_dask_gateway`: this package's widgets where dask_gateway's own objects are displayed.

dask_gateway's objects display themselves (`_ipython_display_`); IPython asks the functions registered
for a class before that, so nothing of theirs is changed, and `%unload_ext` takes the functions away.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

from dask_gateway import Gateway, GatewayCluster
from dask_gateway.options import Options
from IPython.display import display

from .. import _compat
from ..cluster_key import cluster_key
from ..config.options import read_options
from ..gateway.option_spec import SpecError
from ..languages import in_language, language_of_environment, spoken
from ..plain_text import plain_line
from ..secret_names import DOTS
from . import static_table
from .gateway_binding import GatewayBinding, PublishedOptions
from .options import OptionsError, OptionValues, Schema
from .widget import GatewayWidget

_ATTRIBUTE = "_jupyter_dask_gateway_widget"


def load(ipython: Any) -> None:
    """Show the objects with our widgets."""
    formatter = ipython.display_formatter.ipython_display_formatter
    formatter.for_type(Options, lambda options: display(_widget_of(options, OptionsWidget)))
    formatter.for_type(GatewayCluster, _show_cluster)
    # In a list, say, they are text.
    text = _text_formatter(ipython)
    text.for_type(Options, lambda options, printer, cycle: printer.text(_text_of_options(options)))
    text.for_type(GatewayCluster, lambda cluster, printer, cycle: printer.text(_text_of(cluster)))


def unload(ipython: Any) -> None:
    """Show them as dask_gateway does."""
    formatter = ipython.display_formatter.ipython_display_formatter
    for kind in (Options, GatewayCluster):
        formatter.pop(kind, None)
        _text_formatter(ipython).pop(kind, None)


def _text_formatter(ipython: Any) -> Any:
    return ipython.display_formatter.formatters["text/plain"]


def _show_cluster(cluster: GatewayCluster) -> None:
    if cluster.name is None:
        # An asynchronous one that nobody has awaited yet.
        text = _text_of(cluster)
        html = static_table.as_html(text, [], spoken("It is not started before it is awaited."))
        display({"text/plain": text, "text/html": html}, raw=True)
    else:
        display(_widget_of(cluster, ClusterWidget))


def _text_of(cluster: GatewayCluster) -> str:
    """Return its `repr` with its key in place of its name, which is a secret that notebooks would keep."""
    return plain_line(
        f"GatewayCluster<{cluster_key(cluster.name) or 'no name yet'}, status={cluster.status}>"
    )


def _text_of_options(options: Options) -> str:
    """Return what dask_gateway writes of them, with dots for what stands in no notebook."""
    fields = _compat.option_fields(options)
    values = _values(fields)
    shown: dict[str, Any] = {}
    # Of what no form can show, nothing is known either.
    with suppress(SpecError):
        shown = _schema(fields).fit_to_save(values)
    texts = [f"{name}={repr(shown[name]) if name in shown else DOTS}" for name in values]
    return plain_line(f"Options<{', '.join(texts)}>")


def _widget_of(thing: Any, kind: Any) -> GatewayWidget:
    """Return the object's widget. It lives as long as the object, which it must not keep alive."""
    widget: GatewayWidget | None = thing.__dict__.get(_ATTRIBUTE)
    if widget is None or widget.comm is None:
        widget = kind(thing)
        # Past the object's own __setattr__: of Options, that sets an option.
        object.__setattr__(thing, _ATTRIBUTE, widget)
    return widget


class ClusterWidget(GatewayWidget):
    """One `dask_gateway.GatewayCluster`."""

    def __init__(self, cluster: GatewayCluster) -> None:
        """Show this cluster and no other."""
        super().__init__(cluster.gateway, view="clusters", _one_cluster=True)
        self.cluster_name = cluster.name

    def _title(self) -> str:
        return spoken("Dask cluster {key}", key=cluster_key(self.cluster_name))

    def _rows(self) -> list[tuple[str, str]]:
        return [(spoken("Gateway"), str(self._address))]


class OptionsWidget(GatewayWidget):
    """One `dask_gateway.options.Options`, bound both ways: its form belongs to that very object."""

    def __init__(self, options: Options) -> None:
        """Show the object's options; the clusters are launched by Python code.

        Raises OptionsError for what no form can show, which dask_gateway takes from a gateway as it is.
        """
        self._option_fields: dict[str, Any] = _compat.option_fields(options)
        try:
            schema = _schema(self._option_fields)
        except SpecError as error:
            raise OptionsError(in_language(error.sentence, language_of_environment())) from None
        self._object_binding = _ObjectBinding(schema, _values(self._option_fields))
        super().__init__(
            view="options",
            # What stands in no notebook comes by message.
            _spec=json.dumps(schema.spec_fit_to_save()),
        )
        # The objects to which dask_gateway gives each new value, as if they were its own widgets.
        self._listeners = [_FieldListener(self._object_changed) for _ in self._option_fields]
        for field, listener in zip(self._option_fields.values(), self._listeners, strict=True):
            _compat.watch_field(field, listener)

    def _make_binding(self, *_: Any) -> GatewayBinding:
        return self._object_binding

    def _title(self) -> str:
        return spoken("Dask Gateway cluster options")

    def _stops(self) -> tuple[bool, list[str]]:
        return False, []

    def _store(self, new: OptionValues) -> None:
        for name, field in self._option_fields.items():
            if field.value != new[name] or type(field.value) is not type(new[name]):
                field.value = new[name]
        super()._store(new)

    def _object_changed(self) -> None:
        values = _values(self._option_fields)
        if values != self._values:
            self.options = values


class _FieldListener:
    """What `Field.set` gives a new value to."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change

    value = property(fset=lambda self, _: self._on_change())


class _ObjectBinding(GatewayBinding):
    """Options without a gateway."""

    def __init__(self, schema: Schema, values: OptionValues) -> None:
        self._published = PublishedOptions(schema, values)

    address = None
    is_named = False
    relay_id = ""

    def hold(self) -> Any:
        return None

    def release(self) -> None:
        pass

    @property
    def gateway(self) -> Gateway:
        raise ValueError(spoken("These options belong to no gateway; use gateway.new_cluster(options)."))

    def load(self, on_loaded: Any = None) -> Any:
        return None


def _schema(fields: dict[str, Any]) -> Schema:
    """Return the schema of these fields. Raises SpecError for what no form can show."""
    return Schema([_field_spec(field) for field in fields.values()], _configured_names())


def _configured_names() -> Collection[str]:
    """Return the options that dask's configuration has defaults for, as far as it can be read."""
    configured = read_options()
    return {*configured.usable, *configured.faults}


def _values(fields: dict[str, Any]) -> OptionValues:
    return OptionValues({name: field.value for name, field in fields.items()}).copied()


def _field_spec(field: Any) -> dict[str, Any]:
    """Return the option spec of this field, with its present value as the default."""
    spec: dict[str, Any] = {"type": _compat.field_kind(field)}
    for name in ("min", "max", "options"):
        if getattr(field, name, None) is not None:
            spec[name] = getattr(field, name)
    return {"field": field.field, "label": field.label, "default": field.value, "spec": spec}
