"""Asks for the options as users would, and tries the handler with each choice and bound."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from dask_gateway_server.backends.base import Backend
from dask_gateway_server.models import User
from dask_gateway_server.options import Options

from .gateway import Gateway
from .plain import error_facts, plain, shown

_MAX_CHOICES = 200
"""Of all selects of a form together."""
_MAX_GROUPS = 10
_TOLD = (
    "worker_cores", "worker_memory", "worker_threads", "scheduler_cores", "scheduler_memory",
    "cluster_max_workers", "cluster_max_cores", "cluster_max_memory", "idle_timeout",
)  # fmt: skip


class _AskedGroups(set[str]):
    """A user's groups, which remember for which ones the file has looked."""

    def __init__(self, groups: list[str]) -> None:
        super().__init__(groups)
        self.asked: dict[str, None] = {}

    def __contains__(self, group: object) -> bool:
        self._ask([group])
        return super().__contains__(group)

    def __and__(self, others: Any) -> Any:
        self._ask(others)
        return super().__and__(others)

    __rand__ = __and__

    def intersection(self, *others: Any) -> Any:
        for each in others:
            self._ask(each)
        return super().intersection(*others)

    def isdisjoint(self, others: Any) -> bool:
        self._ask(others)
        return super().isdisjoint(others)

    def _ask(self, groups: Any) -> None:
        self.asked.update((group, None) for group in groups if isinstance(group, str))


def make_user(user: dict[str, Any]) -> User:
    """Return the gateway's model of a user."""
    made = User(user["name"], user["groups"], user["admin"])
    made.groups = _AskedGroups(user["groups"])
    return made


@dataclass
class Settled:
    """What became of a request for a cluster."""

    error: BaseException | None = None
    stage: str | None = None
    """Who raised that: "options", "request", "handler" or "config"."""
    returned: Any = None
    """By the handler."""
    config: dict[str, Any] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    """What it returned and no backend knows."""
    refused: dict[str, str] = field(default_factory=dict)
    """Which of its values the backend refuses by themselves, and in which words."""
    judge: str = ""
    """The class that has taken or refused it."""


async def settle(backends: list[Backend], user: User, request: Any) -> Settled:
    """Do as `Backend.process_cluster_options` does, step by step."""
    settled = Settled(stage="options")
    try:
        options = await backends[0].get_cluster_options(user)
        settled.stage = "request"
        requested = options.parse_options(request)
        settled.stage = "handler"
        settled.returned = overrides = options.get_configuration(requested, user)
    except (KeyboardInterrupt, asyncio.CancelledError):
        raise
    except BaseException as error:
        settled.error = error
        return settled
    # The one that takes most is right where the file names none.
    return min((_configure(it, overrides, copy.copy(settled)) for it in backends), key=_badness)


def _badness(settled: Settled) -> tuple[bool, int]:
    return settled.error is not None, len(settled.unknown)


def _configure(backend: Backend, overrides: Any, settled: Settled) -> Settled:
    settled.stage = "config"
    kind = backend.cluster_config_class
    settled.judge = kind.__name__
    known = set(kind.class_trait_names()) - {"parent", "config", "log"}
    settled.unknown = (
        [shown(key) for key in overrides if key not in known] if isinstance(overrides, Mapping) else []
    )
    try:
        made = kind(parent=backend, **overrides)
        settled.config = {name: getattr(made, name) for name in _TOLD}
    except BaseException as error:
        settled.error = error
        settled.refused = dict(_refused(backend, overrides, known))
    return settled


