"""Assertions without a numeral (fastest, faster than all, more than): predicates over printed figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..estimate import Estimate, constant
from ..facts import Facts
from ..reference import Claim, Reference
from ..relation import Relation
from .common import display_of, lever, severity

PREDICATES = ("above_all", "below_all", "positive", "negative", "two_digit")


def claims(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """One relation for each pair of figures that a claim sets against each other."""
    for claim in reference.claims:
        if claim.document_id != facts.document_id:
            continue
        for subject in claim.subjects:
            if claim.predicate in ("positive", "negative"):
                yield _relation(facts, reference, claim, subject, constant(0).named("zero"), "zero")
            if claim.predicate == "two_digit":
                ten = constant(Fraction(1, 10)).named("10 percent")
                yield _relation(facts, reference, claim, subject, ten, "ten_percent")
            for other in claim.others:
                yield _relation(facts, reference, claim, subject, facts.estimate(facts.by_id[other]), other)


def _relation(facts: Facts, reference: Reference, claim: Claim, subject: str, other: Estimate, name: str) -> Relation:
    o = facts.by_id[subject]
    stated = facts.estimate(o)
    if claim.predicate in ("below_all", "negative"):
        mode = "less_than"
    else:
        mode = "at_least" if claim.predicate == "two_digit" else "more_than"
    other_name = facts.name(facts.by_id[name].series_id) if name in facts.by_id else ""
    return Relation(
        f"claim:{claim.claim_id}:{subject}:{name}",
        "claim",
        facts.document_id,
        severity(facts, stated, other),
        f"{claim.summary}: {facts.name(o.series_id)} {o.time_period}",
        stated,
        other.named(f"{other_name} {other.text}".strip()),
        mode,
        half_unit=o.half_unit,
        levers=(lever(o), lever(facts.by_id[name], -1)) if name in facts.by_id else (lever(o),),
        display=display_of(o, reference),
    )
