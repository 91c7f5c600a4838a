"""Proven ends of levels that nobody printed, as far as they are narrow enough to be of use."""

from __future__ import annotations

import math
from fractions import Fraction

from checks.joint.proof import ProvenComponent
from checks.joint.rows import HIGH, LOW
from checks.joint.steps import Step
from checks.joint.words import Words
from checks.model.observation import RELATIVE_UNITS

from .decimals import digits_of, outward

Rows = list[dict[str, str]]
USEFUL = Fraction(1, 5)
"""Widest interval that is listed, as a part of the larger end."""
MULTIPLIERS = (12, 8, 4, 0)


def bound_rows(p: ProvenComponent, words: Words, document: str) -> tuple[Rows, Rows]:
    """Rows of ``bounds`` and of ``bound_observations``."""
    disputed = _disputed(p)
    bounds: Rows = []
    rests: Rows = []
    for quantity, (low, high) in sorted(p.bounds.items()):
        if low is None or high is None or not _useful(quantity, p, low, high):
            continue
        series_id, period, basis = p.component.quantities[quantity]
        unit = words.series[series_id].unit_measure
        mult, scale = _scale(unit, high.bound.value, low.bound.value)
        ends = {LOW: low.bound.value / scale, HIGH: high.bound.value / scale}
        if unit in words.reference.count_units:
            mult, ends = 0, {LOW: Fraction(math.ceil(low.bound.value)), HIGH: Fraction(math.floor(high.bound.value))}
        places = digits_of(ends[HIGH] - ends[LOW])
        bounds.append(
            {
                "quantity_id": quantity,
                "series_id": series_id,
                "time_period": period,
                "period_basis": basis,
                "document_id": document,
                "lower": outward(ends[LOW], LOW, places),
                "upper": outward(ends[HIGH], HIGH, places),
                "unit_measure": unit,
                "unit_mult": str(mult),
                "set_aside": "true" if quantity in disputed else "false",
                "lower_certificate": p.certified.get((quantity, LOW), ""),
                "upper_certificate": p.certified.get((quantity, HIGH), ""),
            }
        )
        used = sorted({item for end in (low, high) for item in end.bound.rests if item in p.component.statements})
        rests += [{"quantity_id": quantity, "observation_id": o} for o in used]
    return bounds, rests


def _useful(quantity: str, p: ProvenComponent, low: Step, high: Step) -> bool:
    """Narrow, and inferred from figures of something else than the quantity itself."""
    rests = {
        p.component.statements[o].measure for o in low.bound.rests | high.bound.rests if o in p.component.statements
    }
    size = max(abs(low.bound.value), abs(high.bound.value))
    return bool(rests - {quantity}) and high.bound.value - low.bound.value <= USEFUL * size


def _disputed(p: ProvenComponent) -> set[str]:
    """Quantities of which a figure speaks that was set aside."""
    measures = {p.component.statements[i].measure for i in p.released if i in p.component.statements}
    near = {m for r in p.component.ratios.values() if r.measure in measures for m in (r.numerator, r.denominator)}
    return measures | near


def _scale(unit: str, *ends: Fraction) -> tuple[int, Fraction]:
    """The multiplier in which numbers of this size are printed, and what one unit then is in base units."""
    relative = RELATIVE_UNITS.get(unit)
    if relative is not None:
        return 0, relative
    size = max(abs(end) for end in ends)
    mult = next((m for m in MULTIPLIERS if size >= 10**m), 0)
    return mult, Fraction(10) ** mult
