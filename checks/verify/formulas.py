"""What printed figures speak of: every measure as a formula in levels, and the levels drawn at random.

A level is a whole number drawn from its name. Numbers so drawn have nothing to do with each other: an equation between
formulas that holds for them holds whatever the levels are, but for a chance of less than one in 10^15.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction as F
from pathlib import Path
from typing import NamedTuple

from .names import LEVEL, Time, at, drawn, named, year_before
from .tables import read

Row = dict[str, str]
OF_ITSELF: dict[str, Callable[..., F]] = {
    "growth_rate": lambda now, before, *_: now / before - 1,
    "average_growth_rate": lambda now, before, *_: now / before - 1,  # if it is that of one year
    "change": lambda now, before, *_: now - before,
}
OF_ANOTHER: dict[str, Callable[..., F]] = {
    "growth_gap": lambda now, before, other, base: now / before - other / base,
}
OF_A_WHOLE: dict[str, Callable[..., F]] = {
    "change_in_share": lambda part, before, whole, base: part / whole - before / base,
    "contribution_to_growth": lambda part, before, whole, base: (part - before) / base,
    "share_of_growth": lambda part, before, whole, base: (part - before) / (whole - base),
}
FORMULAS = {**OF_ITSELF, **OF_ANOTHER, **OF_A_WHOLE, "share": lambda part, before, whole, base: part / whole}
"""By transformation, of four levels: the series now and before, its reference now and before."""
MADE_OF = {"growth_gap": "growth_rate", "contribution_to_growth": "change", "share_of_growth": "change"}
"""What such a figure speaks of, for its series and its reference."""


class Meaning(NamedTuple):
    """``value`` of a measure at the levels drawn; of an average rate, (1 + rate)^``power``. ``series``: what it is of.

    ``kind`` is a transformation, or ``plain`` where the measure is made of nothing else.
    """

    kind: str
    value: F
    series: frozenset[str]
    power: int = 1


class Formulas:
    """The meaning of each measure, and which of them each figure states (``stated``: measure and factor)."""

    def __init__(self, root: Path) -> None:
        tables = root / "resources"
        self.series = {row["series_id"]: row for row in read(tables / "series.csv")}
        self._indicator = {row["indicator"]: row for row in read(tables / "indicators.csv")}
        self.figures = {row["observation_id"]: row for row in read(tables / "observations.csv")}
        self._documents = {o["document_id"] for o in self.figures.values()}
        self._known: dict[str, Meaning] = {}
        self.clashes: list[str] = []
        """Names that have two meanings."""
        self.private: dict[str, set[str]] = {}
        """Auxiliary measures, and the only edits and ratios that they may stand in."""
        self.stated = {name: self._stated(o) for name, o in self.figures.items()}

    def of(self, measure: str) -> Meaning | None:
        """What a measure means; None if no figure speaks of it and it is no level of a series."""
        place = LEVEL.fullmatch(measure)
        if measure not in self._known and place and place[1] in self.series and place[3] in self._documents:
            self.know(measure, "level", drawn(measure), {place[1]})
        return self._known.get(measure)

    def know(self, measure: str, kind: str, value: F, series: Iterable[str], power: int = 1) -> str:
        """Give a measure its meaning; returns its name."""
        meaning = Meaning(kind, value, frozenset(series), power)
        if self._known.setdefault(measure, meaning) != meaning:
            self.clashes.append(measure)
        return measure

    def value(self, measure: str) -> F:
        """The value of a measure. Raises KeyError for one without meaning or of a power: no number is its root."""
        meaning = self.of(measure)
        if meaning is None or meaning.power != 1:
            raise KeyError(measure)
        return meaning.value

    def level(self, series: str, period: str, basis: str, document: str) -> str:
        """The measure of a level."""
        name = f"{at(series, period, basis)}:{document}"
        return name if name in self._known else self.know(name, "level", drawn(name), {series})

    def one_agency(self, measures: Iterable[str]) -> bool:
        """Whether measures are of series of one agency."""
        meanings = [meaning for meaning in map(self.of, measures) if meaning]
        return len({self.series[s]["source_agency"] for meaning in meanings for s in meaning.series}) == 1

    def may_be_negative(self, series: str) -> bool:
        """Whether levels of a series may be below zero: balances, profits, net flows."""
        row = self.series[series]
        return row["flow"] == "balance" or self._indicator[row["indicator"]]["may_be_negative"] == "true"

    def ratio_of(self, o: Row) -> str:
        """The id of the ratio that a printed rate or share of one agency stands for; empty for other figures."""
        measure, _ = self.stated[o["observation_id"]]
        meaning, other = self.of(measure), self.series.get(o["reference_series"], {})
        rate = meaning is not None and meaning.kind in ("growth_rate", "average_growth_rate", "share")
        if not rate or other["flow"] == "balance" or not self.one_agency([measure]):
            return ""
        own, base = (
            self.level(o[series], o[period], o["period_basis"], o["document_id"])
            for series, period in (("series_id", "time_period"), ("reference_series", "reference_period"))
        )
        return f"{measure}|{base}" if own != base else ""

    def _stated(self, o: Row) -> tuple[str, int]:
        time = Time(o["time_period"], o["reference_period"], o["period_basis"], o["document_id"])
        series, kind = o["series_id"], o["transformation"]
        band = o["qualifier"] != "exact" and time.now.endswith("Y")  # holds in each year of a span, not for the span
        if "_U" in (time.now, time.before) or band:  # two unnamed periods need not be the same
            return self.know(o["observation_id"], "plain", drawn(o["observation_id"]), {series}), 1
        if kind == "level" or (kind == "intensity" and "_per_" in self.series[series]["indicator"]):
            return self.level(series, time.now, time.basis, time.document), 1
        if kind == "ratio_part" and o["unit_measure"] == "PURE":  # 40 : 16.6 : 43.4 are shares without their sign
            return self._say("share", series, o["reference_series"], time), 100
        return self._say(kind, series, o["reference_series"], time, o["multiple_kind"]), 1

    def _say(self, kind: str, series: str, other: str, time: Time, multiple: str = "") -> str:
        """A measure by its name; known from now on, together with the measures that it is made of."""
        name = named(kind, series, other, time)
        if other not in self.series or "_Z" in time[:2] or not self._has_formula(kind, series, other, time):
            return self.know(name, "plain", drawn(name), {series})
        both, later = (series, other), time.now != time.before
        levels = [self.value(self.level(s, p, *time[2:])) for s in both for p in time[:2]]
        if kind == "multiple":
            rates = later and series != other
            if rates:
                levels = [self.value(self._say("growth_rate", s, s, time)) for s in both]
            value = levels[0] / levels[1 if rates or later else 2] - (multiple == "excess")
            return self.know(name, kind, value, both)
        if kind == "change_in_growth_rate":
            spans = (time._replace(now=p, before=year_before(p)) for p in time[:2])
            now, before = (self.value(self._say("growth_rate", series, series, span)) for span in spans)
            return self.know(name, kind, now - before, both)
        if kind == "average_growth_rate" and (years := int(time.now) - int(time.before)) > 1:
            return self.know(name, kind, levels[0] / levels[1], both, years)
        if kind in MADE_OF:
            for s in both:
                self._say(MADE_OF[kind], s, s, time)
        if kind == "change_in_share":
            self._unchanged(name, series, other, time)
        return self.know(name, kind, FORMULAS[kind](*levels), both)

    def _has_formula(self, kind: str, series: str, other: str, time: Time) -> bool:
        """Whether codes say what a figure of this kind is made of."""
        columns = ("unit_measure", "price_basis")
        alike = all(self.series[series][column] == self.series[other][column] for column in columns)
        if kind == "average_growth_rate" and not (time.now.isdigit() and time.before.isdigit() and time[0] > time[1]):
            return False
        if time.now == time.before:
            return kind in ("share", "multiple") and alike
        if kind in OF_ITSELF or kind == "change_in_growth_rate":
            return series == other
        return kind in ("multiple", *OF_ANOTHER) or (kind in OF_A_WHOLE and alike)

    def _unchanged(self, own: str, series: str, whole: str, time: Time) -> None:
        """Two auxiliary measures: the part as its earlier share would have it, and by how much it exceeds that."""
        old = time._replace(now=time.before)
        share = self._say("share", series, whole, old)
        growth = self._say("growth_rate", whole, whole, time)
        self._say("share", series, whole, time._replace(before=time.now))
        part, before, total = (self.level(s, t.now, *t[2:]) for s, t in ((series, time), (series, old), (whole, time)))
        value = self.value(share) * self.value(total)
        unchanged = self.know(f"{own}/unchanged", "unchanged", value, (series, whole))
        excess = self.know(f"{own}/excess", "excess", self.value(part) - value, (series, whole))
        made = f"difference:{excess}"
        self.private[unchanged] = {f"{share}|{total}", f"{growth}|{before}", made}
        self.private[excess] = {made, f"{own}|{total}"}
