"""The documentation's blocks of code do what they say, and its links lead somewhere.

Others try those of single pages: test_site_page.py the site's settings,
test_operators_page.py what operators are told, tests/view/element-page.test.ts and
tests/package the JavaScript, tests/view/lite-settings.test.ts what a JupyterLite site is told.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from dask.config import collect_env
from new_process import output_of
from real_gateway import RealGateway, started
from traitlets.config import Config

from jupyter_dask_gateway import GatewayWidget
from jupyter_dask_gateway.cli import main as command

ROOT = Path(__file__).parents[2]
PAGES = [
    *(
        ROOT / name
        for name in (
            "README.md",
            "README.zh-CN.md",
            "CONTRIBUTING.md",
            "SECURITY.md",
            "CHANGELOG.md",
            "scripts/README.md",
        )
    ),
    *sorted((ROOT / "docs").glob("*.md")),
]
# It builds a JupyterLite site.
LITE = ROOT / "scripts/stack/lite.mjs"
TEXT = {page.relative_to(ROOT).as_posix(): page.read_text("utf-8") for page in PAGES}
FENCED = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.M | re.S)


class Block(NamedTuple):
    page: str
    language: str
    text: str


BLOCKS = [
    Block(page, *match.groups())  # type: ignore[arg-type]
    for page, text in TEXT.items()
    for match in FENCED.finditer(text)
]


def blocks(language: str, page: str | None = None) -> list[Block]:
    return [it for it in BLOCKS if it.language == language and page in (None, it.page)]


def named(block: Block) -> str:
    return f"{block.page}-{BLOCKS.index(block)}"


# Tried wherever they stand, and those that tests of these pages alone know.
# A block without a language is a picture.
ANYWHERE = {"python", "bash", "yaml", "json", "js"}
ON = {
    "": {"CONTRIBUTING.md", "docs/architecture.md"},
    "markdown": {"docs/binder.md", "docs/myst.md"},
    **{language: {"docs/element.md"} for language in ("tsx", "html", "css", "nginx")},
    "ts": {"docs/element.md", "docs/extensions.md"},
    "promql": {"docs/operators.md"},
    "text": {"docs/element.md", "docs/operators.md"},
}


def test_each_block_is_tried_somewhere() -> None:
    for block in BLOCKS:
        if block.language not in ANYWHERE and not block.language.startswith("{"):
            assert block.page in ON.get(block.language, ()), f"a block of {block.language!r}"


# ---- Python -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", blocks("python"), ids=named)
def test_python_is_python(block: Block) -> None:
    ast.parse(block.text)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealGateway]:
    folder = tmp_path_factory.mktemp("gateway")
    with started(folder, Path(__file__).with_name("documented_gateway_config.py")) as gateway:
        yield gateway


# What the reader of a page has done in the panel before.
LAUNCHED = """
import dask_gateway
launched = dask_gateway.Gateway().new_cluster(worker_cores=1)
launched.scale(1)
"""


def run(gateway: RealGateway, *cells: str) -> None:
    """Run cells in a process of its own, with the gateway in dask's configuration."""
    environment = {
        "DASK_GATEWAY__ADDRESS": gateway.address,
        "DASK_GATEWAY__AUTH__TYPE": "basic",
        "DASK_GATEWAY__AUTH__KWARGS__USERNAME": "ada",
        "DASK_GATEWAY__AUTH__KWARGS__PASSWORD": "s3cret",
        "DASK_GATEWAY__HTTP_CLIENT__PROXY": "False",
    }
    code = "\n".join((LAUNCHED, *cells, "launched.shutdown()"))
    output_of(code, ROOT, **environment)


def test_first_steps(running: RealGateway) -> None:
    connect, compute = (it.text for it in blocks("python", "docs/first-steps.md"))
    assert connect.count('"…"') == 1
    *_, last = compute.splitlines()
    run(
        running,
        connect.replace('"…"', "launched.name"),
        "client.wait_for_workers(1, timeout=60)",
        compute,
        # Here once more, for what the last line of a cell comes to; and by the cluster.
        f"assert abs({last} - 0.5) < 0.01",
        "assert client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.workers)) == 1",
    )


