"""The site's settings from a file: a file of dask's configuration, or `gateway.jupyter.site` alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from ..config.site import NAME, Site, check_site
from ..languages import say
from ..plain_text import plain_line
from .source import SourceError

_MAX_BYTES = 2**20


def read_site_file(named: str) -> Site:
    """Return what it says; what is broken in it is in `problems`. Raises SourceError."""
    name = plain_line(Path(named).name)
    try:
        with Path(named).open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES:
            raise SourceError(say("{name} has more than {size} MB.", name=name, size=_MAX_BYTES // 2**20))
        block = yaml.safe_load(content)
    except OSError as error:
        text = "{name} cannot be read: {reason}."
        raise SourceError(say(text, name=name, reason=error.strerror)) from None
    except RecursionError:
        raise SourceError(say("{name} is nested too deeply.", name=name)) from None
    except yaml.MarkedYAMLError as error:
        # The whole message quotes the file, which may have a secret there.
        why = plain_line(error.problem or "") or say("it cannot be read")
        if error.problem_mark is None:
            raise SourceError(say("{name} is no YAML: {why}.", name=name, why=why)) from None
        text = "{name} is no YAML, line {line}: {why}."
        raise SourceError(say(text, name=name, line=error.problem_mark.line + 1, why=why)) from None
    except (yaml.YAMLError, ValueError):
        text = "{name} is no YAML: it has characters or values that none can have."
        raise SourceError(say(text, name=name)) from None
    except (AttributeError, LookupError, TypeError):
        # From yaml's own functions, for a value that is not of the kind that its tag says.
        text = "{name} is no YAML: a value in it is not what its tag says."
        raise SourceError(say(text, name=name)) from None
    for part in NAME.split("."):
        if isinstance(block, Mapping) and part in block:
            block = block[part]
    # Whose environment variables a template would be filled with is known where it is deployed.
    return check_site(block, fill_in=False)
