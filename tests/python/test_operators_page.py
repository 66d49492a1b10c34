"""docs/operators.md says what the code has: metrics, outcomes, queries, a line of the log."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from jupyter_core.paths import SYSTEM_CONFIG_PATH
from jupyter_events import EventLogger
from jupyter_server.serverapp import ServerApp
from jupyterhub.scopes import scope_definitions
from prometheus_client import CollectorRegistry
from traitlets.config import Application, Config

from jupyter_dask_gateway.hub.app import HubPage
from jupyter_dask_gateway.hub.metrics import SCOPE
from jupyter_dask_gateway.pass_through.events import SCHEMA
from jupyter_dask_gateway.pass_through.metrics import Metrics
from jupyter_dask_gateway.pass_through.outcomes import ACTIONS, OUTCOMES
from jupyter_dask_gateway.pass_through.telemetry import Answered, Telemetry
from jupyter_dask_gateway.server.app import DaskGatewayExtension

PAGE = (Path(__file__).parents[2] / "docs/operators.md").read_text("utf-8")
LOG = logging.getLogger("ops")
BLOCKS = dict[str, list[str]]()
for language, text in re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.M | re.S):
    BLOCKS.setdefault(language, []).append(text)


def known() -> dict[str, set[str]]:
    """Return the labels of each sample that Prometheus gets to know."""
    registry = CollectorRegistry()
    metrics = Metrics(registry)
    metrics.count("GET", "config", "success", 0.1)
    metrics.count_action("launch", "success")
    with metrics.in_flight("config"):
        samples = [sample for family in registry.collect() for sample in family.samples]
    return {sample.name: set(sample.labels) for sample in samples}


def test_the_table_of_metrics() -> None:
    rows = re.findall(r"^\| `(jupyter_dask_gateway_\w+)` \| (\w+) by ([^:|]+):", PAGE, re.M)
    registry = CollectorRegistry()
    Metrics(registry)
    types = {
        f"{family.name}_total" if family.type == "counter" else family.name: family.type
        for family in registry.collect()
    }
    assert {name: kind for name, kind, _ in rows} == types
    for name, kind, labels in rows:
        sample = f"{name}_sum" if kind == "histogram" else name
        assert set(re.findall(r"`(\w+)`", labels)) == known()[sample]
    assert f"asked for, {', '.join(f'`{action}`' for action in ACTIONS[:-1])} or `{ACTIONS[-1]}`" in PAGE


def test_the_table_of_outcomes() -> None:
    table = PAGE.partition("| `outcome` | what it means |")[2].partition("###")[0]
    told = [
        name for row in re.findall(r"^\| (`.*?) \|", table, re.M) for name in re.findall(r"`([\w-]+)`", row)
    ]
    assert len(told) == len(set(told))
    assert set(told) == set(OUTCOMES)


@pytest.mark.parametrize("query", BLOCKS["promql"])
def test_queries_ask_for_what_there_is(query: str) -> None:
    assert "jupyter_dask_gateway_" in query
    assert_asks_for_what_there_is(query)


def assert_asks_for_what_there_is(query: str, of_targets: set[str] | None = None) -> None:
    """`of_targets`: labels that Prometheus gives itself."""
    selected = re.findall(r"(jupyter_dask_gateway_\w+)\{([^{}]*)\}\[\d+[mhd]\]", query)
    assert len(selected) == query.count("jupyter_dask_gateway_")
    for name, matchers in selected:
        labels = dict(re.findall(r'(\w+)(?:=|!~)"(.*?)"', matchers))
        assert set(labels) <= known()[name]
        assert set(labels.get("outcome", "success").split("|")) <= set(OUTCOMES)
        assert labels.get("action", "launch") in ACTIONS
    for by in re.findall(r"by \(([\w, ]+)\)", query):
        own = set(by.split(", ")) - (of_targets or set())
        assert all(own <= known()[name] for name, _ in selected)


def test_who_reads_the_hubs() -> None:
    assert SCOPE in scope_definitions
    assert f"scope `{SCOPE}`" in PAGE
    [services, _] = BLOCKS["python"]
    config = Config()
    config.JupyterHub.services, config.JupyterHub.load_roles = [], []
    exec(services, {"c": config})
    [service], [role] = config.JupyterHub.services, config.JupyterHub.load_roles
    assert role["services"] == [service["name"]]
    assert role["scopes"] == [SCOPE]
    scrapes = yaml.safe_load(BLOCKS["yaml"][0])["scrape_configs"]
    assert [scrape["metrics_path"].rpartition("/")[2] for scrape in scrapes] == ["metrics"] * 2


def test_rules_ask_for_what_there_is() -> None:
    """tests/monitoring has Prometheus itself try them."""
    [text] = [text for text in BLOCKS["yaml"] if text.startswith("groups:")]
    jobs = {scrape["job_name"] for scrape in yaml.safe_load(BLOCKS["yaml"][0])["scrape_configs"]}
    for rule in yaml.safe_load(text)["groups"][0]["rules"]:
        assert_asks_for_what_there_is(rule["expr"], of_targets={"job"})
        assert set(re.findall(r'job="(.*?)"', rule["expr"])) <= jobs
        assert {"severity"} == set(rule["labels"])


def on_kubernetes(section: str) -> dict[str, Any]:
    [values] = [read for text in BLOCKS["yaml"] if section in (read := yaml.safe_load(text))]
    return values


def test_the_chart_s_values_for_the_page_on_the_hub() -> None:
    """The token that the chart makes is one of a service with the scope, and the port is the page's."""
    values = next(
        read["hub"] for text in BLOCKS["yaml"] if "services" in (read := yaml.safe_load(text)).get("hub", ())
    )
    ((name, service),) = values["services"].items()
    assert service == {}
    [role] = values["loadRoles"].values()
    assert role == {"services": [name], "scopes": [SCOPE]}
    monitor = on_kubernetes("apiVersion")["spec"]
    [endpoint] = monitor["endpoints"]
    assert endpoint["authorization"]["credentials"] == {
        "name": "hub",
        "key": f"hub.services.{name}.apiToken",
    }
    page = (Path(__file__).parents[2] / "docs/hub-page.md").read_text("utf-8")
    [hub] = [yaml.safe_load(text)["hub"] for text in re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)]
    [port] = hub["service"]["extraPorts"]
    assert endpoint["port"] == port["name"]
    assert f"`hub.<namespace>:{port['port']}`" in PAGE


