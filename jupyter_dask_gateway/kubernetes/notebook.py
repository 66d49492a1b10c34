"""A notebook's file: the code in it, and the same file with other code."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import tempfile
from itertools import product
from math import isinf
from pathlib import Path
from typing import Any

import yaml

from ..languages import SaidError, say
from .expressions import Unknown
from .source import MAX_CHARACTERS

_MAX_BYTES = 100 * 2**20
_INDENTS: tuple[int | str | None, ...] = (1, 2, 4, "\t", None)
_PYTHONS = {"python", "python3", "ipython"}


class NotebookError(SaidError):
    """It cannot be read or written: `sentence` says why."""


class Notebook:
    """Code cells of a file of nbformat 3 or 4. What is not changed is written as it was."""

    def __init__(self, path: Path) -> None:
        """Raise NotebookError for what is no Python notebook."""
        self._path = path
        try:
            with path.open("rb") as file:
                self._bytes = file.read(_MAX_BYTES + 1)
        except OSError as error:
            text = "{name} cannot be read: {reason}."
            raise NotebookError(say(text, name=path.name, reason=error.strerror)) from None
        if len(self._bytes) > _MAX_BYTES:
            size = _MAX_BYTES // 2**20
            raise NotebookError(say("{name} has more than {size} MB.", name=path.name, size=size))
        try:
            self._text = self._bytes.decode("utf-8")
            self._content = json.loads(self._text, parse_float=self._number)
        except RecursionError:
            raise NotebookError(say("{name} is nested too deeply.", name=path.name)) from None
        except ValueError:
            text = "{name} is no notebook: its text is no JSON."
            raise NotebookError(say(text, name=path.name)) from None
        self._cells = list(self._code_cells())

    @property
    def cells(self) -> list[str]:
        """The code of each cell."""
        return [_joined(cell[key]) for cell, key in self._cells]

    def put(self, cells: list[str]) -> None:
        """Put in other code; a cell whose code is the same stays as it is."""
        for (cell, key), old, new in zip(self._cells, self.cells, cells, strict=True):
            if new != old:
                cell[key] = new.splitlines(keepends=True) if isinstance(cell[key], list) else new

    def write(self) -> None:
        """Write the file that was read anew. Raise NotebookError if it is another by now."""
        text = self._as_text()
        path = self._path.resolve()
        try:
            if path.read_bytes() != self._bytes:
                changed = "{name} was changed meanwhile: nothing is written. Try again."
                raise NotebookError(say(changed, name=path.name))
            if not os.access(path, os.W_OK):
                # It would be replaced all the same: that is its folder's to allow.
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            before = path.stat()
            handle, new = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(text.encode("utf-8"))
                os.chmod(new, before.st_mode)
                with contextlib.suppress(OSError):
                    # Of whoever has it, should root do this for somebody.
                    os.chown(new, before.st_uid, before.st_gid)
                os.replace(new, path)
            except BaseException:
                os.unlink(new)
                raise
        except OSError as error:
            refused = "{name} cannot be written: {reason}."
            raise NotebookError(say(refused, name=path.name, reason=error.strerror)) from None

    def read_file(self, name: str) -> Any:
        """Return what a YAML file says that the code names, if it is below the notebook's folder."""
        folder = self._path.resolve().parent
        try:
            path = (folder / name).resolve()
            if not path.is_relative_to(folder):
                return Unknown(say("{name} is not in the notebook's folder.", name=name))
            if not path.is_file():
                # A pipe would be waited for.
                return Unknown(say("There is no file {name} that can be read.", name=name))
            if path.stat().st_size > MAX_CHARACTERS:
                return Unknown(say("{name} is too large.", name=name))
            return yaml.safe_load(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return Unknown(say("There is no file {name} that can be read.", name=name))
        except (yaml.YAMLError, AttributeError, LookupError, TypeError):
            # The latter from yaml's own functions, for a value that is not of the kind that its tag says.
            return Unknown(say("{name} is no YAML.", name=name))

    def _number(self, text: str) -> float:
        """Return a number that is written as one again: a larger one would become no JSON."""
        number = float(text)
        if isinf(number):
            large = "{name} has a number that is too large to be written again: {number}."
            raise NotebookError(say(large, name=self._path.name, number=text[:20]))
        return number

    def _code_cells(self) -> Any:
        content = self._content
        name = self._path.name
        if not isinstance(content, dict) or content.get("nbformat") not in (3, 4):
            raise NotebookError(say("{name} is no notebook of nbformat 3 or 4.", name=name))
        language = _language(content.get("metadata"))
        if language not in {None, *_PYTHONS}:
            text = "{name} is a notebook of {language}, not of Python."
            raise NotebookError(say(text, name=name, language=language))
        sheets = content.get("worksheets", []) if content["nbformat"] == 3 else [content]
        key = "input" if content["nbformat"] == 3 else "source"
        cells = [it for sheet in _dicts(sheets) for it in _dicts(sheet.get("cells"))]
        for cell in cells:
            if cell.get("cell_type") == "code" and isinstance(cell.get(key), str | list):
                yield cell, key

    def _as_text(self) -> str:
        """Return the text in the file's own layout, or in Jupyter's where it has another."""
        original = json.loads(self._text)
        for indent, is_ascii in product(_INDENTS, (False, True)):
            for end in ("", "\n"):
                style: dict[str, Any] = {"indent": indent, "ensure_ascii": is_ascii}
                if json.dumps(original, **style) + end == self._text:
                    return json.dumps(self._content, **style) + end
        return json.dumps(self._content, indent=1, ensure_ascii=False) + "\n"


def _language(metadata: object) -> str | None:
    metadata = metadata if isinstance(metadata, dict) else {}
    for part, key in (("kernelspec", "language"), ("language_info", "name")):
        said = metadata.get(part)
        if isinstance(said, dict) and isinstance(said.get(key), str):
            return str(said[key]).lower()
    return None


def _dicts(items: object) -> list[dict[str, Any]]:
    return [it for it in items if isinstance(it, dict)] if isinstance(items, list) else []


def _joined(source: str | list[Any]) -> str:
    return source if isinstance(source, str) else "".join(it for it in source if isinstance(it, str))
