"""Amounts in worker templates: quantities as Kubernetes has them, memory limits as Dask reads them."""

import json
import re
from contextlib import suppress
from fractions import Fraction

import pytest
from conftest import REQUESTS, judge
from dask.utils import parse_bytes
from dask_gateway_server.options import Float, Integer, Options, Select
from hypothesis import given
from hypothesis import strategies as st

# The first counts bytes, by its name and its default.
SPEC = json.dumps(
    Options(
        Integer("worker_memory", default=4 * 2**30),
        Float("worker_cores", default=1.0),
    ).get_specification()
)
MOST = 2**63 - 1
"""Kubernetes takes what is larger for this."""
NANO = Fraction(1, 10**9)
"""It keeps nothing smaller."""

# https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
QUANTITY = re.compile(
    r"(?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))"
    r"(?:(?P<binary>[KMGTPE]i)|(?P<decimal>[numkMGTPE]?)|[eE](?P<exponent>[+-]?[0-9]+))"
)
BINARY = {
    suffix: Fraction(1024) ** power for power, suffix in enumerate(["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"], 1)
}
DECIMAL = {
    suffix: Fraction(10) ** (3 * power)
    for power, suffix in enumerate(["n", "u", "m", "", "k", "M", "G", "T", "P", "E"], -3)
}


def quantity(text):
    """Return what Kubernetes makes of a quantity, exactly; None for what is none, or below zero."""
    found = QUANTITY.fullmatch(text)
    if found is None:
        return None
    value = Fraction(found["number"])
    if found["binary"]:
        value *= BINARY[found["binary"]]
    elif found["exponent"]:
        # Beyond this, all is as large or as small as can be.
        value *= Fraction(10) ** max(-1_000, min(1_000, int(found["exponent"])))
    else:
        value *= DECIMAL[found["decimal"]]
    if value < 0:
        return None
    return min(-(-value // NANO) * NANO, Fraction(MOST))


def memory_limit(text):
    """Return the bytes of a `--memory-limit`; None where it is no size. Raises for what Dask cannot read."""
    if text == "auto":
        return None
    with suppress(ValueError):
        if float(text) <= 1:
            return None
    size = parse_bytes(text)
    if not 0 <= size <= MOST:
        raise ValueError("nothing has so much memory")
    return size


digits = st.text("0123456789", max_size=12)
numbers = st.builds(
    "".join,
    st.tuples(st.sampled_from(["", "", "", "+", "-"]), digits, st.sampled_from(["", ".", ".."]), digits),
)
exponents = st.builds(
    "".join,
    st.tuples(st.sampled_from("eE"), st.sampled_from(["", "+", "-"]), st.text("0123456789", max_size=3)),
)
suffixes = st.sampled_from(
    [
        *BINARY,
        *DECIMAL,
        "K",
        "ki",
        "mi",
        "GB",
        "GiB",
        "kB",
        "b",
        "B",
        "tib",
        "E",
        "EB",
        " G",
        "G ",
        " gb",
        "i",
        "x",
        "_",
    ]
)
amounts = st.builds("".join, st.tuples(numbers, exponents | st.just(""), suffixes)) | st.sampled_from(
    [
        "auto",
        "AUTO",
        "nan",
        "inf",
        "-inf",
        "0",
        "1",
        "1.0",
        "0.5",
        "1_000",
        "1e400",
        "GB",
        "5 foos",
        "1 0 GB",
        "9223372036854775807",
        "9223372036854775808",
    ]
)


@pytest.fixture(scope="module")
def ours():
    with judge("convert.mjs") as ask:
        yield lambda templates, spec=SPEC: ask([spec, [json.dumps(template) for template in templates]])


def pod(container):
    return {"spec": {"containers": [container]}}


def option(answer, name):
    return json.loads(json.loads(answer["ok"])["options"]).get(name)


@given(st.lists(amounts, min_size=REQUESTS, max_size=REQUESTS))
def test_quantities(ours, texts):
    for of in ["memory", "cpu"]:
        answers = ours(pod({"resources": {"limits": {of: text}}}) for text in texts)
        for text, answer in zip(texts, answers, strict=True):
            expected = quantity(text)
            if expected is None:
                assert "is no quantity" in answer["error"], text
            elif of == "memory":
                assert option(answer, "worker_memory") == -(-expected // 1), text
            else:
                assert float(option(answer, "worker_cores")) == float(expected), text


@given(st.lists(amounts, min_size=REQUESTS, max_size=REQUESTS))
def test_memory_limits(ours, texts):
    answers = ours(pod({"args": ["dask-worker", "--memory-limit", text]}) for text in texts)
    for text, answer in zip(texts, answers, strict=True):
        try:
            expected = memory_limit(text)
        except (ValueError, OverflowError):
            assert "is no size" in answer["error"], text
        else:
            assert option(answer, "worker_memory") == expected, text


def test_texts_of_another_kind():
    with judge("convert.mjs") as ask:
        [long, odd] = ask([SPEC, ["a: 1\n" * 2_000_000, "a: \ud800"]])
    assert "longer than a megabyte" in long["error"]
    assert "No worker template was found" in odd["error"]


def test_the_settings_of_the_site(ours):
    options = Options(Select("size", ["1 CPU", "4 CPU", "2 CPU"]), Integer("ram")).get_specification()
    sizes = {text: {"worker": {"cores": int(text[0])}} for text in ["1 CPU", "2 CPU", "4 CPU"]}
    site = {"values": {"size": sizes}, "worker": {"memory": {"option": "ram", "unit": 2**20}}}
    spec = json.dumps({"cluster_options": options, "site": site})
    [answer] = ours([pod({"resources": {"limits": {"cpu": "1500m", "memory": "1Gi"}}})], spec)
    assert [option(answer, name) for name in ["size", "ram"]] == ["2 CPU", 1024]


# In GiB, MiB and GB.
LABELS = {"Worker Memory (GiB)": 2**30, "Memory in MiB": 2**20, "worker memory [GB]": 10**9}


@given(st.integers(1, 2**50), st.sampled_from([*LABELS]))
def test_a_unit_of_the_option(ours, size, label):
    spec = json.dumps(Options(Float("worker_memory", default=1.0, label=label)).get_specification())
    [answer] = ours([pod({"resources": {"limits": {"memory": size}}})], spec)
    given = Fraction(str(option(answer, "worker_memory")))
    exact = Fraction(size, LABELS[label])
    assert abs(given - exact) <= Fraction(1, 200) or (exact < Fraction(1, 100) and given == Fraction(1, 100))
