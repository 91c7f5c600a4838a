"""The parts of a joint system: measures, the figures that state them, and the edits and ratios that connect them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from ..model.observation import Observation

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
    """What one figure says: its number is ``factor`` x ``measure``."""

    observation: Observation
    measure: str
    factor: Fraction = Fraction(1)


@dataclass
class System:
    """``not_negative`` are the measures that cannot be below zero: levels other than balances."""

    statements: dict[str, Statement] = field(default_factory=dict)
    edits: dict[str, Edit] = field(default_factory=dict)
    ratios: dict[str, Ratio] = field(default_factory=dict)
    not_negative: set[str] = field(default_factory=set)

    @property
    def measures(self) -> set[str]:
        """Every measure that a figure states or an edit or ratio names."""
        stated = {s.measure for s in self.statements.values()}
        edited = {m for e in self.edits.values() for m, _ in e.terms}
        return stated | edited | {m for r in self.ratios.values() for m in r.measures}

    def components(self) -> list[System]:
        """The connected parts, in order of their first measure; figures of two parts say nothing to each other."""
        groups = _Groups()
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
        return sorted((p for p in parts.values() if p.measures), key=lambda p: min(p.measures))

    def without(self, observations: Iterable[str] = (), edits: Iterable[str] = ()) -> System:
        """The same system with some figures released, and with them the edits that rest on them."""
        gone, dropped = set(observations), set(edits)
        return System(
            {k: s for k, s in self.statements.items() if k not in gone},
            {k: e for k, e in self.edits.items() if k not in dropped and gone.isdisjoint(e.observations)},
            dict(self.ratios),
            set(self.not_negative),
        )


class _Groups:
    """Union of sets of names; the least name stands for a set."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def of(self, name: str) -> str:
        path = []
        while (parent := self._parent.setdefault(name, name)) != name:
            path.append(name)
            name = parent
        for passed in path:
            self._parent[passed] = name
        return name

    def join(self, names: Iterable[str]) -> None:
        roots: Iterator[str] = iter(sorted({self.of(n) for n in names}))
        first = next(roots)
        for other in roots:
            self._parent[other] = first
