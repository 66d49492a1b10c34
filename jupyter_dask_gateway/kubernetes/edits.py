"""Changes of a text, by the places that `ast` tells."""

from __future__ import annotations

import ast
from dataclasses import dataclass

Place = tuple[int, int]
"""A line from 1 on, and how many bytes of it stand before."""


@dataclass(frozen=True)
class Edit:
    """Something else in the place of what stands between two places."""

    start: Place
    end: Place
    text: str


class Edits:
    """Collects changes of one text; none may reach into another."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._edits: list[Edit] = []

    def line(self, number: int) -> str:
        """Return a line of the text as it was."""
        return self._lines[number - 1]

    def indent(self, number: int) -> str:
        """Return what stands before the first word of a line."""
        line = self.line(number)
        return line[: len(line) - len(line.lstrip())]

    def replace(self, node: ast.expr | ast.stmt, text: str) -> None:
        """Put a text in the place of an expression or statement."""
        self._edits.append(Edit(*_span(node), text))

    def insert_before(self, node: ast.expr | ast.stmt, text: str) -> None:
        """Put a text directly before an expression or statement."""
        start, _ = _span(node)
        self._edits.append(Edit(start, start, text))

    def insert_after(self, node: ast.stmt, text: str) -> None:
        """Put a text directly behind a statement."""
        _, end = _span(node)
        self._edits.append(Edit(end, end, text))

    def source(self, node: ast.expr) -> str:
        """Return an expression as it is written."""
        return ast.get_source_segment("\n".join(self._lines), node) or ast.unparse(node)

    def count(self, start: str, before: int) -> int:
        """Return how many lines before one begin with a text."""
        return sum(line.startswith(start) for line in self._lines[: before - 1])

    def insert_lines(self, before: int, lines: list[str]) -> None:
        """Put lines before a line; the one after the last is where the text ends."""
        self._edits.append(Edit((before, 0), (before, 0), "".join(f"{line}\n" for line in lines)))

    def comment_out(self, node: ast.stmt, keeps_block: bool) -> None:
        """Make comments of a statement's lines. `keeps_block`: it may be all that there is in a block."""
        first, last = node.lineno, node.end_lineno or node.lineno
        indent = self.indent(first)
        lines = [f"{indent}# {self.line(number).removeprefix(indent)}" for number in range(first, last + 1)]
        if keeps_block:
            lines.append(f"{indent}pass")
        self._edits.append(Edit((first, 0), (last, len(self.line(last).encode())), "\n".join(lines)))

    def is_first(self, node: ast.stmt) -> bool:
        """Whether nothing else stands before a statement in its line."""
        (first, start), _ = _span(node)
        return not self.line(first).encode()[:start].strip()

    def is_alone(self, node: ast.stmt) -> bool:
        """Whether nothing else stands in the lines of a statement."""
        (first, start), (last, end) = _span(node)
        before = self.line(first).encode()[:start].strip()
        after = self.line(last).encode()[end:].strip()
        return not before and (not after or after.startswith(b"#"))

    def applied(self) -> str:
        """Return the text with all changes."""
        lines = list(self._lines)
        for edit in sorted(self._edits, key=lambda it: (it.start, it.end), reverse=True):
            (first, start), (last, end) = edit.start, edit.end
            if first > len(lines):
                lines.append("")
            before = lines[first - 1].encode()[:start].decode()
            after = lines[last - 1].encode()[end:].decode()
            lines[first - 1 : last] = (before + edit.text + after).split("\n")
        return "\n".join(lines)


def _span(node: ast.expr | ast.stmt) -> tuple[Place, Place]:
    end = (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
    return (node.lineno, node.col_offset), end
