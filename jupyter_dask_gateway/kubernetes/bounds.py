"""What a gateway refuses of the options that a worker template comes to, for it is too little or too much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..languages import say


def beyond_bounds(options: Mapping[str, Any], specs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a sentence for each number that the gateway does not take."""
    for it in specs:
        name, spec = it["field"], it["spec"]
        value = options.get(name)
        if spec["type"] not in {"int", "float"} or not isinstance(value, int | float):
            continue
        # Large ones may have been left as text.
        least, most = (None if spec.get(key) is None else float(spec[key]) for key in ("min", "max"))
        if least is not None and value < least:
            yield say(
                "{option}: The gateway takes {least} at least.", option=f"{name}={value}", least=spec["min"]
            )
        if most is not None and value > most:
            yield say(
                "{option}: The gateway takes {most} at most.", option=f"{name}={value}", most=spec["max"]
            )
