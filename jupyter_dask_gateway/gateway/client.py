"""One request to the gateway: its limits, its login and what may be passed on of the answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, TypeVar

import aiohttp
from aiohttp import hdrs

from .._version import __version__
from ..config.connection import Connection, read_connection, read_figure_sources
from ..config.errors import ConfigurationError
from ..config.public import published_config, read_published_config
from ..config.target import CONFIGURED, Target
from ..languages import say
from ..program import Program
from .connector import SmallReads
from .credentials import Credentials
from .errors import Cause, ErrorId, RequestError, bad_configuration_error
from .failures import busy_error, timeout_error, translate_errors
from .limits import Limits
from .pace import Pace
from .passable import check_encoding, passable
from .paths import is_page
from .redaction import without_tls
from .request import Reply, Request
from .retry_after import retry_after
from .user_token import UserToken

T = TypeVar("T")

# What the gateway answers with status 500 to a credential that it, or its hub, does not accept.
_REFUSALS = {
    b"Permission failure verifying user's JupyterHub API token": Cause.UNKNOWN_TO_HUB,
    b"Error during kerberos authentication": Cause.BAD_TICKET,
}
# Where it is looked for, as it is looked for on the event loop.
_MAX_REFUSAL_BYTES = 2**16


@dataclass(frozen=True)
class _Answer:
    """What the gateway replied, and aiohttp's response for the authentication hooks."""

    reply: Reply
    response: aiohttp.ClientResponse

    @property
    def refusal(self) -> Cause | None:
        """Why it refuses the credential; None if it does not."""
        status, body = self.reply.status, self.reply.body
        if status == 401:
            return Cause.UNAUTHORIZED
        if status != 500:
            return None
        beginning = body[:_MAX_REFUSAL_BYTES]
        return next((cause for words, cause in _REFUSALS.items() if words in beginning), None)


@dataclass(frozen=True)
class RawReply:
    """A reply to a request without a login, whatever it says."""

    reply: Reply
    schemes: tuple[str, ...]
    """The values of WWW-Authenticate."""
    location: str | None = field(repr=False)
    """Where it redirects to. May hold secrets."""


