"""The page of a topic table: its charts, its rows with a link behind every printed number, and how to load it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.package.contents import Package
from checks.package.layout import columns, row_key, topic_layouts

from ..explaining.known import Known
from .columns import grouped, heading_of, is_number, other_language, says_nothing, text_of, unit_of_column
from .languages import Language
from .names import figure_path, finding_path, series_path, topic_path
from .proven import Proven, proven
from .topic_charts import charts_of

LAST = ("document_id", "obs_status", "proxy_for", "finding_ids")
"""Columns that stand behind the numbers."""
NOT_APPLICABLE = "_Z"
SNIPPETS = {
    "pandas": 'import china_services_trade as cst\n\ntable = cst.frame("{name}")',
    "R": 'table <- read.csv("resources/{name}.csv", na.strings = "",\n                  encoding = "UTF-8")',
    "SQL (DuckDB)": "SELECT * FROM 'resources/{name}.csv';",
}


def topic_facts(name: str, package: Package, known: Known, language: Language) -> dict[str, Any]:
    """What the template needs."""
    layout, rows = topic_layouts()[name], package.tables[name]
    resource = next(r for r in package.descriptor["resources"] if r["name"] == name)
    fields = {f["name"]: f for f in resource["schema"]["fields"]}
    cells, intervals = _traced(name, package), list(proven(layout, rows, known))
    shown = [c for c in columns(layout) if not other_language(c, fields, language) and not says_nothing(c, rows)]
    shown.sort(key=lambda column: column in LAST)
    drawn = list(charts_of(name, resource, fields, rows, intervals, known, language))
    return {
        "name": name,
        "heading": text_of(resource, "title", language),
        "description": text_of(resource, "description", language),
        "measures": [{"name": choice.name, "title": title} for choice, title, _ in drawn],
        "charts": {choice.name: specified for choice, _, specified in drawn},
        "columns": [
            {
                "title": heading_of(c, fields, language),
                "unit": unit_of_column(fields[c], language),
                "number": is_number(fields[c]),
            }
            for c in shown
        ],
        "rows": [
            {
                "touched": bool(row["finding_ids"]),
                "cells": [
                    _cell(row, c, fields[c], cells.get((row_key(layout, row), c)), known, language) for c in shown
                ],
            }
            for row in rows
        ],
        "touched": sum(bool(row["finding_ids"]) for row in rows),
        "intervals": [_interval(p, known, fields, language) for p in intervals],
        "snippets": {way: lines.replace("{name}", name) for way, lines in SNIPPETS.items()},
        "file": f"data/resources/{name}.csv",
    }


def list_facts(topics: Mapping[str, dict[str, Any]], package: Package, language: Language) -> dict[str, Any]:
    """What the list of all topic tables needs."""
    listed = []
    for name, told in topics.items():
        periods = sorted({row["time_period"] for row in package.tables[name] if row["time_period"][0] != "_"})
        years = sorted({period[:4] for period in periods})
        span = years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"
        listed.append({"title": told["heading"], "path": topic_path(name), "rows": len(told["rows"]), "periods": span})
    return {"heading": language.say("topics"), "topics": listed}


def _traced(name: str, package: Package) -> dict[tuple[str, str], str]:
    traces = package.tables["topic_cells"]
    return {(t["row_key"], t["column_name"]): t["observation_id"] for t in traces if t["table"] == name}


def _cell(
    row: Mapping[str, str],
    column: str,
    field: Mapping[str, Any],
    observation: str | None,
    known: Known,
    language: Language,
) -> dict[str, Any]:
    """A cell: text, whether a number, and links. ``raw`` is what the file has where the page shows it otherwise."""
    text = row[column]
    if observation is not None:
        link = figure_path(known.stating[observation][0])
        return {"text": grouped(text), "raw": text, "number": True, "links": [(link, grouped(text))]}
    links: list[tuple[str, str]] = []
    if column == "time_period":
        text = language.period(text, row.get("period_basis", "whole"))
    elif column == "document_id":
        text = language.of(known.documents[text], "title")
    elif column == "obs_status":
        text = language.of(known.row("obs_statuses", text), "label")
    elif column == "proxy_for":
        text = "" if text == NOT_APPLICABLE else language.of(known.row("areas", text), "label")
    elif column == "finding_ids":
        links = [
            (finding_path(f), language.say(f"standing_{known.findings[f]['standing']}")) for f in text.split(";") if f
        ]
    return {"text": text, "raw": text, "number": is_number(field), "links": links}


def _interval(p: Proven, known: Known, fields: Mapping[str, Any], language: Language) -> dict[str, str]:
    """A row of the list of proven intervals."""
    series = known.series[p.series]
    unit = (
        language.of(p.row, "unit") if "unit_en" in p.row else unit_of_column(fields[p.measure], language).strip(" ()")
    )
    return {
        "series": series.label_en if language.code == "en" else series.label_zh,
        "path": series_path(p.series),
        "period": language.period(p.row["time_period"], p.row.get("period_basis", "whole")),
        "range": language.say("from_to", low=grouped(p.low), high=grouped(p.high)),
        "unit": unit,
    }