def _refused(backend: Backend, overrides: Any, known: set[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(overrides, Mapping):
        return
    for name, value in overrides.items():
        if name in known:
            try:
                backend.cluster_config_class(parent=backend, **{name: value})
            except ValueError:
                # It does not fit to something else, such as a limit.
                pass
            except Exception as error:
                yield name, str(error)


def try_all(gateway: Gateway, user: dict[str, Any], tell: Callable[..., None]) -> dict[str, Any]:
    """Return what there is to know of the file: see `facts.py`."""
    users = [user]
    if user["groups"]:
        users.append({**user, "groups": []})
    found = []
    for each in users:
        facts, asked = asyncio.run(_try_user(gateway, each, tell))
        found.append(facts)
        seen = {group for it in users for group in it["groups"]}
        for group in asked:
            if group not in seen and len(users) < _MAX_GROUPS:
                # The loop comes to it.
                users.append({**user, "groups": [group]})
                seen.add(group)
    return {
        "users": found,
        "has_options": gateway.has_options,
        "ignored": gateway.ignored,
        "not_imported": gateway.not_imported,
        "judges": [it.cluster_config_class.__name__ for it in gateway.backends],
        "is_named": gateway.is_named,
    }


async def _try_user(
    gateway: Gateway, who: dict[str, Any], tell: Callable[..., None]
) -> tuple[dict[str, Any], list[str]]:
    user = make_user(who)
    facts: dict[str, Any] = {"user": who, "error": None, "returned": None, "fields": [], "trials": []}
    tell(stage="its options were asked for")
    try:
        options = await gateway.backends[0].get_cluster_options(user)
    except BaseException as error:
        facts["error"] = error_facts(error, gateway.file)
        return facts, list(user.groups.asked)
    if not isinstance(options, Options):
        facts["returned"] = type(options).__name__
        return facts, list(user.groups.asked)
    try:
        facts["fields"] = [_field(it) for it in options.fields]
    except Exception as error:
        # A kind of option of the site's own.
        facts["error"] = error_facts(error, gateway.file)
        return facts, list(user.groups.asked)
    for what, name, value, request in _requests(options):
        if what == "default":
            tell(stage="its handler was tried with its own defaults")
        else:
            tell(stage="its handler was tried", choice=f"{name} = {shown(value)[:100]}")
        settled = await settle(gateway.backends, user, request)
        facts["trials"].append(_trial(gateway, what, name, value, settled))
    return facts, list(user.groups.asked)


def _field(option: Any) -> dict[str, Any]:
    spec = option.json_spec()
    try:
        json.dumps(spec)
        fault = None
    except Exception as error:
        fault = str(error)
    default = option.default if isinstance(option.default, Mapping) else {}
    odd_keys = [shown(key) for key in default if not isinstance(key, str)]
    return {**plain(spec), "target": option.target, "fault": fault, "odd_keys": odd_keys}


def _requests(options: Options) -> Iterator[tuple[str, str | None, Any, dict[str, Any]]]:
    """Yield what is tried, of which option, and the request."""
    yield "default", None, None, {}
    left = _MAX_CHOICES
    for option in options.fields:
        name, spec = option.field, option.json_type_spec()
        kind = spec.get("type")
        if kind == "select":
            others = [it for it in spec["options"] if it != option.default][:left]
            left -= len(others)
            for choice in others:
                yield "choice", name, choice, {name: choice}
        elif kind in {"int", "float"}:
            for bound in ("min", "max"):
                if spec.get(bound) is not None and spec[bound] != option.default:
                    yield bound, name, spec[bound], {name: spec[bound]}
            if spec.get("max") is None:
                much = type(option.default)(abs(option.default) * 1000 + 10**6)
                yield "beyond", name, much, {name: much}
        elif kind == "bool":
            yield "choice", name, not option.default, {name: not option.default}
        elif kind == "string":
            yield "text", name, "x", {name: "x"}
        elif kind == "mapping":
            yield "number", name, {"A": 1}, {name: {**option.get_default(), "A": 1}}


def _trial(gateway: Gateway, what: str, name: str | None, value: Any, settled: Settled) -> dict[str, Any]:
    returned = settled.returned
    is_mapping = isinstance(returned, Mapping)
    return {
        "what": what,
        "field": name,
        "value": plain(value),
        "stage": settled.stage,
        "error": None if settled.error is None else error_facts(settled.error, gateway.file),
        "is_lost": settled.error is not None and _is_lost(settled.error),
        "judge": settled.judge,
        "returned": None if is_mapping or settled.stage != "config" else type(returned).__name__,
        "keys": [shown(key) for key in returned] if is_mapping else [],
        "unknown": settled.unknown,
        "refused": settled.refused,
        "config": plain(settled.config),
        "numbers": [shown(key) for key, item in returned.items() if _has_number(item)] if is_mapping else [],
    }


def _has_number(item: Any) -> bool:
    """Whether what was put into a mapping to try it has come through as it was."""
    return isinstance(item, Mapping) and item.get("A") == 1 and not isinstance(item["A"], str)


def _is_lost(error: BaseException) -> bool:
    """Whether the gateway cannot answer with this error: aiohttp takes no reason of several lines."""
    if not isinstance(error, Exception):
        return True
    try:
        web.json_response({"error": web.HTTPUnprocessableEntity(reason=str(error)).reason})
    except Exception:
        return True
    return False
