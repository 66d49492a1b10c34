"""What operators are told of requests: metrics and lines of the log, and no names in them."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fake_gateway import FakeGateway
from jupyter_server.log import log_request
from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families
from traitlets.config import Config

from jupyter_dask_gateway.gateway.errors import Cause, ErrorId, RequestError
from jupyter_dask_gateway.gateway.request import Reply
from jupyter_dask_gateway.pass_through import outcomes
from jupyter_dask_gateway.pass_through.metrics import Metrics, metrics_of_process
from jupyter_dask_gateway.pass_through.outcomes import action_of, key_in, launched_key, outcome_of, route_of
from jupyter_dask_gateway.pass_through.telemetry import Telemetry

NAME = "0123456789abcdef0123456789abcdef"
ROOT = Path(__file__).parents[2]

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def samples(text: str) -> Samples:
    """Return ours, by name and labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name.startswith("jupyter_dask_gateway_") and not sample.name.endswith("_created")
    }


@pytest.fixture
def scrape(jp_fetch: Any) -> Callable[[], Any]:
    async def scrape_() -> Samples:
        response = await jp_fetch("metrics")
        assert response.headers["Content-Type"].startswith("text/plain")
        return samples(response.body.decode())

    return scrape_


def increase(before: Samples, after: Samples, name: str) -> dict[tuple[str, ...], float]:
    """Return what has become more, by the labels' values in the order of the labels' names."""
    return {
        tuple(value for _, value in labels): value - before.get((found, labels), 0)
        for (found, labels), value in after.items()
        if found == f"jupyter_dask_gateway_{name}" and value != before.get((found, labels), 0)
    }


def lines(caplog: pytest.LogCaptureFixture, level: int = logging.INFO) -> list[logging.LogRecord]:
    """Return what the Jupyter server has logged, but for what it always says of its login."""
    return [
        record
        for record in caplog.records
        if record.levelno >= level
        and not record.name.startswith(("aiohttp", "asyncio"))
        # jupyter_server tells each login, old ones at the level INFO.
        and "jupyter_server/auth/" not in Path(record.pathname).as_posix()
    ]


# ---- What things are called ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("config", "config"),
        ("api/v1/clusters/", "api/v1/clusters/"),
        (f"api/v1/clusters/{NAME}", "api/v1/clusters/{name}"),
        (f"api/v1/clusters/{NAME}/scale", "api/v1/clusters/{name}/scale"),
        (f"api/v1/clusters/dask.{NAME}/adapt", "api/v1/clusters/{name}/adapt"),
        (f"clusters/{NAME}/json/counts.json", "clusters/{name}/json/counts.json"),
        (
            f"clusters/{NAME}/info/logs/tls%3A%2F%2F10.0.0.1%3A1.html",
            "clusters/{name}/info/logs/{worker}.html",
        ),
        *((path, "other") for path in ("", "api", "api/v1/clusters", f"api/v1/clusters/{NAME}/", "api/v2/x")),
        *((f"clusters/{NAME}/{path}", "other") for path in ("", "status", "info/logs/a/b.html", "scale")),
        (f"api/v1/clusters/{NAME}/json/counts.json", "other"),
        (f"config/{NAME}", "other"),
        ("config\n", "other"),
    ],
)
def test_a_path_is_told_by_a_template(path: str, route: str) -> None:
    assert route_of(path) == route


def test_a_cluster_is_told_by_its_key() -> None:
    assert key_in(f"api/v1/clusters/{NAME}/scale") == NAME[:8]
    assert key_in(f"clusters/dask.{NAME}/json/counts.json") == NAME[:8]
    assert key_in("api/v1/options") is None
    for hostile in ("%0d%0aERROR", "a b", "..", f"{NAME}\n", "x" * 300):
        assert key_in(f"api/v1/clusters/{hostile}") is None, hostile
    assert launched_key(Reply(201, "application/json", json.dumps({"name": NAME}).encode())) == NAME[:8]
    for body in (
        b"",
        b"[]",
        b"{}",
        b'{"name": 1}',
        b'{"name": "a\\nb"}',
        b"[" * 4000,
        b'{"name": "%s"}' % (b"a" * 5000),
    ):
        assert launched_key(Reply(201, "application/json", body)) is None
    assert launched_key(Reply(200, "application/json", json.dumps({"name": NAME}).encode())) is None


