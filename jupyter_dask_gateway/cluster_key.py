"""The key of a cluster: what may be shown, logged and kept of its name, which is a secret."""

from __future__ import annotations


def cluster_key(name: str | None) -> str | None:
    """Return the first 8 characters of the name, or of what follows a namespace, as the panel shows it."""
    return None if name is None else name.rpartition(".")[2][:8]
