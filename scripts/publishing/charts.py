"""The charts of each topic table as Vega-Lite: bars of one measure, the rows that schemas/charts.toml chooses."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ..building.seeds import ROOT
from .proven import Proven

FILE = "schemas/charts.toml"
ALL = ("_T", "_Z")
COLOURS = ("#1f5fa8", "#c96f16", "#4d8a5b", "#8e5ea2")
FLOWS = {"total": "#6b7686", "exports": COLOURS[0], "imports": COLOURS[1], "balance": COLOURS[2]}
"""Flows look alike on every page."""
ALARM = "#c62828"
MANY = 16
"""Bars above which levels of one unit, of which some dwarf the others, have a chart for each indicator."""
ENOUGH = 3
"""Proven intervals of a period that are worth a chart of their own."""

CONFIG = {
    "view": {"stroke": None},
    "axis": {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "domain": False},
    "axisX": {"tickCount": 5, "gridColor": "#8884"},
    "axisY": {"ticks": False, "labelPadding": 6},
    "legend": {"orient": "top", "labelFontSize": 13, "symbolType": "square", "labelLimit": 320},
    "title": {"anchor": "start", "frame": "bounds", "fontSize": 17, "subtitleFontSize": 13, "subtitlePadding": 6},
}

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
        _bar(choice, row, language) | {"value": row[choice.measure], "row": place, "finding": bool(row["finding_ids"])}
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


def specification(choice: Choice, data: list[Bar], rows: Iterable[Row], title: Mapping[str, Any]) -> dict[str, Any]:
    """A Vega-Lite chart of bars, the largest on top; numbers are text in the data and become floats to be drawn.

    ``title`` has the words: ``text``, ``subtitle``, ``unit``, and ``range`` for an interval from {low} to {high}.
    """
    y = {"field": "label", "type": "nominal", "title": None}
    shared: dict[str, Any] = {"y": {**y, "sort": {"field": "number", "op": "max", "order": "descending"}}}
    tooltip = [{"field": "label", "title": " "}, {"field": "said", "title": title["unit"]}]
    grouped = len({bar["group"] for bar in data}) > 1
    if grouped:
        order = [label for label in dict.fromkeys(_groups(choice, rows, data)) if label]
        colours = [
            FLOWS.get(_code(choice, data, label), COLOURS[place % len(COLOURS)]) for place, label in enumerate(order)
        ]
        scale = {"domain": order, "range": colours}
        shared["yOffset"] = {"field": "group", "type": "nominal", "sort": order}
        shared["color"] = {"field": "group", "type": "nominal", "title": None, "scale": scale}
        tooltip.insert(1, {"field": "group", "title": " "})
    x = {"field": "number", "type": "quantitative", "title": title["unit"], "axis": {"format": ",~r"}}
    bar = {
        "mark": {"type": "bar", "color": COLOURS[0]},
        "encoding": {
            **shared,
            "x": x,
            "opacity": {"condition": {"test": "isValid(datum.low)", "value": 0.45}, "value": 1},
            "stroke": {"condition": {"test": "datum.finding", "value": ALARM}, "value": None},
            "strokeWidth": {"value": 2},
            "tooltip": tooltip,
        },
    }
    interval = {
        "transform": [{"filter": "isValid(datum.low)"}],
        "mark": {"type": "rule", "strokeWidth": 7},
        "encoding": {**shared, "x": {**x, "field": "least"}, "x2": {"field": "most"}, "tooltip": tooltip},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"{title['text']}: {title['subtitle'][0]}",
        "title": {"text": title["text"], "subtitle": title["subtitle"]},
        "data": {"values": data},
        "transform": [
            {"calculate": "toNumber(datum.value)", "as": "number"},
            {"calculate": "toNumber(datum.low)", "as": "least"},
            {"calculate": "toNumber(datum.high)", "as": "most"},
            {"calculate": f"isValid(datum.low) ? {_expression(title['range'])} : datum.value", "as": "said"},
        ],
        "layer": [bar, interval] if any("low" in row for row in data) else [bar],
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "height": {"step": 14 if grouped else 20},
        "config": CONFIG,
    }


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


def _groups(choice: Choice, rows: Iterable[Row], data: list[Bar]) -> Iterator[str]:
    """The groups in the order of the table, then those that only intervals have."""
    of_code = {bar["code"]: bar["group"] for bar in data}
    yield from (of_code.get(row[choice.chart.colour], "") for row in rows)
    yield from of_code.values()


def _code(choice: Choice, data: list[Bar], group: str) -> str:
    return next(str(bar["code"]) for bar in data if bar["group"] == group)


def _expression(pattern: str) -> str:
    """A text in the language of Vega that fills in the ends of an interval."""
    parts = re.split(r"\{(low|high)\}", pattern)
    return " + ".join(f"datum.{part}" if place % 2 else json.dumps(part) for place, part in enumerate(parts))


def _label(row: Row, column: str, language: str) -> str:
    return row.get(f"{column}_{language}") or row[column]
