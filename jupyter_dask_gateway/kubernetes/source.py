"""Notebook text as Python: each line stays where it is, and what only IPython knows is hidden.

A text of several cells has a line `# %%` before each, as editors write it.
"""

from __future__ import annotations

import ast
import re
import textwrap
import threading
import warnings

from ..languages import say
from .errors import UnreadableError

MAX_CHARACTERS = 2**18
CELL = "# %%"
"""The line before a cell."""

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
  | (?P<text>(?P<prefix>\b[A-Za-z]{1,2})?
        (?: \"{3}(?:[^\\"]+|\\.|"(?!""))*(?:\"{3}|\\?\Z)
          | '{3}(?:[^\\']+|\\.|'(?!''))*(?:'{3}|\\?\Z)
          | "(?:[^\\"\n]+|\\.)*(?:"|(?=\n)|\\?\Z)
          | '(?:[^\\'\n]+|\\.)*(?:'|(?=\n)|\\?\Z)))
  | (?P<continued>\\\n)
  | (?P<line>\n)
  | (?P<open>[(\[{])
  | (?P<close>[)\]}])
  | (?P<comma>[,;])
  | (?P<operator>\*\*|//|[-+*/%@&|^~<>.=!:]|\b(?:not|and|or|in|is|if|else|lambda|await)\b)
  | (?P<elif>\belif\b)
  | \w+
    """,
    re.VERBOSE | re.DOTALL,
)
# Python's parser takes the machine's stack for these, and not every version looks how much is left.
_MAX_BRACKETS = 90
_MAX_OPERATORS = 300
_MAX_ELIFS = 150
_MAX_FORMATTED = 2_000

_PARSING = threading.Lock()
"""What Python warns of is a setting of the whole process."""

_MAGIC = re.compile(r"[ \t]*(?:[%!?]|[\w.*\[\]]+\?{1,2}[ \t]*$)")
_ASSIGNED_MAGIC = re.compile(r"([ \t]*[\w.,\[\] ]+=[ \t]*)[!%]")
_LINE_MAGIC = re.compile(r"([ \t]*)%(?:time|timeit)[ \t]+(?!-)")
_CELL_MAGIC = re.compile(r"[ \t]*%%(\w+)")
# Below these the cell is Python all the same.
_PYTHON_MAGICS = {
    "capture",
    "memit",
    "mprun",
    "prun",
    "pyinstrument",
    "scalene",
    "snakeviz",
    "time",
    "timeit",
}
_PROMPT = re.compile(r"[ \t]*(?:>>>|\.\.\.)(?: |$)")


def parse(text: str) -> ast.Module:
    """Return the tree of such a text; raise UnreadableError with a sentence on what is wrong."""
    source = as_python(text)
    try:
        # What Python warns of, an escape in a text, say, would put the code into the server's log.
        with _PARSING, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except SyntaxError as error:
        line = say("line {line}", line=error.lineno) if error.lineno else "a line"
        text = "This is no Python: {line} cannot be read ({reason})."
        raise UnreadableError(say(text, line=line, reason=_reason(error))) from None
    except (RecursionError, MemoryError):
        raise _too_deep() from None
    except ValueError:
        raise UnreadableError("This is no Python: it has characters that no program may have.") from None


def as_python(text: str) -> str:
    """Return the text without what only IPython knows, line for line."""
    if len(text) > MAX_CHARACTERS:
        most = MAX_CHARACTERS // 1024
        raise UnreadableError(say("This code is longer than {most} thousand characters.", most=most))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"^[ \t]*>>> ", text, re.MULTILINE):
        text = _without_prompts(text)
    cells = re.split(rf"^{CELL}.*$", textwrap.dedent(text), flags=re.MULTILINE)
    return CELL.join(_cell_as_python(cell) for cell in cells)


def _without_prompts(text: str) -> str:
    """Return what was typed at Python's prompts; what was answered is left out."""
    lines = text.split("\n")
    return "\n".join(line[found.end() :] if (found := _PROMPT.match(line)) else "" for line in lines)


def _cell_as_python(cell: str) -> str:
    magic = _CELL_MAGIC.match(cell.lstrip("\n"))
    if magic and magic[1] not in _PYTHON_MAGICS:
        return "\n" * cell.count("\n")
    starts = _statement_starts(cell)
    lines = cell.split("\n")
    is_continued = False
    at = 0
    for number, line in enumerate(lines):
        begins = at in starts
        at += len(line) + 1
        if begins and not is_continued and (timed := _timed(line)):
            lines[number] = timed
        elif is_continued or (begins and _MAGIC.match(line)):
            lines[number] = "" if is_continued else f"{line[: len(line) - len(line.lstrip())]}pass"
            is_continued = line.endswith("\\")
        elif begins and (found := _ASSIGNED_MAGIC.match(line)):
            lines[number] = f"{found[1]}None"
            is_continued = line.endswith("\\")
    return "\n".join(lines)


def _timed(line: str) -> str | None:
    """Return `%time x = f()` as a block with that alone; all stays where it is. None: it is no such line."""
    found = _LINE_MAGIC.match(line)
    if found is None:
        return None
    rest = line[found.end() :]
    try:
        with _PARSING, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            statements = ast.parse(rest).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not statements or any(hasattr(it, "body") for it in statements):
        return None
    return f"{found[1]}{'if 1':{len(found[0]) - len(found[1]) - 2}}: {rest}"


def _statement_starts(text: str) -> set[int]:
    """Return where lines begin that are in nothing; raise UnreadableError for nesting that is too deep."""
    starts = {0}
    levels = [0]
    elifs = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "open":
            levels.append(0)
        elif kind == "close":
            if len(levels) > 1:
                levels.pop()
            levels[-1] += 1
        elif kind == "operator":
            levels[-1] += 1
        elif kind == "comma":
            levels[-1] = 0
        elif kind == "line" and len(levels) == 1:
            levels[-1] = 0
            starts.add(token.end())
        elif kind == "elif":
            elifs += 1
        is_formatted = kind == "text" and "f" in (token["prefix"] or "").lower()
        if (
            len(levels) > _MAX_BRACKETS
            or levels[-1] > _MAX_OPERATORS
            or elifs > _MAX_ELIFS
            or (is_formatted and len(token[0]) > _MAX_FORMATTED)
        ):
            raise _too_deep()
    return starts


def _too_deep() -> UnreadableError:
    return UnreadableError("This code is nested too deeply to be read.")


def _reason(error: SyntaxError) -> str:
    """Return Python's words for it; of some they quote the code."""
    return re.sub(r"'[^']{20,}'", "…", error.msg or "invalid syntax")[:100]
