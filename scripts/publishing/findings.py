"""The pages of what does not agree: the list, and for each entry the arithmetic and the figures it speaks of."""

from __future__ import annotations

import re
from typing import Any

from ..explaining.known import Known, Row
from .figures import meaning
from .languages import Language
from .names import figure_path, finding_path

ORDER = ("contradiction", "rounding", "definition", "wording", "revision")


def findings_facts(known: Known, language: Language) -> dict[str, Any]:
    """What the list needs: the gravest first."""
    ordered = sorted(known.findings.values(), key=lambda f: (ORDER.index(f["standing"]), f["discrepancy_id"]))
    return {
        "heading": language.say("findings"),
        "findings": [
            {
                "standing": f["standing"],
                "explanation": explanation(f, language),
                "path": finding_path(f["discrepancy_id"]),
                "places": _places(f, known),
            }
            for f in ordered
        ],
    }


def finding_facts(finding: Row, known: Known, language: Language) -> dict[str, Any]:
    """What the page of one entry needs; its arithmetic is cut where a sentence ends."""
    return {
        "heading": explanation(finding, language),
        "standing": finding["standing"],
        "steps": [language.sentence(step) for step in _steps(finding)],
        "figures": [
            {
                "path": figure_path(figure),
                "printed": known.print_of(known.figures[figure]),
                "meaning": meaning(figure, known, language),
            }
            for figure in _figures(finding, known)
        ],
    }


def explanation(finding: Row, language: Language) -> str:
    """Why an entry stands on the list."""
    return finding["explanation" if language.code == "en" else "explanation_zh"]


def _steps(finding: Row) -> list[str]:
    return re.split(r"(?<=[a-z0-9%)])\. (?=[A-Z])", finding["arithmetic"])


def _figures(finding: Row, known: Known) -> list[str]:
    links = known.tables["discrepancy_figures"]
    return [row["figure_id"] for row in links if row["discrepancy_id"] == finding["discrepancy_id"]]


def _places(finding: Row, known: Known) -> str:
    """The headings under which its figures stand."""
    sections = dict.fromkeys(known.figures[figure]["section_id"] for figure in _figures(finding, known))
    return "; ".join(known.sections[s]["title_zh"] for s in sections if s in known.sections)
