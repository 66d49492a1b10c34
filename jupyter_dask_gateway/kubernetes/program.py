"""One statement of the code after another, for what it says of clusters of dask-kubernetes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from .arguments import arguments
from .clusters import (
    ARGUMENTS,
    COMMON_ATTRIBUTES,
    COMMON_METHODS,
    RUNNING,
    Cluster,
    kind_of,
    read_adapt,
    read_arguments,
    read_scale,
)
from .expressions import OUTSIDE, UNKNOWN, VARIES, Expressions, Unknown, camel_case, combined, copied, item
from .imports import Imports, is_helm_cluster, is_kube_cluster
from .known_calls import made_by
from .settings import Settings
from .template import Template

Files = Callable[[str], Any]
"""What a YAML file says, by its path in the code; Unknown with the reason."""

_SETTERS = {"dask.config.set"}
_FROM = {"from_dict": "pod_template", "from_pod_spec": "pod_template", "from_yaml": "pod_template"}
_READS_ONLY = {"copy", "count", "get", "index", "items", "keys", "values"}
_MAX_ITEMS = 10_000
_NOTHING_LIKE_IT = "A gateway's cluster has nothing like it."


class Program:
    """What has been read so far."""

    def __init__(self, files: Files | None = None) -> None:
        self.clusters: list[Cluster] = []
        self.pods: list[Any] = []
        """What `make_pod_spec` and its like made."""
        self.settings = Settings()
        self.imports: list[ast.Import | ast.ImportFrom] = []
        """Those of dask-kubernetes."""
        self.aliases: list[ast.Assign] = []
        """Other names for something of dask-kubernetes'."""
        self.config_calls: list[ast.Call] = []
        """Those that set something of dask-kubernetes."""
        self._files = files
        self._paths = Imports()
        self._expressions = Expressions(self._call, self._attribute)
        self._functions: list[ast.FunctionDef | ast.AsyncFunctionDef] = []

    def read(self, tree: ast.Module) -> None:
        """Read a whole program: what stands in functions last, for they run later."""
        self._block(tree.body)
        names = self._expressions.names
        while self._functions:
            function = self._functions.pop(0)
            self._expressions.spend(len(names))
            self._expressions.names = dict(names)
            of = function.args
            for it in (*of.posonlyargs, *of.args, *of.kwonlyargs, of.vararg, of.kwarg):
                if it is not None:
                    self._bind_name(it.arg, OUTSIDE)
            self._block(function.body)
        self._expressions.names = names
        self.clusters.sort(key=lambda it: (it.node.lineno, it.node.col_offset))

    @property
    def values(self) -> list[Any]:
        """Return what the code's own names stand for."""
        return list(self._expressions.names.values())

    # Statements

    def _block(self, statements: Iterable[ast.stmt]) -> None:
        for statement in statements:
            self._statement(statement)

    def _statement(self, node: ast.stmt) -> None:
        value = self._expressions.value
        match node:
            case ast.Import() | ast.ImportFrom():
                self._import(node)
            case ast.Assign():
                made = value(node.value)
                for target in node.targets:
                    self._bind(target, made)
                    if isinstance(target, ast.Name) and self._paths.add_alias(target.id, node.value):
                        self.aliases.append(node)
            case ast.AnnAssign():
                if node.value is not None:
                    self._bind(node.target, value(node.value))
            case ast.AugAssign():
                self._bind(node.target, combined(value(node.target), node.op, value(node.value)))
            case ast.With() | ast.AsyncWith():
                for it in node.items:
                    made = value(it.context_expr)
                    if it.optional_vars is not None:
                        self._bind(it.optional_vars, made)
                self._block(node.body)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._bind_name(node.name, UNKNOWN)
                self._functions.append(node)
            case ast.ClassDef():
                self._branches([node.body])
                self._bind_name(node.name, UNKNOWN)
            case ast.If():
                value(node.test)
                self._branches([node.body, node.orelse])
            case ast.For() | ast.AsyncFor() | ast.While():
                value(node.iter if not isinstance(node, ast.While) else node.test)
                for inside in ast.walk(node):
                    if isinstance(inside, ast.Name) and isinstance(inside.ctx, ast.Store):
                        self._bind_name(inside.id, VARIES)
                self._branches([node.body, node.orelse])
            case ast.Try():
                self._block(node.body)
                self._branches([*(it.body for it in node.handlers), node.orelse])
                self._block(node.finalbody)
            case ast.Match():
                value(node.subject)
                self._branches([case.body for case in node.cases])
            case ast.Delete():
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self._bind_name(target.id, OUTSIDE)
            case _:
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        value(child)

    def _branches(self, blocks: Iterable[list[ast.stmt]]) -> None:
        """Read what may run or not: what is not the same after each of them is not known."""
        before, paths = self._expressions.names, self._paths.copy()
        after = dict(before)
        for block in blocks:
            self._expressions.spend(len(before) + len(paths))
            self._expressions.names = dict(before)
            self._block(block)
            for name, value in self._expressions.names.items():
                if before.get(name, OUTSIDE) is not value:
                    # The cluster may be there, and it is what is asked for.
                    made = [it for it in (value, after.get(name)) if isinstance(it, Cluster)]
                    after[name] = made[0] if made else VARIES
        self._expressions.names = after
        # `KubeCluster = None`, where it cannot be imported.
        self._paths.restore(paths)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        self._paths.add(node)
        for alias in node.names:
            self._expressions.names.pop((alias.asname or alias.name).partition(".")[0], None)
        module = node.module if isinstance(node, ast.ImportFrom) else None
        if any((module or it.name).partition(".")[0] == "dask_kubernetes" for it in node.names):
            self.imports.append(node)

    def _bind(self, target: ast.expr, value: Any) -> None:
        match target:
            case ast.Name():
                self._bind_name(target.id, value)
            case ast.Tuple() | ast.List():
                known = isinstance(value, list) and len(value) == len(target.elts)
                for number, it in enumerate(target.elts):
                    self._bind(it, value[number] if known else UNKNOWN)
            case ast.Starred():
                self._bind(target.value, UNKNOWN)
            case ast.Subscript():
                self._put(target, self._expressions.value(target.slice), value)
            case ast.Attribute():
                self._put(target, camel_case(target.attr), value)

    def _bind_name(self, name: str, value: Any) -> None:
        self._paths.forget(name)
        self._expressions.names[name] = value

    def _put(self, target: ast.Subscript | ast.Attribute, key: Any, value: Any) -> None:
        """Do `container[key] = value` with what is known."""
        container = self._expressions.value(target.value)
        match container:
            case dict() if isinstance(key, str):
                container[key] = value
            case list() if isinstance(key, int) and -len(container) <= key < len(container):
                container[key] = value
            case Cluster() if isinstance(target, ast.Attribute):
                self._attribute(container, target.attr)

    # Calls

    def _call(self, node: ast.Call) -> Any:
        path = self._paths.path(node.func)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else path.rpartition(".")[2]
        if is_kube_cluster(path) or is_helm_cluster(path):
            return self._cluster(node, path, arguments(node, ARGUMENTS, self._expressions))
        if path in _SETTERS:
            return self._set(node)
        made = made_by(path, name, node, self._expressions)
        if made is not None:
            if path.startswith("dask_kubernetes."):
                self.pods.append(made)
            return made
        if path in {"copy.deepcopy", "copy.copy"} or (
            isinstance(node.func, ast.Name) and node.func.id == "dict"
        ):
            return self._copy(node)
        if isinstance(node.func, ast.Attribute):
            return self._method(node, node.func)
        self._look_inside(node)
        return UNKNOWN

    def _copy(self, node: ast.Call) -> Any:
        given = arguments(node, ["x"], self._expressions)
        first = given.pop("x", {})
        if not isinstance(first, dict | list):
            return first if isinstance(first, Unknown) else UNKNOWN
        left = [_MAX_ITEMS]
        copy = copied(first, left)
        # Each of them takes its time.
        self._expressions.spend(4 * (_MAX_ITEMS - left[0]))
        return {**copy, **given} if isinstance(copy, dict) and given else copy

    def _method(self, node: ast.Call, function: ast.Attribute) -> Any:
        of = self._paths.path(function.value)
        if is_kube_cluster(of) and (function.attr in _FROM or function.attr == "from_name"):
            first = _FROM.get(function.attr, "name")
            given = arguments(node, [first, *ARGUMENTS[1:]], self._expressions)
            if "pod_spec" in given:
                given["pod_template"] = given.pop("pod_spec")
            if "yaml_path" in given:
                given["pod_template"] = given.pop("yaml_path")
            if function.attr != "from_name":
                return self._cluster(node, of, given)
            given.pop("name", None)
            cluster = self._cluster(node, of, given)
            cluster.template.drop("from_name", RUNNING)
            return cluster
        owner = self._expressions.value(function.value)
        if isinstance(owner, Cluster):
            return self._use(owner, node, function.attr)
        if isinstance(owner, dict | list) and function.attr not in _READS_ONLY:
            self._change(owner, function.attr, [self._expressions.value(it) for it in node.args], node)
            return UNKNOWN
        self._look_inside(node)
        if isinstance(owner, dict) and function.attr == "copy":
            return dict(owner)
        if isinstance(owner, dict) and function.attr == "get" and node.args:
            return item(owner, self._expressions.value(node.args[0]))
        return UNKNOWN

    def _change(
        self, owner: dict[str, Any] | list[Any], method: str, given: list[Any], node: ast.Call
    ) -> None:
        """Do with a list or dict what the code does."""
        match owner, method, given:
            case list(), "append", [one] if len(owner) < _MAX_ITEMS:
                owner.append(one)
            case list(), "extend", [list() as more] if len(owner) + len(more) <= _MAX_ITEMS:
                owner.extend(list(more))
            case dict(), "update", [dict() as more]:
                owner.update({**more, **arguments(node, ["_"], self._expressions)})
                owner.pop("_", None)
            case dict(), "update", []:
                owner.update(arguments(node, [], self._expressions))
            case dict(), "pop", [str(key), *_]:
                owner.pop(key, None)
            case list(), _, _:
                owner[:] = [UNKNOWN]
            case dict(), "setdefault", [str(key), value]:
                owner.setdefault(key, value)
            case _:
                for key in owner:
                    owner[key] = UNKNOWN

    def _look_inside(self, node: ast.Call) -> None:
        """Read what stands among a call's arguments."""
        for it in (*node.args, *(keyword.value for keyword in node.keywords)):
            self._expressions.value(it)

    def _set(self, node: ast.Call) -> Any:
        given = arguments(node, ["arg"], self._expressions)
        first = given.pop("arg", None)
        is_ours = self.settings.take(_flat(first)) if isinstance(first, dict) else False
        dotted = {key: value for key, value in given.items() if "." in key or key == "kubernetes"}
        named = {key: value for key, value in given.items() if key not in dotted}
        is_ours = self.settings.take(_flat(dotted)) or is_ours
        if self.settings.take(named, "__") or is_ours:
            self.config_calls.append(node)
        return UNKNOWN

    def _cluster(self, node: ast.Call, path: str, given: dict[str, Any]) -> Cluster:
        pod = given.get("pod_template")
        if isinstance(pod, str) and self._files is not None:
            given["pod_template"] = self._files(pod)
        spec = given.get("custom_cluster_spec")
        if isinstance(spec, str) and self._files is not None:
            given["custom_cluster_spec"] = self._files(spec)
        template = Template(kind_of(path, given))
        if is_helm_cluster(path):
            template.drop(
                "HelmCluster", "It uses a cluster that was set up before; a gateway makes new ones."
            )
        else:
            read_arguments(template, given, self.settings)
        cluster = Cluster(node, template, given)
        self.clusters.append(cluster)
        return cluster

    def _attribute(self, of: Any, name: str) -> Any:
        """Return what it is; a cluster's, where a gateway's has no such thing, is told."""
        if isinstance(of, Cluster) and name not in COMMON_ATTRIBUTES:
            of.template.drop(name, _NOTHING_LIKE_IT)
        return item(of, name)

    def _use(self, cluster: Cluster, node: ast.Call, method: str) -> Any:
        cluster.uses.append(node)
        match method:
            case "scale" | "scale_up":
                read_scale(cluster.template, arguments(node, ["n", "worker_group"], self._expressions))
            case "adapt":
                given = arguments(node, ["minimum", "maximum"], self._expressions)
                read_adapt(cluster.template, given)
            case "add_worker_group":
                cluster.template.drop("add_worker_group", "The workers of a gateway's cluster are all alike.")
            case "__enter__" | "__aenter__":
                return cluster
            case _:
                if method not in COMMON_METHODS:
                    cluster.template.drop(f"{method}()", _NOTHING_LIKE_IT)
                self._look_inside(node)
        return UNKNOWN


def _flat(given: dict[str, Any]) -> dict[str, Any]:
    """Return settings with the names of dicts in each other joined, two steps down."""
    flat: dict[str, Any] = {}
    for name, value in given.items():
        inner = value if isinstance(value, dict) and name == "kubernetes" else None
        if inner is None:
            flat[name] = value
        else:
            flat.update({f"{name}.{key}": it for key, it in inner.items()})
    return flat
