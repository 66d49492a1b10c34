"""Opens the page in the user's browser."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
import webbrowser
from collections.abc import Iterator
from html import escape
from pathlib import Path

from jupyter_core.paths import jupyter_runtime_dir


@contextlib.contextmanager
def opened(address: str) -> Iterator[None]:
    """Open the address, which others of this machine must not learn.

    They can see the arguments of programs: so the browser is given a file that leads there, as Jupyter
    does it.
    """
    folder = Path(jupyter_runtime_dir())
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(".html", "dask-gateway-preview-", folder)
    with os.fdopen(handle, "w") as file:
        file.write(
            '<!doctype html><meta charset="utf-8"><title>Preview</title>'
            f'<meta http-equiv="refresh" content="0; url={escape(address)}">'
        )
    try:
        # One that runs in the terminal returns when it is left.
        threading.Thread(target=_open, args=(Path(name).as_uri(),), daemon=True).start()
        yield
    finally:
        Path(name).unlink(missing_ok=True)


def _open(url: str) -> None:
    # Without a browser there is the address on the terminal.
    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(url)
