"""Pictures of intervals: rows on one axis, placed exactly and told in words beside, so that no eye has to guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from checks.model.interval import Interval, Number, infinite
from checks.model.relation import Display

from .languages import Language

MARGIN, LEAST = Fraction(6), Fraction(1, 2)
"""Percent of the width that stay free on both sides, and that the narrowest row takes; no limit runs to the edge."""
EXTRA = 3
"""Digits that an end shows beyond those that are printed."""


@dataclass(frozen=True)
class Span:
    """A row of a picture: what it is, from where to where, how it looks (a class of the style), where it leads."""

    label: str
    interval: Interval
    look: str = "own"
    link: str = ""


def picture(spans: Sequence[Span], display: Display, language: Language) -> list[dict[str, str]]:
    """For each row its label, words, and place in percent of the width; nothing where no end is finite."""
    ends = [Fraction(x) for s in spans for x in (s.interval.low, s.interval.high) if not infinite(x)]
    if not ends:
        return []
    least, most = min(ends), max(ends)

    def at(number: Number, edge: int) -> Fraction:
        if infinite(number):
            return Fraction(edge)
        return MARGIN + (100 - 2 * MARGIN) * ((Fraction(number) - least) / (most - least) if most > least else LEAST)

    rows = []
    for s in spans:
        low, high = at(s.interval.low, 0), at(s.interval.high, 100)
        rows.append(
            {
                "label": s.label,
                "look": s.look,
                "link": s.link,
                "left": _percent(low),
                "width": _percent(max(high - low, LEAST)),
                "words": ends_of(s.interval, display, language),
            }
        )
    return rows


def ends_of(interval: Interval, display: Display, language: Language) -> str:
    """An interval in words, in the unit of a display, with more digits than are printed."""
    low, high = ("" if infinite(end) else display.show(end, EXTRA) for end in (interval.low, interval.high))
    if low and high:
        return low if interval.low == interval.high else language.say("from_to", low=low, high=high)
    if low:
        return language.say("from_on", low=low)
    return language.say("up_to", high=high) if high else language.say("any_number")


def unit_of(display: Display, language: Language) -> str:
    """The unit of a display in words; empty for a pure number."""
    return language.sentence(f"({display.unit})").strip("()（）") if display.unit else ""


def facts_of(spans: Sequence[Span], display: Display, language: Language) -> dict[str, Any]:
    """What the template of a picture needs."""
    return {"rows": picture(spans, display, language), "unit": unit_of(display, language)}


def _percent(number: Fraction) -> str:
    """Two decimals, without a float."""
    hundredths = round(number * 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
