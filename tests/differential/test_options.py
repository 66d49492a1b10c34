"""validateOptions beside dask_gateway_server.options: the same values, first error and text."""

import json

import pytest
from conftest import REQUESTS, judge
from dask_gateway_server.options import Bool, Float, Integer, Mapping, Options, Select, String
from hypothesis import given
from hypothesis import strategies as st
from texts import texts, trees

numbers = st.one_of(
    st.booleans(),
    st.integers(-3, 5),
    st.integers(),
    # Around 2**53, where floats begin to skip integers, and around the largest float.
    st.integers(2**53 - 4, 2**53 + 4),
    st.integers(2**1024 - 2**971, 2**1024),
    st.floats(),
    st.sampled_from([0.0, -0.0, 0.5, 1.0, 1e15, 1e16, 1e22, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308]),
    st.decimals(-10, 10, places=7).map(float),
)
leaves = st.one_of(st.none(), numbers, texts())
values = trees(leaves)
names = st.one_of(st.sampled_from(["n", "m", "worker_cores"]), texts())


@st.composite
def fields(draw):
    """A field as an administrator could write it; None where its class refuses the arguments."""
    name, label = draw(names), draw(texts())
    kind = draw(st.sampled_from([Integer, Float, String, Bool, Select, Mapping]))
    try:
        if kind in (Integer, Float):
            low, high = draw(st.none() | numbers), draw(st.none() | numbers)
            default = draw(st.sampled_from([low, high, 1]) | numbers)
            return kind(name, default=1 if default is None else default, min=low, max=high, label=label)
        if kind is Select:
            choices = draw(st.lists(texts(), min_size=1, max_size=4))
            return Select(name, choices, default=draw(st.sampled_from(choices)), label=label)
        default = {
            String: texts(),
            Bool: st.booleans(),
            Mapping: st.dictionaries(texts(), values, max_size=2),
        }
        return kind(name, default=draw(default[kind]), label=label)
    except (TypeError, ValueError, OverflowError, AttributeError):  # The last: a maximum below the minimum.
        return None


@st.composite
def requests(draw, published):
    """A request for these fields: often right, sometimes nearly, sometimes anything."""
    if draw(st.integers(0, 9)) == 0:
        return draw(values)
    request = {}
    for field in published:
        likely = {Integer: numbers, Float: numbers, String: texts(), Bool: st.booleans()}.get(
            type(field), values
        )
        if isinstance(field, Select):
            likely = st.sampled_from(list(field.options))
        choice = draw(st.integers(0, 9))
        if choice < 7:
            request[field.field] = draw(likely)
        elif choice == 7:
            request[field.field] = draw(values)
    if draw(st.integers(0, 9)) == 0:
        request[draw(texts())] = draw(leaves)
    return request


@st.composite
def cases(draw):
    published = [field for field in draw(st.lists(fields(), min_size=1, max_size=5)) if field is not None]
    return Options(*published), draw(st.lists(requests(published), min_size=REQUESTS, max_size=REQUESTS))


def theirs(options, text):
    """What the server makes of a request's `cluster_options`: routes.py, then backends/base.py."""
    try:
        return {"ok": json.dumps(options.parse_options(json.loads(text) or {}))}
    except Exception as exc:
        return {"error": str(exc)}


@pytest.fixture(scope="module")
def ours():
    """`[spec, [request, …]]` in, what became of each request out."""
    with judge() as answer:
        yield answer


@given(case=cases())
def test_agrees_with_the_server(case, ours):
    options, wanted = case
    spec = json.dumps(options.get_specification())
    texts = [json.dumps(request) for request in wanted]
    expected = [theirs(options, text) for text in texts]
    answers = ours([spec, texts])
    for text, answer, judgement in zip(texts, answers, expected, strict=True):
        answer.pop("at", None)
        assert answer == judgement, f"\nspec    {spec}\nrequest {text}"
