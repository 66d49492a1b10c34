"""Sentences that know what they were made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from string import Formatter
from typing import Any

from .wanted import language_of_environment

_TABLES = {"zh-CN": "zh_cn"}
# Between these two stands a space in Chinese. Compiled when something is translated.
_SEAM = r"[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]"


class Sentence(str):
    """A text in English, with the template and the arguments that it was made of."""

    template: str
    arguments: Mapping[str, Any]

    def __new__(cls, template: str, arguments: Mapping[str, Any]) -> Sentence:
        """`template`: as for `str.format`."""
        self = super().__new__(cls, template.format(**arguments))
        self.template = template
        self.arguments = arguments
        return self

    def __getnewargs__(self) -> tuple[str, Mapping[str, Any]]:  # type: ignore[override]
        """Return what a copy is made of, in another process, too."""
        return self.template, self.arguments


class SaidError(Exception):
    """An error whose text is ours: `sentence` can be had in any language, which `str(error)` cannot."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def say(template: str, /, **arguments: Any) -> Sentence:
    """Return the sentence. The template is what a language's table is asked for."""
    return Sentence(template, arguments)


def spoken(template: str, /, **arguments: Any) -> str:
    """Return the sentence in the language of the environment: for exceptions, which Python itself shows."""
    return in_language(Sentence(template, arguments), language_of_environment())


def join(*sentences: str) -> Sentence:
    """Return one sentence behind the other; empty ones are left out."""
    some = [each for each in sentences if each]
    return Sentence(
        " ".join(f"{{_{n}}}" for n in range(len(some))), {f"_{n}": it for n, it in enumerate(some)}
    )


def either(items: Iterable[str]) -> str:
    """Return “a or b or c”."""
    return _between("{one} or {others}", list(items))


def both(items: Iterable[str]) -> str:
    """Return “a and b and c”."""
    return _between("{one} and {others}", list(items))


def _between(template: str, items: Sequence[str]) -> str:
    if len(items) < 2:
        return items[0] if items else ""
    return say(template, one=items[0], others=_between(template, items[1:]))


def in_language(text: str, language: str | None) -> str:
    """Return the text in a language, if that is one of ours and its table knows it; else as it is."""
    table = _table(language)
    return str(text) if table is None else _translated(text, table)


def _translated(text: str, table: Mapping[str, str]) -> str:
    if not isinstance(text, Sentence):
        return table.get(text, text)
    arguments = {
        name: _translated(it, table) if _is_ours(name, it) else it for name, it in text.arguments.items()
    }
    if text.template.startswith("{_0}"):
        # A full stop of Chinese has its space inside.
        return "".join(it if it.endswith("。") else f"{it} " for it in arguments.values()).rstrip()
    return _put_in(table.get(text.template, text.template), arguments)


def _put_in(template: str, arguments: Mapping[str, object]) -> str:
    """Like `str.format`, with a space beside what is put in where only that shows that one is wanted."""
    text = ""
    formatter = Formatter()
    for piece, name, spec, conversion in formatter.parse(template):
        text = _beside(text, piece)
        if name is not None:
            value = formatter.convert_field(arguments[name], conversion)
            text = _beside(text, formatter.format_field(value, spec or ""))
    return text


def _beside(left: str, right: str) -> str:
    return f"{left} {right}" if re.fullmatch(_SEAM, left[-1:] + right[:1]) else left + right


def _is_ours(name: str, argument: object) -> bool:
    """Whether it is words of ours: a name or a value that is put in may look like a word in the table."""
    return isinstance(argument, Sentence) or (
        isinstance(argument, str) and (" " in argument or name == "program")
    )


def _table(language: str | None) -> Mapping[str, str] | None:
    module = _TABLES.get(language or "")
    return None if module is None else import_module(f".{module}", __package__).SENTENCES
