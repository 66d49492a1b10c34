"""What to say when aiohttp has no answer from the gateway.

Each failure tells whether the request may have been carried out, for a user who asked for a
cluster must know whether to look for it before asking again.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp

from ..config.connection import Connection
from ..languages import say
from ..program import Program
from .errors import Cause, ErrorId, RequestError

# Since aiohttp 3.10. With aiodns installed, what is behind it is none of the socket module's errors.
_NO_NAME: Any = getattr(aiohttp, "ClientConnectorDNSError", ())


@contextmanager
def translate_errors(connection: Connection, program: Program) -> Iterator[None]:
    """Turn aiohttp's exceptions into our own errors: unreachable, dropped and bad-reply."""
    where = connection.address
    try:
        yield
    except (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError) as error:
        raise RequestError(
            ErrorId.UNREACHABLE,
            say(
                "Cannot reach the gateway at {where} through the HTTP proxy ({reason}); see "
                "gateway.http-client.proxy in dask's configuration.",
                where=where,
                reason=_reason(error),
            ),
            cause=Cause.PROXY,
        ) from None
    except aiohttp.ClientConnectorCertificateError as error:
        raise RequestError(
            ErrorId.UNREACHABLE,
            say(
                "The {program} does not trust the certificate of the gateway at {where} ({reason}).",
                program=program,
                where=where,
                reason=_reason(error),
            ),
            cause=Cause.CERTIFICATE,
        ) from None
    except aiohttp.ClientConnectorSSLError as error:
        raise RequestError(
            ErrorId.UNREACHABLE,
            say(
                "The {program} and what listens at {where} do not understand each other's TLS, "
                "or it speaks none "
                "there ({reason}).",
                program=program,
                where=where,
                reason=_reason(error),
            ),
            cause=Cause.NO_TLS,
        ) from None
    except (aiohttp.ClientConnectorError, aiohttp.ServerTimeoutError) as error:
        # The only time limit that aiohttp itself keeps here is the one for a connection.
        raise RequestError(
            ErrorId.UNREACHABLE,
            say(
                "Cannot reach the gateway at {where} ({reason}). It may be down, or "
                "gateway.address in dask's "
                "configuration may be wrong.",
                where=where,
                reason=_reason(error),
            ),
            cause=_cause(error),
        ) from None
    except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError) as error:
        raise RequestError(
            ErrorId.DROPPED,
            say(
                "The connection to the gateway at {where} broke before it had answered "
                "({reason}); it may still "
                "have done what was asked.",
                where=where,
                reason=_reason(error),
            ),
        ) from None
    except (aiohttp.ClientError, ValueError) as error:
        raise RequestError(
            ErrorId.BAD_REPLY,
            say(
                "The answer from the gateway at {where} could not be understood ({reason}). Is "
                "gateway.address in "
                "dask's configuration the address of a Dask Gateway?",
                where=where,
                reason=_reason(error),
            ),
        ) from None


def timeout_error(limit: float) -> RequestError:
    """Return the error for a request that took more than `limit` seconds."""
    return RequestError(
        ErrorId.TIMED_OUT,
        say(
            "The gateway did not answer within {seconds} s; it may still do what was asked.",
            seconds=f"{limit:g}",
        ),
    )


def busy_error() -> RequestError:
    """Return the error for a request that found too many others waiting."""
    return RequestError(
        ErrorId.BUSY,
        "Too many requests are waiting for the gateway, so this one was not sent. The gateway may "
        "be hanging; try again in a moment.",
    )


def _cause(error: Exception) -> Cause | None:
    if isinstance(error, asyncio.TimeoutError):
        return Cause.SILENT
    cause = getattr(error, "os_error", None)
    if isinstance(error, _NO_NAME) or isinstance(cause, socket.gaierror):
        return Cause.NAME
    return Cause.CLOSED if isinstance(cause, ConnectionRefusedError) else None


def _reason(error: Exception) -> str:
    """Return the words of the operating system or of TLS if there are any, never a URL or a header."""
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return say("it answered {status}", status=error.status)
    if isinstance(error, asyncio.TimeoutError):
        return "no connection in time"
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        # A browser gives the same reasons: self-signed, expired, another host's.
        return getattr(error.certificate_error, "verify_message", "") or type(error).__name__
    if isinstance(error, aiohttp.ClientSSLError):
        # Its numbers are OpenSSL's, and mean something else to the operating system.
        reason = getattr(error.os_error, "reason", None)
        return reason.lower().replace("_", " ") if isinstance(reason, str) else type(error).__name__
    number = getattr(error, "errno", None)
    if isinstance(number, int) and number > 0:
        return os.strerror(number)
    cause = getattr(error, "os_error", None)
    # Of a failed look-up the number is negative and the text is the resolver's.
    return getattr(cause, "strerror", None) or type(error).__name__
