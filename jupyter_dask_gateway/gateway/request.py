"""What goes up to the gateway and what comes back: everything else stays behind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Request:
    """A request whose path has been checked."""

    method: str
    path: str
    """Below the gateway's address, as it came: "api/v1/clusters/"."""
    query: str = ""
    """Raw, without the question mark."""
    accept: str | None = None
    content_type: str | None = None
    body: bytes = b""


@dataclass(frozen=True)
class Reply:
    """What the browser gets."""

    status: int
    content_type: str | None
    body: bytes
    own_error: str | None = None
    """The id of one of our own errors; None for what the gateway or a scheduler said."""
    retry_after: int | None = None
    """Seconds for which the gateway, or what stands in front of it, asks to wait."""
