"""The page of a series: what it measures, all that is printed of it, and what is proven where nothing is printed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from checks.families.common import display_of
from checks.model.interval import Interval
from checks.model.observation import Observation, scale_of

from ..explaining.known import Known, Row
from .figures import transformation
from .languages import Language
from .names import figure_path, finding_path
from .pictures import Span, ends_of, facts_of, unit_of

UNKNOWN = ("_U", "_Z")


def series_facts(name: str, known: Known, language: Language) -> dict[str, Any]:
    """What the template needs."""
    series = known.series[name]
    own = sorted(known.of_series[name], key=lambda o: (o.time_period, o.transformation != "level", o.observation_id))
    indicator = known.row("indicators", series.indicator)
    bounds = [row for row in known.bounds.values() if row["series_id"] == name]
    figures = [f for o in own for f in known.stating[o.observation_id]]
    return {
        "heading": series.label_en if language.code == "en" else series.label_zh,
        "definition": _definition(indicator, language),
        "unit": language.of(known.row("units", series.unit_measure), "label"),
        "agency": language.of(known.row("agencies", series.source_agency), "label"),
        "id": name,
        "observations": [
            {
                "period": language.period(o.time_period, o.period_basis),
                "states": transformation(o, known, language),
                "number": language.sentence(known.words.printed(o)),
                "link": figure_path(known.stating[o.observation_id][0]),
                "document": language.of(known.documents[o.document_id], "title"),
                "grade": _grade(o.observation_id, known, language),
            }
            for o in own
        ],
        "bounds": [_bound(row, own, known, language) for row in bounds],
        "picture": _picture(own, bounds, known, language),
        "findings": [
            (finding_path(f["discrepancy_id"]), f["headline" if language.code == "en" else "headline_zh"])
            for f in known.touching(figures)
        ],
    }


def _picture(own: list[Observation], bounds: list[Row], known: Known, language: Language) -> dict[str, Any]:
    """Printed and proven levels by period; nothing where there are fewer than two."""
    levels = [o for o in own if o.transformation == "level" and o.time_period != "_U"]
    rows = [
        (
            o.time_period,
            Span(
                language.period(o.time_period, o.period_basis),
                o.interval,
                "own",
                figure_path(known.stating[o.observation_id][0]),
            ),
        )
        for o in levels
    ]
    rows += [
        (
            row["time_period"],
            Span(language.period(row["time_period"], row["period_basis"]), _interval(row), "others"),
        )
        for row in bounds
    ]
    spans = [span for _, span in sorted(rows, key=lambda row: row[0])]
    if len(spans) < 2 or not own:
        return {"rows": [], "unit": ""}
    return facts_of(spans, display_of((levels or own)[0], known.words.reference), language)


def _bound(row: Row, own: list[Observation], known: Known, language: Language) -> dict[str, str]:
    """A proven level in words, in the unit in which the series is printed."""
    levels = [o for o in own if o.unit_measure == row["unit_measure"]]
    period = language.period(row["time_period"], row["period_basis"])
    if not levels:
        said = language.sentence(f"{row['time_period']}: {known.bound(row)}")
        return {"period": "", "range": said, "unit": ""}
    display = display_of(levels[0], known.words.reference)
    return {"period": period, "range": ends_of(_interval(row), display, language), "unit": unit_of(display, language)}


def _interval(row: Row) -> Interval:
    scale = scale_of(row["unit_measure"], int(row["unit_mult"]))
    return Interval(Fraction(row["lower"]) * scale, Fraction(row["upper"]) * scale)


def _definition(indicator: Row, language: Language) -> str:
    """What the indicator measures; empty where that is not known or needs no word."""
    text = indicator["definition" if language.code == "en" else "definition_zh"]
    return "" if text in UNKNOWN else text


def _grade(observation: str, known: Known, language: Language) -> str:
    row = known.corroboration.get(observation)
    return language.of(known.grades[row["grade"]], "label") if row else ""
