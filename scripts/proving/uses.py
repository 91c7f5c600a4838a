"""What the rows of a proof are made of: figures, each at one end of its rounding, edits and ratios."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from checks.joint.contradictions import Contradiction
from checks.joint.rows import LOW, ONE, Row, printed_bounds
from checks.joint.system import Edit, Ratio, System

TAKEN = Fraction(100)
"""What a level is taken as that may be anything above zero."""


@dataclass(frozen=True)
class Use:
    """A ``figure`` at one ``end`` of its rounding, as its measure; an ``edit``; a ``ratio``, alone or of that figure.

    Or a ``level`` of which only the sign is used: nothing but rates and shares contradict each other, whatever it is.
    ``missing`` is what lacks in the row of a proof if all its other rows hold to the last digit; None for what stands
    behind a bound that was proven before. ``sign`` tells which way the row looks: 1 where a number is at least the end.
    """

    missing: Fraction | None = None
    sign: int = 1
    figure: str = ""
    end: Fraction = Fraction(0)
    ratio: Ratio | None = None
    edit: Edit | None = None
    level: str = ""


def uses(component: System, c: Contradiction) -> list[Use] | None:
    """What all rows of the proof of a contradiction use; None where one is made of anything else."""
    found: list[Use] = []
    amounts = any(dict(row.terms).get(ONE) for row, _ in c.proof.multipliers)
    signs = {row.name.removeprefix("sign:"): m for row, m in c.proof.multipliers if row.name.startswith("sign:")}
    total = c.proof.value - sum(m * TAKEN for m in signs.values())
    for row, multiplier in c.proof.multipliers:
        level = row.name.removeprefix("sign:")
        read = [Use(level=level)] if level in signs else _read(component, c, row, total / multiplier)
        if read is None or (signs and amounts):
            return None
        found += read
    return found


def _read(component: System, c: Contradiction, row: Row, missing: Fraction | None = None) -> list[Use] | None:
    source, ratio = row.name, None
    if source.startswith("product:"):
        measure, denominator, source, sign = source.removeprefix("product:").split("|")
        ratio = component.ratios[f"{measure}|{denominator}"]
        if not sign.startswith("sign:"):
            return None  # a product of two numbers that is enclosed, not solved
    if source in c.steps:
        step = c.steps[source]
        found = [Use(ratio=r) for r in (ratio, component.ratios.get(step.ratio_id)) if r]
        for inner, _ in step.proof.multipliers:
            read = _read(component, c, inner)
            if read is None:
                return None
            found += read
        return found
    kind, _, rest = source.partition(":")
    name, _, side = rest.rpartition(":")
    sign_of_row = 1 if side == LOW else -1
    if kind == "edit":
        return [Use(missing, sign_of_row, edit=component.edits[name])]
    if kind == "figure":
        (end,) = (b.value for b in printed_bounds(component.statements[name]) if b.side == side)
        return [Use(missing, sign_of_row, name, end, ratio)]
    return None