def test_outcomes_are_a_fixed_set() -> None:
    found = {outcome_of(status, None) for status in range(100, 600)}
    assert found == {"success", "gateway-refused", "gateway-failed"}
    for id in ErrorId:
        for status in (403, 500):
            for cause in (None, *Cause):
                found.add(outcome_of(status, RequestError(id, "", status, cause)))
    found |= {outcome_of(499, None, left=True), outcomes.UNCONFIRMED}
    assert found == set(outcomes.OUTCOMES)
    assert outcome_of(403, RequestError(ErrorId.JUPYTER, "", 403)) == "not-allowed"
    assert outcome_of(500, RequestError(ErrorId.JUPYTER, "")) == "fault"


def test_actions() -> None:
    clusters = "api/v1/clusters/"
    assert action_of("POST", clusters) == "launch"
    assert action_of("POST", f"{clusters}{{name}}/scale") == "scale"
    assert action_of("POST", f"{clusters}{{name}}/adapt") == "adapt"
    assert action_of("DELETE", f"{clusters}{{name}}") == "stop"
    assert action_of("GET", clusters) is None
    assert action_of("POST", "stop-with-server") is None


# ---- Metrics ------------------------------------------------------------------------------------------


async def test_metrics_count_by_template_and_outcome(
    configured: FakeGateway, fetch: Any, scrape: Any
) -> None:
    before = await scrape()
    secret = "s3cret-image"
    configured.answers(201, json.dumps({"name": NAME}).encode())
    body = json.dumps({"cluster_options": {"image": secret}})
    assert (await fetch("api/v1/clusters/", "POST", body=body)).code == 201
    configured.answers(200)
    assert (await fetch(f"api/v1/clusters/{NAME}/scale", "POST", body=b'{"count": 3}')).code == 200
    assert (await fetch(f"clusters/{NAME}/json/counts.json")).code == 200
    configured.answers(422, b'{"error": "no"}')
    assert (await fetch("api/v1/clusters/", "POST", body=body)).code == 422
    configured.answers(500)
    assert (await fetch("api/v1/clusters/")).code == 500
    configured.answers(204)
    configured.drops()
    assert (await fetch(f"api/v1/clusters/{NAME}", "DELETE")).code == 502
    assert (await fetch(f"no/such/{NAME}")).code == 404
    assert (await fetch("config", headers={"Authorization": ""}, follow_redirects=False)).code == 403
    after = await scrape()
    clusters = "api/v1/clusters/"
    assert increase(before, after, "requests_total") == {
        ("POST", "success", clusters): 1,
        ("POST", "success", f"{clusters}{{name}}/scale"): 1,
        ("GET", "success", "clusters/{name}/json/counts.json"): 1,
        ("POST", "gateway-refused", clusters): 1,
        ("GET", "gateway-failed", clusters): 1,
        ("DELETE", "dropped", f"{clusters}{{name}}"): 1,
        ("GET", "bad-path", "other"): 1,
        ("GET", "not-allowed", "config"): 1,
    }
    assert increase(before, after, "cluster_actions_total") == {
        ("launch", "success"): 1,
        ("launch", "gateway-refused"): 1,
        ("scale", "success"): 1,
        ("stop", "dropped"): 1,
    }
    assert sum(increase(before, after, "request_duration_seconds_count").values()) == 8
    told = repr(list(after))
    assert NAME[:8] not in told
    assert secret not in told
    assert "count" not in {label for _, labels in after for label, _ in labels}


