"""What can be wrong with dask's configuration."""

from __future__ import annotations

from ..languages import say
from ..program import Program


class ConfigurationError(Exception):
    """A setting cannot be used. `sentence` is for users and holds no secret, nor does `fault`."""

    def __init__(self, name: str, fault: str) -> None:
        """`name`: "gateway.address". `fault` must not quote the setting's value."""
        super().__init__(f"{name} {fault}")
        self.name = name
        self.fault = fault

    @property
    def plain(self) -> str:
        """What is wrong, for who looks at a file: whose configuration it is, he knows."""
        return say("{name} {fault}.", name=self.name, fault=self.fault)

    def sentence(self, program: Program) -> str:
        """Return what is wrong, in the words of the program whose configuration it is."""
        return say(
            "{name} in the {program}'s dask configuration {fault}.",
            name=self.name,
            program=program,
            fault=self.fault,
        )


class NotConfiguredError(ConfigurationError):
    """There is no gateway.address."""

    def __init__(self, *, hides_panel: bool = False) -> None:
        """`hides_panel`: the site's settings hide the panel from who has no gateway."""
        super().__init__("gateway.address", "is not set")
        self.hides_panel = hides_panel

    def sentence(self, program: Program) -> str:
        """Return how to set one."""
        return say(
            "No Dask Gateway is configured: set gateway.address in dask's configuration or "
            "DASK_GATEWAY__ADDRESS in the {program}'s environment, and restart it.",
            program=program,
        )
