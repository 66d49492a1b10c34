"""Who may use the routes, how, and what it does to the server's last activity."""

from __future__ import annotations

import asyncio
import json
from http.cookies import SimpleCookie
from typing import Any

import pytest
from fake_gateway import FakeGateway
from jupyter_server.auth import Authorizer
from test_paths import TRICKS
from tornado.httputil import HTTPHeaders

ROUTES = [
    ("GET", "config"),
    ("GET", "doctor"),
    ("GET", "api/v1/options"),
    ("GET", "stop-with-server"),
    ("POST", "worker-template"),
    ("POST", "api/v1/clusters/"),
    ("DELETE", "api/v1/clusters/a1"),
    ("GET", "clusters/a1/json/counts.json"),
    ("GET", "clusters/a1/json/identity.json"),
    ("GET", "no/such/path"),
    ("POST", "no/such/path"),
]
NOBODY = {"Authorization": ""}


def test_all_routes_are_tried(configured: FakeGateway, jp_serverapp: Any) -> None:
    """What is registered some day without being in ROUTES fails here."""
    ours = [
        rule.matcher.regex
        for host in jp_serverapp.web_app.default_router.rules
        for rule in host.target.rules
        if "dask-gateway" in rule.matcher.regex.pattern
    ]
    assert len(ours) > 3
    tried = [f"{jp_serverapp.base_url}dask-gateway/{path}" for _, path in ROUTES]
    # Each path is served by the first that matches it.
    served = {next(regex for regex in ours if regex.match(path)) for path in tried}
    assert served == set(ours)


def is_refusal_of_jupyter(response: Any) -> bool:
    assert response.code == 403
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Dask-Gateway-Error"] == "jupyter"
    return "Jupyter server refused" in json.loads(response.body)["error"]


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_without_login(
    configured: FakeGateway, jp_serverapp: Any, fetch: Any, method: str, path: str
) -> None:
    before = jp_serverapp.web_app.settings.get("api_last_activity")
    response = await fetch(path, method, headers=dict(NOBODY), follow_redirects=False)
    assert is_refusal_of_jupyter(response)
    assert not configured.seen
    assert jp_serverapp.web_app.settings.get("api_last_activity") == before


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_wrong_token(configured: FakeGateway, fetch: Any, method: str, path: str) -> None:
    response = await fetch(path, method, headers={"Authorization": "token wrong"})
    assert is_refusal_of_jupyter(response)
    assert not configured.seen


def cookies_of(headers: HTTPHeaders) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in headers.get_list("Set-Cookie"):
        found.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
    return found


async def log_in(jp_serverapp: Any, fetch: Any) -> dict[str, str]:
    """Return the cookies of a browser that opened the URL with the token in it."""
    token = jp_serverapp.identity_provider.token
    response = await fetch("config", headers=dict(NOBODY), params={"token": token})
    assert response.code == 200
    return cookies_of(response.headers)


def cookie_header(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_xsrf(configured: FakeGateway, jp_serverapp: Any, fetch: Any, method: str, path: str) -> None:
    cookies = await log_in(jp_serverapp, fetch)
    assert "_xsrf" in cookies, "config must bring the cookie"
    # What another site's form or image could make the browser send.
    forged = {**NOBODY, "Cookie": cookie_header(cookies)}
    assert is_refusal_of_jupyter(await fetch(path, method, headers=dict(forged)))
    wrong = {**forged, "X-XSRFToken": "2|00000000|00|0"}
    assert is_refusal_of_jupyter(await fetch(path, method, headers=wrong))
    assert not configured.seen
    # What the page itself sends.
    right = {**forged, "X-XSRFToken": cookies["_xsrf"]}
    response = await fetch(path, method, headers=right)
    # There is nothing to read in no code.
    assert response.code == {"no/such/path": 404, "worker-template": 400}.get(path, 200)


async def test_a_refused_page_gets_the_xsrf_cookie_for_its_next_request(
    configured: FakeGateway, jp_serverapp: Any, fetch: Any
) -> None:
    cookies = await log_in(jp_serverapp, fetch)
    del cookies["_xsrf"]
    response = await fetch("config", headers={**NOBODY, "Cookie": cookie_header(cookies)})
    assert is_refusal_of_jupyter(response)
    cookies.update(cookies_of(response.headers))
    headers = {**NOBODY, "Cookie": cookie_header(cookies), "X-XSRFToken": cookies["_xsrf"]}
    assert (await fetch("config", headers=headers)).code == 200


async def test_another_origin(configured: FakeGateway, jp_serverapp: Any, fetch: Any) -> None:
    cookies = await log_in(jp_serverapp, fetch)
    headers = {
        **NOBODY,
        "Cookie": cookie_header(cookies),
        "X-XSRFToken": cookies["_xsrf"],
        "Origin": "https://elsewhere.example",
    }
    for method, path in ROUTES:
        assert (await fetch(path, method, headers=dict(headers))).code in {403, 404}
    assert not configured.seen


class ReadOnly(Authorizer):
    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        return resource != "dask-gateway" or action == "read"


async def test_authorizer_tells_reading_from_writing(
    configured: FakeGateway, jp_serverapp: Any, fetch: Any
) -> None:
    jp_serverapp.web_app.settings["authorizer"] = ReadOnly(parent=jp_serverapp)
    assert (await fetch("api/v1/clusters/")).code == 200
    assert is_refusal_of_jupyter(await fetch("api/v1/clusters/", "POST"))
    assert is_refusal_of_jupyter(await fetch("api/v1/clusters/a1", "DELETE"))
    assert [seen.method for seen in configured.seen] == ["GET"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "api/v1/clusters/"),
        ("PATCH", "api/v1/clusters/a1"),
        ("HEAD", "api/v1/options"),
        ("POST", "config"),
        ("POST", "doctor"),
        ("DELETE", "config"),
        ("POST", "clusters/a1/json/counts.json"),
    ],
)
async def test_wrong_method(configured: FakeGateway, fetch: Any, method: str, path: str) -> None:
    response = await fetch(path, method)
    assert response.code == 405
    assert response.headers["Dask-Gateway-Error"] == "bad-method"
    assert not configured.seen


