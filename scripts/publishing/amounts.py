"""Amounts as people say them, for those who do not count in units of ten thousand or of a hundred million."""

from __future__ import annotations

from fractions import Fraction

from checks.model.observation import Observation
from checks.model.relation import Display

from .languages import Language

STEPS = {"en": ((12, "trillion"), (9, "billion"), (6, "million")), "zh": ((12, "万亿"), (8, "亿"), (4, "万"))}
"""Powers of ten and their words, the largest first."""
RELATIVE = ("PC", "PP", "PURE", "RANK")


def in_words(o: Observation, unit: str, language: Language) -> str:
    """The number of an observation with its unit, exactly; empty where print says it like this already."""
    amount = o.value * Fraction(10) ** o.unit_mult
    if o.unit_measure in RELATIVE or abs(amount) < 10_000:
        return ""
    power, word = next(((p, w) for p, w in STEPS[language.code] if abs(amount) >= 10**p), (0, ""))
    scaled = amount / 10**power
    places = next(n for n in range(20) if (scaled * 10**n).denominator == 1)
    number = Display(decimals=places).show(scaled)
    return f"{number} {word} {unit}".replace("  ", " ") if language.code == "en" else f"{number}{word}{unit}"
