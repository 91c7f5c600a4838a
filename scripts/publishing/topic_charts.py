"""All charts of a topic table with the words that a reader needs to understand each by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checks.package.layout import measure_columns, topic_layouts

from ..explaining.known import Known
from .charts import ALL, Chart, Choice, bars, charts, choices
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
    chart, layout_rows = charts()[name], topic_layouts()[name]["rows"]
    for choice in choices(chart, rows, intervals, measure_columns(topic_layouts()[name])):
        field = fields[choice.measure]
        unit = text_of(field, "title", language) + unit_of_column(field, language)
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
            "text": text_of(resource, "title", language),
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
