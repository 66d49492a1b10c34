"""What a broken or hostile gateway may answer in place of options: each is told in a sentence, or shown."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from unicodedata import category

import pytest
from dask_gateway.options import Options
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jupyter_dask_gateway import GatewayWidget, OptionsError, OptionsNotLoadedError
from jupyter_dask_gateway.gateway.option_spec import SpecError
from jupyter_dask_gateway.gateway.request import Reply
from jupyter_dask_gateway.widget import gateway_binding
from jupyter_dask_gateway.widget.ipython_display import OptionsWidget
from jupyter_dask_gateway.widget.options import Schema

# Also what `json.loads` makes of a gateway's escapes: lone surrogates, control characters, bidi marks.
TEXTS = st.text(max_size=6) | st.sampled_from(["\ud800", "\x1b[2J", "\u202e", "\n", "<b>", "__proto__", ""])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([10**400, -(10**400), 1e308, math.nan, math.inf])
    | TEXTS
)
ANY = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def nested(depth: int) -> Any:
    value: Any = {}
    for _ in range(depth):
        value = [value]
    return value


KINDS = st.sampled_from(["int", "float", "string", "bool", "select", "mapping", "matrix"])
NAMES = st.sampled_from(["cores", "image", "\ud800", "a\x1b[31m"]) | TEXTS
SPECS = st.fixed_dictionaries(
    {}, optional={"type": KINDS | ANY, "min": ANY, "max": ANY, "options": st.lists(TEXTS) | ANY, "x": ANY}
)
DEFAULTS = ANY | st.sampled_from([nested(90), nested(200), nested(900)])
FIELDS = st.fixed_dictionaries(
    {"field": NAMES, "spec": SPECS, "default": DEFAULTS}, optional={"label": TEXTS | ANY}
) | st.fixed_dictionaries({}, optional={"field": ANY, "spec": SPECS, "default": ANY, "label": ANY})
PUBLISHED = st.lists(FIELDS, max_size=3) | st.lists(FIELDS | ANY, max_size=3) | ANY
BODIES = (
    PUBLISHED.map(lambda it: json.dumps({"cluster_options": it}).encode())
    | ANY.map(lambda it: json.dumps(it).encode())
    | ANY.map(lambda it: json.dumps({"error": it}).encode())
    | st.binary(max_size=20)
    | st.sampled_from(
        [b"[" * 100_000, b'{"cluster_options": ' * 5_000, b"[%s]" % (b"9" * 5_000), b"\xff\xfe["]
    )
)

Answers = Callable[[int, bytes], GatewayWidget]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Return a widget whose gateway answers so, after it has."""
    reply = Reply(500, None, b"")

    async def relay_request(*_: Any) -> Reply:
        return reply

    monkeypatch.setattr(gateway_binding, "relay_request", relay_request)

    def answers_(status: int, body: bytes) -> GatewayWidget:
        nonlocal reply
        reply = Reply(status, "application/json", body)
        widget = GatewayWidget(address="http://127.0.0.1:9")
        told(lambda: widget.options)
        return widget

    return answers_


CATEGORIES = {f"{a}{b}" for a in "LMNPSZ" for b in "cdefiklmnopstu"} - {"Zl", "Zp"}
"""Unicode's, of what can be seen."""


def is_sentence(text: str) -> bool:
    return {category(character) for character in text} <= CATEGORIES and 10 < len(text) <= 1_001


def told(work: Callable[[], Any]) -> Any:
    """Return what it gives, or None if it raises what it may."""
    refused = ""
    try:
        return work()
    except (OptionsError, OptionsNotLoadedError) as error:
        refused = str(error)
    assert is_sentence(refused), refused
    return None


def can_leave(thing: Any) -> None:
    """It can be sent to a page, saved and printed, and steers no terminal."""
    json.dumps(thing, ensure_ascii=False).encode()
    if isinstance(thing, str):
        assert {category(character) for character in thing if character != "\n"} <= CATEGORIES


def use(widget: GatewayWidget, assigned: Any = None) -> None:
    """Do with it all that a notebook does."""
    for text in (repr(widget), str(widget)):
        can_leave(text)
    data = widget._repr_mimebundle_()
    can_leave(data)
    can_leave(data["text/html"])
    can_leave(widget.get_state())
    options = told(lambda: widget.options)
    if options is not None:
        # Unless a default is invalid itself, what is there may be set.
        told(lambda: setattr(widget, "options", dict(options)))
        for name in options:
            told(lambda name=name: setattr(widget, "options", {name: assigned}))
    told(lambda: setattr(widget, "options", assigned))
    for said in ("hello", "options"):
        widget._handle_custom_msg({"type": said, "options": json.dumps({"cores": assigned})}, [])
    can_leave(repr(widget))


