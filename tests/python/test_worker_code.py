"""Code for dask-kubernetes is read without running it: what its documentation and users have, and bad input."""

# Code is as people write it.
# ruff: noqa: E501

from __future__ import annotations

import ast
import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_dask_gateway.kubernetes.errors import UnreadableError
from jupyter_dask_gateway.kubernetes.reading import read_template
from jupyter_dask_gateway.kubernetes.source import MAX_CHARACTERS, as_python

RUNS = "It is computed when the code runs."
OUTSIDE = "It comes from outside of this code."
VARIES = "It depends on what happens when the code runs."
PLACEMENT = "Where pods run is set by the gateway's administrator."
MOUNTS = "What is mounted is set by the gateway's administrator."
RIGHTS = "What pods may do is set by the gateway's administrator."
KUBERNETES = "The gateway makes the pods itself."
UNNAMED = "The gateway names its clusters itself."


def wanted(kind: str = "kubecluster", **parts: Any) -> dict[str, Any]:
    """What is not named is empty."""
    return {
        "jupyter_dask_gateway": "worker-template/1",
        "kind": kind,
        "resources": {"limits": parts.pop("limits", {}), "requests": parts.pop("requests", {})},
        "args": parts.pop("args", "").split(),
        "image": parts.pop("image", None),
        "env": parts.pop("env", {}),
        "workers": parts.pop("workers", None),
        "dropped": [{"what": what, "why": why} for what, why in parts.pop("dropped", {}).items()],
        **parts,
    }


def made(nthreads: int = 1, memory: str = "") -> str:
    """The arguments that make_pod_spec makes."""
    args = f"dask-worker $(DASK_SCHEDULER_ADDRESS) --nthreads {nthreads} --death-timeout 60"
    return f"{args} --memory-limit {memory}" if memory else args


