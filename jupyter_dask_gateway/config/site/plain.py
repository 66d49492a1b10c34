"""What YAML and environment variables have given, as plain JSON of bounded size, templates filled in.

What is no JSON, or too much of it, is said and left out, so that nothing else needs to be careful.
"""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from ...languages import SaidError, say
from .. import dask_config
from ..errors import ConfigurationError
from .fault import Faults, Path, setting_name

MAX_BYTES = 2**18
"""Of each member of the block, as JSON: pages read it each time they are opened."""

_MAX_DEPTH = 40
_MAX_MEMBERS = 100
"""Of the block itself, which has a dozen."""
_MAX_BITS = 10_000
"""Of an integer: of longer ones Python makes no decimal text."""


class Absent:
    """In place of what is left out, where somebody has been told of it already."""


ABSENT = Absent()


class _TooMuchError(SaidError):
    """A member is too long or too deep: `sentence` says which."""


class Plain:
    """Makes plain JSON of one block."""

    def __init__(self, faults: Faults, *, fill_in: bool = True) -> None:
        """`fill_in`: environment variables are put into templates; else templates are absent."""
        self._faults = faults
        self._fill_in = fill_in
        self._left = 0

    def block(self, block: object) -> dict[str, Any] | None:
        """Return the block; None if it is no mapping."""
        if not isinstance(block, Mapping):
            kind = type(block).__name__
            self._faults.add((), say("must be a mapping, but is of type {kind}", kind=kind))
            return None
        plain: dict[str, Any] = {}
        for key, value in islice(block.items(), _MAX_MEMBERS):
            if not isinstance(key, str):
                self._faults.add((), "has a member whose name is no text: put quotes around it")
                continue
            name = key.replace("-", "_")
            self._left = MAX_BYTES
            if name == "presets" and isinstance(value, list | tuple):
                plain[name] = self._presets(value)
                continue
            try:
                plain[name] = self._value(value, (name,))
            except _TooMuchError as error:
                self._faults.add((name,), error.sentence)
                plain[name] = ABSENT
        return plain

    def _presets(self, presets: Iterable[object]) -> list[Any]:
        """Return them up to the first for which there is no more room."""
        plain = []
        for number, preset in enumerate(presets):
            try:
                plain.append(self._value(preset, ("presets", number)))
            except _TooMuchError as error:
                if self._left > 0:
                    self._faults.add(("presets", number), error.sentence)
                    plain.append(ABSENT)
                    continue
                fault = "{what}: those from number {number} on are left out; shorten them"
                self._faults.add(("presets",), say(fault, what=error.sentence, number=number + 1))
                break
        return plain

    def _value(self, value: object, path: Path) -> Any:
        if len(path) > _MAX_DEPTH:
            raise _TooMuchError("is nested too deeply")
        match value:
            case None | bool():
                self._spend(5)
                return value
            case int():
                return self._int(value, path)
            case float():
                return self._float(value, path)
            case str():
                return self._text(value, path)
            case Mapping():
                return self._mapping(value, path)
            case list() | tuple():
                self._spend(2)
                return [self._value(it, (*path, number)) for number, it in enumerate(value)]
        self._faults.add(path, _no_json(value))
        return ABSENT

    def _int(self, value: int, path: Path) -> Any:
        if value.bit_length() > _MAX_BITS:
            self._faults.add(path, "is too large a number")
            return ABSENT
        self._spend(4 + value.bit_length() // 3)
        return int(value)

    def _float(self, value: float, path: Path) -> Any:
        # An option may well be so.
        if not math.isfinite(value) and not _is_option(path):
            self._faults.add(path, "must be a finite number")
            return ABSENT
        self._spend(24)
        return float(value)

    def _text(self, value: str, path: Path) -> Any:
        self._spend(len(value))
        # As in gateway.cluster.options: what is deeper within an option is no template.
        if len(path) <= 4 or not _is_option(path):
            filled = self._filled(str(value), path)
            if not isinstance(filled, str):
                return filled
            value = filled
        # Half characters are passed on, each as an escape.
        self._spend(len(json.dumps(value)) - len(value))
        return str(value)

    def _filled(self, value: str, path: Path) -> Any:
        if "{" not in value and "}" not in value:
            return value
        if not self._fill_in:
            # Who checks a file elsewhere has not the users' environment.
            return ABSENT
        try:
            return dask_config.resolved(setting_name(path), value)
        except ConfigurationError as error:
            self._faults.add(path, error.fault)
            return ABSENT

    def _mapping(self, value: Mapping[Any, Any], path: Path) -> dict[str, Any]:
        self._spend(2)
        plain = {}
        for key, item in value.items():
            name = self._key(key, path)
            if name is not None:
                self._spend(4 + len(name))
                plain[name] = self._value(item, (*path, name))
        return plain

    def _key(self, key: object, path: Path) -> str | None:
        """Return a name as text: `yes:` and `1:` are values of options that YAML has made no texts of."""
        if isinstance(key, str):
            return str(key)
        if path == ("values",) or _is_options(path):
            self._faults.add(path, "has an option whose name is no text: put quotes around it")
            return None
        if isinstance(key, bool | int | float) or key is None:
            if isinstance(key, int) and key.bit_length() > _MAX_BITS:
                self._faults.add(path, "has a name that is too large a number")
                return None
            # Within an option it becomes what JSON makes of it.
            return json.dumps(key) if _is_option(path) else str(key)
        self._faults.add(path, say("has a name that cannot be used: {why}", why=_no_json(key)))
        return None

    def _spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise _TooMuchError(say("is longer than {size} KiB", size=MAX_BYTES // 2**10))


def _is_options(path: Path) -> bool:
    """Whether it is a preset's options."""
    return len(path) == 3 and path[0] == "presets" and path[2] == "options"


def _is_option(path: Path) -> bool:
    """Whether it is a preset's value of an option, or within one."""
    return len(path) > 3 and _is_options(path[:3])


def _no_json(value: object) -> str:
    if isinstance(value, datetime.date | datetime.time):
        return "is a date, which YAML makes of an unquoted one: put quotes around it to make it text"
    return say(
        "is of type {kind}, which is neither text nor number, list nor mapping", kind=type(value).__name__
    )
