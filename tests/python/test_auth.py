"""The authentication exchange with the gateway."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from base64 import b64encode
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from auth_classes import Blocking, Rotating, Verifying
from fake_gateway import FakeGateway

ADA = "Basic " + b64encode(b"ada:s3cret").decode()


def sent(gateway: FakeGateway) -> list[str | None]:
    """Return the Authorization headers that arrived since the last call."""
    headers = [seen.headers.get("Authorization") for seen in gateway.seen]
    gateway.seen.clear()
    return headers


def is_own_error(response: Any, id: str, status: int) -> str:
    assert response.headers["Dask-Gateway-Error"] == id, response.body
    assert response.code == status
    assert "WWW-Authenticate" not in response.headers
    assert b"s3cret" not in response.body
    assert ADA.encode() not in response.body
    return json.loads(response.body)["error"]


@pytest.fixture(autouse=True)
def fresh_classes() -> None:
    Rotating.token = "t1"
    Rotating.threads, Rotating.asked = [], []
    Verifying.count, Verifying.threads = 0, []
    Blocking.begun, Blocking.go_on = threading.Event(), threading.Event()
    Blocking.running = Blocking.most = 0


async def test_the_header_that_worked_is_sent_at_once(configured: FakeGateway, fetch: Any) -> None:
    configured.asks_for(ADA, b'{"ok": 1}')
    for _ in range(2):
        assert (await fetch("api/v1/clusters/")).body == b'{"ok": 1}'
    await fetch("api/v1/clusters/a1", "DELETE")
    assert sent(configured) == [None, ADA, ADA, ADA]


async def test_no_cookie_is_kept(configured: FakeGateway, fetch: Any) -> None:
    configured.asks_for(ADA)  # with Set-Cookie
    for _ in range(2):
        response = await fetch("api/v1/clusters/")
        assert "dask-gateway-1" not in response.headers.get("Set-Cookie", "")
    assert all("Cookie" not in seen.headers for seen in configured.seen)


async def test_the_body_is_sent_again_with_the_login(configured: FakeGateway, fetch: Any) -> None:
    configured.asks_for(ADA)
    await fetch("api/v1/clusters/", "POST", body=b'{"cluster_options": {}}')
    assert [seen.body for seen in configured.seen] == [b'{"cluster_options": {}}'] * 2


async def test_jupyterhub(gateway: FakeGateway, configure: Any, fetch: Any, monkeypatch: Any) -> None:
    configure({"address": gateway.address, "auth.type": "jupyterhub"})
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "t1")
    gateway.asks_for("jupyterhub t1")
    assert (await fetch("api/v1/clusters/")).code == 200
    # A new token in the environment is another credential.
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "t2")
    gateway.asks_for("jupyterhub t2")
    assert (await fetch("api/v1/clusters/")).code == 200
    assert sent(gateway) == [None, "jupyterhub t1", None, "jupyterhub t2"]


async def test_class_by_import_path_and_a_token_that_rotates(
    gateway: FakeGateway, configure: Any, fetch: Any
) -> None:
    configure({"address": gateway.address, "auth.type": "auth_classes.Rotating"})
    gateway.asks_for("token t1")
    assert (await fetch("api/v1/clusters/")).code == 200
    Rotating.token = "t2"
    gateway.asks_for("token t2")
    assert (await fetch("api/v1/clusters/")).code == 200
    assert sent(gateway) == [None, "token t1", "token t1", "token t2"]
    assert Rotating.asked == [(401, "/api/v1/clusters/", "Basic")] * 2


async def test_a_hub_that_answers_500_for_an_expired_token(
    gateway: FakeGateway, configure: Any, fetch: Any
) -> None:
    configure({"address": gateway.address, "auth.type": "auth_classes.Rotating"})
    valid = "token t1"

    async def answer(request: web.Request) -> web.Response:
        authorization = request.headers.get("Authorization")
        if authorization is None:
            return web.json_response({"error": "Authentication required"}, status=401)
        if authorization != valid:
            error = "Permission failure verifying user's JupyterHub API token"
            return web.json_response({"error": error}, status=500)
        return web.json_response({})

    gateway.answer = answer
    assert (await fetch("api/v1/clusters/")).code == 200
    Rotating.token, valid = "t2", "token t2"
    assert (await fetch("api/v1/clusters/")).code == 200
    valid = "token t3"
    is_own_error(await fetch("api/v1/clusters/"), "refused", 502)


async def test_another_500_is_the_gateways_own(configured: FakeGateway, fetch: Any) -> None:
    configured.answers(500, b"Failure")
    assert (await fetch("api/v1/clusters/")).body == b"Failure"
    assert sent(configured) == [None]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"auth.type": "basic", "auth.kwargs": {"password": "s3cret"}}, "username and password"),
        ({"auth.type": "jupyterhub", "auth.kwargs": {"api_token": "s3cret"}}, "restart the server"),
        ({"auth.type": "auth_classes.Rotating"}, "auth_classes.Rotating"),
    ],
)
@pytest.mark.parametrize("path", ["api/v1/options", "api/v1/clusters/"])
async def test_refused(
    gateway: FakeGateway, configure: Any, fetch: Any, settings: Any, said: str, path: str
) -> None:
    configure({"address": gateway.address, **settings})
    gateway.asks_for("nobody knows")
    for method in ("GET", "POST"):
        sentence = is_own_error(await fetch(path, method), "refused", 502)
        assert said in sentence
        assert gateway.address in sentence
        first, login = sent(gateway)
        assert first is None
        assert login is not None


async def test_what_was_just_refused_is_not_sent_again(configured: FakeGateway, fetch: Any) -> None:
    configured.asks_for(ADA)
    await fetch("api/v1/clusters/")
    configured.asks_for("nobody knows")
    is_own_error(await fetch("api/v1/clusters/"), "refused", 502)
    assert sent(configured) == [None, ADA, ADA]
    # The password is accepted again: nothing stands in the way.
    configured.asks_for(ADA)
    assert (await fetch("api/v1/clusters/")).code == 200


async def test_403_is_the_gateways_own(configured: FakeGateway, fetch: Any) -> None:
    configured.answers(403, b'{"error": "User ada lacks permissions to view cluster a1"}')
    response = await fetch("api/v1/clusters/a1")
    assert response.code == 403
    assert "Dask-Gateway-Error" not in response.headers
    assert sent(configured) == [None]


async def test_401_of_a_scheduler_never_passes(configured: FakeGateway, fetch: Any) -> None:
    configured.asks_for("nobody knows")
    is_own_error(await fetch("clusters/a1/json/counts.json"), "refused", 502)
    assert sent(configured) == [None]


async def test_credential_in_the_address(gateway: FakeGateway, configure: Any, fetch: Any) -> None:
    address = gateway.address.replace("//", "//ada:s3cret@")
    configure({"address": address, "auth.kwargs": {"username": "eve"}})
    gateway.asks_for(ADA)
    assert (await fetch("api/v1/clusters/")).code == 200
    assert sent(gateway) == [ADA]
    gateway.asks_for("nobody knows")
    is_own_error(await fetch("api/v1/clusters/"), "refused", 502)


async def test_credential_is_kept_for_its_own_gateway(
    configured: FakeGateway, configure: Any, fetch: Any
) -> None:
    configured.asks_for(ADA)
    await fetch("api/v1/clusters/")
    other = FakeGateway()
    await other.start()
    try:
        configure({"address": other.address})
        assert (await fetch("api/v1/clusters/")).code == 200
        assert sent(other) == [None]
    finally:
        await other.stop()


async def test_a_class_that_verifies_has_a_full_exchange_each_time(
    gateway: FakeGateway, configure: Any, fetch: Any
) -> None:
    configure({"address": gateway.address, "auth.type": "auth_classes.Verifying"})

    async def answer(request: web.Request) -> web.Response:
        if "Authorization" not in request.headers:
            return web.Response(status=401, headers={"WWW-Authenticate": "Negotiate"})
        return web.json_response({}, headers={"X-Proof": f"context {Verifying.count}"})

    gateway.answer = answer
    for _ in range(2):
        assert (await fetch("api/v1/clusters/")).code == 200
    assert sent(gateway) == [None, "token t1", None, "token t1"]
    assert len(Verifying.threads) == 2
    assert threading.main_thread() not in Verifying.threads


async def test_a_gateway_that_cannot_prove_itself_is_not_believed(
    gateway: FakeGateway, configure: Any, fetch: Any
) -> None:
    configure({"address": gateway.address, "auth.type": "auth_classes.Verifying"})
    gateway.asks_for("token t1", b'{"forged": 1}')
    response = await fetch("api/v1/clusters/")
    assert "verify" in is_own_error(response, "unverified", 502)
    assert b"forged" not in response.body


async def test_a_refusal_comes_without_a_proof(gateway: FakeGateway, configure: Any, fetch: Any) -> None:
    configure({"address": gateway.address, "auth.type": "auth_classes.Verifying"})

    async def answer(request: web.Request) -> web.Response:
        if "Authorization" not in request.headers:
            return web.Response(status=401, headers={"WWW-Authenticate": "Negotiate"})
        return web.json_response({"error": "cores must be >= 1"}, status=422)

    gateway.answer = answer
    response = await fetch("api/v1/clusters/", "POST")
    assert (response.code, json.loads(response.body)) == (422, {"error": "cores must be >= 1"})
    assert "Dask-Gateway-Error" not in response.headers


async def test_hooks_run_one_at_a_time_in_a_thread_of_their_own(
    gateway: FakeGateway, configure: Any, fetch: Any, jp_fetch: Any
) -> None:
    configure({"address": gateway.address, "auth.type": "auth_classes.Blocking"})
    gateway.asks_for("token t1")
    requests = [asyncio.ensure_future(fetch("api/v1/clusters/")) for _ in range(3)]
    try:
        assert await asyncio.to_thread(Blocking.begun.wait, 20)
        # The loop is free while a hook blocks: the Jupyter server answers, and so do we.
        assert (await jp_fetch("api", "status")).code == 200
        assert (await fetch("config")).code == 200
        assert not any(request.done() for request in requests)
    finally:
        Blocking.go_on.set()
    assert [(await request).code for request in requests] == [200, 200, 200]
    assert Blocking.most == 1


async def test_hook_is_not_on_the_loops_thread(gateway: FakeGateway, configure: Any, fetch: Any) -> None:
    configure({"address": gateway.address, "auth.type": "auth_classes.Rotating"})
    gateway.asks_for("token t1")
    await fetch("api/v1/clusters/")
    (thread,) = Rotating.threads
    assert thread is not threading.current_thread()


@pytest.mark.parametrize("limits", [{"api_timeout": 0.2}])
async def test_a_hook_that_hangs(gateway: FakeGateway, configure: Any, fetch: Any) -> None:
    configure({"address": gateway.address, "auth.type": "auth_classes.Blocking"})
    gateway.asks_for("token t1")
    try:
        is_own_error(await fetch("api/v1/clusters/"), "timed-out", 504)
    finally:
        Blocking.go_on.set()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"auth.type": "no_such_module.Auth"}, ["no_such_module"]),
        ({"auth.type": "auth_classes.NoSuchClass"}, ["auth_classes.NoSuchClass", "ImportError"]),
        ({"auth.type": "auth_classes.NotAuth"}, ["auth_classes.NotAuth", "TypeError"]),
        ({"auth.type": None}, ["NoneType"]),
        ({"auth.type": "basic", "auth.kwargs": {"pass": "s3cret"}}, ["basic", "TypeError"]),
        (
            {"auth.type": "basic", "auth.kwargs": {"username": "ada", "password": 42}},
            ["basic", "must be text"],
        ),
        ({"auth.type": "jupyterhub"}, ["JUPYTERHUB_API_TOKEN"]),
        ({"auth.type": "kerberos"}, ["cannot import kerberos", "Install dask-gateway[kerberos]"]),
        ({"auth.type": "auth_classes.Raising"}, ["auth_classes.Raising", "RuntimeError"]),
        ({"auth.type": "auth_classes.Exiting"}, ["auth_classes.Exiting", "SystemExit"]),
        ({"auth.type": "auth_classes.Needing"}, ["cannot import no_such_module"]),
        ({"auth.type": "auth_classes.Silent"}, ["auth_classes.Silent", "TypeError"]),
    ],
)
async def test_a_class_that_fails(
    gateway: FakeGateway, configure: Any, fetch: Any, settings: Any, said: list[str]
) -> None:
    configure({"address": gateway.address, **settings})
    gateway.asks_for("nobody knows")
    for _ in range(2):
        sentence = is_own_error(await fetch("api/v1/clusters/"), "auth-failed", 500)
        assert all(word in sentence for word in said), sentence
    # What needs no login works all the same.
    gateway.answers()
    assert (await fetch("api/health")).code == 200


NO_CREDENTIALS = "No credentials were supplied, or the credentials were unavailable or inaccessible"
UNSPECIFIED = "Unspecified GSS failure.  Minor code may provide more information"


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        (
            (
                (NO_CREDENTIALS, 458752),
                ("No Kerberos credentials available (default cache: FILE:/tmp/s3cret)", -1765328243),
            ),
            ["no Kerberos ticket", "kinit", "the Jupyter server's machine", "KRB5CCNAME"],
        ),
        (((UNSPECIFIED, 851968), ("Ticket expired", -1765328352)), ["has expired", "kinit"]),
        (
            (
                (UNSPECIFIED, 851968),
                ("Server HTTP/s3cret@DASK.TEST not found in Kerberos database", -1765328377),
            ),
            ["gateway.address"],
        ),
        (
            ((UNSPECIFIED, 851968), ("Cannot contact any KDC for realm 'DASK.TEST'", -1765328228)),
            ["no server of the realm answers", "krb5.conf"],
        ),
        (
            ((UNSPECIFIED, 851968), ('Cannot find KDC for realm "DASK.TEST"', -1765328230)),
            ["no server of the realm answers", "krb5.conf"],
        ),
        (((UNSPECIFIED, 851968), ("Clock skew too great", -1765328347)), ["clock of the Jupyter server's"]),
        # What is not known, or looks like nothing at all.
        (((UNSPECIFIED, 851968), ("s3cret", 7)), ["GSSError", "kinit"]),
        (("s3cret",), ["GSSError", "kinit"]),
    ],
)
async def test_what_is_wrong_with_a_kerberos_ticket(
    gateway: FakeGateway, configure: Any, fetch: Any, monkeypatch: Any, recorded: Any, said: list[str]
) -> None:
    """With errors as pykerberos 1.2.4 raised them."""

    class GSSError(Exception):
        pass

    def fails(*_: Any, **__: Any) -> None:
        raise GSSError(*recorded)

    module = SimpleNamespace(authGSSClientInit=fails, GSS_C_MUTUAL_FLAG=2, GSS_C_SEQUENCE_FLAG=8)
    monkeypatch.setitem(sys.modules, "kerberos", module)
    configure({"address": gateway.address, "auth.type": "kerberos"})
    gateway.asks_for("nobody knows")
    sentence = is_own_error(await fetch("api/v1/clusters/"), "auth-failed", 500)
    assert all(word in sentence for word in said), sentence


async def test_a_ticket_that_the_gateway_cannot_read(
    gateway: FakeGateway, configure: Any, fetch: Any
) -> None:
    """As after a new key for the gateway: it says so with status 500."""
    configure({"address": gateway.address, "auth.type": "auth_classes.Verifying"})

    async def answer(request: web.Request) -> web.Response:
        if "Authorization" not in request.headers:
            return web.Response(status=401, headers={"WWW-Authenticate": "Negotiate"})
        return web.json_response({"error": "Error during kerberos authentication"}, status=500)

    gateway.answer = answer
    is_own_error(await fetch("api/v1/clusters/"), "refused", 502)


@pytest.mark.parametrize("password", ["{s3cret}", "s3cret{", "{PATH.s3cret}"])
async def test_a_password_that_is_no_template(
    gateway: FakeGateway, configure: Any, fetch: Any, password: str
) -> None:
    configure({"address": gateway.address, "auth.kwargs": {"password": password}})
    gateway.asks_for("Basic eA==")
    sentence = is_own_error(await fetch("api/v1/clusters/"), "bad-configuration", 500)
    assert "gateway.auth.kwargs.password" in sentence
    assert "brace must be written twice" in sentence
