"""What all tests share: a Jupyter server with the extension, and dask's configuration for it."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

# Before dask is imported: the tester's own configuration must not count, nor be written to.
for name in [n for n in os.environ if n.startswith(("DASK_", "JUPYTERHUB_"))]:
    del os.environ[name]
os.environ["DASK_CONFIG"] = tempfile.mkdtemp(prefix="dask-config-")

import dask.config
import dask_gateway  # noqa: F401  its defaults, before a test sets anything on top
import pytest
from fake_gateway import FakeGateway

# Imported, not named in `pytest_plugins`: its autouse fixtures are for this folder only.
from pytest_jupyter.jupyter_server import *  # noqa: F403
from tornado.httpclient import HTTPResponse
from traitlets.config import Config

from jupyter_dask_gateway.gateway.limits import Limits
from jupyter_dask_gateway.pass_through import settings

Fetch = Callable[..., Any]


@pytest.fixture
def limits() -> dict[str, Any]:
    """What to change in `Limits`: `@pytest.mark.parametrize("limits", [{"api_timeout": 0.2}])`."""
    return {}


@pytest.fixture
def jp_server_config(limits: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.setattr(settings, "Limits", lambda **kwargs: Limits(**{**kwargs, **limits}))
    return Config({"ServerApp": {"jpserver_extensions": {"jupyter_dask_gateway": True}}})


@pytest.fixture(autouse=True)
def lines_of_the_extension(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `caplog` have them: in jupyter_server 2.4 an extension's logger may write them itself."""
    if "jp_serverapp" in request.fixturenames:
        request.getfixturevalue("jp_serverapp")
        monkeypatch.setattr(logging.getLogger("DaskGatewayExtension"), "propagate", True)


@pytest.fixture
def gateway(jp_asyncio_loop: Any) -> Iterator[FakeGateway]:
    """A gateway that answers what the test tells it to; nothing is configured for it yet."""
    fake = FakeGateway()
    jp_asyncio_loop.run_until_complete(fake.start())
    yield fake
    jp_asyncio_loop.run_until_complete(fake.stop())


@pytest.fixture
def configure() -> Iterator[Callable[..., None]]:
    """Set dask's `gateway.…`: `configure({"address": …})`. What is not named has its default."""
    before = []

    def set_(values: dict[str, Any]) -> None:
        values = {"http-client.proxy": False, **values}
        setting = dask.config.set({f"gateway.{key}": value for key, value in values.items()})
        setting.__enter__()
        before.append(setting)

    yield set_
    for setting in reversed(before):
        setting.__exit__(None, None, None)


@pytest.fixture
def configured(gateway: FakeGateway, configure: Callable[..., None]) -> FakeGateway:
    """The fake gateway, configured with basic authentication."""
    configure(
        {
            "address": gateway.address,
            "auth.type": "basic",
            "auth.kwargs": {"username": "ada", "password": "s3cret"},
        }
    )
    return gateway


@pytest.fixture
def fetch(jp_fetch: Fetch) -> Fetch:
    """Send a request below <base>/dask-gateway/, with the server's token; errors are returned."""

    async def fetch_(path: str, method: str = "GET", **kwargs: Any) -> HTTPResponse:
        if method in {"POST", "PUT", "PATCH"}:
            kwargs.setdefault("body", b"")
        return await jp_fetch("dask-gateway", path, method=method, raise_error=False, **kwargs)

    return fetch_
