"""Which of the pages' requests are in work: each is carried out once at most, and none that was given up."""

from __future__ import annotations

import threading
from collections import OrderedDict

_REMEMBERED = 1_000
"""Requests of which it is known that they are over."""


class PendingRequests:
    """The requests of one widget's pages, by their ids. Any thread may call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pending: set[str] = set()
        self._over: OrderedDict[str, None] = OrderedDict()

    def begin(self, id: str) -> bool:
        """Return whether this request is to be carried out now, until `end`."""
        with self._lock:
            if id in self._pending or id in self._over:
                return False
            self._pending.add(id)
            return True

    def end(self, id: str) -> None:
        """Its reply has been sent."""
        with self._lock:
            self._pending.discard(id)
            self._remember(id)

    def is_pending(self, id: str) -> bool:
        """Return whether it is in work. If it is not, it never will be: its page tells it as lost."""
        with self._lock:
            if id in self._pending:
                return True
            self._remember(id)
            return False

    def _remember(self, id: str) -> None:
        self._over[id] = None
        self._over.move_to_end(id)
        if len(self._over) > _REMEMBERED:
            self._over.popitem(last=False)
