"""Random made-up packages whose true numbers are known, printed without error or with one planted error."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction as F
from functools import cached_property
from random import Random

from checks.joint.derive import joint_system
from checks.joint.system import System
from checks.model.observation import Observation, Series
from checks.model.reference import Reference

from .rules import CELLS, a_series, figure, parts_of, reference, some_series, stating

NOW, BEFORE = "2023", "2022"
SERIES = {**CELLS, **some_series(*(a_series(f"exports_{item}", item=item) for item in ("C", "D")))}
SPLIT = parts_of("yes")
"""A and B are all there is."""
SOME = replace(parts_of("no", "C", "D"), partition_id="some")
"""C and D are two of the things there are."""
KNOWN = reference(SPLIT, SOME)

FLOWS = ("total", "exports", "imports", "balance")
PARTS = ("exports", "exports_A", "exports_B", "exports_C", "exports_D")
TOPICS = (FLOWS, PARTS, (*FLOWS, "exports_A", "exports_B", "exports_C"), tuple(SERIES))
"""Sets of series that a package is about; the figures left out of a small one fix each other most."""

KINDS = (
    "level", "growth_rate", "share", "change",
    "change_in_share", "growth_gap", "contribution_to_growth", "share_of_growth", "multiple",
)  # fmt: skip
PLAIN = KINDS[:4]
"""Kinds of figures that share no rate: a system of these is linear once printed intervals stand for the rates."""

Level = Callable[[str, str], F]
"""The level of a series in a year, in dollars."""


@dataclass(frozen=True)
class Made:
    """A made-up package: what it prints, and the levels that were true when it was printed."""

    seed: int
    figures: tuple[Observation, ...]
    levels: Mapping[tuple[str, str], F]
    series: Mapping[str, Series]
    known: Reference

    def level(self, series_id: str, year: str) -> F:
        return self.levels[series_id, year]

    def truth(self, o: Observation) -> F:
        """The number that a figure states, before rounding."""
        return meant(o, self.level)

    @cached_property
    def system(self) -> System:
        return joint_system(self.figures, self.series, self.known)

    def printing(self, wrong: Observation) -> Made:
        """The same package with another number in place of one of its figures."""
        kept = (wrong if o.observation_id == wrong.observation_id else o for o in self.figures)
        return replace(self, figures=tuple(kept))

    def listed(self) -> str:
        """All figures, one a line, for the message of a failing assertion."""
        rows = [f"  {o.observation_id} {o.printed} {o.unit_measure}" for o in self.figures]
        return "\n".join([f"package {self.seed}", *rows])


def meant(o: Observation, level: Level) -> F:
    """The number that a figure states if these are the levels: money in dollars, rates as fractions."""
    now, before = level(o.series_id, o.time_period), F(0)
    if o.reference_series == o.series_id:
        before = level(o.series_id, o.reference_period)
    match o.transformation:
        case "level":
            return now
        case "change":
            return now - before
        case "growth_rate":
            return now / before - 1
        case "share":
            return now / level(o.reference_series, o.time_period)
    before = level(o.series_id, o.reference_period)
    whole, earlier = (level(o.reference_series, year) for year in (o.time_period, o.reference_period))
    match o.transformation:
        case "change_in_share":
            return now / whole - before / earlier
        case "growth_gap":
            return now / before - whole / earlier
        case "contribution_to_growth":
            return (now - before) / earlier
        case "share_of_growth":
            return (now - before) / (whole - earlier)
        case "multiple":
            return (now / before - 1) / (whole / earlier - 1)
    raise ValueError(f"nothing says what {o.transformation} is made of")


def made(seed: int, kinds: Container[str] = KINDS) -> Made:
    """The package of a seed: figures of one topic, some of its levels unpublished, all rounded half up."""
    random = Random(seed)
    levels = _levels(random)
    topic = random.choice(TOPICS)
    possible = [o for o in _possible(topic) if o.transformation in kinds and _sensible(o, levels)]
    chosen = random.sample(possible, min(len(possible), random.randint(6, 12)))
    figures = tuple(
        _printed(o, meant(o, lambda *key: levels[key]), random.choice(_decimals(o)))
        for o in sorted(chosen, key=lambda o: o.observation_id)
    )
    return Made(seed, figures, levels, SERIES, KNOWN)


def planted(package: Made, random: Random) -> Made:
    """The package with another digit in one place of one figure."""
    o = random.choice(package.figures)
    return package.printing(random.choice(list(_misprints(o))))


def rounded_half_up(number: F, decimals: int) -> F:
    """To so many decimals, halves away from zero."""
    units = math.floor(abs(number) * 10**decimals + F(1, 2))
    return F(units if number >= 0 else -units, 10**decimals)


def _levels(random: Random) -> dict[tuple[str, str], F]:
    """True levels in dollars; those of the parts are drawn, the rest follows."""
    levels: dict[tuple[str, str], F] = {}
    size = random.choice((30, 300))
    for flow in ("exports", "imports"):
        for item in ("A", "B"):
            start = random.randint(size, 9 * size) * 1000 + random.randint(0, 999)
            growth = F(random.randint(-250, 400), 1000)
            levels[f"{flow}_{item}", BEFORE] = F(start) * 10**5
            levels[f"{flow}_{item}", NOW] = F(round(start * (1 + growth))) * 10**5
    for year in (BEFORE, NOW):
        for flow in ("exports", "imports"):
            levels[flow, year] = levels[f"{flow}_A", year] + levels[f"{flow}_B", year]
        for item in ("", "_A", "_B"):
            exports, imports = (levels[flow + item, year] for flow in ("exports", "imports"))
            levels["total" + item, year], levels["balance" + item, year] = exports + imports, exports - imports
        for item in ("C", "D"):
            levels[f"exports_{item}", year] = levels["exports", year] * random.randint(50, 480) / 1000
    return levels


def _possible(topic: tuple[str, ...]) -> Iterator[Observation]:
    """Everything that could be printed of some series, with a zero in place of its number."""
    for name in topic:
        yield from (figure(name, "0", time=year) for year in (NOW, BEFORE))
        yield figure(name, "0", "change")
        if name.startswith("balance"):
            continue
        yield figure(name, "0", "growth_rate")
        for other in topic:
            if other == name or other.startswith("balance"):
                continue
            yield figure(name, "0", "growth_gap", other)
            if name.startswith(other) or other == "total":
                for year in (NOW, BEFORE):
                    yield figure(name, "0", "share", other, time=year)
                for transformation in ("change_in_share", "contribution_to_growth", "share_of_growth"):
                    yield figure(name, "0", transformation, other)
                yield figure(name, "0", "multiple", other, since=BEFORE, unit_measure="TIMES")


def _sensible(o: Observation, levels: Mapping[tuple[str, str], F]) -> bool:
    """Whether anybody would print it: shares in growth and multiples of growth only where there is growth."""
    if o.transformation not in ("share_of_growth", "multiple"):
        return True
    names = (o.series_id, o.reference_series)
    return all(levels[name, NOW] > levels[name, BEFORE] * F(21, 20) for name in names)


def _decimals(o: Observation) -> tuple[int, ...]:
    return {"level": (0, 1, 2), "change": (0, 1, 2), "multiple": (1, 2)}.get(o.transformation, (0, 1, 1, 2))


def _printed(o: Observation, number: F, decimals: int) -> Observation:
    return replace(o, value=rounded_half_up(number / o.scale, decimals), decimals=decimals)


def _misprints(o: Observation) -> Iterator[Observation]:
    """The figure with one digit exchanged, all places alike likely; leading zeros do not appear."""
    units = abs(int(o.value * 10**o.decimals))
    sign = -1 if o.value < 0 else 1
    for place in range(max(len(str(units)), o.decimals + 1)):
        digit = units // 10**place % 10
        for other in range(10):
            changed = units + (other - digit) * 10**place
            if other != digit and (changed >= 10**place or place <= o.decimals):
                yield stating(o, F(sign * changed, 10**o.decimals))
