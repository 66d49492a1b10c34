"""The site's settings from a file: a file of dask's configuration, or `gateway.jupyter.site` alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from ..config.site import NAME, Site, check_site
from ..plain_text import plain_line
from .source import SourceError

_MAX_BYTES = 2**20


def read_site_file(named: str) -> Site:
    """Return what it says; what is broken in it is in `problems`. Raises SourceError."""
    name = plain_line(Path(named).name)
    try:
        with Path(named).open("rb") as file:
            text = file.read(_MAX_BYTES + 1)
        if len(text) > _MAX_BYTES:
            raise SourceError(f"{name} has more than {_MAX_BYTES // 2**20} MB.")
        block = yaml.safe_load(text)
    except OSError as error:
        raise SourceError(f"{name} cannot be read: {error.strerror}.") from None
    except RecursionError:
        raise SourceError(f"{name} is nested too deeply.") from None
    except yaml.MarkedYAMLError as error:
        # The whole message quotes the file, which may have a secret there.
        line = "" if error.problem_mark is None else f", line {error.problem_mark.line + 1}"
        raise SourceError(
            f"{name} is no YAML{line}: {plain_line(error.problem or 'what is there')}."
        ) from None
    except (yaml.YAMLError, ValueError):
        raise SourceError(f"{name} is no YAML: it has characters or values that none can have.") from None
    except (AttributeError, LookupError, TypeError):
        # From yaml's own functions, for a value that is not of the kind that its tag says.
        raise SourceError(f"{name} is no YAML: a value in it is not what its tag says.") from None
    for part in NAME.split("."):
        if isinstance(block, Mapping) and part in block:
            block = block[part]
    # Whose environment variables a template would be filled with is known where it is deployed.
    return check_site(block, fill_in=False)
