"""Authentication classes as a site might write them, to be named by their import path."""

from __future__ import annotations

import threading
from typing import Any, ClassVar

from dask_gateway.auth import GatewayAuth


class Rotating(GatewayAuth):
    """Its token changes; it writes down in which threads its hook ran."""

    token: ClassVar[str] = "t1"
    threads: ClassVar[list[threading.Thread]] = []
    asked: ClassVar[list[Any]] = []

    def pre_request(self, resp: Any) -> Any:
        self.threads.append(threading.current_thread())
        self.asked.append((resp.status, resp.url.path, resp.headers.get("WWW-Authenticate")))
        return {"Authorization": f"token {self.token}"}, None


class Blocking(GatewayAuth):
    """Its hook waits for the test, as one that asks a directory server would wait for that."""

    begun: ClassVar[threading.Event]
    go_on: ClassVar[threading.Event]
    running: ClassVar[int] = 0
    most: ClassVar[int] = 0

    def pre_request(self, resp: Any) -> Any:
        cls = type(self)
        cls.running += 1
        cls.most = max(cls.most, cls.running)
        cls.begun.set()
        in_time = cls.go_on.wait(20)
        cls.running -= 1
        return {"Authorization": "token t1" if in_time else "late"}, None


class Verifying(GatewayAuth):
    """Checks the gateway's proof, as Kerberos does: each exchange is good for one answer."""

    count: ClassVar[int] = 0
    threads: ClassVar[list[threading.Thread]] = []

    def pre_request(self, resp: Any) -> Any:
        cls = type(self)
        cls.count += 1
        return {"Authorization": "token t1"}, f"context {cls.count}"

    def post_response(self, resp: Any, context: Any = None) -> None:
        self.threads.append(threading.current_thread())
        if resp.headers.get("X-Proof") != context:
            raise RuntimeError("s3cret")


class Raising(GatewayAuth):
    def pre_request(self, resp: Any) -> Any:
        raise RuntimeError("the token s3cret is odd")


class Exiting(GatewayAuth):
    def pre_request(self, resp: Any) -> Any:
        raise SystemExit("s3cret")


class Needing(GatewayAuth):
    def pre_request(self, resp: Any) -> Any:
        import no_such_module  # type: ignore[import-not-found]  # noqa: F401


class Silent(GatewayAuth):
    """Returns nothing, as dask_gateway's own base class does."""


class Endless(GatewayAuth):
    """Waits for a server that never answers."""

    def pre_request(self, resp: Any) -> Any:
        threading.Event().wait()


class NotAuth:
    pass
