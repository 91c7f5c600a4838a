"""The page that says what was checked, how often, how far that reaches, and what cannot be checked and why."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from checks.model.relation import UNDETERMINED
from checks.package.contents import Package

from ..building.reach import reach
from ..explaining.known import Known
from .chapters import title_of
from .languages import Language

REASONS = (
    ("reason_unnamed", r"unnamed earlier period"),
    ("reason_approximate", r"an approximate or one-sided figure"),
    ("reason_growth", r"growth rates? "),
    ("reason_level", r"level|numbers that it compares"),
)
"""Why a relation cannot be decided: word of the page, and what its sentence says; the first that fits counts."""
OTHER = "reason_other"


def checked_facts(package: Package, known: Known, language: Language) -> dict[str, Any]:
    """What the template needs."""
    confrontation = package.confrontation
    families = {family: counts for family, counts in confrontation.counts().items() if any(counts.values())}
    chapters = reach(known.tables, confrontation)
    guarded = {figure for own in chapters.values() for figure in own.guarded}
    grades = Counter(row["grade"] for row in known.corroboration.values())
    reasons = Counter(_reason(v.sentence) for v in confrontation.verdicts if v.verdict == UNDETERMINED)
    return {
        "heading": language.say("checked"),
        "figures": len(known.figures),
        "guarded": len(guarded),
        "observations": len(known.observations),
        "alone": grades["alone"],
        "relations": len(confrontation.verdicts),
        "families": [
            {"name": family, "label": language.say(f"family_{family}"), **counts} for family, counts in families.items()
        ],
        "totals": {key: sum(counts[key] for counts in families.values()) for key in next(iter(families.values()))},
        "chapters": [
            {
                "title": title_of(chapter, language),
                "document": language.of(known.documents[chapter.document_id], "title"),
                "figures": len(own.figures),
                "relations": len(own.relations),
                "guarded": len(own.guarded),
                "share": own.share,
            }
            for chapter, own in chapters.items()
        ],
        "reasons": [(language.say(reason), number) for reason, number in reasons.most_common()],
        "concessions": len(known.tables["concessions"]),
        "intervals": len(known.bounds),
        "findings": len(known.findings),
        "contradictions": len(known.tables["contradictions"]),
    }


def _reason(sentence: str) -> str:
    _, _, why = sentence.partition("not comparable because ")
    return next((word for word, pattern in REASONS if re.search(pattern, why)), OTHER)
