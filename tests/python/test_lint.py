"""`jupyter dask-gateway lint`: each rule, sites' files as they are deployed, and files that mean harm."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_gateway import FakeGateway

from jupyter_dask_gateway.admin import sandbox
from jupyter_dask_gateway.cli.main import main

SITES = Path(__file__).parents[1] / "fixtures" / "sites"
OPTIONS = "from dask_gateway_server.options import *\n"
LIMIT = "c.ClusterConfig.cluster_max_workers = 9\n"


@pytest.fixture
def lint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Lint a file with this text, and return status and (rule, option) of what was found."""

    def lint_(text: str, *arguments: str, name: str = "config.py") -> tuple[int, Any]:
        file = tmp_path / name
        file.write_text(text)
        status = main(["lint", str(file), "--json", *arguments])
        out = capsys.readouterr().out
        return status, json.loads(out) if out else None

    return lint_


def rules(report: Any) -> list[str]:
    return [f"{it['rule']} {it['option']}" if it["option"] else it["rule"] for it in report["findings"]]


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the sentence with which it cannot be read."""
    assert main(["lint", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


# ---- what published options tell by themselves --------------------------------------------------------


def spec(name: str, type_: str = "string", default: Any = "", label: str | None = None, **more: Any) -> Any:
    return {
        "field": name,
        "label": label or f"The {name}",
        "default": default,
        "spec": {"type": type_, **more},
    }


def number(name: str, default: Any, low: Any = None, high: Any = None, **more: Any) -> Any:
    return spec(name, "float", default, min=low, max=high, **more)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([spec("image")], []),
        ([spec("image"), spec("image")], ["name-duplicate image"]),
        ([spec("lambda")], ["name-no-python lambda"]),
        ([spec("a b")], ["name-no-python a b", "name-no-variable a b"]),
        ([spec("address")], ["name-taken address"]),
        ([spec("CPU")], ["name-no-variable CPU"]),
        ([spec("worker__cores")], ["name-no-variable worker__cores"]),
        ([spec("größe")], ["name-no-variable größe"]),
        ([spec("image", label="image")], ["label-missing image"]),
        ([spec("a", label="Size"), spec("b", label=" size")], ["label-equal b"]),
        ([number("memory", 1, 1, 2)], ["unit-missing memory"]),
        ([number("memory", 1, 1, 2, label="Memory (GiB)")], []),
        ([number("memory", 1, 1, 2, label="Memory in gigabytes")], []),
        ([number("cores", 5, 1, 4)], ["default-outside-bounds cores"]),
        ([number("cores", 0, 1, 4)], ["default-outside-bounds cores"]),
        ([number("cores", float("nan"))], ["default-outside-bounds cores"]),
        ([number("cores", "1")], ["default-of-other-kind cores"]),
        ([spec("size", "select", "xl", options=["s"])], ["default-outside-choices size"]),
        ([spec("db_password", default="x")], ["secret-default db_password"]),
        ([spec("env", "mapping", {"API_TOKEN": "x"})], ["secret-default env"]),
        ([spec("env", "mapping", {"API_TOKEN": "", "A": 1})], []),
        ([number("worker_cores", 1, 1)], ["resource-unbounded worker_cores"]),
        ([spec("of_tomorrow", "tensor", [1])], []),
    ],
)
def test_a_rule_that_needs_no_file(lint: Any, options: list[Any], found: list[str]) -> None:
    for text in (json.dumps(options), json.dumps({"cluster_options": options})):
        status, report = lint(text, name="spec.json")
        assert rules(report) == found
        assert status == int(report["errors"] > 0)
        assert "cannot be tried" in report["notes"][0]


def test_a_secret_is_not_told(lint: Any) -> None:
    options = [
        spec("token", default=12345),
        spec("api_key", default="hunter2"),
        spec("env", "mapping", {"PWD": "x-y"}),
    ]
    report = lint(json.dumps(options), name="spec.json")[1]
    assert rules(report) == [
        "default-of-other-kind token",
        "secret-default token",
        "secret-default api_key",
        "secret-default env",
    ]
    assert not any(secret in json.dumps(report) for secret in ("12345", "hunter2", "x-y"))


def test_the_exit_status_of_warnings(lint: Any) -> None:
    text = json.dumps([spec("CPU")])
    assert lint(text, name="spec.json")[0] == 0
    assert lint(text, "--strict", name="spec.json")[0] == 1


def test_a_reply_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "spec.json"
    for text, sentence in [
        ("", "spec.json is no JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("9" * 5000, "spec.json is no JSON"),
        ("{}", "no list"),
        ('[{"field": 1}]', "Published option 1 has no name."),
        ("[" + "{}, " * 3_000_000 + "{}]", "more than 10 MB"),
    ]:
        file.write_text(text)
        assert sentence in refused(capsys, str(file))
    assert "There is no file" in refused(capsys, str(tmp_path / "absent.py"))
    assert "no file" in refused(capsys, "x" * 5000)


# ---- what a file does ---------------------------------------------------------------------------------


def handled(handler: str, *options: str) -> str:
    """Return a file with these options, whose handler has this body."""
    body = "\n".join(f"    {line}" for line in handler.splitlines())
    return f"{OPTIONS}{LIMIT}def handler(options):\n{body}\n" + (
        f"c.Backend.cluster_options = Options({', '.join((*options, 'handler=handler'))})\n"
    )


SIZE = "Select('size', ['s', 'm'], label='Size')"
ENV = "Mapping('env', label='Environment')"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LIMIT, ["options-missing"]),
        (f"{LIMIT}c.DaskGateway.cluster_options = 1", ["options-missing", "setting-ignored"]),
        (f"{OPTIONS}{LIMIT}c.Backend.cluster_options = Options()\nc.Backend.clustr = 1", ["setting-ignored"]),
        (f"{OPTIONS}c.Backend.cluster_options = Options()", ["limits-missing"]),
        (f"{LIMIT}c.Backend.cluster_options = lambda user: None", ["options-return-nothing"]),
        (f"{LIMIT}c.Backend.cluster_options = lambda user: []", ["options-return"]),
        (f"{LIMIT}c.Backend.cluster_options = lambda: None", ["options-arguments"]),
        (f"{LIMIT}c.Backend.cluster_options = lambda user: user.groups.pop()", ["options-fail"]),
        (f"{OPTIONS}c.Backend.cluster_options = Options(Integer('n', 5, max=4))", ["option-refused"]),
        (
            f"{OPTIONS}{LIMIT}c.Backend.cluster_options = lambda user: Options(Select('n', 'ab', 'c'))",
            ["option-refused"],
        ),
        (
            f"{OPTIONS}{LIMIT}import datetime\nday = datetime.date(2026, 1, 2)\n"
            "c.Backend.cluster_options = Options(Mapping('m', {'d': day}, label='M'), handler=lambda o: {})",
            ["default-no-json m"],
        ),
        (handled("return {}", "Mapping('m', {1: 'x'}, label='M')"), ["default-keys m"]),
        (handled("raise ValueError('no')", SIZE), ["handler-refuses-default"]),
        (
            handled("if options.size == 'm': raise ValueError('no')\nreturn {}", SIZE),
            ["handler-refuses-choice size"],
        ),
        (handled("return {}[options.size]", SIZE), ["handler-fails", "handler-fails size"]),
        (handled("return 1 / 0", SIZE), ["handler-fails"]),
        (handled("raise TypeError('must be small')", SIZE), ["handler-refuses-default"]),
        (handled("raise ValueError", SIZE), ["handler-fails"]),
        (handled("raise ValueError('one\\ntwo')", SIZE), ["handler-lost"]),
        (handled("raise SystemExit", SIZE), ["handler-lost"]),
        (handled("if options.size == 'm': return {}", SIZE), ["handler-returns"]),
        (handled("return {'worker_core': 1}", SIZE), ["key-unknown"]),
        (handled("return {'image': 'a:b', 'clusters_directory': 1}", SIZE), ["key-unknown"]),
        (handled("return {'worker_memory': '2 GiB'}", SIZE), ["value-refused"]),
        (handled("return {'environment': options.env}", ENV), ["environment-unchecked env"]),
        (handled("return {'worker_extra_pod_labels': options.env}", ENV), ["environment-unchecked env"]),
        (handled("return {'environment': {k: str(v) for k, v in options.env.items()}}", ENV), []),
        (
            handled("return {'environment': {k: v.strip() for k, v in options.env.items()}}", ENV),
            ["handler-fails env"],
        ),
        (
            handled(
                "return {'worker_memory': int(options.m * 10**9)}",
                "Float('m', 2, min=1, max=4, label='Memory (GiB)')",
            ),
            ["unit-differs m"],
        ),
        (
            handled(
                "return {'worker_memory': int(options.m * 2**30)}",
                "Float('m', 2, min=1, max=4, label='Memory (GB)')",
            ),
            [],
        ),
        (
            handled("return {'worker_cores': options.n}", "Integer('n', 1, min=1, label='N')"),
            ["resource-unbounded n"],
        ),
        (
            handled(
                "if options.n > 8: raise ValueError('At most 8')\nreturn {'worker_cores': options.n}",
                "Integer('n', 1, min=1, label='N')",
            ),
            [],
        ),
        (handled("return {'cluster_max_cores': 4, 'worker_cores': 4}", SIZE), ["no-worker-fits"]),
    ],
)
def test_a_rule_about_a_file(lint: Any, text: str, found: list[str]) -> None:
    status, report = lint(text)
    assert rules(report) == found
    assert status == int(report["errors"] > 0)
    assert all(it["text"].endswith((".", "?")) and it["advice"].endswith(".") for it in report["findings"])


def test_the_backend_decides_what_a_handler_may_return(lint: Any) -> None:
    text = handled("return {'worker_cores': 0.5, 'image': 'a:b'}", SIZE)
    assert rules(lint(text)[1]) == []
    assert rules(lint(text, "--backend", "kubernetes")[1]) == []
    assert rules(lint(text, "--backend", "local")[1]) == ["key-unknown", "value-refused"]
    assert rules(
        lint(text + "c.DaskGateway.backend_class = 'dask_gateway_server.backends.local.LocalBackend'")[1]
    ) == [
        "key-unknown",
        "value-refused",
    ]
    status, report = lint(text + "c.DaskGateway.backend_class = 'of.our.Own'")
    assert status == 0
    assert "The backend of.our.Own cannot be imported here" in report["notes"][0]


def test_a_handler_that_counts_the_clusters_of_its_user_finds_none(lint: Any) -> None:
    # This is how the demo limits them, which the documentation calls an example.
    demo = Path(__file__).parents[2] / "demo" / "gateway" / "clusters.py"
    assert rules(lint(demo.read_text())[1]) == []
    kubernetes = "mine = DaskGateway.instance().backend.username_to_clusters['ada']"
    text = handled(f"from dask_gateway_server.app import DaskGateway; {kubernetes}; return {{}}", SIZE)
    assert rules(lint(text, "--backend", "kubernetes")[1]) == []


def test_each_group_that_a_file_asks_for_is_tried(lint: Any) -> None:
    text = f"""{OPTIONS}{LIMIT}
