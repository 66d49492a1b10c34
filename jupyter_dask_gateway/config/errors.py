"""What can be wrong with dask's configuration."""

from __future__ import annotations

from ..program import Program


class ConfigurationError(Exception):
    """A setting cannot be used. `sentence` is for users and holds no secret."""

    def __init__(self, name: str, fault: str) -> None:
        """`name`: "gateway.address". `fault` must not quote the setting's value."""
        super().__init__(f"{name} {fault}")
        self._name = name
        self._fault = fault

    def sentence(self, program: Program) -> str:
        """Return what is wrong, in the words of the program whose configuration it is."""
        return f"{self._name} in the {program}'s dask configuration {self._fault}."


class NotConfiguredError(ConfigurationError):
    """There is no gateway.address."""

    def __init__(self) -> None:
        super().__init__("gateway.address", "is not set")

    def sentence(self, program: Program) -> str:
        """Return how to set one."""
        return (
            "No Dask Gateway is configured: set gateway.address in dask's configuration or "
            f"DASK_GATEWAY__ADDRESS in the {program}'s environment, and restart it."
        )