def test_the_chart_s_values_for_users_servers() -> None:
    values = on_kubernetes("singleuser")
    [file] = values["singleuser"]["extraFiles"].values()
    mounted = Path(file["mountPath"])
    assert str(mounted.parent) in SYSTEM_CONFIG_PATH
    assert mounted.name == "jupyter_server_config.json"
    assert file["data"] == {"ServerApp": {"authenticate_prometheus": False}}
    assert ServerApp.class_traits(config=True)["authenticate_prometheus"].default() is True
    [code] = values["hub"]["extraConfig"].values()
    config = Config()
    exec(code, {"c": config})
    pod = SimpleNamespace(metadata=SimpleNamespace(annotations={"kept": "yes"}))
    spawner = SimpleNamespace(port=8888, server=SimpleNamespace(base_url="/user/ad%40a/"))
    assert config.KubeSpawner.modify_pod_hook(spawner, pod) is pod
    assert pod.metadata.annotations == {
        "kept": "yes",
        "prometheus.io/scrape": "true",
        "prometheus.io/port": "8888",
        "prometheus.io/path": "/user/ad%40a/metrics",
    }


def test_the_settings_that_are_named() -> None:
    named = set(re.findall(r"`c\.(DaskGatewayExtension|HubPage)\.(\w+) = False`", PAGE))
    assert len(named) == 5
    for cls, name in named:
        own = {"DaskGatewayExtension": DaskGatewayExtension, "HubPage": HubPage}[cls]
        assert own.class_traits(config=True)[name].default() is True


