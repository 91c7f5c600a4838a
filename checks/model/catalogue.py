"""The series of a package arranged by what tells them apart, so that a rule finds the exports beside the imports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from .observation import Series

Key = tuple[str, ...]


class Catalogue(dict[str, Series]):
    """All series of a package by id, arranged by what tells them apart. The documents of a package can share one."""

    def __init__(self, series: Mapping[str, Series]) -> None:
        super().__init__(series)
        self._siblings: dict[Key, str | None] = {}
        self._families: dict[tuple[str, str, Key], list[str | None]] = {}
        self._matching: dict[tuple[tuple[str, str], ...], list[str]] = {}

    @classmethod
    def of(cls, series: Mapping[str, Series]) -> Catalogue:
        """These series arranged, or as they are if they already are a catalogue."""
        return series if isinstance(series, cls) else cls(series)

    def sibling(self, series_id: str, **changes: str) -> str | None:
        """The series that differs from the given one only in ``changes``, None where there is none."""
        key = (series_id, *changes, *changes.values())
        if key not in self._siblings:
            wanted = {**dimensions_of(self[series_id]), **changes}
            self._siblings[key] = self._by_dimensions.get(tuple(wanted.values()))
        return self._siblings[key]

    def siblings(self, series_id: str, dimension: str, codes: Key) -> list[str | None]:
        """The series that differ from the given one only in one dimension, for each code of it."""
        key = (series_id, dimension, codes)
        if key not in self._families:
            self._families[key] = [self.sibling(series_id, **{dimension: code}) for code in codes]
        return self._families[key]

    def matching(self, scope: Mapping[str, str]) -> list[str]:
        """The series that have these codes, in order of their ids."""
        key = tuple(scope.items())
        if key not in self._matching:
            named = min((self._by_code.get(item, []) for item in key), key=len, default=list(self))
            fitting = (s for s in named if all(getattr(self[s], name) == code for name, code in key))
            self._matching[key] = sorted(fitting)
        return self._matching[key]

    @cached_property
    def _by_dimensions(self) -> dict[Key, str]:
        return {tuple(dimensions_of(s).values()): series_id for series_id, s in self.items()}

    @cached_property
    def _by_code(self) -> dict[tuple[str, str], list[str]]:
        index: dict[tuple[str, str], list[str]] = defaultdict(list)
        for series_id, series in self.items():
            for item in dimensions_of(series).items():
                index[item].append(series_id)
        return index


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
