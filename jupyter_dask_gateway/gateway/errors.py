"""The errors that are ours, so that none is ever taken for the gateway's.

Each is answered with its status, the header `Dask-Gateway-Error: <id>` and the body
`{"error": "<what was wrong and what to do>"}`, with `"hide": true` where no gateway is configured and the
site's settings hide the panel then, and `"request"`, which names the request for whoever reads the log. The
gateway's own errors pass without the header.

id                 status     meaning
-----------------  ---------  ------------------------------------------------------------------
not-configured     503        dask's configuration has no gateway.address
bad-configuration  500        a setting cannot be used (template variable missing, not a URL, …)
not-installed      500        dask_gateway cannot be imported by the Jupyter server
auth-failed        500        dask_gateway's class has no login to show: nothing was carried out
unverified         502        the gateway did not prove itself to that class: it may have been carried out
refused            502        the gateway refused the credential (its 401 is never passed on)
unreachable        502        no connection to the gateway: nothing was sent
dropped            502        the connection broke before the answer: it may have been carried out
redirected         502        the gateway's address answered with a redirect
bad-reply          502        not HTTP, no status of a gateway's, not JSON, packed, or TLS keys cannot be cut
timed-out          504        no answer within the time limit: it may have been carried out
busy               503        too many requests are waiting for the gateway
too-large          413 / 502  the request's body / the answer is larger than the limit
bad-path           404        not a path that this route serves
bad-method         405        the method is not allowed on this path
bad-request        400        the body is not what this path takes
jupyter            any other  the Jupyter server itself refused or failed: login, XSRF, a bug
-----------------  ---------  ------------------------------------------------------------------

401 and 403 are left to the Jupyter server's own login (id `jupyter`); a 403 without the header is
the gateway's, about a cluster of somebody else.
"""

from __future__ import annotations

import json
from enum import Enum

from ..config.errors import ConfigurationError, NotConfiguredError
from ..languages import SaidError, in_language, say
from ..program import Program
from .request import Reply

HEADER = "Dask-Gateway-Error"


class ErrorId(str, Enum):
    """The value of the `Dask-Gateway-Error` header."""

    NOT_CONFIGURED = "not-configured"
    BAD_CONFIGURATION = "bad-configuration"
    NOT_INSTALLED = "not-installed"
    AUTH_FAILED = "auth-failed"
    UNVERIFIED = "unverified"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    DROPPED = "dropped"
    REDIRECTED = "redirected"
    BAD_REPLY = "bad-reply"
    TIMED_OUT = "timed-out"
    BUSY = "busy"
    TOO_LARGE = "too-large"
    BAD_PATH = "bad-path"
    BAD_METHOD = "bad-method"
    BAD_REQUEST = "bad-request"
    JUPYTER = "jupyter"


class Cause(Enum):
    """What is behind an error, where its id alone does not tell."""

    NAME = "the host's name is not known"
    CLOSED = "nobody listens"
    SILENT = "no connection in time"
    CERTIFICATE = "a certificate that is not trusted"
    NO_TLS = "no TLS spoken there"
    PROXY = "the HTTP proxy"
    UNAUTHORIZED = "status 401"
    UNKNOWN_TO_HUB = "a token that the hub does not know"
    BAD_TICKET = "a Kerberos ticket that the gateway cannot read"
    HUB = "the hub does not answer"


_STATUS = {
    ErrorId.NOT_CONFIGURED: 503,
    ErrorId.BAD_CONFIGURATION: 500,
    ErrorId.NOT_INSTALLED: 500,
    ErrorId.AUTH_FAILED: 500,
    ErrorId.UNVERIFIED: 502,
    ErrorId.REFUSED: 502,
    ErrorId.UNREACHABLE: 502,
    ErrorId.DROPPED: 502,
    ErrorId.REDIRECTED: 502,
    ErrorId.BAD_REPLY: 502,
    ErrorId.TIMED_OUT: 504,
    ErrorId.BUSY: 503,
    ErrorId.TOO_LARGE: 502,
    ErrorId.BAD_PATH: 404,
    ErrorId.BAD_METHOD: 405,
    ErrorId.BAD_REQUEST: 400,
    ErrorId.JUPYTER: 500,
}


class RequestError(SaidError):
    """One of our own errors. `str(error)` is the sentence for the user and holds no secret."""

    def __init__(
        self, id: ErrorId, sentence: str, status: int | None = None, cause: Cause | None = None
    ) -> None:
        """`status` replaces the id's usual HTTP status."""
        super().__init__(sentence)
        self.id = id
        self.cause = cause
        self.hides_panel = False
        """The site's settings hide the panel when this is what a question for the config is answered."""
        self.status = _STATUS[id] if status is None else status

    def reply(
        self, request_id: str | None = None, *, in_words: bool = False, language: str | None = None
    ) -> Reply:
        """Return the error as a reply; where there are headers, one of them is `Dask-Gateway-Error`.

        `in_words`: the sentence, too, ends with the request's id. `language`: of whoever reads it.
        """
        sentence = self.sentence
        if in_words:
            sentence = say("{sentence} (Request {id})", sentence=sentence, id=request_id)
        body: dict[str, object] = {"error": in_language(sentence, language)}
        if request_id is not None:
            body["request"] = request_id
        if self.hides_panel:
            body["hide"] = True
        return Reply(self.status, "application/json", json.dumps(body).encode(), self.id.value)


def bad_configuration_error(error: ConfigurationError, program: Program) -> RequestError:
    """Return the error for what is wrong with dask's configuration."""
    if not isinstance(error, NotConfiguredError):
        return RequestError(ErrorId.BAD_CONFIGURATION, error.sentence(program))
    not_configured = RequestError(ErrorId.NOT_CONFIGURED, error.sentence(program))
    not_configured.hides_panel = error.hides_panel
    return not_configured


def not_installed_error(error: BaseException, program: Program) -> RequestError:
    """Return the error for what keeps dask_gateway from being imported.

    It says nothing of the exception's message: a broken configuration file is quoted in it.
    """
    return RequestError(
        ErrorId.NOT_INSTALLED,
        say(
            "The {program}'s Python cannot import dask_gateway ({kind}). Run `python -c 'import "
            "dask_gateway'` in its environment to see why.",
            program=program,
            kind=type(error).__name__,
        ),
    )


def too_large_error(limit: int) -> RequestError:
    """Return the error for a request whose body has more than `limit` bytes."""
    return RequestError(
        ErrorId.TOO_LARGE, say("The request's body is larger than {limit} bytes.", limit=limit), status=413
    )


def bad_method_error() -> RequestError:
    """Return the error for a method that a path does not take."""
    return RequestError(ErrorId.BAD_METHOD, "This method is not allowed here.")
