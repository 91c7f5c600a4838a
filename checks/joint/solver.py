"""The float solver: suggests which rows prove a bound or a contradiction. Nothing it says is believed unproven."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import highspy
import numpy as np

from .exact import combination
from .rows import HIGH, ONE, Row

TINY = 1e-9
STRICT_ROOM = 1e-6
"""Room of a row that excludes zero, where no half unit sets it; only the search for proofs depends on it."""
FREE = highspy.kHighsInf
VIOLATION = "violation"
"""By how much every row may fail; zero but where a contradiction is looked for."""
ROOM = "room"
"""What part of its own room every row with an inner room keeps free; zero but where a point inside is looked for."""
STRICT, HALF_UP = "strict", "half_up"
"""As ``ROOM``, for the rows alone that exclude zero, or exclude it when halves are rounded up."""


@dataclass(frozen=True)
class Proof:
    """``multipliers`` x rows add up to the claim; ``value`` is the bound that they prove."""

    value: Fraction
    multipliers: tuple[tuple[Row, Fraction], ...]

    @property
    def rests(self) -> frozenset[str]:
        return frozenset(o for row, _ in self.multipliers for o in row.rests)


class Solver:
    """A set of rows that can be switched off and on, and linear questions to those that are on."""

    def __init__(self, rows: Sequence[Row], scales: Mapping[str, float]) -> None:
        self.rows: list[Row] = []
        self.position: dict[str, int] = {}
        self.column: dict[str, int] = {ONE: 0, VIOLATION: 1, ROOM: 2, STRICT: 3, HALF_UP: 4}
        self.scale: list[float] = [1.0] * len(self.column)
        self._scales = scales
        self.unproven = 0
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("presolve", "off"),
            ("primal_feasibility_tolerance", 1e-9),
            ("dual_feasibility_tolerance", 1e-9),
        ):
            self._highs.setOptionValue(option, value)
        self._highs.addVars(5, np.array([-FREE, 0.0, 0.0, 0.0, 0.0]), np.array([FREE, 0.0, 0.0, 0.0, 0.0]))
        self.add(rows)

    def add(self, rows: Iterable[Row]) -> None:
        """Further rows, switched on."""
        for row in rows:
            for measure, _ in row.terms:
                if measure not in self.column:
                    self.column[measure] = len(self.column)
                    self.scale.append(self._scales.get(measure, 1.0))
                    self._highs.addVars(1, np.array([-FREE]), np.array([FREE]))
            index = np.array([self.column[m] for m, _ in row.terms], dtype=np.int32)
            value = np.array([float(c) * self.scale[i] for (_, c), i in zip(row.terms, index, strict=True)])
            size = float(np.max(np.abs(value))) or 1.0
            room = float(row.room) * self._scales.get(row.room_of, 1.0) / size or (STRICT_ROOM if row.strict else 0.0)
            rooms = {ROOM: True, STRICT: row.strict, HALF_UP: row.strict or row.half_up}
            extra = {VIOLATION: 1.0, **{name: -room for name, applies in rooms.items() if applies and room}}
            used = [(self.column[name], c) for name, c in extra.items()]
            index = np.append(index, [i for i, _ in used])
            value = np.append(value / size, [c for _, c in used])
            self._highs.addRow(0.0, FREE, len(index), index.astype(np.int32), value)
            self.position[row.name] = len(self.rows)
            self.rows.append(row)

    def switch(self, names: Iterable[str], on: bool) -> None:
        """Switch rows off or on by name."""
        for name in names:
            self._highs.changeRowBounds(self.position[name], 0.0 if on else -FREE, FREE)

    def bound(self, measure: str, side: str) -> Proof | None:
        """The tightest proven end of one measure."""
        sign = -1 if side == HIGH else 1
        support = self._support({measure: float(sign)}, ONE)
        return None if support is None else self._proof(support, {measure: Fraction(sign)}, ONE, -sign)

    def quotient(self, numerator: str, denominator: str, side: str) -> Proof | None:
        """The tightest proven end of a ratio of two measures of which the second is above zero."""
        sign = -1 if side == HIGH else 1
        support = self._support({numerator: float(sign)}, denominator)
        return None if support is None else self._proof(support, {numerator: Fraction(sign)}, denominator, -sign)

    def inside(self) -> tuple[float, dict[str, float]] | None:
        """A point that keeps as far from the ends of all figures as it can, and the part of their rooms that it keeps.

        None where no point satisfies all rows.
        """
        highs, column = self._highs, self.column
        highs.changeColBounds(column[ONE], 1.0, 1.0)
        highs.changeColBounds(column[ROOM], 0.0, 1.0)
        highs.changeColCost(column[ROOM], -1.0)
        highs.run()
        optimal = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        value = list(highs.getSolution().col_value)
        highs.changeColCost(column[ROOM], 0.0)
        highs.changeColBounds(column[ROOM], 0.0, 0.0)
        highs.changeColBounds(column[ONE], -FREE, FREE)
        if not optimal:
            return None
        return value[column[ROOM]], {m: value[i] * self.scale[i] for m, i in column.items()}

    def contradiction(self) -> Proof | None:
        """Rows that add up to less than nothing: proof that not all rows can hold."""
        proof = self._adding_up(VIOLATION, 1.0, FREE)
        return proof if proof is not None and proof.value < 0 else None

    def touching(self, half_up: bool) -> Proof | None:
        """Rows that add up to exactly nothing, some of which exclude zero; with ``half_up`` when halves are put up."""
        proof = self._adding_up(HALF_UP if half_up else STRICT, -1.0, 1.0)
        if proof is None or proof.value > 0:
            return None
        excluding = (row.strict or (half_up and row.half_up) for row, _ in proof.multipliers)
        return proof if proof.value < 0 or any(excluding) else None

    def _adding_up(self, slack: str, cost: float, most: float) -> Proof | None:
        """Rows that add up to a bare number, found where ``slack`` is driven to its limit."""
        column = self.column[slack]
        self._highs.changeColBounds(column, 0.0, most)
        support = self._support({slack: cost}, ONE)
        self._highs.changeColBounds(column, 0.0, 0.0)
        if not support:
            return None
        first, *rest = (self.rows[i] for i in support)
        found = combination([dict(r.terms) for r in rest], {m: -c for m, c in first.terms}, ONE)
        if found is None:
            return None
        if any(m < 0 for m in found):
            self.unproven += 1
            return None
        used = [(first, Fraction(1)), *zip(rest, found, strict=True)]
        total = sum((m * dict(row.terms).get(ONE, Fraction(0)) for row, m in used), Fraction(0))
        return Proof(total, tuple((row, m) for row, m in used if m))

    def _support(self, objective: Mapping[str, float], unit: str) -> list[int] | None:
        """Rows with a multiplier when ``objective`` is made as small as possible and ``unit`` is one."""
        highs, column = self._highs, self.column
        if unit not in column or any(m not in column for m in objective):
            return None
        highs.changeColBounds(column[unit], 1.0, 1.0)
        for measure, cost in objective.items():
            highs.changeColCost(column[measure], cost)
        highs.run()
        optimal = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        dual = np.array(highs.getSolution().row_dual) if optimal else None
        highs.changeColBounds(column[unit], -FREE, FREE)
        for measure in objective:
            highs.changeColCost(column[measure], 0.0)
        return None if dual is None else [int(i) for i in np.nonzero(np.abs(dual) > TINY)[0]]

    def _proof(self, support: list[int], target: dict[str, Fraction], free: str, sign: int) -> Proof | None:
        rows = [self.rows[i] for i in support]
        vectors = [dict(row.terms) for row in rows]
        found = combination(vectors, target, free)
        if found is None or any(m < 0 for m in found):
            self.unproven += 1
            return None
        total = sum((m * v.get(free, Fraction(0)) for m, v in zip(found, vectors, strict=True)), Fraction(0))
        value = -total if sign < 0 else total
        used = tuple((row, m) for row, m in zip(rows, found, strict=True) if m)
        return Proof(value, used)