ONE = {"field": "n", "label": "N", "default": 1, "spec": {"type": "int"}}
ODD: list[Any] = [
    {"label": ["no", "text"]},
    {"label": None},
    {"label": "\ud800\x1b]0;evil\x07"},
    {"label": "x" * 1_000_000},
    {"field": 7},
    {"field": ["list"]},
    {"field": "\ud800\x1b[2J"},
    {"spec": None},
    {"spec": {}},
    {"spec": {"type": ["int"]}},
    {"spec": {"type": "mapping"}},
    {"spec": {"type": "mapping"}, "default": None},
    {"spec": {"type": "mapping"}, "default": [1, 2]},
    {"spec": {"type": "select"}},
    {"spec": {"type": "select", "options": []}},
    {"spec": {"type": "select", "options": "abc"}},
    {"spec": {"type": "select", "options": [1, None]}},
    {"spec": {"type": "int", "min": 10**400}},
    {"spec": {"type": "float"}, "default": 10**400},
    {"spec": {"type": "float", "min": math.nan, "max": "x"}},
    {"spec": {"type": "int", "field": "twice", "self": 1}},
    {"default": math.nan},
    {"default": 10**4_000},
    {"default": nested(90), "spec": {"type": "matrix"}},
    {"default": nested(300), "spec": {"type": "matrix"}},
    {"default": nested(900), "spec": {"type": "mapping"}},
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:40])
def test_an_odd_field_is_shown_or_refused_in_a_sentence(answers: Answers, odd: dict[str, Any]) -> None:
    widget = answers(200, json.dumps({"cluster_options": [{**ONE, **odd}]}).encode())
    use(widget, nested(400))


def test_what_is_odd_is_said(answers: Answers) -> None:
    for odd, sentence in (
        ({"spec": {"type": "select"}}, r"option 'n' does not say what there is to choose from\.$"),
        ({"field": None}, r"option 1 has no name\.$"),
        ({"default": nested(300)}, r"nested too deeply\.$"),
    ):
        widget = answers(200, json.dumps({"cluster_options": [{**ONE, **odd}]}).encode())
        with pytest.raises(OptionsNotLoadedError, match=sentence):
            _ = widget.options
    widget = answers(200, json.dumps({"cluster_options": [{**ONE, "label": 3}]}).encode())
    assert repr(widget).splitlines()[1:] == ["  n  1"]
    with pytest.raises(OptionsError, match="n is nested too deeply"):
        widget.options = {"n": nested(400)}


def test_a_long_label_makes_no_other_line_longer(answers: Answers) -> None:
    fields = [ONE, {**ONE, "field": "long", "label": "x" * 1_000_000}]
    widget = answers(200, json.dumps({"cluster_options": fields}).encode())
    _, short, long = repr(widget).splitlines()
    assert len(short) < 100
    assert len(long) < 1_100


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from([200, 200, 200, 204, 403, 500]), BODIES, ANY | st.just(nested(400)))
@example(200, b'{"cluster_options": {"a": 1}}', None)
@example(403, b'{"error": ["no", "text"]}', None)
def test_any_answer(answers: Answers, status: int, body: bytes, assigned: Any) -> None:
    use(answers(status, body), assigned)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(FIELDS, max_size=3))
def test_options_objects_made_of_any_answer(published: list[Any]) -> None:
    """dask_gateway makes them, where it does not refuse."""
    try:
        options = Options._from_spec(published)
    except Exception:
        return
    widget = told(lambda: OptionsWidget(options))
    if widget is not None:
        use(widget)


@settings(max_examples=500, deadline=None)
@given(PUBLISHED, ANY)
def test_the_schema_alone(published: Any, assigned: Any) -> None:
    with suppress(SpecError):
        schema = Schema(published)
        check(schema, assigned)


def check(schema: Schema, assigned: Any) -> None:
    values = schema.defaults(dict.fromkeys(("cores", "image"), assigned))
    schema.as_rows(values)
    json.dumps([schema.fit_to_save(values), schema.spec_fit_to_save()])
    told(lambda: schema.validated(dict(values), values))
