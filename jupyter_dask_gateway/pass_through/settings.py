"""What can be set of the requests that a program passes on: a Jupyter server, or a page on the hub."""

from __future__ import annotations

from traitlets import Bool, Float, HasTraits, Integer

from ..gateway.limits import Limits


class PassThroughSettings(HasTraits):
    """Settings of the program's own class."""

    timeout = Float(
        Limits.api_timeout,
        help="""Seconds that the gateway has for an answer. It holds some requests for 20 s.""",
    ).tag(config=True)
    connect_timeout = Float(
        Limits.connect_timeout, help="""Seconds to make a connection to the gateway."""
    ).tag(config=True)
    cluster_timeout = Float(
        Limits.cluster_timeout, help="""Seconds that a cluster's scheduler has to tell its numbers."""
    ).tag(config=True)
    max_requests = Integer(
        Limits.max_requests,
        help="""Requests to the gateway in flight, and as many to the clusters' schedulers.""",
    ).tag(config=True)

    metrics = Bool(
        True,
        help="""Count requests for Prometheus, at /metrics: by route and outcome, without names.""",
    ).tag(config=True)

    events = Bool(
        True,
        help="""Tell of launches, scalings and stops by jupyter_events, to the handlers of EventLogger.""",
    ).tag(config=True)

    def limits(self) -> Limits:
        """Return them for the client."""
        return Limits(
            api_timeout=self.timeout,
            connect_timeout=self.connect_timeout,
            cluster_timeout=self.cluster_timeout,
            max_requests=self.max_requests,
        )
