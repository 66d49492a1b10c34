"""The TLS members are cut out of clusters' JSON; nothing else changes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_dask_gateway.gateway import redaction
from jupyter_dask_gateway.gateway.pace import Slice

SECRETS = b'"tls_cert": "-----BEGIN CERTIFICATE-----", "tls_key": "-----BEGIN PRIVATE KEY-----"'


def without_tls(body: bytes) -> bytes:
    work = redaction.without_tls(body)
    while True:
        try:
            next(work)
        except StopIteration as done:
            return done.value


def test_cluster() -> None:
    body = b'{"name": "a1", "options": {}, ' + SECRETS + b"}"
    assert without_tls(body) == b'{"name": "a1", "options": {}}'


def test_list() -> None:
    body = b'{"a1": {"name": "a1", ' + SECRETS + b'}, "b2": {' + SECRETS + b', "name": "b2"}}'
    assert without_tls(body) == b'{"a1": {"name": "a1"}, "b2": { "name": "b2"}}'


def test_nulls_of_a_cluster_that_does_not_run() -> None:
    assert without_tls(b'{"tls_cert": null, "tls_key": null}') == b"{}"


def test_every_one_of_duplicate_members() -> None:
    assert without_tls(b'{"tls_key": "a", "x": 1, "tls_key": "b"}') == b'{ "x": 1}'


def test_escaped_spelling_beside_the_plain_one() -> None:
    assert without_tls(b'{"tls\\u005fkey": "a", "tls_cert": "b"}') == b"{}"


@pytest.mark.parametrize(
    "value",
    [
        b"NaN",
        b"-Infinity",
        b"1.0",
        b"1.00",
        b"1e400",
        b"-0.0",
        b"9007199254740993",
        b"9" * 5000,
        rb'"\ud800"',
        rb'"\u00e9\/\" , } tls_key"',
        '"é 日本 \U0001f600"'.encode(),
        b'"\xff not UTF-8"',
        b'{"a": 1, "a": 2}',
        b'[ 1,2 ,\t{"x" :null}\r\n]',
        b'{"tls_key": "an option of the user\'s, called so"}',
    ],
)
def test_everything_else_stays_byte_for_byte(value: bytes) -> None:
    body = b'{"start_time" : 1,  "options": {"v": ' + value + b"}, " + SECRETS + b"}\n"
    assert without_tls(body) == b'{"start_time" : 1,  "options": {"v": ' + value + b"}}\n"


def test_a_users_own_option_of_that_name() -> None:
    body = b'{"options": {"tls_key": "x"}, ' + SECRETS + b"}"
    assert without_tls(body) == b'{"options": {"tls_key": "x"}}'
    listed = b'{"a1": ' + body + b"}"
    assert without_tls(listed) == b'{"a1": {"options": {"tls_key": "x"}}}'


def test_a_mapping_of_the_options_spec() -> None:
    spec = [{"field": "tls_key", "default": {"tls_key": "x"}, "spec": {"type": "mapping"}}]
    body = json.dumps({"cluster_options": spec}).encode()
    assert without_tls(body) == body


@pytest.mark.parametrize("body", [b"", b"not JSON", b"[1, 2", b'{"error": NaN', b"<html>"])
def test_a_body_without_them_is_not_even_read(body: bytes) -> None:
    assert without_tls(body) is body


@pytest.mark.parametrize(
    "body",
    [
        b'{"tls_key": "abc',
        b'{"tls_key": "abc"',
        b'{"tls_key" "abc"}',
        b'{"tls_key": "abc"} {"tls_key": "abc"}',
        b'{"a": 1 "tls_key": "abc"}',
        b'{"tls_key": "abc",}',
        b"{tls_key: abc}",
        b'{1: "tls_key"}',
        b'[{"tls_key": "abc"}]',
        b'<script>{"tls_key": "abc"}</script>',
        b'{"tls_key": }',
        b'{"a": [1}, "tls_key": "abc"}',
        b'{"a": ], "tls_key": "abc"}',
        b'{"tls_key": "abc\\',
        b'{"tls_key": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'"tls_key"',
        b'{"tls_key" : "abc", "\\uZZZZ": 1}',
    ],
)
def test_where_the_key_cannot_be_found_nothing_is_passed(body: bytes) -> None:
    with pytest.raises(ValueError):
        without_tls(body)


@pytest.mark.parametrize("depth", [1, 2, 500])
def test_any_depth(depth: int) -> None:
    nested = b'[{"a":' * depth + b"1" + b"}]" * depth
    assert without_tls(b'{"tls_key": ' + nested + b', "a": ' + nested + b"}") == b'{ "a": ' + nested + b"}"


@pytest.mark.parametrize("offset", range(-12, 13))
@pytest.mark.parametrize("unit", [b" ", b"7", b'"\\\\\\""', b'"\\u00e9 x"', b"[[]]"])
def test_where_one_step_ends_and_the_next_begins(offset: int, unit: bytes) -> None:
    count = (redaction._STEP + offset) // len(unit) + 1
    separator = b"" if unit in b" 7" else b","
    filling = separator.join([unit] * count)
    value = {b" ": filling + b"1", b"7": filling}.get(unit, b"[" + filling + b"]")
    body = b'{"x":' + value + b"," + SECRETS + b',"y":"' + b"z" * offset + b'"}'
    assert without_tls(body) == b'{"x":' + value + b',"y":"' + b"z" * offset + b'"}'


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda children: (
        st.lists(children, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.sampled_from(["tls_key", "options"]), children, max_size=3)
    ),
    max_leaves=8,
)
MEMBERS = st.lists(
    st.tuples(st.text(max_size=3) | st.sampled_from(["tls_key", "tls_cert", "options"]), VALUES), max_size=5
)


@given(MEMBERS, st.booleans(), st.sampled_from(["", " ", "\n\t "]))
def test_as_if_it_were_read_and_written(
    members: list[tuple[str, object]], ascii_only: bool, space: str
) -> None:
    def written(members: list[tuple[str, object]]) -> bytes:
        parts = [
            f"{space}{json.dumps(name, ensure_ascii=ascii_only)}:{space}"
            f"{json.dumps(value, ensure_ascii=ascii_only)}"
            for name, value in members
        ]
        return ("{" + ",".join(parts) + "}").encode("utf-8", "surrogatepass")

    def kept(name: str, value: object) -> object:
        if not isinstance(value, dict) or name == "options":
            return value
        return {key: item for key, item in value.items() if key not in ("tls_key", "tls_cert")}

    cut = without_tls(written(members))
    expected = [(name, kept(name, value)) for name, value in members if name not in ("tls_key", "tls_cert")]
    # Parsed, as a cut leaves the white space beside it; in order and with duplicates.
    read = json.JSONDecoder(object_pairs_hook=repr).decode
    body, wanted = (each.decode("utf-8", "surrogatepass") for each in (cut, written(expected)))
    assert read(body) == read(wanted)


def test_no_slice_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each slice ends with the first step after its time; here, each step is over time."""
    monkeypatch.setattr(Slice, "is_over", lambda self: True)
    # The shortest steps are one token, the longest a few kilobytes of one.
    long = b'{"a":"' + b"\\\\" * 200_000 + b'", "b": [' + b"[]," * 100_000 + b"1], " + SECRETS + b"}"
    assert sum(1 for _ in redaction.without_tls(long)) >= len(long) / redaction._STEP
    short = b"{" + b'"a":{"tls_key":1},' * 1000 + SECRETS + b"}"
    assert sum(1 for _ in redaction.without_tls(short)) >= 1000 * len("a{ak1}")
