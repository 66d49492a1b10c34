"""Which addresses may be used and shown.

A password may be in an address, and a slip of the keyboard moves it to where nobody looks for it:
`user:password@host` without a scheme, `https:/user:password@host`, a password that holds `/`, `#` or
`?`. So an address is shown only if the whole of it is understood.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

import yarl

from .errors import ConfigurationError

# No "@" where it would be the path's, as then what is before it may be a password.
_PATH = r"(?:/[\w.~!$&'()*+,;=:%-]*)*"
_URL = re.compile(
    r"(?P<scheme>[Hh][Tt][Tt][Pp][Ss]?://)"
    r"(?:(?P<login>[^/?#\\\s\x00-\x1f\x7f]*)@)?"
    rf"(?P<rest>(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{{1,5}})?{_PATH})"
)
# No second slash at its beginning, which would make it another host's.
_OWN_PATH = re.compile(rf"(?!//){_PATH}")
_EXPECTED = (
    "is not a URL like https://host:port/path; characters of a user name or password like @ / ? # must "
    "be written as %40 %2F %3F %23, and @ in a path too"
)


@dataclass(frozen=True)
class Address:
    """An address that has been understood."""

    shown: str
    """As it is written, without user name and password."""
    url: yarl.URL
    """With both."""


def read_url(name: str, text: str) -> Address:
    """Return the address that the setting holds.

    Raises ConfigurationError, which quotes nothing of it, for what is not an http or https URL.
    """
    match = _URL.fullmatch(text)
    try:
        url = yarl.URL(text) if match else None
        # Both must have understood the same, for one is shown and the other is asked.
        if match and url and url.port and url.with_user(None) == yarl.URL(match["scheme"] + match["rest"]):
            return Address(match["scheme"] + match["rest"], url)
    except ValueError:
        pass
    raise ConfigurationError(name, _EXPECTED)


def is_own_path(text: str) -> bool:
    """Whether it is a path of the page's own host; an empty one is the root."""
    return _OWN_PATH.fullmatch(text) is not None


def hub_host() -> str:
    """Return a JupyterHub's origin where each of its users has a host of their own; else ""."""
    try:
        host = yarl.URL(os.environ.get("JUPYTERHUB_HOST", ""))
        return str(host.origin()) if host.scheme in {"http", "https"} else ""
    except ValueError:
        return ""
