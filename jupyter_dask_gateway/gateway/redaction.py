"""Cutting the TLS members out of a cluster's JSON, and leaving every other byte alone.

The text is cut, not parsed and written anew: integers beyond 2^53, NaN, 1.0 against 1.00, lone
surrogates and duplicate keys all stay as the gateway wrote them. No value is made of it either, as a
reply of a few megabytes can hold millions, and it is gone through in slices: see `pace`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from enum import Enum, auto

from .pace import Slice

_MARK = b"tls_"
_SECRET = frozenset({b"tls_cert", b"tls_key"})
# What users chose: their own names, and not the gateway's to cut. No cluster is called so in a
# list, for their names are random hexadecimal numbers.
_LEFT_ALONE = _SECRET | {b"options"}
# Of a name with each character escaped as \uXXXX.
_LONGEST_SPELLING = 6 * max(map(len, _LEFT_ALONE))

# Bytes that are looked at in one step, which takes a fraction of a slice.
_STEP = 2**14
_SPACE = re.compile(rb"[ \t\n\r]*")
_STRING = re.compile(rb'(?:[^"\\]+|\\.)*', re.DOTALL)
# Whether it is a number or a word that JSON has does not matter: no name can be in it.
_SCALAR = re.compile(rb"[-+.0-9A-Za-z]*")
# What mostly comes, in one go. A string or a member that a step's end cuts in two is left to the steps.
_WHOLE_STRING = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
_MEMBERS = re.compile(
    rb'(?:[ \t\n\r]*"(?!tls_)[^"\\]*"[ \t\n\r]*:[ \t\n\r]*(?:%b|[-+.0-9A-Za-z]+)[ \t\n\r]*,)*'
    % _WHOLE_STRING,
    re.DOTALL,
)
_NESTED = re.compile(rb'(?:[^"\[\]{}]+|%b|\[[^"\[\]{}]*\]|\{[^"\[\]{}]*\})*' % _WHOLE_STRING, re.DOTALL)
_MAX_DEPTH = 1000
_QUOTE, _COLON, _COMMA, _OPEN, _CLOSE = b'":,{}'
_CLOSE_OF = {ord("{"): ord("}"), ord("["): ord("]")}


def without_tls(body: bytes) -> Generator[None, None, bytes]:
    """Return a reply's body without any cluster's `tls_cert` and `tls_key`; yield between slices.

    `body` is a cluster (`{"name": …, "tls_key": …}`), clusters by name (`{"<name>": {…}}`) or any
    other reply; one that does not mention those members is returned as it is, whatever it holds.
    Raises ValueError for one that mentions them and is not a JSON object, as nobody knows where
    the key is in it.
    """
    piece = Slice()
    for start in range(0, len(body), _STEP):
        if body.find(_MARK, start, start + _STEP + len(_MARK) - 1) >= 0:
            break
        if piece.is_over():
            yield
    else:
        return body
    cutter = _Cutter(body)
    while not cutter.step():
        if piece.is_over():
            yield
    return bytes(cutter.kept)


class _State(Enum):
    """What is expected next, or being passed over."""

    START = auto()
    FIRST_NAME = auto()  # or the end of the object
    NAME = auto()
    COLON = auto()
    VALUE = auto()
    SCALAR = auto()
    NESTED = auto()  # a list, or an object whose members are left alone
    AFTER = auto()  # a comma or the end of the object
    END = auto()


_BEFORE_NAME = frozenset({_State.FIRST_NAME, _State.NAME})
_MAY_BE_STRING = _BEFORE_NAME | {_State.VALUE, _State.NESTED}


class _Cutter:
    """Goes through the reply's object and through the objects that are its members."""

    def __init__(self, body: bytes) -> None:
        self.kept = bytearray()
        self._body = memoryview(body)
        self._text = body
        self._index = 0
        self._state = _State.START
        self._string: int | None = None
        """Where the string began in which we are."""
        self._name = b""
        self._member = 0
        """Where it began: after the brace or the comma."""
        self._any_kept: list[bool] = []
        """Of each object in which we are, whether a member before this one was kept."""
        self._brackets = bytearray()
        """How the lists and objects end of which the nested value is made."""
        self._copied = 0
        """What is before has been kept or cut."""

    def step(self) -> bool:
        """Go on by a few bytes. Return whether that was all; raise ValueError for what is no object."""
        state = self._state
        if self._string is not None:
            self._go_on_in_string()
        elif state is _State.SCALAR:
            if not self._pass(_SCALAR):
                self._state = _State.AFTER
        elif state in _BEFORE_NAME and self._pass_members():
            self._state = _State.NAME
        elif not self._pass(_NESTED if state is _State.NESTED else _SPACE):
            if self._index == len(self._text):
                if state is not _State.END:
                    raise ValueError("it ends early")
                self.kept += self._body[self._copied :]
                return True
            self._take(self._text[self._index])
        return False

    def _pass(self, run: re.Pattern[bytes]) -> bool:
        """Pass over what matches, a step's bytes at most. Return whether there may be more of it."""
        limit = self._index + _STEP
        match = run.match(self._text, self._index, limit)
        assert match is not None  # noqa: S101  each of them matches nothing too
        self._index = match.end()
        return self._index == limit

    def _pass_members(self) -> bool:
        """Pass over members that are kept, commas included. Return whether there was one."""
        start = self._index
        self._pass(_MEMBERS)
        if self._index == start:
            return False
        self._any_kept[-1] = True
        self._member = self._index
        return True

    def _go_on_in_string(self) -> None:
        start = self._index
        self._pass(_STRING)
        end = self._index
        if not self._text.startswith(b'"', end):
            if end == start:
                raise ValueError("a string without an end")
            return
        self._index += 1
        if self._state is _State.VALUE:
            self._state = _State.AFTER
        elif self._state is not _State.NESTED:
            self._name = _read_name(self._text, self._string or 0, end)
            self._state = _State.COLON
        self._string = None

    def _take(self, byte: int) -> None:
        """Take a character that is none of white space, a scalar's or a string's."""
        state = self._state
        if byte == _QUOTE and state in _MAY_BE_STRING:
            self._string = self._index + 1
        elif state is _State.NESTED:
            self._take_bracket(byte)
        elif state is _State.COLON and byte == _COLON:
            self._state = _State.VALUE
        elif state is _State.VALUE:
            if self._begin_value(byte):
                return
        elif state is _State.START and byte == _OPEN:
            self._begin_object()
        elif state is _State.AFTER and byte in (_COMMA, _CLOSE):
            self._end_member(is_last=byte == _CLOSE)
        elif state is _State.FIRST_NAME and byte == _CLOSE:
            self._end_object()
        else:
            raise ValueError("not JSON")
        self._index += 1

    def _begin_value(self, byte: int) -> bool:
        """Return whether it is a scalar, whose first character is left to be passed."""
        if byte == _OPEN and len(self._any_kept) == 1 and self._name not in _LEFT_ALONE:
            self._any_kept[0] = True
            self._begin_object()
        elif byte in _CLOSE_OF:
            self._state = _State.NESTED
            self._take_bracket(byte)
        elif _SCALAR.fullmatch(bytes([byte])):
            self._state = _State.SCALAR
            return True
        else:
            raise ValueError("not a value")
        return False

    def _take_bracket(self, byte: int) -> None:
        if byte in _CLOSE_OF:
            if len(self._brackets) == _MAX_DEPTH:
                raise ValueError("too deeply nested")
            self._brackets.append(_CLOSE_OF[byte])
        elif self._brackets.pop() != byte:
            raise ValueError("brackets that do not match")
        elif not self._brackets:
            self._state = _State.AFTER

    def _begin_object(self) -> None:
        self._any_kept.append(False)
        self._member = self._index + 1
        self._state = _State.FIRST_NAME

    def _end_member(self, *, is_last: bool) -> None:
        if self._name not in _SECRET:
            self._any_kept[-1] = True
        elif self._any_kept[-1]:
            self._cut(self._member - 1, self._index)
        else:
            self._cut(self._member, self._index if is_last else self._index + 1)
        self._member = self._index + 1
        self._state = _State.NAME
        if is_last:
            self._end_object()

    def _end_object(self) -> None:
        self._any_kept.pop()
        # Whatever it was called, the member that ends with this object has been kept.
        self._name = b""
        self._state = _State.AFTER if self._any_kept else _State.END

    def _cut(self, start: int, end: int) -> None:
        self.kept += self._body[self._copied : start]
        self._copied = end


def _read_name(text: bytes, start: int, end: int) -> bytes:
    """Return a member's name as it is meant; nothing of a long one, which is none of those that count."""
    if end - start > _LONGEST_SPELLING:
        return b""
    name = text[start:end]
    if b"\\" not in name:
        return name
    # Latin-1 maps every byte to one character and back, and JSON's own characters are ASCII.
    meant: str = json.loads(f'"{name.decode("latin-1")}"', strict=False)
    return meant.encode("latin-1", "replace")
