"""What an expression comes to, as far as that stands in the code.

Nothing is called, and nothing grows without bounds.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .errors import UnreadableError

_MAX_WORK = 3_000_000
"""Items that are looked at or copied, all in all: some seconds."""
_MAX_TEXT = 2**16
_MAX_BITS = 128
_MAX_ITEMS = 10_000
_MAX_DEPTH = 100

REST = "**"
"""The key of what `**` puts into a dict and cannot be read."""


@dataclass(frozen=True)
class Unknown:
    """A value that the code computes when it runs."""

    why: str = "It is computed when the code runs."


UNKNOWN = Unknown()
OUTSIDE = Unknown("It comes from outside of this code.")
VARIES = Unknown("It depends on what happens when the code runs.")

Call = Callable[[ast.Call], Any]
Attribute = Callable[[Any, str], Any]


class Expressions:
    """The values of names, and of the expressions that are made of them.

    A value is what JSON has, with tuples as lists, or `Unknown`, or what `call` returns.
    """

    def __init__(self, call: Call, attribute: Attribute) -> None:
        """`call` says what a call makes, `attribute` what one of a value is."""
        self.names: dict[str, Any] = {}
        self._call = call
        self._attribute = attribute
        self._depth = 0
        self._work = 0

    def spend(self, items: int) -> None:
        """Count what is done with so many items; raise UnreadableError when that is too much of it all."""
        self._work += items
        if self._work > _MAX_WORK:
            raise UnreadableError("This code takes too long to be read: leave only what makes the cluster.")

    def value(self, node: ast.expr | None) -> Any:
        """Return what it comes to."""
        if self._depth >= _MAX_DEPTH:
            return UNKNOWN
        self._depth += 1
        try:
            value = self._value(node)
            if isinstance(node, ast.Dict | ast.List | ast.Tuple | ast.BinOp | ast.Call):
                # What makes a new one.
                self.spend(len(value) if isinstance(value, dict | list) else 1)
            return value
        finally:
            self._depth -= 1

    def _value(self, node: ast.expr | None) -> Any:
        if node is None:
            return None
        match node:
            case ast.Constant(value=None | bool() | int() | float() | str()):
                return node.value
            case ast.Name():
                return self.names.get(node.id, OUTSIDE)
            case ast.List() | ast.Tuple():
                return self._list(node.elts)
            case ast.Dict():
                return self._dict(node)
            case ast.JoinedStr():
                return self._joined(node)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd()):
                value = self.value(node.operand)
                if isinstance(value, Unknown) or not _is_number(value):
                    return UNKNOWN
                return -value if isinstance(node.op, ast.USub) else value
            case ast.BinOp():
                return combined(self.value(node.left), node.op, self.value(node.right))
            case ast.Subscript():
                return item(self.value(node.value), self.value(node.slice))
            case ast.Attribute():
                return self._attribute(self.value(node.value), node.attr)
            case ast.Call():
                return self._call(node)
            case ast.Await():
                return self.value(node.value)
            case ast.NamedExpr(target=ast.Name(id=name)):
                self.names[name] = self.value(node.value)
                return self.names[name]
        # What is made inside of it is made all the same.
        inside = [self.value(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
        if isinstance(node, ast.IfExp | ast.BoolOp):
            made = [it for it in inside if not isinstance(it, Unknown) and not _is_plain(it)]
            return made[0] if made else VARIES
        return UNKNOWN

    def _list(self, nodes: list[ast.expr]) -> Any:
        items: list[Any] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                more = self.value(node.value)
                items.extend(more if isinstance(more, list) else [UNKNOWN])
            else:
                items.append(self.value(node))
            if len(items) > _MAX_ITEMS:
                return UNKNOWN
        return items

    def _dict(self, node: ast.Dict) -> Any:
        made: dict[str, Any] = {}
        for key_node, value_node in zip(node.keys, node.values, strict=True):
            value = self.value(value_node)
            if key_node is None:
                made.update(value if isinstance(value, dict) else {REST: UNKNOWN})
                continue
            key = self.value(key_node)
            made[str(key) if isinstance(key, str | int) else REST] = value
        return made

    def _joined(self, node: ast.JoinedStr) -> Any:
        parts: list[str] = []
        for it in node.values:
            if isinstance(it, ast.FormattedValue):
                value = self.value(it.value)
                is_plain = it.format_spec is None and it.conversion in {-1, ord("s")}
                if not is_plain or isinstance(value, bool) or not isinstance(value, str | int | float):
                    return UNKNOWN
                parts.append(str(value))
            elif isinstance(it, ast.Constant):
                parts.append(str(it.value))
        text = "".join(parts)
        return text if len(text) <= _MAX_TEXT else UNKNOWN


def item(container: Any, key: Any) -> Any:
    """Return what stands there: a dict's value, a list's item, or a Kubernetes object's attribute."""
    if isinstance(container, Unknown):
        return container
    if isinstance(container, dict) and isinstance(key, str):
        return container.get(key, container.get(camel_case(key), container.get(REST, OUTSIDE)))
    if isinstance(container, list) and isinstance(key, int) and -len(container) <= key < len(container):
        return container[key]
    return UNKNOWN


