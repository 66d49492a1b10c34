"""Which paths and queries may pass."""

from __future__ import annotations

import pytest

from jupyter_dask_gateway.gateway.errors import ErrorId, RequestError
from jupyter_dask_gateway.gateway.paths import api_path, cluster_path, upstream_query

TRICKS = [
    "",
    "api2",
    "/api",
    "api//v1",
    "api/./v1",
    "api/../admin",
    "api/..",
    "api/v1/..%2f..",
    "api/%2e%2e/admin",
    "api/v1%2foptions",
    "api/v1%5coptions",
    "api/v1\\options",
    "api/v1/a..b",
    "api/v1/opt ions",
    "api/v1/options\n",
    "api/v1/options?x",
    "api/v1/options#x",
    "api/@example.org",
    "api/http://example.org/",
    "http://example.org/api",
    "//example.org/api",
    "api/naïve",
]


@pytest.mark.parametrize(
    "path",
    [
        "api",
        "api/health",
        "api/v1/options",
        "api/v1/options/",
        "api/v1/clusters/",
        "api/v1/clusters/0a1b",
        "api/v1/clusters/ns.0a1b/scale",
    ],
)
def test_api_path(path: str) -> None:
    assert api_path(path) == path


@pytest.mark.parametrize("path", TRICKS)
def test_api_path_tricks(path: str) -> None:
    with pytest.raises(RequestError) as caught:
        api_path(path)
    assert caught.value.id is ErrorId.BAD_PATH


def test_cluster_path() -> None:
    for path in ("clusters/ns.0a1b/json/counts.json", "clusters/x/json/identity.json"):
        assert cluster_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "clusters/x/json/index.json",
        "clusters/x/json/counts.json/",
        "clusters/x/json/counts.json\n",
        "clusters/x/status",
        "clusters//json/counts.json",
        "clusters/../json/counts.json",
        "clusters/a..b/json/counts.json",
        "clusters/x/y/json/counts.json",
        "clusters/%2e%2e/json/counts.json",
        "clusters/x%2f/json/counts.json",
        "clusters/x/json/countsxjson",
        *TRICKS,
    ],
)
def test_cluster_path_tricks(path: str) -> None:
    with pytest.raises(RequestError) as caught:
        cluster_path(path)
    assert caught.value.id is ErrorId.BAD_PATH


@pytest.mark.parametrize(
    ("query", "passed"),
    [
        ("", ""),
        ("wait", "wait"),
        ("status=running,failed&x=%2F+%20", "status=running,failed&x=%2F+%20"),
        ("token=abc", ""),
        ("wait&token=abc&status=a", "wait&status=a"),
        ("%74oken=abc&_xsrf=1&no_track_activity=1&tokens=2", "tokens=2"),
    ],
)
def test_query_loses_what_is_for_the_jupyter_server(query: str, passed: str) -> None:
    assert upstream_query(query) == passed


@pytest.mark.parametrize("query", ["a#b", "a b", "a\r\nX: y", "é", "\x00"])
def test_query_tricks(query: str) -> None:
    with pytest.raises(RequestError) as caught:
        upstream_query(query)
    assert caught.value.id is ErrorId.BAD_PATH
