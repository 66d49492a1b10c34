"""`<base>/dask-gateway/config`."""

from __future__ import annotations

import datetime
import json
import math
import subprocess
import sys
from importlib import metadata
from typing import Any

import pytest
from fake_gateway import FakeGateway

import jupyter_dask_gateway


async def test_all_of_it(configure: Any, fetch: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("SITE", "example.org")
    monkeypatch.setenv("JUPYTER_IMAGE_SPEC", "quay.io/site/image:1")
    configure(
        {
            "address": "https://{SITE}/services/dask-gateway/",
            "public-address": "/services/dask-gateway/",
            "auth.type": "jupyterhub",
            "cluster.options": {"image": "{JUPYTER_IMAGE_SPEC}", "deep": {"x": "{SITE}"}, "n": 2},
        }
    )
    response = await fetch("config")
    assert response.code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Dask-Gateway-Error" not in response.headers
    assert json.loads(response.body) == {
        "address": "https://example.org/services/dask-gateway",
        "public_address": "/services/dask-gateway",
        "auth_type": "jupyterhub",
        "connection": "auto",
        # As in dask_gateway, only texts of the top level are templates.
        "options": {"image": "quay.io/site/image:1", "deep": {"x": "{SITE}"}, "n": 2},
        "option_problems": {},
        "problems": {},
        "code": None,
        "environment": None,
        "stop_with_server": {"default": None},
        "site": None,
        "image": "quay.io/site/image:1",
        "versions": {
            "jupyter_dask_gateway": jupyter_dask_gateway.__version__,
            "dask_gateway": metadata.version("dask_gateway"),
            "dask": metadata.version("dask"),
            "distributed": metadata.version("distributed"),
        },
    }


async def test_prescribed_connection(configure: Any, fetch: Any) -> None:
    configure({"address": "http://gateway:8000", "jupyter.connection": "pass-through"})
    assert json.loads((await fetch("config")).body)["connection"] == "pass-through"


@pytest.mark.parametrize("configured", [True, False])
async def test_new_clusters_may_be_stopped_with_the_server(
    configure: Any, fetch: Any, configured: bool
) -> None:
    configure({"address": "http://gateway:8000", "jupyter.stop-with-server": configured})
    assert json.loads((await fetch("config")).body)["stop_with_server"] == {"default": configured}


async def test_what_is_neither_true_nor_false_is_told(configure: Any, fetch: Any) -> None:
    configure({"address": "http://gateway:8000", "jupyter.stop-with-server": "yes please"})
    config = json.loads((await fetch("config")).body)
    assert config["stop_with_server"] == {"default": None}
    assert "must be true or false" in config["problems"]["gateway.jupyter.stop-with-server"]
    assert "please" not in str(config)


async def test_defaults(configure: Any, fetch: Any, monkeypatch: Any) -> None:
    monkeypatch.delenv("JUPYTER_IMAGE_SPEC", raising=False)
    monkeypatch.setenv("JUPYTER_IMAGE", "other:2")
    configure({"address": "http://gateway:8000//", "cluster.options": {}})
    config = json.loads((await fetch("config")).body)
    assert config["address"] == config["public_address"] == "http://gateway:8000"
    assert (config["auth_type"], config["options"], config["image"]) == ("basic", {}, "other:2")
    monkeypatch.delenv("JUPYTER_IMAGE")
    assert json.loads((await fetch("config")).body)["image"] is None


async def test_same_addresses_as_dask_gateway(configure: Any, fetch: Any) -> None:
    from dask_gateway import Gateway

    configure({"address": "http://a:1/x/", "public-address": "https://b/y/"})
    config = json.loads((await fetch("config")).body)
    async with Gateway(asynchronous=True) as client:
        assert config["address"] == client.address
        assert config["public_address"] == client._public_address


@pytest.mark.parametrize(
    ("host", "public", "expected"),
    [
        ("https://hub.test", "/services/dask-gateway/", "https://hub.test/services/dask-gateway"),
        ("https://hub.test:8443/", "", "https://hub.test:8443"),
        ("https://hub.test", "https://b/y", "https://b/y"),
        ("", "/services/dask-gateway/", "/services/dask-gateway"),
        ("javascript:alert(1)", "/x", "/x"),
        ("hub.test", "/x", "/x"),
        ("https://hub.test:99999", "/x", "/x"),
        ("https://ada:s3cret@hub.test", "/x", "https://hub.test/x"),
    ],
)
async def test_a_path_where_users_have_hosts_of_their_own(
    configure: Any, fetch: Any, monkeypatch: Any, host: str, public: str, expected: str
) -> None:
    """JupyterHub tells a server where it is itself, if that is not where the server is."""
    monkeypatch.setenv("JUPYTERHUB_HOST", host)
    configure({"address": "http://gateway:8000", "public-address": public})
    assert json.loads((await fetch("config")).body)["public_address"] == expected


async def test_no_credential(configure: Any, fetch: Any) -> None:
    configure(
        {
            "address": "http://ada:s3cret@gateway:8000/x",
            "public-address": "https://ada:s3cret@public/y",
            "auth.kwargs": {"username": "ada", "password": "s3cret"},
            "http-client.proxy": "http://ada:s3cret@proxy:1",
        }
    )
    response = await fetch("config")
    assert b"ada" not in response.body
    assert b"s3cret" not in response.body
    config = json.loads(response.body)
    assert config["address"] == "http://gateway:8000/x"
    assert config["public_address"] == "https://public/y"


async def test_json_as_python_writes_it(configure: Any, fetch: Any) -> None:
    options = {"nan": math.nan, "inf": -math.inf, "big": 2**70, "one": 1.0, "lone": "\ud800"}
    configure({"address": "http://gateway", "cluster.options": options})
    body = (await fetch("config")).body.decode()
    assert (
        '{"nan": NaN, "inf": -Infinity, "big": 1180591620717411303424, "one": 1.0, "lone": "\\ud800"}'
    ) in body


async def test_class_as_type(configure: Any, fetch: Any) -> None:
    from dask_gateway.auth import BasicAuth

    configure({"address": "http://gateway", "auth.type": BasicAuth})
    config = json.loads((await fetch("config")).body)
    assert config["auth_type"] == "dask_gateway.auth.BasicAuth"


@pytest.mark.parametrize("address", [None, ""])
async def test_not_configured(configure: Any, fetch: Any, address: str | None) -> None:
    configure({"address": address})
    for path in ("config", "api/v1/options", "clusters/a1/json/counts.json"):
        response = await fetch(path)
        assert response.code == 503
        assert response.headers["Dask-Gateway-Error"] == "not-configured"
        assert response.headers["Content-Type"] == "application/json"
        assert "gateway.address" in json.loads(response.body)["error"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"address": "http://{NO_SUCH}"}, ["gateway.address", "NO_SUCH"]),
        ({"address": "http://{s3cret"}, ["gateway.address"]),
        ({"address": "http://{PATH.s3cret}"}, ["gateway.address"]),
        ({"address": 8000}, ["gateway.address", "int"]),
        ({"address": "http://[s3cret"}, ["gateway.address"]),
    ],
)
async def test_without_an_address_nothing_works(
    configure: Any, fetch: Any, settings: dict[str, Any], said: list[str]
) -> None:
    configure({"address": "http://gateway", **settings})
    response = await fetch("config")
    assert response.code == 500
    assert response.headers["Dask-Gateway-Error"] == "bad-configuration"
    sentence = json.loads(response.body)["error"]
    assert all(word in sentence for word in said), sentence
    assert "s3cret" not in sentence


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"public-address": "{NO_SUCH}"}, ["gateway.public-address", "NO_SUCH"]),
        ({"public-address": "javascript:s3cret"}, ["gateway.public-address"]),
        ({"public-address": 8000}, ["gateway.public-address", "int"]),
        ({"jupyter.connection": "passthrough"}, ["one of auto, direct, pass-through, relay"]),
        ({"jupyter.connection": "{NO_SUCH}"}, ["gateway.jupyter.connection", "NO_SUCH"]),
        ({"cluster.options": ["s3cret"]}, ["gateway.cluster.options", "list"]),
        # dask_gateway's own client takes it no better.
        ({"cluster.options": None}, ["gateway.cluster.options", "null"]),
    ],
)
async def test_each_setting_fails_by_itself(
    configured: FakeGateway, configure: Any, fetch: Any, settings: dict[str, Any], said: list[str]
) -> None:
    options = {"cluster.options": {"image": "a:1"}}
    configure({"address": configured.address, **options, **settings})
    assert (await fetch("api/v1/options")).code == 200
    config = json.loads((await fetch("config")).body)
    [(setting, sentence)] = config["problems"].items()
    assert all(word in sentence for word in [setting, "the Jupyter server's", *said]), sentence
    assert "s3cret" not in sentence
    shown = {
        "gateway.public-address": config["public_address"],
        "gateway.cluster.options": config["options"],
    }
    usual = {"gateway.public-address": configured.address, "gateway.cluster.options": {"image": "a:1"}}
    assert shown == {name: None if name == setting else value for name, value in usual.items()}
    assert config["connection"] == "auto"


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"a": "{NO_SUCH}"}, ["gateway.cluster.options.a", "NO_SUCH"]),
        ({"a": "{no_such}"}, ["gateway.cluster.options.a"]),
        ({"a": "{0}"}, ["gateway.cluster.options.a"]),
        ({"day": datetime.date(2026, 1, 1)}, ["cluster.options.day", "date"]),
        ({"n": 10**5000}, ["gateway.cluster.options.n"]),
        ({"m": {(1, 2): "s3cret"}}, ["gateway.cluster.options.m"]),
        ({1: "x"}, ["gateway.cluster.options", "int"]),
        ({"db_password": "s3cret{NO_SUCH}"}, ["gateway.cluster.options.db_password"]),
    ],
)
async def test_each_option_fails_by_itself(
    configure: Any, fetch: Any, option: dict[Any, Any], said: list[str]
) -> None:
    configure({"address": "http://gateway", "cluster.options": {**option, "image": "a:1"}})
    config = json.loads((await fetch("config")).body)
    assert (config["options"], config["problems"]) == ({"image": "a:1"}, {})
    [(of, sentence)] = config["option_problems"].items()
    assert [of] == [str(name) for name in option]
    assert all(word in sentence for word in said), sentence
    # Part of what may be a password is not said, even where it looks like a variable.
    assert not any(word in sentence for word in ("s3cret", "no_such"))
    assert ("NO_SUCH" in sentence) == ("NO_SUCH" in said)


