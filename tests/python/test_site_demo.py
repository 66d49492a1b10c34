"""demo/gateway/site.yaml fits the options that the demo's gateway publishes, and tells its limits."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from traitlets.config.loader import PyFileConfigLoader

from jupyter_dask_gateway.cli.main import main
from jupyter_dask_gateway.config.site import Site, check_site
from jupyter_dask_gateway.config.site.quantity import read_size

DEMO = Path(__file__).parents[2] / "demo/gateway"
FILE = DEMO / "site.yaml"


def read() -> Site:
    return check_site(yaml.safe_load(FILE.read_text())["gateway"]["jupyter"]["site"])


def of_site(capsys: pytest.CaptureFixture[str], file: Path) -> list[str]:
    """Return the rules about the site's settings that the linter finds broken, as the real options are."""
    assert main(["lint", str(DEMO / "clusters.py"), "--site", str(file), "--json"]) < 2
    findings = json.loads(capsys.readouterr().out)["findings"]
    return [it["rule"] for it in findings if it["rule"].startswith("site-")]


def test_it_has_no_fault() -> None:
    assert read().problems == ()
    assert [it["name"] for it in read().presets] == ["Many small workers", "Big memory"]
    # A newcomer's first launch is the gateway's own: it has no workers yet.
    assert read().workers is None


def test_it_fits_the_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert of_site(capsys, FILE) == []
    broken = tmp_path / "site.yaml"
    text = FILE.read_text().replace("cores: worker_cores", "cores: kernels")
    broken.write_text(text.replace("profile: standard", "profile: fast"))
    assert of_site(capsys, broken) == ["site-option", "site-value"]


def test_it_tells_the_limits_of_the_gateway() -> None:
    config: Any = PyFileConfigLoader("clusters.py", path=str(DEMO)).load_config().ClusterConfig
    (clusters,) = re.findall(r"^MAX_CLUSTERS = (\d+)$", (DEMO / "clusters.py").read_text(), re.MULTILINE)
    settings = read().normalized
    assert settings is not None
    assert settings["limits"] == {
        "clusters": int(clusters),
        "workers": config.cluster_max_workers,
        "cores": config.cluster_max_cores,
        "memory": read_size(config.cluster_max_memory),
    }
    assert settings["scheduler"] == {
        "cores": config.scheduler_cores,
        "memory": read_size(config.scheduler_memory),
    }
