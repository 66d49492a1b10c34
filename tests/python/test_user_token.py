"""A program that asks the gateway for many users: each request goes with its own user's token alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import web
from fake_gateway import FakeGateway

from jupyter_dask_gateway.gateway.client import GatewayClient
from jupyter_dask_gateway.gateway.errors import Cause, ErrorId, RequestError
from jupyter_dask_gateway.gateway.lazy_client import LazyClient
from jupyter_dask_gateway.gateway.limits import Limits
from jupyter_dask_gateway.gateway.request import Request
from jupyter_dask_gateway.gateway.user_token import UserToken

LIST = Request("GET", "api/v1/clusters/")


@pytest.fixture
def client(configured: FakeGateway, jp_asyncio_loop: Any) -> Iterator[GatewayClient]:
    """The configuration has a login, which is nobody's here."""
    lazy_client = LazyClient(Limits(), "hub page", for_users=True)
    yield jp_asyncio_loop.run_until_complete(lazy_client.get())
    jp_asyncio_loop.run_until_complete(lazy_client.close())


async def test_users_side_by_side(configured: FakeGateway, client: GatewayClient) -> None:
    async def answer(request: web.Request) -> web.Response:
        await asyncio.sleep(0.01)
        login = request.headers["Authorization"]
        # As the gateway does it: whoever brings this back is taken for the one who got it.
        cookie = {"Set-Cookie": f"dask-gateway-1={login}; Path=/"}
        return web.json_response({"said": login}, headers=cookie)

    configured.answer = answer
    names = [f"user{number % 3}" for number in range(30)]
    replies = await asyncio.gather(*(client.api(LIST, UserToken(name)) for name in names))
    assert [reply.body.decode() for reply in replies] == [
        f'{{"said": "jupyterhub {name}"}}' for name in names
    ]
    assert len(configured.seen) == 30
    assert not any("Cookie" in seen.headers for seen in configured.seen)


@pytest.mark.parametrize(
    ("status", "body", "cause"),
    [
        (401, b"{}", Cause.UNAUTHORIZED),
        (500, b"Permission failure verifying user's JupyterHub API token", Cause.UNKNOWN_TO_HUB),
    ],
)
async def test_a_refused_token_is_not_replaced_by_the_programs_login(
    configured: FakeGateway, client: GatewayClient, status: int, body: bytes, cause: Cause
) -> None:
    configured.answers(status, body)
    with pytest.raises(RequestError) as caught:
        await client.api(LIST, UserToken("s3cret"))
    assert (caught.value.id, caught.value.cause) == (ErrorId.REFUSED, cause)
    assert "s3cret" not in str(caught.value)
    assert [seen.headers["Authorization"] for seen in configured.seen] == ["jupyterhub s3cret"]


async def test_a_login_in_the_address_is_not_sent_for_a_user(
    gateway: FakeGateway, configure: Any, client: GatewayClient
) -> None:
    configure({"address": gateway.address.replace("//", "//ada:s3cret@")})
    await client.api(LIST, UserToken("t1"))
    assert [seen.headers["Authorization"] for seen in gateway.seen] == ["jupyterhub t1"]


async def test_nothing_is_sent_for_nobody(configured: FakeGateway, client: GatewayClient) -> None:
    with pytest.raises(ValueError, match="nobody"):
        await client.api(LIST)
    assert not configured.seen


def test_a_token_is_not_printed() -> None:
    assert "s3cret" not in repr(UserToken("s3cret"))
