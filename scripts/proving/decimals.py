"""Decimal text of proven ends: never tighter than what was proven."""

from __future__ import annotations

import math
from fractions import Fraction

from checks.joint.rows import LOW


def outward(value: Fraction, side: str, places: int) -> str:
    """``value`` with so many decimals, a lower end rounded down and an upper end up; no trailing zeros."""
    scaled = value * 10**places
    units = math.floor(scaled) if side == LOW else math.ceil(scaled)
    text = f"{abs(units) // 10**places}"
    if places:
        text = f"{text}.{abs(units) % 10**places:0{places}d}".rstrip("0").rstrip(".")
    return f"-{text}" if units < 0 else text
