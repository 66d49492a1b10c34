"""The page on the hub: who may ask, and what hostile requests get."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from aiohttp import web
from fake_gateway import FakeGateway
from fake_hub import OWN, REACH, FakeHub
from jupyter_events import EventLogger
from jupyterhub.services.auth import HubOAuth
from test_paths import TRICKS
from tornado.httpclient import AsyncHTTPClient, HTTPResponse
from tornado.netutil import bind_sockets

from jupyter_dask_gateway.config.target import Target
from jupyter_dask_gateway.gateway.lazy_client import LazyClient
from jupyter_dask_gateway.gateway.limits import Limits
from jupyter_dask_gateway.hub.app import make_server, metrics_route
from jupyter_dask_gateway.hub.files import Files, own_files
from jupyter_dask_gateway.hub.shared import Shared
from jupyter_dask_gateway.hub.users import Places
from jupyter_dask_gateway.pass_through.telemetry import Telemetry

PREFIX = "/base/services/dask-clusters/"
ROUTES = [
    ("GET", "server"),
    ("GET", "dask-gateway/config"),
    ("GET", "dask-gateway/api/v1/clusters/"),
    ("POST", "dask-gateway/api/v1/clusters/"),
    ("DELETE", "dask-gateway/api/v1/clusters/a1"),
    ("GET", "dask-gateway/clusters/a1/json/counts.json"),
    ("GET", "dask-gateway/no/such/path"),
    ("POST", "dask-gateway/no/such/path"),
]


class Page:
    """The program in the test's own loop."""

    def __init__(self, hub: FakeHub, limits: Limits, hub_timeout: float = 5.0) -> None:
        self.oauth = HubOAuth(
            api_url=hub.api,
            api_token="the service's own",
            base_url=PREFIX,
            hub_prefix="/base/hub/",
            oauth_client_id="service-dask-clusters",
            access_scopes={OWN},
            cookie_options={"samesite": "Lax"},
        )
        self.lazy_client = LazyClient(limits, "hub page", target=Target(auth="jupyterhub"), for_users=True)
        static = Path(__file__).parent
        self.events = io.StringIO()
        event_logger = EventLogger(handlers=[logging.StreamHandler(self.events)])
        self.shared = Shared(
            oauth=self.oauth,
            service="dask-clusters",
            gateway_service="dask-gateway",
            lazy_client=self.lazy_client,
            limits=limits,
            places=Places(3),
            files=Files(own_files(static)),
            hub_timeout=hub_timeout,
            telemetry=Telemetry(
                logging.getLogger("hub page"),
                metrics=True,
                event_logger=event_logger,
            ),
        )
        metrics = [metrics_route(self.shared, True)]
        self.server = make_server(self.shared, "dask-gateway.0123.js", metrics)
        sockets = bind_sockets(0, "127.0.0.1")
        self.server.add_sockets(sockets)
        self.port = sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self.server.stop()
        await self.server.close_all_connections()
        await self.lazy_client.close()

    def browser(self) -> Browser:
        return Browser(self.port)


