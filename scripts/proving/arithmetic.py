"""The arithmetic of a contradiction: two numbers that should agree, and how near to each other rounding brings them.

No row of a proof can be missed. So all rows but one can hold to the last digit, each figure at that end of its rounding
which the proof uses; and what is then missing in the one that is left out, the pivot, is missing for any true numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from checks.joint.contradictions import Contradiction
from checks.joint.engine import Engine
from checks.joint.rows import HIGH, LOW
from checks.joint.system import AT_LEAST, EQUAL, Edit, System

from .decimals import leading
from .uses import TAKEN, Use, uses
from .workings import Connection, Number, Step, Workings, step_to

Sides = tuple[Number, Number, str, Step]
"""Stated, computed, mode and step of an arithmetic."""


@dataclass(frozen=True)
class Arithmetic:
    """What is ``stated`` should be ``computed``, as ``step`` says; ``mode`` is a key of ``VERBS``.

    Stated is the number of the observation ``figure`` or, where an ``edit`` is not met, of its first measure. The
    ``workings`` lead to both. ``sources`` are the observations that print a measure; ``ends`` is what each figure of
    the proof is, as its measure, where the two numbers are nearest to each other. A ``level`` is taken as 100 where
    only rates and shares are printed.
    """

    stated: Number
    computed: Number
    mode: str
    step: Step
    workings: Workings
    sources: Mapping[str, str]
    ends: Mapping[str, Fraction]
    figure: str = ""
    edit: Edit | None = None
    level: str = ""

    @property
    def roots(self) -> tuple[str, ...]:
        """The measures that the two numbers are made of."""
        return self.edit.measures if self.edit else self.step.operands


def arithmetic(component: System, c: Contradiction) -> Arithmetic | None:
    """The arithmetic with the fewest steps one upon the other; None where the proof has no such shape."""
    used = list(dict.fromkeys(uses(component, c) or []))
    pivots = [u for u in used if u.figure or (u.edit and u.missing is not None)]
    found = [_around(component, c, pivot, [u for u in used if u is not pivot]) for pivot in pivots]
    return min((a for a in found if a is not None), key=_length, default=None)


def _length(a: Arithmetic) -> tuple[int, int, int, str]:
    """A printed number is one step from what it is computed of; best it is the result that an edit or ratio is for."""
    printed = a.step.measure in a.sources or bool(a.figure)
    kind = 1 if a.edit else 0 if a.step.result else 2
    return a.workings.depth(a.roots) + printed, len(a.workings.way(a.roots)), kind, a.figure or a.step.measure


def _around(component: System, c: Contradiction, pivot: Use, others: list[Use]) -> Arithmetic | None:
    """The arithmetic with one row as the pivot; None where the others do not lead there step by step."""
    ends = {u.figure: u.end for u in others if u.figure}
    sources = {component.statements[o].measure: o for o in ends}
    levels = {u.level: Number(TAKEN, TAKEN) for u in others if u.level}
    two_ends = any(ends[u.figure] != u.end for u in others if u.figure)
    open_ends = any(u.edit.operator != EQUAL for u in others if u.edit) or any(
        component.statements[o].observation.qualifier != "exact" for o in ends
    )
    if two_ends or open_ends or len(sources) < len(ends) or len(levels) > 1 or pivot.figure in ends:
        return None
    workings = Workings({m: Number(_printed(component, o), ends[o]) for m, o in sources.items()} | levels)
    known = named(component)
    for connections in ([u.edit or u.ratio for u in others], _beside(component, pivot, sources)):
        workings.follow([k for k in connections if k is not None and known.keys() >= set(k.measures)])
    if pivot.edit:
        found = _unmet(pivot, pivot.edit, workings)
    else:
        found = _misprinted(component, c, pivot, workings)
        ends[pivot.figure] = pivot.end
    if found is None:
        return None
    a = Arithmetic(*found, workings, sources, ends, pivot.figure, pivot.edit, "".join(levels))
    return a if {*sources, *levels} <= set(workings.given(a.roots)) else None


def _unmet(pivot: Use, edit: Edit, workings: Workings) -> Sides | None:
    """The first measure of an edit, and what the edit makes of the others."""
    measure, coefficient = edit.terms[0]
    step = step_to(edit, measure)
    if pivot.missing is None or step is None or not workings.numbers.keys() >= set(edit.measures):
        return None
    stated, computed = workings.numbers[measure], workings.computed(step)
    modes = {EQUAL: ("equal", "equal"), AT_LEAST: ("at_least", "at_most")}
    mode = modes.get(edit.operator, ("more_than", "less_than"))[coefficient < 0]
    return _sides(stated, computed, -pivot.missing / (pivot.sign * coefficient), mode, step)


def _misprinted(component: System, c: Contradiction, pivot: Use, workings: Workings) -> Sides | None:
    """The number of a figure, and what all others make of its measure."""
    measure = component.statements[pivot.figure].measure
    if measure not in workings.numbers:
        return None
    apart = None if pivot.missing is None else pivot.sign * pivot.missing
    if pivot.ratio or apart is None:  # beside a ratio it counts the denominator, which need not be the same everywhere
        apart = _left_by_others(component, c, pivot)
    stated = Number(_printed(component, pivot.figure), pivot.end)
    step = workings.steps.get(measure) or Step(measure, "{0}", (measure,), lambda values: values[measure])
    return _sides(stated, workings.numbers[measure], apart, "equal", step)


def _sides(stated: Number, computed: Number | None, apart: Fraction | None, mode: str, step: Step) -> Sides | None:
    """Two numbers that are proven to be so far ``apart``; None where the workings do not show just that."""
    if computed is None or apart is None:
        return None
    shown = computed.nearest - stated.nearest
    if shown * apart < 0 or abs(shown) < abs(apart) or leading(abs(shown)) != leading(abs(apart)):
        return None
    return stated, Number(computed.printed, stated.nearest + apart), mode, step


def _left_by_others(component: System, c: Contradiction, pivot: Use) -> Fraction | None:
    """How far from its end the other items of a contradiction prove the measure of a figure to be."""
    engine = Engine(component.restricted(c.items).pruned().without([pivot.figure]))
    engine.tighten()
    step = engine.best(component.statements[pivot.figure].measure, HIGH if pivot.sign > 0 else LOW)
    apart = None if step is None else step.bound.value - pivot.end
    return apart if apart is not None and apart * pivot.sign <= 0 else None


def _beside(component: System, pivot: Use, sources: Iterable[str]) -> list[Connection | None]:
    """What makes the pivot of levels, or the difference of two rates or shares; the proof may go another way."""
    wanted = set(sources)
    difference = component.edits.get(f"difference:{component.statements[pivot.figure].measure}" if pivot.figure else "")
    if difference is not None:
        wanted |= set(difference.measures)
    return [pivot.ratio, *(r for _, r in sorted(component.ratios.items()) if r.measure in wanted), difference]


def named(component: System) -> dict[str, Connection | None]:
    """Measures that have a name in words: levels and what figures state; rates, shares and changes by their levels."""
    levels = component.quantities.keys()
    connections: list[Connection] = [e for _, e in sorted(component.edits.items()) if e.family == "difference"]
    connections += [r for _, r in sorted(component.ratios.items(), reverse=True)]
    found: dict[str, Connection | None] = {}
    for connection in connections:
        own = connection.measures[0]
        if levels >= set(connection.measures[1:]):
            found[own] = connection
    return {**found, **dict.fromkeys(levels), **dict.fromkeys(s.measure for s in component.statements.values())}


def _printed(component: System, observation: str) -> Fraction:
    statement = component.statements[observation]
    return statement.observation.number / statement.factor