SNIPPETS: dict[str, tuple[str, dict[str, Any]]] = {
    "Pangeo's one core and 14 GB": (
        """
import dask
from dask_kubernetes import KubeCluster

container = {
    "name": "dask-worker",
    "image": "pangeo/base-notebook:2020.05",
    "args": ["dask-worker", "--nthreads", "1", "--memory-limit", "14GB"],
    "resources": {"limits": {"cpu": 1, "memory": "14G"}, "requests": {"cpu": 1, "memory": "14G"}},
}
dask.config.set({"kubernetes.worker-template.spec.containers": [container]})
cluster = KubeCluster()
cluster.scale(20)
""",
        wanted(
            limits={"cpu": "1", "memory": "14G"},
            requests={"cpu": "1", "memory": "14G"},
            args="dask-worker --nthreads 1 --memory-limit 14GB",
            image="pangeo/base-notebook:2020.05",
            workers=20,
        ),
    ),
    "make_pod_spec": (
        """
from dask_kubernetes import KubeCluster, make_pod_spec
pod = make_pod_spec(image='daskdev/dask:latest', memory_limit='4G', memory_request='4G',
                    cpu_limit=1, cpu_request=0.5, env={'EXTRA_PIP_PACKAGES': 'fastparquet'})
cluster = KubeCluster(pod)
cluster.scale(10)
""",
        wanted(
            limits={"cpu": "1", "memory": "4G"},
            requests={"cpu": "0.5", "memory": "4G"},
            args=made(memory="4G"),
            image="daskdev/dask:latest",
            env={"EXTRA_PIP_PACKAGES": "fastparquet"},
            workers=10,
        ),
    ),
    "make_pod_spec with more of a pod": (
        """
from dask_kubernetes.classic import KubeCluster, make_pod_spec
spec = make_pod_spec(
    image="x", threads_per_worker=4, gpu_limit=1, labels={"team": "ocean"},
    extra_container_config={"imagePullPolicy": "IfNotPresent", "resources": {"limits": {"memory": "8Gi"}}},
    extra_pod_config={"tolerations": [{"key": "nvidia.com/gpu"}], "nodeSelector": {"pool": "gpu"}},
)
KubeCluster(spec, n_workers=2)
""",
        wanted(
            limits={"nvidia.com/gpu": "1", "memory": "8Gi"},
            args=made(4),
            image="x",
            workers=2,
            dropped={
                "labels": KUBERNETES,
                "tolerations": PLACEMENT,
                "nodeSelector": PLACEMENT,
                "imagePullPolicy": KUBERNETES,
            },
        ),
    ),
    "constants and f-strings": (
        """
cores, mem = 2, "14"
GiB = 1024 ** 3
tag = f"2024.{1 + 1}"
pod = make_pod_spec(f"pangeo/pangeo-notebook:{tag}", cpu_limit=cores, memory_limit=mem + "G", memory_request=7.5 * GiB)
cluster = KubeCluster(pod)
""",
        wanted(
            limits={"cpu": "2", "memory": "14G"},
            requests={"memory": "8053063680"},
            args=made(memory="14G"),
            image="pangeo/pangeo-notebook:2024.2",
        ),
    ),
    "from_dict": (
        """
spec = {
    "metadata": {"annotations": {"a": "b"}},
    "spec": {
        "containers": [{
            "args": ["dask-worker", "$(DASK_SCHEDULER_ADDRESS)", "--nthreads", "1", "--death-timeout", "60"],
            "command": None,
            "image": "daskdev/dask:latest",
            "name": "dask-worker",
            "volumeMounts": [{"name": "scratch", "mountPath": "/scratch"}],
        }],
        "restartPolicy": "Never",
        "volumes": [{"name": "scratch", "emptyDir": {}}],
    },
}
cluster = KubeCluster.from_dict(spec, namespace="my-ns")
""",
        wanted(
            args=made(),
            image="daskdev/dask:latest",
            dropped={
                "annotations": KUBERNETES,
                "volumes": MOUNTS,
                "volumeMounts": MOUNTS,
                "namespace": "The gateway knows where its clusters run.",
            },
        ),
    ),
    "from_yaml": (
        "cluster = KubeCluster.from_yaml('worker-spec.yml')\ncluster.adapt(minimum=0, maximum=100)",
        wanted(workers=[0, 100], dropped={"pod template": "The file that it names is not read."}),
    ),
    "a path": (
        "cluster = KubeCluster('worker-template.yml', n_workers=3, env={'A': 1})",
        wanted(workers=3, env={"A": "1"}, dropped={"pod template": "The file that it names is not read."}),
    ),
    "operator": (
        """
from dask_kubernetes.operator import KubeCluster
cluster = KubeCluster(name="my-dask-cluster", image="ghcr.io/dask/dask:latest", n_workers=3,
                      env={"FOO": "bar"}, resources={"requests": {"memory": "2Gi"}, "limits": {"memory": "64Gi"}})
cluster.scale(10)
""",
        wanted(
            "operator",
            limits={"memory": "64Gi"},
            requests={"memory": "2Gi"},
            image="ghcr.io/dask/dask:latest",
            env={"FOO": "bar"},
            workers=10,
            dropped={"name": UNNAMED},
        ),
    ),
    "operator, worker command": (
        """
from dask_kubernetes.operator import KubeCluster as Cluster
with Cluster(worker_command=["dask", "worker", "--nthreads", 2], env=[{"name": "A", "value": "b"}]) as c:
    c.adapt(1, 5)
""",
        wanted("operator", args="dask worker --nthreads 2", env={"A": "b"}, workers=[1, 5]),
    ),
    "operator, command as text": (
        "import dask_kubernetes.operator as o\no.KubeCluster(worker_command='dask-cuda-worker --memory-limit 7GB')",
        wanted("operator", args="dask-cuda-worker --memory-limit 7GB"),
    ),
    "operator, a specification of its own": (
        """
from dask_kubernetes.operator import KubeCluster, make_cluster_spec
spec = make_cluster_spec(name="gpu", image="rapids", n_workers=2, resources={"limits": {"nvidia.com/gpu": "1"}})
spec["spec"]["worker"]["spec"]["runtimeClassName"] = "nvidia"
spec["spec"]["worker"]["spec"]["containers"][0]["args"] += ["--nthreads", "8"]
cluster = KubeCluster(custom_cluster_spec=spec)
""",
        wanted(
            "operator",
            limits={"nvidia.com/gpu": "1"},
            image="rapids",
            workers=2,
            args="dask-worker --nthreads 8",
            dropped={"runtimeClassName": RIGHTS},
        ),
    ),
    "operator, another group of workers": (
        """
from dask_kubernetes.operator import KubeCluster
cluster = KubeCluster(n_workers=2, idle_timeout=60)
cluster.add_worker_group(name="highmem", n_workers=1, resources={"limits": {"memory": "100G"}})
cluster.scale(5, worker_group="highmem")
""",
        wanted(
            "operator",
            workers=5,
            dropped={
                "idle_timeout": "How long a cluster may be idle is the gateway's to say.",
                "add_worker_group": "The workers of a gateway's cluster are all alike.",
                "scale(worker_group)": "A gateway's cluster is scaled to a number of workers, which are all alike.",
            },
        ),
    ),
    "operator, one that runs": (
        "from dask_kubernetes.operator import KubeCluster\nKubeCluster.from_name('ialreadyexist')",
        wanted("operator", dropped={"from_name": "A cluster that runs is found with Gateway().connect(…)."}),
    ),
    "asynchronous": (
        "cluster = await KubeCluster(asynchronous=True, n_workers=1)\nawait cluster.scale(4)",
        wanted(workers=4),
    ),
    "asynchronous, in a function": (
        "async def main():\n    async with KubeCluster(asynchronous=True) as cluster:\n        cluster.scale(2)\nawait main()",
        wanted(workers=2),
    ),
    "adapt without a maximum": (
        "cluster = KubeCluster(n_workers=1)\nadaptive = cluster.adapt(minimum=1)",
        wanted(dropped={"adapt": "It has no maximum: give one, for the gateway sets none by itself."}),
    ),
    "adapt with more": (
        "cluster = KubeCluster()\nadaptive = cluster.adapt(maximum=10, interval='1s')",
        wanted(
            workers=[0, 10],
            dropped={"adapt(interval)": "The gateway decides by itself how fast a cluster adapts."},
        ),
    ),
    "settings by keywords": (
        "import dask\ndask.config.set(kubernetes__count__start=4, kubernetes__worker_template={'spec': {'containers': [{'image': 'i'}]}})",
        wanted(image="i", workers=4),
    ),
    "settings by unpacked names": (
        "import dask.config\ndask.config.set(**{'kubernetes.worker-template': {'spec': {'containers': [{'args': 'dask-worker --nthreads 2'}]}}})",
        wanted(args="dask-worker --nthreads 2"),
    ),
    "settings in each other": (
        "from dask import config\nwith config.set({'kubernetes': {'image': 'i', 'env': {'A': 'b'}}, 'scheduler': 'threads'}):\n    KubeCluster()",
        wanted(image="i", env={"A": "b"}),
    ),
    "arguments go before settings": (
        "from dask.config import set\nset({'kubernetes.count.start': 2, 'kubernetes.image': 'old'})\nKubeCluster(n_workers=5, image='new')",
        wanted("operator", image="new", workers=5),
    ),
    "objects of the Kubernetes client": (
        """
from kubernetes import client
container = client.V1Container(
    name="dask-worker", image="i", args=["dask-worker"],
    resources=client.V1ResourceRequirements(limits={"cpu": "500m"}, requests={}),
    env=[client.V1EnvVar(name="A", value="1"),
         client.V1EnvVar(name="KEY", value_from=client.V1EnvVarSource(secret_key_ref="s"))],
)
pod = client.V1Pod(spec=client.V1PodSpec(containers=[container], service_account_name="dask"))
pod.spec.containers[0].resources.limits["memory"] = "2Gi"
KubeCluster(pod)
""",
        wanted(
            limits={"cpu": "500m", "memory": "2Gi"},
            args="dask-worker",
            image="i",
            env={"A": "1"},
            dropped={"serviceAccountName": RIGHTS, "KEY": "Its value stands elsewhere in Kubernetes."},
        ),
    ),
    "a pod that is changed": (
        """
pod = make_pod_spec(image="i")
pod.spec.containers[0].args.extend(["--resources", "GPU=1"])
pod.spec.containers[0].args.append("--no-dashboard")
copied = copy.deepcopy(pod)
copied.spec.containers[0].image = "j"
pod["spec"]["containers"][0].update(image="k")
KubeCluster(pod)
""",
        wanted(args=f"{made()} --resources GPU=1 --no-dashboard", image="k"),
    ),
    "no cluster, but a pod": (
        "from dask_kubernetes import make_pod_spec\nmake_pod_spec(image='i', memory_limit=2**31)",
        wanted("pod", image="i", limits={"memory": "2147483648"}, args=made(memory="2147483648")),
    ),
    "no cluster, but a dict": (
        "worker = {'spec': {'containers': [{'image': 'i', 'envFrom': [{'secretRef': {}}]}]}}",
        wanted("pod", image="i", dropped={"envFrom": "Its value stands elsewhere in Kubernetes."}),
    ),
    "two containers": (
        "KubeCluster({'spec': {'containers': [{'name': 'proxy', 'image': 'p'}, {'name': 'dask-worker', 'image': 'i'}]}})",
        wanted(
            image="i",
            dropped={
                "containers": "A worker of a gateway's is one container. Only the first that is a worker is read."
            },
        ),
    ),
    "not written down": (
        """
import os
n = int(input())
pod = make_pod_spec(image=os.environ["JUPYTER_IMAGE_SPEC"], memory_limit=size, env={"TOKEN": secret(), "A": "b"})
cluster = KubeCluster(pod_template=pod, n_workers=n)
""",
        wanted(
            args=made().replace(" --memory", ""),
            env={"A": "b"},
            dropped={
                "image": OUTSIDE,
                "--memory-limit": OUTSIDE,
                "TOKEN": RUNS,
                "limits.memory": OUTSIDE,
                "n_workers": RUNS,
            },
        ),
    ),
    "what depends": (
        """
mem = "4G"
if big:
    mem = "64G"
for n in range(3):
    last = n
cluster = KubeCluster(make_pod_spec(image="i", memory_request=mem), n_workers=last)
""",
        wanted(args=made(), image="i", dropped={"requests.memory": VARIES, "n_workers": VARIES}),
    ),
    "in branches": (
        """
try:
    if ON_HUB:
        cluster = KubeCluster(n_workers=2)
    else:
        cluster = LocalCluster()
except Exception:
    cluster = None
client = Client(cluster)
cluster.scale(7)
""",
        wanted(workers=7),
    ),
    "inside of another call": (
        "client = Client(KubeCluster(n_workers=3, security=True))",
        wanted(workers=3, dropped={"security": "The gateway makes the certificates itself."}),
    ),
    "two clusters": (
        "a = KubeCluster(n_workers=1)\nb = KubeCluster(n_workers=2)",
        wanted(workers=1, dropped={"line 2": "Only the first cluster of this code is read."}),
    ),
    "HelmCluster": (
        "from dask_kubernetes import HelmCluster\ncluster = HelmCluster(release_name='mydask')\ncluster.scale(10)",
        wanted(
            workers=10,
            dropped={"HelmCluster": "It uses a cluster that was set up before; a gateway makes new ones."},
        ),
    ),
    "a notebook": (
        """%matplotlib inline
!pip install dask_kubernetes \\
    --quiet
KubeCluster?
files = !ls
%load_ext autoreload
# %%
%%bash
kubectl get pods | grep 'dask
# %% [markdown] is a cell, too
%%time
cluster = KubeCluster(
    n_workers=5 \\
      % 3,
)
text = '''
%not a magic
'''
""",
        wanted(workers=2),
    ),
    "prompts": (
        ">>> from dask_kubernetes import KubeCluster\n>>> cluster = KubeCluster(\n...     n_workers=2)\n<KubeCluster 0>\n",
        wanted(workers=2),
    ),
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_snippets(name: str) -> None:
    code, expected = SNIPPETS[name]
    assert read_template(code).as_json() == expected


NO_CLUSTER = "There is no KubeCluster, pod template or setting of dask-kubernetes in this code."


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", NO_CLUSTER),
        ("print(1)", NO_CLUSTER),
        ("from dask.distributed import LocalCluster as KubeCluster\nKubeCluster()", NO_CLUSTER),
        ("x = 1\ny = = 2", "This is no Python: line 2 cannot be read (invalid syntax)."),
        ("def f(:\n", "This is no Python: line 1 cannot be read (invalid syntax)."),
        ("KubeCluster(", "This is no Python: line 1 cannot be read ('(' was never closed)."),
        ("x = '\0'", "This is no Python"),
        ("(" * 100_000, "This code is nested too deeply to be read."),
        ("[" * 80 + "]" * 80, NO_CLUSTER),
        ("1+" * 100_000 + "1", "This code is nested too deeply to be read."),
        ("-" * 100_000 + "1", "This code is nested too deeply to be read."),
        ("not " * 50_000 + "1", "This code is nested too deeply to be read."),
        ("a" + ".b" * 100_000, "This code is nested too deeply to be read."),
        ("a" + "()" * 100_000, "This code is nested too deeply to be read."),
        ("lambda: " * 30_000 + "1", "This code is nested too deeply to be read."),
        ("a if b else " * 20_000 + "1", "This code is nested too deeply to be read."),
        ("if a: pass\n" + "elif a: pass\n" * 10_000, "This code is nested too deeply to be read."),
        ('f"{' + "1+" * 50_000 + '1}"', "This code is nested too deeply to be read."),
        ("\n".join(" " * depth + "if a:" for depth in range(300)), "This is no Python: line 1"),
        ("x" * 300_000, "This code is longer than 256 thousand characters."),
        ("n = " + "9" * 200_000, "This is no Python"),
        ("\ud800 = 1", "This is no Python"),
    ],
    ids=lambda it: it[:20] if it.isprintable() else repr(it[:10]),
)
def test_sentences(code: str, sentence: str) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        read_template(code)
    assert str(caught.value).startswith(sentence)
    assert time.monotonic() - started < 5


