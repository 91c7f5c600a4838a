"""Magnitudes of measures, so that the float solver sees numbers near one. Only speed and reach depend on them."""

from __future__ import annotations

import math

from .system import System


def scales(system: System) -> dict[str, float]:
    """A power of ten for each measure whose magnitude is printed or follows from a neighbour."""
    known: dict[str, float] = {}
    for statement in system.statements.values():
        size = abs(float(statement.observation.number / statement.factor))
        if size:
            known[statement.measure] = _power(size)
    _spread(system, known)
    for _, ratio in sorted(system.ratios.items()):
        if ratio.denominator not in known:  # nothing tells how large; any magnitude will do for one of them
            known[ratio.denominator] = 1.0
            _spread(system, known)
    return known


def _spread(system: System, known: dict[str, float]) -> None:
    """Give neighbours of measures of known magnitude one that fits."""
    before = -1
    while before != len(known):
        before = len(known)
        for ratio in system.ratios.values():
            factor = known.get(ratio.measure, 1.0) if ratio.offset == 0 else 1.0
            if ratio.denominator in known:
                known.setdefault(ratio.numerator, known[ratio.denominator] * factor)
            elif ratio.numerator in known:
                known[ratio.denominator] = known[ratio.numerator] / factor
        for edit in system.edits.values():
            sizes = [known[m] for m, _ in edit.terms if m in known]
            if sizes:
                for measure, _ in edit.terms:
                    known.setdefault(measure, max(sizes))


def _power(size: float) -> float:
    return float(10.0 ** round(math.log10(size)))
