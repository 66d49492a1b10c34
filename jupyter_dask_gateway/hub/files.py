"""Scripts and styles: the front end's modules and the page's own style. There is nothing secret in them."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tornado import web

_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_HASHED = re.compile(r"\.[0-9a-f]{16,}\.")


@dataclass(frozen=True)
class File:
    """One of them, as it is sent."""

    content_type: str
    plain: bytes
    packed: bytes
    tag: str


class Files:
    """Those that there are, each read and packed when it is first asked for."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = {path.name: path for path in paths if path.suffix in _TYPES}
        self._read: dict[str, asyncio.Task[File]] = {}

    async def get(self, name: str) -> File | None:
        """Return the file with this name; None if there is none."""
        path = self._paths.get(name)
        if path is None:
            return None
        reading = self._read.get(name)
        # What could not be read, as when too many files were open, is tried again.
        if reading is None or (reading.done() and reading.exception() is not None):
            reading = self._read[name] = asyncio.ensure_future(asyncio.to_thread(_read, path))
        # Shielded, as others wait for it too.
        return await asyncio.shield(reading)


def _read(path: Path) -> File:
    plain = path.read_bytes()
    tag = f'"{hashlib.sha256(plain).hexdigest()[:32]}"'
    return File(_TYPES[path.suffix], plain, gzip.compress(plain, 9, mtime=0), tag)


def own_files(front_end: Path) -> list[Path]:
    """Return what the page fetches: our modules, without JupyterLab's part, and what is in static/."""
    return [*front_end.glob("dask-gateway*.js"), *(Path(__file__).parent / "static").iterdir()]


class FileHandler(web.RequestHandler):
    """`<prefix>/files/<name>`."""

    def initialize(self, files: Files) -> None:
        """Take the files."""
        self._files = files

    def set_default_headers(self) -> None:
        """Nothing of this is for pages elsewhere."""
        self.clear_header("Server")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")

    async def get(self, name: str) -> None:
        """Send it, packed if the browser takes that, unless the browser has it."""
        file = await self._files.get(name)
        if file is None:
            raise web.HTTPError(404)
        # Those of a build are asked for by names or queries that change with their content.
        is_hashed = _HASHED.search(name) or self.request.query
        self.set_header("Cache-Control", "max-age=31536000, immutable" if is_hashed else "no-cache")
        self.set_header("Vary", "Accept-Encoding")
        self.set_header("Etag", file.tag)
        self.set_header("Content-Type", file.content_type)
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
            return
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(file.packed)
        else:
            self.finish(file.plain)

    def compute_etag(self) -> None:
        """Leave the one that is set above."""

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Say no more than the status."""
        self.finish()
