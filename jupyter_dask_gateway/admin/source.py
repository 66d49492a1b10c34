"""What is named on the command line: a configuration file, a gateway's address, or a saved reply of one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from ..gateway.errors import RequestError
from ..gateway.limits import Limits
from ..gateway.option_spec import SpecError, read_specs
from ..languages import SaidError, in_language, join, say
from ..plain_text import plain_line
from .facts import Facts, Fault, Form, Option, Who
from .sandbox import FileError, Sandbox, SandboxError

Question = Literal["options", "create"]

_ACCEPTED = "The gateway would accept these options. This is a preview: nothing is launched."
_NOT_TRIED = "These options were not tried: that takes the configuration file."
_NO_HANDLER = "What its handler does with them cannot be tried: that takes the configuration file."
_MAX_BYTES = 10 * 2**20
_JSON = "application/json"


class SourceError(SaidError):
    """It cannot be read: `sentence` says why."""

    def __init__(self, sentence: str, trace: str = "") -> None:
        """`trace`: as Python prints it."""
        super().__init__(sentence)
        self.trace = trace


@dataclass(frozen=True)
class Answer:
    """What the gateway answers a page."""

    status: int
    body: str
    type: str = _JSON
    problem: str = ""
    """What is wrong with the file, for the terminal."""
    sentences: Mapping[str, str] = field(default_factory=dict)
    """What we say ourselves, by the members of the body's object that have it."""

    def text(self, language: str | None) -> str:
        """Return the body for somebody of this language."""
        if not self.sentences:
            return self.body
        said = {name: in_language(it, language) for name, it in self.sentences.items()}
        try:
            return json.dumps({**json.loads(self.body), **said})
        except (ValueError, TypeError, RecursionError):
            # The file has put something of its own there.
            return self.body


class Source(Protocol):
    """Where options come from."""

    name: str
    """As it may be shown."""

    def facts(self, who: Who) -> Facts:
        """Return what is known of its options. Raises SourceError."""

    def answer(self, who: Who, question: Question, body: str) -> Answer:
        """Return what the gateway answers this user; a question for options reads the source anew.

        A launch that it would do is answered with {"accepted": true or null, "message", …}.
        """

    def close(self) -> None:
        """End what still runs."""


def open_source(named: str, *, seconds: float, backend: str | None, printed: Callable[[str], None]) -> Source:
    """Return the source that a command names. Raises SourceError for what is not there."""
    if named.startswith(("http://", "https://")):
        return _Gateway(named, seconds)
    path = Path(named)
    try:
        if not path.is_file():
            raise SourceError(say("There is no file {name}.", name=plain_line(named)))
    except (OSError, ValueError):
        raise SourceError(say("{name} is no file.", name=plain_line(named))) from None
    if path.suffix == ".json":
        return _Reply(path)
    try:
        return _File(Sandbox(path, seconds=seconds, backend=backend, printed=printed))
    except SandboxError as error:
        raise SourceError(error.sentence) from None


