"""The extension on a real dask-gateway-server."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from real_gateway import TIMEOUT_SECONDS, started


@pytest.fixture(scope="module")
def real_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with started(tmp_path_factory.mktemp("gateway")) as gateway:
        yield gateway.address


@pytest.fixture
def configured_for(real_gateway: str, configure: Any) -> Any:
    def configure_(password: str) -> str:
        kwargs = {"username": "ada", "password": password}
        configure({"address": real_gateway, "auth.type": "basic", "auth.kwargs": kwargs})
        return real_gateway

    return configure_


async def test_the_life_of_a_cluster(configured_for: Any, fetch: Any) -> None:
    address = configured_for("s3cret")

    config = json.loads((await fetch("config")).body)
    assert config["address"] == config["public_address"] == address

    options = await fetch("api/v1/options")
    assert b'"default": NaN' in options.body
    assert str(2**70).encode() in options.body
    assert str(2**60).encode() in options.body

    refused = await fetch("api/v1/clusters/", "POST", body=b'{"cluster_options": {"cores": 0}}')
    assert refused.code == 422
    assert "Dask-Gateway-Error" not in refused.headers
    assert json.loads(refused.body) == {"error": "cores must be >= 1.000000, got 0"}

    created = await fetch("api/v1/clusters/", "POST", body=b'{"cluster_options": {"cores": 7}}')
    assert created.code == 201
    name = json.loads(created.body)["name"]

    deadline = time.monotonic() + TIMEOUT_SECONDS
    while True:
        response = await fetch(f"api/v1/clusters/{name}", params={"wait": "1"})
        assert response.code == 200
        cluster = json.loads(response.body)
        assert not {"tls_cert", "tls_key"} & set(cluster)
        if cluster["status"] != "PENDING" or time.monotonic() > deadline:
            break
    assert cluster["status"] == "RUNNING"
    assert cluster["options"]["cores"] == 7

    clusters = await fetch("api/v1/clusters/")
    assert b"PRIVATE KEY" not in clusters.body
    assert b"tls_" not in clusters.body
    assert set(json.loads(clusters.body)) == {name}

    scaled = await fetch(f"api/v1/clusters/{name}/scale", "POST", body=b'{"count": 9}')
    assert scaled.code == 200
    assert "exceed resource limit of 2 workers" in json.loads(scaled.body)["msg"]

    while True:
        response = await fetch(f"clusters/{name}/json/counts.json")
        assert response.code == 200
        counts = json.loads(response.body)
        if counts["workers"] == 2 or time.monotonic() > deadline:
            break
        await asyncio.sleep(0.1)
    assert counts["workers"] == 2
    identity = json.loads((await fetch(f"clusters/{name}/json/identity.json")).body)
    assert len(identity["workers"]) == 2

    assert (await fetch(f"api/v1/clusters/{name}", "DELETE")).code == 204
    assert json.loads((await fetch("api/v1/clusters/")).body) == {}
    scaled = await fetch(f"api/v1/clusters/{name}/scale", "POST", body=b'{"count": 1}')
    assert scaled.code in {404, 409}
    assert "Dask-Gateway-Error" not in scaled.headers
    missing = await fetch("api/v1/clusters/nothing")
    assert missing.code == 404
    assert json.loads(missing.body) == {"error": "Cluster nothing not found"}
    stopped = await fetch("api/v1/clusters/", params={"status": "stopped"})
    assert b"tls_" not in stopped.body


async def test_wrong_password(configured_for: Any, fetch: Any) -> None:
    configured_for("wrong")
    for method in ("GET", "POST"):
        response = await fetch("api/v1/clusters/", method, body=None if method == "GET" else b"{}")
        assert response.code == 502
        assert response.headers["Dask-Gateway-Error"] == "refused"
        assert "username and password" in json.loads(response.body)["error"]
    configured_for("s3cret")
    assert (await fetch("api/v1/clusters/")).code == 200


async def test_paths_are_passed_with_their_slashes(configured_for: Any, fetch: Any) -> None:
    configured_for("s3cret")
    for path in ("api/v1/clusters", "api/v1/options/"):
        response = await fetch(path)
        assert response.code == 404
        assert response.body == b""  # Its words are no JSON.
        assert "Dask-Gateway-Error" not in response.headers
