"""Amounts in worker templates: quantities as Kubernetes has them, memory limits as Dask reads them."""

import json
import re
from contextlib import suppress
from fractions import Fraction

import pytest
from conftest import REQUESTS, judge
from dask.utils import parse_bytes
from dask_gateway_server.options import Float, Integer, Mapping, Options, Select, String
from hypothesis import given
from hypothesis import strategies as st

from jupyter_dask_gateway.gateway.option_spec import read_specs
from jupyter_dask_gateway.kubernetes.choice import Choice
from jupyter_dask_gateway.kubernetes.template import Template

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


# ---- the migrate command, which is Python, beside the page ---------------------------------------------

NAMES = ["worker_cores", "Worker-Cores", "worker_memory", "worker memory", "worker_cores_limit"]
NAMES += ["worker_memory_limit", "worker_threads", "image", "IMAGE", "env", "cpus", "ram", "size", "profile"]
OPTION_LABELS = [*LABELS, "Memory", "Image", "Environment", "myEnv", "Environs (MB)", "Envelope", "Memory, M"]
SOME_AMOUNTS = ["1", "2", "500m", "1500m", "14G", "2Gi", "100M", "7.5Gi", "0", "1e3", "nonsense"]
CHOICES = ["1 CPU", "2 CPU", "4 CPU", "a:1"]
labels = st.sampled_from(OPTION_LABELS)
numeric = st.sampled_from([0, 1, 2, 4, 2**20, 2**28, 2**30, 16 * 2**30])


@st.composite
def an_option(draw):
    name, label = draw(st.sampled_from(NAMES)), draw(labels | st.none())
    default = draw(numeric)
    return draw(
        st.sampled_from(
            [
                Integer(name, default, label=label),
                Integer(name, default, max=2**40, label=label),
                Float(name, float(default), label=label),
                Select(name, CHOICES, label=label),
                String(name, "a:1", label=label),
                Mapping(name, draw(st.sampled_from([{}, {"A": "1"}, {"A": 1}])), label=label),
            ]
        )
    )


amounts_told = st.sampled_from(
    [0, 0.9, 1, 1.5, 2, 3.8, 2**30, 8 * 2**30, 7.5e9, 1e40, 10**400, True, "1", None]
)
units = st.sampled_from([1, 1024, 2**30, 1e9, 0, 0.4, 0.5, -1, None])
told = st.builds(lambda name, unit: {"option": name, "unit": unit}, st.sampled_from(NAMES), units)
told_resources = st.dictionaries(
    st.sampled_from(["cores", "memory", "gpus"]), amounts_told | told, max_size=3
)
roles = st.dictionaries(st.sampled_from(["worker", "scheduler"]), told_resources, max_size=2)
tables = st.dictionaries(st.sampled_from([*CHOICES, "gone"]), roles, max_size=4)


@st.composite
def a_site(draw):
    values = draw(st.dictionaries(st.sampled_from(NAMES), tables, max_size=2))
    return {**draw(roles), "values": values} if draw(st.booleans()) else None


@st.composite
def a_template(draw):
    resources = st.dictionaries(st.sampled_from(["cpu", "memory"]), st.sampled_from(SOME_AMOUNTS), max_size=2)
    words = [
        "dask-worker",
        "--nthreads",
        "2",
        "--nthreads=0",
        "--nthreads 3",
        "--memory-limit",
        "14GB",
        "0.5",
        "auto",
    ]
    line = "dask-worker --nthreads 1 --memory-limit 7GB"
    return Template(
        "pod",
        limits=draw(resources),
        requests=draw(resources),
        args=draw(st.lists(st.sampled_from([*words, line, "bash", "-c"]), max_size=6)),
        image=draw(st.sampled_from([None, "a:1", "b:2", "${IMAGE}"])),
        env=draw(st.dictionaries(st.sampled_from("AB"), st.sampled_from(["1", "", "${X}"]), max_size=2)),
    )


@given(
    st.lists(an_option(), max_size=5), a_site(), st.lists(a_template(), min_size=REQUESTS, max_size=REQUESTS)
)
def test_the_migrate_command_chooses_the_same(ours, options, site, templates):
    published = json.loads(json.dumps(Options(*options).get_specification()))
    spec = json.dumps({"cluster_options": published, "site": site})
    answers = ours([template.as_json() for template in templates], spec)
    for template, answer in zip(templates, answers, strict=True):
        if "ok" in answer:
            as_it_was = template.as_json()
            chosen = Choice(template, read_specs(published), site).options
            assert chosen == json.loads(json.loads(answer["ok"])["options"]), as_it_was