def test_where_events_go(tmp_path: Path) -> None:
    """By the file that the page on the hub is configured with; `test_operators_stack.py` has a server."""
    [_, handlers] = BLOCKS["python"]
    file = tmp_path / "events.jsonl"
    assert "/var/log/jupyter/events.jsonl" in handlers
    config = tmp_path / "config.py"
    config.write_text(handlers.replace("/var/log/jupyter/events.jsonl", str(file)))
    page = HubPage()
    page.initialize([f"--config={config}"])
    # A Jupyter server's, by which lines of level INFO are seen.
    assert page.log_level == logging.INFO
    telemetry = Telemetry(LOG, metrics=False, event_logger=EventLogger(parent=page))
    [told] = [json.loads(text) for text in BLOCKS["json"]]
    telemetry.answered(
        Answered(
            method="POST",
            route="api/v1/clusters/",
            outcome="success",
            status=201,
            seconds=0.2141,
            request_id="4f0c9a7be21d",
            key="01234567",
            action="launch",
            reason="",
            is_fault=False,
        )
    )
    event = json.loads(file.read_text())
    assert datetime.fromisoformat(event.pop("__timestamp__").removesuffix("Z"))
    assert datetime.fromisoformat(told.pop("__timestamp__").removesuffix("Z"))
    assert event == told
    rows = re.findall(r"^\| (`.*?) \|", PAGE.partition("| field |")[2].partition("\n\n")[0], re.M)
    fields = re.findall(r"`(\w+)`", "".join(rows))
    assert set(fields) == set(yaml.safe_load(SCHEMA.read_text("utf-8"))["properties"])
    assert len(fields) == len(set(fields))


@pytest.mark.parametrize("cls", [DaskGatewayExtension, HubPage])
def test_the_table_of_settings(cls: type[Application]) -> None:
    """It has each setting of ours, and no other, and so has `--help-all`, with a text."""
    own = [base for base in cls.__mro__ if base.__module__.startswith("jupyter_dask_gateway")]
    given = {name for base in own for name in vars(base)}
    ours = {name: trait for name, trait in cls.class_traits(config=True).items() if name in given}
    assert len(ours) > 6
    told: dict[str, str] = {}
    for of, table in re.findall(r"^\| (.*?) \| by default \|.*\n((?:\|.*\n)+)", PAGE, re.M):
        if of in {"both", f"`{cls.__name__}`"}:
            for names, default in re.findall(r"^\| (`.*?) \| (.*?) \|", table, re.M):
                told |= dict.fromkeys(re.findall(r"`(\w+)`", names), default)
    assert set(told) == set(ours)
    module = cls.__module__.rpartition(".")[0]
    assert f"`python -m {module} --help-all`" in PAGE
    command = [sys.executable, "-m", module, "--help-all"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    for name, trait in ours.items():
        assert trait.default() in {0, ""} or f"`{trait.default()}`" in told[name], name
        assert len(trait.help) > 20
        [text] = re.findall(rf"^--{cls.__name__}\.{name}=.*\n((?:    .*\n)+)", done.stdout, re.M)
        assert " ".join(trait.help.split()) in " ".join(text.split())


def test_the_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    answered = Answered(
        method="DELETE",
        route="api/v1/clusters/{name}",
        outcome="timed-out",
        status=504,
        seconds=30.002,
        request_id="4f0c9a7be21d",
        key="01234567",
        action=None,
        reason="The gateway did not answer within 30 s; it may still do what was asked.",
        is_fault=False,
    )
    Telemetry(LOG, metrics=False, event_logger=None).answered(answered)
    [record] = caplog.records
    assert BLOCKS["text"] == [f"{record.getMessage()}\n"]
