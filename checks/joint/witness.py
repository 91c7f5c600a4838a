"""Rational numbers for all levels of a component that satisfy every figure and edit: proof that all can be true."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .engine import Engine
from .exact import solve
from .rows import LOW, Bound, printed_bounds
from .system import AT_LEAST, EQUAL, MORE_THAN, Edit, Ratio, System

ATTEMPTS = 12
DIGITS = 12
Values = dict[str, Fraction]


def witness(system: System, engine: Engine) -> Values | None:
    """Numbers for the levels of a component; None where none were found, which says nothing.

    A solver proposes levels inside all rows; rates and shares follow from them. A row that multiplies two unknowns is
    only enclosed by others, so from the second proposal on it is replaced by its tangent at the proposal before.
    """
    point = engine.inside()
    for _ in range(ATTEMPTS):
        if point is None:
            return None
        values, wrong = _tried(system, point)
        if values is not None and not wrong:
            return values
        point = engine.inside({**point, **{m: float(v) for m, v in (values or {}).items()}})
    return None


def _tried(system: System, point: Mapping[str, float]) -> tuple[Values | None, list[str]]:
    """The exact numbers of a proposal and what they miss; edits that rounding breaks are met with equality."""
    edges: set[str] = set()
    while True:
        levels = _rounded(system, point, edges)
        values = None if levels is None else evaluated(system, levels)
        wrong = [] if values is None else failures(system, values)
        broken = {n.removeprefix("edit:") for n in wrong if n.startswith("edit:")} - edges
        broken = {n for n in broken if system.edits[n].operator == AT_LEAST}
        if not broken:
            return values, wrong
        edges |= broken


def evaluated(system: System, levels: Mapping[str, Fraction]) -> Values | None:
    """All measures that follow from the levels; None where a denominator is zero."""
    values = dict(levels)
    ratios = list(system.ratios.values())
    edits = [e for e in system.edits.values() if e.operator == EQUAL]
    before = -1
    while before != len(values):
        before = len(values)
        for r in ratios:
            if not _follow(r, values):
                return None
        for e in edits:
            unknown = [(m, c) for m, c in e.terms if m not in values]
            if len(unknown) == 1:
                (measure, coefficient), rest = unknown[0], _total(e, values)
                values[measure] = (e.constant - rest) / coefficient
    return values


def _follow(r: Ratio, values: Values) -> bool:
    """Fill in the one unknown of a ratio; false where it would divide by zero."""
    known = [m in values for m in r.measures]
    if known == [False, True, True] and r.power == 1:
        if values[r.denominator] == 0:
            return False
        values[r.measure] = values[r.numerator] / values[r.denominator] - r.offset
    elif known == [True, False, True]:
        values[r.numerator] = (values[r.measure] + r.offset) ** r.power * values[r.denominator]
    return True


def failures(system: System, values: Mapping[str, Fraction]) -> list[str]:
    """Names of the figures, edits, ratios and signs that the numbers do not satisfy."""
    wrong = [f"sign:{m}" for m in sorted(system.not_negative) if values.get(m, Fraction(0)) < 0]
    powers = {r.measure: r for r in system.ratios.values() if r.power > 1}
    for name, statement in system.statements.items():
        for bound in printed_bounds(statement):
            if not _meets(bound, powers.get(statement.measure), values):
                wrong.append(f"figure:{name}")
    for name, edit in system.edits.items():
        rest = _left_of(edit, powers, values)
        if rest is None:
            wrong.append(f"edit:{name}")
            continue
        if not {EQUAL: rest == 0, AT_LEAST: rest >= 0, MORE_THAN: rest > 0}[edit.operator]:
            wrong.append(f"edit:{name}")
    for name, r in system.ratios.items():
        if r.power > 1:
            continue  # met if its figures are
        unknown = [m for m in r.measures if m not in values]
        if unknown or values[r.numerator] != (values[r.measure] + r.offset) * values[r.denominator]:
            wrong.append(f"ratio:{name}")
    return wrong


def _left_of(edit: Edit, powers: Mapping[str, Ratio], values: Mapping[str, Fraction]) -> Fraction | None:
    """What is left of an edit after its constant, or a number of the same sign; None where a measure is missing.

    An average growth rate is a root; where it stands alone it is compared by its power.
    """
    if all(m in values for m, _ in edit.terms):
        return _total(edit, values) - edit.constant
    (measure, coefficient), *others = edit.terms
    if others or measure not in powers:
        return None
    bound = Bound(measure, LOW, edit.constant / coefficient, "")
    difference = _beyond(bound, powers[measure], values)
    return None if difference is None else difference * (1 if coefficient > 0 else -1)


def _meets(bound: Bound, ratio: Ratio | None, values: Mapping[str, Fraction]) -> bool:
    """Whether a number lies within an end of its figure."""
    difference = _beyond(bound, ratio, values)
    return difference is not None and (difference >= 0 if bound.side == LOW else difference <= 0)


def _beyond(bound: Bound, ratio: Ratio | None, values: Mapping[str, Fraction]) -> Fraction | None:
    """How far a measure lies above an end; a root is compared by its power, which gives the sign only."""
    if ratio is None:
        return values[bound.measure] - bound.value if bound.measure in values else None
    if not {ratio.numerator, ratio.denominator} <= values.keys():
        return None
    return values[ratio.numerator] - (bound.value + ratio.offset) ** ratio.power * values[ratio.denominator]


def _rounded(system: System, point: Mapping[str, float], edges: set[str]) -> Values | None:
    """The proposed levels with few digits, and those that equalities and ``edges`` fix computed from the others."""
    made = _counterfactual(system)
    followers = {r.measure for r in system.ratios.values() if r.numerator not in made}
    defined = {e.terms[0][0] for e in system.edits.values() if e.family == "difference"}
    levels = sorted({m for m in system.measures if m in point} - followers - defined - made)
    position = {m: i for i, m in enumerate(levels)}
    fixed: dict[str, Fraction] = {}
    for s in system.statements.values():
        if s.observation.half_unit == 0 and s.observation.qualifier == "exact" and s.measure in position:
            fixed[s.measure] = s.observation.number / s.factor
    equations = []
    for edit in system.edits.values():
        if (edit.operator == EQUAL or edit.edit_id in edges) and all(m in position for m, _ in edit.terms):
            equations.append(({position[m]: c for m, c in edit.terms}, edit.constant))
        elif edit.operator == EQUAL and edit.family != "difference":
            equations += _of_shares(system, edit, position)
    equations += [({position[m]: Fraction(1)}, value) for m, value in fixed.items()]
    free = [fixed.get(m, _decimal(point[m])) for m in levels]
    solved = _nearest(equations, free)
    return None if solved is None else dict(zip(levels, solved, strict=True))


def _of_shares(system: System, edit: Edit, position: Mapping[str, int]) -> list[tuple[dict[int, Fraction], Fraction]]:
    """An equality between shares of one whole, as an equality between the parts and the whole."""
    ratios = {r.measure: r for _, r in sorted(system.ratios.items(), reverse=True) if r.power == 1}
    used = [ratios.get(m) for m, _ in edit.terms]
    wholes = {r.denominator for r in used if r is not None}
    if None in used or len(wholes) != 1:
        return []
    (whole,) = wholes
    equation: dict[int, Fraction] = {}
    offset = edit.constant
    for (_, coefficient), r in zip(edit.terms, used, strict=True):
        assert r is not None
        if r.numerator not in position or whole not in position:
            return []
        at = position[r.numerator]
        equation[at] = equation.get(at, Fraction(0)) + coefficient
        offset += coefficient * r.offset
    at = position[whole]
    equation[at] = equation.get(at, Fraction(0)) - offset
    return [({i: c for i, c in equation.items() if c}, Fraction(0))]


def _nearest(equations: list[tuple[dict[int, Fraction], Fraction]], start: list[Fraction]) -> list[Fraction] | None:
    """A solution that keeps the start for every unknown that the equations leave free."""
    shifted = [(dict(eq), right - sum((c * start[i] for i, c in eq.items()), Fraction(0))) for eq, right in equations]
    moves = solve(shifted, len(start))
    return None if moves is None else [s + m for s, m in zip(start, moves, strict=True)]


def _counterfactual(system: System) -> set[str]:
    """Measures that exist only to express others: they follow from the levels."""
    return {
        r.numerator for r in system.ratios.values() if "@" not in r.numerator or "/" in r.numerator.rpartition(":")[2]
    }


def _total(edit: Edit, values: Mapping[str, Fraction]) -> Fraction:
    return sum((c * values[m] for m, c in edit.terms if m in values), Fraction(0))


def _decimal(number: float) -> Fraction:
    """The number with few significant digits."""
    return Fraction(f"{number:.{DIGITS - 1}e}")
