"""docs/site-settings.md: each block can be used as it stands, and examples fit the options of those sites."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from jupyter_dask_gateway.config.site import check_site, contradictions, misfits

PAGE = (Path(__file__).parents[2] / "docs/site-settings.md").read_text()
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
# As these sites publish them.
TEXT: dict[str, Any] = {"type": "string"}
MAPPING = {"type": "mapping"}
NEBARI = {
    "conda_environment": {"type": "select", "options": ["global/global-dask"]},
    "profile": {"type": "select", "options": ["Small Worker", "Medium Worker"]},
    "environment_vars": MAPPING,
}
EGI = {
    "worker_cores": {"type": "int", "min": 1, "max": 4},
    "worker_memory": {"type": "float", "min": 2, "max": 8},
    "image": TEXT,
}
PLANETARY = {
    "worker_cores": {"type": "float", "min": 0.1, "max": 8},
    "worker_memory": {"type": "float", "min": 1, "max": 64},
    "image": TEXT,
    "gpu": {"type": "bool"},
    "environment": MAPPING,
}
# By the instances that their configuration names.
BASEHUB = [
    ["1CPU, 7.5Gi", "2CPU, 15.1Gi", "4CPU, 30.2Gi", "8CPU, 60.4Gi", "16CPU, 120.7Gi"],
    ["1CPU, 7.2Gi", "2CPU, 14.5Gi", "4CPU, 28.9Gi", "8CPU, 57.9Gi", "16CPU, 115.8Gi"],
    [".25-1 CPU, 2GB RAM", ".5-1 CPU, 4GB RAM", "1CPU, 8GB RAM", "2CPU, 16GB RAM"],
]


def site(text: str) -> Any:
    read = yaml.safe_load(text)
    for file in (read.get("singleuser") or {}).get("extraFiles", {}).values():
        read = file["data"]
    return read["gateway"]["jupyter"]["site"]


def after(heading: str) -> list[Any]:
    section = PAGE.partition(f"\n{heading}\n")[2].partition("\n### ")[0]
    return [site(text) for text in re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)]


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_a_block_has_no_fault(number: int) -> None:
    read = check_site(site(BLOCKS[number]))
    assert [str(it) for it in read.problems] == []
    assert contradictions(read.normalized or {}) == []
    assert read.normalized


def test_basehub_tells_each_choice() -> None:
    flavours = after("### 2i2c's basehub")
    for block, choices in zip(flavours, BASEHUB, strict=True):
        settings = check_site(block).normalized or {}
        table = settings["values"]["worker_resource_allocation"]
        published = {
            "instance_type": {"type": "select", "options": ["r5.4xlarge"]},
            "worker_resource_allocation": {"type": "select", "options": choices},
            "idle_timeout_minutes": {"type": "int", "min": 0},
        }
        assert misfits(settings, published) == []
        # The words say it, too: at most so many cores, and memory to a tenth.
        for label, entry in table.items():
            cores, memory = re.findall(r"[\d.]+(?=CPU|Gi| CPU|GB)", label)
            worker = entry["worker"]
            assert worker["cores"] <= float(cores)
            assert worker["memory"] / 2**30 == pytest.approx(float(memory), abs=0.06)


@pytest.mark.parametrize(
    ("heading", "options"),
    [("### Pangeo at EGI", EGI), ("### The Planetary Computer", PLANETARY), ("### Nebari", NEBARI)],
)
def test_examples_fit_their_sites(heading: str, options: Any) -> None:
    (block,) = after(heading)
    assert misfits(check_site(block).normalized or {}, options) == []


def test_web_pages_are_told_what_they_are_said_to_be_told() -> None:
    page = (Path(__file__).parents[2] / "docs/element.md").read_text()
    (block,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (told,) = re.findall(r"site='({.*?})'", page, re.DOTALL)
    read = check_site(yaml.safe_load(block))
    assert read.problems == ()
    assert read.normalized == json.loads(told)
