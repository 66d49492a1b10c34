"""The pass-through on a real gateway that asks for Kerberos tickets of a real realm.

`npm run test:matrix -- Kerberos` runs it: it needs Debian's packages, and pykerberos.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kdc import Kerberos, realm
from real_gateway import TIMEOUT_SECONDS, started

from jupyter_dask_gateway.doctor.checks import CREDENTIALS, OPTIONS


@pytest.fixture(scope="module")
def kerberos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kerberos]:
    with realm(tmp_path_factory.mktemp("realm")) as running:
        yield running


@pytest.fixture(scope="module")
def real_gateway(kerberos: Kerberos, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    environment = {**kerberos.environment, "GATEWAY_KEYTAB": str(kerberos.keytab)}
    config = Path(__file__).with_name("gateway_config.py")
    with started(tmp_path_factory.mktemp("gateway"), config, environment) as gateway:
        yield gateway.address


@pytest.fixture(autouse=True)
def _with_a_ticket(
    kerberos: Kerberos, real_gateway: str, configure: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in kerberos.environment.items():
        monkeypatch.setenv(name, value)
    configure({"address": real_gateway, "auth.type": "kerberos"})
    kerberos.kinit()


def own_error(response: Any, id: str) -> str:
    assert response.headers["Dask-Gateway-Error"] == id, response.body
    return json.loads(response.body)["error"]


async def test_the_life_of_a_cluster(fetch: Any) -> None:
    assert b'"cores"' in (await fetch("api/v1/options")).body
    assert json.loads((await fetch("api/v1/clusters/")).body) == {}
    created = await fetch("api/v1/clusters/", "POST", body=b'{"cluster_options": {"cores": 2}}')
    assert created.code == 201, created.body
    name = json.loads(created.body)["name"]

    deadline = time.monotonic() + TIMEOUT_SECONDS
    status = "PENDING"
    while status == "PENDING" and time.monotonic() < deadline:
        cluster = await fetch(f"api/v1/clusters/{name}", params={"wait": "1"})
        assert cluster.code == 200
        status = json.loads(cluster.body)["status"]
    assert status == "RUNNING"
    scaled = await fetch(f"api/v1/clusters/{name}/scale", "POST", body=b'{"count": 9}')
    assert "exceed resource limit of 2 workers" in json.loads(scaled.body)["msg"]
    # Each has a ticket's exchange of its own.
    answers = await asyncio.gather(*(fetch(f"api/v1/clusters/{name}") for _ in range(8)))
    assert [answer.code for answer in answers] == [200] * 8

    assert (await fetch(f"api/v1/clusters/{name}", "DELETE")).code == 204
    assert json.loads((await fetch("api/v1/clusters/")).body) == {}


async def test_the_gateways_refusals_arrive_in_its_words(fetch: Any) -> None:
    refused = await fetch("api/v1/clusters/", "POST", body=b'{"cluster_options": {"cores": 0}}')
    assert refused.code == 422
    assert json.loads(refused.body) == {"error": "cores must be >= 1.000000, got 0"}
    missing = await fetch("api/v1/clusters/nothing")
    assert missing.code == 404
    assert json.loads(missing.body) == {"error": "Cluster nothing not found"}
    for response in (refused, missing):
        assert "Dask-Gateway-Error" not in response.headers


async def test_no_ticket_until_kinit(fetch: Any, kerberos: Kerberos) -> None:
    assert (await fetch("api/v1/clusters/")).code == 200
    kerberos.kdestroy()
    for method in ("GET", "POST"):
        sentence = own_error(await fetch("api/v1/clusters/", method), "auth-failed")
        assert "there is no Kerberos ticket" in sentence
        assert "Run kinit" in sentence
        assert str(kerberos.folder) not in sentence
    kerberos.kinit()
    listed = await fetch("api/v1/clusters/")
    # The launch that was refused has left nothing behind.
    assert (listed.code, json.loads(listed.body)) == (200, {})


async def test_an_expired_ticket_until_kinit(fetch: Any, kerberos: Kerberos) -> None:
    kerberos.kinit(seconds=2)
    assert (await fetch("api/v1/clusters/")).code == 200
    await asyncio.sleep(3)
    sentence = own_error(await fetch("api/v1/clusters/"), "auth-failed")
    assert "the Kerberos ticket has expired" in sentence
    assert "Run kinit" in sentence
    kerberos.kinit()
    assert (await fetch("api/v1/clusters/")).code == 200


async def test_the_doctor(fetch: Any, kerberos: Kerberos) -> None:
    async def examine() -> dict[str, Any]:
        response = await fetch("doctor", request_timeout=120)
        return {row["step"]: row for row in json.loads(response.body)["findings"]}

    well = await examine()
    assert well["Way to log in"]["text"].startswith("The gateway asks for Negotiate")
    assert [well[name]["outcome"] for name in ("Way to log in", CREDENTIALS, OPTIONS)] == ["ok"] * 3
    kerberos.kdestroy()
    ill = (await examine())[CREDENTIALS]
    assert ill["outcome"] == "failed"
    assert "Run kinit" in ill["text"]


async def test_a_host_that_the_realm_does_not_know(fetch: Any, configure: Any, real_gateway: str) -> None:
    configure({"address": real_gateway.replace("127.0.0.1", "localhost"), "auth.type": "kerberos"})
    sentence = own_error(await fetch("api/v1/clusters/"), "auth-failed")
    assert "gateway.address" in sentence
    assert "kinit" not in sentence


async def test_another_way_to_log_in_than_the_gateways(fetch: Any, configure: Any, real_gateway: str) -> None:
    configure({"address": real_gateway, "auth.type": "basic", "auth.kwargs": {"username": "ada"}})
    own_error(await fetch("api/v1/clusters/"), "refused")


async def test_a_ticket_for_another_key(fetch: Any, kerberos: Kerberos) -> None:
    """Last of all: the gateway's key is not its key any more."""
    kerberos.new_service_key()
    kerberos.kinit()
    assert "kinit" in own_error(await fetch("api/v1/clusters/"), "refused")
