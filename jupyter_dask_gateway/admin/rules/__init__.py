"""The rules of `lint`: each takes a form as one user gets it, and yields what it finds.

options.py   whether there is a form at all
names.py     options' names
labels.py    their labels, and the units in these
defaults.py  their defaults
handler.py   what the handler raises and returns
limits.py    how much somebody can ask for
site.py      the site's settings, which are not looked at without being named
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..facts import Form
from ..findings import Finding
from . import defaults, handler, labels, limits, names, options

Rule = Callable[[Form], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    options.fails,
    options.returns_no_options,
    names.duplicate,
    names.no_python_name,
    names.taken,
    names.no_variable,
    labels.missing,
    labels.equal,
    labels.no_unit,
    labels.other_unit,
    defaults.outside,
    defaults.no_json,
    defaults.odd_keys,
    defaults.secret,
    handler.fails,
    handler.is_lost,
    handler.refuses,
    handler.returns_no_mapping,
    handler.unknown_keys,
    handler.refused_values,
    handler.unchecked_environment,
    limits.unbounded,
    limits.none,
    limits.no_worker_fits,
)
"""In the order in which their findings are told."""
