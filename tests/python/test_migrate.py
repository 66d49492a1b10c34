"""Notebooks for dask-kubernetes become notebooks for Dask Gateway: the cells, the file, the command."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import inspect
import json
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from dask_gateway import GatewayCluster
from fake_gateway import FakeGateway
from hypothesis import given
from hypothesis import strategies as st

from jupyter_dask_gateway.cli.main import main
from jupyter_dask_gateway.gateway.option_spec import read_specs
from jupyter_dask_gateway.kubernetes.choice import DOCUMENTED, Choice
from jupyter_dask_gateway.kubernetes.clusters import COMMON_ATTRIBUTES
from jupyter_dask_gateway.kubernetes.errors import UnreadableError
from jupyter_dask_gateway.kubernetes.notebook import Notebook, NotebookError
from jupyter_dask_gateway.kubernetes.pods import is_pod, read_pod
from jupyter_dask_gateway.kubernetes.quantities import dask_bytes, hundredths, kubernetes_quantity
from jupyter_dask_gateway.kubernetes.rewrite import rewrite
from jupyter_dask_gateway.kubernetes.template import Template

SPECS: list[dict[str, Any]] = [
    {"field": "worker_cores", "label": "Worker Cores", "default": 1, "spec": {"type": "int", "min": 1}},
    {"field": "worker_memory", "label": "Worker Memory (GiB)", "default": 2.0, "spec": {"type": "float"}},
    {"field": "image", "label": "Image", "default": "", "spec": {"type": "string"}},
    {
        "field": "environment",
        "label": "Environment variables",
        "default": {"OMP_NUM_THREADS": "1"},
        "spec": {"type": "mapping"},
    },
]
CLASSIC = [
    "import xarray as xr\nfrom dask_kubernetes import KubeCluster, make_pod_spec\n",
    'pod = make_pod_spec(image="daskdev/dask:2024.1.0", memory_limit="14G", memory_request="14G",\n'
    '                    cpu_limit=1, cpu_request=1, threads_per_worker=1, env={"EXTRA": "x"})\n'
    "cluster = KubeCluster(pod, n_workers=4)",
    "from dask.distributed import Client\nclient = Client(cluster)\nclient",
]


def rewritten(*cells: str, specs: Any = SPECS) -> list[str]:
    new = rewrite(list(cells), specs, is_checked=True)
    ast.parse("\n".join(new.cells))
    return new.cells


class TestCells:
    def test_the_classic_cluster(self) -> None:
        assert rewritten(*CLASSIC) == [
            "import xarray as xr\nfrom dask_gateway import Gateway\n",
            '# pod = make_pod_spec(image="daskdev/dask:2024.1.0", memory_limit="14G", memory_request="14G",\n'
            '#                     cpu_limit=1, cpu_request=1, threads_per_worker=1, env={"EXTRA": "x"})\n'
            "cluster = Gateway().new_cluster(\n"
            "    worker_cores=1,\n"
            "    worker_memory=13.04,\n"
            "    image='daskdev/dask:2024.1.0',\n"
            "    environment={'OMP_NUM_THREADS': '1', 'EXTRA': 'x'},\n"
            ")\n"
            "cluster.scale(4)",
            CLASSIC[2],
        ]

    def test_the_operators_cluster(self) -> None:
        assert rewritten(
            "from dask_kubernetes.operator import KubeCluster\n"
            'cluster = KubeCluster(name="mine", image="ghcr.io/dask/dask:latest",\n'
            '    resources={"limits": {"memory": "2Gi", "cpu": "500m"}})\n'
            "cluster.adapt(minimum=0, maximum=10)"
        ) == [
            "from dask_gateway import Gateway\n"
            "# Not carried over: name: The gateway names its clusters itself.\n"
            "cluster = Gateway().new_cluster(\n"
            "    worker_cores=1,\n"
            "    worker_memory=2,\n"
            "    image='ghcr.io/dask/dask:latest',\n"
            ")\n"
            "cluster.adapt(minimum=0, maximum=10)"
        ]

    def test_a_block_of_its_own(self) -> None:
        assert rewritten(
            "from dask_kubernetes import KubeCluster\n"
            "with KubeCluster(n_workers=2) as cluster:\n    print(cluster)\n"
        ) == [
            "from dask_gateway import Gateway\n"
            "with Gateway().new_cluster() as cluster:\n    cluster.scale(2)\n    print(cluster)\n"
        ]

    def test_waiting_for_it(self) -> None:
        (cell,) = rewritten(
            "from dask_kubernetes import KubeCluster\n"
            "async def start():\n    cluster = await KubeCluster(asynchronous=True, n_workers=3)\n"
            "    return cluster\n"
        )
        assert (
            "    cluster = await Gateway(asynchronous=True).new_cluster()\n    await cluster.scale(3)\n"
            in cell
        )

    def test_what_the_code_asks_for_itself_stays(self) -> None:
        (cell,) = rewritten(
            "from dask_kubernetes import KubeCluster\ncluster = KubeCluster(n_workers=1)\ncluster.scale(8)"
        )
        assert cell.count("scale") == 1

    def test_settings_of_dask_kubernetes_become_comments_and_others_stay(self) -> None:
        (cell,) = rewritten(
            "import dask\n"
            'dask.config.set({"kubernetes.worker-template": {"spec": {"containers": [{"args": '
            '["dask-worker", "--nthreads", "2", "--memory-limit", "7GB"]}]}}})\n'
            'dask.config.set({"distributed.comm.timeouts.connect": 60})\n'
            "from dask_kubernetes import KubeCluster\n"
            "cluster = KubeCluster()"
        )
        assert '\n# dask.config.set({"kubernetes.worker-template"' in cell
        assert '\ndask.config.set({"distributed' in cell
        assert "worker_cores=2,\n    worker_memory=6.52," in cell

    def test_code_that_needs_what_is_gone_goes_too_and_leaves_no_block_empty(self) -> None:
        (cell,) = rewritten(
            "from dask_kubernetes import KubeCluster, make_pod_spec\n"
            'pod = make_pod_spec(image="a:b")\n'
            "if True:\n    pod.spec.node_selector = {}\n"
            "cluster = KubeCluster(pod)\n"
        )
        assert "if True:\n    # pod.spec.node_selector = {}\n    pass\n" in cell

    def test_what_is_lost_is_told_in_the_cell_and_in_sentences(self) -> None:
        new = rewrite(
            [
                "from dask_kubernetes import KubeCluster\n"
                'pod = {"spec": {"tolerations": [{"key": "k"}], "containers": [{"image": "a:b", '
                '"volumeMounts": [{"name": "v"}]}]}}\n'
                "cluster = KubeCluster(pod)"
            ],
            DOCUMENTED,
            is_checked=False,
        )
        assert [it.partition(":")[0] for it in new.lost] == ["tolerations", "volumeMounts", "image a"]
        assert all(f"# Not carried over: {it}" in new.cells[0] for it in new.lost)

    def test_what_a_gateways_cluster_does_not_have_is_told_once(self) -> None:
        code = (
            "from dask_kubernetes.operator import KubeCluster\n"
            "cluster = KubeCluster()\n"
            "print(cluster.namespace, cluster.name, cluster.dashboard_link, cluster.scheduler_info)\n"
            "cluster.idle_timeout = cluster.namespace\n"
            "cluster.get_client().cluster.other = cluster.get_logs()\n"
        )
        new = rewrite([code], SPECS, is_checked=True)
        why = "A gateway's cluster has nothing like it."
        assert new.lost == [f"{it}: {why}" for it in ("namespace", "idle_timeout", "get_logs()")]
        assert all(f"# Not carried over: {it}" in new.cells[0] for it in new.lost)

    def test_what_a_gateways_cluster_has_is_there(self) -> None:
        source = inspect.getsource(GatewayCluster)
        for name in COMMON_ATTRIBUTES:
            assert hasattr(GatewayCluster, name) or f"self.{name} = " in source, name

    def test_what_is_too_much_for_the_gateway_is_told(self) -> None:
        cores = {**SPECS[0], "spec": {"type": "int", "min": 4, "max": 8}}
        memory = {**SPECS[1], "spec": {"type": "float", "max": 8.0}}
        new = rewrite(CLASSIC, [cores, memory], is_checked=True)
        refused = [
            "worker_cores=1: The gateway takes 4 at least.",
            "worker_memory=13.04: The gateway takes 8.0 at most.",
        ]
        assert new.refused == refused
        assert all(f"# To be changed: {it}" in new.cells[1] for it in refused)
        assert "worker_memory=13.04,\n" in new.cells[1]

    def test_unchecked_names_are_said_to_be_so(self) -> None:
        new = rewrite(CLASSIC, DOCUMENTED, is_checked=False)
        assert "did not tell its options" in new.cells[1]

    def test_odd_names_of_options_are_passed_as_python_takes_them(self) -> None:
        specs = [{**SPECS[0], "field": "worker-cores"}, {**SPECS[1], "field": "worker memory"}]
        (cell,) = rewritten(
            "from dask_kubernetes import KubeCluster\n"
            'cluster = KubeCluster(resources={"limits": {"cpu": "2", "memory": "4Gi"}})',
            specs=specs,
        )
        assert "new_cluster(**{'worker-cores': 2, 'worker memory': 4})" in cell

    def test_what_ipython_alone_knows_stays(self) -> None:
        new = rewrite(
            ["%matplotlib inline\n!pip list\nfrom dask_kubernetes import KubeCluster", "%%bash\nls |"],
            SPECS,
            is_checked=True,
        )
        assert new.cells == [
            "%matplotlib inline\n!pip list\nfrom dask_gateway import Gateway",
            "%%bash\nls |",
        ]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            # Other names for it, and one where it cannot be imported.
            (
                "import dask_kubernetes as dk\nK = dk.KubeCluster\ncluster = K(n_workers=2)\nClient(cluster)",
                "# K = dk.KubeCluster\ncluster = Gateway().new_cluster()\ncluster.scale(2)\nClient(cluster)",
            ),
            (
                "self.cluster = KubeCluster(n_workers=2)",
                "self.cluster = Gateway().new_cluster()\nself.cluster.scale(2)",
            ),
            ("c: object = KubeCluster(n_workers=2)", "c: object = Gateway().new_cluster()\nc.scale(2)"),
            # Not outside of the block.
            (
                "with KubeCluster(n_workers=2) as c, Client(c) as d: print(c)",
                "with Gateway().new_cluster() as c, Client(c) as d: c.scale(2); print(c)",
            ),
            (
                "if wanted: c = KubeCluster(n_workers=2, image='i')",
                "if wanted: c = Gateway().new_cluster(image='i'); c.scale(2)",
            ),
            (
                "c = KubeCluster(n_workers=2); client = Client(c)",
                "c = Gateway().new_cluster(); c.scale(2); client = Client(c)",
            ),
            (
                "%time c = KubeCluster(n_workers=2, image='i', resources={'limits': {'cpu': 2}})",
                "%time c = Gateway().new_cluster(worker_cores=2, image='i'); c.scale(2)",
            ),
            # What the code computes itself.
            (
                "def f(n):\n    return_ = KubeCluster(n_workers=2 * n)\n",
                "def f(n):\n    return_ = Gateway().new_cluster()\n    return_.scale(2 * n)\n",
            ),
            ("c = KubeCluster()\nc.adapt()", "c = Gateway().new_cluster()\nc.adapt()"),
            # As a gateway's cluster is asked.
            ("c = KubeCluster()\nc.scale_up( 2*n )", "c = Gateway().new_cluster()\nc.scale(2*n)"),
            (
                "c = KubeCluster()\nc.adapt(1, maximum=most, wait_count=60, **more)",
                "# Not carried over: adapt(wait_count): The gateway decides by itself how fast a cluster "
                "adapts.\n"
                "c = Gateway().new_cluster()\nc.adapt(1, maximum=most, **more)",
            ),
            (
                "async def f():\n    async with KubeCluster(asynchronous=True) as c:\n        c.scale(2)\n",
                "async def f():\n    async with Gateway(asynchronous=True).new_cluster() as c:\n"
                "        await c.scale(2)\n",
            ),
            (
                "c = await KubeCluster(asynchronous=True, n_workers=2)",
                "c = await Gateway(asynchronous=True).new_cluster()\nawait c.scale(2)",
            ),
            (
                "c = await KubeCluster(asynchronous=True)\nawait c.scale_up(2)",
                "c = await Gateway(asynchronous=True).new_cluster()\nawait c.scale(2)",
            ),
            (
                "c = KubeCluster.from_name('mine')",
                "# Not carried over: from_name: A cluster that runs is found with Gateway().connect(…).\n"
                "c = Gateway().new_cluster()",
            ),
            (
                "c = KubeCluster()\nc.get_logs()\nc.close()",
                "# Not carried over: get_logs(): A gateway's cluster has nothing like it.\n"
                "c = Gateway().new_cluster()\nc.get_logs()\nc.close()",
            ),
        ],
    )
    def test_ways_of_writing_it(self, before: str, after: str) -> None:
        is_imported = before.startswith("import")
        import_ = "" if is_imported else "from dask_kubernetes import KubeCluster\n"
        new = rewrite([import_ + before], SPECS, is_checked=True)
        assert new.cells == [f"from dask_gateway import Gateway\n{after}"]

    def test_where_it_cannot_be_imported(self) -> None:
        (cell,) = rewritten(
            "try:\n    from dask_kubernetes import KubeCluster\nexcept ImportError:\n    KubeCluster = None",
        )
        assert "from dask_gateway import Gateway" in cell
        cells = rewritten(
            cell.replace("dask_gateway import Gateway", "dask_kubernetes import KubeCluster"),
            "c = KubeCluster()",
        )
        assert cells[1] == "c = Gateway().new_cluster()"

    @pytest.mark.parametrize(
        "use",
        [
            "class Mine(KubeCluster):\n    pass",
            "make = partial(KubeCluster, n_workers=2)",
            "x: KubeCluster = f()",
        ],
    )
    def test_an_import_that_is_of_use_stays(self, use: str) -> None:
        cells = ["x = 1", f"from dask_kubernetes import KubeCluster, make_pod_spec\n{use}"]
        new = rewrite(cells, SPECS, is_checked=True)
        assert new.cells[1] == (
            f"from dask_kubernetes import KubeCluster\nfrom dask_gateway import Gateway\n{use}"
        )
        assert new.lost == [
            "KubeCluster: code cell 2 uses it in a way that cannot be carried over; its import stays."
        ]
        assert rewrite(new.cells, SPECS, is_checked=True).cells == new.cells

    def test_a_cluster_that_cannot_be_read_is_told(self) -> None:
        cells = [
            "from dask_kubernetes import KubeCluster\nKubeCluster = wrapped(KubeCluster)\nc = KubeCluster()"
        ]
        assert rewrite(cells, SPECS, is_checked=True).lost

    def test_helm_is_left_alone(self) -> None:
        cells = ["from dask_kubernetes import HelmCluster\ncluster = HelmCluster(release_name='a')"]
        new = rewrite(cells, SPECS, is_checked=True)
        assert new.cells == cells
        assert new.lost

    def test_twice_is_once(self) -> None:
        once = rewritten(*CLASSIC)
        assert rewritten(*once) == once

    @pytest.mark.parametrize("text", ["x = (", ">>> from dask_kubernetes import KubeCluster", "(" * 200])
    def test_what_is_no_python(self, text: str) -> None:
        with pytest.raises(UnreadableError):
            rewrite(["from dask_kubernetes import KubeCluster", text], SPECS, is_checked=True)

    @given(st.lists(st.text(max_size=80), max_size=4))
    def test_other_code_is_left_alone(self, cells: list[str]) -> None:
        with contextlib.suppress(UnreadableError):
            assert rewrite(cells, SPECS, is_checked=True).cells == cells

    @given(
        st.sampled_from(range(len(CLASSIC[1]))), st.sampled_from(["", "\n", "é", "#", "(", "'", "\t", ";x"])
    )
    def test_whatever_comes_out_is_python(self, at: int, typo: str) -> None:
        cell = CLASSIC[1][:at] + typo + CLASSIC[1][at:]
        try:
            new = rewrite([CLASSIC[0], cell], SPECS, is_checked=True)
        except UnreadableError:
            return
        ast.parse("\n".join(new.cells))


class TestAmounts:
    @pytest.mark.parametrize(
        ("text", "amount"),
        [
            ("1", 1),
            ("500m", Fraction(1, 2)),
            (".5", Fraction(1, 2)),
            ("14G", 14 * 10**9),
            ("2Gi", 2**31),
            ("1e3", 1000),
            ("1E3", 1000),
            ("1E", 10**18),
            ("0.1n", Fraction(1, 10**9)),
            ("14GB", None),
            ("-1", None),
            ("", None),
            ("1 G", None),
            ("9E9", 9 * 10**9),
            ("99Ei", 2**63 - 1),
        ],
    )
    def test_of_kubernetes(self, text: str, amount: object) -> None:
        assert kubernetes_quantity(text) == amount

    @pytest.mark.parametrize(
        ("text", "amount"),
        [("14GB", 14 * 10**9), ("14 gib", 14 * 2**30), ("1e9", 10**9), ("4 bananas", None)],
    )
    def test_of_dask(self, text: str, amount: object) -> None:
        assert dask_bytes(text) == amount

    def test_the_nearest_hundredth(self) -> None:
        assert hundredths(Fraction(14 * 10**9, 2**30)) == 13.04
        assert hundredths(Fraction(1, 10**6)) == 0.01
        assert hundredths(Fraction(4)) == 4

    def test_cores_are_rounded_up_where_the_option_is_whole(self) -> None:
        template = Template("pod", limits={"cpu": "1.75", "memory": "7G"})
        assert Choice(template, SPECS).options == {"worker_cores": 2, "worker_memory": 6.52}
        assert not template.dropped

    def test_bytes_stay_bytes(self) -> None:
        memory = {"field": "worker_memory", "label": "", "default": 2**33, "spec": {"type": "int"}}
        assert Choice(Template("pod", limits={"memory": "7G"}), [memory]).options == {
            "worker_memory": 7 * 10**9
        }

    def test_a_memory_without_a_unit_is_not_guessed(self) -> None:
        memory = {"field": "worker_memory", "label": "Memory", "default": 4, "spec": {"type": "float"}}
        template = Template("pod", limits={"memory": "7G"})
        assert Choice(template, [memory]).options == {}
        assert "unit" in template.dropped[0].why


def notebook(cells: list[str], **more: Any) -> dict[str, Any]:
    def code(number: int, source: str) -> dict[str, Any]:
        return {
            "cell_type": "code",
            "execution_count": number,
            "id": f"cell{number}",
            "metadata": {"tags": ["é"]},
            "outputs": [{"output_type": "stream", "name": "stdout", "text": ["a\n"]}],
            "source": source.splitlines(keepends=True),
        }

    made = [code(number, source) for number, source in enumerate(cells)]
    made.append({"cell_type": "markdown", "metadata": {}, "source": ["KubeCluster(…)"]})
    return {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}


class TestFile:
    @pytest.mark.parametrize("end", ["", "\n"])
    @pytest.mark.parametrize("style", [{"indent": 1}, {"indent": 2}, {"indent": None}, {"indent": "\t"}])
    @pytest.mark.parametrize("is_ascii", [True, False])
    def test_only_the_code_changes(self, tmp_path: Path, style: Any, end: str, is_ascii: bool) -> None:
        path = tmp_path / "a.ipynb"
        path.write_text(json.dumps(notebook(["a = 1\n", "b = 2"]), ensure_ascii=is_ascii, **style) + end)
        path.chmod(0o640)
        before = path.read_bytes()
        read = Notebook(path)
        assert read.cells == ["a = 1\n", "b = 2"]
        read.put(["a = 1\n", "b = 3"])
        read.write()
        assert path.read_bytes() == before.replace(b"b = 2", b"b = 3")
        assert path.stat().st_mode & 0o777 == 0o640
        assert os.listdir(tmp_path) == ["a.ipynb"]

    def test_nbformat_3(self, tmp_path: Path) -> None:
        path = tmp_path / "old.ipynb"
        cells = [
            {"cell_type": "code", "collapsed": False, "input": "x = 1", "language": "python", "outputs": []}
        ]
        path.write_text(
            json.dumps({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": cells}]}, indent=1)
        )
        read = Notebook(path)
        assert read.cells == ["x = 1"]
        read.put(["x = 2"])
        read.write()
        assert json.loads(path.read_text())["worksheets"][0]["cells"][0]["input"] == "x = 2"

    def test_one_that_must_not_be_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "a.ipynb"
        path.write_text(json.dumps(notebook(["a"])))
        read = Notebook(path)
        read.put(["c"])
        # Root may write whatever it is.
        monkeypatch.setattr("os.access", lambda *_: False)
        with pytest.raises(NotebookError, match="cannot be written: Permission denied"):
            read.write()
        assert Notebook(path).cells == ["a"]

    def test_a_link_stays_one(self, tmp_path: Path) -> None:
        path, link = tmp_path / "a.ipynb", tmp_path / "link.ipynb"
        path.write_text(json.dumps(notebook(["a"])))
        link.symlink_to(path)
        read = Notebook(link)
        read.put(["c"])
        read.write()
        assert link.is_symlink()
        assert Notebook(path).cells == ["c"]

    def test_a_pipe_that_the_code_names_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.yaml")
        path = tmp_path / "a.ipynb"
        path.write_text(json.dumps(notebook(["a"])))
        assert "There is no file" in Notebook(path).read_file("pipe.yaml").why

    def test_one_that_was_changed_meanwhile_is_not_written(self, tmp_path: Path) -> None:
        path = tmp_path / "a.ipynb"
        path.write_text(json.dumps(notebook(["a"])))
        read = Notebook(path)
        newer = json.dumps(notebook(["b"]))
        path.write_text(newer)
        read.put(["c"])
        with pytest.raises(NotebookError, match="changed meanwhile"):
            read.write()
        assert path.read_text() == newer

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "not json",
            "[]",
            "{}",
            '{"nbformat": 5}',
            '{"nbformat": [4]}',
            "[" * 100_000,
            json.dumps(notebook([], metadata={"kernelspec": {"language": "R"}})),
        ],
    )
    def test_what_is_no_python_notebook(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "a.ipynb"
        path.write_text(text)
        with pytest.raises(NotebookError, match=r"a\.ipynb .*\.$"):
            Notebook(path)

    def test_a_number_that_could_not_be_written_again(self, tmp_path: Path) -> None:
        path = tmp_path / "a.ipynb"
        text = json.dumps(notebook(CLASSIC, metadata={"large": 1.5e300, "other": "1e400"}))
        path.write_text(text)
        assert len(Notebook(path).cells) == len(CLASSIC)
        path.write_text(text.replace("1.5e+300", "-1e400"))
        with pytest.raises(NotebookError, match=r"a\.ipynb has a number that is too large .*: -1e400\.$"):
            Notebook(path)

    def test_files_beside_it_are_read_and_others_are_not(self, tmp_path: Path) -> None:
        path = tmp_path / "below" / "a.ipynb"
        path.parent.mkdir()
        path.write_text(json.dumps(notebook([])))
        (path.parent / "pod.yaml").write_text("spec: {containers: [{image: 'a:b'}]}")
        (tmp_path / "secret.yaml").write_text("a: 1")
        read = Notebook(path)
        assert read.read_file("pod.yaml") == {"spec": {"containers": [{"image": "a:b"}]}}
        for name in ["../secret.yaml", "/etc/passwd", "none.yaml", "\0"]:
            assert "why" in vars(read.read_file(name))


class TestCommand:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        path = tmp_path / "analysis.ipynb"
        path.write_text(json.dumps(notebook(CLASSIC), indent=1))
        return path

    @pytest.fixture
    def spec(self, tmp_path: Path) -> str:
        path = tmp_path / "spec.json"
        path.write_text(json.dumps({"cluster_options": SPECS}))
        return str(path)

    def test_it_shows_and_writes_nothing(self, path: Path, spec: str, capsys: Any) -> None:
        before = path.read_bytes()
        assert main(["migrate", str(path), "--options", spec]) == 0
        told = capsys.readouterr()
        assert "-from dask_kubernetes import KubeCluster, make_pod_spec\n" in told.out
        assert "+    worker_memory=13.04,\n" in told.out
        assert "--write" in told.out
        assert "\x1b" not in told.out
        assert path.read_bytes() == before

    def test_what_the_gateway_would_refuse_is_told(self, path: Path, tmp_path: Path, capsys: Any) -> None:
        spec = tmp_path / "small.json"
        memory = {**SPECS[1], "spec": {"type": "float", "max": 2.0}}
        spec.write_text(json.dumps({"cluster_options": [SPECS[0], memory, *SPECS[2:]]}))
        assert main(["migrate", str(path), "--options", str(spec)]) == 1
        told = capsys.readouterr().err
        assert told == "To be changed: worker_memory=13.04: The gateway takes 2.0 at most.\n"

    def test_it_writes_once(self, path: Path, spec: str, capsys: Any) -> None:
        assert main(["migrate", str(path), "--options", spec, "--write"]) == 0
        assert "worker_memory=13.04" in "".join(Notebook(path).cells)
        written = path.read_bytes()
        capsys.readouterr()
        assert main(["migrate", str(path), "--options", spec, "--write"]) == 0
        assert "nothing to do" in capsys.readouterr().out
        assert path.read_bytes() == written

    def test_without_a_gateway_it_says_so_in_the_cell(self, path: Path, capsys: Any) -> None:
        assert main(["migrate", str(path)]) == 1
        told = capsys.readouterr()
        assert "did not tell its options" in told.out
        image = "image daskdev/dask:2024.1.0: Your gateway may have an option for it."
        assert f"Not carried over: {image}" in told.err
        assert told.err.startswith("Which options your gateway has could not be read: ")

    def test_in_chinese(
        self, path: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("LANGUAGE", raising=False)
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
        assert main(["migrate", str(path), "--write"]) == 1
        told = capsys.readouterr()
        assert told.out.startswith("@@ 代码单元格 1\n")
        assert told.out.endswith("已写入 analysis.ipynb。\n")
        assert told.err.startswith("无法读取您的网关有哪些选项：没有配置 Dask Gateway：")
        lost = "没有迁移：image daskdev/dask:2024.1.0：您的网关可能有对应的选项。"
        assert f"{lost}\n" in told.err
        # In the notebook, too, and it is Python.
        cell = next(it for it in Notebook(path).cells if "new_cluster" in it)
        assert f"# {lost}" in cell
        assert "# 网关没有告知其选项：" in cell
        ast.parse(cell)
        assert main(["migrate", str(tmp_path / "none.ipynb")]) == 2
        assert "无法读取 none.ipynb：" in capsys.readouterr().err

    def test_bad_ones_are_two(self, tmp_path: Path, path: Path, capsys: Any) -> None:
        assert main(["migrate", str(tmp_path / "none.ipynb")]) == 2
        assert "cannot be read" in capsys.readouterr().err
        assert main(["migrate", str(path), "--options", str(tmp_path / "none.json")]) == 2
        broken = tmp_path / "broken.ipynb"
        broken.write_text(json.dumps(notebook(["from dask_kubernetes import KubeCluster\nx = ("])))
        assert main(["migrate", str(broken)]) == 2


SITE: dict[str, Any] = {
    "values": {
        "size": {
            "1CPU, 7.5Gi": {"worker": {"cores": 0.9, "memory": "7.545G"}},
            "2CPU, 15.1Gi": {"worker": {"cores": 1.9, "memory": "15.090G"}},
        }
    }
}


SIZES: list[dict[str, Any]] = [
    {
        "field": "size",
        "label": "Size",
        "default": "1CPU, 7.5Gi",
        "spec": {"type": "select", "options": ["1CPU, 7.5Gi", "2CPU, 15.1Gi"]},
    }
]


class TestSite:
    """The site's settings: from dask's configuration, or from a file."""

    @pytest.fixture
    def spec(self, tmp_path: Path) -> Path:
        path = tmp_path / "spec.json"
        path.write_text(json.dumps(SIZES))
        return path

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        path = tmp_path / "a.ipynb"
        path.write_text(json.dumps(notebook(CLASSIC)))
        return path

    def test_from_a_file(self, tmp_path: Path, path: Path, spec: Path, capsys: Any) -> None:
        site = tmp_path / "site.yaml"
        site.write_text(json.dumps({**SITE, "prices": 5}))
        assert main(["migrate", str(path), "--options", str(spec), "--site", str(site)]) == 1
        said = capsys.readouterr()
        assert "+cluster = Gateway().new_cluster(size='2CPU, 15.1Gi')" in said.out
        assert "gateway.jupyter.site.prices" in said.err
        site.write_text("[")
        assert main(["migrate", str(path), "--options", str(spec), "--site", str(site)]) == 2

    async def test_from_the_configuration(
        self, path: Path, spec: Path, configured: FakeGateway, configure: Any, capsys: Any
    ) -> None:
        configured.answers(body=json.dumps({"cluster_options": SIZES}).encode())
        configure({"jupyter.site": SITE})
        assert await asyncio.to_thread(main, ["migrate", str(path)]) == 1
        assert "+cluster = Gateway().new_cluster(size='2CPU, 15.1Gi')" in capsys.readouterr().out
        # It is not about another gateway.
        assert await asyncio.to_thread(main, ["migrate", str(path), "--options", str(spec)]) == 1
        assert "+cluster = Gateway().new_cluster()" in capsys.readouterr().out

    def test_it_takes_no_number_for_none(self) -> None:
        template = Template("pod", limits={"memory": "1Gi"}, args=["dask-worker", "--nthreads", "0"])
        assert Choice(template, SPECS).options == {"worker_memory": 1}
        assert template.dropped == []


TEMPLATES = Path(__file__).parents[1] / "fixtures/worker-templates"
GATEWAYS = json.loads((TEMPLATES / "gateways.json").read_text())


def templates() -> list[str]:
    """Return the pods among the templates of the page's converter."""
    named = []
    for path in sorted(TEMPLATES.glob("*.yaml")):
        expected = json.loads(path.with_suffix(".json").read_text())
        if "options" in expected and pod_of(path) is not None:
            named.append(path.stem)
    return named


def pod_of(path: Path) -> Any:
    try:
        read = yaml.safe_load(path.read_text())
    except yaml.YAMLError:
        return None
    read = read if isinstance(read, dict) else {}
    inside = read.get("kubernetes", {})
    pod = inside.get("worker-template") if isinstance(inside, dict) else None
    return next((it for it in (pod, read) if is_pod(it)), None)


@pytest.mark.parametrize("name", templates())
def test_the_same_options_as_the_page_finds(name: str) -> None:
    expected = json.loads((TEMPLATES / f"{name}.json").read_text())
    template = Template("pod")
    read_pod(template, pod_of(TEMPLATES / f"{name}.yaml"))
    gateway = GATEWAYS[expected["gateway"]]
    gateway = gateway if isinstance(gateway, dict) else {"cluster_options": gateway}
    chosen = Choice(template, read_specs(gateway["cluster_options"]), gateway.get("site"))
    assert chosen.options == expected["options"]


def test_there_are_enough_of_them() -> None:
    assert len(templates()) > 12