def camel_case(name: str) -> str:
    """Return what Kubernetes calls what its Python client calls `volume_mounts`."""
    first, *rest = name.strip("_").split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


def copied(value: Any, left: list[int] | None = None) -> Any:
    """Return a copy in depth, Unknown for one that is too large."""
    left = [_MAX_ITEMS] if left is None else left
    left[0] -= 1
    if left[0] < 0:
        return UNKNOWN
    try:
        if isinstance(value, dict):
            return {key: copied(it, left) for key, it in value.items()}
        if isinstance(value, list):
            return [copied(it, left) for it in value]
    except RecursionError:
        return UNKNOWN
    return value


def combined(left: Any, op: ast.operator, right: Any) -> Any:
    """Return what an operator makes of two values."""
    for value in (left, right):
        if isinstance(value, Unknown):
            return value
    if isinstance(op, ast.Add) and isinstance(left, str) and isinstance(right, str):
        return left + right if len(left) + len(right) <= _MAX_TEXT else UNKNOWN
    if isinstance(op, ast.Add) and isinstance(left, list) and isinstance(right, list):
        return left + right if len(left) + len(right) <= _MAX_ITEMS else UNKNOWN
    if isinstance(op, ast.BitOr) and isinstance(left, dict) and isinstance(right, dict):
        return {**left, **right}
    if _is_number(left) and _is_number(right):
        return _calculated(left, op, right)
    return UNKNOWN


def _calculated(left: float, op: ast.operator, right: float) -> Any:
    try:
        match op:
            case ast.Add():
                value = left + right
            case ast.Sub():
                value = left - right
            case ast.Mult():
                value = left * right
            case ast.Div():
                value = left / right
            case ast.FloorDiv():
                value = left // right
            case ast.Mod():
                value = left % right
            case ast.Pow() if _is_small_power(left, right):
                value = left**right
            case _:
                return UNKNOWN
    except ArithmeticError:
        return UNKNOWN
    return value if _is_number(value) else UNKNOWN


def _is_small_power(base: float, exponent: float) -> bool:
    """Whether it takes no time: 10**9 and 1024**3 do not, 10**10**10 would."""
    bits = base.bit_length() if isinstance(base, int) else 1
    return isinstance(exponent, int) and 0 <= exponent <= _MAX_BITS and bits * exponent <= _MAX_BITS


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, bool | int | float | str | list | dict)


def _is_number(value: Any) -> bool:
    """Whether it is one to calculate with: a number, finite and not beyond reason."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return value.bit_length() <= _MAX_BITS
    return isinstance(value, float) and abs(value) < 2.0**_MAX_BITS
