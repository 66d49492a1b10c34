"""What keeps code from being read."""

from __future__ import annotations

from ..languages import SaidError


class UnreadableError(SaidError, ValueError):
    """This code cannot be read. `sentence` is for its author, and quotes nothing of the code."""
