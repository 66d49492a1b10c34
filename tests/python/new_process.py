"""Code in a Python process of its own, where nothing is imported yet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def output_of(code: str, folder: Path | None = None, **environment: str) -> str:
    """Return what the code prints; it must not fail. `environment` is added to this process' own."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
