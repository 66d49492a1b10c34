"""Handlers of which operators are told: what became of each request, once, without names."""

from __future__ import annotations

import secrets
import traceback
from typing import Any

from tornado import web

from ..gateway.errors import RequestError
from ..plain_text import plain_line
from .outcomes import OTHER, action_of, method_of, outcome_of
from .telemetry import Answered, Telemetry

REQUEST_HEADER = "Dask-Gateway-Request"
"""Of replies that are no success: what the log's line of the request has."""


class Observed(web.RequestHandler):
    """Tells a program's telemetry of its requests. The server's own handler stands behind it in the bases."""

    route = OTHER
    """What it is called where there is no template of it."""

    _telemetry: Telemetry
    _error: RequestError | None = None
    _fault = ""
    _client_left = False
    _began = False
    """Whether it passed all checks, and what it asks for was begun."""
    _key: str | None = None
    _request_id = ""
    _is_told = False

    @property
    def request_id(self) -> str:
        """Name this request for a user and an administrator."""
        self._request_id = self._request_id or secrets.token_hex(6)
        return self._request_id

    def keep_error(self, error: RequestError) -> None:
        """Keep why it failed; not the traceback, by which the error would know this handler."""
        self._error = error.with_traceback(None)

    def on_finish(self) -> None:
        """Tell what became of it."""
        super().on_finish()
        self._is_told = True
        method, route, status = method_of(self.request.method), self.route, self.get_status()
        outcome = outcome_of(status, self._error, left=self._client_left and status == 499)
        reason = self._fault
        if not reason and self._error is not None:
            reason = plain_line(str(self._error))
        self._telemetry.answered(
            Answered(
                method=method,
                route=route,
                outcome=outcome,
                status=status,
                seconds=self.request.request_time(),
                request_id=self.request_id,
                key=self._key,
                action=action_of(method, route) if self._began else None,
                reason=reason,
                is_fault=bool(self._fault),
            )
        )

    def log_exception(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        """Keep what is a fault of this program for the line, without the request: names stand in its path.

        Nor is told what the exception says.
        """
        if not isinstance(error, RequestError | web.HTTPError):
            where = "".join(traceback.format_tb(trace))
            self._fault = f"{getattr(kind, '__name__', kind)}\n{where}"
            if self._is_told:
                self._telemetry.failed_afterwards(self.request_id, self._fault)
