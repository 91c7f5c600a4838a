"""The page of a topic table: its charts, its rows with a link behind every printed number, and how to load it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checks.package.contents import Package
from checks.package.layout import columns, measure_columns, row_key, topic_layouts

from ..explaining.known import Known
from .charts import ALL, Chart, Choice, bars, charts, choices, specification
from .languages import Language
from .names import figure_path, finding_path, series_path, topic_path
from .proven import Proven, proven

HIDDEN = ("document_id", "obs_status", "proxy_for")
"""Columns that a page leaves out where all rows say the same."""
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
    shown = [c for c in columns(layout) if not _other_language(c, fields, language) and not _says_nothing(c, rows)]
    shown.sort(key=lambda column: column in LAST)
    drawn = list(_charts(name, resource, fields, rows, intervals, known, language))
    return {
        "name": name,
        "heading": _of(resource, "title", language),
        "description": _of(resource, "description", language),
        "measures": [{"name": choice.name, "title": title} for choice, title, _ in drawn],
        "charts": {choice.name: specified for choice, _, specified in drawn},
        "columns": [
            {
                "title": _heading(c, fields, language),
                "unit": _unit(fields[c], language),
                "number": _numeric(fields[c]),
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


def _charts(
    name: str,
    resource: Mapping[str, Any],
    fields: Mapping[str, Any],
    rows: list[dict[str, str]],
    intervals: list[Proven],
    known: Known,
    language: Language,
) -> Iterator[tuple[Choice, str, dict[str, Any]]]:
    """Every chart of a table with what it is called in the list of choices."""
    chart, layout_rows = charts()[name], topic_layouts()[name]["rows"]
    for choice in choices(chart, rows, intervals, measure_columns(topic_layouts()[name])):
        field = fields[choice.measure]
        unit = _of(field, "title", language) + _unit(field, language)
        if choice.unit:
            named = [*rows, *(p.row for p in intervals)]
            unit = next(language.of(row, "unit") for row in named if row.get("unit_en") == choice.unit)
        data = bars(choice, rows, intervals, language.code)
        used = [rows[bar["row"]] for bar in data if "row" in bar] or rows
        periods = sorted({row["time_period"] for row in used})
        period = choice.period or (periods[0] if len(periods) == 1 else "")
        fixed = _fixed(choice.chart, used, layout_rows, language)
        title = f"{unit}, {period}" if period and "time_period" not in chart.rows else unit
        title = f"{fixed}{': ' if language.code == 'en' else '：'}{title}" if fixed else title
        if choice.period:
            title = language.say("proven_chart", title=title)
        documents = dict.fromkeys(language.of(known.documents[row["document_id"]], "title") for row in used)
        source = language.say("chart_source", documents="; ".join(documents))
        words = {
            "text": _of(resource, "title", language),
            "subtitle": [title, source, *_notes(data, language)],
            "unit": unit,
            "range": language.say("from_to", low="{low}", high="{high}") + language.say("proven_mark"),
        }
        yield choice, title, specification(choice, data, rows, words)


def _fixed(chart: Chart, used: list[dict[str, str]], dimensions: Iterable[str], language: Language) -> str:
    """What all bars have in common that no label says, such as the area; the whole of a share among it."""
    named = [d for d in dimensions if d not in (*chart.rows, chart.colour)]
    common = [{language.of(row, d) for row in used if row[d] not in ALL} for d in named]
    wholes = {language.say("share_of", whole=language.of(row, "share_of")) for row in used if row.get("share_of")}
    return ", ".join(text for (text,) in (each for each in [*common, wholes] if len(each) == 1))


def _notes(data: Iterable[Mapping[str, Any]], language: Language) -> list[str]:
    """What a picture has to explain by itself."""
    marks = {"finding": "chart_touched", "low": "proven_pale"}
    return [language.say(word) for mark, word in marks.items() if any(bar.get(mark) for bar in data)]


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
        return {"text": _grouped(text), "raw": text, "number": True, "links": [(link, _grouped(text))]}
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
    return {"text": text, "raw": text, "number": _numeric(field), "links": links}


def _interval(p: Proven, known: Known, fields: Mapping[str, Any], language: Language) -> dict[str, str]:
    """A row of the list of proven intervals."""
    series = known.series[p.series]
    unit = language.of(p.row, "unit") if "unit_en" in p.row else _unit(fields[p.measure], language).strip(" ()")
    return {
        "series": series.label_en if language.code == "en" else series.label_zh,
        "path": series_path(p.series),
        "period": language.period(p.row["time_period"], p.row.get("period_basis", "whole")),
        "range": language.say("from_to", low=_grouped(p.low), high=_grouped(p.high)),
        "unit": unit,
    }


def _grouped(number: str) -> str:
    """A number with group marks; its digits stay as they are."""
    whole, point, decimals = number.removeprefix("-").partition(".")
    return ("-" if number.startswith("-") else "") + f"{int(whole):,}" + point + decimals


def _numeric(field: Mapping[str, Any]) -> bool:
    return field["type"] in ("number", "integer")


def _of(facts: Mapping[str, Any], key: str, language: Language) -> str:
    """A text of the descriptor, which has no ending in English."""
    return str(facts[key if language.code == "en" else f"{key}_{language.code}"])


def _heading(column: str, fields: Mapping[str, Any], language: Language) -> str:
    """The title of a column; labels are titled like the codes that they name, because the codes are left out."""
    code = column.removesuffix(f"_{language.code}")
    title = _of(fields[code if code in fields else column], "title", language)
    return title.removesuffix(" (English)").removesuffix("（中文）")


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


def _says_nothing(column: str, rows: list[dict[str, str]]) -> bool:
    """Whether a column is empty, of codes that are the same in all rows, or said by the period already."""
    said = {row[column] for row in rows}
    return said == {""} or column == "period_basis" or (column in HIDDEN and len(said) == 1)
