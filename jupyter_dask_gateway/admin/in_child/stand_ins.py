"""Stand-ins for packages that a backend imports in order to reach its cluster.

An administrator's machine has dask-gateway-server, but seldom what it needs on Kubernetes or Hadoop. The
configuration of such a backend can be judged all the same: nothing is asked of a cluster here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_PACKAGES = ("kubernetes_asyncio", "skein")


class _StandIn(ModuleType):
    __path__: list[str] = []  # noqa: RUF012  as modules have it

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        # It may be caught, subclassed or called.
        value = type(name, (Exception,), {})
        setattr(self, name, value)
        return value


class _Finder(MetaPathFinder, Loader):
    def __init__(self, packages: set[str]) -> None:
        self._packages = packages

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in self._packages:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing in it."""


def install() -> None:
    """Let what is missing be imported."""
    missing = {name for name in _PACKAGES if find_spec(name) is None}
    sys.meta_path.append(_Finder(missing))