class GatewayClient:
    """Sends requests to the gateway that dask's configuration, or the target, names at that time.

    All methods belong to one event loop. All raise `RequestError`.
    """

    def __init__(
        self,
        limits: Limits,
        work: Executor,
        hooks: Executor,
        *,
        program: Program,
        target: Target = CONFIGURED,
        pace: Pace | None = None,
        for_users: bool = False,
    ) -> None:
        """`program` speaks in the errors' sentences; `pace` is that of others on the same loop.

        `hooks` must run one function at a time; `work` may run several. `for_users`: the program has no
        clusters of its own, and nothing is sent to the API with its login, whatever dask's configuration has.
        """
        self.program: Program = program
        self._limits = limits
        self._work = work
        self._hooks = hooks
        self._target = target
        self._for_users = for_users
        self._api_slots = asyncio.Semaphore(limits.max_requests)
        self._cluster_slots = asyncio.Semaphore(limits.max_requests)
        self._page_slots = asyncio.Semaphore(limits.max_pages)
        self._pace = pace or Pace()
        self._session: aiohttp.ClientSession | None = None
        self._credentials: Credentials | None = None
        self._figures_source: Connection | None = None
        """Where schedulers are asked for figures first."""

    async def config(self, language: str | None = None) -> Reply:
        """Return the published config; see `config.public`. `language`: of whoever reads what is wrong."""
        body = await self._read_config(lambda target: read_published_config(target, self.program, language))
        return Reply(200, "application/json", body)

    async def published_config(self) -> dict[str, Any]:
        """Return the same, with sentences that come into any language yet."""
        return await self._read_config(lambda target: published_config(target, self.program))

    async def api(self, request: Request, user: UserToken | None = None) -> Reply:
        """Return the gateway's reply to a request of its API: logged in, TLS keys cut out.

        `user`: whose request it is, where it is not the program's own.
        """
        async with self._slot(self._api_slots):
            return await self.api_at_once(request, user)

    async def api_at_once(self, request: Request, user: UserToken | None = None) -> Reply:
        """Return the same without a place among the requests in flight, which others may hold.

        For a program that ends: what it asks last nobody else has to wait for.
        """
        return await _in_time(self._limits.api_timeout, self._api(request, user))

    async def cluster(self, request: Request) -> Reply:
        """Return the reply of a cluster's scheduler, which asks for no login and is shown none.

        Where the gateway's address serves its API alone, the public address is asked.
        """
        if is_page(request.path):
            async with self._slot(self._page_slots):
                return await _in_time(self._limits.page_timeout, self._cluster(request))
        async with self._slot(self._cluster_slots):
            return await _in_time(self._limits.cluster_timeout, self._cluster(request))

    async def connection(self) -> Connection:
        """Return what the configuration says now."""
        return await self._read_config(read_connection)

    async def get_anonymous(self, connection: Connection, path: str) -> RawReply:
        """Ask for a path without a login and without judging the answer.

        Only this may be asked of another address than the configured one.
        """
        async with self._slot(self._api_slots):
            request = Request("GET", path, accept="application/json")
            answer = await self._send(connection, request, {})
        headers = answer.response.headers
        return RawReply(
            answer.reply, tuple(headers.getall(hdrs.WWW_AUTHENTICATE, ())), headers.get(hdrs.LOCATION)
        )

    async def close(self) -> None:
        """Close the connections; requests in flight fail."""
        if self._session is not None:
            await self._session.close()

    async def _cluster(self, request: Request) -> Reply:
        # Pages of text may be cut; what is no whole JSON is none.
        cut = self._limits.max_page_bytes if request.path.endswith(".html") else None
        sources = await self._read_config(read_figure_sources)
        order = sorted(sources, key=lambda source: source != self._figures_source)
        answers: list[tuple[Connection, Reply | RequestError]] = []
        for source in order:
            # Who fails, or takes all the time there is, is not the first to be asked next.
            self._figures_source = order[-1] if source is order[0] else order[0]
            try:
                answer = await self._send(source, request, {}, cut)
                reply = passable(source, answer.reply, is_text=cut is not None)
            except RequestError as error:
                answers.append((source, error))
                continue
            # An error within the scheduler is so by any address; those that stand before it say 502 to 504.
            if reply.status < 400 or reply.status == HTTPStatus.INTERNAL_SERVER_ERROR:
                self._figures_source = source
                return reply
            answers.append((source, reply))
        # What the configured address said is what there is to tell.
        told = next(answer for source, answer in answers if source is sources[0])
        if isinstance(told, RequestError):
            raise told
        return told

    async def _api(self, request: Request, user: UserToken | None) -> Reply:
        connection = await self.connection()
        if user is not None:
            answer = await self._send_for(user, connection, request)
        elif not self._for_users:
            answer = await self._send_logged_in(connection, request)
        else:
            raise ValueError("this request is nobody's")
        reply = passable(connection, answer.reply)
        try:
            body = await self._pace.run(without_tls(reply.body))
        except ValueError:
            raise RequestError(
                ErrorId.BAD_REPLY,
                say(
                    "The gateway at {where} answered with something that mentions TLS keys but is not a JSON "
                    "object, so it was not passed on.",
                    where=connection.address,
                ),
            ) from None
        return replace(reply, body=body)

    async def _send_for(self, user: UserToken, connection: Connection, request: Request) -> _Answer:
        """Send the request with this user's token, and with nothing of anybody else's."""
        answer = await self._send(connection, request, user.headers)
        if answer.refusal is not None:
            raise user.refusal_error(connection.address, answer.refusal)
        return answer

    async def _send_logged_in(self, connection: Connection, request: Request) -> _Answer:
        """Send the request, and again if the gateway asks who is there."""
        if self._credentials is None or self._credentials.connection != connection:
            self._credentials = Credentials(connection, self._hooks, self.program)
        credentials = self._credentials
        sent = credentials.headers
        answer = await self._send(connection, request, sent)
        if answer.refusal is None:
            return answer
        headers, context = await credentials.answer_challenge(answer.response)
        if headers == sent:
            raise credentials.refusal_error(answer.refusal)
        answer = await self._send(connection, request, headers)
        if answer.refusal is not None:
            raise credentials.refusal_error(answer.refusal)
        await credentials.on_accepted(answer.response, headers, context)
        return answer

    async def _send(
        self, connection: Connection, request: Request, login: Mapping[str, str], cut: int | None = None
    ) -> _Answer:
        """Send the request once, follow nothing, and return the answer with its body read.

        `cut`: bytes after which the body is left unread, and taken as it is.
        """
        headers = {
            hdrs.USER_AGENT: f"jupyter-dask-gateway/{__version__}",
            hdrs.ACCEPT_ENCODING: "identity",
            **login,
        }
        if request.accept is not None:
            headers[hdrs.ACCEPT] = request.accept
        if request.content_type is not None:
            headers[hdrs.CONTENT_TYPE] = request.content_type
        with translate_errors(connection, self.program):
            async with self._open_session().request(
                request.method,
                connection.url(request.path, request.query),
                headers=headers,
                skip_auto_headers=[hdrs.CONTENT_TYPE],
                data=request.body or None,
                allow_redirects=False,
                **connection.proxy,
            ) as response:
                check_encoding(connection, response.headers.getall(hdrs.CONTENT_ENCODING, ()))
                body = await self._read(response, cut)
        received = response.headers
        kind, wait = received.get(hdrs.CONTENT_TYPE), retry_after(received)
        return _Answer(Reply(response.status, kind, body, retry_after=wait), response)

    async def _read(self, response: aiohttp.ClientResponse, cut: int | None) -> bytes:
        # Not a list of what arrived together: that can be single bytes.
        body = bytearray()
        async for chunk in response.content.iter_any():
            body += chunk
            if cut is not None and len(body) >= cut:
                response.close()
                return bytes(body[:cut])
            if len(body) > self._limits.max_reply_bytes:
                response.close()
                raise RequestError(
                    ErrorId.TOO_LARGE,
                    say(
                        "The gateway's answer is larger than {limit} bytes.",
                        limit=self._limits.max_reply_bytes,
                    ),
                )
        return bytes(body)

    def _open_session(self) -> aiohttp.ClientSession:
        """Return the session, made at first use because it belongs to the running loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                # No cookie is kept: at the gateway it would win over the Authorization header.
                cookie_jar=aiohttp.DummyCookieJar(),
                # A few kilobytes can unpack to gigabytes.
                auto_decompress=False,
                # The slots are the limit on connections; a second queue would hide from them.
                connector=SmallReads(limit=0),
                timeout=aiohttp.ClientTimeout(total=None, connect=self._limits.connect_timeout),
            )
        return self._session

    @asynccontextmanager
    async def _slot(self, slots: asyncio.Semaphore) -> AsyncIterator[None]:
        """Hold one place among the requests in flight; raise busy if none becomes free in time."""
        try:
            await asyncio.wait_for(slots.acquire(), self._limits.slot_timeout)
        except asyncio.TimeoutError:
            raise busy_error() from None
        try:
            yield
        finally:
            slots.release()

    async def _read_config(self, read: Callable[[Target], T]) -> T:
        """Return what `read` finds in dask's configuration."""
        try:
            return await self._in_thread(lambda: read(self._target))
        except ConfigurationError as error:
            raise bad_configuration_error(error, self.program) from None

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._work, work)


async def _in_time(limit: float, reply: Coroutine[Any, Any, Reply]) -> Reply:
    try:
        return await asyncio.wait_for(reply, limit)
    except asyncio.TimeoutError:
        raise timeout_error(limit) from None
