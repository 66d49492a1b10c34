"""What Python says in another language: complete, with the same placeholders, English in reports."""

from __future__ import annotations

import ast
import asyncio
import copy
import json
import os
import pickle
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import dask
import pytest
from fake_gateway import FakeGateway

import jupyter_dask_gateway
from jupyter_dask_gateway.config.errors import ConfigurationError, NotConfiguredError
from jupyter_dask_gateway.config.site import check_site
from jupyter_dask_gateway.config.site.check import schema
from jupyter_dask_gateway.doctor.report import as_json, as_text
from jupyter_dask_gateway.doctor.result import Finding, failed, ok
from jupyter_dask_gateway.gateway.errors import ErrorId, RequestError
from jupyter_dask_gateway.gateway.relay import relay_request
from jupyter_dask_gateway.languages import (
    in_language,
    join,
    language_of_environment,
    language_of_header,
    language_of_tag,
    say,
)
from jupyter_dask_gateway.languages.zh_cn import SENTENCES
from jupyter_dask_gateway.program import Program
from jupyter_dask_gateway.widget import GatewayWidget, protocol, static_table
from jupyter_dask_gateway.widget.options import OptionValues
from jupyter_dask_gateway.widget.presets import unknown_preset

ROOT = Path(jupyter_dask_gateway.__file__).parent
# Whose sentences the table has to have: all texts in them, but for what stands below.
SPOKEN = [
    *ROOT.glob("doctor/**/*.py"),
    *(
        ROOT / "gateway" / f"{name}.py"
        for name in [
            "failures",
            "passable",
            "credentials",
            "kerberos_errors",
            "user_token",
            "lazy_client",
            "paths",
        ]
    ),
    ROOT / "gateway" / "option_spec.py",
    ROOT / "hub" / "refusals.py",
    *(it for it in ROOT.glob("config/**/*.py") if it.name != "code.py"),
    *ROOT.glob("listing/*.py"),
    *(it for it in ROOT.glob("admin/**/*.py") if it.parent.name != "in_child"),
    *ROOT.glob("cli/*.py"),
    *ROOT.glob("kubernetes/*.py"),
]
CHINESE = re.compile("[\u3400-\u9fff]")
# No sentence: what stands between others, and names of programs and arguments.
NONE = {", ", "; ", " ", "  ", "%Y-%m-%d %H:%M", "{} and more", "{} = {}", "jupyter dask-gateway"}
NONE |= {
    "FILE.py | URL | spec.json",
    "Worker Cores",
    "Worker Memory (GiB)",
    "requests: {} {}",
    "if 1",
    "await ",
}
# Python's own words.
NONE |= {"invalid syntax"}
# Pages, programs, comments and regular expressions.
NO_SENTENCE = re.compile(
    r"<|import sys;|from (?:dask_gateway|\{\}) |#|\{\} a cell|\{\}    |[\^(\n ]*[\[(][?^ ]|dask\["
)
# Nothing but what is put in, and signs.
SIGNS = {"{text}. {fault}", "{source}: {errors}, {warnings}.", "{what}: {why}"}


