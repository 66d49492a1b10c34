"""`<base>/dask-gateway/api/…` and `clusters/…`: what goes up and what comes down."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from aiohttp import web
from fake_gateway import FakeGateway

# Names in lower case; the rest of what arrives is the HTTP client's own.
OURS = {"host", "user-agent", "accept", "accept-encoding", "content-type", "content-length"}
TLS = '"tls_cert": "CERT", "tls_key": "KEY"'


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "api/health", b""),
        ("GET", "api/v1/clusters/", b""),
        ("GET", "api/v1/clusters/ns.a1-_~", b""),
        (
            "POST",
            "api/v1/clusters/",
            b'{"cluster_options": {"n": NaN, "b": 1180591620717411303424}}',
        ),
        ("POST", "api/v1/clusters/a1/scale", b""),
        ("DELETE", "api/v1/clusters/a1", b""),
    ],
)
async def test_request_arrives_as_it_was_sent(
    configured: FakeGateway, fetch: Any, method: str, path: str, body: bytes
) -> None:
    kwargs = {"body": body} if method == "POST" else {}
    response = await fetch(path, method, **kwargs)
    assert response.code == 200
    (seen,) = configured.seen
    assert (seen.method, seen.target, seen.body) == (method, f"/{path}", body)


@pytest.mark.parametrize("base", ["/", "/services/dask-gateway", "/a%2Fb/c%20d/"])
async def test_below_the_address(gateway: FakeGateway, configure: Any, fetch: Any, base: str) -> None:
    configure({"address": gateway.address + base})
    await fetch("api/v1/clusters/", params={"status": "a,b"})
    await fetch("clusters/a1/json/identity.json")
    assert [seen.target for seen in gateway.seen] == [
        base.rstrip("/") + "/api/v1/clusters/?status=a%2Cb",
        base.rstrip("/") + "/clusters/a1/json/identity.json",
    ]


async def test_only_accept_content_type_and_body_go_up(
    configured: FakeGateway, jp_serverapp: Any, fetch: Any
) -> None:
    token = jp_serverapp.identity_provider.token
    headers = {
        "Accept": "application/json",
        "Content-Type": "application/json",
        "Cookie": "dask-gateway-1=eve; _xsrf=x",
        "X-XSRFToken": "x",
        "Referer": "http://localhost/lab",
        "Origin": "http://localhost",
        "X-Forwarded-User": "eve",
        "X-Secret": "x",
    }
    for method, path in (
        ("POST", "api/v1/clusters/"),
        ("GET", "clusters/a1/json/counts.json"),
    ):
        await fetch(path, method, headers=dict(headers), params={"token": token})
    api, cluster = configured.seen
    assert {name.lower() for name in api.headers} <= OURS
    assert {name.lower() for name in cluster.headers} <= OURS
    assert api.headers["Accept"] == api.headers["Content-Type"] == "application/json"
    assert token not in api.target + cluster.target


async def test_no_content_type_is_made_up(configured: FakeGateway, fetch: Any) -> None:
    # Of the methods that may have a body, tornado's client makes one up for POST only.
    await fetch("api/v1/clusters/a1", "DELETE", body=b"{}", allow_nonstandard_methods=True)
    (seen,) = configured.seen
    assert seen.body == b"{}"
    assert "Content-Type" not in seen.headers


JSON_UTF8 = "application/json; charset=utf-8"
ROUTES = (
    ("GET", "api/v1/clusters/"),
    ("POST", "api/v1/clusters/"),
    ("DELETE", "api/v1/clusters/a1"),
    ("GET", "clusters/a1/json/counts.json"),
)


@pytest.mark.parametrize(
    ("status", "content_type", "body", "passed_type", "passed_body"),
    [
        (200, JSON_UTF8, b'{"ok": false, "msg": "limit"}', ..., ...),
        (200, "Application/JSON", b"{}", ..., ...),
        (200, "application/problem+json", b"{}", ..., ...),
        (201, JSON_UTF8, b'{"name": "a1"}', ..., ...),
        (204, None, b"", None, b""),
        (204, "text/html", b"", None, b""),
        (400, "text/plain; charset=utf-8", b"400: Bad Request", "application/octet-stream", b""),
        (403, JSON_UTF8, b'{"error": "User u lacks permissions"}', ..., ...),
        (404, "text/plain; charset=utf-8", b"404: Not Found", "application/octet-stream", b""),
        (404, "x\udcff/y", b"<script>", "application/octet-stream", b""),
        (404, None, b"{}", "application/octet-stream", b""),
        (409, JSON_UTF8, b'{"error": "cluster a1 is not running"}', ..., ...),
        (422, JSON_UTF8, b'{"error": "n must be <= 4.000000, got 10"}', ..., ...),
        (500, "text/plain; charset=utf-8", b"500 Internal Server Error", "application/octet-stream", b""),
        # That it was a web page is a help for the user; what is on it is nothing to be shown.
        (404, "text/html; charset=utf-8", b"<script>alert(1)</script>", "text/html", b""),
        (502, "text/html", b"<h1>Bad Gateway</h1>", "text/html", b""),
        (503, "application/json", b'{"status": "fail"}', ..., ...),
        (599, "application/json", b"{}", ..., ...),
    ],
)
async def test_json_comes_back_as_it_was_sent_and_of_other_bodies_the_status_alone(
    configured: FakeGateway,
    fetch: Any,
    status: int,
    content_type: str | None,
    body: bytes,
    passed_type: Any,
    passed_body: Any,
) -> None:
    configured.answers_raw(status, content_type, body)
    expected_type = "application/json" if passed_type is ... else passed_type
    for method, path in ROUTES:
        response = await fetch(path, method)
        assert (response.code, response.body) == (status, body if passed_body is ... else passed_body)
        assert response.headers.get("Content-Type") == expected_type
        assert "Dask-Gateway-Error" not in response.headers
        # A page must not run on the Jupyter server's origin, nor stay in the browser's cache.
        assert "sandbox" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("status", "content_type"),
    [
        *((status, "application/json") for status in (0, 1, 99, 101, 205, 600, 666, 999)),
        *(
            (200, kind)
            for kind in (
                *(None, "", "text/html; charset=utf-8", "text/plain", "image/svg+xml", "json", "text/json/x"),
                *("application/jsonp", "application/json, text/html", "x" * 5000, "application/json\udcff"),
                *("\udcfftext/html", "application/octet-stream; x=application/json", "application/ json"),
            )
        ),
    ],
)
async def test_a_success_that_is_no_json_and_a_status_that_is_none_are_bad_replies(
    configured: FakeGateway, fetch: Any, caplog: Any, status: int, content_type: str | None
) -> None:
    configured.answers_raw(status, content_type, b"<form>Please log in<script>alert(1)</script></form>")
    for method, path in ROUTES:
        response = await fetch(path, method)
        assert response.code == 502
        assert response.headers["Dask-Gateway-Error"] == "bad-reply"
        assert response.headers["Content-Type"] == "application/json"
        assert b"script" not in response.body
    assert "Traceback" not in caplog.text


async def test_only_status_content_type_and_body_come_back(configured: FakeGateway, fetch: Any) -> None:
    headers = {
        "Content-Type": "application/json",
        "Set-Cookie": "dask-gateway-1=ada; Path=/",
        "WWW-Authenticate": "Negotiate abc",
        "Location": "http://elsewhere.example/",
        "Access-Control-Allow-Origin": "*",
        "Dask-Gateway-Error": "forged",
        "Refresh": "0; url=http://elsewhere.example/",
        "ETag": '"1"',
        "X-Other": "x",
    }
    configured.answers(200, b"{}", headers)
    for path in ("api/v1/clusters/", "clusters/a1/json/counts.json"):
        response = await fetch(path)
        assert response.code == 200
        passed = {name for name in response.headers if response.headers[name] in headers.values()}
        assert passed == {"Content-Type"}
        assert "ETag" not in response.headers
        assert "dask-gateway" not in response.headers.get("Set-Cookie", "")


async def test_reason_phrase_does_not_come_back(configured: FakeGateway, fetch: Any) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=404, reason="Cluster with a secret name not found")

    configured.answer = answer
    assert (await fetch("api/v1/clusters/a1")).reason == "Not Found"


async def test_nothing_packed_is_asked_for(configured: FakeGateway, fetch: Any) -> None:
    for method, path in ROUTES:
        await fetch(path, method, headers={"Accept-Encoding": "gzip"})
    assert [seen.headers.getall("Accept-Encoding") for seen in configured.seen] == [["identity"]] * 4


@pytest.mark.parametrize(
    "encoding", ["gzip", "GZIP", "identity, gzip", "br", "deflate", "zstd", "x-gzip", "?"]
)
async def test_a_packed_reply_is_refused_and_not_unpacked(
    configured: FakeGateway, fetch: Any, encoding: str
) -> None:
    bomb = gzip.compress(b'{"tls_key": "' + b"K" * 2**20)
    configured.answers(200, bomb, {"Content-Type": "application/json", "Content-Encoding": encoding})
    for method, path in ROUTES:
        response = await fetch(path, method)
        assert response.code == 502
        assert response.headers["Dask-Gateway-Error"] == "bad-reply"
        assert "packed its answer" in json.loads(response.body)["error"]
    configured.answers(200, b"{}", {"Content-Type": "application/json", "Content-Encoding": "Identity"})
    response = await fetch("api/v1/clusters/")
    assert (response.code, response.body) == (200, b"{}")
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("count", [1, 500])  # in one slice, and in many
async def test_tls_members_are_cut_and_the_rest_is_left(
    configured: FakeGateway, fetch: Any, count: int
) -> None:
    odd = '"options": {"n": NaN, "b": 1180591620717411303424, "s": "\\ud800", "d": 1.00, "d": 2}'
    cluster = '{"name": "%s", ' + odd + ", " + TLS + ', "x": "' + "y" * 200 + '"}'
    names = [f"{n:032x}" for n in range(count)]
    body = "{" + ", ".join(f'"{n}": {cluster % n}' for n in names) + "}"
    configured.answers(200, body.encode(), {"Content-Type": "application/json"})
    response = await fetch("api/v1/clusters/")
    assert response.body.decode() == body.replace(", " + TLS, "")
    configured.answers(200, (cluster % "a1").encode())
    assert b"KEY" not in (await fetch("api/v1/clusters/a1")).body


async def test_a_key_that_cannot_be_cut_out_is_not_passed(configured: FakeGateway, fetch: Any) -> None:
    configured.answers(200, b'{"tls_key": "KEY')
    response = await fetch("api/v1/clusters/a1")
    assert response.code == 502
    assert response.headers["Dask-Gateway-Error"] == "bad-reply"
    assert b"KEY" not in response.body


async def test_clusters_json_is_passed_and_shown_no_credential(
    gateway: FakeGateway, configure: Any, fetch: Any
) -> None:
    address = gateway.address.replace("//", "//ada:s3cret@")
    configure({"address": address})
    gateway.answers(200, b'{"workers": 2, "bytes": NaN}', {"Content-Type": "application/json"})
    await fetch("api/v1/clusters/")
    response = await fetch("clusters/a1/json/counts.json", params={"x": "1"})
    assert response.body == b'{"workers": 2, "bytes": NaN}'
    api, cluster = gateway.seen
    assert "Authorization" in api.headers
    assert "Authorization" not in cluster.headers
    assert cluster.target == "/clusters/a1/json/counts.json"


@pytest.mark.parametrize("limits", [{"max_reply_bytes": 1000, "max_request_bytes": 100}])
async def test_size_limits(configured: FakeGateway, fetch: Any) -> None:
    configured.answers(200, b"x" * 1001)
    response = await fetch("api/v1/clusters/")
    assert response.code == 502
    assert response.headers["Dask-Gateway-Error"] == "too-large"
    configured.answers(200, b"x" * 1000)
    assert len((await fetch("api/v1/clusters/")).body) == 1000
    configured.seen.clear()
    response = await fetch("api/v1/clusters/", "POST", body=b"x" * 101)
    assert response.code == 413
    assert response.headers["Dask-Gateway-Error"] == "too-large"
    assert not configured.seen
    assert (await fetch("api/v1/clusters/", "POST", body=b"x" * 100)).code == 200


async def test_config_is_read_anew_for_each_request(
    configured: FakeGateway, configure: Any, fetch: Any
) -> None:
    assert (await fetch("api/health")).code == 200
    configure({"address": None})
    response = await fetch("api/health")
    assert json.loads(response.body)["error"].startswith("No Dask Gateway is configured")
