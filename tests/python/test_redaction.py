"""The TLS members are cut out of clusters' JSON; nothing else changes."""

from __future__ import annotations

import json

import pytest

from jupyter_dask_gateway.gateway.redaction import without_tls

SECRETS = b'"tls_cert": "-----BEGIN CERTIFICATE-----", "tls_key": "-----BEGIN PRIVATE KEY-----"'


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
        b'{"tls_key": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_where_the_key_cannot_be_found_nothing_is_passed(body: bytes) -> None:
    with pytest.raises(ValueError):
        without_tls(body)
