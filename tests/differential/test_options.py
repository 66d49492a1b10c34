"""validateOptions beside dask_gateway_server.options: the same values, first error and text."""

import json

import pytest
from conftest import REQUESTS, judge
from dask_gateway_server.options import Bool, Float, Integer, Options, Select, String
from hypothesis import given
from hypothesis import strategies as st
from published import fields, leaves, numbers, values
from texts import texts


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