def texts(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield the texts of several words in a module, and whether something is put into one by an f-string."""
    tree = ast.parse(path.read_text())
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr | ast.JoinedStr)
        for part in ast.iter_child_nodes(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            words = "".join(
                it.value if isinstance(it, ast.Constant) and isinstance(it.value, str) else "{}"
                for it in node.values
            )
            is_sentence = words not in NONE and not NO_SENTENCE.match(words) and not words.startswith("[{")
            if words.count(" ") >= 2 and is_sentence:
                yield words, True
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            is_sentence = node.value not in NONE and not NO_SENTENCE.match(node.value)
            yield from [(node.value, False)] if " " in node.value and is_sentence else []


def of_schema(rules: Any) -> Iterator[str]:
    """Yield what the schema of a site's settings says of parts that are not as it asks for."""
    if isinstance(rules, dict):
        if "errorMessage" in rules:
            yield rules["errorMessage"]
        rules = list(rules.values())
    if isinstance(rules, list):
        for each in rules:
            yield from of_schema(each)


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_each_sentence_is_in_the_table_with_the_same_placeholders() -> None:
    found = [(path.name, *each) for path in SPOKEN for each in texts(path)]
    assert len(found) > 120
    assert [each for each in found if each[2]] == [], "made with say(), which keeps the template"
    assert [each for each in found if each[1] not in SENTENCES] == []
    assert set(of_schema(schema())) - SENTENCES.keys() == set()
    for english, chinese in SENTENCES.items():
        assert placeholders(english) == placeholders(chinese), english
        assert CHINESE.search(chinese) or english in SIGNS, english
        assert english[-1:] != "." or chinese[-1:] in "。？", english


def test_whatever_is_said_by_a_template_is_in_the_table() -> None:
    said = {
        node.args[0].value
        for path in ROOT.glob("**/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"say", "spoken"}
        if isinstance(node.args[0], ast.Constant)
    }
    assert len(said) > 80
    assert said - SENTENCES.keys() == set()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh_CN.UTF-8", "没有名为 'Big' 的预设。现有的预设：'Small'。"),
        ("C", "No preset is called 'Big'. There are: 'Small'."),
    ],
)
def test_an_exception_is_in_the_language_of_the_environment(
    lang: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", lang)
    assert str(unknown_preset("Big", ["Small"])) == said


def test_nothing_is_in_the_table_that_nobody_says() -> None:
    # Python joins texts that stand behind each other before anybody sees them.
    said = {text for path in ROOT.glob("**/*.py") if path.parent.name != "zh_cn" for text, _ in texts(path)}
    said |= set(of_schema(schema()))
    assert [it for it in SENTENCES if " " in it and it not in said] == []
    assert set(get_args(Program)) <= SENTENCES.keys()


def test_a_sentence_is_english_wherever_it_is_a_text() -> None:
    sentence = join(
        say("It needs “{step}” first.", step="Gateway reachable"),
        "",
        "It may be busy: check again in a moment.",
    )
    assert sentence == "It needs “Gateway reachable” first. It may be busy: check again in a moment."
    assert json.dumps([sentence]) == json.dumps([str(sentence)])
    assert in_language(sentence, "zh-CN") == "需要先满足“可以连到网关”。它可能正忙：请稍后再检查。"
    assert in_language(sentence, None) == in_language(sentence, "eo") == sentence
    assert in_language("whatever", "zh-CN") == "whatever"


def test_what_is_put_in_is_no_template() -> None:
    hostile = "{step} {0} {} %s"
    assert in_language(say("It needs “{step}” first.", step=hostile), "zh-CN") == f"需要先满足“{hostile}”。"


def test_a_sentence_can_be_copied_and_sent_to_another_process() -> None:
    sentence = say("Use {command}.", command="{x}")
    for other in (copy.copy(sentence), copy.deepcopy(sentence), pickle.loads(pickle.dumps(sentence))):
        assert (other, other.template, other.arguments) == (sentence, sentence.template, sentence.arguments)


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("kernel", "或在内核的环境中设置"),
        ("Jupyter server", "或在 Jupyter 服务器的环境中设置"),
        ("Python process", "或在 Python 进程的环境中设置"),
    ],
)
def test_what_is_put_in_has_a_space_beside_it_where_chinese_wants_one(program: Program, said: str) -> None:
    assert said in in_language(NotConfiguredError().sentence(program), "zh-CN")


def test_a_name_is_no_word_of_ours() -> None:
    text = "{setting} has {value} for {name}, which is {why}."
    fault = say(text, setting="x", name="kernel", value="terminal", why="no number")
    assert in_language(fault, "zh-CN") == "x 为 kernel 设置了 terminal，它不是数字。"


def test_what_is_wrong_with_a_sites_settings() -> None:
    site = check_site({"workers": [4, 2], "presets": 7, "help": {"txt": "x"}, "prices": {"core_hour": "a"}})
    assert [in_language(it.sentence("kernel"), "zh-CN") for it in site.problems] == [
        "内核的 Dask 配置中的 gateway.jupyter.site.presets 有误：必须是预设的列表。",
        "内核的 Dask 配置中的 gateway.jupyter.site.help.txt 有误：不认识（也许是指 text）。",
        "内核的 Dask 配置中的 gateway.jupyter.site.prices.core_hour 有误：必须是 ≥ 0 的数字。",
        "内核的 Dask 配置中的 gateway.jupyter.site.workers 有误：较大的界限在前：请将较小的写在前面。",
    ]
    assert [str(it) for it in site.problems][:1] == ["gateway.jupyter.site.presets must be a list of presets"]


