"""The pages of what does not agree: the list by chapter, and for each entry the arithmetic and its figures."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ..building.reach import Chapter, chapters
from ..explaining.known import Known, Row
from .chapters import title_of
from .citing import meaning
from .evidence import evidence
from .languages import Language
from .names import figure_path, finding_path

ORDER = ("contradiction", "rounding", "definition", "wording", "revision")


def findings_facts(known: Known, language: Language) -> dict[str, Any]:
    """What the list needs: chapters in reading order, in each the gravest first."""
    listed: dict[Chapter, list[Row]] = defaultdict(list)
    chapter_of = chapters(known.tables)
    order = {figure: place for place, figure in enumerate(known.reading_order)}
    first = {name: min(figures_of(row, known), key=order.__getitem__) for name, row in known.findings.items()}
    for name in sorted(first, key=lambda name: order[first[name]]):
        listed[chapter_of[first[name]]].append(known.findings[name])
    return {
        "heading": language.say("findings"),
        "count": len(known.findings),
        "standings": [
            (
                standing,
                language.say(f"about_{standing}"),
                sum(f["standing"] == standing for f in known.findings.values()),
            )
            for standing in ORDER
            if any(f["standing"] == standing for f in known.findings.values())
        ],
        "chapters": [
            {
                "title": title_of(chapter, language),
                "document": language.of(known.documents[chapter.document_id], "title"),
                "findings": [
                    {
                        "standing": f["standing"],
                        "headline": headline(f, language),
                        "explanation": explanation(f, language),
                        "path": finding_path(f["discrepancy_id"]),
                        "figures": [
                            (figure_path(name), known.figures[name]["printed"]) for name in figures_of(f, known)
                        ],
                    }
                    for f in sorted(own, key=lambda f: ORDER.index(f["standing"]))
                ],
            }
            for chapter, own in listed.items()
        ],
    }


def finding_facts(finding: Row, known: Known, language: Language) -> dict[str, Any]:
    """What the page of one entry needs."""
    return {
        "heading": headline(finding, language),
        "explanation": explanation(finding, language),
        "dropped": [
            (figure_path(name), known.print_of(known.figures[name]))
            for name in figures_of(finding, known)
            if known.dropped(name)
        ],
        "standing": finding["standing"],
        "about": language.say(f"about_{finding['standing']}"),
        "evidence": evidence(finding, known, language),
        "figures": [
            {
                "path": figure_path(figure),
                "printed": known.print_of(known.figures[figure]),
                "meaning": meaning(figure, language),
                "line": known.figures[figure]["line"],
            }
            for figure in figures_of(finding, known)
        ],
    }


def explanation(finding: Row, language: Language) -> str:
    """Why an entry stands on the list."""
    return finding["explanation" if language.code == "en" else "explanation_zh"]


def headline(finding: Row, language: Language) -> str:
    """What does not agree, in a few words."""
    return finding["headline" if language.code == "en" else "headline_zh"]


def figures_of(finding: Row, known: Known) -> list[str]:
    """The figures that a finding speaks of, in the order of the table."""
    links = known.tables["discrepancy_figures"]
    return [row["figure_id"] for row in links if row["discrepancy_id"] == finding["discrepancy_id"]]
