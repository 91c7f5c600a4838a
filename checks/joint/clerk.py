"""What rounded operands explain: figures computed from numbers that had been rounded before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

from .system import Ratio, Statement, System

DIFFERENCES = ("change_in_share", "change_in_growth_rate", "growth_gap")
"""Differences of two rates, each of which may have been rounded as the difference is printed."""


def widened(system: System, items: Collection[str]) -> System:
    """The figures of ``items`` only, each computed one given the room that rounding its operands takes.

    An operand counts as rounded like the printed level of its series, whether it is printed itself or not.
    """
    half_units = _half_units(system)
    sizes = {s.measure: abs(s.observation.number / s.factor) for s in system.statements.values()}
    by_measure = {r.measure: r for _, r in sorted(system.ratios.items(), reverse=True)}
    kept = {
        name: replace(s, slack=_slack(s, by_measure.get(s.measure), half_units, sizes))
        for name, s in system.statements.items()
        if name in items
    }
    return replace(system.restricted(items), statements=kept)


def _slack(
    s: Statement, ratio: Ratio | None, half_units: Mapping[str, Fraction], sizes: Mapping[str, Fraction]
) -> Fraction:
    o = s.observation
    if o.transformation in DIFFERENCES:
        return 2 * o.half_unit
    if o.transformation == "change":
        return 2 * half_units.get(o.series_id, Fraction(0))
    if ratio is None or o.half_unit == 0:
        return Fraction(0)
    factor = abs(ratio.offset + o.number / s.factor) ** ratio.power
    upper, lower = half_units.get(_series(ratio.numerator)), half_units.get(_series(ratio.denominator))
    if upper is None or lower is None:
        return Fraction(0)
    if not _computable(s, ratio, upper, lower, sizes):
        return Fraction(0)
    size = sizes.get(ratio.denominator) or (sizes[ratio.numerator] / factor if ratio.numerator in sizes else None)
    if size is None or size <= lower or ratio.power > 1:
        return Fraction(0)
    return s.factor * (upper + factor * lower) / (size - lower)


def _computable(s: Statement, ratio: Ratio, upper: Fraction, lower: Fraction, sizes: Mapping[str, Fraction]) -> bool:
    """Whether some two levels, rounded as they are printed, give the printed number: 7.1 / 6.2 is no 15.3 % more."""
    factor = ratio.offset + s.observation.number / s.factor
    above, below = sizes.get(ratio.numerator), sizes.get(ratio.denominator)
    half = s.observation.half_unit / s.factor
    if above is not None and lower and factor:
        tops, bottoms = [above], [below] if below is not None else _multiples(above / factor, 2 * lower)
    elif below is not None and upper:
        tops, bottoms = _multiples(below * factor, 2 * upper), [below]
    else:
        return False
    return any(bottom and abs(top / bottom - factor) <= half for top in tops for bottom in bottoms)


def _multiples(size: Fraction, unit: Fraction) -> list[Fraction]:
    """The two multiples of a unit beside a number."""
    count = size // unit
    return [count * unit, (count + 1) * unit]


def _half_units(system: System) -> dict[str, Fraction]:
    """Half a unit of the last printed place of the levels of each series, the coarsest where they differ."""
    found: dict[str, Fraction] = {}
    for s in system.statements.values():
        o = s.observation
        if o.transformation == "level" and o.qualifier == "exact":
            found[o.series_id] = max(o.half_unit, found.get(o.series_id, Fraction(0)))
    return found


def _series(measure: str) -> str:
    return measure.split("@")[0]
