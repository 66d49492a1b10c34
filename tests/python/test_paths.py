"""Which paths and queries may pass."""

from __future__ import annotations

import pytest

from jupyter_dask_gateway.gateway.errors import ErrorId, RequestError
from jupyter_dask_gateway.gateway.paths import api_path, cluster_path, is_page, upstream_query

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
        assert not is_page(path)


@pytest.mark.parametrize(
    "path",
    [
        "individual-plots.json",
        "info/main/logs.html",
        "info/main/exceptions.html",
        "info/main/workers.html",
        "info/logs/tls%3A%2F%2F10.0.0.1%3A41234.html",
        "info/logs/tcp%3A%2F%2Fdask-worker-0a1b.ns.svc%3A8788.html",
        "info/logs/tls%3A%2F%2F%5Bfd00%3A%3A1%5D%3A41234.html",
        "info/logs/ucxx%3A%2F%2Fnode_1%3A1.html",
    ],
)
def test_pages(path: str) -> None:
    path = f"clusters/ns.0a1b/{path}"
    assert cluster_path(path) == path
    assert is_page(path)


WORKER = "tls%3A%2F%2F10.0.0.1%3A41234"


@pytest.mark.parametrize(
    "path",
    [
        "individual-plots.json/",
        "individual-plots.json?x",
        "individual-plots.json\n",
        "individual-plots%2ejson",
        "individual-task-stream",
        "/individual-plots.json",
        "info/worker/tls%3A%2F%2F10.0.0.1%3A41234.html",
        "info/main/../main/logs.html",
        "info/main/%2e%2e/main/logs.html",
        "info/main/logs.html/..",
        "info/main/logs.html%00",
        "info//main/logs.html",
        "info/./main/logs.html",
        "INFO/main/logs.html",
        "info/logs/.html",
        "info/logs/..html",
        "info/logs/..%2f..%2fmain%2flogs.html",
        "info/logs/%2e%2e%2f%2e%2e.html",
        "info/logs/%252e%252e%252f.html",
        f"info/logs/{WORKER}",
        f"info/logs/{WORKER}.html/",
        f"info/logs/{WORKER}.html.html",
        f"info/logs/{WORKER}%2f..%2fx.html",
        f"info/logs/{WORKER}%0d%0aX%3A1.html",
        f"info/logs/{WORKER}\r\n.html",
        f"info/logs/x/{WORKER}.html",
        # As it is, and encoded twice or in another way than Python does it.
        "info/logs/tls://10.0.0.1:41234.html",
        "info/logs/tls%253A%252F%252F10.0.0.1%253A41234.html",
        "info/logs/tls%3a%2f%2f10.0.0.1%3a41234.html",
        "info/logs/tls%3A//10.0.0.1%3A41234.html",
        "info/logs/%74ls%3A%2F%2F10.0.0.1%3A41234.html",
        "info/logs/http%3A%2F%2F10.0.0.1%3A41234.html",
        "info/logs/file%3A%2F%2F10.0.0.1%3A1.html",
        "info/logs/inproc%3A%2F%2F10.0.0.1%2F1%2F2.html",
        "info/logs/tls%3A%2F%2F..%3A1.html",
        "info/logs/tls%3A%2F%2F.a%3A1.html",
        "info/logs/tls%3A%2F%2Fa..b%3A1.html",
        "info/logs/tls%3A%2F%2F%2E%2E%3A1.html",
        "info/logs/tls%3A%2F%2Fa%40b%3A1.html",
        "info/logs/tls%3A%2F%2Fa%3A.html",
        "info/logs/tls%3A%2F%2Fa%3A123456.html",
        "info/logs/tls%3A%2F%2F%3A1.html",
        "info/logs/tls%3A%2F%2F%5B%5D%3A1.html",
        "info/logs/tls%3A%2F%2F%5Bfd00%3A%3A1%3A1.html",
        "info/logs/tls%3A%2F%2Fnaïve%3A1.html",
        f"info/logs/tls%3A%2F%2F{'a' * 254}%3A1.html",
        f"info/logs/{'%3A' * 10_000}.html",
        f"info/call-stacks/{WORKER}.html",
        "info/task/x.html",
    ],
)
def test_page_tricks(path: str) -> None:
    with pytest.raises(RequestError) as caught:
        cluster_path(f"clusters/ns.0a1b/{path}")
    assert caught.value.id is ErrorId.BAD_PATH
    assert not is_page(f"clusters/ns.0a1b/{path}")


@pytest.mark.parametrize("name", ["", "..", ".", "a..b", "%2e%2e", "a%2fb", "a b", "a/b", "é"])
def test_pages_of_no_cluster(name: str) -> None:
    with pytest.raises(RequestError):
        cluster_path(f"clusters/{name}/info/main/logs.html")


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
