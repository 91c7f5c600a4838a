"""The picture of the whole package: every figure a square in reading order, coloured by what the others say of it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from checks.package.contents import Package

from ..explaining.known import Known, Row
from .figures import meaning
from .languages import Language
from .names import figure_path

ORDER = (
    "disputed",
    "last_digit",
    "second_last_digit",
    "third_last_digit",
    "one_percent",
    "loose",
    "one_side",
    "repeated",
    "alone",
)
"""Grades as the legend lists them: what asks for a look, then what is backed most."""
TITLE = 110
"""Characters of a title; the page of the figure says all."""


def overview_facts(package: Package, known: Known, language: Language) -> dict[str, Any]:
    """What the template needs."""
    graded = {name: _grade(name, known) for name in known.figures}
    counts = Counter(graded.values())
    documents = []
    for document in package.tables["documents"]:
        own = sorted(
            (f for f in known.figures.values() if f["document_id"] == document["document_id"]),
            key=lambda f: (int(f["line"]), int(f["column"])),
        )
        sections = []
        for section, figures in groupby(own, key=lambda f: f["section_id"]):
            squares = [_square(figure, graded, known, language) for figure in figures]
            sections.append({"title": known.sections[section]["path_zh"], "figures": squares})
        documents.append({"title": document[f"title_{language.code}"], "sections": sections})
    return {
        "heading": language.say("overview"),
        "figures": len(graded),
        "grades": [
            {"grade": grade, "label": language.of(known.grades[grade], "label"), "count": f"{counts[grade]:,}"}
            for grade in ORDER
            if counts[grade]
        ],
        "documents": documents,
    }


def _grade(figure: str, known: Known) -> str:
    """The grade of the first observation that a figure states."""
    return known.corroboration[known.stated[figure][0]]["grade"]


def _square(figure: Row, graded: dict[str, str], known: Known, language: Language) -> dict[str, str]:
    name = figure["figure_id"]
    return {"grade": graded[name], "path": figure_path(name), "title": meaning(name, known, language)[:TITLE]}
