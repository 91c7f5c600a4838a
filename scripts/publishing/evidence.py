"""The arithmetic of a finding, taken apart so that a reader can follow it with a pocket calculator."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from checks.model.relation import HARD, Verdict, claim_of

from ..explaining.known import Known, Row
from .languages import Language
from .pictures import Span, ends_of, facts_of, unit_of

OPENINGS = ("Step by step", "Each figure as printed", "Everything else would agree if", "Rounding brings the two")
"""How the parts begin that follow the claim of a contradiction of many figures."""


def evidence(finding: Row, known: Known, language: Language) -> list[dict[str, Any]]:
    """A card for each relation that does not hold; where many figures clash only together, their steps."""
    links = known.tables["discrepancy_relations"]
    names = [row["relation_id"] for row in links if row["discrepancy_id"] == finding["discrepancy_id"]]
    if names:
        return [_card(known.verdicts[name], known, language) for name in names]
    return [_steps(finding["arithmetic"], language)]


def _card(v: Verdict, known: Known, language: Language) -> dict[str, Any]:
    """Printed against computed: both as numbers, as intervals and in a sentence that names the gap."""
    r, claim = v.relation, claim_of(v.relation)
    assert r.computed is not None
    own, others = (ends_of(side.interval, r.display, language) for side in (r.stated, r.computed))
    spans = [
        Span(language.say("span_printed"), r.stated.interval),
        Span(language.say("span_computed"), r.computed.interval, "others"),
    ]
    gap = r.display.show(abs(v.slack or Fraction(0)) * r.display.scale, extra=3)
    result = "result_hard" if v.verdict == HARD else "result_halves" if v.slack == 0 else "result_rounded"
    return {
        "kind": "relation",
        "subject": language.sentence(r.subject),
        "said": language.sentence(claim.said),
        "verb": language.sentence(claim.verb),
        "value": language.sentence(claim.value),
        "computation": language.sentence(claim.computation),
        "unit": unit_of(r.display, language),
        "picture": facts_of(spans, r.display, language),
        "result": language.say(result, own=own, others=others, gap=gap),
    }


def _steps(arithmetic: str, language: Language) -> dict[str, Any]:
    """A contradiction of many figures: its claim, then lists under headings."""
    sentences = re.split(r"(?<=[a-z0-9%)])\. (?=[A-Z])", arithmetic.removesuffix("."))
    parts: list[dict[str, Any]] = []
    for sentence in sentences:
        head, colon, rest = sentence.partition(": ")
        if sentence.startswith(OPENINGS[:2]) and colon:
            items = (
                re.split(r"; ", rest)
                if sentence.startswith(OPENINGS[0])
                else re.split(r"; (?=line )|: (?=line )", rest)
            )
            parts.append({"text": language.sentence(head), "items": [language.sentence(item) for item in items]})
        elif sentence.startswith(OPENINGS[2]):
            ways = re.split(r"; or if |; or ", sentence.removeprefix(OPENINGS[2]).strip())
            parts.append({"text": language.sentence(OPENINGS[2]), "items": [language.sentence(way) for way in ways]})
        else:
            parts.append({"text": language.sentence(sentence), "items": []})
    return {"kind": "steps", "parts": parts}
