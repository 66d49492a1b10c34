"""The authentication exchange, as dask_gateway's own client does it.

That client sends a bare request, hands the 401 to `GatewayAuth.pre_request`, sends the request
again with the headers it returns, and hands the answer to `post_response`. It then keeps the
gateway's cookie. We keep no cookie, as a cookie wins over the header at the gateway and one user's
would act for another; instead we send the last headers that worked at once, unless the class
verifies each answer (Kerberos): then each request is a full exchange.

The hooks are other people's blocking code, not made for several threads: they run one at a time in
a thread of their own, never on the event loop.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import Any, TypeVar

import aiohttp
from dask_gateway.auth import GatewayAuth, get_auth

from ..config.connection import Connection
from ..languages import Sentence, join, say
from ..program import Program
from .errors import Cause, ErrorId, RequestError, bad_configuration_error
from .kerberos_errors import kerberos_fault

T = TypeVar("T")

_ADVICE = {
    "basic": (
        "Check username and password under gateway.auth.kwargs in dask's configuration; they must "
        "be text, and without a username the login name is sent."
    ),
    "jupyterhub": (
        "It is the {program}'s JUPYTERHUB_API_TOKEN unless gateway.auth.kwargs holds an "
        "api_token: it may have expired, so restart the server from the hub's control panel; or "
        "the hub does not grant it the scope to access the gateway's service."
    ),
    "kerberos": (
        "Get a fresh ticket with kinit in a terminal on the {program}'s machine. If that is refused too, the "
        "gateway's keytab or clock may be wrong: its log says more to your administrator."
    ),
}


class Credentials:
    """What to log in with on one connection."""

    def __init__(self, connection: Connection, hooks: Executor, program: Program) -> None:
        """`hooks` must run one function at a time."""
        self.connection = connection
        self._hooks = hooks
        self._program = program
        self._auth: GatewayAuth | None = None
        self.headers: Mapping[str, str] = connection.headers
        """The headers to send at once: those that worked last."""

    async def answer_challenge(self, response: aiohttp.ClientResponse) -> tuple[dict[str, str], object]:
        """Return headers that answer the gateway's 401, and the context for `on_accepted`.

        Raises auth-failed if the class cannot be made or its hook fails, bad-configuration if what it is made
        from cannot be used: nothing was carried out.
        """
        return await self._run(ErrorId.AUTH_FAILED, "prepare the login", lambda: self._pre_request(response))

    async def on_accepted(
        self, response: aiohttp.ClientResponse, headers: Mapping[str, str], context: object
    ) -> None:
        """Take note that the gateway let these headers in.

        Raises unverified if the class does not trust the answer, which must then not be used.
        """
        auth = self._auth
        if auth is None or type(auth).post_response is GatewayAuth.post_response:
            self.headers = headers
        elif response.status < 400:
            # The gateway proves itself when it has done what was asked. Its refusals come without a proof.
            await self._run(
                ErrorId.UNVERIFIED, "verify the gateway", lambda: auth.post_response(response, context)
            )

    def refusal_error(self, cause: Cause) -> RequestError:
        """Return the error for a credential that the gateway refuses."""
        kind = self.connection.auth_type
        return RequestError(
            ErrorId.REFUSED,
            join(
                say(
                    "The gateway at {where} refused the {program}'s credential (gateway.auth.type: {kind}).",
                    where=self.connection.address,
                    program=self._program,
                    kind=kind,
                ),
                self._advice(),
            ),
            cause=cause,
        )

    def _pre_request(self, response: aiohttp.ClientResponse) -> tuple[dict[str, str], object]:
        if self._auth is None:
            self._auth = self._make()
        headers, context = self._auth.pre_request(response)
        # Strings only: anything else would fail later, on the event loop and far from its cause.
        return {str(name): str(value) for name, value in (headers or {}).items()}, context

    async def _run(self, id: ErrorId, task: str, hook: Callable[[], T]) -> T:
        """Run a hook in its thread, with every failure turned into the error `id` without secrets."""

        def guarded() -> T:
            try:
                return hook()
            except RequestError:
                raise
            except (Exception, SystemExit) as error:
                fault = kerberos_fault(error)
                program = self._program
                sentence = (
                    join(
                        say(
                            "{kind} authentication could not {task} ({reason}).",
                            kind=self.connection.auth_type,
                            task=task,
                            reason=self._reason(error),
                        ),
                        self._advice(),
                    )
                    if fault is None
                    else join(
                        say(
                            "Cannot log in to the gateway at {where}: {reason}.",
                            where=self.connection.address,
                            reason=say(fault.reason, program=program),
                        ),
                        say(fault.advice, program=program),
                    )
                )
                raise RequestError(id, sentence) from None

        return await asyncio.get_running_loop().run_in_executor(self._hooks, guarded)

    def _make(self) -> Any:
        """Return the object that the connection asks for; raise auth-failed or bad-configuration."""
        if self.connection.auth_fault is not None:
            raise bad_configuration_error(self.connection.auth_fault, self._program)
        kind = self.connection.auth_type
        try:
            return get_auth(self.connection.auth)
        except (Exception, SystemExit) as error:
            if kind == "jupyterhub" and not os.environ.get("JUPYTERHUB_API_TOKEN"):
                reason: str = say(
                    "JUPYTERHUB_API_TOKEN is not in the {program}'s environment, where only a "
                    "JupyterHub puts it",
                    program=self._program,
                )
            elif isinstance(error, ImportError):
                reason = self._reason(error)
            else:
                reason = say("cannot be made from gateway.auth.kwargs ({reason})", reason=self._reason(error))
        raise RequestError(
            ErrorId.AUTH_FAILED, say("gateway.auth.type is {kind}, but {reason}.", kind=kind, reason=reason)
        )

    def _advice(self) -> Sentence:
        kind = self.connection.auth_type
        advice = _ADVICE.get(kind, "Check what {kind} needs under gateway.auth.kwargs.")
        return say(advice, kind=kind, program=self._program)

    def _reason(self, error: BaseException) -> str:
        """Return what went wrong, without the exception's message: it may quote the credential."""
        if isinstance(error, ImportError) and error.name:
            return say("the {program}'s Python cannot import {name}", program=self._program, name=error.name)
        return type(error).__name__
