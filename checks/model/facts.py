"""What one document prints, arranged for look-up: the level, growth or share of a series, printed or derived."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from .estimate import Estimate, constant, joined, printed
from .index import Index, year_before
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


class Facts(Index):
    """The observations of one document, with the numbers that they give. Nothing here changes after construction."""

    def __init__(self, document_id: str, observations: Iterable[Observation], series: Mapping[str, Series]) -> None:
        super().__init__(document_id, observations, series)
        self._estimates: dict[str, Estimate] = {}
        self._levels: dict[tuple[str, str, str], Estimate | None] = {}

    def name(self, series_id: str) -> str:
        """The series in words."""
        return self.series[series_id].label_en

    def quantity(self, series_id: str, period: str, basis: str) -> str:
        """The id of a quantity of this document."""
        return quantity_id(series_id, period, basis, self.document_id)

    def estimate(self, o: Observation) -> Estimate:
        """What one observation says of the number it states."""
        if o.observation_id not in self._estimates:
            self._estimates[o.observation_id] = self._estimate(o)
        return self._estimates[o.observation_id]

    def _estimate(self, o: Observation) -> Estimate:
        parts = [(self.quantity(o.series_id, o.time_period, o.period_basis), o.transformation)]
        if o.reference_series in self.series:
            parts.append((self.quantity(o.reference_series, o.reference_period, o.period_basis), "reference"))
        stated = printed(o, tuple(dict.fromkeys(parts)), o.printed)
        signed = o.transformation != "level" or self.series[o.series_id].flow == "balance"
        if signed or stated.interval.low >= 0 or stated.interval == EVERYTHING:
            return stated
        return replace(stated, interval=stated.interval & NOT_NEGATIVE or stated.interval)

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
        key = (series_id, period, basis)
        if key not in self._levels:
            self._levels[key] = self._level_at(*key) if period != "_U" else None
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
        for o in self.first_growth_rates_of(series_id):
            if o.reference_period == period and o.period_basis == basis:
                yield self.estimate(o).named(f"{o.printed}%"), o.time_period
        for change in self.changes_of_growth_of(series_id):
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
        for gap in self.leads_over(series_id, period, base):
            other = self.growth(gap.series_id, period, base, basis)
            if other is not None and other.interval.bounded and gap.interval.bounded:
                found.append(other - self.estimate(gap))
        return found

    def implied_levels(self, series_id: str, period: str, basis: str) -> list[Estimate]:
        """The level of a whole from each part that is printed with its level and its share."""
        found = []
        for o in self.shares_in(series_id, period, basis):
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

    def _first(self, series_id: str, period: str, basis: str, kind: str, whole: str, base: str) -> Estimate | None:
        if "_U" in (period, base):
            return None  # two unnamed periods need not be the same
        group = self.by_statement.get((series_id, period, basis, kind, whole, base))
        return self.estimate(group[0]) if group else None