async def test_a_login_that_cannot_be_made_is_needed_only_where_one_is_asked_for(
    gateway: FakeGateway, configure: Any, fetch: Any
) -> None:
    for kwargs in ({"password": "{NO_SUCH}"}, ["s3cret"]):
        configure({"address": gateway.address, "auth.kwargs": kwargs})
        gateway.answers()
        assert (await fetch("config")).code == 200
        assert (await fetch("api/v1/options")).code == 200
        assert (await fetch("clusters/a1/json/counts.json")).code == 200
        gateway.asks_for("Basic eA==")
        response = await fetch("api/v1/options")
        assert response.headers["Dask-Gateway-Error"] == "bad-configuration"
        assert "gateway.auth.kwargs" in json.loads(response.body)["error"]
        assert "s3cret" not in response.body.decode()
    configure({"address": gateway.address, "auth.kwargs": {"username": "u", "password": "p"}})
    gateway.asks_for("Basic dTpw")
    assert (await fetch("api/v1/options")).code == 200, "put right"


async def test_where_the_schedulers_are_is_no_matter_of_the_panels(
    configured: FakeGateway, configure: Any, fetch: Any
) -> None:
    configure({"address": configured.address, "proxy-address": "{NO_SUCH}"})
    assert (await fetch("api/v1/options")).code == 200
    assert json.loads((await fetch("config")).body)["problems"] == {}


@pytest.mark.parametrize(
    "address", ["gateway:8000", "ftp://gateway", "http://", "http://gateway/?x", "/services/x"]
)
async def test_an_address_to_which_nothing_can_be_sent(configure: Any, fetch: Any, address: str) -> None:
    configure({"address": address})
    response = await fetch("api/v1/options")
    assert response.code == 500
    assert response.headers["Dask-Gateway-Error"] == "bad-configuration"


async def test_bad_proxy(configure: Any, fetch: Any) -> None:
    configure({"address": "http://gateway", "http-client.proxy": "http://{NO_SUCH}"})
    response = await fetch("api/v1/options")
    assert response.headers["Dask-Gateway-Error"] == "bad-configuration"
    assert "gateway.http-client.proxy" in json.loads(response.body)["error"]


def test_importing_the_package_imports_no_dask() -> None:
    code = (
        "import sys, jupyter_dask_gateway as p; p._jupyter_server_extension_points();"
        "sys.exit(bool({'dask', 'dask_gateway', 'distributed', 'aiohttp'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_labextension_is_named_as_it_is_installed() -> None:
    (path,) = jupyter_dask_gateway._jupyter_labextension_paths()
    assert path == {"src": "labextension", "dest": "jupyter-dask-gateway"}
