"""What a page may send, and that both ends know the same sixteen types."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import pytest

from jupyter_dask_gateway.widget import protocol
from jupyter_dask_gateway.widget.protocol import (
    Ask,
    Changes,
    FileRequest,
    FromPage,
    Hello,
    PresetsTold,
    RelayRequest,
    parse,
)

NO_CHANGES: dict[str, Any] = {
    **{"type": "changes", "page": "p", "count": 3, "revision": 1},
    **{"options": None, "launching": None, "choose": None, "cluster": None, "status": None},
}
TASKS = {"all": 9, "released": 1, "memory": 2, "processing": 3, "waiting": 3, "erred": 0}
FIGURES: protocol.Figures = {"workers": 2, "threads": 4, "memory": 2**40, "results": 5, "tasks": TASKS}
MESSAGES: list[tuple[dict[str, Any], FromPage]] = [
    ({"type": "hello", "page": "p"}, Hello("p")),
    ({"type": "hello", "page": "p", "count": 2}, Hello("p", 2)),
    (NO_CHANGES, Changes("p", 3, 1, None, None, None, None, None)),
    (
        {
            **{**NO_CHANGES, "options": '{"cores": 2}', "launching": True},
            **{"choose": "abc", "cluster": "abc", "status": "RUNNING"},
        },
        Changes("p", 3, 1, '{"cores": 2}', True, "abc", "abc", "RUNNING"),
    ),
    (
        {**NO_CHANGES, "stopNew": True, "stops": {"abc": False}},
        Changes("p", 3, 1, None, None, None, None, None, True, {"abc": False}),
    ),
    (
        {**NO_CHANGES, "cluster": "abc", "figures": {**FIGURES, "more": 1}},
        Changes("p", 3, 1, None, None, None, "abc", None, None, None, FIGURES),
    ),
    ({**NO_CHANGES, "edited": False}, Changes("p", 3, 1, None, None, None, None, None, edited=False)),
    ({"type": "presets", "page": "p", "presets": "[]"}, PresetsTold("p", "[]")),
    ({"type": "ask", "id": "1"}, Ask("1")),
    ({"type": "file", "file": "schema"}, FileRequest("schema")),
    (
        {"type": "request", "id": "1", "method": "GET", "path": "config", "body": None},
        RelayRequest("1", "GET", "config", None),
    ),
]


@pytest.mark.parametrize(("content", "message"), MESSAGES)
def test_each_message_of_a_page(content: dict[str, Any], message: FromPage) -> None:
    assert parse(content) == message
    assert parse({**content, "more": 1}) == message, "a newer page may say more"
    later = {"stopNew", "stops", "figures", "edited"} | ({"count"} if content["type"] == "hello" else set())
    for member in set(content) - {"type", "body"} - later:
        assert parse({**content, member: 1.5}) is None
        assert parse({name: value for name, value in content.items() if name != member}) is None


@pytest.mark.parametrize("content", [None, "hello", [], {}, {"type": "welcome"}, {"type": ["hello"]}])
def test_anything_else_is_no_message(content: object) -> None:
    assert parse(content) is None


def test_ticks_that_are_none_are_left_out() -> None:
    odd = {"stopNew": 1, "stops": {"a": "yes", "b": True, "c": None}}
    changes = parse({**NO_CHANGES, **odd})
    assert isinstance(changes, Changes)
    assert (changes.stop_new, changes.stops) == (None, {"b": True})
    assert parse({**NO_CHANGES, "stops": ["a"]}) == parse(NO_CHANGES)


@pytest.mark.parametrize("odd", [None, -1, 1.5, True, "2", [2], {}])
def test_figures_that_are_none_are_not_known(odd: object) -> None:
    for name in FIGURES:
        changes = parse({**NO_CHANGES, "figures": {**FIGURES, name: odd}})
        assert isinstance(changes, Changes)
        assert changes.figures == {**FIGURES, name: None}
    for state in TASKS:
        changes = parse({**NO_CHANGES, "figures": {**FIGURES, "tasks": {**TASKS, state: odd}}})
        assert isinstance(changes, Changes)
        assert changes.figures == {**FIGURES, "tasks": None}
    assert parse({**NO_CHANGES, "figures": []}) == parse(NO_CHANGES)


def test_sixteen_types() -> None:
    from_page = {content["type"] for content, _ in MESSAGES}
    assert {type(message) for _, message in MESSAGES} == set(get_args(FromPage))
    to_page = [get_args(get_type_hints(kind)["type"])[0] for kind in get_args(protocol.ToPage)]
    assert len(from_page) + len(to_page) == 16
    overview = (protocol.__doc__ or "").replace("→", " ").replace("←", " ").split()
    assert {*from_page, *to_page} <= set(overview)
