"""How code names a gateway that dask's configuration does not, so that dask_gateway reaches it."""

from __future__ import annotations

import asyncio
import getpass
import json
from dataclasses import asdict
from typing import Any

import pytest
from auth_classes import Rotating
from dask_gateway import BasicAuth, Gateway, JupyterHubAuth, KerberosAuth
from dask_gateway.auth import GatewayAuth

from jupyter_dask_gateway import GatewayWidget
from jupyter_dask_gateway.config.code import gateway_code
from jupyter_dask_gateway.config.named import name_gateway
from jupyter_dask_gateway.config.target import NamedGateway, Target


def named(**gateway: Any) -> NamedGateway | None:
    """As a widget of this gateway has it."""

    async def name() -> NamedGateway | None:
        async with Gateway(asynchronous=True, **gateway) as client:
            return GatewayWidget(client)._binding._target.named

    return asyncio.run(name())


def client(**gateway: Any) -> tuple[str, str, str, GatewayAuth]:
    async def read() -> tuple[str, str, str, GatewayAuth]:
        async with Gateway(asynchronous=True, **gateway) as made:
            return made.address, made.proxy_address, made._public_address, made.auth

    return asyncio.run(read())


A = {
    "address": "http://a",
    "proxy-address": "gateway://a:1",
    "public-address": "https://a/x",
    "auth.type": "jupyterhub",
    "auth.kwargs": {"api_token": "s3cret"},
}


def test_the_configured_one_needs_no_name(configure: Any) -> None:
    configure(A)
    assert named() is None
    assert named(address="http://a/") is None
    assert named(auth="jupyterhub") is None
    assert GatewayWidget(address="http://a")._binding._target.named is None
    assert not GatewayWidget(Gateway())._own_login


@pytest.mark.parametrize(
    "given",
    [
        {"address": "http://b"},
        {"address": "https://b/path/"},
        {"address": "http://b:8000", "proxy_address": 8786},
        {"address": "http://b", "proxy_address": "gateway://b:1", "public_address": "/services/b"},
        {"address": "http://b", "proxy_address": "b:1"},
        {"address": "http://[::1]:80", "proxy_address": "tcp://[::1]:1"},
        # The configured one, but for where its schedulers or dashboards are.
        {"proxy_address": "gateway://other:1"},
        {"public_address": "https://other"},
    ],
)
def test_the_name_makes_the_same_gateway(configure: Any, given: dict[str, Any]) -> None:
    configure(A)
    name = named(**given)
    assert name is not None
    expected = client(**given)
    # In a kernel where nothing of the sort is configured.
    configure(dict.fromkeys(A) | {"auth.type": "basic", "auth.kwargs": {}})
    code = {key: asdict(name)[key] for key in ("address", "proxy_address", "public_address")}
    assert client(**code)[:3] == expected[:3]
    assert (name.auth, name.auth_class, name.needs_secret) == ("jupyterhub", None, False)
    assert not name.needs_secret


def test_of_an_address_alone(configure: Any) -> None:
    configure(A)
    name = GatewayWidget(address="http://b", auth="kerberos")._binding._target.named
    assert name == NamedGateway("http://b", "gateway://a:1", "https://a/x", "kerberos", None, False)


class Local(GatewayAuth):
    def __init__(self, key: str) -> None:
        self.key = key


def test_the_kind_of_login_and_never_the_login(configure: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "s3cret-env")
    configure(A)

    class Inner(GatewayAuth):
        pass

    auth = "dask_gateway.auth."
    for login, kind, needs_secret in [
        (BasicAuth(), f"{auth}BasicAuth", False),
        (BasicAuth(getpass.getuser(), ""), f"{auth}BasicAuth", False),
        (BasicAuth("s3cret-ada", ""), f"{auth}BasicAuth", True),
        (BasicAuth(password="s3cret"), f"{auth}BasicAuth", True),
        (JupyterHubAuth(), f"{auth}JupyterHubAuth", False),
        (JupyterHubAuth("s3cret-2"), f"{auth}JupyterHubAuth", True),
        (KerberosAuth(), f"{auth}KerberosAuth", False),
        (Rotating(), "auth_classes.Rotating", False),
        (Local("s3cret"), f"{__name__}.Local", True),
        (Inner(), None, False),
    ]:
        name = named(address="http://b", auth=login)
        assert name is not None
        assert (name.auth, name.auth_class, name.needs_secret) == (None, kind, needs_secret)
        assert "s3cret" not in repr(name)
    # The configured login at another gateway: it is taken from the configuration, as for any other notebook.
    name = named(address="http://b", auth=JupyterHubAuth("s3cret"))
    assert name is not None
    assert (name.auth, name.needs_secret) == ("jupyterhub", False)