def test_a_widget(running: RealGateway) -> None:
    make, use = (it.text for it in blocks("python", "docs/notebook-widget.md"))
    run(
        running,
        make,
        # Who goes on reading has seen the form, and launched there.
        "w._wait_for_options()",
        "w.cluster_name = launched.name",
        use,
        "assert w.options['worker_cores'] == 4",
        "assert cluster.name == launched.name",
        "client.wait_for_workers(1, timeout=60)",
        "try: w.options = {'worker_cores': 99}",
        "except ValueError as error: assert str(error) == 'worker_cores must be <= 4.000000, got 99'",
        "else: raise AssertionError",
    )


def test_the_list_of_clusters(running: RealGateway) -> None:
    (block,) = blocks("python", "docs/python.md")
    run(running, block.text, "assert launched.name in [cluster.name for cluster in clusters()]")


def test_the_widgets_arguments_are_its_own() -> None:
    told = re.search(
        r"autoclass:: jupyter_dask_gateway\.GatewayWidget\((.*)\)$", TEXT["docs/python.md"], re.M
    )
    assert told
    _, *parameters = inspect.signature(GatewayWidget.__init__).parameters.values()
    plain = [it.replace(annotation=it.empty) for it in parameters]
    assert str(inspect.Signature(plain)) == f"({told[1]})"


def settings_of(config: Config) -> dict[str, list[str]]:
    return {section: list(values) for section, values in config.items() if values}


def test_lines_for_a_hubs_configuration_set_what_a_hub_has() -> None:
    from jupyterhub.app import JupyterHub
    from jupyterhub.scopes import scope_definitions
    from jupyterhub.spawner import Spawner

    (block,) = blocks("python", "docs/administrators.md")
    config = Config()
    exec(compile(block.text, block.page, "exec"), {"c": config})
    classes = {"JupyterHub": JupyterHub, "Spawner": Spawner}
    set_ = settings_of(config)
    assert set_ == {"JupyterHub": ["load_roles"], "Spawner": ["oauth_client_allowed_scopes"]}
    for section, names in set_.items():
        assert set(names) <= set(classes[section].class_trait_names(config=True))
    for role in config.JupyterHub.load_roles:
        assert {"name", "scopes"} == set(role)
        assert {scope.partition("!")[0] for scope in role["scopes"]} <= {*scope_definitions, "self"}


def test_lines_for_the_page_on_a_hub() -> None:
    from jupyterhub.orm import Service as Row
    from jupyterhub.scopes import scope_definitions
    from jupyterhub.services.service import Service

    def scopes(names: list[str]) -> set[str]:
        return {name.partition("!")[0] for name in names} - {"self"}

    (block,) = blocks("python", "docs/hub-page.md")
    (values,) = (yaml.safe_load(it.text)["hub"] for it in blocks("yaml", "docs/hub-page.md"))
    config = Config()
    exec(compile(block.text, block.page, "exec"), {"c": _with_lists(config)})
    [service] = config.JupyterHub.services
    roles = _roles(block)
    assert roles["user"] == values["loadRoles"]["user"]["scopes"]
    for names in roles.values():
        assert scopes(names) <= set(scope_definitions)
    # Whoever puts these lines below the gateway's takes nothing away.
    for name, names in _roles(*blocks("python", "docs/administrators.md")).items():
        assert set(names) <= set(roles[name])
    on_kubernetes = {"name": "dask-clusters", **values["services"]["dask-clusters"]}
    # The chart hands on what it does not know.
    assert set(on_kubernetes) == set(service)
    for told in (service, on_kubernetes):
        assert set(told) <= {*Service.class_trait_names(input=True), *Row.__table__.columns.keys()}
        assert scopes(told["oauth_client_allowed_scopes"]) <= set(scope_definitions)
        assert set(collect_env(told["environment"])["gateway"]) == {"address", "public_address"}
        assert told["command"][1:3] == ["-m", "jupyter_dask_gateway.hub"]
    demo = (ROOT / "demo/hub/jupyterhub_config.py").read_text("utf-8")
    for line in ('"read:servers!user"', '"-m", "jupyter_dask_gateway.hub"', '"oauth_no_confirm": True'):
        assert line in block.text
        assert line in demo