async def test_requests_in_flight(configured: FakeGateway, fetch: Any, scrape: Any) -> None:
    def in_flight(found: Samples) -> float:
        return found.get(("jupyter_dask_gateway_requests_in_flight", (("route", "api/v1/options"),)), 0)

    configured.hangs()
    pending = asyncio.ensure_future(fetch("api/v1/options"))
    await configured.until_seen(1)
    assert in_flight(await scrape()) == 1
    configured.let_go.set()
    assert (await pending).code == 200
    assert in_flight(await scrape()) == 0


async def test_who_leaves_is_no_failure(
    configured: FakeGateway,
    jp_serverapp: Any,
    http_server_client: Any,
    scrape: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = await scrape()
    caplog.clear()
    configured.hangs()
    _, writer = await asyncio.open_connection("127.0.0.1", http_server_client.get_http_port())
    token = jp_serverapp.identity_provider.token
    writer.write(
        f"GET /a%40b/dask-gateway/api/v1/clusters/{NAME} HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: token {token}\r\n\r\n".encode()
    )
    await configured.until_seen(1)
    writer.close()
    await asyncio.wait_for(configured.cancelled.wait(), 20)
    key = ("GET", "client-left", "api/v1/clusters/{name}")
    deadline = time.monotonic() + 20
    while increase(before, await scrape(), "requests_total") != {key: 1}:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)
    assert lines(caplog) == []
    assert all(
        value == 0 for (name, _), value in (await scrape()).items() if name.endswith("_requests_in_flight")
    )


async def test_the_first_launch_is_an_increase(configured: FakeGateway, scrape: Any) -> None:
    labels = (("action", "launch"), ("outcome", "success"))
    assert ("jupyter_dask_gateway_cluster_actions_total", labels) in await scrape()


@pytest.mark.parametrize(
    "jp_server_config",
    [
        Config(
            {
                "ServerApp": {"jpserver_extensions": {"jupyter_dask_gateway": True}},
                "DaskGatewayExtension": {"metrics": False},
            }
        )
    ],
)
async def test_metrics_switched_off(configured: FakeGateway, fetch: Any, scrape: Any) -> None:
    before = await scrape()
    assert (await fetch("api/v1/options")).code == 200
    assert await scrape() == before


