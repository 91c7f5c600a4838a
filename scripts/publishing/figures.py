"""The page of a printed figure: what is printed, what it means, what the others say of it, and a citation."""

from __future__ import annotations

from functools import cache
from typing import Any

import china_services_trade as cst
from checks.model.observation import Observation
from china_services_trade._meaning import meaning as stated

from ..explaining.known import Known
from .languages import Language

cited = cache(cst.cite)
"""Citations, each made once, because many pages quote them."""
SHOWN = 40
"""Relations on a page; the rest is counted."""


def figure_facts(figure_id: str, known: Known, language: Language) -> dict[str, Any]:
    """What the template needs."""
    citation, figure = cited(figure_id), known.figures[figure_id]
    observations, document = known.stated[figure_id], known.documents[figure["document_id"]]
    statements = []
    for name in observations:
        grade, series = known.corroboration.get(name), known.series[known.observations[name].series_id]
        english, chinese = stated(figure, document, name)
        statements.append(
            {
                "meaning": english if language.code == "en" else chinese,
                "grade": language.of(known.grades[grade["grade"]], "label") if grade else "",
                "series": series.series_id,
                "series_label": series.label_en if language.code == "en" else series.label_zh,
            }
        )
    verdicts = {v.relation_id: v for name in observations for v in known.compared[name]}
    return {
        "heading": statements[0]["meaning"],
        "id": figure_id,
        "printed": citation.printed,
        "statements": statements,
        "document": citation.document_title,
        "section": citation.section_path,
        "table": citation.table,
        "findings": [
            {
                "discrepancy_id": f["discrepancy_id"],
                "explanation": f["explanation" if language.code == "en" else "explanation_zh"],
            }
            for f in known.touching([figure_id])
        ],
        "relations": [
            {"verdict": v.verdict, "sentence": language.sentence(v.sentence)} for v in list(verdicts.values())[:SHOWN]
        ],
        "more_relations": max(len(verdicts) - SHOWN, 0),
        "citation": str(citation),
    }


def meaning(figure_id: str, known: Known, language: Language) -> str:
    """What a figure states, in a sentence."""
    citation = cited(figure_id)
    return citation.meaning if language.code == "en" else citation.meaning_zh


def transformation(o: Observation, known: Known, language: Language) -> str:
    """In which way an observation speaks of its series, and relative to what."""
    label = language.of(known.row("transformations", o.transformation), "label")
    whole = known.series.get(o.reference_series)
    parts = [label]
    if whole is not None:
        parts.append(whole.label_en if language.code == "en" else whole.label_zh)
    if o.reference_period not in ("_Z", "_U"):
        parts.append(o.reference_period)
    return " · ".join(parts)
