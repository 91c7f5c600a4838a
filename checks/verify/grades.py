"""Grades every figure anew from the certificates alone, by the definitions that ``resources/grades.csv`` publishes."""

from __future__ import annotations

from fractions import Fraction as F
from math import floor

from .certificates import Proofs

Row = dict[str, str]

WIDTHS = (("last_digit", 2), ("second_last_digit", 20), ("third_last_digit", 200))
SIDES = (("lower", -1), ("upper", 1))


def check(proofs: Proofs, corroboration: list[Row]) -> list[str]:
    """A line for each figure whose grade, or distance to an end, is not what its certificates give."""
    stating: dict[str, set[str]] = {}
    for name, stated in proofs.stated.items():
        stating.setdefault(stated["measure_id"], set()).add(name)
    wrong = []
    for row in corroboration:
        name = row["observation_id"]
        figure, stated = proofs.figure[name], proofs.stated[name]
        heads = [proofs.head.get(row[f"{column}_certificate"]) for column, _ in SIDES]
        ends = [None if head is None else F(head["value"]) / proofs.scale(name) for head in heads]
        rests = [proofs.proven.get(row[f"{column}_certificate"], frozenset()) for column, _ in SIDES]
        repeated = bool(frozenset().union(*rests)) and frozenset().union(*rests) <= stating[stated["measure_id"]]
        number, place = F(figure["obs_fraction"] or figure["obs_value"]), F(1, 10 ** int(figure["decimals"]))
        grade = _grade(number, place, ends, row["set_aside"] == "true", repeated)
        if row["grade"] != grade:
            wrong.append(f"{name}: its grade is {row['grade']}, should be {grade}")
        for (column, side), end in zip(SIDES, ends, strict=True):
            told = row[f"{column}_places"]
            if told != "" if end is None else not told or F(told) != _outward((end - number) / place, side):
                wrong.append(f"{name}: its {column} end is not as many places away as is said")
    return wrong


def _grade(number: F, place: F, ends: list[F | None], disputed: bool, repeated: bool) -> str:
    low, high = ends
    if disputed:
        return "disputed"
    if low is None and high is None:
        return "alone"
    if repeated:
        return "repeated"
    if low is None or high is None:
        return "one_side"
    width = high - low
    for grade, units in WIDTHS:
        if width <= units * place and (grade == "last_digit" or 2 * width < abs(number)):
            return grade
    return "one_percent" if 100 * width <= abs(number) else "loose"


def _outward(number: F, side: int) -> F:
    """Rounded to a tenth, away from the interval."""
    return F(side * -floor(-side * number * 10), 10)