def test_on_kubernetes_the_page_is_reached_at_the_port_where_it_listens() -> None:
    (values,) = (yaml.safe_load(it.text) for it in blocks("yaml", "docs/hub-page.md"))
    hub = values["hub"]
    port = int(hub["services"]["dask-clusters"]["url"].rpartition(":")[2])
    [extra] = hub["service"]["extraPorts"]
    assert (extra["port"], extra["targetPort"]) == (port, port)
    assert hub["networkPolicy"]["allowedIngressPorts"] == [port]
    # From the hub itself, and from its proxy.
    for rules in (hub["networkPolicy"]["egress"], values["proxy"]["chp"]["networkPolicy"]["egress"]):
        ports = {
            peer["podSelector"]["matchLabels"]["component"]: [it["port"] for it in rule["ports"]]
            for rule in rules
            for peer in rule["to"]
        }
        assert ports["hub"] == [port]


def _roles(block: Block) -> dict[str, list[str]]:
    """What the block's lines for a hub say of its roles."""
    config = _with_lists(Config())
    exec(compile(block.text, block.page, "exec"), {"c": config})
    return {role["name"]: role["scopes"] for role in config.JupyterHub.load_roles}


def _with_lists(config: Config) -> Config:
    config.JupyterHub.services = []
    return config


# ---- YAML and JSON ------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", blocks("yaml"), ids=named)
def test_yaml(block: Block) -> None:
    read = yaml.safe_load(block.text)
    assert isinstance(read, dict)
    source = "".join(path.read_text("utf-8") for path in (ROOT / "jupyter_dask_gateway").rglob("*.py"))
    for name in read.get("gateway", {}).get("jupyter", {}):
        assert f"gateway.jupyter.{name}" in source
    # Code in the values of a Helm chart.
    for name, code in _members(read):
        if name == "extraConfig":
            for text in code.values():
                ast.parse(text)


@pytest.mark.parametrize("block", blocks("json"), ids=named)
def test_json(block: Block) -> None:
    assert isinstance(json.loads(block.text), dict)


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    for name, member in value.items() if isinstance(value, dict) else ():
        yield name, member
        yield from _members(member)


def test_options_of_the_forms_are_what_a_gateway_publishes() -> None:
    from jupyter_dask_gateway.widget.options import Schema

    # In the site's own pages; the guide for contributors speaks of any.
    pages = "".join(text for page, text in TEXT.items() if page.startswith("docs/"))
    named_in_pages = set(re.findall(r'spec="_static/([\w.-]+)"', pages))
    specs = {path.name for path in (ROOT / "docs/specs").glob("*.json")}
    assert named_in_pages == specs
    assert len(specs) > 3
    for name in specs:
        published = json.loads((ROOT / "docs/specs" / name).read_text("utf-8"))["cluster_options"]
        # Its defaults are valid.
        schema = Schema(published)
        schema.validated({}, schema.defaults({}))


def test_forms_of_sites_have_the_settings_that_their_sites_may_have() -> None:
    from jupyter_dask_gateway.config.site import check_site

    sections = re.findall(
        r"^:::\{tab-item\} (.+?)\n.*?site='(.*?)'", TEXT["docs/forms-of-sites.md"], re.M | re.S
    )
    assert len(sections) == TEXT["docs/forms-of-sites.md"].count("</dask-gateway>") > 3
    for heading, site in sections:
        section = TEXT["docs/site-settings.md"].partition(f"\n### {heading}\n")[2]
        block = FENCED.search(section)
        assert block
        settings = yaml.safe_load(block[2])["gateway"]["jupyter"]["site"]
        assert json.loads(site) == check_site(settings).normalized


