"""Which program this code runs in, for the sentences that people read: the Jupyter server, or a kernel."""

from __future__ import annotations

name = "Jupyter server"
"""The widget, which asks the gateway from a kernel, sets "kernel"."""