HOSTILE = {
    "powers": ("n = 10**10**10\nKubeCluster(n_workers=n)", {"n_workers": RUNS}),
    "growing text": ("x = 'a'\n" + "x = x + x\n" * 100 + "KubeCluster(None, x)", {"name": UNNAMED}),
    "growing f-strings": (
        "x = 'ab'\n" + "x = f'{x}{x}'\n" * 100 + "KubeCluster(make_pod_spec(x))",
        {"image": RUNS},
    ),
    "growing lists": (
        "x = [1]\n" + "x.extend(x)\n" * 100 + "KubeCluster({'containers': [{'args': x}]})",
        {"args": RUNS},
    ),
    "a list in itself": (
        "x = []\nx.append(x)\nKubeCluster({'containers': x})",
        {"containers": "None of them can be read."},
    ),
    "a mapping in itself": (
        "x = {}\nx['limits'] = x\nKubeCluster(resources=x, image=copy.deepcopy(x))",
        {"limits.limits": "It is not of the form that Kubernetes has for it."},
    ),
    "a prototype": (
        "KubeCluster({'containers': [{'__proto__': {'a': 1}, 'env': {'__proto__': 'x'}}]})",
        {"__proto__": "The gateway has no option for this part of a pod."},
    ),
    "more workers than anybody has": (
        "KubeCluster(n_workers=10**30)",
        {"n_workers": "It is no number of workers."},
    ),
    "a nest of calls": ("KubeCluster(n_workers=" + "f(" * 80 + ")" * 81, {"n_workers": RUNS}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_grows(name: str) -> None:
    code, dropped = HOSTILE[name]
    started = time.monotonic()
    text = json.dumps(read_template(code).as_json())
    assert time.monotonic() - started < 5
    assert len(text) < 2**20
    said = {it["what"]: it["why"] for it in json.loads(text)["dropped"]}
    assert dropped.items() <= said.items()


@pytest.mark.parametrize(
    "line",
    [
        "if a: b{}=1",
        "for a in b: c{}=1",
        "def f{}(): pass",
        "if a: import m{}",
        "d['{}'] = dict(d)",
        "l = [*l, 1]",
    ],
)
def test_what_takes_too_long_is_refused(line: str) -> None:
    """As much of it as the route takes: the server has other things to do."""
    code = "d, l = {}, []\n"
    number = 0
    while len(code) < MAX_CHARACTERS - 100:
        code += line.replace("{}", str(number)) + "\n"
        number += 1
    started = time.process_time()
    with pytest.raises(UnreadableError, match="takes too long"):
        read_template(code)
    assert time.process_time() - started < 20


def test_nothing_is_run(tmp_path: Path) -> None:
    proof = str(tmp_path / "proof")
    code = f"""
open({proof!r}, "w")
__import__("os").mkdir({proof!r})
!touch {proof}
%run {proof}
class KubeClusters:
    open({proof!r}, "w")
@open({proof!r}, "w")
def f(x=open({proof!r}, "w")): pass
exec("open({proof!r}, 'w')")
KubeCluster(image=f"{{open({proof!r}, 'w')}}", n_workers=eval("open({proof!r}, 'w')"))
"""
    assert read_template(code).as_json()["dropped"]
    assert not os.path.exists(proof)


WORDS = st.sampled_from(
    [
        *"()[]{}:,.=\n \\'\"#%!?*",
        *(
            "\n    ",
            "f'{",
            "'''",
            "**",
            "await ",
            "if ",
            "elif ",
            "else:",
            "for ",
            " in ",
            "lambda ",
            "def f():",
        ),
        *(
            "KubeCluster(",
            "cluster = ",
            "cluster.scale(",
            "make_pod_spec(",
            "n_workers=",
            "image=",
            "x",
            "x = ",
        ),
        *(
            "dask.config.set(",
            "'kubernetes.image'",
            "{'spec': ",
            "'containers': [",
            "1",
            "2.5",
            "'14G'",
            "%%time",
        ),
        *(">>> ", "... ", "# %%", "import dask_kubernetes as ", "with ", " as c:", "x.append(", "x['a'] = "),
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=40).map("".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(UnreadableError):
        json.dumps(read_template(text).as_json(), allow_nan=False)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(SNIPPETS)), st.integers(0, 2000), st.text(max_size=3))
def test_any_damage_is_read_or_refused(name: str, at: int, text: str) -> None:
    code = SNIPPETS[name][0]
    damaged = code[: at % (len(code) + 1)] + text + code[at % (len(code) + 1) + 1 :]
    with suppress(UnreadableError):
        json.dumps(read_template(damaged).as_json(), allow_nan=False)


PROGRAMS = sorted(set(Path(__file__).parent.glob("*.py")) - {Path(__file__)})


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda it: it.name)
def test_python_stays_as_it_is(path: Path) -> None:
    """Nothing in a program is taken for IPython's; this one here has a notebook's cells in a text."""
    text = path.read_text()
    assert ast.dump(ast.parse(as_python(text))) == ast.dump(ast.parse(text))


async def test_the_route(fetch: Any) -> None:
    reply = await fetch("worker-template", "POST", body=b"KubeCluster(n_workers=3)")
    assert reply.code == 200
    assert reply.headers["Content-Type"] == "application/json"
    assert json.loads(reply.body) == wanted(workers=3)


@pytest.mark.parametrize(
    ("body", "status", "error", "sentence"),
    [
        (b"x = (", 400, "bad-request", "This is no Python: line 1 cannot be read ('(' was never closed)."),
        (b"\xff", 400, "bad-request", "This takes code as UTF-8."),
        (b"x" * 300_000, 413, "too-large", "The request's body is larger than 262144 bytes."),
    ],
)
async def test_the_route_refuses(fetch: Any, body: bytes, status: int, error: str, sentence: str) -> None:
    reply = await fetch("worker-template", "POST", body=body)
    assert reply.code == status
    assert reply.headers["Dask-Gateway-Error"] == error
    assert json.loads(reply.body) == {"error": sentence, "request": reply.headers["Dask-Gateway-Request"]}
