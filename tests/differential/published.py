"""Options as an administrator publishes them, and values for them."""

from dask_gateway_server.options import Bool, Float, Integer, Mapping, Select, String
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
NAMES = st.one_of(st.sampled_from(["n", "m", "worker_cores"]), texts())


@st.composite
def fields(draw, names=NAMES):
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