class Browser:
    """Keeps cookies, follows nothing and says what a browser of today says of its requests."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        # The hub's, which it sets at the login.
        self.cookies: dict[str, str] = {"jupyterhub-session-id": secrets.token_hex()}
        self.name = ""

    async def send(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> HTTPResponse:
        """Send exactly these headers besides the cookies."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        response = await AsyncHTTPClient().fetch(
            self.origin + path,
            method=method,
            headers={"Cookie": cookies, **(headers or {})},
            body=b"" if method == "POST" and body is None else body,
            follow_redirects=False,
            raise_error=False,
            request_timeout=20,
        )
        for line in response.headers.get_list("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if not morsel.value or morsel["expires"].endswith("1970 00:00:00 GMT"):
                    del self.cookies[name]
        return response

    async def go(self, path: str) -> HTTPResponse:
        """Open an address."""
        aim = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"}
        return await self.send("GET", path, aim)

    async def ask(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None, **more: Any
    ) -> HTTPResponse:
        """Ask as the page of this user does."""
        own = {
            "Sec-Fetch-Mode": "cors",
            "Sec-Fetch-Site": "same-origin",
            "X-XSRFToken": self.cookies.get("_xsrf", ""),
        }
        return await self.send(method, f"{PREFIX}user/{self.name}/{path}", {**own, **(headers or {})}, **more)

    async def get_token(self, hub: FakeHub, token: str) -> None:
        """Go the way that the hub leads, up to this token in a cookie."""
        response = await self.go(PREFIX)
        assert response.code == 302
        to = urlsplit(response.headers["Location"])
        assert to.path == "/base/hub/api/oauth2/authorize"
        hub.codes["c1"] = token
        [state] = parse_qs(to.query)["state"]
        back = await self.go(f"{PREFIX}oauth_callback?code=c1&state={state}")
        assert (back.code, back.headers["Location"]) == (302, PREFIX)

    async def log_in(self, hub: FakeHub, name: str, token: str) -> None:
        """Open this user's page."""
        self.name = name
        await self.get_token(hub, token)
        response = await self.go(PREFIX)
        assert (response.code, response.headers["Location"]) == (302, f"{PREFIX}user/{name}/")
        response = await self.go(f"{PREFIX}user/{name}/")
        assert response.code == 200, response.body


@pytest.fixture
def hub(jp_asyncio_loop: Any) -> Iterator[FakeHub]:
    fake = FakeHub()
    fake.knows("alice", "alices-token")
    fake.knows("bob", "bobs-token")
    jp_asyncio_loop.run_until_complete(fake.start())
    yield fake
    jp_asyncio_loop.run_until_complete(fake.stop())


@pytest.fixture
def page(
    hub: FakeHub, configured: FakeGateway, limits: dict[str, Any], jp_asyncio_loop: Any
) -> Iterator[Page]:
    """The configuration has a login, which must never be used."""

    async def start() -> Page:
        return Page(hub, Limits(**limits))

    page = jp_asyncio_loop.run_until_complete(start())
    yield page
    jp_asyncio_loop.run_until_complete(page.stop())


@pytest.fixture
def alice(page: Page, hub: FakeHub, jp_asyncio_loop: Any) -> Browser:
    browser = page.browser()
    jp_asyncio_loop.run_until_complete(browser.log_in(hub, "alice", "alices-token"))
    return browser


@pytest.fixture
def bob(page: Page, hub: FakeHub, jp_asyncio_loop: Any) -> Browser:
    browser = page.browser()
    jp_asyncio_loop.run_until_complete(browser.log_in(hub, "bob", "bobs-token"))
    return browser


def refusal(response: HTTPResponse, status: int = 403, id: str = "jupyter") -> str:
    assert (response.code, response.headers["Dask-Gateway-Error"]) == (status, id), response.body
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    return json.loads(response.body)["error"]  # type: ignore[no-any-return]


def logins(gateway: FakeGateway) -> list[str | None]:
    return [seen.headers.get("Authorization") for seen in gateway.seen]


async def test_each_route_with_the_users_own_token(configured: FakeGateway, alice: Browser) -> None:
    codes = {path: (await alice.ask(path, method)).code for method, path in ROUTES}
    assert codes.pop("dask-gateway/no/such/path") == 404
    assert set(codes.values()) == {200}
    # A scheduler asks for no login, and is shown none.
    assert logins(configured) == ["jupyterhub alices-token"] * 3 + [None]
    assert not any("Cookie" in seen.headers or "X-XSRFToken" in seen.headers for seen in configured.seen)


async def test_what_the_page_may_know_of_the_configuration(
    configured: FakeGateway, configure: Any, alice: Browser
) -> None:
    configure({"address": configured.address, "jupyter.connection": "direct"})
    config = json.loads((await alice.ask("dask-gateway/config")).body)
    assert (config["auth_type"], config["connection"]) == ("jupyterhub", "pass-through")
    assert (config["stop_with_server"], config["code"]) == (None, None)
    assert "s3cret" not in json.dumps(config)


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_without_login(
    configured: FakeGateway, page: Page, hub: FakeHub, method: str, path: str
) -> None:
    nobody = page.browser()
    nobody.name = "alice"
    assert "log in again" in refusal(await nobody.ask(path, method))
    # Nor with a token elsewhere than in the cookie, which a script could have put there.
    token = {"Authorization": "token alices-token"}
    refusal(await nobody.ask(path, method, token))
    refusal(await nobody.ask(f"{path}?token=alices-token", method))
    refusal(await nobody.ask(path, method, {"Sec-Fetch-Mode": "websocket"}))
    assert not configured.seen


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_xsrf_and_other_origins(
    configured: FakeGateway, alice: Browser, bob: Browser, method: str, path: str
) -> None:
    for headers in (
        {"X-XSRFToken": ""},
        {"X-XSRFToken": "forged"},
        {"X-XSRFToken": "é"},
        {"X-XSRFToken": bob.cookies["_xsrf"]},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
    ):
        assert "did not come from the page" in refusal(await alice.ask(path, method, headers)), headers
    # A browser that says nothing of its requests gets no further by that.
    where = f"{PREFIX}user/alice/{path}"
    refusal(await alice.send(method, where))
    # The cookie that it could be compared with is no secret between pages of one origin.
    alice.cookies["_xsrf"] = "forged"
    refusal(await alice.ask(path, method))
    assert not configured.seen


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_the_path_of_another_user(
    configured: FakeGateway, alice: Browser, method: str, path: str
) -> None:
    alice.name = "bob"
    assert "Somebody else" in refusal(await alice.ask(path, method))
    assert not configured.seen


async def test_two_users_on_one_connection_and_at_once(
    configured: FakeGateway, alice: Browser, bob: Browser
) -> None:
    async def answer(request: Any) -> Any:
        await asyncio.sleep(0.02)
        login = request.headers["Authorization"]
        return web.json_response({"said": login}, headers={"Set-Cookie": f"dask-gateway-1={login}; Path=/"})

    configured.answer = answer
    who = [alice, bob, alice, bob, bob, alice]
    replies = await asyncio.gather(*(each.ask("dask-gateway/api/v1/clusters/") for each in who))
    assert [json.loads(reply.body)["said"] for reply in replies] == [
        f"jupyterhub {each.name}s-token" for each in who
    ]
    assert not any("Set-Cookie" in reply.headers for reply in replies)
    # By one connection, as the hub's proxy keeps it.
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(alice.origin).port)
    for each in (alice, bob, alice):
        cookies = "; ".join(f"{name}={value}" for name, value in each.cookies.items())
        writer.write(
            f"GET {PREFIX}user/{each.name}/dask-gateway/api/v1/clusters/ HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: {cookies}\r\nX-XSRFToken: {each.cookies['_xsrf']}\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]
        assert f"{each.name}s-token" in (await reader.readexactly(length)).decode()
    writer.close()


async def test_a_token_that_the_hub_has_forgotten(
    configured: FakeGateway, hub: FakeHub, alice: Browser
) -> None:
    del hub.users["alices-token"]
    # The hub's last word still counts here, and the gateway asks for itself.
    configured.answers(500, b"Permission failure verifying user's JupyterHub API token")
    assert "has ended" in refusal(await alice.ask("dask-gateway/api/v1/clusters/"))
    # Who reloads the page is led to the login at once.
    assert (await alice.go(f"{PREFIX}user/alice/")).code == 302


async def test_a_logout_changes_the_session(configured: FakeGateway, hub: FakeHub, alice: Browser) -> None:
    del hub.users["alices-token"]
    alice.cookies["jupyterhub-session-id"] = "another"
    refusal(await alice.ask("dask-gateway/api/v1/clusters/"))
    assert not configured.seen


async def test_who_may_not_use_the_page(configured: FakeGateway, hub: FakeHub, page: Page) -> None:
    hub.knows("carol", "carols-token", scopes=[REACH])
    hub.knows("service", "services-token", kind="service")
    for name in ("carol", "service"):
        browser = page.browser()
        browser.name = name
        await browser.get_token(hub, f"{name}s-token")
        response = await browser.go(PREFIX)
        assert response.code == 403
        assert b"access:services!service=dask-clusters" in response.body
        refusal(await browser.ask("dask-gateway/api/v1/clusters/"))
    assert not configured.seen


async def test_a_token_without_the_gateways_scope(configured: FakeGateway, hub: FakeHub, page: Page) -> None:
    hub.knows("carol", "carols-token", scopes=[OWN])
    browser = page.browser()
    await browser.log_in(hub, "carol", "carols-token")
    # A gateway may be content with any token of the hub's.
    assert (await browser.ask("dask-gateway/api/v1/clusters/")).code == 200
    configured.answers(401, b"{}", {"WWW-Authenticate": "jupyterhub"})
    said = refusal(await browser.ask("dask-gateway/api/v1/clusters/"), 502, "refused")
    assert "access:services!service=dask-gateway" in said
    assert "oauth_client_allowed_scopes" in said


async def test_a_gateway_that_refuses_for_another_reason(configured: FakeGateway, alice: Browser) -> None:
    configured.answers(401, b"{}")
    said = refusal(await alice.ask("dask-gateway/api/v1/clusters/"), 502, "refused")
    assert "your token of the hub" in said
    assert "alices-token" not in said


async def test_without_the_hub(configured: FakeGateway, hub: FakeHub, alice: Browser) -> None:
    alice.cookies["jupyterhub-session-id"] = "another"
    hub.broken = True
    assert "hub does not answer" in refusal(await alice.ask("dask-gateway/config"), 503, "unreachable")
    response = await alice.go(f"{PREFIX}user/alice/")
    assert response.code == 503
    assert b"The hub does not answer" in response.body
    hub.broken = False
    assert (await alice.go(f"{PREFIX}user/alice/")).code == 200


async def test_a_hub_that_hangs_holds_up_nobody_else(
    configured: FakeGateway, hub: FakeHub, alice: Browser, bob: Browser
) -> None:
    assert (await bob.ask("dask-gateway/config")).code == 200
    hub.let_go = asyncio.Event()
    hub.asked.clear()
    alice.cookies["jupyterhub-session-id"] = "another"
    pending = asyncio.ensure_future(alice.ask("dask-gateway/config"))
    await asyncio.wait_for(hub.asked.wait(), 20)
    # What the hub said of him a moment ago still counts.
    assert (await bob.ask("dask-gateway/api/v1/clusters/")).code == 200
    assert not pending.done()
    hub.let_go.set()
    refusal(await pending)


async def test_no_request_makes_the_others_wait_for_the_hub(
    page: Page, alice: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[object] = []
    monkeypatch.setattr(HubOAuth, "_synchronize", lambda *arguments, **_: waited.append(arguments))
    for browser in (alice, page.browser()):
        browser.cookies["_xsrf"] = "made-up"
        for path in ("", "user/alice/", "oauth_callback", "oauth_callback?state=x", "no/such/page", "health"):
            where = f"{PREFIX}{path}{'&' if '?' in path else '?'}_xsrf=made-up"
            response = await browser.send("POST", where, {"Authorization": "token made-up"})
            assert response.code in {403, 404, 405}, path
    assert not waited


async def test_a_login_that_was_not_begun_here(hub: FakeHub, page: Page, alice: Browser) -> None:
    eve, victim = page.browser(), page.browser()
    [state] = parse_qs(urlsplit((await eve.go(PREFIX)).headers["Location"]).query)["state"]
    hub.codes["eves"] = "bobs-token"
    # Her login in somebody else's browser, a state that is made up, and none.
    for query in (f"code=eves&state={state}", "code=eves&state=forged", "code=eves", "state=x", ""):
        response = await victim.go(f"{PREFIX}oauth_callback?{query}")
        assert response.code == 403, query
        assert b"not begun in this browser" in response.body
        assert "service-dask-clusters" not in victim.cookies
    assert hub.codes == {"eves": "bobs-token"}
    # Who is logged in already stays who they are.
    await alice.go(f"{PREFIX}oauth_callback?code=eves&state={state}")
    assert hub.codes == {"eves": "bobs-token"}
    assert (await alice.ask("dask-gateway/config")).code == 200
    # A state counts once, and only with its own code.
    back = f"{PREFIX}oauth_callback?code=wrong&state={state}"
    assert (await eve.go(back)).code in {403, 503}
    assert (await eve.go(f"{PREFIX}oauth_callback?code=eves&state={state}")).code == 403
    assert "service-dask-clusters" not in eve.cookies


async def test_a_login_that_is_no_text(page: Page, caplog: pytest.LogCaptureFixture) -> None:
    for query in ("error=%ff", "state=%ff", "state=x&code=%ff", "state=x&error=%ff"):
        response = await page.browser().go(f"{PREFIX}oauth_callback?{query}")
        assert response.code == 403
        assert b'role="alert"' in response.body
    assert not [record for record in caplog.records if record.exc_info]


async def test_a_login_that_the_user_does_not_grant(page: Page) -> None:
    browser = page.browser()
    query = "error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E"
    response = await browser.go(f"{PREFIX}oauth_callback?{query}")
    assert response.code == 403
    assert b"was not told to let this page act for you" in response.body
    assert b"<script" not in response.body


async def test_no_redirect_leads_elsewhere(page: Page, alice: Browser) -> None:
    for host in ("evil.example", "127.0.0.1"):
        for path in (PREFIX, f"{PREFIX}?next=//evil.example", f"{PREFIX}user/evil.example/"):
            for browser in (alice, page.browser()):
                response = await browser.send("GET", path, {"Host": host})
                assert response.code == 302
                assert response.headers["Location"].startswith("/base/")
                assert "Host" not in str(response.body)
    for path in (f"/{PREFIX}", "//evil.example/", f"{PREFIX}/", f"{PREFIX}user//", f"{PREFIX}user/alice"):
        response = await alice.go(path)
        assert response.code == 404
        assert b"There is no such page here" in response.body
    assert (await alice.go(PREFIX.rstrip("/"))).headers["Location"] == f"{PREFIX}user/alice/"


async def test_another_name_of_the_host_changes_nothing(configured: FakeGateway, alice: Browser) -> None:
    """A name that leads here has no cookies of this one; and where it has, it is of another origin."""
    headers = {"Host": "evil.example", "Origin": alice.origin}
    refusal(await alice.ask("dask-gateway/api/v1/clusters/", "POST", headers))
    assert (
        b"evil.example"
        not in (await alice.send("GET", f"{PREFIX}user/alice/", {"Host": "evil.example"})).body
    )


@pytest.mark.parametrize("limits", [{"max_request_bytes": 1000}])
async def test_huge_requests(configured: FakeGateway, alice: Browser) -> None:
    path = "dask-gateway/api/v1/clusters/"
    said = refusal(await alice.ask(path, "POST", body=b"x" * 1001), 413, "too-large")
    assert "1000 bytes" in said
    assert (await alice.ask(path, "POST", body=b"x" * 1000)).code == 200
    # More than that is not even read.
    assert (await alice.ask(path, "POST", body=b"x" * 100_000)).code in {400, 599}
    assert len(configured.seen) == 1


@pytest.mark.parametrize("tail", [tail for tail in TRICKS if tail and not set(tail) & set(" \n?#")])
async def test_wrong_paths(configured: FakeGateway, alice: Browser, tail: str) -> None:
    cookies = "; ".join(f"{name}={value}" for name, value in alice.cookies.items())
    for target in (f"dask-gateway/{tail}", f"dask-gateway/api/{tail}/../../x"):
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(alice.origin).port)
        writer.write(
            f"GET {PREFIX}user/alice/{target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            f"Cookie: {cookies}\r\nX-XSRFToken: {alice.cookies['_xsrf']}\r\n\r\n".encode()
        )
        answer = await reader.read()
        writer.close()
        assert int(answer.split(b" ", 2)[1]) in {400, 404}, answer
    assert not configured.seen


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "dask-gateway/api/v1/clusters/"),
        ("HEAD", "dask-gateway/config"),
        ("POST", "dask-gateway/config"),
    ],
)
async def test_wrong_methods(configured: FakeGateway, alice: Browser, method: str, path: str) -> None:
    response = await alice.ask(path, method, **({"body": b""} if method == "PUT" else {}))
    assert response.code == 405
    assert response.headers["Dask-Gateway-Error"] == "bad-method"
    assert not configured.seen


