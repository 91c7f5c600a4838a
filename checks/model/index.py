"""Figures and series of one document arranged for look-up, so that no rule has to search through all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from .catalogue import Catalogue, Key
from .observation import Observation, Series


class Index:
    """The observations of one document and all series. Nothing here changes after construction."""

    def __init__(self, document_id: str, observations: Iterable[Observation], series: Mapping[str, Series]) -> None:
        self.document_id = document_id
        self.series = Catalogue.of(series)
        self.observations = sorted(
            (o for o in observations if o.document_id == document_id), key=lambda o: o.observation_id
        )
        self.by_id = {o.observation_id: o for o in self.observations}
        self._spoken_of: dict[Key, list[tuple[str, str]]] = {}

    def of(self, transformation: str) -> Iterator[Observation]:
        """All observations of one transformation, in order of their ids."""
        return iter(self._by_transformation.get((transformation,), ()))

    def growth_rates_at(self, series_id: str, period: str, basis: str) -> Sequence[Observation]:
        """The growth rates of a series at a time, since whenever, in order of their ids."""
        return self._growth_rates_at.get((series_id, period, basis), ())

    def shares_in(self, whole: str, period: str, basis: str) -> Sequence[Observation]:
        """The shares of whatever parts in one whole."""
        return self._shares.get((whole, period, basis), ())

    def ratio_parts_in(self, whole: str, period: str, basis: str) -> Sequence[Observation]:
        """The parts of ratios like 40 : 16.6 : 43.4 in one whole."""
        return self._ratio_parts.get((whole, period, basis), ())

    def leads_over(self, series_id: str, period: str, base: str) -> Sequence[Observation]:
        """The leads in growth since ``base`` of whatever other series over this one."""
        return self._gaps.get((series_id, period, base), ())

    def first_growth_rates_of(self, series_id: str) -> Sequence[Observation]:
        """The preferred statement of each growth rate of a series, in order of what they state."""
        return self._first_growth_rates.get((series_id,), ())

    def changes_of_growth_of(self, series_id: str) -> Sequence[Observation]:
        """All changes of the growth rate of a series."""
        return self._changes_of_growth.get((series_id,), ())

    def growth_rates_of(self, series_id: str, basis: str) -> Sequence[Observation]:
        """All growth rates of a series, of whatever periods."""
        return self._growth_rates.get((series_id, basis), ())

    @cached_property
    def agency_of(self) -> dict[str, str]:
        """The agency whose figure each observation is, by its id."""
        return {o.observation_id: self.series[o.series_id].source_agency for o in self.observations}

    def groups(self) -> list[list[Observation]]:
        """Observations that state the same thing, the preferred one first."""
        return self._groups

    @cached_property
    def _groups(self) -> list[list[Observation]]:
        return [self.by_statement[statement] for statement in sorted(self.by_statement)]

    @cached_property
    def by_statement(self) -> dict[Key, list[Observation]]:
        """What is stated to the observations that state it, the preferred one first."""
        index = grouped(self.observations, _statement)
        for group in (several for several in index.values() if len(several) > 1):
            group.sort(key=lambda o: (o.qualifier != "exact", o.variant, o.observation_id))
        return index

    def periods(self, *indicators: str) -> list[tuple[str, str]]:
        """Every (period, basis) that some level, its growth or its share of one of these indicators speaks of."""
        if indicators not in self._spoken_of:
            found = set().union(*(self._periods.get(indicator, set()) for indicator in indicators))
            self._spoken_of[indicators] = sorted(found)
        return self._spoken_of[indicators]

    def sibling(self, series_id: str, **changes: str) -> str | None:
        """The series that differs from the given one only in ``changes``, if the package has it."""
        return self.series.sibling(series_id, **changes)

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

    @cached_property
    def _by_transformation(self) -> dict[Key, list[Observation]]:
        return grouped(self.observations, lambda o: (o.transformation,))

    @cached_property
    def _growth_rates_at(self) -> dict[Key, list[Observation]]:
        return grouped(self.of("growth_rate"), lambda o: (o.series_id, o.time_period, o.period_basis))

    @cached_property
    def _shares(self) -> dict[Key, list[Observation]]:
        return grouped(self.of("share"), _whole)

    @cached_property
    def _ratio_parts(self) -> dict[Key, list[Observation]]:
        return grouped(self.of("ratio_part"), _whole)

    @cached_property
    def _gaps(self) -> dict[Key, list[Observation]]:
        return grouped(self.of("growth_gap"), lambda o: (o.reference_series, o.time_period, o.reference_period))

    @cached_property
    def _growth_rates(self) -> dict[Key, list[Observation]]:
        return grouped(self.of("growth_rate"), lambda o: (o.series_id, o.period_basis))

    @cached_property
    def _first_growth_rates(self) -> dict[Key, list[Observation]]:
        first = (group[0] for group in self.groups())
        return grouped((o for o in first if o.transformation == "growth_rate"), lambda o: (o.series_id,))

    @cached_property
    def _changes_of_growth(self) -> dict[Key, list[Observation]]:
        return grouped(self.of("change_in_growth_rate"), lambda o: (o.series_id,))


def grouped(observations: Iterable[Observation], key: Callable[[Observation], Key]) -> dict[Key, list[Observation]]:
    """Observations by a key, each group in the given order."""
    index: dict[Key, list[Observation]] = defaultdict(list)
    for o in observations:
        index[key(o)].append(o)
    return index


def _statement(o: Observation) -> Key:
    return (o.series_id, o.time_period, o.period_basis, o.transformation, o.reference_series, o.reference_period)


def _whole(o: Observation) -> Key:
    return (o.reference_series, o.time_period, o.period_basis)


def year_before(period: str) -> str:
    """The same period of the year before: 2023 gives 2022, 2025-Q1 gives 2024-Q1; an unnamed period has none."""
    return f"{int(period[:4]) - 1:04d}{period[4:]}" if period[:4].isdigit() else "_U"
