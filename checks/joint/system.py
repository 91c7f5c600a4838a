"""The parts of a joint system: measures, the figures that state them, and the edits and ratios that connect them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..model.observation import Observation

WORDED = ("claim", "identity")
"""Families of edits that say what the document says in words; the others follow from what is measured."""

EQUAL, AT_LEAST, MORE_THAN = "equal", "at_least", "more_than"


@dataclass(frozen=True)
class Edit:
    """A linear edit: the sum of coefficient x measure is equal to, at least or more than ``constant``.

    ``observations`` are figures that the edit itself rests on, such as the ranks that put two levels in order.
    """

    edit_id: str
    family: str
    operator: str
    terms: tuple[tuple[str, Fraction], ...]
    constant: Fraction = Fraction(0)
    observations: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(m for m, _ in self.terms)

    @property
    def items(self) -> tuple[str, ...]:
        """What can be released to get rid of the edit: its figures, and itself where it stands for words."""
        return (*self.observations, self.edit_id) if self.family in WORDED else self.observations


@dataclass(frozen=True)
class Ratio:
    """``numerator`` = (``offset`` + ``measure``)^``power`` x ``denominator``; a growth rate has offset 1."""

    measure: str
    numerator: str
    denominator: str
    offset: int = 0
    power: int = 1

    @property
    def ratio_id(self) -> str:
        return f"{self.measure}|{self.denominator}"

    @property
    def measures(self) -> tuple[str, str, str]:
        return self.measure, self.numerator, self.denominator


@dataclass(frozen=True)
class Statement:
    """What one figure says: its number is ``factor`` x ``measure``, give or take its rounding and ``slack``."""

    observation: Observation
    measure: str
    factor: Fraction = Fraction(1)
    slack: Fraction = Fraction(0)


@dataclass
class System:
    """``not_negative`` are the measures that cannot be below zero: levels other than balances.

    ``quantities`` gives series, period and basis of every measure that is a level.
    """

    statements: dict[str, Statement] = field(default_factory=dict)
    edits: dict[str, Edit] = field(default_factory=dict)
    ratios: dict[str, Ratio] = field(default_factory=dict)
    not_negative: set[str] = field(default_factory=set)
    quantities: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    @property
    def measures(self) -> set[str]:
        """Every measure that a figure states or an edit or ratio names."""
        stated = {s.measure for s in self.statements.values()}
        edited = {m for e in self.edits.values() for m, _ in e.terms}
        return stated | edited | {m for r in self.ratios.values() for m in r.measures}

    @property
    def positive(self) -> set[str]:
        """Levels that some figure divides by: they are not even zero."""
        return {r.denominator for r in self.ratios.values()} & self.not_negative

    def restricted_to(self, edits: Collection[str], ratios: Collection[str]) -> System:
        """The same figures with no other edits and ratios than these."""
        return replace(
            self,
            edits={k: e for k, e in self.edits.items() if k in edits},
            ratios={k: r for k, r in self.ratios.items() if k in ratios},
        )

    def components(self) -> list[System]:
        """The connected parts, in order of their first measure; figures of two parts say nothing to each other."""
        groups = Groups()
        for s in self.statements.values():
            groups.join([s.measure])
        for e in self.edits.values():
            stated = [self.statements[o].measure for o in e.observations if o in self.statements]
            groups.join([*(m for m, _ in e.terms), *stated])
        for r in self.ratios.values():
            groups.join(r.measures)
        parts: dict[str, System] = defaultdict(System)
        for key, s in self.statements.items():
            parts[groups.of(s.measure)].statements[key] = s
        for key, e in self.edits.items():
            parts[groups.of(e.terms[0][0])].edits[key] = e
        for key, r in self.ratios.items():
            parts[groups.of(r.measure)].ratios[key] = r
        for measure in self.not_negative:
            parts[groups.of(measure)].not_negative.add(measure)
        for measure, place in self.quantities.items():
            parts[groups.of(measure)].quantities[measure] = place
        return sorted((p for p in parts.values() if p.measures), key=lambda p: p.name)

    @property
    def name(self) -> str:
        """The first of its measures, by which a component is known."""
        return min(self.measures)

    def restricted(self, items: Iterable[str]) -> System:
        """The same system with no other figures and worded edits than these."""
        kept = set(items)
        return replace(
            self,
            statements={k: s for k, s in self.statements.items() if k in kept},
            edits={k: e for k, e in self.edits.items() if kept.issuperset(e.items)},
        )

    def pruned(self) -> System:
        """The same system without the edits and ratios from which nothing can be learned.

        Each has a measure that no figure states and nothing else names, and holds for some value of it.
        """
        kept = replace(self)
        while True:
            uses = Counter(s.measure for s in kept.statements.values())
            uses.update(m for e in kept.edits.values() for m, _ in e.terms)
            uses.update(m for r in kept.ratios.values() for m in r.measures)
            once = {m for m, n in uses.items() if n == 1}
            idle = {k for k, e in kept.edits.items() if self._always_met(e, once)}
            loose = {k for k, r in kept.ratios.items() if not once.isdisjoint(r.measures)}
            if not idle and not loose:
                return kept
            kept.edits = {k: e for k, e in kept.edits.items() if k not in idle}
            kept.ratios = {k: r for k, r in kept.ratios.items() if k not in loose}

    def _always_met(self, edit: Edit, once: set[str]) -> bool:
        """Whether some value of a measure that nothing else names satisfies the edit whatever the others are."""
        for measure, coefficient in edit.terms:
            if measure in once and (measure not in self.not_negative or (edit.operator != EQUAL and coefficient > 0)):
                return True
            others = [(m, c) for m, c in edit.terms if m != measure]
            sum_of_levels = all(c * coefficient < 0 and m in self.not_negative for m, c in others)
            if measure in once and edit.operator == EQUAL and not edit.constant and sum_of_levels:
                return True
        return False

    def without(self, items: Iterable[str]) -> System:
        """The same system with some figures and worded edits released, and with them the edits that rest on them."""
        gone = set(items)
        return replace(
            self,
            statements={k: s for k, s in self.statements.items() if k not in gone},
            edits={k: e for k, e in self.edits.items() if gone.isdisjoint(e.items)},
        )


class Groups:
    """Union of sets of names; the least name stands for a set."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The name that stands for the set of a name."""
        path = []
        while (parent := self._parent.setdefault(name, name)) != name:
            path.append(name)
            name = parent
        for passed in path:
            self._parent[passed] = name
        return name

    def join(self, names: Iterable[str]) -> None:
        """Put names into one set; none or one changes nothing."""
        roots = sorted({self.of(n) for n in names})
        for other in roots[1:]:
            self._parent[other] = roots[0]
