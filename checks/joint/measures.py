"""Which measure each figure states, and how that measure is made of levels."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..families.changes import rates_of_one_span
from ..families.growth import years_between
from ..model.facts import Facts, quantity_id
from ..model.identity import statement_id
from ..model.index import year_before
from ..model.observation import Observation
from ..model.reference import Reference
from .system import EQUAL, MORE_THAN, Edit, Ratio, Statement, System

ONE, MINUS = Fraction(1), Fraction(-1)


class Measures:
    """Adds the figures of one document to a system, with the ratios and differences that they speak of."""

    def __init__(self, facts: Facts, reference: Reference, system: System) -> None:
        self.facts = facts
        self.system = system
        self._signed = reference.may_be_negative
        self._makers = {
            "level": self._level,
            "growth_rate": self._growth_rate,
            "share": self._share,
            "ratio_part": self._ratio_part,
            "average_growth_rate": self._average_growth_rate,
            "multiple": self._multiple,
            "intensity": self._level,  # a series "per unit" has averages as its levels
            "change": self._change,
            "change_in_growth_rate": self._change_in_growth_rate,
            "growth_gap": self._growth_gap,
            "change_in_share": self._change_in_share,
            "contribution_to_growth": self._contribution_to_growth,
            "share_of_growth": self._share_of_growth,
        }

    def add_all(self) -> None:
        """Every observation of the document."""
        for o in self.facts.observations:
            measure, factor = self.statement(o)
            self.system.statements[o.observation_id] = Statement(o, measure, factor)

    def statement(self, o: Observation) -> tuple[str, Fraction]:
        """The measure of one observation, and the number that its number is a multiple of it by."""
        if "_U" in (o.time_period, o.reference_period) or _is_band(o):
            return o.observation_id, ONE  # two unnamed periods need not be the same
        own = self._named(
            o.series_id, o.time_period, o.period_basis, o.transformation, o.reference_series, o.reference_period
        )
        make = self._makers.get(o.transformation)
        return (own, ONE) if make is None else make(o, own)

    def quantity(self, series_id: str, period: str, basis: str) -> str:
        """The level of a series; not negative unless it is a balance, a profit or a net flow."""
        name = quantity_id(series_id, period, basis, self.facts.document_id)
        self.system.quantities[name] = series_id, period, basis
        if not self._may_be_negative(series_id):
            self.system.not_negative.add(name)
        return name

    def growth(self, series_id: str, period: str, base: str, basis: str) -> str:
        """The growth rate of a series since ``base``."""
        name = self._named(series_id, period, basis, "growth_rate", series_id, base)
        self._ratio(name, (series_id, period, basis), (series_id, base, basis), 1)
        return name

    def share(self, series_id: str, whole: str, period: str, basis: str) -> str:
        """The share of a series in a whole."""
        name = self._named(series_id, period, basis, "share", whole, period)
        self._ratio(name, (series_id, period, basis), (whole, period, basis))
        return name

    def _level(self, o: Observation, own: str) -> tuple[str, Fraction]:
        return self.quantity(o.series_id, o.time_period, o.period_basis), ONE

    def _growth_rate(self, o: Observation, own: str) -> tuple[str, Fraction]:
        return self.growth(o.series_id, o.time_period, o.reference_period, o.period_basis), ONE

    def _share(self, o: Observation, own: str) -> tuple[str, Fraction]:
        return self.share(o.series_id, o.reference_series, o.time_period, o.period_basis), ONE

    def _ratio_part(self, o: Observation, own: str) -> tuple[str, Fraction]:
        return self._share(o, own)[0], Fraction(100)

    def _average_growth_rate(self, o: Observation, own: str) -> tuple[str, Fraction]:
        years = years_between(o.reference_period, o.time_period)
        if years > 0:
            now, base = ((o.series_id, p, o.period_basis) for p in (o.time_period, o.reference_period))
            self._ratio(own, now, base, 1, years)
        return own, ONE

    def _multiple(self, o: Observation, own: str) -> tuple[str, Fraction]:
        offset = 1 if o.multiple_kind == "excess" else 0
        now = (o.series_id, o.time_period, o.period_basis)
        if o.reference_series == o.series_id:
            self._ratio(own, now, (o.series_id, o.reference_period, o.period_basis), offset)
        elif o.reference_period == o.time_period:
            self._ratio(own, now, (o.reference_series, o.time_period, o.period_basis), offset)
        elif self._one_agency(o.series_id, o.reference_series):
            above, below = (
                self.growth(name, o.time_period, o.reference_period, o.period_basis)
                for name in (o.series_id, o.reference_series)
            )
            self.connect(Ratio(own, above, below, offset))
        return own, ONE

    def _change(self, o: Observation, own: str) -> tuple[str, Fraction]:
        self._difference(own, *(self.quantity(o.series_id, p, o.period_basis) for p in _now_and_before(o)))
        return own, ONE

    def _change_in_growth_rate(self, o: Observation, own: str) -> tuple[str, Fraction]:
        pair = next(rates_of_one_span(self.facts, o), None)
        if pair is not None:
            self._difference(own, *(self._growth_rate(rate, "")[0] for rate in pair))
        elif years_between(o.reference_period[:4], o.time_period[:4]) == 1 and o.reference_period != "_Z":
            periods = (o.time_period, o.reference_period), (o.reference_period, year_before(o.reference_period))
            self._difference(own, *(self.growth(o.series_id, now, base, o.period_basis) for now, base in periods))
        return own, ONE

    def _growth_gap(self, o: Observation, own: str) -> tuple[str, Fraction]:
        if self._one_agency(o.series_id, o.reference_series):
            names = (o.series_id, o.reference_series)
            rates = (self.growth(name, o.time_period, o.reference_period, o.period_basis) for name in names)
            self._difference(own, *rates)
        return own, ONE

    def _change_in_share(self, o: Observation, own: str) -> tuple[str, Fraction]:
        """Beside the difference of the two shares, what the part would be had its share not changed.

        That level is earlier share x whole, and earlier part x (1 + growth of the whole); the part exceeds it by
        change x whole. Without it the two shares would be bounded as if they were independent.
        """
        if not self._one_agency(o.series_id, o.reference_series) or self._may_be_negative(o.reference_series):
            return own, ONE
        whole, basis = o.reference_series, o.period_basis
        shares = [self.share(o.series_id, whole, period, basis) for period in _now_and_before(o)]
        self._difference(own, *shares)
        now, before = _now_and_before(o)
        unchanged, excess = f"{own}/unchanged", f"{own}/excess"
        part, total = self.quantity(o.series_id, now, basis), self.quantity(whole, now, basis)
        if not self._may_be_negative(o.series_id):
            self.system.not_negative.add(unchanged)
        self.connect(Ratio(shares[1], unchanged, total))
        earlier = self.quantity(o.series_id, before, basis)
        self.connect(Ratio(self.growth(whole, now, before, basis), unchanged, earlier, 1))
        self._difference(excess, part, unchanged)
        self.connect(Ratio(own, excess, total))
        return own, ONE

    def _contribution_to_growth(self, o: Observation, own: str) -> tuple[str, Fraction]:
        if self._one_agency(o.series_id, o.reference_series) and not self._may_be_negative(o.reference_series):
            earlier = self.quantity(o.reference_series, o.reference_period, o.period_basis)
            self.connect(Ratio(own, self._increase(o.series_id, o), earlier))
        return own, ONE

    def _share_of_growth(self, o: Observation, own: str) -> tuple[str, Fraction]:
        """The increase of the part over that of the whole; who speaks of a share in growth says that there is some."""
        if self._one_agency(o.series_id, o.reference_series):
            part, whole = (self._increase(name, o) for name in (o.series_id, o.reference_series))
            self.connect(Ratio(own, part, whole))
            presupposed = Edit(
                f"growing:{own}", "growing", MORE_THAN, ((whole, ONE),), observations=(o.observation_id,)
            )
            self.system.edits[presupposed.edit_id] = presupposed
        return own, ONE

    def _increase(self, series_id: str, o: Observation) -> str:
        now, base = (self.quantity(series_id, p, o.period_basis) for p in _now_and_before(o))
        name = self._named(series_id, o.time_period, o.period_basis, "change", series_id, o.reference_period)
        self._difference(name, now, base)
        return name

    def _ratio(
        self, name: str, above: tuple[str, str, str], below: tuple[str, str, str], offset: int = 0, power: int = 1
    ) -> None:
        """Connect a ratio to two levels, unless they are of two agencies or the lower one is a balance.

        Who prints a growth rate of a profit presupposes that there was one.
        """
        if not self._one_agency(above[0], below[0]) or self.facts.series[below[0]].flow == "balance":
            return
        ratio = Ratio(name, self.quantity(*above), self.quantity(*below), offset, power)
        self.connect(ratio)
        stating = [name] if name in self.facts.by_id else []
        if ratio.denominator not in self.system.not_negative and stating:
            edit_id = f"base:{ratio.denominator}:{name}"
            terms = ((ratio.denominator, ONE),)
            self.system.edits[edit_id] = Edit(edit_id, "base", MORE_THAN, terms, observations=tuple(stating))

    def connect(self, ratio: Ratio) -> None:
        """Add a ratio once; of a whole to itself it is one."""
        if ratio.numerator == ratio.denominator:
            edit_id = f"whole:{ratio.measure}"
            terms = ((ratio.measure, ONE),)
            self.system.edits[edit_id] = Edit(edit_id, "whole", EQUAL, terms, Fraction(1 - ratio.offset))
        else:
            self.system.ratios.setdefault(ratio.ratio_id, ratio)

    def _difference(self, name: str, now: str, before: str) -> None:
        edit = Edit(f"difference:{name}", "difference", EQUAL, ((name, ONE), (now, MINUS), (before, ONE)))
        self.system.edits.setdefault(edit.edit_id, edit)

    def _named(self, *parts: str) -> str:
        return statement_id(*parts, self.facts.document_id)  # type: ignore[call-arg]

    def _one_agency(self, *series: str) -> bool:
        return len({self.facts.series[s].source_agency for s in series}) == 1

    def _may_be_negative(self, series_id: str) -> bool:
        series = self.facts.series[series_id]
        return series.flow == "balance" or series.indicator in self._signed


def _is_band(o: Observation) -> bool:
    """An end of a band in which the value of every year of a span lies: it is no level of the span."""
    return o.qualifier != "exact" and o.time_period.endswith("Y")


def _now_and_before(o: Observation) -> Iterator[str]:
    yield o.time_period
    yield o.reference_period
