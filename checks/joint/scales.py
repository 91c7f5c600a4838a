"""Magnitudes of measures, so that the float solver sees numbers near one. Only speed and reach depend on them."""

from __future__ import annotations

import math

from .system import System

PASSES = 8


def scales(system: System) -> dict[str, float]:
    """A power of ten for each measure whose magnitude is printed or follows from a neighbour."""
    known: dict[str, float] = {}
    for statement in system.statements.values():
        size = abs(float(statement.observation.number / statement.factor))
        if size:
            known[statement.measure] = _power(size)
    for _ in range(PASSES):
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
        if len(known) == before:
            break
    return known


def _power(size: float) -> float:
    return float(10.0 ** round(math.log10(size)))
