"""The page of a series: what it measures, all that is printed of it, and what is proven where nothing is printed."""

from __future__ import annotations

from typing import Any

from china_services_trade._words import period_en, period_zh

from ..explaining.known import Known
from .figures import transformation
from .languages import Language
from .names import figure_path

UNKNOWN = ("_U", "_Z")


def series_facts(name: str, known: Known, language: Language) -> dict[str, Any]:
    """What the template needs."""
    series = known.series[name]
    own = sorted(
        (o for o in known.of_series[name]),
        key=lambda o: (o.time_period, o.transformation != "level", o.observation_id),
    )
    indicator = known.row("indicators", series.indicator)
    agency = known.row("agencies", series.source_agency)
    period = period_en if language.code == "en" else period_zh
    return {
        "heading": series.label_en if language.code == "en" else series.label_zh,
        "definition": indicator["definition"] if indicator["definition"] not in UNKNOWN else "",
        "unit": language.of(known.row("units", series.unit_measure), "label"),
        "agency": language.of(agency, "label"),
        "id": name,
        "observations": [
            {
                "period": period(o.time_period, o.period_basis),
                "states": transformation(o, known, language),
                "number": known.words.printed(o),
                "link": figure_path(known.stating[o.observation_id][0]),
                "document": o.document_id,
                "grade": _grade(o.observation_id, known, language),
            }
            for o in own
        ],
        "bounds": [
            f"{row['time_period']}: {known.bound(row)}" for row in known.bounds.values() if row["series_id"] == name
        ],
    }


def _grade(observation: str, known: Known, language: Language) -> str:
    row = known.corroboration.get(observation)
    return language.of(known.grades[row["grade"]], "label") if row else ""
