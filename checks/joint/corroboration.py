"""What all other figures leave for each figure: its corroboration, in units of its last printed place."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .engine import Engine
from .rows import SIDES
from .steps import Step, informed
from .system import Statement, System

GRADES = {2: "last_digit", 20: "second_last_digit", 200: "third_last_digit"}
"""Width of the interval, in units of the last printed place, up to which a grade is given."""
ONE_PERCENT, LOOSE, ONE_SIDE, ALONE = "one_percent", "loose", "one_side", "alone"
REPEATED, DISPUTED = "repeated", "disputed"


@dataclass(frozen=True)
class Corroboration:
    """``low`` and ``high`` bound the measure of the figure; the figure itself is not used for either."""

    statement: Statement
    low: Step | None
    high: Step | None
    set_aside: bool = False
    repeated: bool = False

    @property
    def interval(self) -> tuple[Fraction | None, Fraction | None]:
        """The number of the figure as the others leave it, in its base unit."""
        ends = (None if s is None else s.bound.value * self.statement.factor for s in (self.low, self.high))
        low, high = ends
        return low, high

    @property
    def place(self) -> Fraction:
        """One unit of the last printed place, in base units."""
        o = self.statement.observation
        return o.scale / Fraction(10) ** o.decimals

    @property
    def grade(self) -> str:
        """How closely the others fix the figure, in a word of the list of grades."""
        low, high = self.interval
        if self.set_aside:
            return DISPUTED
        if low is None and high is None:
            return ALONE
        if self.repeated:
            return REPEATED
        if low is None or high is None:
            return ONE_SIDE
        width, size = high - low, abs(self.statement.observation.number)
        for most, grade in GRADES.items():
            if width <= most * self.place and (grade == "last_digit" or 2 * width < size):
                return grade
        return ONE_PERCENT if 100 * width <= size else LOOSE


def corroborations(component: System, released: System, engine: Engine) -> list[Corroboration]:
    """Every figure of a component against all others; ``released`` is the component without what is set aside.

    The two ends of a range say one thing together, so neither confirms the other.
    """
    same: dict[str, set[str]] = {}
    for name, statement in component.statements.items():
        same.setdefault(statement.measure, set()).add(name)
    found = []
    for name, statement in sorted(component.statements.items()):
        o = statement.observation
        together = {n for n in same[statement.measure] if o.range_id == component.statements[n].observation.range_id}
        apart = together if o.range_id else {name}
        with engine.without(apart):
            low, high = (informed(engine.system, engine.best(statement.measure, side)) for side in SIDES)
        rests = {item for end in (low, high) if end is not None for item in end.bound.rests}
        aside = name not in released.statements
        found.append(Corroboration(statement, low, high, aside, bool(rests) and rests <= same[statement.measure]))
    return found
