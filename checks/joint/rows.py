"""The inequalities that figures, edits and ratios are made of: what a certificate adds up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .system import EQUAL, MORE_THAN, Edit, Ratio, Statement, System

ONE = "1"
"""The name under which the constant stands among the terms: every row is homogeneous, terms >= 0."""

LOW, HIGH = SIDES = "low", "high"


@dataclass(frozen=True)
class Row:
    """The sum of coefficient x measure (the constant under ONE) is not negative; ``strict``: above zero.

    ``name`` says where the row comes from, ``rests`` which figures and words of the document it uses. Rows that are
    ``half_up`` exclude zero when halves are rounded up. ``room`` is how far a point inside may keep from the row:
    half a unit of a figure, times the measure ``room_of`` in the row of a ratio.
    """

    name: str
    terms: tuple[tuple[str, Fraction], ...]
    rests: frozenset[str] = frozenset()
    strict: bool = False
    half_up: bool = False
    room: Fraction = Fraction(0)
    room_of: str = ONE


@dataclass(frozen=True)
class Bound:
    """A proven or printed end of one measure: ``side`` low or high, with the name of the row that says so."""

    measure: str
    side: str
    value: Fraction
    source: str
    rests: frozenset[str] = frozenset()
    half_up: bool = False
    room: Fraction = Fraction(0)
    strict: bool = False

    @property
    def row(self) -> Row:
        sign = 1 if self.side == LOW else -1
        terms = ((self.measure, Fraction(sign)), (ONE, -sign * self.value))
        of = (
            self.measure if self.source.startswith("sign:") else ONE
        )  # a level keeps away from zero as far as it is large
        return Row(self.source, terms, self.rests, self.strict, self.half_up, self.room, of)


def printed_bounds(statement: Statement) -> Iterator[Bound]:
    """The ends of the interval of a figure; half-up rounding leaves one of them out."""
    o = statement.observation
    interval = o.interval
    for side, end, is_open in ((LOW, interval.low, interval.low_open), (HIGH, interval.high, interval.high_open)):
        if not math.isinf(end):
            end = Fraction(end) + (statement.slack if side == HIGH else -statement.slack)
            value, room = end / statement.factor, o.half_unit / statement.factor
            source = f"figure:{o.observation_id}:{side}"
            yield Bound(statement.measure, side, value, source, frozenset((o.observation_id,)), is_open, room)


def sign_bound(measure: str, positive: bool) -> Bound:
    """A level is not negative, and above zero where figures divide by it."""
    return Bound(measure, LOW, Fraction(0), f"sign:{measure}", room=Fraction(1), strict=positive)


def base_rows(system: System) -> list[Row]:
    """Rows of all figures, signs and edits, in a fixed order."""
    rows = [Row("constant", ((ONE, Fraction(1)),))]
    for _, statement in sorted(system.statements.items()):
        rows += [bound.row for bound in printed_bounds(statement)]
    positive = system.positive
    rows += [sign_bound(measure, measure in positive).row for measure in sorted(system.not_negative)]
    for _, edit in sorted(system.edits.items()):
        rows += edit_rows(edit)
    return rows


def edit_rows(edit: Edit) -> list[Row]:
    """One row, or two for an equality."""
    terms = [*edit.terms, (ONE, -edit.constant)] if edit.constant else list(edit.terms)
    rests = frozenset(edit.items)
    rows = [Row(f"edit:{edit.edit_id}:{LOW}", _merged(terms), rests, strict=edit.operator == MORE_THAN)]
    if edit.operator == EQUAL:
        rows.append(Row(f"edit:{edit.edit_id}:{HIGH}", _merged((m, -c) for m, c in terms), rests))
    return rows


def product_row(ratio: Ratio, on_ratio: Bound, on_denominator: Bound) -> Row | None:
    """What two bounds on the factors of a ratio say of its numerator; their product cannot be negative.

    Where the ratio is raised to a power, only a denominator that is not negative will do.
    """
    factor = Fraction(ratio.offset) + on_ratio.value
    edge = on_denominator.value
    if ratio.power > 1 and (factor < 0 or edge != 0):
        return None
    factor **= ratio.power
    sign = 1 if on_ratio.side == on_denominator.side else -1
    terms = [(ratio.numerator, Fraction(sign)), (ratio.denominator, -sign * factor)]
    if edge:
        terms += [(ratio.measure, -sign * edge), (ONE, sign * edge * (factor - ratio.offset))]
    nonzero = not edge or on_denominator.half_up  # no figure divides by zero, but a level may lie on its own end
    name = f"product:{ratio.ratio_id}|{on_ratio.source}|{on_denominator.source}"
    return Row(
        name,
        _merged(terms),
        on_ratio.rests | on_denominator.rests,
        half_up=on_ratio.half_up and nonzero,
        room=on_ratio.room,
        room_of=ratio.denominator,
    )


def tangent_rows(ratio: Ratio, near: Mapping[str, float], number: int) -> list[Row]:
    """The ratio as an equality that is exact at one point only: a help in the search for numbers, no proof."""
    r, y = Fraction(near[ratio.measure]), Fraction(near[ratio.denominator])
    terms = [
        (ratio.numerator, Fraction(1)),
        (ratio.denominator, -(r + ratio.offset)),
        (ratio.measure, -y),
        (ONE, r * y),
    ]
    name = f"tangent:{ratio.ratio_id}:{number}"
    return [Row(f"{name}:{LOW}", _merged(terms)), Row(f"{name}:{HIGH}", _merged((m, -c) for m, c in terms))]


def _merged(terms: Iterable[tuple[str, Fraction]]) -> tuple[tuple[str, Fraction], ...]:
    total: dict[str, Fraction] = {}
    for measure, coefficient in terms:
        total[measure] = total.get(measure, Fraction(0)) + coefficient
    return tuple((m, c) for m, c in total.items() if c)
