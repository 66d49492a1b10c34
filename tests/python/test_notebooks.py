"""The demo's notebooks do what they say, on the demo's gateway; and what is left of them without a kernel."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from real_gateway import TIMEOUT_SECONDS, RealGateway, started

DEMO = Path(__file__).parents[2] / "demo"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealGateway]:
    folder = tmp_path_factory.mktemp("demo")
    environment = {"GATEWAY_PASSWORD": "s3cret", "GATEWAY_CLUSTERS": str(folder)}
    with started(folder, DEMO / "gateway" / "dask_gateway_config.py", environment) as gateway:
        yield gateway


@pytest.fixture
def environment(demo: RealGateway) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "DASK_GATEWAY__ADDRESS": demo.address,
        "DASK_GATEWAY__AUTH__TYPE": "basic",
        "DASK_GATEWAY__AUTH__KWARGS__USERNAME": "ada",
        "DASK_GATEWAY__AUTH__KWARGS__PASSWORD": "s3cret",
    }


def run(name: str, environment: dict[str, str]) -> Any:
    return executed(nbformat.read(DEMO / "notebooks" / f"{name}.ipynb", as_version=4), environment)


def executed(notebook: Any, environment: dict[str, str]) -> Any:
    NotebookClient(notebook, timeout=2 * TIMEOUT_SECONDS, kernel_name="python3").execute(env=environment)
    return notebook


def results(notebook: Any) -> list[str]:
    """Return what the cells came to, or printed, as text."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output.get("text") or output["data"]["text/plain"] for output in outputs if "ename" not in output]


def test_choosing_options(environment: dict[str, str]) -> None:
    notebook = run("choosing-options", environment)
    widget, options, error, cores, total, fruit = results(notebook)
    assert "Worker cores" in widget
    assert "'worker_cores': 1" in options
    assert error == "worker_cores must be <= 4.000000, got 99\n"
    assert (cores, total, fruit) == ("2", "500000500000", "'mango'")

    html, _ = HTMLExporter().from_notebook_node(without_widget_state(notebook))
    assert "<th>Worker cores</th><td>" in html


def without_widget_state(notebook: Any) -> Any:
    """As JupyterLab saves it, if nobody asks for more."""
    copy = nbformat.from_dict(notebook)
    copy.metadata.pop("widgets", None)
    return copy


def test_high_memory_workers(environment: dict[str, str]) -> None:
    notebook = run("high-memory-workers", environment)
    assert results(notebook)[-1] == "[(1, 2.0)]"


def test_adaptive_scaling(environment: dict[str, str]) -> None:
    assert results(run("adaptive-scaling", environment))[-1] == "(190, True)"


def test_second_notebook(environment: dict[str, str]) -> None:
    first = execute(
        "cluster = Gateway().new_cluster(shutdown_on_close=False)\ncluster.scale(1)\n",
        environment,
    )
    assert results(first) == []
    assert results(run("second-notebook", environment))[-1].startswith("'the same cluster")
    last = execute(
        "[report] = Gateway().list_clusters()\nGateway().stop_cluster(report.name)\nreport.status.name",
        environment,
    )
    assert results(last) == ["'RUNNING'"], "it is left to the first notebook"


def test_a_notebook_for_dask_kubernetes(environment: dict[str, str], tmp_path: Path) -> None:
    cells = [
        "from dask_kubernetes import KubeCluster, make_pod_spec\nfrom dask.distributed import Client",
        'pod = make_pod_spec(image="pangeo/pangeo-notebook:2026.08.01", memory_limit="1G",\n'
        '                    cpu_limit="1500m", threads_per_worker=2, env={"EXTRA_PIP_PACKAGES": "zarr"})\n'
        "cluster = KubeCluster(pod, n_workers=1)\nclient = Client(cluster)\nclient.wait_for_workers(1)",
        "import os\n[worker] = client.scheduler_info()['workers'].values()\n"
        "extra = client.submit(os.getenv, 'EXTRA_PIP_PACKAGES').result()\n"
        "(worker['nthreads'], worker['memory_limit'], extra)",
        "cluster.shutdown()",
    ]
    path = tmp_path / "analysis.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells]), path)
    # Its options are those that the gateway of dask's configuration publishes.
    command = [sys.executable, "-m", "jupyter_dask_gateway", "migrate", "--write", str(path)]
    done = subprocess.run(
        command, env=environment, cwd=DEMO.parent, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    notebook = executed(nbformat.read(path, as_version=4), environment)
    # 0.93 GiB, and the cores rounded up.
    assert results(notebook)[-1] == f"(2, {int(0.93 * 2**30)}, 'zarr')"


def execute(source: str, environment: dict[str, str]) -> Any:
    source = f"from dask_gateway import Gateway\n{source}"
    return executed(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)]), environment)