def options(user):
    if "power" in user.groups:
        return None
    if user.groups & {{"gpu"}}:
        return Options(Integer("CPU", label="CPUs"))
    return Options(Integer("cores", label="Cores"))
c.Backend.cluster_options = options
"""
    report = lint(text)[1]
    assert rules(report) == ["options-return-nothing", "name-no-variable CPU", "key-unknown", "key-unknown"]
    said = [it["text"] for it in report["findings"]]
    assert said[0].startswith("For a user in “power”: cluster_options returns nothing.")
    # Only they have it.
    assert said[1].startswith("No environment variable can preset “CPU”")
    assert said[2].startswith("For a user without groups: The handler returns 'cores'")
    assert said[3].startswith("For a user in “gpu”: The handler returns 'CPU'")


@pytest.mark.parametrize(
    ("site", "arguments", "found"),
    [
        ("resources_in_labels", [], ["limits-missing"]),
        (
            "odd_names",
            [],
            [
                "name-no-python cluster-size",
                "name-no-python lambda",
                "name-no-variable cluster-size",
                "label-missing worker_cores",
                "resource-unbounded worker_cores",
                "resource-unbounded worker_memory",
                "limits-missing",
            ],
        ),
        (
            "limits_as_options",
            [],
            [
                "unit-missing cluster_max_memory",
                "value-refused scheduler_memory_limit",
                "value-refused cluster_max_memory",
                "no-worker-fits worker_cores",
                "no-worker-fits worker_memory",
                "no-worker-fits cluster_max_cores",
            ],
        ),
        ("forgotten_return", [], ["options-return-nothing"]),
        ("by_group", ["--groups", "analyst"], ["limits-missing"]),
        (
            "upper_case",
            [],
            [
                "name-no-variable CPU",
                "name-no-variable RAM",
                "label-missing CPU",
                "label-missing RAM",
                "label-missing maximas",
                "unit-missing RAM",
                "resource-unbounded CPU",
                "resource-unbounded RAM",
                "limits-missing",
            ],
        ),
        ("small_limits", [], []),
        ("unchecked_environment", [], ["environment-unchecked environment"]),
        ("secret_texts", [], ["secret-default db_password"]),
    ],
)
def test_what_is_wrong_with_sites(
    capsys: pytest.CaptureFixture[str], site: str, arguments: list[str], found: list[str]
) -> None:
    status = main(["lint", str(SITES / f"{site}.py"), "--json", *arguments])
    report = json.loads(capsys.readouterr().out)
    assert rules(report) == found
    assert status == (1 if site == "forgotten_return" else 0)


def test_findings_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "config.py"
    file.write_text(handled("raise ValueError('An \\x1b[2J image\u202e has a tag')", SIZE) + "print('hello')")
    assert main(["lint", str(file), "--backend", "local"]) == 1
    out, err = capsys.readouterr()
    assert out == (
        "error    handler-refuses-default\n"
        "         The handler refuses its own defaults (line 4): “An \ufffd[2J image\ufffd has a tag”.\n"
        "         What to do: Choose defaults that it takes: who changes nothing gets no cluster.\n"
        "config.py: 1 error, 0 warnings.\n"
    )
    assert err == "hello\n"


def test_findings_in_the_language_of_the_environment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    file = tmp_path / "config.py"
    file.write_text(handled("raise ValueError('No')", SIZE))
    assert main(["lint", str(file), "--backend", "local"]) == 1
    assert capsys.readouterr().out == (
        "错误     handler-refuses-default\n"
        "         处理函数拒绝其自身的默认值（第 4 行）：“No”。\n"
        "         怎么办：请选择它接受的默认值：不做任何更改的用户得不到集群。\n"
        "config.py：1 个错误，0 个警告。\n"
    )
    # For programs, nothing of that.
    assert main(["lint", str(file), "--backend", "local", "--json"]) == 1
    [finding] = json.loads(capsys.readouterr().out)["findings"]
    assert finding["text"] == "The handler refuses its own defaults (line 4): “No”."
    file.write_text(handled("__import__('os')._exit(0)", SIZE))
    assert main(["lint", str(file), "--backend", "local"]) == 2
    assert "config.py 在以默认值试用其处理函数时结束了 Python（退出状态 0）。" in capsys.readouterr().err
    assert main(["lint", str(file), "--site", str(tmp_path / "none.yaml")]) == 2
    assert "无法读取 none.yaml：" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["lint", "--help"])
    assert "该用户是网关的管理员" in capsys.readouterr().out


# ---- files that cannot be read, or mean harm ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("c.Backend.x = = 1", "config.py cannot be read, line 1: SyntaxError: invalid syntax"),
        ("import os\nos.environ['ABSENT_ONE']", "config.py cannot be read, line 2: KeyError: 'ABSENT_ONE'"),
        ("import sys\nsys.exit(3)", "it ends Python with sys.exit or exit"),
        ("import os\nos._exit(3)", "config.py ended Python when it was read (exit status 3)."),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "(signal SIGSEGV)"),
        ("def f(): f()\nf()", "cannot be read, line 1: RecursionError"),
        ("x = b'x' * 8 * 2**30", "it needs more than 4 GiB of memory"),
        ("input()", "cannot be read, line 1: EOFError"),
        ("while True: print('x' * 2**20)", "config.py printed more than 1 MB when it was read."),
        ("import os\nwhile True: os.write(1, b'x' * 2**20)", "printed more than 1 MB"),
        (
            "c.Backend.cluster_options = lambda user: __import__('os')._exit(0)",
            "ended Python when its options were asked for",
        ),
        (
            handled("__import__('os')._exit(0)", SIZE),
            "ended Python when its handler was tried with its own defaults",
        ),
    ],
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    file = tmp_path / "config.py"
    file.write_text(text)
    said = refused(capsys, str(file))
    assert sentence in said.splitlines()[-1]
    assert len(said) < 2**17


def test_a_loop_without_an_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "config.py"
    file.write_text(
        "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print('on and on', flush=True)\nwhile True: pass"
    )
    began = time.monotonic()
    said = refused(capsys, str(file), "--timeout", "3")
    assert time.monotonic() - began < 8
    assert said == (
        "on and on\nconfig.py was not done within 3 s when it was read. "
        "Is there a loop without an end, or does it wait for something? --timeout gives it more time.\n"
    )


def test_what_it_has_started_ends_with_it(tmp_path: Path, lint: Any) -> None:
    note = tmp_path / "pid"
    text = f"""{OPTIONS}{LIMIT}
