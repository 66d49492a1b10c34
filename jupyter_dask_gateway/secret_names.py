"""Which options hold secrets, as far as their names tell.

`src/schema/secret_names.rs` says the same for what the page hides; `tests/fixtures/secret_names.json` holds
the two together.
"""

from __future__ import annotations

import re

DOTS = "••••••••"
"""Stand for a secret: as many for each."""

# Anywhere in a word: "dbpassword".
_PART = re.compile("password|passwd|passphrase|secret|credential")
# A whole word or its plural, for "key" is no part of "monkey" and "keyboard"; "token" may be the end of
# a word, as in "apitoken", but not its start: "tokenizer".
_WORD = re.compile("(key|apikey|accesskey|privatekey|sshkey|pwd|.*token)s?")
# From a small letter to a capital one, and before the last of several capitals that a small letter follows.
_PARTING = re.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def is_secret_name(text: str) -> bool:
    """Return whether an option of this name or label holds a secret.

    Only letters of ASCII count, all else parts words: `api_key`, `apiKey` and `APIKey` are two.
    """
    for run in re.findall("[A-Za-z]+", text):
        words = [run, *_PARTING.split(run)]
        if _PART.search(run.lower()) or any(_WORD.fullmatch(word.lower()) for word in words):
            return True
    return False
