"""Events: what was done to clusters, without what it was done with, for who has set up where events go."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import pytest
import yaml
from fake_gateway import FakeGateway
from jupyter_events import EventLogger
from jupyter_server.auth import Authorizer
from traitlets.config import Config

from jupyter_dask_gateway.pass_through import events
from jupyter_dask_gateway.pass_through.events import SCHEMA, SCHEMA_ID
from jupyter_dask_gateway.pass_through.outcomes import ACTIONS
from jupyter_dask_gateway.pass_through.telemetry import Telemetry

NAME = "0123456789abcdef0123456789abcdef"
SECRET = "s3cret"
LOG = logging.getLogger("ops")


@pytest.fixture
def told(jp_serverapp: Any) -> Any:
    """Return our events since the last time, without the time."""
    output = io.StringIO()
    logger = jp_serverapp.event_logger
    logger.handlers = logger.handlers or []
    logger.register_handler(logging.StreamHandler(output))

    def told_() -> list[dict[str, Any]]:
        read = [json.loads(line) for line in output.getvalue().splitlines()]
        output.seek(0)
        output.truncate()
        for event in read:
            assert event.pop("__timestamp__")
            assert event.pop("__metadata_version__") == 1
            assert str(event.pop("__schema_version__")) == "1"
            assert event.pop("__schema__") == SCHEMA_ID
        return read

    return told_


def options(**more: object) -> bytes:
    return json.dumps({"cluster_options": {"image": SECRET, **more}}).encode()


async def test_launch_scale_adapt_and_stop(configured: FakeGateway, fetch: Any, told: Any) -> None:
    configured.answers(201, json.dumps({"name": NAME}).encode())
    assert (await fetch("api/v1/clusters/", "POST", body=options())).code == 201
    [launch] = told()
    assert launch.pop("seconds") > 0
    assert len(launch.pop("request")) == 12
    assert launch == {
        "action": "launch",
        "outcome": "success",
        "by": "user",
        "status": 201,
        "cluster": NAME[:8],
    }
    configured.answers()
    assert (await fetch(f"api/v1/clusters/{NAME}/scale", "POST", body=b'{"count": 7654321}')).code == 200
    body = b'{"minimum": 7654321, "maximum": 7654322}'
    assert (await fetch(f"api/v1/clusters/{NAME}/adapt", "POST", body=body)).code == 200
    configured.answers(204)
    assert (await fetch(f"api/v1/clusters/{NAME}", "DELETE")).code == 204
    read = told()
    assert [(event["action"], event["outcome"], event["cluster"]) for event in read] == [
        ("scale", "success", NAME[:8]),
        ("adapt", "success", NAME[:8]),
        ("stop", "success", NAME[:8]),
    ]
    assert not any(secret in json.dumps([launch, *read]) for secret in (NAME, SECRET, "765432", '"ada"'))


async def test_what_fails_is_told_with_the_reason(configured: FakeGateway, fetch: Any, told: Any) -> None:
    configured.answers(422, json.dumps({"error": f"not {SECRET}"}).encode())
    response = await fetch("api/v1/clusters/", "POST", body=options())
    [refused] = told()
    assert (refused["outcome"], refused["status"]) == ("gateway-refused", 422)
    assert "cluster" not in refused
    assert refused["request"] == response.headers["Dask-Gateway-Request"]
    configured.drops()
    response = await fetch(f"api/v1/clusters/{NAME}", "DELETE")
    [lost] = told()
    assert (lost["action"], lost["outcome"], lost["cluster"]) == ("stop", "dropped", NAME[:8])
    assert lost["request"] == json.loads(response.body)["request"]
    assert SECRET not in json.dumps([refused, lost])


async def test_reads_and_who_is_not_let_in_do_nothing_to_clusters(
    configured: FakeGateway, jp_serverapp: Any, fetch: Any, told: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (
        "config",
        "api/v1/clusters/",
        f"api/v1/clusters/{NAME}",
        f"clusters/{NAME}/json/counts.json",
    ):
        await fetch(path)
    await fetch("no/such/path", "POST")
    await fetch("stop-with-server", "POST", body=json.dumps({"cluster": NAME, "stop": True}))
    for method, path in (("POST", "api/v1/clusters/"), ("DELETE", f"api/v1/clusters/{NAME}")):
        response = await fetch(path, method, headers={"Authorization": ""}, follow_redirects=False)
        assert response.code == 403

    class ReadOnly(Authorizer):
        def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
            return action == "read"

    monkeypatch.setitem(jp_serverapp.web_app.settings, "authorizer", ReadOnly())
    assert (await fetch("api/v1/clusters/", "POST", body=options())).code == 403
    assert told() == []


async def test_clusters_that_end_with_the_server(
    configured: FakeGateway, jp_serverapp: Any, fetch: Any, told: Any
) -> None:
    other = NAME[::-1]
    for name in (NAME, other):
        await fetch("stop-with-server", "POST", body=json.dumps({"cluster": name, "stop": True}))

    async def answer(request: Any) -> Any:
        if request.path.endswith(NAME):
            return await configured.empty(request)
        raise ConnectionError

    configured.answer = answer
    await jp_serverapp.cleanup_extensions()
    read = told()
    assert {(event["action"], event["by"], event["cluster"], event["outcome"]) for event in read} == {
        ("stop", "server-end", NAME[:8], "success"),
        ("stop", "server-end", other[:8], "unconfirmed"),
    }
    assert all(set(event) == {"action", "by", "cluster", "outcome"} for event in read)


@pytest.mark.parametrize(
    "jp_server_config",
    [
        Config(
            {
                "ServerApp": {"jpserver_extensions": {"jupyter_dask_gateway": True}},
                "DaskGatewayExtension": {"events": False},
            }
        )
    ],
)
async def test_events_switched_off(configured: FakeGateway, jp_serverapp: Any, fetch: Any, told: Any) -> None:
    assert (await fetch("api/v1/clusters/", "POST", body=options())).code == 200
    assert told() == []
    assert SCHEMA_ID not in jp_serverapp.event_logger.schemas


def test_the_schema_takes_what_is_told_and_nothing_else() -> None:
    output = io.StringIO()
    logger = EventLogger(handlers=[logging.StreamHandler(output)])
    telemetry = Telemetry(LOG, metrics=False, event_logger=logger)
    assert yaml.safe_load(SCHEMA.read_text())["$id"] == SCHEMA_ID
    for action in ACTIONS:
        logger.emit(schema_id=SCHEMA_ID, data={"action": action, "outcome": "success", "by": "user"})
    data = {"action": "launch", "outcome": "success", "by": "user"}
    for more in ({"options": {}}, {"cluster": NAME}, {"action": "delete"}, {"by": "ada"}):
        with pytest.raises(Exception, match="Failed validating"):
            logger.emit(schema_id=SCHEMA_ID, data={**data, **more})
    assert len(output.getvalue().splitlines()) == len(ACTIONS)
    assert telemetry._event_logger is logger


@pytest.mark.parametrize("kinds", [(str,), (int,)])
def test_versions_of_jupyter_events(kinds: tuple[type, ...]) -> None:
    """Before 0.11 it wants the schema's version to be a number, later a text."""

    class Picky:
        taken: Any = None

        def register_event_schema(self, schema: Any) -> None:
            if not isinstance(schema["version"], kinds):
                raise ValueError
            assert self.taken is None
            self.taken = schema

    picky = Picky()
    events.register(picky)  # type: ignore[arg-type]
    assert picky.taken["$id"] == SCHEMA_ID


def test_what_a_site_has_put_in_between_breaks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def fail(schema_id: str, data: dict[str, Any]) -> dict[str, Any]:
        raise KeyError(SECRET)

    # jupyter_events 0.4 compares classes with them, and no texts.
    fail.__annotations__ = {"schema_id": str, "data": dict, "return": dict}
    logger = EventLogger(handlers=[logging.StreamHandler(io.StringIO())])
    telemetry = Telemetry(LOG, metrics=False, event_logger=logger)
    logger.add_modifier(schema_id=SCHEMA_ID, modifier=fail)
    telemetry.stopped_at_end(NAME[:8], "success")
    assert [record.getMessage() for record in caplog.records] == [
        "dask-gateway: an event was not told: KeyError"
    ]
    caplog.clear()
    # It is registered already: by what, nobody knows.
    Telemetry(LOG, metrics=False, event_logger=logger).stopped_at_end(NAME[:8], "success")
    assert "their schema is not taken" in caplog.text
