"""docs/dependencies.md has a row for each direct dependency, with the locked version and a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

tomllib = pytest.importorskip("tomllib", reason="tomllib came with Python 3.11")


def toml(name: str) -> Any:
    return tomllib.loads((ROOT / name).read_text("utf-8"))


def rows() -> dict[str, tuple[str, str]]:
    text = (ROOT / "docs/dependencies.md").read_text("utf-8")
    found = re.findall(r"^\| \**([^|*]+?)\** \| ([^|]+) \| ([^|]+) \|$", text, re.M)
    return {name: (version, why) for name, version, why in found}


def crates(table: dict[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if key.endswith("dependencies"):
            yield from value
        elif isinstance(value, dict):
            yield from crates(value)


def rust() -> dict[str, str]:
    packages = toml("Cargo.lock")["package"]
    [ours] = [package for package in packages if "source" not in package]
    locked = {package["name"]: package["version"] for package in packages}
    # With its version where there are several.
    locked |= dict(each.split(" ")[:2] for each in ours["dependencies"] if " " in each)
    return {name: locked[name] for name in crates(toml("Cargo.toml"))}


def npm() -> dict[str, str]:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    named = {**package["dependencies"], **package["devDependencies"]}
    return {name: locked[f"node_modules/{name}"]["version"] for name in named}


def group(groups: Any, name: str) -> Iterator[str]:
    for each in groups[name]:
        yield from [each] if isinstance(each, str) else group(groups, each["include-group"])


def python() -> dict[str, str]:
    project = toml("pyproject.toml")
    named = [
        *project["project"]["dependencies"],
        *(name for extra in project["project"]["optional-dependencies"].values() for name in extra),
        *group(project["dependency-groups"], "dev"),
        *project["build-system"]["requires"],
    ]
    locks = (ROOT / "requirements-dev.txt").read_text("utf-8")
    locked = {plain(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", locks, re.M)}
    names = [plain(re.match(r"[\w.-]+", requirement)[0]) for requirement in named]  # type: ignore[index]
    return {name: locked[name] for name in names}


def documentation() -> dict[str, str]:
    locks = (ROOT / "docs/requirements.txt").read_text("utf-8")
    # The first of several is for the oldest Python, which is ours.
    locked = dict(reversed(re.findall(r"^([\w.-]+)==([^\s;]+)", locks, re.M)))
    typedoc = json.loads((ROOT / "docs/typedoc/package-lock.json").read_text("utf-8"))["packages"]
    # The compiler is another than the project's.
    of_typedoc = {
        name: f"{name} of TypeDoc" if name in npm() else name for name in typedoc[""]["devDependencies"]
    }
    return {
        **{name: locked[name] for name in toml("pyproject.toml")["dependency-groups"]["docs"]},
        **{told: typedoc[f"node_modules/{name}"]["version"] for name, told in of_typedoc.items()},
    }


def jupyterlite() -> dict[str, str]:
    site, pyodide = (
        (ROOT / "scripts/stack" / name).read_text("utf-8") for name in ("lite.mjs", "pyodide.mjs")
    )
    named = dict(re.findall(r'"([\w-]+)==([\d.]+)"', site + pyodide))
    [version] = re.findall(r'^const VERSION = "([\d.]+)";$', pyodide, re.M)
    return {**named, "pyodide": version}


def hosts() -> dict[str, str]:
    myst = json.loads((ROOT / "tests/package/myst/package-lock.json").read_text("utf-8"))["packages"]
    repo2docker = (ROOT / "scripts/stack/binder.mjs").read_text("utf-8")
    [version] = re.findall(r'^const REPO2DOCKER = "([\d.]+)";$', repo2docker, re.M)
    widget_host = (ROOT / "tests/ui/widget-hosts/host.ts").read_text("utf-8")
    vscode = re.findall(r'^const VSCODE = "(.+)@([\d.]+)";$', widget_host, re.M)
    packages = {**myst[""].get("dependencies", {}), **myst[""].get("devDependencies", {})}
    return {
        **{name: myst[f"node_modules/{name}"]["version"] for name in packages},
        **dict(vscode),
        "jupyter-repo2docker": version,
    }


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("locked", [rust, npm, python, documentation, jupyterlite, hosts])
def test_each_has_a_row(locked: Any) -> None:
    told = rows()
    assert {name: told.get(name, ("no row", ""))[0] for name in locked()} == locked()


def test_no_row_is_of_something_else() -> None:
    assert set(rows()) == {*rust(), *npm(), *python(), *documentation(), *jupyterlite(), *hosts()}
    assert all(len(why) > 3 for _, why in rows().values())
