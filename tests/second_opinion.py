"""Whether all figures of a system can be true, asked of z3: what figures, edits and ratios say, and nothing derived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction as F

import z3

from checks.joint.system import Statement, System
from checks.model.observation import Observation

SAT, UNSAT, UNKNOWN = "sat", "unsat", "unknown"
PATIENCE = 700
"""Milliseconds for each way to ask; who has not answered then has no opinion."""
WAYS = (
    ("simplify", "propagate-values", "solve-eqs", "elim-uncnstr", "simplify", "purify-arith", "qfnra-nlsat"),
    ("simplify", "elim-uncnstr", "smt"),
)
"""Tactics of z3, tried one after the other until one answers."""


def opinion(system: System, half_up: bool, items: Iterable[str] | None = None) -> str:
    """``sat``, ``unsat`` or ``unknown``; with ``items`` of these figures and words only.

    With ``half_up`` the end of a figure that half-up rounding leaves out is left out.
    """
    asked = system if items is None else system.restricted(items)
    said = constraints(asked, half_up)
    for tactics in WAYS:
        solver = z3.Then(*tactics).solver()
        solver.set("timeout", PATIENCE)
        solver.add(*said)
        answer = str(solver.check())
        if answer != UNKNOWN:
            return answer
    return UNKNOWN


def constraints(system: System, half_up: bool) -> list[z3.BoolRef]:
    """All statements about the measures; a ratio that only its figures speak of is put in their terms."""
    number = {measure: z3.Real(measure) for measure in system.measures}
    said = [number[m] >= 0 for m in system.not_negative if m in number]
    for edit in system.edits.values():
        left = z3.Sum([_exact(c) * number[m] for m, c in edit.terms])
        right = _exact(edit.constant)
        said.append({"equal": left == right, "at_least": left >= right, "more_than": left > right}[edit.operator])
    alone = _named_once(system)
    for ratio in system.ratios.values():
        above, below = number[ratio.numerator], number[ratio.denominator]
        positive = ratio.denominator in system.not_negative
        said.append(below > 0 if positive else below != 0)
        if positive and ratio.measure in alone:
            for statement in system.statements.values():
                if statement.measure == ratio.measure:
                    said += _printed(statement, half_up, above, below, ratio.offset, ratio.power)
            continue
        product = below
        for _ in range(ratio.power):
            product = product * (number[ratio.measure] + ratio.offset)
        said.append(above == product)
        if ratio.power > 1:
            said.append(number[ratio.measure] + ratio.offset >= 0)  # the root that is not negative
    for statement in system.statements.values():
        said += _printed(statement, half_up, number[statement.measure])
    return said


def _named_once(system: System) -> set[str]:
    """Measures that one ratio and no edit names."""
    named = Counter(m for r in system.ratios.values() for m in r.measures)
    named.update(m for e in system.edits.values() for m, _ in e.terms)
    return {measure for measure, times in named.items() if times == 1}


def _printed(
    statement: Statement,
    half_up: bool,
    above: z3.ArithRef,
    below: z3.ArithRef | int = 1,
    offset: int = 0,
    power: int = 1,
) -> list[z3.BoolRef]:
    """What a figure says of its measure, which is the root of above/below less the offset.

    Half a unit of the last place to each side, or one side of a bound; both sides are multiplied by ``below``.
    """
    o = statement.observation
    unit = _unit(o)
    number, half = o.value * unit, F(0) if o.rounding == "exact" else unit / 10**o.decimals / 2

    def times(end: F) -> z3.ArithRef:
        base = offset + end / statement.factor
        return _exact(base**power if base >= 0 else -(abs(base) ** power)) * below  # a root is not negative

    if o.qualifier == "exact":
        low, high = times(number - half), times(number + half)
        if not half or not half_up:
            return [above >= low, above <= high]
        return [above > low, above <= high] if number < 0 else [above >= low, above < high]
    if o.bound_kind != "strict":
        return []
    return [above >= times(number)] if o.qualifier == "lower" else [above <= times(number)]


def _unit(o: Observation) -> F:
    return F(10) ** o.unit_mult / (100 if o.unit_measure in ("PC", "PP") else 1)


def _exact(number: F) -> z3.RatNumRef:
    return z3.Q(number.numerator, number.denominator)
