"""The gateway as this process sees it: where it is, its options, and the page's requests to it."""

from __future__ import annotations

import asyncio
import json
import threading
import uuid
from collections.abc import Callable, Collection
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ..config.errors import ConfigurationError
from ..config.named import target_of
from ..config.options import read_options
from ..config.public import shown_address
from ..config.target import Target
from ..gateway.background import SharedClient, background, has_client, import_client
from ..gateway.errors import ErrorId, RequestError, not_installed_error
from ..gateway.option_spec import SpecError
from ..gateway.relay import relay_request
from ..gateway.request import Reply
from ..languages import in_language, language_of_environment, say, spoken
from ..program import Program
from .options import OptionsNotLoadedError, OptionValues, Schema

if TYPE_CHECKING:
    from dask_gateway import Gateway

PROGRAM: Program = "kernel"
"""Who speaks in the sentences about what happens here."""

_PROCESS = uuid.uuid4().hex
_OPTIONS_TIMEOUT_SECONDS = 10.0
"""Seconds for which code that needs the options waits for them."""


class PublishedOptions:
    """What a gateway publishes, and the form's first values."""

    def __init__(self, schema: Schema, defaults: OptionValues) -> None:
        self.schema = schema
        self.defaults = defaults


class GatewayBinding:
    """A gateway by its address and login, or the one of dask's configuration."""

    def __init__(self, gateway: Gateway | None, address: str | None, auth: object) -> None:
        """Raise nothing, not even for a gateway that cannot be reached."""
        self._gateway = gateway
        self._is_given = gateway is not None
        self._target = target_of(gateway, address, auth)
        self._lock = threading.Lock()
        self._held: SharedClient | None = None
        self._loading: Future[PublishedOptions] | None = None
        self._published: PublishedOptions | None = None

    @property
    def address(self) -> str | None:
        """The address, fit to be shown; None where dask's configuration has none that can be used."""
        try:
            return shown_address(self._target)
        except ConfigurationError:
            return None

    @property
    def target(self) -> Target:
        """What of it dask's configuration does not say."""
        return self._target

    @property
    def is_named(self) -> bool:
        """Whether it takes more than dask's configuration to reach it: another address, proxy or login."""
        return self._target.named is not None

    @property
    def relay_id(self) -> str:
        """Names the relay to this gateway among all kernels of a page."""
        return f"{_PROCESS}/{self.hold().number}/"

    def hold(self) -> SharedClient:
        """Keep the client for the gateway, which all widgets of the gateway share, until `release`."""
        with self._lock:
            if self._held is None:
                self._held = background().hold(self._target)
            return self._held

    def release(self) -> None:
        """Let go of it: with the last widget of a gateway its connections, thread and credentials are gone.

        What is in flight is carried through. The binding can be used after that: each request gets a
        client of its own.
        """
        with self._lock:
            held, self._held = self._held, None
            # Not closed: clusters that were connected to may use it.
            if not self._is_given:
                self._gateway = None
        if held is not None:
            background().release(self._target)

    @property
    def gateway(self) -> Gateway:
        """The client with which clusters are connected to."""
        if self._gateway is None:
            from dask_gateway import Gateway

            self._gateway = Gateway(address=self._target.address, auth=self._target.auth)
        return self._gateway

    @property
    def published(self) -> PublishedOptions | None:
        """The options, if they have been loaded."""
        return self._published

    def load(self, on_loaded: Callable[[], None] | None = None) -> Future[PublishedOptions]:
        """Ask for the options again, unless that is under way; `on_loaded` runs when they are there."""
        # It takes long: not while others wait for the lock.
        import_client()
        with self._lock:
            if self._loading is None or self._loading.done():
                self._loading = background().run(self._load())
            loading = self._loading
        if on_loaded is not None:
            loading.add_done_callback(lambda done: None if done.exception() else on_loaded())
        return loading

    def load_soon(self, on_loaded: Callable[[], None]) -> None:
        """Ask for the options; if that takes imports, not before the cell that runs now has ended.

        It may be one that shows the form, and a page does without what is asked here.
        """

        def load() -> None:
            if self._published is not None:
                on_loaded()
                return
            # Whoever reads the options is told. What does not go together may raise anything at its import.
            with suppress(Exception, SystemExit):
                self.load(on_loaded)

        try:
            loop = None if has_client() else asyncio.get_running_loop()
        except RuntimeError:
            loop = None
        if loop is None:
            self.load(on_loaded)
        else:
            loop.call_soon(load)

    def wait(self, seconds: float = _OPTIONS_TIMEOUT_SECONDS) -> PublishedOptions:
        """Return the options, asking again if the last attempt failed.

        Raises OptionsNotLoadedError with the reason.
        """
        if self._published is not None:
            return self._published
        loading = self._loading
        if loading is None or (loading.done() and loading.exception() is not None):
            loading = self.load()
        try:
            return loading.result(seconds)
        except ConfigurationError as error:
            reason = in_language(error.sentence(PROGRAM), language_of_environment())
        except (FutureTimeoutError, CancelledError):
            reason = spoken("The gateway at {where} has not answered yet.", where=self.address)
        raise _not_loaded(reason) from None

    def relay(
        self,
        method: str,
        target: str,
        body: bytes,
        on_reply: Callable[[Reply], None],
        language: str | None = None,
    ) -> None:
        """Perform a request of the page's in the background; `on_reply` gets the reply, there.

        `language`: that of whoever reads our own errors.

        It gets one in any case: what goes wrong here is an error of our own.
        """

        async def work() -> None:
            loop = background()
            try:
                with loop.client(self._target) as client:
                    limit = loop.limits.max_request_bytes
                    reply = await relay_request(client, method, target, body, limit, language)
            except Exception as error:
                # Without its message, which may quote a credential.
                reply = _failed(type(error).__name__).reply(language=language)
            on_reply(reply)

        try:
            background().run(work())
        except (Exception, SystemExit) as error:
            on_reply(not_installed_error(error, PROGRAM).reply(language=language))

    async def _load(self) -> PublishedOptions:
        with background().client(self._target) as client:
            reply = await relay_request(client, "GET", "api/v1/options", b"", 0, language_of_environment())
        configured = read_options()
        schema = _schema(reply, self.address, {*configured.usable, *configured.faults})
        # What cannot be used the page tells, at its field.
        loaded = PublishedOptions(schema, schema.defaults(configured.usable))
        self._published = loaded
        return loaded


def _schema(reply: Reply, address: str | None, configured: Collection[str]) -> Schema:
    try:
        body: Any = json.loads(reply.body)
        if reply.status == 200:
            return Schema(body["cluster_options"], configured)
        reason = body["error"]
        if not isinstance(reason, str):
            raise TypeError("error")
    except SpecError as error:
        reason = spoken(
            "What the gateway at {where} answered cannot be read. {why}", where=address, why=error.sentence
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        reason = spoken(
            "The gateway at {where} answered with something else than options ({status}).",
            where=address,
            status=reply.status,
        )
    raise _not_loaded(reason)


def _failed(reason: str) -> RequestError:
    # The only id that says of a request that is not known to be refused: it may have been carried out.
    return RequestError(
        ErrorId.DROPPED,
        say(
            "The {program} failed while it worked on this request ({reason}), which may have "
            "been carried out. "
            "Try again; if that does not help, restart the kernel.",
            program=PROGRAM,
            reason=reason,
        ),
    )


def _not_loaded(reason: str) -> OptionsNotLoadedError:
    return OptionsNotLoadedError(
        spoken("No options have been loaded from a gateway yet. {reason}", reason=reason)
    )
