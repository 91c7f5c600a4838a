"""Decimal text of proven ends: never tighter than what was proven."""

from __future__ import annotations

import math
from fractions import Fraction

from checks.joint.rows import LOW

SIGNIFICANT = 2
"""Digits of the width of an interval that its ends show."""


def outward(value: Fraction, side: str, places: int) -> str:
    """``value`` with so many decimals, a lower end rounded down and an upper end up; no trailing zeros."""
    scaled = value * 10**places
    units = math.floor(scaled) if side == LOW else math.ceil(scaled)
    text = f"{abs(units) // 10**places}"
    if places:
        text = f"{text}.{abs(units) % 10**places:0{places}d}".rstrip("0").rstrip(".")
    return f"-{text}" if units < 0 else text


def digits_of(width: Fraction) -> int:
    """Decimals that show two digits of a width."""
    return SIGNIFICANT if width <= 0 else max(0, SIGNIFICANT - 1 - _exponent(width))


def leading(width: Fraction) -> int:
    """The first two digits of a width, such as 23 of 0.0238."""
    return math.floor(width * Fraction(10) ** (SIGNIFICANT - 1 - _exponent(width))) if width else 0


def _exponent(width: Fraction) -> int:
    return math.floor(math.log10(width))


def towards(first: Fraction, second: Fraction, least: int) -> tuple[Fraction, Fraction, int]:
    """Two numbers rounded towards each other, so that they are at least as far apart as it shows; and the decimals.

    These are as many as show two digits of what lies between, and not fewer than ``least``.
    """
    places = max(least, digits_of(abs(first - second)))
    scale = 10**places
    low = Fraction(math.ceil(min(first, second) * scale), scale)
    high = Fraction(math.floor(max(first, second) * scale), scale)
    return (low, high, places) if first < second else (high, low, places)
