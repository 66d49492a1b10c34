"""Which language somebody reads: of those that there are tables for, else None, which is English."""

from __future__ import annotations

import os
import re

# As `js/view/strings/languages.ts` has it: who reads traditional characters has other words for much of this.
_SIMPLIFIED = re.compile(r"zh(?!.*[-_](?:hant|tw|hk|mo)\b)(?:[-_.@].*)?", re.IGNORECASE)


def language_of_tag(tag: str) -> str | None:
    """Return what is said to who reads the language of a tag (`zh-CN`) or of a locale (`zh_CN.UTF-8`)."""
    return "zh-CN" if _SIMPLIFIED.fullmatch(tag) else None


def language_of_header(accept_language: str) -> str | None:
    """Return what is said to who asks with this `Accept-Language`: the first of it is wanted most."""
    return language_of_tag(re.split("[,;]", accept_language, maxsplit=1)[0].strip())


def language_of_environment() -> str | None:
    """Return what the environment asks for, by the variables of GNU gettext in their order."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = os.environ.get(name)
        if wanted:
            return language_of_tag(wanted.split(":")[0])
    return None
