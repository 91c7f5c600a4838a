"""A chart of a topic table as a specification of Vega-Lite: bars, and the ends of intervals that are proven."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .charts import Bar, Choice, Row

COLOURS = ("#1f5fa8", "#c96f16", "#4d8a5b", "#8e5ea2")
FLOWS = {"total": "#6b7686", "exports": COLOURS[0], "imports": COLOURS[1], "balance": COLOURS[2]}
"""Flows look alike on every page."""
ALARM = "#c62828"
CONFIG = {
    "view": {"stroke": None},
    "axis": {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "domain": False},
    "axisX": {"tickCount": 5, "gridColor": "#8884", "labelOverlap": "greedy"},
    "axisY": {"ticks": False, "labelPadding": 6},
    "legend": {"orient": "top", "labelFontSize": 13, "symbolType": "square", "labelLimit": 320},
    "title": {"anchor": "start", "frame": "bounds", "fontSize": 17, "subtitleFontSize": 13, "subtitlePadding": 6},
}


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
            {"calculate": f"isValid(datum.low) ? {_expression(title['range'])} : datum.shown", "as": "said"},
        ],
        "layer": [bar, interval] if any("low" in row for row in data) else [bar, *_values(shared, x)],
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "height": {"step": 14 if grouped else 20},
        "config": CONFIG,
    }


def _values(shared: Mapping[str, Any], x: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The numbers as text at the ends of their bars, to the right of zero and to the left of it."""
    placed = {key: channel for key, channel in shared.items() if key != "color"}
    for test, align, shift in (("datum.number >= 0", "left", 5), ("datum.number < 0", "right", -5)):
        yield {
            "transform": [{"filter": test}],
            "mark": {"type": "text", "align": align, "dx": shift, "fontSize": 11},
            "encoding": {**placed, "x": x, "text": {"field": "said"}},
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