def test_no_login_that_an_address_holds(configure: Any) -> None:
    configure({"address": "http://a"})
    name = named(
        address="http://ada:s3cret@b:1",
        proxy_address="gateway://ada:s3cret@b:2",
        public_address="http://ada:s3cret@b:3",
    )
    assert name == NamedGateway("http://b:1", "gateway://b:2", "http://b:3", "basic", None, True)


@pytest.mark.parametrize("proxy", ["gateway://[", "a b", "x:1\nimport os", True])
def test_an_odd_proxy_address_is_left_out(configure: Any, proxy: Any) -> None:
    configure({"address": "http://a"})
    name = name_gateway(Target("http://b", "http://b", None, proxy))
    assert name is not None
    assert name.proxy_address is None or proxy is True


def test_what_is_wrong_with_the_configured_one_is_no_matter(configure: Any) -> None:
    configure({"address": "http://{NO_SUCH}", "proxy-address": "{NO_SUCH}", "auth.type": "no.such.Class"})
    gateway = Gateway("http://b", proxy_address="b:1", public_address="/b", auth=KerberosAuth())
    name = GatewayWidget(gateway)._binding._target.named
    kerberos = "dask_gateway.auth.KerberosAuth"
    assert name == NamedGateway("http://b", "gateway://b:1", "/b", None, kerberos, False)
    assert GatewayWidget(address="nowhere")._binding._target.named is None


def test_a_page_is_told(configure: Any) -> None:
    configure(A)
    gateway = Gateway("http://b", proxy_address="gateway://b:1", auth=BasicAuth("ada", "s3cret"))
    widget = GatewayWidget(gateway)
    assert widget._own_login
    replies: list[Any] = []
    widget._binding.relay("GET", "config", b"", replies.append)
    for _ in range(1000):
        if replies:
            break
        asyncio.run(asyncio.sleep(0.01))
    assert b"s3cret" not in replies[0].body
    code = json.loads(replies[0].body)["code"]
    assert code == {
        "imports": "from dask_gateway import BasicAuth, Gateway\n",
        "call": """Gateway(
    'http://b',
    proxy_address='gateway://b:1',
    public_address='https://a/x',
    # Set username and password, which are not copied: BasicAuth("…", "…")
    auth=BasicAuth(),
)""",
    }


@pytest.mark.parametrize(
    ("auth", "auth_class", "needs_secret", "expected"),
    [
        ("kerberos", None, False, "    auth='kerberos',"),
        ("basic", None, True, "    # Fill in the secret, which is not copied.\n    auth='basic',"),
        (None, "dask_gateway.auth.KerberosAuth", False, "    auth=KerberosAuth(),"),
        (
            None,
            "dask_gateway.auth.JupyterHubAuth",
            True,
            '    # Set the token, which is not copied: JupyterHubAuth("…")\n    auth=JupyterHubAuth(),',
        ),
        (None, "auth_classes.Rotating", False, "    auth=Rotating(),"),
        (None, None, False, "    # Put your own login here: its class cannot be imported.\n    auth=...,"),
    ],
)
def test_the_code_of_each_login(
    auth: str | None,
    auth_class: str | None,
    needs_secret: bool,
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "s3cret")
    address = "http://b'),import os#"
    code = gateway_code(NamedGateway(address, "gateway://b:1", None, auth, auth_class, needs_secret))
    assert code["call"].endswith(f"    proxy_address='gateway://b:1',\n{expected}\n)")
    made: list[Any] = []

    def gateway(*given: Any, **options: Any) -> None:
        made.append((given, options["auth"]))

    names: dict[str, Any] = {}
    exec(code["imports"], names)
    exec(code["call"], {**names, "Gateway": gateway})
    [(given, login)] = made
    assert given == (address,)
    assert auth_class is None or f"{type(login).__module__}.{type(login).__name__}" == auth_class