async def test_the_page_is_for_navigation_alone(alice: Browser) -> None:
    where = f"{PREFIX}user/alice/"
    for aim in ({"Sec-Fetch-Mode": "cors"}, {"Sec-Fetch-Mode": "no-cors"}, {"Sec-Fetch-Dest": "iframe"}):
        response = await alice.send("GET", where, aim)
        assert response.code == 403
        assert b"alice" not in response.body


async def test_cookies(page: Page, alice: Browser) -> None:
    def kept(response: HTTPResponse) -> dict[str, Any]:
        cookies = SimpleCookie()
        for line in response.headers.get_list("Set-Cookie"):
            cookies.load(line)
        return dict(cookies)

    begun = await page.browser().send("GET", PREFIX, {"X-Forwarded-Proto": "https"})
    state = kept(begun)["service-dask-clusters-oauth-state"]
    assert (state["path"], state["samesite"]) == (PREFIX, "Lax")
    assert state["httponly"]
    assert state["secure"]
    del alice.cookies["_xsrf"]
    xsrf = kept(await alice.go(f"{PREFIX}user/alice/"))["_xsrf"]
    assert (xsrf["path"], xsrf["samesite"]) == (PREFIX, "Lax")


async def test_headers(page: Page, alice: Browser) -> None:
    shown = [await alice.go(f"{PREFIX}user/alice/"), await alice.ask("dask-gateway/config")]
    wrong = [await page.browser().go(f"{PREFIX}oauth_callback"), await page.browser().ask("server")]
    for response in [*shown, *wrong]:
        headers = response.headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "'unsafe-eval'" not in policy
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Server" not in headers
    text = shown[0].body.decode()
    assert "alices-token" not in text
    assert alice.cookies["_xsrf"] not in text
    # Scripts and styles in files alone.
    assert not re.search(r"<style|<script(?![^>]*src=)|\son\w+=|style=", text)


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "a\u202eb", "al/ice", "VRook (WMF)", "ä@x.org", "{user}", "a%20b", "100%"],
)
async def test_names_as_people_have_them(hub: FakeHub, page: Page, name: str) -> None:
    hub.knows(name, "token")
    browser = page.browser()
    await browser.get_token(hub, "token")
    to = (await browser.go(PREFIX)).headers["Location"]
    assert to == f"{PREFIX}user/{quote(name, safe='@~')}/"
    response = await browser.go(to)
    assert response.code == 200
    text = response.body.decode()
    assert "<script>" not in text
    assert "\u202e" not in text
    browser.name = quote(name, safe="@~")
    assert (await browser.ask("dask-gateway/config")).code == 200


