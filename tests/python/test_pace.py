"""Long work on the event loop leaves the loop its turns, and long replies are long work."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import json
from collections.abc import Generator
from typing import Any

import pytest
from fake_gateway import FakeGateway
from traitlets.config import Config

from jupyter_dask_gateway.gateway import pace, redaction
from jupyter_dask_gateway.gateway.pace import Pace


def slices(count: int, result: str, seen: list[str]) -> Generator[None, None, str]:
    for _ in range(count):
        seen.append(result)
        yield
    return result


async def test_one_slice_at_each_turn_of_the_loop_whoever_has_work() -> None:
    seen: list[str] = []
    shared = Pace()

    async def tick() -> None:
        while True:
            seen.append("loop")
            await asyncio.sleep(0)

    ticking = asyncio.ensure_future(tick())
    work = [shared.run(slices(20, name, seen)) for name in "abcd"]
    assert await asyncio.gather(*work) == list("abcd")
    ticking.cancel()
    worked = [index for index, name in enumerate(seen) if name != "loop"]
    assert len(worked) == 80
    assert all("loop" in seen[one:other] for one, other in itertools.pairwise(worked))
    # Nobody waits for another's end.
    assert len(set("".join(name for name in seen if name != "loop")[:8])) == 4


async def test_work_that_fails_or_is_given_up_lets_the_next_have_its_turn() -> None:
    def failing() -> Generator[None, None, None]:
        yield
        raise ValueError("no object")

    shared = Pace()
    endless = asyncio.ensure_future(shared.run(slices(10**9, "a", [])))
    await asyncio.sleep(0)
    with pytest.raises(ValueError, match="no object"):
        await shared.run(failing())
    endless.cancel()
    assert await asyncio.wait_for(shared.run(slices(3, "b", [])), 20) == "b"


async def test_a_reply_is_cut_in_slices_while_the_server_answers(
    configured: FakeGateway, fetch: Any, jp_fetch: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many slices as the reply has tokens: it takes many seconds, and the server answers meanwhile."""
    monkeypatch.setattr(pace, "_SLICE", 0.0)
    body = b"{" + b'"a":{"tls_key":1},' * 20_000 + b'"tls_key":"K"}'
    configured.answers(200, body)
    pending = asyncio.ensure_future(fetch("api/v1/clusters/"))
    await configured.until_seen(1)
    answered = 0
    while not pending.done() and answered < 10:
        assert (await jp_fetch("api", "status")).code == 200
        answered += 1
    assert answered == 10
    pending.cancel()


class TestCompressing:
    @pytest.fixture
    def jp_server_config(self, jp_server_config: Config) -> Config:
        jp_server_config.ServerApp.tornado_settings = {"compress_response": True}
        return jp_server_config

    @pytest.mark.parametrize("packed", [False, True])
    @pytest.mark.parametrize("status", [200, 404])
    async def test_a_long_reply_is_written_in_parts(
        self, configured: FakeGateway, fetch: Any, packed: bool, status: int
    ) -> None:
        body = json.dumps({"a": ["é" * 7] * 20_000, "b": redaction.__doc__}).encode()
        configured.answers(status, body)
        headers = {"Accept-Encoding": "gzip" if packed else "identity"}
        response = await fetch("api/v1/clusters/", headers=headers, decompress_response=False)
        assert response.code == status
        assert (gzip.decompress(response.body) if packed else response.body) == body
        assert response.headers["Content-Type"] == "application/json"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers.get("Content-Length") == (None if packed else str(len(body)))
