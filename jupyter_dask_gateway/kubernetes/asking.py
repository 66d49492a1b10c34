"""How code asks its cluster for workers: with a gateway it does so in other words."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ..languages import say
from .clusters import Cluster
from .edits import Edits

_SCALES = {"scale", "scale_up", "adapt"}
_KEPT = {"scale": {"n"}, "adapt": {"minimum", "maximum", "active"}}
"""Arguments that a gateway's cluster takes by these names."""

Parents = Mapping[ast.AST, ast.AST]


def statement_of(node: ast.AST, parents: Parents) -> ast.stmt:
    """Return the statement that an expression stands in."""
    while not isinstance(node, ast.stmt):
        node = parents[node]
    return node


class Asking:
    """Changes the calls of clusters' methods, and adds what `KubeCluster(n_workers=…)` has asked for."""

    def __init__(self, edits: Edits, parents: Parents) -> None:
        self._edits = edits
        self._parents = parents

    def at_start(self, cluster: Cluster) -> str | None:
        """Ask for the workers that the cluster began with, unless the code does so itself.

        Returns what cannot be asked for.
        """
        workers = cluster.template.workers
        is_asked = any(isinstance(it.func, ast.Attribute) and it.func.attr in _SCALES for it in cluster.uses)
        as_written = self.as_written(cluster)
        if (not workers and as_written is None) or is_asked:
            return None
        statement = statement_of(cluster.node, self._parents)
        name, at = self._name_of(cluster, statement)
        if isinstance(workers, tuple):
            call = f"adapt(minimum={workers[0]}, maximum={workers[1]})"
        else:
            call = f"scale({as_written or workers})"
        if name is None:
            return say("{call}: this cluster has no name by which it could be asked for workers.", call=call)
        line = f"{'await ' if self._is_awaited(cluster) else ''}{name}.{call}"
        if isinstance(at, ast.With | ast.AsyncWith):
            first = at.body[0]
            if self._edits.is_first(first):
                self._edits.insert_lines(first.lineno, [f"{self._edits.indent(first.lineno)}{line}"])
            else:
                self._edits.insert_before(first, f"{line}; ")
        elif self._edits.is_alone(at):
            self._edits.insert_lines(
                (at.end_lineno or at.lineno) + 1, [f"{self._edits.indent(at.lineno)}{line}"]
            )
        else:
            self._edits.insert_after(at, f"; {line}")
        return None

    def as_written(self, cluster: Cluster) -> str | None:
        """Return what the code computes for n_workers when it runs; None if that is a number, or nothing."""
        is_dropped = any(it.what == "n_workers" for it in cluster.template.dropped)
        given = [it.value for it in cluster.node.keywords if it.arg == "n_workers"] if is_dropped else []
        return self._edits.source(given[0]) if given else None

    def _is_awaited(self, cluster: Cluster) -> bool:
        """Whether its code waits for it: then it has to wait for what is asked of it, too."""
        above = self._parents.get(cluster.node)
        if isinstance(above, ast.withitem):
            above = self._parents.get(above)
        return cluster.arguments.get("asynchronous") is True and isinstance(above, ast.Await | ast.AsyncWith)

    def later(self, cluster: Cluster, replaced: set[ast.Call], unused: list[ast.stmt]) -> None:
        """Let the code ask for workers as a gateway's cluster is asked."""
        for node in dict.fromkeys(cluster.uses):
            function = node.func
            if not isinstance(function, ast.Attribute) or function.attr not in _SCALES:
                continue
            if statement_of(node, self._parents) in unused or any(it in replaced for it in ast.walk(node)):
                continue
            method = "adapt" if function.attr == "adapt" else "scale"
            kept = [it for it in node.keywords if it.arg is None or it.arg in _KEPT[method]]
            waits = "await " if self._has_to_wait(cluster, node) else ""
            if method == function.attr and len(kept) == len(node.keywords):
                if waits:
                    self._edits.insert_before(node, waits)
                continue
            given = [self._edits.source(it) for it in node.args]
            given += [
                f"{it.arg}={self._edits.source(it.value)}" if it.arg else f"**{self._edits.source(it.value)}"
                for it in kept
            ]
            owner = self._edits.source(function.value)
            self._edits.replace(node, f"{waits}{owner}.{method}({', '.join(given)})")

    def _has_to_wait(self, cluster: Cluster, node: ast.Call) -> bool:
        """Whether a call that dask-kubernetes does at once has to be awaited with a gateway's cluster."""
        above = self._parents.get(node)
        if cluster.arguments.get("asynchronous") is not True or not isinstance(above, ast.Expr):
            return False
        while above is not None and not isinstance(
            above, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
        ):
            above = self._parents.get(above)
        return above is None or isinstance(above, ast.AsyncFunctionDef)

    def _name_of(self, cluster: Cluster, statement: ast.stmt) -> tuple[str | None, ast.stmt]:
        value: ast.AST = cluster.node
        if isinstance(self._parents.get(value), ast.Await):
            value = self._parents[value]
        match statement:
            case (
                ast.Assign(targets=[ast.Name() | ast.Attribute() as target])
                | ast.AnnAssign(target=ast.Name() | ast.Attribute() as target)
            ) if statement.value is value:
                return ast.unparse(target), statement
            case ast.With() | ast.AsyncWith():
                for it in statement.items:
                    if it.context_expr is value and isinstance(it.optional_vars, ast.Name):
                        return it.optional_vars.id, statement
        return None, statement
