"""One component as a solver sees it: bounds proven step by step, figures left out and put back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction

from .rows import HIGH, LOW, SIDES, Bound, Row, base_rows, printed_bounds, product_row, sign_bound, tangent_rows
from .scales import scales
from .solver import Proof, Solver
from .steps import Step, shortened, solved_for_ratio
from .system import Ratio, System

WORTHWHILE = 50
"""A step is kept if it takes at least one in so many parts of the interval known so far; others only cost time."""
ROUNDS = 2
"""How often bounds of ratios are used to find better bounds of ratios; each round costs as much as the first."""


class Engine:
    """All rows of one component. Figures can be switched off; what is proven then rests on the others only."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._ratios_of: dict[str, list[Ratio]] = defaultdict(list)
        self._ratios_to: dict[str, list[Ratio]] = defaultdict(list)
        for _, ratio in sorted(system.ratios.items()):
            self._ratios_of[ratio.measure].append(ratio)
            self._ratios_to[ratio.denominator].append(ratio)
        factors = (m for r in system.ratios.values() for m in (r.numerator, r.denominator))
        self.near: dict[str, set[str]] = defaultdict(set)
        for group in [*(r.measures for r in system.ratios.values()), *(e.measures for e in system.edits.values())]:
            for measure in group:
                self.near[measure].update(group)
        self.edited = {m for e in system.edits.values() for m, _ in e.terms} | set(factors)
        self.steps: dict[str, Step] = {}
        self.bounds: dict[tuple[str, str], list[Bound]] = defaultdict(list)
        self._tangents = 0
        self._step_of: dict[tuple[str, str], str] = {}
        self._rows_of: dict[str, list[str]] = defaultdict(list)
        self._off: set[str] = set()
        self._apart: frozenset[str] = frozenset()
        self._resting: dict[str, list[str]] = defaultdict(list)
        self._solver = Solver(base_rows(system), scales(system))
        for row in self._solver.rows:
            self._remember(row)
        for measure in sorted(system.not_negative):
            self._add_bound(sign_bound(measure, measure in self._ratios_to))
        for _, statement in sorted(system.statements.items()):
            for bound in printed_bounds(statement):
                self._add_bound(bound)

    @property
    def unproven(self) -> int:
        """How many answers of the float solver no exact arithmetic confirmed; they count as no answer."""
        return self._solver.unproven

    def contradiction(self, half_up: bool = False) -> Proof | None:
        """Proof that the rows that are on cannot all hold; with ``half_up`` not even if one end may be reached."""
        if half_up:
            return self._solver.touching(half_up=True)
        return self._solver.contradiction() or self._solver.touching(half_up=False)

    def sources(self, proof: Proof) -> set[str]:
        """Names of all rows that a proof uses, those behind its steps included."""
        found: set[str] = set()
        waiting = [row.name for row, _ in proof.multipliers]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            parts = name.removeprefix("product:").split("|") if name.startswith("product:") else [name]
            for part in parts:
                if part in self.steps:
                    waiting += [row.name for row, _ in self.steps[part].proof.multipliers]
                    ratio_id = self.steps[part].ratio_id
                    found |= {f"ratio:{ratio_id}"} if ratio_id else set()
        return found

    def inside(self, near: Mapping[str, float] | None = None) -> dict[str, float] | None:
        """Numbers, not exact, that satisfy all rows and keep away from their ends.

        With ``near`` also the tangents there of the ratios that edits name.
        """
        known = len(self._solver.rows)
        if near is not None:
            self._tangents += 1
            edited = [r for _, r in sorted(self.system.ratios.items()) if r.power == 1 and r.measure in self.edited]
            self._solver.add(row for r in edited for row in tangent_rows(r, near, self._tangents))
        found = self._solver.inside()
        self._switch([row.name for row in self._solver.rows[known:]], False)
        return None if found is None else found[1]

    def tighten(self) -> None:
        """Prove bounds of ratios that take part in further edits or ratios, as steps for everything else."""
        waiting = self._shared_ratios()
        for _ in range(ROUNDS):
            better = {measure for measure in waiting for side in SIDES if self._step(measure, side)}
            for measure in sorted(self._ratios_to.keys() - self.system.not_negative):
                self._step(measure, LOW)  # a ratio says nothing until its denominator is known not to be negative
            waiting = [m for m in waiting if not better.isdisjoint(self.near[m])]

    def best(self, measure: str, side: str) -> Step | None:
        """The tightest proven end of one measure, from all rows that are on."""
        found = list(self._candidates(measure, side))
        if not found:
            return None
        return (max if side == LOW else min)(found, key=lambda step: step.bound.value)

    @contextmanager
    def without(self, items: Collection[str]) -> Iterator[None]:
        """Inside, nothing that rests on these items is used; bounds that rested on them are proven anew."""
        apart = self._apart
        self._apart = apart | set(items)
        names = sorted({n for o in items for n in self._resting[o]} - self._off)
        lost = sorted({(s.bound.measure, s.bound.side) for n in names if (s := self.steps.get(n)) is not None})
        self._switch(names, False)
        known, step_of = len(self._solver.rows), dict(self._step_of)
        for measure, side in lost:
            self._step(measure, side)
        try:
            yield
        finally:
            self._step_of, self._apart = step_of, apart
            self._switch([row.name for row in self._solver.rows[known:]], False)
            self._switch(names, True)

    def in_use(self, items: Collection[str]) -> set[str]:
        """Those of the items that the system has and that are not set aside."""
        return (set(items) & (self.system.statements.keys() | self.system.edits.keys())) - self._apart

    @contextmanager
    def only(self, items: Collection[str]) -> Iterator[None]:
        """Inside, nothing but what rests on these items is used."""
        kept = set(items)
        names = [row.name for row in self._solver.rows if not row.rests <= kept and row.name not in self._off]
        self._switch(names, False)
        try:
            yield
        finally:
            self._switch(names, True)

    @contextmanager
    def restored(self, items: Collection[str]) -> Iterator[None]:
        """Inside, these released items are used again, as far as nothing else that is released is needed."""
        self.restore(items)
        try:
            yield
        finally:
            self.release(items)

    def restore(self, items: Collection[str]) -> None:
        """Use released items again for good, as far as nothing else that is released is needed."""
        kept = set(items)
        self._apart = self._apart - kept
        rows = (row for row in self._solver.rows if row.rests & kept and not row.rests & self._apart)
        self._switch([row.name for row in rows], True)

    def release(self, items: Collection[str]) -> None:
        """Switch off for good what rests on these figures and words."""
        self._apart = self._apart | set(items)
        self._switch(sorted({n for o in items for n in self._resting[o]} - self._off), False)

    def _shared_ratios(self) -> list[str]:
        uses: dict[str, int] = defaultdict(int)
        for edit in self.system.edits.values():
            for measure, _ in edit.terms:
                uses[measure] += 1
        for ratio in self.system.ratios.values():
            for measure in ratio.measures:
                uses[measure] += 1
        return sorted(m for m in self._ratios_of if uses[m] > 1)

    def _candidates(self, measure: str, side: str) -> Iterator[Step]:
        if measure in self.edited or measure not in self._ratios_of:
            direct = self._solver.bound(measure, side)
            if direct is not None:
                yield self._as_step(measure, side, direct.value, direct, "")
        else:  # nothing but its own figures speaks of the ratio itself
            for bound in self._used(measure, side):
                if bound.source not in self.steps:
                    proof = Proof(bound.value, ((bound.row, Fraction(1)),))
                    yield self._as_step(measure, side, bound.value, proof, "")
        for ratio in self._ratios_of[measure]:
            if ratio.denominator not in self.system.not_negative:
                continue
            quotient = self._solver.quotient(ratio.numerator, ratio.denominator, side)
            if quotient is not None:
                value = solved_for_ratio(ratio, side, quotient.value)
                if value is not None:
                    yield self._as_step(measure, side, value, quotient, ratio.ratio_id)

    def _as_step(self, measure: str, side: str, value: Fraction, proof: Proof, ratio_id: str) -> Step:
        name = f"step:{measure}:{side}:{len(self.steps) + 1}"
        return Step(Bound(measure, side, shortened(value, side), name, proof.rests), proof, ratio_id)

    def _step(self, measure: str, side: str) -> bool:
        """Prove a bound that is better than those known, and use it; whether there is one."""
        step = self.best(measure, side)
        if step is None:
            return False
        if not self._is_gain(step.bound):
            return False
        older = self._step_of.get((measure, side))
        if older is not None:
            self._switch(sorted(set(self._rows_of[older]) - self._off), False)
        self._step_of[measure, side] = step.bound.source
        self.steps[step.bound.source] = step
        self._solver.add([step.bound.row])
        self._remember(step.bound.row)
        self._add_bound(step.bound)
        return True

    def _is_gain(self, bound: Bound) -> bool:
        """Whether a bound takes enough of what is known away to be worth its rows."""
        ends = {side: [b.value for b in self._used(bound.measure, side)] for side in SIDES}
        low, high = max(ends[LOW], default=None), min(ends[HIGH], default=None)
        own, other = (low, high) if bound.side == LOW else (high, low)
        if own is None:
            return True
        gain = bound.value - own if bound.side == LOW else own - bound.value
        return gain > 0 and (other is None or gain * WORTHWHILE >= abs(other - own))

    def _add_bound(self, bound: Bound) -> None:
        """Use a bound in every ratio of which its measure is a factor."""
        self.bounds[bound.measure, bound.side].append(bound)
        rows = []
        for ratio in self._ratios_of[bound.measure]:
            for denominator in self._known_signs(ratio.denominator):
                rows.append(product_row(ratio, bound, denominator))
        if bound.side == LOW and bound.value >= 0 and bound.measure not in self.system.not_negative:
            for ratio in self._ratios_to[bound.measure]:
                for side in SIDES:
                    rows += [product_row(ratio, b, bound) for b in self._used(ratio.measure, side)]
        new = [row for row in rows if row is not None and row.name not in self._solver.position]
        self._solver.add(new)
        for row in new:
            self._remember(row)
        self._switch([row.name for row in new if not row.rests.isdisjoint(self._apart)], False)

    def _known_signs(self, denominator: str) -> list[Bound]:
        if denominator in self.system.not_negative:
            return [sign_bound(denominator, True)]
        return [b for b in self._used(denominator, LOW) if b.value >= 0][:1]

    def _used(self, measure: str, side: str) -> list[Bound]:
        return [b for b in self.bounds[measure, side] if b.source not in self._off]

    def _remember(self, row: Row) -> None:
        for item in row.rests:
            self._resting[item].append(row.name)
        for source in row.name.removeprefix("product:").split("|"):
            if source in self.steps:
                self._rows_of[source].append(row.name)

    def _switch(self, names: Collection[str], on: bool) -> None:
        self._solver.switch(names, on)
        (self._off.difference_update if on else self._off.update)(names)
