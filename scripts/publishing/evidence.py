"""The arithmetic of a finding, taken apart so that a reader can follow it with a pocket calculator."""

from __future__ import annotations

import re
from fractions import Fraction
from math import inf
from typing import Any

from checks.model.interval import Interval
from checks.model.relation import HARD, Verdict, claim_of

from ..explaining.known import Known, Row
from .languages import Language
from .names import figure_path
from .pictures import Span, ends_of, facts_of, unit_of

LISTS = {
    "Step by step": ("steps_worked", r"; "),
    "Each figure as printed": ("steps_printed", r"; (?=line )"),
    "Everything else would agree if": ("steps_agree", r"; or if "),
}
"""How lists begin in an arithmetic, the word of the pages that heads them, and what stands between their items."""


def evidence(finding: Row, known: Known, language: Language) -> list[dict[str, Any]]:
    """A card for each relation that does not hold; where many figures clash only together, their steps."""
    links = known.tables["discrepancy_relations"]
    names = [row["relation_id"] for row in links if row["discrepancy_id"] == finding["discrepancy_id"]]
    if names:
        return [_card(known.verdicts[name], known, language) for name in names]
    return [_steps(finding["arithmetic"], language)]


def _item(text: str, language: Language) -> tuple[str, list[str]]:
    """An item of a list, and the ways of which one has to come besides."""
    first, _, rest = text.partition(", and besides either ")
    if not rest:
        return language.sentence(text), []
    ways = [language.sentence(way) for way in rest.split("; or ")]
    return f"{language.sentence(first)}{language.say('and_besides')}", ways


def _wanted(mode: str, computed: Interval) -> Interval:
    """Where the printed side must lie: what is computed, or all above or below it."""
    if mode in ("at_least", "more_than"):
        return Interval(computed.low, inf)
    return Interval(-inf, computed.high) if mode in ("at_most", "less_than") else computed


def sentences_of(arithmetic: str) -> list[str]:
    """The sentences of an arithmetic, without the points at their ends."""
    return re.split(r"(?<=[a-z0-9%)])\. (?=[A-Z0-9])", arithmetic.removesuffix("."))


def _card(v: Verdict, known: Known, language: Language) -> dict[str, Any]:
    """Printed against computed: both as numbers, as intervals and in a sentence that names the gap."""
    r, claim = v.relation, claim_of(v.relation)
    assert r.computed is not None
    wanted = _wanted(r.mode, r.computed.interval)
    own, others = (ends_of(side, r.display, language) for side in (r.stated.interval, wanted))
    spans = [
        Span(language.say("span_printed"), r.stated.interval),
        Span(language.say("span_computed"), wanted, "others"),
    ]
    gap = r.display.show(abs(v.slack or Fraction(0)) * r.display.scale, extra=3)
    result = "result_hard" if v.verdict == HARD else "result_halves" if v.slack == 0 else "result_rounded"
    return {
        "kind": "relation",
        "mode": r.mode,
        "figures": [
            (figure_path(known.stating[o][0]), known.figures[known.stating[o][0]]["printed"]) for o in r.observations
        ],
        "subject": language.sentence(r.subject),
        "said": language.sentence(claim.said),
        "derivation": language.sentence(claim.derivation),
        "verb": language.say(f"verb_{r.mode}"),
        "value": language.sentence(claim.value.removesuffix(" or more").removesuffix(" or less")),
        "computation": language.sentence(f"= {claim.computation}"),
        "unit": unit_of(r.display, language),
        "picture": facts_of(spans, r.display, language),
        "result": language.say(result, own=own, others=others, gap=gap),
    }


def _steps(arithmetic: str, language: Language) -> dict[str, Any]:
    """A contradiction of many figures: its claim, then lists under headings."""
    parts: list[dict[str, Any]] = []
    for sentence in sentences_of(arithmetic):
        opening = next((each for each in LISTS if sentence.startswith(each)), "")
        if not opening:
            parts.append({"text": language.sentence(sentence), "items": []})
            continue
        head, between = LISTS[opening]
        rest = sentence.removeprefix(opening)
        rest = rest.partition(": ")[2] if rest[0] in ",:" else rest.strip()
        items = [_item(item, language) for item in re.split(between, rest)]
        parts.append({"text": language.say(head), "items": items})
    return {"kind": "steps", "parts": parts}
