"""Events of jupyter_events: what was done to clusters, for those who have set up where events go."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import yaml

SCHEMA = Path(__file__).with_name("cluster_action.yaml")
SCHEMA_ID = "https://schema.jupyter.org/jupyter_dask_gateway/cluster_action/v1"


class EventLogger(Protocol):
    """What is used of jupyter_events' class of that name, which a program hands in."""

    def register_event_schema(self, schema: Any) -> None:
        """Get to know a schema."""

    def emit(self, *, schema_id: str, data: dict[str, Any]) -> object:
        """Hand an event to whoever wants it, or drop it if nobody does."""


def register(logger: EventLogger) -> None:
    """Have the logger know our schema. Raises whatever it raises for one that it does not take."""
    schema: dict[str, Any] = yaml.safe_load(SCHEMA.read_text("utf-8"))
    try:
        logger.register_event_schema(schema)
    except Exception:
        # Before 0.11, jupyter_events takes a number alone as the version.
        logger.register_event_schema({**schema, "version": int(schema["version"])})