def test_no_table_is_read_before_somebody_wants_it() -> None:
    code = (
        "import sys, jupyter_dask_gateway.widget, jupyter_dask_gateway.listing\n"
        "from jupyter_dask_gateway.languages import spoken\n"
        "spoken('No clusters.')\n"
        "print([it for it in sys.modules if 'zh_cn' in it])"
    )
    environment = {name: it for name, it in os.environ.items() if name != "LANGUAGE"} | {"LC_ALL": "C.UTF-8"}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert (said.stdout, said.stderr) == ("[]\n", "")


def test_errors_keep_what_they_were_made_of() -> None:
    error = RequestError(ErrorId.BUSY, say("The gateway's answer is larger than {limit} bytes.", limit=7))
    assert str(error) == "The gateway's answer is larger than 7 bytes."
    assert in_language(error.sentence, "zh-CN") == "网关的应答超过 7 字节。"
    fault = ConfigurationError("gateway.address", "is not set").sentence("kernel")
    assert fault == "gateway.address in the kernel's dask configuration is not set."
    assert in_language(fault, "zh-CN") == "内核的 Dask 配置中的 gateway.address 有误：没有设置。"


def test_a_report_is_english_and_shown_in_the_language_asked_for() -> None:
    findings = [
        Finding("Gateway reachable", ok(say("Something answers at {address}", address="http://a\x1b"))),
        Finding("Way to log in", failed("The public address is not known.", "Set the clock right.")),
    ]
    first, second = json.loads(as_json(findings, "zh-CN"))["findings"]
    assert first["text"] == "Something answers at http://a\ufffd"
    assert first["shown"] == {"step": "可以连到网关", "text": "http://a\ufffd 有应答", "advice": ""}
    assert second["shown"]["advice"] == "请校准时钟。"
    assert all("shown" not in row for row in json.loads(as_json(findings))["findings"])
    assert as_text(findings, "zh-CN").splitlines()[-3:] == [
        "失败      登录方式",
        "          公共地址未知。",
        "          怎么办：请校准时钟。",
    ]
    assert "What to do: Set the clock right." in as_text(findings)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        *((tag, "zh-CN") for tag in ("zh", "zh-CN", "zh_CN.UTF-8", "zh-Hans-SG", "ZH-cn")),
        *(
            (tag, None)
            for tag in ("", "C", "en_US.UTF-8", "zh-TW", "zh_HK.UTF-8", "zh-Hant", "zhx", "../zh_CN")
        ),
    ],
)
def test_who_reads_what(tag: str, language: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert language_of_tag(tag) == language
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", tag)
    assert language_of_environment() == language
    monkeypatch.setenv("LANGUAGE", "zh_CN:en")
    assert language_of_environment() == "zh-CN"
    monkeypatch.setenv("LANGUAGE", "de:zh_CN:en")
    assert language_of_environment() == "zh-CN"
    monkeypatch.setenv("LANGUAGE", "de:en:zh_CN")
    assert language_of_environment() is None


def test_an_answer_is_in_the_language_of_the_page_and_the_log_in_english() -> None:
    error = RequestError(ErrorId.BUSY, say("The gateway's answer is larger than {limit} bytes.", limit=7))
    told = error.reply("k4", in_words=True, language=language_of_header("zh-CN,en;q=0.5"))
    assert json.loads(told.body) == {"error": "网关的应答超过 7 字节。（请求 k4）", "request": "k4"}
    assert json.loads(error.reply("k4", in_words=True).body)["error"].endswith("7 bytes. (Request k4)")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", None),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("zh", "zh-CN"),
        ("zh-Hans-SG", "zh-CN"),
        # As JupyterLab writes it into its page.
        ("zh_CN", "zh-CN"),
        ("de, zh", "zh-CN"),
        ("de-1996, es-419, zh;q=0.1", "zh-CN"),
        ("en;q=0.1, zh;q=0.9", "zh-CN"),
        ("en-GB,zh;q=0.9", None),
        ("en-US,en;q=0.9,zh;q=0.8", None),
        ("fr,de;q=0.9,zh-CN;q=0.5,en;q=0.4", "zh-CN"),
        ("en;q=0.5, zh ; q=0.7", "zh-CN"),
        ("zh-TW,zh;q=0.9", None),
        ("zh-Hant-HK,en", None),
        ("zh;q=0,en", None),
        ("*", None),
        ("zh;q=nan,<script>", None),
        ("zh;q=", None),
        ("zh;q=1e9, en", None),
        ("zh;q=0.٩, en;q=0.1", None),
        (",".join(["x"] * 10_000) + ",zh", None),
    ],
)
def test_the_language_that_a_browser_asks_for(accepted: str, language: str | None) -> None:
    assert language_of_header(accepted) == language


