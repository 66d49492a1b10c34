"""The arguments of a call by their names, as far as they can be read."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

from .expressions import REST, UNKNOWN, Expressions


def arguments(node: ast.Call, positional: Sequence[str], expressions: Expressions) -> dict[str, Any]:
    """Return them; what no name stands for is under `REST`."""
    read: dict[str, Any] = {}
    for number, it in enumerate(node.args):
        value = expressions.value(it.value if isinstance(it, ast.Starred) else it)
        if isinstance(it, ast.Starred) or number >= len(positional):
            read[REST] = UNKNOWN
        else:
            read[positional[number]] = value
    for keyword in node.keywords:
        value = expressions.value(keyword.value)
        if keyword.arg is not None:
            read[keyword.arg] = value
        else:
            read.update(value if isinstance(value, dict) else {REST: UNKNOWN})
    return read
