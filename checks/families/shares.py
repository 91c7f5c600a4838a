"""Printed shares: against the levels they come from, against each other, and the unprinted wholes they imply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from ..model.estimate import Estimate, constant, joined, total
from ..model.facts import Facts
from ..model.interval import Interval
from ..model.reference import Reference
from ..model.relation import Display, Relation
from .common import about, display_of, lever, levers, severity
from .parts import applications


def against_levels(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """A share equals part over whole."""
    for o in facts.of("share"):
        part = facts.level_at(o.series_id, o.time_period, o.period_basis)
        whole = facts.level_at(o.reference_series, o.time_period, o.period_basis)
        computed = part / whole if part is not None and whole is not None else None
        if computed is None and facts.implied_levels(o.reference_series, o.time_period, o.period_basis):
            continue  # compared in implied_level
        lacking = facts.name(o.series_id if part is None else o.reference_series)
        missing = f"{lacking} {o.time_period} is not printed"
        what = f"share in {facts.name(o.reference_series)}"
        yield about("share_level", facts, reference, o, computed, o.reference_series, what, missing=missing)


def within_limits(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """A share lies between nothing and the whole."""
    limits = Estimate(Interval(Fraction(0), Fraction(1)), None, text="a share of one whole")
    for o in facts.of("share"):
        yield about("share_limit", facts, reference, o, limits, o.reference_series, "share")


def of_one_whole(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """Shares of one whole add up to 100 % when the parts exhaust it, and cannot pass it otherwise."""
    for partition, whole_id, period, basis in applications(facts, reference):
        if not facts.shares_in(whole_id, period, basis) and not facts.ratio_parts_in(whole_id, period, basis):
            continue
        shares = []
        for part in facts.series.siblings(whole_id, partition.dimension, partition.parts):
            share = facts.share(part, whole_id, period, basis) if part else None
            if share is not None:
                shares.append(share)
        if len(shares) < 2 or partition.exhaustive == "overlapping":
            continue
        added = total(shares, " + ".join(share.text for share in shares))
        exact = partition.exhaustive == "yes" and len(shares) == len(partition.parts)
        first = facts.by_id[shares[0].observations[0]]
        yield Relation(
            f"share_sum:{facts.quantity(whole_id, period, basis)}:{partition.partition_id}"
            + ("" if exact else ":within"),
            "share_sum",
            facts.document_id,
            severity(facts, added),
            f"{facts.name(whole_id)} {period}, sum of shares",
            added,
            constant(1).named("the whole"),
            "equal" if exact else "at_most",
            half_unit=first.half_unit,
            levers=tuple(lever(facts.by_id[share.observations[0]]) for share in shares),
            display=Display(Fraction(1, 100), first.decimals, "%"),
        )


def implied_wholes(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """A whole that is not printed: every part with its share gives it, and all must agree."""
    wholes: dict[tuple[str, str, str], None] = {}
    for o in facts.of("share"):
        wholes[o.reference_series, o.time_period, o.period_basis] = None
    for whole, period, basis in sorted(wholes):
        if facts.level_at(whole, period, basis) is not None:
            continue
        estimates = facts.implied_levels(whole, period, basis)
        by_part: dict[str, list[Estimate]] = defaultdict(list)
        for estimate in estimates:
            by_part[facts.by_id[estimate.observations[0]].series_id].append(estimate)
        yield from each_against_rest("implied_level", facts, reference, whole, period, basis, by_part)


def each_against_rest(
    family: str,
    facts: Facts,
    reference: Reference,
    series_id: str,
    period: str,
    basis: str,
    by_part: dict[str, list[Estimate]],
    base: str = "",
) -> Iterator[Relation]:
    """Each implication of one unprinted number against what all the others leave for it."""
    for part, (estimate, *_) in sorted(by_part.items()):
        others = [others[0] for name, others in sorted(by_part.items()) if name != part]
        if not others:
            continue
        rest = joined(others, "what the other figures imply") or others[0]
        o = facts.by_id[estimate.observations[0]]
        relative = estimate.interval.width < 1
        display = Display(Fraction(1, 100), 1, "%") if relative else display_of(o, reference)
        yield Relation(
            f"{family}:{facts.quantity(series_id, period, basis)}:{part}" + (f":{base}" if base else ""),
            family,
            facts.document_id,
            severity(facts, estimate, rest),
            f"{facts.name(series_id)} {period}, not printed, from {facts.name(part)}",
            estimate,
            rest,
            half_unit=o.half_unit,
            levers=(lever(o),) if relative else levers(facts, estimate),
            display=display,
        )