import os, subprocess, sys
if os.fork() == 0:
    # Goes on as if it were the one that was asked.
    open({str(note)!r}, "w").write(str(os.getpid()))
    import time
    time.sleep(600)
else:
    while not os.path.exists({str(note)!r}) or not os.path.getsize({str(note)!r}):
        pass
c.Backend.cluster_options = Options()
"""
    assert rules(lint(text)[1]) == []
    pid = int(note.read_text())
    deadline = time.monotonic() + 10
    while _runs(pid):
        assert time.monotonic() < deadline, "the other process still runs"
        time.sleep(0.05)


LEAVERS = {
    "a session of its own": "import subprocess\nsubprocess.Popen(['sleep', '600'], start_new_session=True)",
    "a daemon": (
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        for fd in range(256):\n"
        "            try: os.close(fd)\n"
        "            except OSError: pass\n"
        "        time.sleep(600)\n"
        "    os._exit(0)\n"
        "os.wait()"
    ),
    "one that prints": (
        "import subprocess\n"
        "subprocess.Popen(['sh', '-c', 'while :; do echo x; sleep 0.1; done'], start_new_session=True)"
    ),
    "one that was stopped": (
        "import os, signal, subprocess\n"
        "os.kill(subprocess.Popen(['sleep', '600'], start_new_session=True).pid, signal.SIGSTOP)"
    ),
}


@pytest.mark.parametrize("leaver", LEAVERS)
@pytest.mark.parametrize(
    "end", ["", "while True: pass", "import os; os._exit(3)"], ids=["done", "late", "gone"]
)
def test_what_leaves_its_session_ends_with_it_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], leaver: str, end: str
) -> None:
    """It is known by a file that it has open."""
    file, mark = tmp_path / "config.py", tmp_path / "mark"
    text = f"import os\nos.dup2(os.open({str(mark)!r}, os.O_CREAT | os.O_RDWR), 9)\n"
    text += (
        LEAVERS[leaver]
        .replace("range(256)", "range(9)")
        .replace("start_new_session", "pass_fds=[9], start_new_session")
    )
    file.write_text(f"{text}\n{end}\n{OPTIONS}{LIMIT}c.Backend.cluster_options = Options()\n")
    began = time.monotonic()
    status = main(["lint", str(file), "--timeout", "3"])
    assert status == (2 if end else 0)
    assert time.monotonic() - began < 30
    assert list(_holders(mark)) == []
    if "_exit" in end:
        assert "ended Python when it was read (exit status 3)" in capsys.readouterr().err


def _holders(file: Path) -> Iterator[str]:
    """Yield the processes that have a file open."""
    for held in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if held.samefile(file):
                yield held.parts[2]


def test_it_ends_with_who_has_started_it(tmp_path: Path) -> None:
    file, note = tmp_path / "config.py", tmp_path / "pid"
    file.write_text(f"import os, time\nopen({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)\n")
    program = [sys.executable, "-m", "jupyter_dask_gateway", "lint", str(file), "--timeout", "600"]
    with subprocess.Popen(program, cwd=Path(__file__).parents[2]) as lint:
        while not note.exists() or not note.read_text():
            assert lint.poll() is None
            time.sleep(0.05)
        lint.kill()
    deadline = time.monotonic() + 10
    while _runs(int(note.read_text())):
        assert time.monotonic() < deadline, "the file still runs"
        time.sleep(0.05)


@pytest.mark.parametrize(
    "text",
    [
        # It finds its way to where results are told.
        "import os\nfor fd in range(3, 9):\n"
        "    try: os.write(fd, b'[1]\\n5\\n{\"stage\": 5}\\n{\"result\": 1}\\n' + b'[' * 100_000 + b'\\n')\n"
        "    except OSError: pass\n",
        "import json, os\njson.dumps = json.loads = os.write = None\nos.getpid = lambda: 1\n",
        "import sys\nsys.stdout.close()\n",
        "import sys\nsys.stdout = sys.stderr = None\n",
    ],
)
def test_what_a_file_does_to_its_own_process(
    lint: Any, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    status, report = lint(f"{text}{OPTIONS}{LIMIT}c.Backend.cluster_options = Options()")
    assert (status, rules(report), capsys.readouterr().err) == (0, [], "")


def test_results_that_cannot_be_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "config.py"
    file.write_text("import os\nos.closerange(3, 256)\n")
    said = refused(capsys, str(file))
    assert said == "config.py ended Python when it was read (exit status 1).\n"


def _runs(pid: int) -> bool:
    try:
        # A process that has ended and waits for somebody to look is one that has ended.
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_fork_tells_nothing(lint: Any) -> None:
    status, report = lint(f"{OPTIONS}{LIMIT}import os\nos.fork()\nc.Backend.cluster_options = Options()")
    assert (status, rules(report)) == (0, [])


def test_it_runs_elsewhere(lint: Any, tmp_path: Path) -> None:
    """In its own folder, with nothing to read from, and without modules that happen to lie there."""
    (tmp_path / "dask_gateway_server.py").write_text("raise SystemExit('the wrong one')")
    text = f"""{OPTIONS}{LIMIT}
