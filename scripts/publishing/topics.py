"""The page of a topic table: its chart, its rows with a link behind every printed number, and how to load it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checks.package.contents import Package
from checks.package.layout import columns, measure_columns, row_key, topic_layouts

from ..explaining.known import Known
from .charts import bars, charts, specification, units
from .languages import Language
from .names import figure_path, topic_path


def topic_facts(name: str, package: Package, known: Known, language: Language) -> dict[str, Any]:
    """What the template needs."""
    layout, rows = topic_layouts()[name], package.tables[name]
    resource = next(r for r in package.descriptor["resources"] if r["name"] == name)
    fields = {f["name"]: f for f in resource["schema"]["fields"]}
    chart, cells = charts()[name], _traced(name, package)
    choices, drawn = [], {}
    for measure in measure_columns(layout):
        for unit in units(chart, rows, measure):
            title = _title(fields[measure], language) + _unit(fields[measure], language)
            if unit:
                named = next(language.of(row, "unit") for row in rows if row["unit_en"] == unit)
                title = named
            data = bars(chart, rows, measure, unit, language.code)
            if data:
                choices.append({"name": f"{measure}:{unit}", "title": title})
                drawn[f"{measure}:{unit}"] = specification(data, title, bool(chart.colour))
    shown = [c for c in columns(layout) if not _other_language(c, fields, language)]
    return {
        "name": name,
        "heading": resource["title" if language.code == "en" else "title_zh"],
        "description": resource["description" if language.code == "en" else "description_zh"],
        "measures": choices,
        "charts": drawn,
        "columns": [
            {"title": _title(fields[c], language), "unit": _unit(fields[c], language), "number": _numeric(fields[c])}
            for c in shown
        ],
        "rows": [
            {
                "finding": row.get("finding_ids", ""),
                "cells": [_cell(row, c, fields[c], cells.get((row_key(layout, row), c)), known) for c in shown],
            }
            for row in rows
        ],
        "snippets": list(_snippets(name)),
    }


def list_facts(topics: Mapping[str, dict[str, Any]], package: Package, language: Language) -> dict[str, Any]:
    """What the list of all topic tables needs."""
    listed = []
    for name, told in topics.items():
        periods = sorted({row["time_period"] for row in package.tables[name] if row["time_period"][0] != "_"})
        span = periods[:1] if len(periods) == 1 else [f"{periods[0]} – {periods[-1]}"]
        listed.append(
            {"title": told["heading"], "path": topic_path(name), "rows": len(told["rows"]), "periods": "".join(span)}
        )
    return {"heading": language.say("topics"), "topics": listed}


def _traced(name: str, package: Package) -> dict[tuple[str, str], str]:
    traces = package.tables["topic_cells"]
    return {(t["row_key"], t["column_name"]): t["observation_id"] for t in traces if t["table"] == name}


def _cell(
    row: Mapping[str, str], column: str, field: Mapping[str, Any], observation: str | None, known: Known
) -> dict[str, Any]:
    text = row[column]
    if observation is None:
        return {"text": text, "number": _numeric(field), "link": ""}
    return {"text": _grouped(text), "number": True, "link": figure_path(known.stating[observation][0])}


def _grouped(number: str) -> str:
    """A number with group marks; its digits stay as they are."""
    whole, point, decimals = number.removeprefix("-").partition(".")
    return ("-" if number.startswith("-") else "") + f"{int(whole):,}" + point + decimals


def _numeric(field: Mapping[str, Any]) -> bool:
    return field["type"] in ("number", "integer")


def _title(field: Mapping[str, Any], language: Language) -> str:
    return str(field["title" if language.code == "en" else f"title_{language.code}"])


def _unit(field: Mapping[str, Any], language: Language) -> str:
    """The unit of a column in brackets; none where the rows say it."""
    unit = field.get("unit", "")
    return f" ({language.say(f'unit {unit}')})" if f"unit {unit}" in language.words else ""


def _other_language(column: str, fields: Mapping[str, Any], language: Language) -> bool:
    """Whether a column says in another language, or as a code, what another column says in this one."""
    own = f"_{language.code}"
    if column.endswith(("_en", "_zh")):
        return not column.endswith(own)
    return f"{column}{own}" in fields


def _snippets(name: str) -> Iterator[str]:
    yield f'import china_services_trade as cst\ntable = cst.frame("{name}")  # pandas'
    yield f'table <- read.csv("resources/{name}.csv", encoding = "UTF-8", na.strings = "")  # R'
    yield f"SELECT * FROM 'resources/{name}.csv';  -- DuckDB"