@pytest.mark.parametrize(
    ("servers", "said"),
    [
        ({}, "stopped"),
        ({"": {"ready": True}}, "running"),
        ({"": {"ready": False, "pending": "spawn"}}, "starting"),
        ({"": {"ready": True, "pending": "stop"}}, "stopping"),
        ({"": {"ready": False, "pending": "stop"}}, "stopping"),
        ({"gpu": {"ready": True}}, "stopped"),
        (None, "unknown"),
    ],
)
async def test_the_users_server(hub: FakeHub, alice: Browser, servers: Any, said: str) -> None:
    if servers is None:
        del hub.users["alices-token"]["servers"]
    else:
        hub.users["alices-token"]["servers"] = servers
    # As it is now, whatever was so a moment ago.
    assert json.loads((await alice.ask("server")).body) == {"server": said}
    assert f'data-server="{said}"'.encode() in (await alice.go(f"{PREFIX}user/alice/")).body


async def test_one_user_does_not_take_all_places(
    configured: FakeGateway, alice: Browser, bob: Browser
) -> None:
    configured.hangs()
    path = "dask-gateway/api/v1/clusters/a1"
    pending = [asyncio.ensure_future(alice.ask(path)) for _ in range(3)]
    await configured.until_seen(3)
    assert "Too many requests" in refusal(await alice.ask(path), 503, "busy")
    pending.append(asyncio.ensure_future(bob.ask(path)))
    await configured.until_seen(4)
    configured.let_go.set()
    assert [response.code for response in await asyncio.gather(*pending)] == [200] * 4
    assert (await alice.ask(path)).code == 200


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_who_leaves_takes_no_place(
    configured: FakeGateway, page: Page, alice: Browser, method: str
) -> None:
    configured.hangs()
    cookies = "; ".join(f"{name}={value}" for name, value in alice.cookies.items())
    for count in (1, 2, 3):
        _, writer = await asyncio.open_connection("127.0.0.1", urlsplit(alice.origin).port)
        writer.write(
            f"{method} {PREFIX}user/alice/dask-gateway/api/v1/clusters/a1 HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: {cookies}\r\nX-XSRFToken: {alice.cookies['_xsrf']}\r\n\r\n".encode()
        )
        await configured.until_seen(count)
        writer.close()
    if method == "DELETE":
        # A stop is carried through. Who ends the program waits for it, but not for ever.
        await page.shared.places.empty(0.05)
        assert not configured.cancelled.is_set()
        refusal(await alice.ask("dask-gateway/api/v1/clusters/a1"), 503, "busy")
        configured.let_go.set()
    await asyncio.wait_for(page.shared.places.empty(20), 10)
    configured.answers()
    assert (await alice.ask("dask-gateway/api/v1/clusters/a1")).code == 200


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_who_leaves_while_the_hub_is_asked_asks_for_nothing_more(
    configured: FakeGateway, hub: FakeHub, page: Page, alice: Browser, method: str
) -> None:
    hub.let_go = asyncio.Event()
    hub.asked.clear()
    page.oauth.cache.clear()
    cookies = "; ".join(f"{name}={value}" for name, value in alice.cookies.items())
    _, writer = await asyncio.open_connection("127.0.0.1", urlsplit(alice.origin).port)
    writer.write(
        f"{method} {PREFIX}user/alice/dask-gateway/api/v1/clusters/a1 HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: {cookies}\r\nX-XSRFToken: {alice.cookies['_xsrf']}\r\n\r\n".encode()
    )
    await asyncio.wait_for(hub.asked.wait(), 20)
    writer.close()
    await asyncio.sleep(0.1)
    hub.let_go.set()
    hub.let_go = None
    # What changes something is carried through.
    if method == "DELETE":
        await configured.until_seen(1)
    await asyncio.sleep(0.1)
    assert len(configured.seen) == (0 if method == "GET" else 1)
    await asyncio.wait_for(page.shared.places.empty(20), 10)