async def request_line(port: int, target: str, token: str) -> tuple[int, bytes]:
    """Send a GET whose target no client library has tidied; return status and all the rest."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: token {token}\r\n"
    writer.write((head + "Connection: close\r\n\r\n").encode())
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1]), answer


# The rest cannot be written into a request line, or is no path any more: "?" starts a query.
SENDABLE = [tail for tail in TRICKS if tail and not set(tail) & set(" \n?")]


@pytest.mark.parametrize("tail", SENDABLE)
async def test_path_tricks(
    configured: FakeGateway, jp_serverapp: Any, http_server_client: Any, tail: str
) -> None:
    port = http_server_client.get_http_port()
    token = jp_serverapp.identity_provider.token
    for target in (f"/a%40b/dask-gateway/{tail}", f"/a%40b/dask-gateway/api/{tail}/../../x"):
        status, answer = await request_line(port, target, token)
        assert status in {400, 404}, answer
    assert not configured.seen


async def test_absolute_targets_do_not_make_it_a_proxy(
    configured: FakeGateway, jp_serverapp: Any, http_server_client: Any
) -> None:
    port = http_server_client.get_http_port()
    token = jp_serverapp.identity_provider.token
    for target in (
        f"{configured.address}/api/v1/options",
        f"{configured.address}/a%40b/dask-gateway/api/v1/options",
        f"//{configured.address[7:]}/api/v1/options",
    ):
        status, answer = await request_line(port, target, token)
        assert status in {400, 404}, answer
    assert not configured.seen


@pytest.mark.parametrize("path", ["", "nothing", "config/", "clusters/a1/status", "clusters/"])
async def test_wrong_path(configured: FakeGateway, fetch: Any, path: str) -> None:
    response = await fetch(path)
    assert response.code == 404
    assert response.headers["Dask-Gateway-Error"] == "bad-path"
    assert "error" in json.loads(response.body)
    assert not configured.seen


@pytest.mark.parametrize("status", [200, 404, 500])
async def test_reads_are_no_activity(
    configured: FakeGateway, jp_serverapp: Any, fetch: Any, status: int
) -> None:
    configured.answers(status)
    settings = jp_serverapp.web_app.settings
    settings["api_last_activity"] = before = object()
    for path in ("config", "doctor", "api/v1/clusters/", "clusters/a1/json/counts.json", "nothing"):
        await fetch(path)
        assert settings["api_last_activity"] is before


@pytest.mark.parametrize(("method", "path"), [("POST", "api/v1/clusters/"), ("DELETE", "api/v1/clusters/a1")])
async def test_what_changes_something_is_activity(
    configured: FakeGateway, jp_serverapp: Any, jp_fetch: Any, fetch: Any, method: str, path: str
) -> None:
    settings = jp_serverapp.web_app.settings
    await jp_fetch("api", "contents")
    if "api_last_activity" not in settings:
        pytest.skip("this jupyter_server (2.4 does so) counts no request to any API as activity")
    settings["api_last_activity"] = before = object()
    await fetch(path, method)
    assert settings["api_last_activity"] is not before