class _File:
    """A configuration file of dask-gateway-server."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.name = plain_line(sandbox.file.name)
        self._sandbox = sandbox

    def facts(self, who: Who) -> Facts:
        try:
            return Facts.read(self._sandbox.run("try", who.as_json()))
        except FileError as error:
            fault = Fault.read(error.error)
            if fault is not None and fault.by_server and fault.type in {"TypeError", "ValueError"}:
                # An option is made where the file is read: that is a finding, as it would be in a function.
                return Facts([Form([], who, fault)])
            raise SourceError(error.sentence, error.trace) from None
        except SandboxError as error:
            raise SourceError(error.sentence, error.trace) from None

    def answer(self, who: Who, question: Question, body: str) -> Answer:
        try:
            reply = self._sandbox.run(question, who.as_json(), body)
        except SandboxError as error:
            return _error(500, error.sentence, error.trace or error.sentence)
        fault = Fault.read(reply["error"])
        if fault is None:
            is_accepted = question == "create" and reply["status"] == 200
            said = {"message": _ACCEPTED} if is_accepted else {}
            return Answer(reply["status"], reply["body"], reply["type"], sentences=said)
        if reply["status"] >= 500:
            sentence = say(
                "The gateway would answer 500 and say no more. {kind}{at}: {message}",
                kind=plain_line(fault.type),
                at=fault.at,
                message=plain_line(fault.message),
            )
            return _error(500, sentence, fault.trace)
        # That is what the file is to do: one line will do.
        return Answer(reply["status"], reply["body"], reply["type"], fault.trace.splitlines()[-1])

    def close(self) -> None:
        self._sandbox.close()


class _Published:
    """Options as a gateway publishes them, without the file that makes them."""

    def __init__(self, name: str) -> None:
        self.name = plain_line(name)

    def read(self) -> list[dict[str, Any]]:
        """Return them. Raises SourceError."""
        raise NotImplementedError

    def facts(self, who: Who) -> Facts:
        forms = [Form([Option.read(it) for it in self.read()])]
        return Facts(forms, notes=[join("These are published options.", _NO_HANDLER)])

    def answer(self, who: Who, question: Question, body: str) -> Answer:
        if question == "create":
            return Answer(200, json.dumps({"accepted": None}), sentences={"message": _NOT_TRIED})
        try:
            return Answer(200, json.dumps({"cluster_options": self.read()}))
        except SourceError as error:
            return _error(502, error.sentence, error.sentence)

    def close(self) -> None:
        """Nothing runs."""


class _Reply(_Published):
    """A file with the reply of `/api/v1/options`, or with the list in it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name)
        self._path = path

    def read(self) -> list[dict[str, Any]]:
        try:
            with self._path.open("rb") as file:
                content = file.read(_MAX_BYTES + 1)
        except OSError as error:
            text = "{name} cannot be read: {reason}."
            raise SourceError(say(text, name=self.name, reason=error.strerror)) from None
        return _specs(self.name, content)


class _Gateway(_Published):
    """A gateway, asked with the login of dask's configuration."""

    def __init__(self, address: str, seconds: float) -> None:
        from ..config.address import read_url
        from ..config.errors import ConfigurationError

        try:
            read_url("The address", address)
        except ConfigurationError as error:
            raise SourceError(error.plain) from None
        # Not with a password that may be in it.
        scheme, _, rest = address.partition("://")
        super().__init__(f"{scheme}://{rest.rpartition('@')[2]}")
        self._address = address
        self._seconds = seconds

    def read(self) -> list[dict[str, Any]]:
        try:
            return _specs(self.name, asyncio.run(self._ask()))
        except RequestError as error:
            raise SourceError(error.sentence) from None

    async def _ask(self) -> bytes:
        from ..config.target import Target
        from ..gateway.client import GatewayClient
        from ..gateway.request import Request

        work, hooks = ThreadPoolExecutor(2), ThreadPoolExecutor(1)
        limits = Limits(api_timeout=self._seconds)
        client = GatewayClient(limits, work, hooks, program="terminal", target=Target(address=self._address))
        try:
            reply = await client.api(Request("GET", "api/v1/options", accept=_JSON))
        finally:
            await client.close()
            for executor in (work, hooks):
                executor.shutdown(wait=False, cancel_futures=True)
        if reply.status != 200:
            raise SourceError(
                say(
                    "The gateway at {where} answers with HTTP {status}, not with options.",
                    where=self.name,
                    status=reply.status,
                )
            )
        return reply.body


def _specs(name: str, content: bytes) -> list[dict[str, Any]]:
    if len(content) > _MAX_BYTES:
        raise SourceError(say("{name} has more than {size} MB.", name=name, size=_MAX_BYTES // 2**20))
    try:
        read = json.loads(content)
    except RecursionError:
        raise SourceError(say("{name} is nested too deeply.", name=name)) from None
    except ValueError as error:
        raise SourceError(
            say("{name} is no JSON: {reason}.", name=name, reason=plain_line(str(error)))
        ) from None
    published = read.get("cluster_options") if isinstance(read, dict) else read
    try:
        return read_specs(published)
    except SpecError as error:
        text = "{name} cannot be read as the reply of /api/v1/options. {why}"
        raise SourceError(say(text, name=name, why=error.sentence)) from None


def _error(status: int, sentence: str, problem: str = "") -> Answer:
    return Answer(status, "{}", problem=problem, sentences={"error": sentence})