async def test_no_line_of_the_log_has_a_name_or_a_token(
    configured: FakeGateway, hub: FakeHub, page: Page, alice: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("tornado.application").setLevel(logging.ERROR)
    name = "0123456789abcdef0123456789abcdef"
    await alice.ask(f"dask-gateway/api/v1/clusters/{name}")
    await alice.ask(f"dask-gateway/api/v1/clusters/{name}", "DELETE", {"X-XSRFToken": "forged"})
    await alice.ask(f"dask-gateway/api/v1/clusters/{name}/no")
    await page.browser().go(f"{PREFIX}oauth_callback?code=s3cret&state=x")

    said = "s3cret alice"

    async def fail(*_: Any, **__: Any) -> None:
        raise ValueError(said)

    client = await page.lazy_client.get()
    client.config = fail  # type: ignore[method-assign, assignment]
    assert "has failed (500)" in refusal(await alice.ask("dask-gateway/config"), 500)
    # Not those of the test's gateway and hub. Another test's Jupyter server gives tornado's loggers its name.
    ours = [record for record in caplog.records if not record.name.startswith(("aiohttp", "asyncio"))]
    lines = [record.getMessage() for record in ours]
    assert any("ValueError" in line and "pass_through" in line for line in lines)
    for secret in ("alice", "alices-token", name, "s3cret", "127.0.0.1"):
        assert not any(secret in line for line in lines), secret


async def test_metrics_are_for_who_may_read_the_hubs(
    configured: FakeGateway, hub: FakeHub, page: Page, alice: Browser
) -> None:
    hub.knows("prometheus", "reader", kind="service", scopes=["read:metrics"])
    where = f"{PREFIX}metrics"
    assert (await alice.ask("dask-gateway/api/v1/clusters/")).code == 200
    for headers in (
        {},
        {"Authorization": "Bearer alices-token"},
        {"Authorization": "Bearer nobodys"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic reader"},
    ):
        response = await alice.send("GET", where, headers)
        assert response.code == 403, headers
        assert b"read:metrics" in response.body
        assert b"jupyter_dask_gateway" not in response.body
    assert (await alice.send("GET", f"{where}?token=reader")).code == 403
    response = await alice.send("GET", where, {"Authorization": "Bearer reader"})
    assert response.code == 200
    assert response.headers["Content-Type"].startswith("text/plain")
    text = response.body.decode()
    for route in ("api/v1/clusters/", "user/{user}/", "entry", "oauth_callback"):
        labels = f'{{method="GET",outcome="success",route="{route}"}}'
        assert re.search(re.escape(f"jupyter_dask_gateway_requests_total{labels}") + " [1-9]", text), route
    assert "alice" not in text
    # The hub has not said anything, or says that it does not know.
    hub.broken = True
    page.oauth.cache.clear()
    assert (await alice.send("GET", where, {"Authorization": "Bearer reader"})).code == 503


async def test_metrics_for_everybody(page: Page, jp_asyncio_loop: Any) -> None:
    server = make_server(page.shared, "dask-gateway.0123.js", [metrics_route(page.shared, False)])
    [socket] = bind_sockets(0, "127.0.0.1")
    server.add_socket(socket)
    response = await Browser(socket.getsockname()[1]).send("GET", f"{PREFIX}metrics")
    assert response.code == 200
    server.stop()
    without = make_server(page.shared, "dask-gateway.0123.js")
    [socket] = bind_sockets(0, "127.0.0.1")
    without.add_socket(socket)
    assert (await Browser(socket.getsockname()[1]).send("GET", f"{PREFIX}metrics")).code == 404
    without.stop()


async def test_one_line_for_each_failure_with_its_request(
    hub: FakeHub, page: Page, alice: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    def own() -> list[str]:
        return [record.getMessage() for record in caplog.records if record.name == "hub page"]

    caplog.set_level(logging.INFO)
    response = await alice.ask("dask-gateway/api/v1/clusters/", "DELETE", {"X-XSRFToken": "forged"})
    told = json.loads(response.body)["request"]
    assert told == response.headers["Dask-Gateway-Request"]
    [line] = own()
    assert "DELETE api/v1/clusters/: not-allowed (403) in " in line
    assert f"request {told}: This request did not come" in line
    caplog.clear()
    hub.broken = True
    page.oauth.cache.clear()
    response = await alice.go(f"{PREFIX}user/alice/")
    assert response.code == 503
    told = response.headers["Dask-Gateway-Request"]
    assert f"<small>Request {told}</small>" in response.body.decode()
    [line] = own()
    assert "GET user/{user}/: hub-unreachable (503) in " in line
    assert f"request {told}: The hub does not answer" in line


async def test_events_name_no_user(configured: FakeGateway, page: Page, alice: Browser) -> None:
    name = "0123456789abcdef0123456789abcdef"
    configured.answers(201, json.dumps({"name": name}).encode())
    body = b'{"cluster_options": {"image": "s3cret"}}'
    assert (await alice.ask("dask-gateway/api/v1/clusters/", "POST", body=body)).code == 201
    path = f"dask-gateway/api/v1/clusters/{name}"
    await alice.ask(path, "DELETE", {"X-XSRFToken": "forged"})
    configured.answers(404)
    assert (await alice.ask(path, "DELETE")).code == 404
    events = [json.loads(line) for line in page.events.getvalue().splitlines()]
    assert [(event["action"], event["outcome"], event["cluster"]) for event in events] == [
        ("launch", "success", name[:8]),
        ("stop", "gateway-refused", name[:8]),
    ]
    assert not any(secret in page.events.getvalue() for secret in ("alice", "s3cret", name))


async def test_files(page: Page, tmp_path: Path) -> None:
    (tmp_path / "dask-gateway.0123456789abcdef.js").write_text("export const a = 1;" * 100)
    (tmp_path / "dask-gateway-element.js").write_text("1")
    (tmp_path / "remoteEntry.js").write_text("secret")
    page.shared.files._paths.update({path.name: path for path in own_files(tmp_path)})
    browser = page.browser()
    where = f"{PREFIX}files/"
    response = await browser.send(
        "GET", f"{where}dask-gateway.0123456789abcdef.js", {"Accept-Encoding": "gzip"}
    )
    assert response.body.decode() == "export const a = 1;" * 100
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Vary"] == "Accept-Encoding"
    plain = await browser.send("GET", f"{where}dask-gateway-element.js")
    assert (plain.body, plain.headers["Cache-Control"]) == (b"1", "no-cache")
    again = await browser.send(
        "GET", f"{where}dask-gateway-element.js", {"If-None-Match": plain.headers["Etag"]}
    )
    assert (again.code, again.body) == (304, b"")
    for name in ("remoteEntry.js", "page.html", "..%2fapp.py", "../app.py", "%2e%2e/app.py"):
        assert (await browser.send("GET", where + name)).code == 404
    assert (await browser.send("GET", f"{PREFIX}health")).code == 200


async def test_a_file_that_could_not_be_read_is_read_again(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "dask-gateway-element.js"
    file.write_text("1")
    page.shared.files._paths.update({path.name: path for path in own_files(tmp_path)})
    file.rename(tmp_path / "away")
    where = f"{PREFIX}files/{file.name}"
    assert (await page.browser().send("GET", where)).code == 500
    (tmp_path / "away").rename(file)
    assert (await page.browser().send("GET", where)).body == b"1"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "This runs as a service of a JupyterHub, which sets JUPYTERHUB_API_TOKEN"),
        ({"JUPYTERHUB_SERVICE_URL": ""}, "say --ip and --port"),
        ({"JUPYTERHUB_SERVICE_URL": "http://198.51.100.1:1234"}, "Cannot listen at 198.51.100.1, port 1234"),
    ],
)
def test_what_keeps_it_from_starting(environment: dict[str, str], said: str) -> None:
    names = ("API_TOKEN", "API_URL", "CLIENT_ID", "SERVICE_NAME")
    hubs = {f"JUPYTERHUB_{name}": "x" for name in names} | {"JUPYTERHUB_SERVICE_PREFIX": "/services/x/"}
    done = subprocess.run(
        [sys.executable, "-m", "jupyter_dask_gateway.hub"],
        env={**(hubs if environment else {}), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


async def test_the_page_in_chinese(configured: FakeGateway, page: Page, alice: Browser) -> None:
    """Its frame, which says in what language the scripts are to speak; and a page that says what is wrong."""
    wants = {"Accept-Language": "zh-CN,zh;q=0.9", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    response = await alice.send("GET", f"{PREFIX}user/alice/", wants)
    text = response.body.decode()
    assert response.code == 200
    assert response.headers["Vary"] == "Accept-Language"
    assert '<html lang="zh-CN">' in text
    assert "登录身份：<bdi>alice</bdi>" in text
    assert "启动我的服务器" in text
    shown = re.sub(r"<[^>]*>", "", text)
    assert set(re.findall(r"[A-Za-z]+", shown)) == {"Dask", "alice", "Hub", "JavaScript"}
    wrong = await alice.send("GET", f"{PREFIX}no/such/page", wants)
    assert wrong.code == 404
    assert "我的集群" in wrong.body.decode()
    assert "这里没有这样的页面。" in wrong.body.decode()
    begun = await page.browser().send("GET", f"{PREFIX}oauth_callback?code=x&state=x", wants)
    assert "请重新开始。" in begun.body.decode()
    english = await alice.send("GET", f"{PREFIX}user/alice/", {**wants, "Accept-Language": "de"})
    assert '<html lang="en">' in english.body.decode()
