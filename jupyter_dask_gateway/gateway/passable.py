"""What may be passed on of an answer: JSON with a status that means something to the page, or no body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace

from ..config.connection import Connection
from ..languages import say
from .errors import ErrorId, RequestError
from .request import Reply

_JSON = "application/json"
_PAGE = "text/html"
_TEXT = "text/plain"
_MAX_TEXT_BYTES = 2**12
_KIND = re.compile(r"\s*(?P<kind>[\w.+-]+/[\w.+-]+)\s*(?:;|$)", re.ASCII)


def check_encoding(connection: Connection, encodings: Iterable[str]) -> None:
    """Raise bad-reply for a body that is packed, which was not asked for.

    `encodings`: the values of Content-Encoding. Nothing is unpacked, as nobody knows what it becomes.
    """
    for value in encodings:
        if any(each.strip().lower() not in {"", "identity"} for each in value.split(",")):
            raise RequestError(
                ErrorId.BAD_REPLY,
                say(
                    "The gateway at {where} packed its answer although it was asked not to. A "
                    "proxy before it may "
                    "do that: have it leave application/json as it is.",
                    where=connection.address,
                ),
            )


def passable(connection: Connection, reply: Reply, *, is_text: bool = False) -> Reply:
    """Return the reply as it may be passed on: nothing of its headers is the gateway's own text.

    A success has JSON, or status 204 and no body. An error keeps its status; its body is kept if it is
    JSON, of a web page that it was one, and the plain text of a 403 as JSON. `is_text`: a success is a web
    page to be read, which is handed on as plain text, so that no browser takes it for one of this server's.
    Raises redirected, refused, unreachable or bad-reply.
    """
    where = connection.address
    status = reply.status
    if 300 <= status < 400:
        raise RequestError(
            ErrorId.REDIRECTED,
            say(
                "The gateway at {where} answered with a redirect ({status}), which is not followed. Another "
                "address, a login page or https may be wanted; correct gateway.address in "
                "dask's configuration.",
                where=where,
                status=status,
            ),
        )
    if status == 401:
        raise RequestError(
            ErrorId.REFUSED, say("The gateway at {where} asks for a login on an open path.", where=where)
        )
    if status == 407:
        raise RequestError(
            ErrorId.UNREACHABLE,
            say(
                "The HTTP proxy on the way to {where} asks for a login; put it into "
                "gateway.http-client.proxy in "
                "dask's configuration.",
                where=where,
            ),
        )
    if not 200 <= status < 600 or status == 205:
        raise RequestError(
            ErrorId.BAD_REPLY,
            say(
                "The gateway at {where} answered with status {status}, which is none that a "
                "Dask Gateway gives.",
                where=where,
                status=f"{status:03}",
            ),
        )
    if status == 204:
        return Reply(status, None, b"")
    kind = _kind(reply.content_type)
    if is_text and status < 300 and kind in {_PAGE, _TEXT}:
        return replace(reply, content_type=f"{_TEXT}; charset=utf-8")
    if kind == _JSON or kind.endswith("+json"):
        return replace(reply, content_type=_JSON)
    if status == 403 and kind == _TEXT and reply.body.strip():
        # What refuses on behalf of a site says in plain text what it does not allow.
        return replace(reply, content_type=_JSON, body=_as_error(reply.body))
    if status >= 400:
        return replace(reply, content_type=_PAGE if kind == _PAGE else None, body=b"")
    raise RequestError(
        ErrorId.BAD_REPLY,
        say(
            "The gateway at {where} answered with {what} ({status}), so it was not passed on. "
            "Is gateway.address "
            "in dask's configuration the address of a Dask Gateway, and does a login page stand before it?",
            where=where,
            what="a web page" if kind == _PAGE else "something else than JSON",
            status=status,
        ),
    )


def _as_error(text: bytes) -> bytes:
    """Return the beginning of a text in the form of the gateway's own errors."""
    return json.dumps({"error": text[:_MAX_TEXT_BYTES].decode(errors="replace").strip()}).encode()


def _kind(content_type: str | None) -> str:
    """Return the kind alone, in lower case; empty for what is none."""
    match = _KIND.match(content_type or "")
    return match["kind"].lower() if match else ""
