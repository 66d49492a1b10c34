"""What repo2docker would do with the folder where this runs, as JSON, by its own classes."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import repo2docker.buildpacks
from repo2docker.app import Repo2Docker

logging.disable(logging.WARNING)
app = Repo2Docker()
buildpacks = (each(app.base_image) for each in app.buildpacks)
buildpack = next(each for each in buildpacks if each.detect())
buildpack.platform = "linux/amd64"
json.dump(
    {
        "buildpack": type(buildpack).__name__,
        "python": buildpack.python_version,
        "dockerfile": buildpack.render(),
        "entrypoint": str(Path(repo2docker.buildpacks.__file__).with_name("repo2docker-entrypoint")),
    },
    sys.stdout,
)
