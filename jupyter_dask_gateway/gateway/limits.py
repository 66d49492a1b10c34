"""How long, how many and how large, so that a hanging gateway cannot hurt the Jupyter server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Time-outs in seconds, sizes in bytes."""

    connect_timeout: float = 5.0
    """For a connection to be made, the name's look-up included."""
    api_timeout: float = 30.0
    """For a request to the API, from start to end; `?wait` alone holds one for up to 20 s."""
    cluster_timeout: float = 5.0
    """For a scheduler's counts.json or identity.json."""
    page_timeout: float = 10.0
    """For a scheduler's log, a worker's, which the scheduler asks for, or the like."""
    doctor_timeout: float = 30.0
    """For all steps of a connection check together; each question in it has a third."""
    slot_timeout: float = 2.0
    """For a place among the requests in flight, before the answer is `busy`."""
    max_requests: int = 16
    """Requests to the API in flight. The schedulers' have as many places of their own, so that
    hanging schedulers cannot keep a click on Stop from the gateway."""
    max_pages: int = 4
    """Of those in flight, besides."""
    max_request_bytes: int = 2**20
    max_reply_bytes: int = 2**23
    """Nothing is decompressed. 1,000 running clusters take 3.3 MB."""
    max_page_bytes: int = 2**21
    """After which a log is cut: it begins with its newest lines."""
