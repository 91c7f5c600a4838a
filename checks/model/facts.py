"""What one document prints, arranged for look-up: the level, growth or share of a series, printed or derived."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from .estimate import Estimate, constant, joined, printed
from .interval import EVERYTHING, Interval
from .observation import Observation, Series

ONE = constant(1)
HUNDRED = constant(100)
NOT_NEGATIVE = Interval(Fraction(0), math.inf)
"""Levels other than balances."""


def quantity_id(series_id: str, period: str, basis: str, document_id: str) -> str:
    """The name of a true value: series, time, basis where it is not the whole period, document."""
    time = period if basis == "whole" else f"{period}.{basis}"
    return f"{series_id}@{time}:{document_id}"


class Facts:
    """The observations of one document, indexed. Nothing here changes after construction."""

    def __init__(self, document_id: str, observations: Iterable[Observation], series: Mapping[str, Series]) -> None:
        self.document_id = document_id
        self.series = series
        self.observations = sorted(
            (o for o in observations if o.document_id == document_id), key=lambda o: o.observation_id
        )
        self.by_id = {o.observation_id: o for o in self.observations}
        self._estimates: dict[tuple[str, str], Estimate] = {}
        self._levels: dict[tuple[str, str, str], Estimate | None] = {}
        self._by_statement: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
        for o in self.observations:
            self._by_statement[_statement(o)].append(o)
        for group in self._by_statement.values():
            group.sort(key=lambda o: (o.qualifier != "exact", o.variant, o.observation_id))

    def of(self, transformation: str) -> Iterator[Observation]:
        """All observations of one transformation, in order of their ids."""
        return iter(self._by_transformation.get(transformation, ()))

    def groups(self) -> Iterator[list[Observation]]:
        """Observations that state the same thing, the preferred one first."""
        return (group for _, group in sorted(self._by_statement.items()))

    def periods(self, *indicators: str) -> list[tuple[str, str]]:
        """Every (period, basis) that some level, its growth or its share of one of these indicators speaks of."""
        return sorted(set().union(*(self._periods.get(indicator, set()) for indicator in indicators)))

    @cached_property
    def _periods(self) -> dict[str, set[tuple[str, str]]]:
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for o in self.observations:
            times = found[self.series[o.series_id].indicator]
            if o.transformation in ("level", "share", "ratio_part", "growth_rate"):
                times.add((o.time_period, o.period_basis))
            if o.transformation == "growth_rate":
                times.add((o.reference_period, o.period_basis))
            if o.transformation == "change_in_growth_rate":
                times.add((year_before(o.reference_period), o.period_basis))
        return found

    def sibling(self, series_id: str, **changes: str) -> str | None:
        """The series that differs from the given one only in ``changes``, if the package has it."""
        wanted = {**dimensions_of(self.series[series_id]), **changes}
        return self._index.get(tuple(wanted.values()))

    @cached_property
    def _index(self) -> dict[tuple[str, ...], str]:
        return {tuple(dimensions_of(s).values()): series_id for series_id, s in self.series.items()}

    def name(self, series_id: str) -> str:
        """The series in words."""
        return self.series[series_id].label_en

    def quantity(self, series_id: str, period: str, basis: str) -> str:
        """The id of a quantity of this document."""
        return quantity_id(series_id, period, basis, self.document_id)

    def estimate(self, o: Observation, part: str = "") -> Estimate:
        """What one observation says of the number it states."""
        key = o.observation_id, part
        if key not in self._estimates:
            self._estimates[key] = self._estimated(o, part)
        return self._estimates[key]

    def _estimated(self, o: Observation, part: str) -> Estimate:
        parts = [(self.quantity(o.series_id, o.time_period, o.period_basis), part or o.transformation)]
        if o.reference_series in self.series:
            parts.append((self.quantity(o.reference_series, o.reference_period, o.period_basis), "reference"))
        stated = printed(o, tuple(dict.fromkeys(parts)), o.printed)
        positive = o.transformation == "level" and self.series[o.series_id].flow != "balance"
        if positive and stated.interval != EVERYTHING:
            return replace(stated, interval=stated.interval & NOT_NEGATIVE or stated.interval)
        return stated

    def level(self, series_id: str, period: str, basis: str = "whole") -> Estimate | None:
        """The printed level of a series."""
        return self._first(series_id, period, basis, "level", "_Z", "_Z")

    def growth(self, series_id: str, period: str, base: str, basis: str = "whole") -> Estimate | None:
        """The printed growth rate of a series since ``base``."""
        return self._first(series_id, period, basis, "growth_rate", series_id, base)

    def share(self, series_id: str, whole: str, period: str, basis: str = "whole") -> Estimate | None:
        """The printed share of a series in a whole, also where it is part of a ratio like 40 : 16.6 : 43.4."""
        direct = self._first(series_id, period, basis, "share", whole, period)
        part = None if direct else self._first(series_id, period, basis, "ratio_part", whole, period)
        return direct or (part / HUNDRED if part is not None else None)

    def level_at(self, series_id: str, period: str, basis: str = "whole") -> Estimate | None:
        """The level, printed or reached from a later year through printed growth rates; none in an unnamed period."""
        key = series_id, period, basis
        if key not in self._levels:
            self._levels[key] = None if period == "_U" else self._level_at(*key)
        return self._levels[key]

    def _level_at(self, series_id: str, period: str, basis: str) -> Estimate | None:
        direct = self.level(series_id, period, basis)
        if direct is not None and direct.interval.bounded:
            return direct
        for rate, later in self._growth_from(series_id, period, basis):
            level = self.level_at(series_id, later, basis) if later > period else None
            if level is not None and level.interval.bounded and rate.interval.bounded:
                earlier = level / (ONE + rate)
                quantities = ((self.quantity(series_id, period, basis), "level"), *earlier.quantities)
                text = f"{level.text}/(1 + {rate.text})".replace("+ -", "- ")
                return Estimate(earlier.interval, earlier.point, earlier.observations, quantities, text)
        return direct if direct is not None and direct.interval != EVERYTHING else None

    def _growth_from(self, series_id: str, period: str, basis: str) -> Iterator[tuple[Estimate, str]]:
        """Growth rates that start at ``period``, printed or left by a change of growth, with the year they reach."""
        for o in self._growth_of.get(series_id, ()):
            if o.reference_period == period and o.period_basis == basis:
                yield self.estimate(o).named(f"{o.printed}%"), o.time_period
        for change in self._change_of_growth.get(series_id, ()):
            year = change.reference_period
            if (year_before(year), change.period_basis) == (period, basis):
                later = self.growth(series_id, change.time_period, year, basis)
                if later is not None and change.interval.bounded:
                    yield (later - self.estimate(change)).named(f"{later.text}% - {change.printed} points"), year

    def growth_at(
        self, series_id: str, period: str, base: str, basis: str = "whole", near: str = ""
    ) -> Estimate | None:
        """The growth rate, printed or implied by the leads of other series over it, that of series ``near`` first."""
        direct = self.growth(series_id, period, base, basis)
        if direct is not None and direct.interval.bounded:
            return direct
        implied = self.implied_growth(series_id, period, base, basis)
        implied.sort(key=lambda estimate: self.by_id[estimate.observations[0]].series_id != near)
        return joined(implied, "the growth that the printed gaps imply") if implied else None

    def implied_growth(self, series_id: str, period: str, base: str, basis: str) -> list[Estimate]:
        """Growth of a series from each "x points faster than it" beside the growth of the other series."""
        found = []
        for gap in self.of("growth_gap"):
            if (gap.reference_series, gap.time_period, gap.reference_period) == (series_id, period, base):
                other = self.growth(gap.series_id, period, base, basis)
                if other is not None and other.interval.bounded and gap.interval.bounded:
                    found.append(other - self.estimate(gap))
        return found

    def implied_levels(self, series_id: str, period: str, basis: str) -> list[Estimate]:
        """The level of a whole from each part that is printed with its level and its share."""
        found = []
        for o in self.of("share"):
            if (o.reference_series, o.time_period, o.period_basis) == (series_id, period, basis):
                part = self.level(o.series_id, period, basis)
                if part is not None and part.interval.bounded and o.interval.bounded and o.interval.low > 0:
                    found.append((part / self.estimate(o)).named(f"{part.text}/{o.printed}%"))
        return found

    def share_at(self, series_id: str, whole: str, period: str, basis: str = "whole") -> Estimate | None:
        """The share as tightly as print allows: from both levels where printed, and as printed."""
        known = []
        part, total = self.level(series_id, period, basis), self.level(whole, period, basis)
        if part is not None and total is not None:
            known.append(part / total)
        direct = self.share(series_id, whole, period, basis)
        if direct is not None:
            known.append(direct)
        known = [estimate for estimate in known if estimate.interval.bounded]
        return joined(known, f"share {(direct or known[0]).text}") or known[0] if known else None

    @cached_property
    def _by_transformation(self) -> dict[str, list[Observation]]:
        index: dict[str, list[Observation]] = defaultdict(list)
        for o in self.observations:
            index[o.transformation].append(o)
        return index

    @cached_property
    def _growth_of(self) -> dict[str, list[Observation]]:
        index: dict[str, list[Observation]] = defaultdict(list)
        for group in self.groups():
            if group[0].transformation == "growth_rate":
                index[group[0].series_id].append(group[0])
        return index

    @cached_property
    def _change_of_growth(self) -> dict[str, list[Observation]]:
        index: dict[str, list[Observation]] = defaultdict(list)
        for o in self.of("change_in_growth_rate"):
            index[o.series_id].append(o)
        return index

    @cached_property
    def by_indicator(self) -> dict[str, list[str]]:
        """Indicator to the ids of its series, in order."""
        index: dict[str, list[str]] = defaultdict(list)
        for series_id in sorted(self.series):
            index[self.series[series_id].indicator].append(series_id)
        return index

    def _first(self, series_id: str, period: str, basis: str, kind: str, whole: str, base: str) -> Estimate | None:
        if "_U" in (period, base):
            return None  # two unnamed periods need not be the same
        group = self._by_statement.get((series_id, period, basis, kind, whole, base))
        return self.estimate(group[0]) if group else None


def _statement(o: Observation) -> tuple[str, ...]:
    return (o.series_id, o.time_period, o.period_basis, o.transformation, o.reference_series, o.reference_period)


def dimensions_of(s: Series) -> dict[str, str]:
    """Everything that tells one series from another."""
    return {
        "indicator": s.indicator,
        "ref_area": s.ref_area,
        "counterpart_area": s.counterpart_area,
        "flow": s.flow,
        "item": s.item,
        "population": s.population,
        "unit_measure": s.unit_measure,
        "price_basis": s.price_basis,
        "source_agency": s.source_agency,
    }


def year_before(period: str) -> str:
    """The same period of the year before: 2023 gives 2022, 2025-Q1 gives 2024-Q1; an unnamed period has none."""
    return f"{int(period[:4]) - 1:04d}{period[4:]}" if period[:4].isdigit() else "_U"
