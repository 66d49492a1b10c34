"""Which options of a gateway a worker template comes to: the same rules as the page's converter has."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from .command_line import read_command_line
from .quantities import dask_bytes, hundredths, kubernetes_quantity, plain_number, unit_of
from .template import Template

Amount = tuple[str, Fraction]
"""As it is written, and as a number."""

Specs = Sequence[Mapping[str, Any]]
"""Fields as the gateway's API lists them."""

DOCUMENTED: Specs = (
    {"field": "worker_cores", "label": "Worker Cores", "default": 1, "spec": {"type": "float"}},
    {"field": "worker_memory", "label": "Worker Memory (GiB)", "default": 1, "spec": {"type": "float"}},
)
"""What dask-gateway's documentation has for an example, and most sites have made of it."""

_NO_OPTION = "The gateway has no option for it."
_VARIABLE = "It was filled in from the environment of the program that read it."
_NUMBERS = {"int", "float"}
_NAMES = {"cpu": "worker_cores", "memory": "worker_memory"}
"""The options that dask-gateway's documentation has, by what Kubernetes calls it."""
_LEAST_BYTES = 2**28
"""A default of a memory option that is larger counts bytes."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Za-z]+")


class Choice:
    """The options for a template's workers; what comes to none is dropped there, with the reason."""

    def __init__(self, template: Template, specs: Specs) -> None:
        self.options: dict[str, Any] = {}
        """By their names, as `new_cluster` takes them."""
        self._template = template
        self._specs = specs
        command_line = read_command_line(template)
        cores = self._cores(command_line.threads)
        self._memory(command_line.memory_limit)
        self._threads(command_line.threads, cores)
        self._image()
        self._environment()
        for name in sorted({*template.limits, *template.requests} - {"cpu", "memory"}):
            template.drop(name, _NO_OPTION)

    def _option(self, name: str, kinds: set[str]) -> Mapping[str, Any] | None:
        def written(it: Mapping[str, Any]) -> str:
            return str(it["field"]).casefold().replace("-", "_").replace(" ", "_")

        same = [it for it in self._specs if written(it) == name and it["spec"]["type"] in kinds]
        return same[-1] if same else None

    def _amounts(self, what: str) -> tuple[Amount | None, Amount | None]:
        """Return the pod's limit and what it asks for."""
        found: list[Amount | None] = []
        for of, quantities in (("limits", self._template.limits), ("requests", self._template.requests)):
            written = quantities.get(what)
            number = None if written is None else kubernetes_quantity(written)
            if written is not None and number is None:
                self._template.drop(f"{of}: {what}", "It is no quantity of Kubernetes.")
            found.append(None if written is None or number is None else (written, number))
        return found[0], found[1]

    def _amount(
        self,
        what: str,
        limit: Amount | None,
        request: Amount | None,
        put: Callable[[Mapping[str, Any], Amount], Any],
    ) -> Amount | None:
        """Return what the option for this gets: the limit, unless there is an option for that besides."""
        of_limit = self._option(f"{_NAMES[what]}_limit", _NUMBERS)
        if limit is not None and of_limit is not None:
            put(of_limit, limit)
            return request or limit
        if limit is not None and request is not None and limit[1] != request[1]:
            self._template.drop(
                f"requests: {what} {request[0]}", "What a worker may use at most is asked for."
            )
        return limit or request

    def _cores(self, threads: str | None) -> Fraction | None:
        amount = self._amount("cpu", *self._amounts("cpu"), self._put_cores)
        if amount is None and threads is not None and threads.isdecimal():
            amount = (threads, Fraction(threads))
        if amount is None:
            return None
        option = self._option(_NAMES["cpu"], _NUMBERS)
        if option is None:
            self._template.drop(f"cpu {amount[0]}", _NO_OPTION)
            return None
        return self._put_cores(option, amount)

    def _put_cores(self, option: Mapping[str, Any], amount: Amount) -> Fraction:
        cores = amount[1]
        if option["spec"]["type"] == "int":
            cores = Fraction(math.ceil(cores))
        self.options[option["field"]] = plain_number(cores)
        return cores

    def _memory(self, told: str | None) -> None:
        size = None if told is None else dask_bytes(told)
        if told is not None and size is None:
            self._template.drop(f"--memory-limit {told}", "It is no size that Dask reads.")
        limit, request = self._amounts("memory")
        pod = limit or request
        if pod is not None and size is not None and math.ceil(pod[1]) != size:
            self._template.drop(f"--memory-limit {told}", "Workers are told what their pod may use.")
        amount = self._amount("memory", limit, request, self._put_memory)
        if amount is None and told is not None and size is not None:
            amount = (told, Fraction(size))
        if amount is None:
            return
        option = self._option(_NAMES["memory"], _NUMBERS)
        if option is None:
            self._template.drop(f"memory {amount[0]}", _NO_OPTION)
        else:
            self._put_memory(option, amount)

    def _put_memory(self, option: Mapping[str, Any], amount: Amount) -> None:
        unit = _unit(option)
        if unit is None:
            self._template.drop(f"memory {amount[0]}", f"The unit of {option['label']} is not told.")
            return
        in_units = Fraction(math.ceil(amount[1]), unit)
        is_int = option["spec"]["type"] == "int"
        self.options[option["field"]] = math.ceil(in_units) if is_int else hundredths(in_units)

    def _threads(self, threads: str | None, cores: Fraction | None) -> None:
        if threads is None or not threads.isdecimal():
            return
        option = self._option("worker_threads", _NUMBERS)
        if option is not None:
            self.options[option["field"]] = int(threads)
        elif cores is None or max(1, math.floor(cores)) != int(threads):
            self._template.drop(f"--nthreads {threads}", "A worker has one thread for each core.")

    def _image(self) -> None:
        image = self._template.image
        if image is None:
            return
        if "${" in image:
            self._template.drop("image", _VARIABLE)
            return
        option = self._option("image", {"string", "select"})
        if option is None:
            self._template.drop(f"image {image}", _NO_OPTION)
        elif option["spec"]["type"] == "select" and image not in option["spec"]["options"]:
            self._template.drop(f"image {image}", f"{option['label']} has no such choice.")
        else:
            self.options[option["field"]] = image

    def _environment(self) -> None:
        env = {name: value for name, value in self._template.env.items() if "${" not in value}
        for name in self._template.env:
            if name not in env:
                self._template.drop(f"env {name}", _VARIABLE)
        if not env:
            return
        found = [it for it in self._specs if it["spec"]["type"] == "mapping" and _is_environment(it)]
        if not found:
            for name in env:
                self._template.drop(f"env {name}", _NO_OPTION)
            return
        default = found[0]["default"]
        # Those that the option has by itself would be gone.
        self.options[found[0]["field"]] = {**(default if isinstance(default, dict) else {}), **env}


def _is_environment(option: Mapping[str, Any]) -> bool:
    words = [word.lower() for key in ("field", "label") for word in _words(option[key])]
    return any(word == "env" or "environ" in word or word.startswith("envvar") for word in words)


def _unit(option: Mapping[str, Any]) -> int | None:
    """Return how many bytes one of it is, by the unit in its label or name; None if that is not told."""
    words = [*_words(option["field"]), *_words(option["label"])]
    units = {unit for word in words if (unit := unit_of(word)) is not None}
    if len(units) == 1:
        return units.pop()
    sizes = [it for it in (option["default"], option["spec"].get("max")) if isinstance(it, int | float)]
    return 1 if not units and sizes and sizes[0] >= _LEAST_BYTES else None


def _words(text: object) -> list[str]:
    text = str(text)
    return [*_WORD.findall(text), *re.findall(r"[A-Za-z]+", text)]
