"""Proven bounds of single measures, and what is needed to state them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from ..model.interval import Interval, root
from .rows import LOW, Bound
from .solver import Proof
from .system import Ratio, System


@dataclass(frozen=True)
class Step:
    """A proven bound. ``ratio_id`` names the ratio whose numerator and denominator were bounded, else it is empty."""

    bound: Bound
    proof: Proof
    ratio_id: str = ""


def informed(system: System, step: Step | None) -> Step | None:
    """A bound that says something: not that a level is not negative, nor that a ratio of two such levels is not."""
    if step is None or not step.bound.rests:
        return None
    bound, signed = step.bound, system.not_negative
    if bound.side != LOW:
        return step
    ratios = (r for r in system.ratios.values() if r.measure == bound.measure)
    least = [Fraction(-r.offset) for r in ratios if {r.numerator, r.denominator} <= signed]
    least += [Fraction(0)] if bound.measure in signed else []
    return None if any(bound.value <= end for end in least) else step


def shortened(value: Fraction, side: str, digits: int = 12) -> Fraction:
    """The value with so many significant digits, rounded so that the bound stays true."""
    if not value:
        return value
    exponent = digits - 1 - math.floor(math.log10(abs(value)))
    scaled = value * Fraction(10) ** exponent
    return Fraction(math.floor(scaled) if side == LOW else math.ceil(scaled)) / Fraction(10) ** exponent


def solved_for_ratio(ratio: Ratio, side: str, quotient: Fraction) -> Fraction | None:
    """The end of the ratio that follows from an end of numerator over denominator; None where it has none."""
    if ratio.power > 1:
        if quotient < 0:
            return None
        enclosed = root(Interval(quotient, quotient), ratio.power)
        quotient = Fraction(enclosed.low if side == LOW else enclosed.high)
    return quotient - ratio.offset
