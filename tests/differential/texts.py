"""Texts of all code points on which this interpreter's Unicode tables agree with ours, and values of them."""

import sys

from hypothesis import strategies as st
from unicode_tables import is_hidden

# Assigned, or of another category, since the Unicode version of this interpreter.
CHANGED = {c for c in map(chr, range(sys.maxunicode + 1)) if c.isprintable() == is_hidden(ord(c))}

_ANY = st.text(st.characters(exclude_categories=()), max_size=8)
_NASTY = st.sampled_from(
    ["__proto__", "constructor", "toString", "</script>", "'", '"', "'\"", "\\", "\x7f", ""]
)


def texts() -> st.SearchStrategy[str]:
    """Any text, lone surrogates included, and some that like to break things."""
    plain = st.text("abz_ ", max_size=3)
    return st.one_of(plain, _NASTY, _ANY).map(lambda text: "".join("x" if c in CHANGED else c for c in text))


def trees(leaves: st.SearchStrategy) -> st.SearchStrategy:
    """JSON values with these leaves."""
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
        max_leaves=8,
    )
