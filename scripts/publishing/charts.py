"""Which charts a topic table has and what their bars are: one measure, the rows that schemas/charts.toml chooses."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ..building.seeds import ROOT
from .columns import grouped
from .proven import Proven

FILE = "schemas/charts.toml"
ALL = ("_T", "_Z")
MANY = 16
"""Bars above which levels of one unit, of which some dwarf the others, have a chart for each indicator."""
ENOUGH = 3
"""Proven intervals of a period that are worth a chart of their own."""

Row = Mapping[str, str]
Bar = dict[str, Any]


@dataclass(frozen=True)
class Chart:
    """What a chart shows: the columns that name a bar and colour it, and the rows it leaves out."""

    rows: tuple[str, ...]
    colour: str
    keep: Mapping[str, list[str]]
    drop: Mapping[str, list[str]]

    def shows(self, row: Row) -> bool:
        """Whether a row of the table is among the bars, if it has the measure."""
        kept = all(row[column] in codes for column, codes in self.keep.items())
        return kept and not any(row[column] in codes for column, codes in self.drop.items())

    def of_period(self, period: str) -> Chart:
        """The same chart of another period."""
        return replace(self, keep={**self.keep, "time_period": [period]})


@dataclass(frozen=True)
class Choice:
    """One of the charts of a table. ``unit`` is the English unit of a column that mixes them."""

    chart: Chart
    measure: str
    unit: str
    period: str = ""
    """The period whose numbers are proven, not printed; empty for printed ones."""
    indicator: str = ""
    """What alone is shown, where all of a unit would be too much for one chart."""

    @property
    def name(self) -> str:
        """Tells a choice from the others of its table."""
        own = f"{self.unit}={self.indicator}" if self.indicator else self.unit
        return ":".join([self.measure, own, *([self.period] if self.period else [])])

    def shows(self, row: Row) -> bool:
        """Whether a row is among the bars, if it has the measure."""
        return self.chart.shows(row) and self.unit in ("", row.get("unit_en"))


@cache
def charts() -> dict[str, Chart]:
    """The charts by table."""
    told = tomllib.loads((ROOT / FILE).read_text("utf-8"))
    return {
        name: Chart(
            tuple([c["rows"]] if isinstance(c["rows"], str) else c["rows"]),
            c.get("colour", ""),
            c.get("keep", {}),
            c.get("drop", {}),
        )
        for name, c in told.items()
    }


def choices(chart: Chart, rows: Sequence[Row], proven: Sequence[Proven], measures: Iterable[str]) -> Iterator[Choice]:
    """Every chart of a table: printed numbers by measure and unit, then periods of which only intervals are known."""
    for measure in measures:
        for unit in _units(chart, rows, measure):
            data = bars(Choice(chart, measure, unit), rows, (), "en")
            if len(data) > MANY and measure == "value" and "indicator" in chart.rows:
                yield from _by_indicator(chart, measure, unit, [rows[bar["row"]] for bar in data])
            elif data:
                yield Choice(chart, measure, unit)
    if "time_period" not in chart.rows:
        for (measure, period, unit), number in sorted(_intervals(chart, proven).items()):
            if number >= ENOUGH:
                yield Choice(chart.of_period(period), measure, unit, period)


def bars(choice: Choice, rows: Iterable[Row], proven: Iterable[Proven], language: str) -> list[Bar]:
    """The data of a chart in one language: label, group and number as the table has it, and the row it stands in.

    A proven interval has ``low`` and ``high`` in place of a row.
    """
    printed = [
        _bar(choice, row, language)
        | {"value": row[choice.measure], "shown": grouped(row[choice.measure])}
        | {"row": place, "finding": bool(row["finding_ids"])}
        for place, row in enumerate(rows)
        if choice.shows(row) and row[choice.measure]
    ]
    taken = {(bar["label"], bar["group"]) for bar in printed}
    others = [
        _bar(choice, p.row, language) | {"value": p.low, "low": p.low, "high": p.high, "finding": False}
        for p in proven
        if p.measure == choice.measure and choice.shows(p.row) and p.row["time_period"] == choice.period
    ]
    return printed + [bar for bar in others if (bar["label"], bar["group"]) not in taken]


def _units(chart: Chart, rows: Iterable[Row], measure: str) -> list[str]:
    """English units of a column that mixes them, those with most bars first; one without name where it does not."""
    found = Counter(row.get("unit_en", "") for row in rows if chart.shows(row) and row[measure] and measure == "value")
    return [unit for unit, bars in found.most_common() if bars > 1] or [""]


def _by_indicator(chart: Chart, measure: str, unit: str, rows: Iterable[Row]) -> Iterator[Choice]:
    """A chart for each indicator with several bars, those with most first, and one for all that have but one."""
    found = Counter(row["indicator"] for row in rows)
    for indicator, number in found.most_common():
        if number > 1:
            own = tuple(column for column in chart.rows if column != "indicator")
            keep = {**chart.keep, "indicator": [indicator]}
            yield Choice(replace(chart, rows=own, keep=keep), measure, unit, indicator=indicator)
    single = [indicator for indicator, number in found.items() if number == 1]
    if single:
        yield Choice(replace(chart, keep={**chart.keep, "indicator": single}), measure, unit)


def _intervals(chart: Chart, proven: Iterable[Proven]) -> Counter[tuple[str, str, str]]:
    """How many proven intervals a chart of each measure, period and unit would show."""
    return Counter(
        (p.measure, p.row["time_period"], p.row.get("unit_en", ""))
        for p in proven
        if chart.of_period(p.row["time_period"]).shows(p.row)
    )


def _bar(choice: Choice, row: Row, language: str) -> Bar:
    chart = choice.chart
    named = [_label(row, column, language) for column in chart.rows if row[column] not in ALL]
    group = _label(row, chart.colour, language) if chart.colour else ""
    return {
        "label": ", ".join(named) or _label(row, chart.rows[0], language),
        "group": group,
        "code": row[chart.colour] if chart.colour else "",
    }


def _label(row: Row, column: str, language: str) -> str:
    return row.get(f"{column}_{language}") or row[column]
