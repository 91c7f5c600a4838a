"""Observations as the rules see them: exact numbers with the interval that their print implies."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from .interval import EVERYTHING, Interval

RELATIVE_UNITS = {"PC": Fraction(1, 100), "PP": Fraction(1, 100)}


@dataclass(frozen=True)
class Series:
    """What is measured, where and by whom. One row of ``series.csv``."""

    series_id: str
    indicator: str
    ref_area: str
    counterpart_area: str
    flow: str
    item: str
    population: str
    unit_measure: str
    price_basis: str
    source_agency: str
    stock_flow: str
    label_en: str
    label_zh: str


@dataclass(frozen=True)
class Observation:
    """A printed statement about quantities. ``value`` is signed, in ``unit_measure`` x 10^``unit_mult``."""

    observation_id: str
    series_id: str
    time_period: str
    period_basis: str
    transformation: str
    reference_series: str
    reference_period: str
    qualifier: str
    bound_kind: str
    variant: int
    document_id: str
    value: Fraction
    unit_measure: str
    unit_mult: int
    decimals: int
    rounding: str
    obs_status: str
    range_id: str
    multiple_kind: str = ""

    @cached_property
    def number(self) -> Fraction:
        """The number meant: percent and percentage points as fractions, money in units."""
        return self.value * self._scale

    @cached_property
    def interval(self) -> Interval:
        """Every number that print allows, as hard knowledge."""
        return self._interval(soft=False)

    @cached_property
    def soft_interval(self) -> Interval:
        """As ``interval``, and soft bounds (close to, nearly) believed too."""
        return self._interval(soft=True)

    @cached_property
    def half_unit(self) -> Fraction:
        """Half a unit of the last printed decimal; zero for exact counts."""
        if self.rounding == "exact":
            return Fraction(0)
        return Fraction(1, 2 * 10**self.decimals) * self._scale

    @cached_property
    def printed(self) -> str:
        """The value as a person reads it, with its decimals and grouped thousands."""
        if self.value.denominator == 1 or _terminates(self.value):
            return f"{Decimal(self.value.numerator) / Decimal(self.value.denominator):,.{self.decimals}f}"
        return str(self.value)

    @property
    def _scale(self) -> Fraction:
        return RELATIVE_UNITS.get(self.unit_measure, Fraction(1)) * Fraction(10) ** self.unit_mult

    def _interval(self, soft: bool) -> Interval:
        number, half = self.number, self.half_unit
        if self.qualifier == "exact":
            if half == 0:
                return Interval(number, number)
            # Half-up rounding takes the end nearer to zero in and leaves the other out.
            return Interval(number - half, number + half, number < 0, number >= 0)
        if self.bound_kind == "strict" or (soft and self.bound_kind == "soft"):
            if self.qualifier == "lower":
                return Interval(number, math.inf)
            if self.qualifier == "upper":
                return Interval(-math.inf, number)
        return EVERYTHING


def _terminates(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def series_from_rows(rows: Iterable[Mapping[str, str]]) -> dict[str, Series]:
    """Series by id from rows of ``series.csv``."""
    names = Series.__dataclass_fields__
    return {row["series_id"]: Series(**{name: row[name] for name in names}) for row in rows}


def observations_from_rows(rows: Iterable[Mapping[str, object]]) -> list[Observation]:
    """Observations from rows of ``observations.csv``; cells may be text or already typed."""
    return [_observation(row) for row in rows]


def _observation(row: Mapping[str, object]) -> Observation:
    text = {key: "" if value is None else str(value) for key, value in row.items()}
    number = text["obs_fraction"] or text["obs_value"]
    typed = {
        "value": Fraction(number),
        "variant": int(text["variant"]),
        "unit_mult": int(text["unit_mult"]),
        "decimals": int(text["decimals"]),
    }
    plain = {name: text[name] for name in Observation.__dataclass_fields__ if name not in typed}
    return Observation(**plain, **typed)  # type: ignore[arg-type]


def with_values(observations: Iterable[Observation], values: Mapping[str, Fraction]) -> list[Observation]:
    """The same observations, with the values of some replaced; ``values`` maps ids to printed values."""
    return [replace(o, value=values[o.observation_id]) if o.observation_id in values else o for o in observations]
