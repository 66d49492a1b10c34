"""Code for dask-kubernetes into code for a gateway.

No line of the user's is lost: what has no use any more becomes a comment, and what cannot be carried
over is told in one.
"""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..languages import in_language, say
from ..plain_text import folded
from .asking import Asking, statement_of
from .choice import Choice, Specs
from .clusters import Cluster
from .edits import Edits
from .errors import UnreadableError
from .imports import Imports, is_helm_cluster, is_kube_cluster
from .program import Files, Program
from .source import CELL, parse
from .template import Template

_IMPORT = "from dask_gateway import Gateway"
_CELL = f"{CELL} a cell of the notebook"
_PROMPT = re.compile(r"^[ \t]*>>> ", re.MULTILINE)
_UNCHECKED = (
    "The gateway did not tell its options: these are the names in its documentation. "
    "Gateway().cluster_options() shows yours."
)
# Parameters of dask_gateway's own, beside which no option can be passed by its name.
_PARAMETERS = {"self", "cluster_options", "shutdown_on_close", "address", "proxy_address", "public_address"}
_PARAMETERS |= {"auth", "asynchronous", "loop"}


@dataclass
class Rewritten:
    """What became of a notebook's cells."""

    cells: list[str]
    lost: list[str] = field(default_factory=list)
    """Sentences: what could not be carried over, each with its reason."""
    refused: list[str] = field(default_factory=list)
    """Sentences: what was, and is more or less than the gateway takes."""


def rewrite(
    cells: list[str],
    specs: Specs,
    *,
    is_checked: bool,
    site: Mapping[str, Any] | None = None,
    files: Files | None = None,
    language: str | None = None,
) -> Rewritten:
    """Return the cells for a gateway that has these options.

    `is_checked`: a gateway has told them. `site`: the site's settings, as pages are told of them.
    `language`: of the comments. Raises UnreadableError for what is no Python.
    """
    text = "".join(f"{_CELL}\n{cell}\n" for cell in cells).replace("\r\n", "\n").replace("\r", "\n")
    if _PROMPT.search(text):
        raise UnreadableError("There are Python's prompts (>>>) in this code: take them out first.")
    tree = parse(text)
    program = Program(files)
    program.read(tree)
    if not program.imports and not program.clusters and not program.config_calls:
        return Rewritten(cells)
    rewriting = _Rewriting(
        text, tree, program, lambda template: Choice(template, specs, site), is_checked, language
    )
    rewriting.run()
    new = rewriting.edits.applied()
    _, *parts = new.split(f"{_CELL}\n")
    if len(parts) != len(cells) or not _is_python(new):
        raise UnreadableError("This code is written in a way that cannot be rewritten safely.")
    return Rewritten([part.removesuffix("\n") for part in parts], rewriting.lost, rewriting.refused)


def _is_python(text: str) -> bool:
    try:
        parse(text)
    except UnreadableError:
        return False
    return True


