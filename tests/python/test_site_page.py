"""docs/site-settings.md: each block can be used as it stands, and examples fit the options of those sites."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from jupyter_dask_gateway.config.site import check_site, contradictions, misfits

PAGE = (Path(__file__).parents[2] / "docs/site-settings.md").read_text()
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
# As these sites publish them.
NEBARI = {"conda_environment": None, "profile": ["Small Worker", "Medium Worker"], "environment_vars": None}
EGI = {"worker_cores": None, "worker_memory": None, "image": None}
PLANETARY = {**EGI, "gpu": None, "environment": None}


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
    assert [len(it["values"]["worker_resource_allocation"]) for it in flavours] == [5, 5, 4]
    for block in flavours:
        settings = check_site(block).normalized or {}
        table = settings["values"]["worker_resource_allocation"]
        assert (
            misfits(settings, {"worker_resource_allocation": list(table), "idle_timeout_minutes": None}) == []
        )
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
