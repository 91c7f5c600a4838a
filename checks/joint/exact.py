"""Exact solutions of small sparse linear systems: turns what a float solver suggests into fractions that prove it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Vector = Mapping[str, Fraction]


def combination(rows: Sequence[Vector], target: Vector, free: str) -> list[Fraction] | None:
    """Multipliers with which ``rows`` add up to ``target`` in every entry but ``free``; None if there are none.

    Where several combinations exist, rows that are not needed get zero.
    """
    equations: dict[str, dict[int, Fraction]] = {}
    for i, row in enumerate(rows):
        for name, coefficient in row.items():
            if name != free and coefficient:
                equations.setdefault(name, {})[i] = coefficient
    if any(value and name != free and name not in equations for name, value in target.items()):
        return None
    system = [(equation, target.get(name, Fraction(0))) for name, equation in equations.items()]
    return solve(system, len(rows))


def solve(system: list[tuple[dict[int, Fraction], Fraction]], unknowns: int) -> list[Fraction] | None:
    """Solve equations (coefficient of each unknown, right side) by elimination, the shortest equation first."""
    pivots: list[tuple[int, dict[int, Fraction], Fraction]] = []
    rest = [(dict(equation), right) for equation, right in system]
    while rest:
        k = min(range(len(rest)), key=lambda j: len(rest[j][0]))
        equation, right = rest.pop(k)
        if not equation:
            if right:
                return None
            continue
        pivot = min(equation, key=lambda i: sum(i in other for other, _ in rest))
        scale = equation.pop(pivot)
        equation = {i: c / scale for i, c in equation.items()}
        right /= scale
        for j, (other, value) in enumerate(rest):
            factor = other.pop(pivot, None)
            if factor:
                for i, c in equation.items():
                    changed = other.get(i, Fraction(0)) - factor * c
                    if changed:
                        other[i] = changed
                    else:
                        other.pop(i, None)
                rest[j] = (other, value - factor * right)
        pivots.append((pivot, equation, right))
    found = [Fraction(0)] * unknowns
    for pivot, equation, right in reversed(pivots):
        found[pivot] = right - sum((c * found[i] for i, c in equation.items()), Fraction(0))
    return found
