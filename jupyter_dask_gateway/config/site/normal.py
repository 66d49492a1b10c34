"""The form in which pages and programs are told of the site's settings.

Quantities are numbers (memory in bytes, times in seconds) or {"option": name, "unit": factor}.

{"worker" and "scheduler": {"cores"?, "memory"?, "gpus"?: quantity, "price"?: number},
 "values": {option: {value as text: {"worker"?, "scheduler"?}}},
 "prices": {"currency"?, "core_hour"?, "gib_hour"?, "gpu_hour"?},
 "limits": {"clusters"?, "workers"?, "cores"?, "memory"?: bytes},
 "workers": number | [minimum, maximum], "idle_timeout": quantity,
 "presets": [{"name", "description", "options", "workers": … | null}],
 "refused" and "help": {"text", "links": [{"text", "url"}]},
 "hide_without_gateway": bool}; what is not said is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from . import quantity
from .fault import Faults, Path
from .plain import ABSENT


def normalized(block: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """Return the form of a block that has passed the schema."""
    normal: dict[str, Any] = {}
    how: dict[str, Callable[[Any, Path, Faults], Any]] = {
        "worker": _resources,
        "scheduler": _resources,
        "values": _values,
        "prices": _prices,
        "limits": _limits,
        "workers": _workers,
        "idle_timeout": _time,
        "presets": _presets,
        "refused": _saying,
        "help": _saying,
    }
    for name, part in block.items():
        part = how[name](part, (name,), faults) if name in how else part
        if part is not None:
            normal[name] = part
    if "gpu_hour" in normal.get("prices", {}) and faults.are_of("gpus"):
        # Where no GPUs are said there are none, and each sum would tell too little.
        normal["prices"] = {name: it for name, it in normal["prices"].items() if name == "currency"}
    return normal


def _resources(resources: Mapping[str, Any], path: Path, faults: Faults) -> dict[str, Any]:
    how = {"cores": quantity.read_count, "gpus": quantity.read_count, "memory": quantity.read_memory}
    normal: dict[str, Any] = {}
    for name, value in resources.items():
        read = value if name == "price" else how[name](value)
        if read is None:
            faults.add((*path, name), _out_of_bounds(name))
        else:
            normal[name] = read
    return normal


def _values(values: Mapping[str, Any], path: Path, faults: Faults) -> dict[str, Any]:
    return {
        option: {
            text: {
                who: _resources(resources, (*path, option, text, who), faults)
                for who, resources in comes_to.items()
            }
            for text, comes_to in table.items()
        }
        for option, table in values.items()
    }


def _limits(limits: Mapping[str, Any], path: Path, faults: Faults) -> dict[str, Any]:
    normal = dict(limits)
    if "memory" in normal:
        size = quantity.read_size(normal.pop("memory"))
        if size is None:
            faults.add((*path, "memory"), _out_of_bounds("memory"))
        else:
            normal["memory"] = size
    for name in ("clusters", "workers"):
        if name in normal:
            normal[name] = int(normal[name])
    return normal


def _prices(prices: Mapping[str, Any], path: Path, faults: Faults) -> dict[str, Any]:
    # A sum without one of them would tell too little.
    is_whole = not faults.are_within(path, besides="currency")
    return {name: price for name, price in prices.items() if is_whole or name == "currency"}


def _workers(workers: Any, path: Path, faults: Faults) -> Any:
    if not isinstance(workers, list):
        return int(workers)
    least, most = (int(it) for it in workers)
    if least > most:
        faults.add(path, "has its larger bound first: write the smaller one first")
        return None
    return [least, most]


def _time(value: Any, path: Path, faults: Faults) -> quantity.Quantity | None:
    time = quantity.read_time(value)
    if time is None:
        faults.add(path, "must be seconds, or a time like 30 minutes")
    return time


def _presets(presets: list[Any], path: Path, faults: Faults) -> list[dict[str, Any]]:
    normal: dict[str, dict[str, Any]] = {}
    for number, preset in enumerate(presets):
        if preset is ABSENT:
            continue
        name = preset["name"].strip()
        if not name:
            faults.add((*path, number), "needs a name")
            continue
        if name in normal:
            faults.add((*path, number), "has the name of one before it: give each its own")
            continue
        workers = preset.get("workers")
        normal[name] = {
            "name": name,
            "description": preset.get("description", ""),
            "options": dict(preset.get("options", {})),
            "workers": None if workers is None else _workers(workers, (*path, number, "workers"), faults),
        }
    return list(normal.values())


def _saying(saying: Mapping[str, Any], path: Path, faults: Faults) -> dict[str, Any] | None:
    text = saying.get("text", "")
    links = [it for it in saying.get("links", []) if it is not ABSENT]
    if not text.strip() and not links:
        return None
    return {"text": text, "links": [{"text": it["text"], "url": it["url"]} for it in links]}


def _out_of_bounds(name: str) -> str:
    if name == "memory":
        return "must be a size of 1 MiB to 8 PiB, like 7.5 GiB: a plain number is bytes"
    return "must be a number or the name of an option"