def test_servers_of_one_process_share_the_metrics(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("ops")
    one, other = (
        Telemetry(log, metrics=True, event_logger=None),
        Telemetry(log, metrics=True, event_logger=None),
    )
    assert one._metrics is other._metrics is metrics_of_process()
    assert caplog.records == []


def test_metrics_of_these_names_that_are_there_already(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    registry = CollectorRegistry()
    Metrics(registry)
    monkeypatch.setattr(
        "jupyter_dask_gateway.pass_through.telemetry.metrics_of_process", lambda: Metrics(registry)
    )
    telemetry = Telemetry(logging.getLogger("ops"), metrics=True, event_logger=None)
    assert "so none are told" in caplog.text
    telemetry.stopped_at_end("01234567", "success")
    with telemetry.in_flight("config"):
        pass
    assert (
        registry.get_sample_value(
            "jupyter_dask_gateway_cluster_actions_total", {"action": "stop", "outcome": "success"}
        )
        == 0
    )


# ---- Lines of the log ---------------------------------------------------------------------------------


async def test_one_line_for_each_failure_with_what_the_user_can_tell(
    configured: FakeGateway, fetch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    configured.drops()
    response = await fetch(f"api/v1/clusters/{NAME}", "DELETE", params={"x": "s3cret"})
    told = response.headers["Dask-Gateway-Request"]
    assert re.fullmatch("[0-9a-f]{12}", told)
    assert json.loads(response.body)["request"] == told
    # What the panel shows of it.
    assert json.loads(response.body)["error"].endswith(f" (Request {told})")
    [line] = lines(caplog)
    assert line.levelno == logging.WARNING
    said = line.getMessage()
    assert re.match(r"dask-gateway: DELETE api/v1/clusters/\{name\}: dropped \(502\) in \d\.\d{3} s, ", said)
    assert f"request {told}, cluster {NAME[:8]}: The connection to the gateway at " in said
    assert NAME not in said
    assert "s3cret" not in said
    assert "Request" not in said
    # What is asked again and again is told in the same words each time.
    other = await fetch("api/v1/options")
    assert other.headers["Dask-Gateway-Request"] != told
    assert "Request" not in json.loads(other.body)["error"]
    refused = await fetch(f"no/such/{NAME}", "POST")
    assert "Request" not in json.loads(refused.body)["error"]


@pytest.mark.parametrize(
    ("status", "level"),
    [(404, logging.INFO), (422, logging.INFO), (500, logging.WARNING), (503, logging.WARNING)],
)
async def test_what_the_gateway_refuses_is_told_without_its_words(
    configured: FakeGateway, fetch: Any, caplog: pytest.LogCaptureFixture, status: int, level: int
) -> None:
    caplog.set_level(logging.INFO)
    configured.answers(status, json.dumps({"error": f"Cluster {NAME} s3cret"}).encode())
    response = await fetch(f"api/v1/clusters/{NAME}")
    assert "Dask-Gateway-Error" not in response.headers
    [line] = lines(caplog)
    assert line.levelno == level
    assert line.getMessage().endswith(
        f"request {response.headers['Dask-Gateway-Request']}, cluster {NAME[:8]}"
    )


async def test_a_success_is_no_line(
    configured: FakeGateway, fetch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    response = await fetch(f"api/v1/clusters/{NAME}")
    assert "Dask-Gateway-Request" not in response.headers
    assert lines(caplog) == []
    # Not even where everything is logged is there a full name.
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("aiohttp")]
    assert any("GET api/v1/clusters/{name}: success (200)" in line for line in ours)
    assert not any(NAME in line for line in ours)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_a_fault_is_one_line_without_what_it_says(
    configured: FakeGateway, jp_serverapp: Any, fetch: Any, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    (extension,) = jp_serverapp.extension_manager.extension_apps["jupyter_dask_gateway"]
    client = await extension._lazy_client.get()

    async def fail(*_: Any, **__: Any) -> None:
        raise KeyError("".join(["s3", "cret"]))

    client.api = fail
    caplog.set_level(logging.INFO)
    response = await fetch(f"api/v1/clusters/{NAME}", method)
    assert (response.code, response.headers["Dask-Gateway-Error"]) == (500, "jupyter")
    [line] = lines(caplog)
    assert line.levelno == logging.ERROR
    said = line.getMessage()
    assert "fault (500) in" in said
    assert json.loads(response.body)["request"] in said
    assert "KeyError" in said
    assert "pass_through" in said
    assert "s3cret" not in said
    assert NAME not in said


async def test_what_is_refused_before_anything_is_done_is_one_line(
    configured: FakeGateway, fetch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    response = await fetch(f"api/v1/clusters/{NAME}", "DELETE", headers={"Authorization": ""})
    assert response.code == 403
    [line] = lines(caplog)
    assert "DELETE api/v1/clusters/{name}: not-allowed (403)" in line.getMessage()
    assert NAME not in line.getMessage()


async def test_jupyter_server_goes_on_counting_our_requests(
    configured: FakeGateway, jp_serverapp: Any, fetch: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted() -> float:
        labels = {
            "method": "GET",
            "handler": "jupyter_dask_gateway.server.handlers.ConfigHandler",
            "status_code": "200",
        }
        return REGISTRY.get_sample_value("http_request_duration_seconds_count", labels) or 0

    before = counted()
    assert (await fetch("config")).code == 200
    assert counted() == before + 1
    # Nor does it where it does not count others: switched off, or in JupyterHub's single-user servers.
    settings = jp_serverapp.web_app.settings
    seen: list[object] = []
    for function in (partial(log_request, record_prometheus_metrics=False), seen.append):
        monkeypatch.setitem(settings, "log_function", function)
        assert (await fetch("config")).code == 200
    assert counted() == before + 1
    assert seen == []
