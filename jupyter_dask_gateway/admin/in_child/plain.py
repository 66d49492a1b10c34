"""Values and exceptions as JSON, whatever they are."""

from __future__ import annotations

import os
import traceback
from collections.abc import Mapping
from typing import Any

from dask_gateway_server import options

_OPTIONS = os.path.abspath(options.__file__)
_MAX_DEPTH = 50
_MAX_TEXT = 10_000
_MAX_TRACE = 20_000


def plain(value: Any, depth: int = 0) -> Any:
    """Return the value as JSON can have it; what it cannot have, as Python shows it."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if depth < _MAX_DEPTH:
        if isinstance(value, Mapping):
            return {_text(key): plain(item, depth + 1) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [plain(item, depth + 1) for item in value]
    return shown(value)


def shown(value: Any) -> str:
    """Return what Python shows of it."""
    try:
        return repr(value)[:_MAX_TEXT]
    except BaseException:
        return f"<{type(value).__name__}>"


def error_facts(error: BaseException, file: str | None) -> dict[str, Any]:
    """Return what there is to tell of an exception.

    {"type", "message", "line": the last one in the file or null, "by_server": whether an option
    itself refused it, "on_purpose": whether a line of the file says `raise`, "trace": as Python prints it}
    """
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    lines = [frame.lineno for frame in frames if file is not None and frame.filename == file]
    if isinstance(error, SyntaxError) and error.filename == file:
        lines.append(error.lineno)
    return {
        "type": type(error).__name__,
        "message": _message(error),
        "line": lines[-1] if lines else None,
        "by_server": last is not None and os.path.abspath(last.filename) == _OPTIONS,
        "on_purpose": bool(frames)
        and frames[-1].filename == file
        and (frames[-1].line or "").startswith("raise"),
        "trace": _trace(error, file),
    }


def _trace(error: BaseException, file: str | None) -> str:
    try:
        frames = traceback.extract_tb(error.__traceback__)
        # Whoever wrote the file knows its own lines, not ours.
        first = next((at for at, frame in enumerate(frames) if frame.filename == file), len(frames))
        text = "".join(traceback.format_list(frames[first:][-20:]))
        text += "".join(traceback.format_exception_only(type(error), error))
    except BaseException:
        text = f"{type(error).__name__}\n"
    return text[-_MAX_TRACE:]


def _message(error: BaseException) -> str:
    try:
        return str(error.msg if isinstance(error, SyntaxError) else error)[:_MAX_TEXT]
    except BaseException:
        return ""


def _text(key: Any) -> str:
    return str(key) if isinstance(key, str) else shown(key)