import os, sys
assert os.getcwd() == {str(tmp_path)!r} and os.getpid() != {os.getpid()} and sys.stdin.read() == ""
assert __file__ == {str(tmp_path / "config.py")!r} and get_config() is c
c.Backend.cluster_options = Options()
"""
    assert lint(text)[0] == 0


def test_without_dask_gateway_server(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "find_spec", lambda name: None)
    file = tmp_path / "config.py"
    file.write_text("")
    assert refused(capsys, str(file)) == (
        "Reading a configuration file needs dask-gateway-server in the same Python: "
        f"{sys.executable} -m pip install dask-gateway-server\n"
    )


# ---- a gateway ----------------------------------------------------------------------------------------


async def test_the_options_of_a_gateway(configured: FakeGateway, capsys: pytest.CaptureFixture[str]) -> None:
    body = json.dumps({"cluster_options": [spec("CPU")]}).encode()
    configured.answers(body=body)
    assert await asyncio.to_thread(main, ["lint", configured.address, "--json"]) == 0
    assert rules(json.loads(capsys.readouterr().out)) == ["name-no-variable CPU"]
    assert [it.target for it in configured.seen] == ["/api/v1/options"]
    for status, sentence in [
        (500, "answers with HTTP 500, not with options"),
        (401, "refused the terminal's credential"),
        (200, "cannot be read as the reply of /api/v1/options. The published options are no list."),
    ]:
        configured.answers(status=status)
        assert await asyncio.to_thread(main, ["lint", configured.address]) == 2
        assert sentence in capsys.readouterr().err
    assert "Basic YWRhOnMzY3JldA==" in [it.headers.get("Authorization") for it in configured.seen]
    for address in ("http://", "http://user:s3cret@host/a@b", "http://127.0.0.1:1/?token=s3cret"):
        assert await asyncio.to_thread(main, ["lint", address]) == 2
        assert "s3cret" not in capsys.readouterr().err


def test_each_rule_is_in_the_documentation() -> None:
    root = Path(__file__).parents[2]
    source = "".join(file.read_text() for file in (root / "jupyter_dask_gateway" / "admin").rglob("*.py"))
    told = set(re.findall(r'(?:error|warning)\(\s*"([a-z-]+)"', source))
    assert len(told) > 30
    documented = (root / "docs" / "administrators.md").read_text()
    assert [it for it in sorted(told) if f"`{it}`" not in documented] == []


def test_the_program() -> None:
    def run(*arguments: str) -> Any:
        return subprocess.run(
            [sys.executable, "-m", "jupyter_dask_gateway", *arguments],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )

    assert run("lint").returncode == 2
    assert "The exit status is 0" in run("lint", "--help").stdout
    done = run("lint", str(SITES / "small_limits.py"), "--backend", "kubernetes")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "small_limits.py: 0 errors, 0 warnings.\n"


def test_the_sites_settings_are_held_against_the_options(
    lint: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site.yaml"
    text = """
