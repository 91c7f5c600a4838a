"""The picture of the whole package: every figure a square in reading order, coloured by what the others say of it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from checks.package.contents import Package

from ..building.reach import chapters
from ..explaining.known import Known
from .chapters import title_of
from .citing import meaning
from .languages import Language
from .names import figure_path

ORDER = (
    "disputed",
    "last_digit",
    "repeated",
    "second_last_digit",
    "third_last_digit",
    "one_percent",
    "loose",
    "one_side",
    "alone",
)
"""Grades as the legend lists them: what asks for a look, then what is backed most."""
TITLE = 110
"""Characters of a title; the page of the figure says all."""


def overview_facts(package: Package, known: Known, language: Language) -> dict[str, Any]:
    """What the template needs."""
    graded = {name: _grade(name, known) for name in known.figures}
    counts, chapter_of = Counter(graded.values()), chapters(known.tables)
    documents = []
    for document in package.tables["documents"]:
        own = [name for name in known.reading_order if known.figures[name]["document_id"] == document["document_id"]]
        told = []
        for chapter, figures in groupby(own, key=chapter_of.__getitem__):
            squares = [_square(name, graded, language) for name in figures]
            told.append({"title": title_of(chapter, language), "figures": squares, **_backing(squares)})
        documents.append({"title": document[f"title_{language.code}"], "chapters": told})
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


def _square(name: str, graded: dict[str, str], language: Language) -> dict[str, str]:
    return {"grade": graded[name], "path": figure_path(name), "title": meaning(name, language)[:TITLE]}


def _backing(squares: list[dict[str, str]]) -> dict[str, int]:
    """How many figures of a chapter are in dispute, and how many stand alone."""
    grades = Counter(square["grade"] for square in squares)
    return {"disputed": grades["disputed"], "alone": grades["alone"], "count": len(squares)}
