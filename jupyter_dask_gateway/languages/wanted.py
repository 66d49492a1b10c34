"""Which language somebody reads: of those that there are tables for, else None, which is English."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

# As `js/view/strings/languages.ts` has it: who reads traditional characters has other words for much of this.
_SIMPLIFIED = re.compile(r"zh(?!.*[-_](?:hant|tw|hk|mo)\b)(?:[-_.@].*)?", re.IGNORECASE)
_HAS_TABLES = re.compile(r"(?:en|zh)(?![a-z])", re.IGNORECASE)

# One of the languages of an `Accept-Language`, and how much it is wanted.
_ACCEPTED = re.compile(
    r"\s*([a-z0-9_-]+)\s*(?:;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?", re.IGNORECASE | re.ASCII
)
# No browser sends more, or longer ones. Whatever is sent, no more than this is looked at.
_MOST = 20
_LONGEST = 60


def language_of_tag(tag: str) -> str | None:
    """Return what is said to who reads the language of a tag (`zh-CN`) or of a locale (`zh_CN.UTF-8`)."""
    return "zh-CN" if _SIMPLIFIED.fullmatch(tag) else None


def language_of_header(accept_language: str) -> str | None:
    """Return what is said to who asks with this `Accept-Language`: what of ours is wanted most."""
    sent = accept_language.split(",", _MOST)[:_MOST]
    found = [_ACCEPTED.fullmatch(each) for each in sent if len(each) <= _LONGEST]
    wanted = [(float(it[2] or 1), it[1]) for it in found if it is not None]
    # Of two that are wanted alike the first counts.
    return _first_of_ours(tag for quality, tag in sorted(wanted, key=lambda it: -it[0]) if quality > 0)


def language_of_environment() -> str | None:
    """Return what the environment asks for, by the variables of GNU gettext in their order.

    The first of them may name several languages, of which we have the first.
    """
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = os.environ.get(name)
        if wanted:
            return _first_of_ours(wanted.split(":"))
    return None


def _first_of_ours(tags: Iterable[str]) -> str | None:
    ours = next(filter(_HAS_TABLES.match, tags), None)
    return None if ours is None else language_of_tag(ours)
