"""Connections that are read a little at a time, and not for ever before the reply itself."""

from __future__ import annotations

from typing import Any

import aiohttp
from aiohttp.connector import Connection

from .. import _compat

# A body can come in chunks of one byte each, and aiohttp takes microseconds for every chunk. What has
# arrived is taken apart at once, so this is what holds up the loop.
_BYTES = 2**12
# "100 Continue" and the like. Nobody asks for one, but proxies may say something. Each leaves objects
# behind, and an endless row of them keeps Python's collector of garbage at work, which stops everything.
_INTERIM_REPLIES = 8


class SmallReads(aiohttp.TCPConnector):
    """Makes connections whose bytes arrive in small portions, with a turn of the loop between two."""

    async def connect(self, *args: Any, **kwargs: Any) -> Connection:
        """Return a connection, new or used before."""
        connection = await super().connect(*args, **kwargs)
        _compat.read_at_most(connection.transport, _BYTES)
        _compat.limit_interim_replies(connection, _INTERIM_REPLIES)
        return connection