# ---- Commands -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", blocks("bash"), ids=named)
def test_commands_are_there(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = json.loads((ROOT / "package.json").read_text("utf-8"))["scripts"]
    extras = re.findall(r"^(\w+) = \[", (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    for line in block.text.splitlines():
        match shlex.split(line, comments=True):
            case ["npm", "run", script, *_] | ["npm", ("start" | "test") as script, *_]:
                assert script in scripts
            case ["pip", "install", package]:
                name, extra = re.match(r"([\w-]+)(?:\[(\w+)\])?$", package).groups()  # type: ignore[union-attr]
                assert name in ("jupyter-dask-gateway", "dask-gateway")
                assert name == "dask-gateway" or extra is None or extra in extras
            case ["pip", "install", *packages]:
                # What builds the site, and the extension in it.
                builders = set(re.findall(r'"([\w-]+)==', LITE.read_text("utf-8")))
                assert set(packages) == builders | {"jupyter-dask-gateway"}
            case ["jupyter", "lite", "build", "--lite-dir", _, "--output-dir", _]:
                assert '["lite", "build", "--lite-dir", source, "--output-dir", site]' in LITE.read_text(
                    "utf-8"
                )
            case ["export", variable]:
                assert _is_setting(*variable.split("=", 1))
            case ["jupyter", "dask-gateway", *arguments]:
                _parse(arguments, monkeypatch)
            case ["jupyter", "labextension", "disable", plugin]:
                assert plugin in lab_plugins()
            case words:
                # Kerberos' own.
                assert words == ["kinit"]


def _is_setting(name: str, value: str) -> bool:
    (root,) = collect_env({name: value})
    assert root == "gateway"
    read = collect_env({name: value})["gateway"]
    return set(read) <= {"address", "auth"} and set(read.get("auth", {})) <= {"type", "kwargs"}


class _ParsedError(Exception):
    pass


def _parse(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the arguments as the command does, and do nothing of what they ask for."""
    parse = argparse.ArgumentParser.parse_args

    def parsed(parser: argparse.ArgumentParser, given: Any = None) -> Any:
        parse(parser, given)
        raise _ParsedError

    with monkeypatch.context() as patch:
        patch.setattr(argparse.ArgumentParser, "parse_args", parsed)
        with pytest.raises(_ParsedError):
            command.main(arguments)


def lab_plugins() -> set[str]:
    """Return the ids of JupyterLab's plugins, as the sources make them."""
    source = (ROOT / "js/lab/index.ts").read_text("utf-8")
    names = re.findall(r'^  (?:plugin|addition|id: idOf)\("([\w-]+)"', source, re.M)
    return {f"jupyter-dask-gateway:{name}" for name in names}


def test_plugins_of_jupyterlab() -> None:
    told = re.findall(r"^\| `([\w:-]+)` \|", TEXT["docs/plugins.md"], re.M)
    assert len(told) == len(set(told))
    assert set(told) == lab_plugins()
    # What could be written into page_config.json is there, too.
    for block in blocks("json", "docs/plugins.md"):
        for names in json.loads(block.text).values():
            assert set(names) <= lab_plugins()


async def test_plugins_that_are_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """JupyterLab's own plugin manager, with what the page has for administrators."""
    manager = pytest.importorskip("jupyterlab.extensions.manager")
    (block,) = blocks("json", "docs/plugins.md")
    locked = set(json.loads(block.text)["lockedExtensions"])
    plugins = manager.PluginManager(ext_options={"lock_rules": frozenset(locked)})
    monkeypatch.setattr(manager, "enable_extension", lambda *args, **kwargs: None)
    refused = {name for name in lab_plugins() if (await plugins.enable(name)).status == "error"}
    assert refused == locked


def test_commands_of_jupyterlab() -> None:
    table = TEXT["docs/lab-commands.md"].partition("| command |")[2].partition("\n\n")[0]
    told = set(re.findall(r"`dask-gateway:([\w-]+)`", table))
    lab = {
        name: (ROOT / f"js/lab/{name}.ts").read_text("utf-8")
        for name in ("logs", "plots", "doctor", "panel-plugin", "card-menu")
    }
    strings = (ROOT / "js/lab/strings.ts").read_text("utf-8")
    own = re.search(r"^  commands: \{.*?^  \},", strings, re.M | re.S)
    assert own
    there = {name.strip('"') for name in re.findall(r'^    ("?[\w-]+"?): \{', own[0], re.M)}
    for text in lab.values():
        there |= set(re.findall(r'"dask-gateway:([\w-]+)"', text))
    plots = re.search(r"for \(const id of \[(.*?)\]", lab["plots"])
    assert plots
    there |= set(re.findall(r'"([\w-]+)"', plots[1]))
    assert told == there


# ---- Links --------------------------------------------------------------------------------------------

LINK = re.compile(r"\]\(([^()\s]+)\)")


def slugs(text: str) -> set[str]:
    """Return the addresses of headings, as GitHub makes them."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", FENCED.sub("", text), re.M):
        slug = re.sub(r"[^\w\- ]", "", re.sub(r"`|\[|\]\(.*?\)|\*", "", heading).strip().lower()).replace(
            " ", "-"
        )
        number = sum(1 for it in found if re.fullmatch(rf"{re.escape(slug)}(-\d+)?", it))
        found.add(f"{slug}-{number}" if number else slug)
    return found


@pytest.mark.parametrize("page", TEXT)
def test_links(page: str) -> None:
    for address in LINK.findall(FENCED.sub("", TEXT[page])):
        path, _, heading = address.partition("#")
        if "://" in address:
            assert re.fullmatch(r"https://[\w-]+(\.[\w-]+)+(/\S*)?", address), address
            continue
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), address
        # Pages of the site include files: their headings are those.
        if heading and (included := re.search(r"\{include\} (\S+)", target.read_text("utf-8"))):
            target = target.parent / included[1]
        assert not heading or heading in slugs(target.read_text("utf-8")), address


# ---- README.zh-CN.md ----------------------------------------------------------------------------------


def test_the_chinese_readme_has_all_that_the_english_one_has() -> None:
    """Headings, commands, rows of tables and links, in the same order."""
    english, chinese = (TEXT[page].splitlines() for page in ("README.md", "README.zh-CN.md"))

    def shape(lines: list[str]) -> list[str]:
        heads = [re.match(r"#+ |\| |```\w*|</?picture>", line) for line in lines]
        return [head[0] for head in heads if head]

    assert shape(chinese) == shape(english)
    others = {"README.md", "README.zh-CN.md"}
    texts = (TEXT["README.md"], TEXT["README.zh-CN.md"])
    links_en, links_zh = ([it for it in LINK.findall(text) if it not in others] for text in texts)
    assert links_zh == links_en
    assert [LINK.findall(text)[0] for text in texts] == ["README.zh-CN.md", "README.md"]
    commands_en, commands_zh = (
        [line.split("#")[0].split() for it in blocks("bash", page) for line in it.text.splitlines()]
        for page in ("README.md", "README.zh-CN.md")
    )
    assert commands_zh == commands_en


def test_the_chinese_readme_is_chinese() -> None:
    """Each sentence has some; names of the project, of code and of addresses have none."""
    prose = re.sub(r"<[^>]*>", "", FENCED.sub("", TEXT["README.zh-CN.md"]))
    lines = [line for line in prose.splitlines() if len(re.findall(r"[A-Za-z]{2,}", line)) > 3]
    assert lines
    assert [line for line in lines if not re.search("[\u4e00-\u9fff]", line)] == []
