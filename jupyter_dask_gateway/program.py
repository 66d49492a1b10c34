"""Who speaks in a sentence for people: the program that asks the gateway."""

from __future__ import annotations

from typing import Literal

Program = Literal["Jupyter server", "kernel", "terminal", "hub page", "Python process"]
"""Put behind "the": "in the kernel's environment"."""