@pytest.mark.parametrize("part", ["x", ",", "zh-CN,", " ", "zh;q=0.", "-"])
def test_a_long_header_takes_no_time(part: str) -> None:
    header = part * (10 * 2**20 // len(part))
    began = time.process_time()
    assert language_of_header(header) == ("zh-CN" if part == "zh-CN," else None)
    # Splitting it up would take seconds.
    assert time.process_time() - began < 0.1


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-CN", "这里没有这样的路径。"), ("en", "There is no such path here.")],
)
async def test_the_pass_through_speaks_the_language_of_the_page(fetch: Any, language: str, said: str) -> None:
    response = await fetch("nowhere", headers={"Accept-Language": language})
    assert json.loads(response.body)["error"] == said


async def test_what_is_wrong_with_the_configuration_is_in_the_language_of_the_page(
    configured: FakeGateway, fetch: Any
) -> None:
    with dask.config.set({"gateway.jupyter.connection": "tunnel", "gateway.cluster.options": {"a": "{b"}}):
        told = json.loads((await fetch("config", headers={"Accept-Language": "de, zh;q=0.5"})).body)
        english = json.loads((await fetch("config")).body)
    assert told["problems"] == {
        "gateway.jupyter.connection": "Jupyter 服务器的 Dask 配置中的 gateway.jupyter.connection 有误："
        "必须是 auto, direct, pass-through, relay 之一。"
    }
    assert told["option_problems"] == {
        "a": "Jupyter 服务器的 Dask 配置中的 gateway.cluster.options.a 有误："
        "不是可以填充的模板；普通的花括号必须写两次。"
    }
    assert english["problems"].keys() == told["problems"].keys()
    assert english["option_problems"]["a"].startswith("gateway.cluster.options.a in the Jupyter server's")


def test_the_table_of_a_widget_that_nobody_runs(configure: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    configure({"address": None})
    widget = GatewayWidget()
    assert repr(widget) == "GatewayWidget: Dask Gateway （没有配置地址），尚未加载选项"
    page = widget._repr_mimebundle_()["text/html"]
    assert "<p>运行单元格时，网关尚未告知其选项。此表格没有连接到内核：" in page
    widget.close()
    with pytest.raises(TypeError, match="这些是某一时刻的选项"):
        OptionValues()["a"] = 1
    assert static_table.as_text("t", [("镜像", "a"), ("Size", "b")]) == "t\n  镜像  a\n  Size  b"


async def test_the_converter_of_code_speaks_the_language_of_the_page(fetch: Any) -> None:
    async def read(code: str) -> Any:
        headers = {"Accept-Language": "zh-CN"}
        return json.loads((await fetch("worker-template", method="POST", body=code, headers=headers)).body)

    code = "KubeCluster(name='kernel', pod_template=x, **y)\nKubeCluster()"
    template = await read(f"from dask_kubernetes import KubeCluster\n{code}")
    assert [(it["what"], it["why"]) for it in template["dropped"]] == [
        ("Pod 模板", "它来自此代码之外。"),
        ("name", "网关自己为集群命名。"),
        ("某个参数", "它在代码运行时才计算。"),
        ("第 3 行", "只读取此代码中的第一个集群。"),
    ]
    assert (await read("x = ("))["error"] == "这不是 Python：无法读取第 1 行（'(' was never closed）。"


def test_the_relay_speaks_the_language_of_the_page() -> None:
    request = {"type": "request", "id": "1", "method": "GET", "path": "config", "body": None}
    told: list[tuple[dict[str, Any], str]] = [({}, ""), ({"lang": "zh-CN"}, "zh-CN"), ({"lang": 7}, "")]
    for more, language in told:
        parsed = protocol.parse({**request, **more})
        assert isinstance(parsed, protocol.RelayRequest)
        assert parsed.language == language
    reply = asyncio.run(relay_request(None, "PUT", "config", b"", 0, "zh-CN"))  # type: ignore[arg-type]
    assert json.loads(reply.body) == {"error": "这里不允许使用此方法。"}
