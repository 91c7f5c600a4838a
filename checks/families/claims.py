"""Assertions without a numeral (fastest, faster than all, more than): predicates over printed figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from ..model.estimate import Estimate, constant
from ..model.facts import Facts
from ..model.interval import Interval, exactly
from ..model.reference import Claim, Reference
from ..model.relation import Display, Relation
from .common import display_of, in_unit_of, lever, severity

PREDICATES = (
    *("above_all", "below_all", "positive", "negative", "two_digit"),
    *("count_above", "count_above_all", "first_year"),
)


def claims(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """One relation for each pair of figures that a claim sets against each other."""
    for claim in reference.claims:
        if claim.document_id != facts.document_id:
            continue
        if claim.predicate in ("count_above", "count_above_all"):
            yield from _counts(facts, reference, claim)
            continue
        if claim.predicate == "first_year":
            yield from _years(facts, claim)
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
        other.named(f"{other_name} {in_unit_of(facts, o, other)}".strip()),
        mode,
        half_unit=o.half_unit,
        levers=(lever(o), lever(facts.by_id[name], -1)) if name in facts.by_id else (lever(o),),
        display=display_of(o, reference),
    )


def _counts(facts: Facts, reference: Reference, claim: Claim) -> Iterator[Relation]:
    """A printed number of things above a limit against the printed levels that pass it.

    ``count_above_all`` says that all of them are printed; otherwise there may be more.
    """
    levels = [facts.by_id[name] for name in claim.others]
    for subject, limit in product(claim.subjects, claim.limits):
        o, bound = facts.by_id[subject], facts.by_id[limit]
        vague = bound.qualifier == "approx"
        surely = [x for x in levels if x.interval.low > bound.number]
        maybe = [x for x in levels if x.interval.high > bound.number]
        used = tuple(x.observation_id for x in maybe)
        counted = Estimate(
            Interval(Fraction(len(surely)), Fraction(len(maybe))),
            Fraction(len(surely)),
            (*used, limit),
            text=f"{len(surely)} printed levels above {facts.estimate(bound).text}",
        )
        stated = facts.estimate(o)
        mode = "equal" if claim.predicate == "count_above_all" else "at_least"
        yield Relation(
            f"claim:{claim.claim_id}:{subject}:{limit}",
            "claim",
            facts.document_id,
            severity(facts, stated, counted),
            f"{claim.summary}: {facts.name(o.series_id)} {o.time_period}",
            stated,
            None if vague else counted,
            mode,
            levers=(lever(o),),
            display=display_of(o, reference),
            missing="the limit is printed only approximately",
        )


def _years(facts: Facts, claim: Claim) -> Iterator[Relation]:
    """The first year that a title names against the first year of the rows under it."""
    dated = [facts.by_id[name] for name in claim.subjects if facts.by_id[name].time_period != "_U"]
    if not dated or not claim.printed[:4].isdecimal():
        return
    named = int(claim.printed[:4])
    first = min(dated, key=lambda o: (o.time_period, o.observation_id))
    year = int(first.time_period[:4])
    rows = tuple(dict.fromkeys([first.observation_id, *sorted(o.observation_id for o in dated)]))
    yield Relation(
        f"claim:{claim.claim_id}:first_year:{first.observation_id}",
        "claim",
        facts.document_id,
        "hard",
        f"{claim.summary}: first year of its rows",
        Estimate(exactly(year), Fraction(year), rows, text=str(year)),
        constant(named).named("named in the title"),
        display=Display(Fraction(1), 0, "", grouped=False),
    )