worker: {cores: worker_cores, memory: 2 GiB, gpus: gpus}
values: {size: {s: {worker: {cores: 1}}, xl: {worker: {cores: 8}}}}
idle_timeout: minutes minutes
presets:
  - {name: Big, options: {worker_cores: 16, size: s, image: x}}
limits: {clusters: many}
"""
    options = json.dumps([number("worker_cores", 1, 1, 8), spec("size", "select", "s", options=["s"])])
    for block in (text, "gateway:\n  jupyter:\n    site:\n" + text.replace("\n", "\n      ")):
        site.write_text(block)
        status, report = lint(options, "--site", str(site), name="spec.json")
        assert status == 0
        said = [(it["rule"], it["text"]) for it in report["findings"]]
        assert said[0][0] == "site-setting"
        assert said[0][1].startswith("gateway.jupyter.site.limits.clusters ")
        assert said[1:] == [
            ("site-option", "gateway.jupyter.site.worker.gpus names the option “gpus”, which there is not."),
            (
                "site-option",
                "gateway.jupyter.site.idle_timeout names the option “minutes”, which there is not.",
            ),
            ("site-option", "gateway.jupyter.site.presets[0] names the option “image”, which there is not."),
            ("site-value", "gateway.jupyter.site.values has xl for “size”, which is none of its choices."),
            (
                "site-value",
                "gateway.jupyter.site.presets[0] has 16 for “worker_cores”, which is above its maximum, 8.",
            ),
        ]
    site.write_text("[")
    file = tmp_path / "spec.json"
    assert "site.yaml is no YAML" in refused(capsys, str(file), "--site", str(site))


def test_secrets_in_the_sites_settings_are_not_told(
    lint: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site.yaml"
    site.write_text(
        "presets:\n"
        "  - {name: a, options: {db_password: s3cret, login: s3cret, "
        "env: {A: s3cret}, n: [s3cret], size: xl}}\n"
    )
    options = [number(it, 1) for it in ("db_password", "env", "n")]
    options.append(number("login", 1, label="Your API token"))
    spec_json = json.dumps([*options, spec("size", "select", "s", options=["s"])])
    _, report = lint(spec_json, "--site", str(site), name="spec.json")
    said = [it["text"] for it in report["findings"] if it["rule"] == "site-value"]
    assert [it.partition(" has ")[2].partition(" for ")[0] for it in said] == ["a value"] * 4 + ["xl"]
    assert "s3cret" not in json.dumps(report)
    # Nor what stands in a line that is no YAML.
    site.write_text("presets:\n  - {options: {db_password: s3cret]}")
    said = refused(capsys, str(tmp_path / "spec.json"), "--site", str(site))
    assert "site.yaml is no YAML, line 2" in said
    assert "s3cret" not in said


@pytest.mark.parametrize("text", ["!!bool x", '!!int ""', "!!timestamp x", "d: 2024-99-99", "\0"])
def test_values_that_yaml_cannot_make(
    lint: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    site, file = tmp_path / "site.yaml", tmp_path / "spec.json"
    site.write_text(text)
    file.write_text("[]")
    assert "site.yaml is no YAML: " in refused(capsys, str(file), "--site", str(site))
