"""What a request leaves behind: nothing that Python's collector of garbage has to find."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fake_gateway import FakeGateway

from jupyter_dask_gateway.pass_through.handler import PassThrough

# The loop keeps a hundred timeouts that are over, and what they know.
TIMES = 300


@pytest.fixture
def found() -> Iterator[Callable[[], list[object]]]:
    """The handlers that the collector finds."""
    gc.collect()
    gc.disable()

    def found_() -> list[object]:
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        gc.set_debug(0)
        handlers = [each for each in gc.garbage if issubclass(type(each), PassThrough)]
        gc.garbage.clear()
        return handlers

    yield found_
    gc.enable()


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize("path", ["api/v1/clusters/", "config", "api/v2/"])
async def test_a_request_that_is_answered(fetch: Any, found: Callable[[], list[object]], path: str) -> None:
    for _ in range(TIMES):
        await fetch(path)
    assert not found()


async def test_a_long_answer(configured: FakeGateway, fetch: Any, found: Callable[[], list[object]]) -> None:
    configured.answers(body=b'{"a": "%s"}' % (b"x" * 2**16))
    for _ in range(TIMES):
        assert len((await fetch("api/v1/clusters/")).body) > 2**16
    assert not found()


async def test_a_request_that_fails(
    configured: FakeGateway, fetch: Any, found: Callable[[], list[object]]
) -> None:
    await configured.stop()
    for _ in range(TIMES):
        assert (await fetch("api/v1/clusters/")).code == 502
    assert not found()
