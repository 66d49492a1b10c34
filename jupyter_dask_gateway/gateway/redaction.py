"""Cutting the TLS members out of a cluster's JSON, and leaving every other byte alone.

The text is cut, not parsed and written anew: integers beyond 2^53, NaN, 1.0 against 1.00, lone
surrogates and duplicate keys all stay as the gateway wrote them. Python's own JSON scanner finds
where values end, so it is fast and accepts exactly what the gateway's `json.dumps` may write.
"""

from __future__ import annotations

import json
import re

_SECRET = frozenset({"tls_cert", "tls_key"})
# What users chose: their own names, and not the gateway's to cut. No cluster is called so in a
# list, for their names are random hexadecimal numbers.
_USERS_OWN = "options"
_SPACE = re.compile(r"[ \t\n\r]*")
# Numbers stay text: Python refuses to convert integers of more than 4,300 digits.
_SCANNER = json.JSONDecoder(parse_int=str, parse_float=str, strict=False)


def without_tls(body: bytes) -> bytes:
    """Return a reply's body without any cluster's `tls_cert` and `tls_key`.

    `body` is a cluster (`{"name": …, "tls_key": …}`), clusters by name (`{"<name>": {…}}`) or any
    other reply; one that does not mention those members is returned as it is, whatever it holds.
    Raises ValueError for one that mentions them and is not a JSON object, as nobody knows where
    the key is in it.
    """
    if b"tls_" not in body:
        return body
    # Latin-1 maps every byte to one character and back, and JSON's own characters are ASCII.
    text = body.decode("latin-1")
    start = _skip_space(text, 0)
    try:
        kept, end = _object(text, start, nested=True)
    except RecursionError:
        raise ValueError("too deeply nested") from None
    rest = text[end:]
    if rest.strip(" \t\n\r"):
        raise ValueError("text after the object")
    return (text[:start] + kept + rest).encode("latin-1")


def _object(text: str, start: int, *, nested: bool) -> tuple[str, int]:
    """Return the object at `start` without its TLS members, and where it ends.

    With `nested`, the objects that are its members lose theirs too.
    """
    _expect(text, start, "{")
    index = _skip_space(text, start + 1)
    if text.startswith("}", index):
        return text[start : index + 1], index + 1
    members = []
    index = start
    while not text.startswith("}", index):
        begin = index + 1  # past the brace or the comma
        name = _skip_space(text, begin)
        _expect(text, name, '"')
        key, index = _SCANNER.raw_decode(text, name)
        colon = _skip_space(text, index)
        _expect(text, colon, ":")
        value = _skip_space(text, colon + 1)
        if nested and key != _USERS_OWN and text.startswith("{", value):
            kept, index = _object(text, value, nested=False)
        else:
            _, index = _SCANNER.raw_decode(text, value)
            kept = text[value:index]
        after = _skip_space(text, index)
        if key not in _SECRET:
            members.append(text[begin:value] + kept + text[index:after])
        index = after
        if not text.startswith("}", index):
            _expect(text, index, ",")
    return "{" + ",".join(members) + "}", index + 1


def _expect(text: str, index: int, character: str) -> None:
    if not text.startswith(character, index):
        raise ValueError(f"{character!r} expected")


def _skip_space(text: str, index: int) -> int:
    match = _SPACE.match(text, index)
    return match.end() if match else index
