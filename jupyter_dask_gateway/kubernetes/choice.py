"""Which options of a gateway a worker template comes to: the same rules as the page's converter has."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ..languages import say
from . import byte_sizes
from .bounds import beyond_bounds
from .command_line import CommandLine, read_command_line
from .quantities import dask_bytes, hundredths, kubernetes_quantity, plain_number
from .site import Site
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
_PERHAPS = "Your gateway may have an option for it."
_VARIABLE = "It was filled in from the environment of the program that read it."
_NUMBERS = {"int", "float"}
_NAMES = {"cpu": "worker_cores", "memory": "worker_memory"}
"""The options that dask-gateway's documentation has, by what Kubernetes calls it."""
_ENVIRONMENT = re.compile("(?i:environ|(?<![a-z])(?:env(?![a-z])|envvar))|[A-Za-z]Env(?![A-Za-z])")


class Choice:
    """The options for a template's workers; what comes to none is dropped there, with the reason."""

    def __init__(self, template: Template, specs: Specs, site: Mapping[str, Any] | None = None) -> None:
        """`site`: the site's settings, as pages are told of them."""
        self.options: dict[str, Any] = {}
        """By their names, as `new_cluster` takes them."""
        self._template = template
        self._specs = specs
        self._site = Site(site)
        self._no_option = _PERHAPS if specs is DOCUMENTED else _NO_OPTION
        command_line = read_command_line(template)
        self._choice = self._chosen(command_line)
        cores = self._cores(command_line.threads)
        self._memory(command_line.memory_limit)
        self._threads(command_line.threads, cores)
        self._image()
        self._environment()
        for name in sorted({*template.limits, *template.requests} - {"cpu", "memory"}):
            template.drop(name, self._no_option)
        self.refused = list(beyond_bounds(self.options, specs))
        """Sentences: what of these options the gateway will not take."""

    def _option(self, name: str) -> Mapping[str, Any] | None:
        """Return the option that dask-gateway's documentation calls so; of equal ones the last counts."""
        same = [it for it in self._specs if _written(it) == name]
        return same[-1] if same else None

    def _number(self, name: str) -> Mapping[str, Any] | None:
        """Return an option for a number: the one that the site names, or else by its name."""
        role, _, what = name.partition("_")
        said = self._site.option(role, what)
        named = [it for it in self._specs if said is not None and it["field"] == said[0]]
        option = named[-1] if named else self._option(name)
        return option if option is not None and option["spec"]["type"] in _NUMBERS else None

    def _chosen(self, command_line: CommandLine) -> tuple[Mapping[str, Any], str] | None:
        """Return a choice that is known to have enough of what is no number of its own."""
        threads, told = command_line.threads, command_line.memory_limit
        size = None if told is None else dask_bytes(told)
        said = {"cpu": threads, "memory": size}
        wanted: dict[str, Fraction | None] = {}
        for what, of_worker in said.items():
            of_pod = (self._template.limits.get(what), self._template.requests.get(what))
            amounts = [kubernetes_quantity(it) for it in of_pod if it is not None]
            amounts.append(None if of_worker is None else Fraction(of_worker))
            found = next((it for it in amounts if it is not None), None)
            wanted[what] = found if self._number(_NAMES[what]) is None else None
        return self._site.choice(self._specs, wanted["cpu"], wanted["memory"])

    def _miss(self, what: str, written: str) -> None:
        """Take the choice that is known to have enough, where no number is an option."""
        if self._choice is None:
            self._template.drop(f"{what} {written}", self._no_option)
        else:
            option, value = self._choice
            self.options[option["field"]] = value

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
        of_limit = self._number(f"{_NAMES[what]}_limit")
        if limit is not None and of_limit is not None:
            put(of_limit, limit)
            return request or limit
        if limit is not None and request is not None and limit[1] != request[1]:
            self._template.drop(
                f"requests: {what} {request[0]}", "What a worker may use at most is asked for."
            )
        return limit or request

    def _cores(self, threads: int | None) -> Fraction | None:
        amount = self._amount("cpu", *self._amounts("cpu"), self._put_cores)
        of_threads = None
        if amount is None and threads is not None:
            of_threads = Fraction(threads)
            amount = (str(threads), of_threads)
        if amount is None:
            return None
        option = self._number(_NAMES["cpu"])
        if option is None:
            self._miss("cpu", amount[0])
            return of_threads
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
        option = self._number(_NAMES["memory"])
        if option is None:
            self._miss("memory", amount[0])
        else:
            self._put_memory(option, amount)

    def _put_memory(self, option: Mapping[str, Any], amount: Amount) -> None:
        unit = self._site.unit(option["field"]) or byte_sizes.unit(option)
        if unit is None:
            self._template.drop(
                f"memory {amount[0]}", say("The unit of {option} is not told.", option=option["label"])
            )
            return
        in_units = Fraction(math.ceil(amount[1]), unit)
        is_int = option["spec"]["type"] == "int"
        self.options[option["field"]] = math.ceil(in_units) if is_int else hundredths(in_units)

    def _threads(self, threads: int | None, cores: Fraction | None) -> None:
        if threads is None:
            return
        option = self._number("worker_threads")
        if option is not None:
            self.options[option["field"]] = threads
        elif cores is None or max(1, math.floor(cores)) != threads:
            self._template.drop(f"--nthreads {threads}", "A worker has one thread for each core.")

    def _image(self) -> None:
        image = self._template.image
        if image is None:
            return
        if "${" in image:
            self._template.drop("image", _VARIABLE)
            return
        option = self._option("image")
        if option is None or option["spec"]["type"] not in {"string", "select"}:
            self._template.drop(f"image {image}", self._no_option)
        elif option["spec"]["type"] == "select" and image not in option["spec"]["options"]:
            self._template.drop(f"image {image}", say("{option} has no such choice.", option=option["label"]))
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
                self._template.drop(f"env {name}", self._no_option)
            return
        default = found[0]["default"]
        # Those that the option has by itself would be gone.
        self.options[found[0]["field"]] = {**(default if isinstance(default, dict) else {}), **env}


def _written(option: Mapping[str, Any]) -> str:
    """Return its name as dask-gateway's documentation would write it."""
    name: str = option["field"]
    return name.lower().replace("-", "_").replace(" ", "_") if name.isascii() else ""


def _is_environment(option: Mapping[str, Any]) -> bool:
    default = option["default"]
    if not isinstance(default, Mapping) or not all(isinstance(it, str) for it in default.values()):
        return False
    return any(_ENVIRONMENT.search(str(option[key])) for key in ("field", "label"))
