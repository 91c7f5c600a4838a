"""What all other figures leave for each figure: its corroboration, in units of its last printed place."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .engine import Engine, Step, informed
from .rows import SIDES
from .system import Statement, System

GRADES = {2: "last_digit", 20: "second_last_digit", 200: "third_last_digit"}
"""Width of the interval, in units of the last printed place, up to which a grade is given."""
LOOSE, ONE_SIDE, ALONE = "loose", "one_side", "alone"
CONTRADICTED = "contradicted"


@dataclass(frozen=True)
class Corroboration:
    """``low`` and ``high`` bound the measure of the figure; the figure itself is not used for either."""

    statement: Statement
    low: Step | None
    high: Step | None
    set_aside: bool = False

    @property
    def interval(self) -> tuple[Fraction | None, Fraction | None]:
        """The number of the figure as the others leave it, in its base unit."""
        ends = (None if s is None else s.bound.value * self.statement.factor for s in (self.low, self.high))
        low, high = ends
        return low, high

    @property
    def place(self) -> Fraction:
        """One unit of the last printed place."""
        return last_place(self.statement)

    @property
    def grade(self) -> str:
        """How closely the others fix the figure; ``contradicted`` where they exclude it."""
        low, high = self.interval
        stated = self.statement.observation.interval
        if (low is not None and low > stated.high) or (high is not None and high < stated.low):
            return CONTRADICTED
        if low is None or high is None:
            return ALONE if low is None and high is None else ONE_SIDE
        width = (high - low) / self.place
        return next((grade for most, grade in GRADES.items() if width <= most), LOOSE)


def last_place(statement: Statement) -> Fraction:
    """One unit of the last printed place of a figure, in base units."""
    o = statement.observation
    return o.scale / Fraction(10) ** o.decimals


def corroborations(component: System, released: System, engine: Engine) -> list[Corroboration]:
    """Every figure of a component against all others; ``released`` is the component without what is set aside."""
    found = []
    for name, statement in sorted(component.statements.items()):
        with engine.without([name]):
            low, high = (informed(engine, engine.best(statement.measure, side)) for side in SIDES)
        found.append(Corroboration(statement, low, high, set_aside=name not in released.statements))
    return found
