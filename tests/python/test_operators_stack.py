"""What operators are told by a real Jupyter server with a real gateway."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from real_gateway import started
from test_server_ends import TOKEN, JupyterServer, jupyter_server

from jupyter_dask_gateway.pass_through.events import SCHEMA_ID

CONFIG = """
import logging
c.EventLogger.handlers = [logging.FileHandler("events.jsonl")]
"""


def metrics(server: JupyterServer, token: str = TOKEN) -> str:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/metrics", headers={"Authorization": f"token {token}"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=20) as response:
        text: str = response.read().decode()
    return text


def test_a_launch_and_a_stop(tmp_path: Path) -> None:
    config = tmp_path / "jupyter_server_config.py"
    config.write_text(CONFIG)
    with (
        started(tmp_path) as gateway,
        jupyter_server(tmp_path / "jupyter", gateway.address, f"--config={config}") as server,
    ):
        counted = 'jupyter_dask_gateway_cluster_actions_total{action="%s",outcome="%s"} %s\n'
        before = metrics(server)
        assert counted % ("launch", "success", 0.0) in before
        assert counted % ("stop", "success", 0.0) in before

        clusters = "dask-gateway/api/v1/clusters/"
        name = server.ask(clusters, {"cluster_options": {"cores": 1}})["name"]
        for options in ({"cores": 0}, {"cores": "s3cret"}):
            with pytest.raises(urllib.error.HTTPError, match="422"):
                server.ask(clusters, {"cluster_options": options})
        server.ask(clusters + name, method="DELETE")

        after = metrics(server)
        assert counted % ("launch", "success", 1.0) in after
        assert counted % ("launch", "gateway-refused", 2.0) in after
        assert counted % ("stop", "success", 1.0) in after
        stops = r'requests_total{method="DELETE",outcome="success",route="api/v1/clusters/{name}"} 1.0'
        assert f"jupyter_dask_gateway_{stops}\n" in after

        events = [json.loads(line) for line in (tmp_path / "jupyter/events.jsonl").read_text().splitlines()]
        ours = [event for event in events if event["__schema__"] == SCHEMA_ID]
        key = name[:8]
        assert [(each["action"], each["outcome"], each["status"], each.get("cluster")) for each in ours] == [
            ("launch", "success", 201, key),
            ("launch", "gateway-refused", 422, None),
            ("launch", "gateway-refused", 422, None),
            ("stop", "success", 204, key),
        ]
        log = server.log.read_text()
        lines = re.findall(
            r"dask-gateway: POST api/v1/clusters/: gateway-refused \(422\).*request (\w+)$", log, re.M
        )
        assert lines == [each["request"] for each in ours if each["status"] == 422]
        for told in (after, json.dumps(events), log):
            assert name not in told
            assert "s3cret" not in told
