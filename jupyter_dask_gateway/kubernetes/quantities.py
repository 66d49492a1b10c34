"""Amounts as Kubernetes and Dask write them, exactly: as the page's converter reads them."""

from __future__ import annotations

import math
import re
from fractions import Fraction

_QUANTITY = re.compile(
    r"\+?(?P<number>\d+\.?\d*|\.\d+)(?:(?P<suffix>[numkMGTPE]|[KMGTPE]i)|[eE](?P<exponent>[+-]?\d{1,3}))?",
    re.ASCII,
)
_DECIMAL = {"n": -9, "u": -6, "m": -3, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY = {f"{letter}i": 1024 ** (step + 1) for step, letter in enumerate("KMGTPE")}
_NANO = Fraction(1, 10**9)
_LARGEST = Fraction(2**63 - 1)
_MAX_LENGTH = 100

_UNIT = re.compile(r"([kmgtpe])(i?)b?", re.IGNORECASE | re.ASCII)


def kubernetes_quantity(text: str) -> Fraction | None:
    """Return a quantity such as `500m`, `14G`, `2Gi`, `1e3`; None for what is none, or below zero.

    Kubernetes keeps no more than billionths and rounds up.
    """
    found = _QUANTITY.fullmatch(text) if len(text) <= _MAX_LENGTH else None
    if found is None:
        return None
    amount = Fraction(found["number"])
    if (suffix := found["suffix"]) is not None:
        amount *= _BINARY.get(suffix) or Fraction(10) ** _DECIMAL[suffix]
    elif found["exponent"] is not None:
        amount *= Fraction(10) ** int(found["exponent"])
    return min(Fraction(math.ceil(amount / _NANO)) * _NANO, _LARGEST)


def dask_bytes(text: str) -> int | None:
    """Return what `--memory-limit` says, as `dask.utils.parse_bytes` reads it; None for what it refuses."""
    from dask.utils import parse_bytes

    if len(text) > _MAX_LENGTH:
        return None
    try:
        size = int(parse_bytes(text))
    except (ValueError, OverflowError):
        return None
    return size if size >= 0 else None


def unit_of(word: str) -> int | None:
    """Return how many bytes `GiB`, `MB` or `Gi` are; None for another word, and for a single letter."""
    found = _UNIT.fullmatch(word)
    if found is None or len(word) == 1:
        return None
    power = "kmgtpe".index(found[1].lower()) + 1
    return int((1024 if found[2] else 1000) ** power)


def hundredths(amount: Fraction) -> float | int:
    """Return an amount to two decimals, the nearest; never nothing of something. A whole number is an int."""
    rounded = Fraction(math.floor(amount * 100 + Fraction(1, 2)), 100)
    if amount > 0:
        rounded = max(rounded, Fraction(1, 100))
    return plain_number(rounded)


def plain_number(amount: Fraction) -> float | int:
    """Return it as Python code writes it: a whole number as an int."""
    return amount.numerator if amount.denominator == 1 else float(amount)