class _Rewriting:
    def __init__(
        self,
        text: str,
        tree: ast.Module,
        program: Program,
        choose: Callable[[Template], Choice],
        is_checked: bool,
        language: str | None,
    ) -> None:
        self.edits = Edits(text)
        self.lost: list[str] = []
        self.refused: list[str] = []
        self._tree = tree
        self._program = program
        self._choose = choose
        self._is_checked = is_checked
        self._language = language
        self._parents: dict[ast.AST, ast.AST] = {
            child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
        }
        self._asking = Asking(self.edits, self._parents)
        self._paths = Imports()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                self._paths.add(node)
        for alias in program.aliases:
            for target in alias.targets:
                if isinstance(target, ast.Name):
                    self._paths.add_alias(target.id, alias.value)

    def run(self) -> None:
        helm = [it for it in self._program.clusters if is_helm_cluster(self._path(it.node))]
        if helm:
            self.lost.append(
                say(
                    "HelmCluster: it uses a cluster that was set up before, and a gateway makes new ones. "
                    "This code was left as it is."
                )
            )
            return
        replaced = {it.node for it in self._program.clusters}
        unused = self._unused(replaced)
        self._imports(self._still_used(replaced, unused))
        for cluster in self._program.clusters:
            self._cluster(cluster)
            self._asking.later(cluster, replaced, unused)
        for statement in unused:
            self._comment_out(statement)
            if any(
                isinstance(it, ast.Call) and is_kube_cluster(self._path(it)) for it in ast.walk(statement)
            ):
                text = "code cell {number}: which cluster it makes cannot be read."
                self.lost.append(say(text, number=self._number(statement)))

    def _number(self, node: ast.stmt | ast.expr) -> int:
        """Return the number of the cell that it stands in."""
        return self.edits.count(f"{CELL} ", node.lineno)

    # What has no use any more

    def _unused(self, replaced: set[ast.Call]) -> list[ast.stmt]:
        """Return the statements that need dask-kubernetes, and those that need what these make."""
        gone: list[ast.stmt] = [*self._program.aliases]
        names: set[str] = set()
        while True:
            more = [
                it for it in self._simple_statements(replaced) if it not in gone and self._needs(it, names)
            ]
            if not more:
                return gone
            gone += more
            for statement in more:
                names |= {
                    it.id
                    for it in ast.walk(statement)
                    if isinstance(it, ast.Name) and isinstance(it.ctx, ast.Store)
                }

    def _simple_statements(self, replaced: set[ast.Call]) -> Iterator[ast.stmt]:
        """Yield those that have no block and make no cluster."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.stmt) and not hasattr(node, "body"):
                is_ours = isinstance(node, ast.Import | ast.ImportFrom)
                if not is_ours and not any(it in replaced for it in ast.walk(node)):
                    yield node

    def _needs(self, statement: ast.stmt, names: set[str]) -> bool:
        settings = self._program.config_calls
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and (
                self._path(node).startswith("dask_kubernetes.")
                or (node in settings and isinstance(statement, ast.Expr) and statement.value is node)
            ):
                return True
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
                return True
        return False

    def _still_used(self, replaced: set[ast.Call], unused: list[ast.stmt]) -> set[str]:
        """Return the imported names that are of use for something else than a cluster, and say so."""
        imported = {
            alias.asname or alias.name.partition(".")[0] for it in self._program.imports for alias in it.names
        }
        gone = {id(inside) for it in (*replaced, *unused) for inside in ast.walk(it)}
        used: dict[str, ast.Name] = {}
        for node in ast.walk(self._tree):
            match node:
                case ast.Name(id=name, ctx=ast.Load()) if name in imported and id(node) not in gone:
                    used.setdefault(name, node)
        for name, node in used.items():
            self.lost.append(
                say(
                    "{name}: code cell {number} uses it in a way that cannot be carried over; its import "
                    "stays.",
                    name=name,
                    number=self._number(node),
                )
            )
        return set(used)

    def _comment_out(self, statement: ast.stmt) -> None:
        if not self.edits.is_alone(statement):
            self.edits.replace(statement, "pass")
            return
        is_inside = not isinstance(self._parents.get(statement), ast.Module)
        self.edits.comment_out(statement, keeps_block=is_inside)

    # Imports

    def _imports(self, still_used: set[str]) -> None:
        has_gateway = any(
            isinstance(it, ast.ImportFrom)
            and it.module == "dask_gateway"
            and any(alias.name == "Gateway" and alias.asname is None for alias in it.names)
            for it in ast.walk(self._tree)
        )
        for node in self._program.imports:
            kept = [
                it
                for it in node.names
                if (it.asname or it.name.partition(".")[0]) in still_used
                or (isinstance(node, ast.Import) and it.name.partition(".")[0] != "dask_kubernetes")
            ]
            of = f"from {node.module} " if isinstance(node, ast.ImportFrom) else ""
            lines = [f"{of}import {', '.join(ast.unparse(it) for it in kept)}"] if kept else []
            if len(kept) == len(node.names):
                self._insert(node, _IMPORT, has_gateway)
                has_gateway = True
                continue
            if not has_gateway:
                lines.append(_IMPORT)
                has_gateway = True
            if lines:
                joined = f"\n{self.edits.indent(node.lineno)}".join(lines)
                self.edits.replace(node, joined if self.edits.is_alone(node) else "; ".join(lines))
            else:
                self._comment_out(node)
        if self._program.clusters and not has_gateway:
            first = statement_of(self._program.clusters[0].node, self._parents)
            self.edits.insert_lines(first.lineno, [f"{self.edits.indent(first.lineno)}{_IMPORT}"])

    def _insert(self, node: ast.stmt, line: str, is_there: bool) -> None:
        """Put a line before a statement that stays, unless it is there."""
        if not is_there:
            self.edits.insert_before(
                node,
                f"{line}; " if not self.edits.is_first(node) else f"{line}\n{self.edits.indent(node.lineno)}",
            )

    # Clusters

    def _cluster(self, cluster: Cluster) -> None:
        choice = self._choose(cluster.template)
        statement = statement_of(cluster.node, self._parents)
        indent = self.edits.indent(statement.lineno)
        # What the code itself asks of the cluster stays, whatever it is.
        stays = {"scale", "scale(**)", "adapt", "adapt(minimum)", "adapt(maximum)", "adapt(**)"}
        if self._asking.as_written(cluster) is not None:
            stays.add("n_workers")
        dropped = [it for it in cluster.template.dropped if it.what not in stays]
        lost = [say("{what}: {why}", what=it.what, why=it.why) for it in dropped]
        self.lost += lost
        self.refused += choice.refused
        before = [say("Not carried over: {sentence}", sentence=it) for it in lost]
        before += [say("To be changed: {sentence}", sentence=it) for it in choice.refused]
        if choice.options and not self._is_checked:
            before.append(say(_UNCHECKED))
        if before and self.edits.is_alone(statement):
            width = max(40, 100 - len(indent))
            said = [in_language(it, self._language) for it in before]
            lines = [line for it in said for line in folded(it, width, "# ", "#   ")]
            self.edits.insert_lines(statement.lineno, [f"{indent}{line}" for line in lines])
        is_alone = self.edits.is_alone(statement)
        self.edits.replace(cluster.node, self._new_cluster(cluster, choice, indent, is_alone))
        if (lost_call := self._asking.at_start(cluster)) is not None:
            self.lost.append(lost_call)

    def _new_cluster(self, cluster: Cluster, choice: Choice, indent: str, is_alone: bool) -> str:
        gateway = (
            "Gateway(asynchronous=True)" if cluster.arguments.get("asynchronous") is True else "Gateway()"
        )
        is_named = {name: name.isidentifier() and not keyword.iskeyword(name) for name in choice.options}
        named = [
            f"{name}={value!r}"
            for name, value in choice.options.items()
            if is_named[name] and name not in _PARAMETERS
        ]
        others = [
            f"{name!r}: {value!r}"
            for name, value in choice.options.items()
            if not is_named[name] or name in _PARAMETERS
        ]
        if others:
            named.append(f"**{{{', '.join(others)}}}")
        if len(named) < 2 or not is_alone:
            # A line with something else in it stays one, as of IPython's %time.
            return f"{gateway}.new_cluster({', '.join(named)})"
        inside = "".join(f"{indent}    {it},\n" for it in named)
        return f"{gateway}.new_cluster(\n{inside}{indent})"

    def _path(self, node: ast.Call) -> str:
        """Return what is called, without `.from_dict` and its like."""
        path = self._paths.path(node.func)
        above = path.rpartition(".")[0]
        return above if is_kube_cluster(above) else path
