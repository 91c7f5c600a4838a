"""All charts of a topic table with the words that a reader needs to understand each by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checks.package.layout import Layout, measure_columns, topic_layouts

from ..explaining.known import Known
from .charts import ALL, Choice, bars, charts, choices
from .columns import text_of, unit_of_column
from .languages import Language
from .proven import Proven
from .vega import specification


def charts_of(
    name: str,
    resource: Mapping[str, Any],
    fields: Mapping[str, Any],
    rows: list[dict[str, str]],
    intervals: list[Proven],
    known: Known,
    language: Language,
) -> Iterator[tuple[Choice, str, dict[str, Any]]]:
    """Every chart of a table with what it is called in the list of choices."""
    chart, layout = charts()[name], topic_layouts()[name]
    for choice in choices(chart, rows, intervals, measure_columns(layout)):
        field = fields[choice.measure]
        unit = text_of(field, "title", language) + unit_of_column(field, language)
        if choice.unit:
            named = [*rows, *(p.row for p in intervals)]
            unit = next(language.of(row, "unit") for row in named if row.get("unit_en") == choice.unit)
        data = bars(choice, rows, intervals, language.code)
        used = [rows[bar["row"]] for bar in data if "row" in bar]
        shown = used or [dict(p.row) for p in intervals if p.measure == choice.measure and choice.shows(p.row)]
        periods = sorted({row["time_period"] for row in used})
        period = choice.period or (periods[0] if len(periods) == 1 else "")
        fixed = _fixed(choice, layout, shown, language)
        title = f"{unit}, {period}" if period and "time_period" not in chart.rows else unit
        title = f"{fixed}{': ' if language.code == 'en' else '：'}{title}" if fixed else title
        if choice.period:
            title = language.say("proven_chart", title=title)
        documents = dict.fromkeys(language.of(known.documents[row["document_id"]], "title") for row in shown)
        source = language.say("chart_source", documents="; ".join(documents))
        words = {
            "text": text_of(resource, "title", language),
            "subtitle": [title, source, *_notes(data, language)],
            "unit": unit,
            "range": language.say("from_to", low="{low}", high="{high}") + language.say("proven_mark"),
        }
        yield choice, title, specification(choice, data, rows, words)


def _fixed(choice: Choice, layout: Layout, used: list[dict[str, str]], language: Language) -> str:
    """What all bars have in common that no label says, such as the area; the whole of a share among it."""
    common: list[str] = []
    for dimension in layout["rows"]:
        if dimension not in (*choice.chart.rows, choice.chart.colour):
            codes = {row[dimension]: language.of(row, dimension) for row in used}
            common += codes.values() if len(codes) == 1 and not codes.keys() & {*ALL} else ()
    whole = measure_columns(layout)[choice.measure].get("names")
    wholes = {language.of(row, whole) for row in used} if whole else set()
    return ", ".join([*common, *(language.say("share_of", whole=text) for text in wholes if len(wholes) == 1)])


def _notes(data: Iterable[Mapping[str, Any]], language: Language) -> list[str]:
    """What a picture has to explain by itself."""
    marks = {"finding": "chart_touched", "low": "proven_pale"}
    return [language.say(word) for mark, word in marks.items() if any(bar.get(mark) for bar in data)]
