"""What the code sets in dask's configuration below `kubernetes`."""

from __future__ import annotations

from typing import Any

from .expressions import REST, UNKNOWN, Unknown

_OURS = "kubernetes"


class Settings:
    """The settings so far."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self.is_set = False

    def take(self, given: dict[str, Any], separator: str = ".") -> bool:
        """Take what `dask.config.set` is given; return whether any of it is dask-kubernetes'."""
        is_ours = False
        for name, value in given.items():
            parts = [part for part in name.split(separator) if part]
            if not parts or parts[0] != _OURS:
                continue
            is_ours = self.is_set = True
            parts = [it.replace("_", "-") if number < 2 else it for number, it in enumerate(parts[1:])]
            self._set(parts, value)
        return is_ours

    def get(self, name: str) -> Any:
        """Return a setting below `kubernetes`; None if it is not set."""
        value: Any = self._values
        for part in name.split("."):
            if isinstance(value, Unknown):
                return value
            if not isinstance(value, dict):
                return None
            value = value.get(part, value.get(part.replace("-", "_")))
        return value

    def _set(self, parts: list[str], value: Any) -> None:
        if not parts:
            self._values.update(value if isinstance(value, dict) else {REST: UNKNOWN})
            return
        inside = self._values
        for part in parts[:-1]:
            # Its own copy: what the code has put there may be in its variables, too.
            below = inside.get(part)
            inside[part] = dict(below) if isinstance(below, dict) else {}
            inside = inside[part]
        inside[parts[-1]] = value
