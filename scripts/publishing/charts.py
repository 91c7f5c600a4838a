"""The chart of each topic table as Vega-Lite: bars of one measure, the rows that schemas/charts.toml chooses."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..building.seeds import ROOT

FILE = "schemas/charts.toml"
ALL = ("_T", "_Z")
COLOURS = ("#1f5fa8", "#d9822b", "#5b8c5a", "#8e5ea2")

CONFIG = {
    "view": {"stroke": None},
    "axis": {"labelLimit": 320, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "domain": False},
    "axisX": {"tickCount": 6, "gridColor": "#8884"},
    "axisY": {"ticks": False, "labelPadding": 6},
    "legend": {"orient": "top", "labelFontSize": 13, "symbolType": "square", "labelLimit": 320},
}

Row = Mapping[str, str]


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


def units(chart: Chart, rows: Iterable[Row], measure: str) -> list[str]:
    """English units of a column that mixes them, those with most bars first; one without name where it does not."""
    found = Counter(row.get("unit_en", "") for row in rows if chart.shows(row) and row[measure] and measure == "value")
    return [unit for unit, bars in found.most_common() if bars > 1] or [""]


def bars(chart: Chart, rows: Iterable[Row], measure: str, unit: str, language: str) -> list[dict[str, Any]]:
    """The data of a chart in one language: label, number as the table has it, group, and the row it stands in."""
    found: list[dict[str, Any]] = []
    for place, row in enumerate(rows):
        if chart.shows(row) and row[measure] and unit in ("", row.get("unit_en")):
            named = [_label(row, column, language) for column in chart.rows if row[column] not in ALL]
            group = _label(row, chart.colour, language) if chart.colour else ""
            label = ", ".join(named) or _label(row, chart.rows[0], language)
            found.append({"label": label, "value": row[measure], "group": group, "row": place})
    return found


def specification(data: list[dict[str, Any]], unit: str, grouped: bool) -> dict[str, Any]:
    """A Vega-Lite chart of bars, the largest on top; numbers are text in the data and become floats to be drawn."""
    encoding: dict[str, Any] = {
        "y": {
            "field": "label",
            "type": "nominal",
            "title": None,
            "sort": {"field": "number", "op": "max", "order": "descending"},
        },
        "x": {"field": "number", "type": "quantitative", "title": unit, "axis": {"format": ",~r"}},
        "tooltip": [{"field": "label", "title": " "}, {"field": "value", "title": unit}],
    }
    if grouped:
        encoding["color"] = {"field": "group", "type": "nominal", "title": None, "scale": {"range": list(COLOURS)}}
        encoding["yOffset"] = {"field": "group", "type": "nominal"}
        encoding["tooltip"].insert(1, {"field": "group", "title": " "})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": data},
        "transform": [{"calculate": "toNumber(datum.value)", "as": "number"}],
        "mark": {"type": "bar", "color": COLOURS[0]},
        "encoding": encoding,
        "width": "container",
        "height": {"step": 14 if grouped else 20},
        "config": CONFIG,
    }


def _label(row: Row, column: str, language: str) -> str:
    return row.get(f"{column}_{language}") or row[column]
