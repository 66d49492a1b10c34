"""The options in Python: the server's own validation is the judge of our words."""

from __future__ import annotations

import math
from typing import Any

import pytest
from dask_gateway_server import options as server
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_dask_gateway.widget.options import OptionsError, OptionValues, Schema

FIELDS = [
    server.Integer("cores", default=1, min=1, max=4, label="Cores"),
    server.Integer("free", default=0),
    server.Float("memory", default=1, min=0.25, max=8),
    server.Float("odd", default=math.nan),
    server.String("image", default="a/b:c"),
    server.Bool("debug", default=False),
    server.Select("profile", ["small", "large"], default="small"),
    server.Mapping("environment", default={"A": "1"}),
]
SERVER = server.Options(*FIELDS)
SCHEMA = Schema(SERVER.get_specification())

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-1, 6),
    st.just(10**400),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["small", "large"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
NAMES = st.sampled_from([field.field for field in FIELDS] + ["other", "zz"])


def judged(judge: Any) -> tuple[str, Any]:
    try:
        return "taken", judge()
    except Exception as error:
        return "refused", str(error)


@settings(max_examples=400, deadline=None)
@given(st.one_of(VALUES, st.dictionaries(NAMES, VALUES, max_size=3)))
def test_same_judgement_as_the_server(options: Any) -> None:
    theirs = judged(lambda: SERVER.parse_options(options))
    ours = judged(lambda: dict(SCHEMA.validated(options, {})))
    # As text: NaN is not equal to itself, and 1 is not to be taken for 1.0.
    assert repr(ours) == repr(theirs)


def test_laid_over_what_is_there() -> None:
    values = SCHEMA.validated({"cores": 3}, SCHEMA.defaults({"debug": True}))
    assert values["cores"] == 3
    assert values["debug"] is True
    assert values["environment"] == {"A": "1"}


def test_configured_defaults_that_cannot_be_sent_are_not_taken() -> None:
    values = SCHEMA.defaults({"cores": 99, "no_such": 1, "image": "mine"})
    assert (values["cores"], values["image"]) == (1, "mine")
    assert "no_such" not in values


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(OptionsError, match="environment must be json serializable"):
        SCHEMA.validated({"environment": {"A": object()}}, {})


def test_a_kind_of_the_future_is_left_to_the_gateway() -> None:
    spec = [{"field": "x", "label": "X", "default": [1], "spec": {"type": "matrix"}}]
    assert Schema(spec).validated({"x": [[1]]}, {}) == {"x": [[1]]}


def test_mappings_stand_in_no_text() -> None:
    values = SCHEMA.validated({"environment": {"KEY": "s3cret", "B": "2"}}, {})
    assert "environment" not in SCHEMA.fit_to_save(values)
    assert ("environment", "2 items") in SCHEMA.as_rows(values)
    assert ("Cores", "1") in SCHEMA.as_rows(values)


def test_the_options_of_a_moment_do_not_change() -> None:
    values = OptionValues({"cores": 1})
    for change in (
        lambda: values.__setitem__("cores", 2),
        lambda: values.update(cores=2),
        lambda: values.pop("cores"),
    ):
        with pytest.raises(TypeError, match=r"w\.options = "):
            change()
    assert {**values} == {"cores": 1}
