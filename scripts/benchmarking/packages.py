"""Packages with known truth, of any size: consistent true quantities, printed as rounded figures, some with a slip.

A clean group contradicts itself never, whatever is checked how; each wrong digit that is planted is written down.
So errors found and false alarms can be counted, which no collection of real documents allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from checks.model.identity import statement_id
from checks.model.observation import Observation, Series
from checks.model.reference import Partition, Reference

DOCUMENT, BEFORE, NOW = "generated", "2022", "2023"
FLOWS = ("exports", "imports", "total", "balance")
SMALLEST, LARGEST = 10, 60
"""Figures in a group; the figures of a group speak of each other and of no other group."""
FINE = 4
"""Decimals of true levels, in the unit in which they are printed."""
SIDES = 2


@dataclass(frozen=True)
class Planted:
    """A figure with one wrong digit: ``right`` would be printed, ``wrong`` is, both in the unit of the figure."""

    group: str
    observation_id: str
    right: Fraction
    wrong: Fraction


@dataclass(frozen=True)
class GeneratedPackage:
    """What the rules need, and what only the generator knows: the names of all groups and the planted errors."""

    observations: list[Observation]
    series: dict[str, Series]
    reference: Reference
    groups: tuple[str, ...]
    planted: tuple[Planted, ...]


def generate(figures: int, seed: int, errors: float = 0.1) -> GeneratedPackage:
    """A package of about ``figures`` figures, at least as many; ``errors`` is the share of groups with one wrong digit.

    The same arguments give the same package, and each group depends on the seed and its number alone.
    """
    observations: list[Observation] = []
    series: dict[str, Series] = {}
    partitions: list[Partition] = []
    groups: list[str] = []
    planted: list[Planted] = []
    while len(observations) < figures:
        group = f"g{len(groups):06d}"
        draw = Random(f"{seed}:{group}")
        printed = list(_Group(group, draw).figures(series, partitions))
        if draw.random() < errors:
            position = draw.randrange(len(printed))
            printed[position], error = misprint(printed[position], group, draw)
            planted.append(error)
        groups.append(group)
        observations += printed
    return GeneratedPackage(observations, series, Reference(tuple(partitions)), tuple(groups), tuple(planted))


def group_of(name: str) -> str:
    """The group that a generated series, observation or measure belongs to."""
    return name.split(".")[0]


def misprint(o: Observation, group: str, draw: Random) -> tuple[Observation, Planted]:
    """The same figure with another digit in one place."""
    unit = 10**o.decimals
    digits = f"{abs(int(o.value * unit)):0{o.decimals + 1}d}"
    place = draw.randrange(len(digits))
    other = draw.choice([d for d in "0123456789" if d != digits[place]])
    wrong = Fraction(int(digits[:place] + other + digits[place + 1 :]), unit) * (-1 if o.value < 0 else 1)
    return replace(o, value=wrong), Planted(group, o.observation_id, o.value, wrong)


def rounded(value: Fraction, decimals: int) -> Fraction:
    """``value`` as it is printed: halves are rounded away from zero."""
    units = int(abs(value) * 10**decimals + Fraction(1, 2))
    return Fraction(units if value >= 0 else -units, 10**decimals)


class _Group:
    """True levels of a whole and its parts, exports and imports, in two years, and what a document prints of them."""

    def __init__(self, name: str, draw: Random) -> None:
        self.name = name
        self.draw = draw
        self.decimals = draw.choice((0, 1, 1, 1, 2))
        self.wanted = draw.randint(SMALLEST, LARGEST)
        self.parts = tuple(f"p{i:02d}" for i in range(max(2, min(10, self.wanted // 5))))
        self.levels = {}
        for flow in FLOWS[:SIDES]:
            for part in self.parts:
                now = draw.randint(10**FINE, 10 ** (FINE + draw.randint(1, 4)))
                before = max(1, now * draw.randint(70, 140) // 100 + draw.randint(-99, 99))
                self.levels[flow, part, NOW], self.levels[flow, part, BEFORE] = now, before
            for year in (NOW, BEFORE):
                self.levels[flow, "_T", year] = sum(self.levels[flow, part, year] for part in self.parts)
        for part in ("_T", *self.parts):
            for year in (NOW, BEFORE):
                exports, imports = (self.levels[flow, part, year] for flow in FLOWS[:SIDES])
                self.levels["total", part, year] = exports + imports
                self.levels["balance", part, year] = exports - imports

    def figures(self, series: dict[str, Series], partitions: list[Partition]) -> Iterator[Observation]:
        """The wanted number of figures, the most telling first; adds their series and the partition."""
        partitions.append(Partition(f"{self.name}.items", "item", "_T", self.parts, "yes", DOCUMENT, self.name, "", ""))
        for flow in FLOWS:
            for part in ("_T", *self.parts):
                made = _series(self.name, flow, part)
                series[made.series_id] = made
        for count, figure in enumerate(self._all(), start=1):
            yield figure
            if count == self.wanted:
                return

    def _all(self) -> Iterator[Observation]:
        for flow in FLOWS:
            yield self._level(flow, "_T", NOW)
        for part in self.parts:
            yield self._level("total", part, NOW)
        for part in self.parts:
            yield self._share("total", part)
        for flow in FLOWS[:3]:
            yield self._growth(flow, "_T")
        for part in self.parts:
            yield self._growth("total", part)
        for flow in FLOWS:
            yield self._level(flow, "_T", BEFORE)
        for part in self.parts:
            for flow in FLOWS[:SIDES]:
                yield self._level(flow, part, NOW)
        for part in self.parts:
            yield self._level("balance", part, NOW)

    def _level(self, flow: str, part: str, year: str) -> Observation:
        true = Fraction(self.levels[flow, part, year], 10**FINE)
        return self._figure(
            flow, part, year, "level", "_Z", "_Z", rounded(true, self.decimals), "USD", 8, self.decimals
        )

    def _share(self, flow: str, part: str) -> Observation:
        true = Fraction(100 * self.levels[flow, part, NOW], self.levels[flow, "_T", NOW])
        whole = _id(self.name, flow, "_T")
        return self._figure(flow, part, NOW, "share", whole, NOW, rounded(true, 1), "PC", 0, 1)

    def _growth(self, flow: str, part: str) -> Observation:
        true = Fraction(100 * self.levels[flow, part, NOW], self.levels[flow, part, BEFORE]) - 100
        own = _id(self.name, flow, part)
        return self._figure(flow, part, NOW, "growth_rate", own, BEFORE, rounded(true, 1), "PC", 0, 1)

    def _figure(
        self,
        flow: str,
        part: str,
        year: str,
        transformation: str,
        reference: str,
        base: str,
        value: Fraction,
        unit: str,
        mult: int,
        decimals: int,
    ) -> Observation:
        own = _id(self.name, flow, part)
        name = statement_id(own, year, "whole", transformation, reference, base, DOCUMENT)
        said = (name, own, year, "whole", transformation, reference, base, "exact", "none", 1, DOCUMENT)
        return Observation(*said, value, unit, mult, decimals, "rounded", "A", "")


def _id(group: str, flow: str, part: str) -> str:
    return f"{group}.{flow}.{part}"


def _series(group: str, flow: str, part: str) -> Series:
    name = _id(group, flow, part)
    return Series(
        name, group, "CHN", "W1", flow, part, "_T", "USD", "nominal", "agency", "flow", name.replace(".", " "), ""
    )
