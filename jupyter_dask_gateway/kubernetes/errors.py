"""What keeps code from being read."""

from __future__ import annotations


class UnreadableError(ValueError):
    """This code cannot be read. `str(error)` is a sentence for its author, and quotes nothing of the code."""
