"""Holds a block against the schema, part by part: a broken part is said once, and left out."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from ...languages import either, say
from . import quantity
from .fault import Faults, Path
from .plain import ABSENT

_FAR = 0.5
"""How far a name that is not known may be from the one that is meant; 1 is the same."""


def checked(block: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """Return what of a block of plain JSON the schema allows; members are called as it calls them.

    In lists ABSENT stands for what it does not allow.
    """
    part = _Check(faults).part(block, schema(), ())
    return part if isinstance(part, dict) else {}


@cache
def schema() -> dict[str, Any]:
    """Return the JSON schema of the block."""
    text = resources.files(__package__).joinpath("site.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


class _Check:
    def __init__(self, faults: Faults) -> None:
        # Takes a tenth of a second; most gateways have no such settings.
        from jsonschema import Draft202012Validator

        self._faults = faults
        self._validator: Any = Draft202012Validator

    def part(self, value: Any, rules: Mapping[str, Any], path: Path) -> Any:
        """Return what can be used of it: ABSENT if nothing, which somebody has been told then."""
        if value is ABSENT:
            return ABSENT
        rules = _resolved(rules)
        members = rules.get("properties")
        if members is not None:
            return self._known_members(value, rules, path)
        if isinstance(rules.get("additionalProperties"), Mapping):
            return self._named_members(value, rules, path)
        if isinstance(rules.get("items"), Mapping):
            return self._list(value, rules, path)
        return self._leaf(value, rules, path)

    def _known_members(self, value: Any, rules: Mapping[str, Any], path: Path) -> Any:
        if not isinstance(value, Mapping):
            return self._broken(rules, path)
        known = rules["properties"]
        used = {}
        for key, item in value.items():
            name = key if key in known else key.replace("-", "_")
            if name not in known:
                self._faults.add((*path, key), _unknown(name, known))
            elif item is not None:
                # YAML reads a member without a value as null.
                used[name] = self.part(item, known[name], (*path, name))
        for name in rules.get("required", ()):
            if name not in used:
                self._faults.add(path, say("needs a {name}", name=name))
                return ABSENT
            if used[name] is ABSENT:
                return ABSENT
        return {name: item for name, item in used.items() if item is not ABSENT}

    def _named_members(self, value: Any, rules: Mapping[str, Any], path: Path) -> Any:
        if not isinstance(value, Mapping):
            return self._broken(rules, path)
        used = {}
        for name, item in value.items():
            if not self._is_valid(name, rules.get("propertyNames", {})):
                self._faults.add(path, "has a name that is empty or endless")
                continue
            part = self.part({} if item is None else item, rules["additionalProperties"], (*path, name))
            if part is not ABSENT:
                used[name] = part
        return used

    def _list(self, value: Any, rules: Mapping[str, Any], path: Path) -> Any:
        if not isinstance(value, list):
            return self._broken(rules, path)
        most = rules.get("maxItems", len(value))
        if len(value) > most:
            fault = say("has more than {most} entries: those after are left out", most=most)
            self._faults.add(path, fault)
        # What is absent keeps its place, so that the others keep their numbers.
        return [self.part(it, rules["items"], (*path, number)) for number, it in enumerate(value[:most])]

    def _leaf(self, value: Any, rules: Mapping[str, Any], path: Path) -> Any:
        if rules.get("type") in {"number", "integer"} and isinstance(value, str):
            # A template or an environment variable may have said it.
            number = quantity.plain_number(value)
            value = value if number is None else number
        if isinstance(value, Mapping):
            return self._options(value, rules, path)
        return value if self._is_valid(value, rules) else self._broken(rules, path)

    def _options(self, value: Mapping[str, Any], rules: Mapping[str, Any], path: Path) -> Any:
        if rules.get("type") != "object":
            return self._broken(rules, path)
        return {name: item for name, item in value.items() if item is not ABSENT}

    def _is_valid(self, value: Any, rules: Mapping[str, Any]) -> bool:
        return bool(self._validator(rules).is_valid(value))

    def _broken(self, rules: Mapping[str, Any], path: Path) -> Any:
        self._faults.add(path, rules["errorMessage"])
        return ABSENT


def _resolved(rules: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the rules with those that they refer to."""
    reference = rules.get("$ref")
    if reference is None:
        return rules
    merged = {**schema()["$defs"][reference.rpartition("/")[2]], **rules}
    del merged["$ref"]
    return merged


def _unknown(name: str, known: Mapping[str, Any]) -> str:
    """Say that a member is not known, and what may be meant."""
    within = [key for key, rules in known.items() if name in _resolved(rules).get("properties", {})]
    if within:
        return say("is not known here: it belongs into {where}", where=either(within))
    near = difflib.get_close_matches(name[:100], known, 1, _FAR)
    if near:
        return say("is not known (perhaps {name} is meant)", name=near[0])
    return say("is not known: there are {names}", names=", ".join(known))
