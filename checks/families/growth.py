"""Growth rates: against levels, against each other, and averaged over years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model.estimate import Estimate, constant
from ..model.facts import ONE, Facts
from ..model.interval import EVERYTHING, root
from ..model.reference import Reference
from ..model.relation import Relation
from .common import about, display_of, lever, severity, since
from .parts import applications
from .shares import each_against_rest


def against_levels(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """Growth equals the level over the level of the base period, minus one."""
    for o in facts.of("growth_rate"):
        level = facts.level(o.series_id, o.time_period, o.period_basis)
        base = facts.level(o.series_id, o.reference_period, o.period_basis)
        computed = None
        if level is not None and base is not None:
            computed = (level / base - ONE).named(f"{level.text}/{base.text} - 1")
        lacking = since(o.reference_period) if base is None else o.time_period
        what = f"growth since {since(o.reference_period)}"
        missing = f"the level of {lacking} is not printed"
        yield about("growth_level", facts, reference, o, computed, o.reference_period, what, missing=missing)


def gaps(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """A lead in growth equals the difference of the two growth rates."""
    for o in facts.of("growth_gap"):
        own = facts.growth(o.series_id, o.time_period, o.reference_period, o.period_basis)
        other = facts.growth(o.reference_series, o.time_period, o.reference_period, o.period_basis)
        if own is not None and other is None:
            implied = facts.implied_growth(o.reference_series, o.time_period, o.reference_period, o.period_basis)
            if len(implied) > 1:
                continue  # compared in implied_growth
        computed = own - other if own is not None and other is not None else None
        lacking = facts.name(o.series_id if own is None else o.reference_series)
        missing = f"the growth of {lacking} is not printed"
        against = f"{o.reference_series}:{o.reference_period}"
        what = f"growth lead over {facts.name(o.reference_series)}"
        yield about("growth_gap", facts, reference, o, computed, against, what, missing=missing)


def implied(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """A growth rate that is not printed: every lead over it implies it, and all must agree."""
    keys = {(o.reference_series, o.time_period, o.reference_period, o.period_basis) for o in facts.of("growth_gap")}
    for series_id, period, base, basis in sorted(keys):
        if facts.growth(series_id, period, base, basis) is not None:
            continue
        by_part: dict[str, list[Estimate]] = {}
        for estimate in facts.implied_growth(series_id, period, base, basis):
            by_part.setdefault(facts.by_id[estimate.observations[0]].series_id, []).append(estimate)
        yield from each_against_rest("implied_growth", facts, reference, series_id, period, basis, by_part, base)


def brackets(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """Growth of a whole lies between the lowest and the highest growth of the parts that make it up."""
    for partition, whole_id, period, basis in applications(facts, reference):
        if partition.exhaustive != "yes" or facts.series[whole_id].flow == "balance":
            continue  # a balance may grow faster than both of its sides
        for o in facts.growth_rates_at(whole_id, period, basis):
            if o.qualifier != "exact" or o.variant != 1:
                continue
            names = facts.series.siblings(whole_id, partition.dimension, partition.parts)
            rates = [facts.growth(name, period, o.reference_period, basis) if name else None for name in names]
            known = [rate for rate in rates if rate is not None and rate.interval.bounded]
            if len(known) < len(partition.parts):
                continue
            low, high = (end(known, key=lambda rate: rate.interval.low) for end in (min, max))
            stated = facts.estimate(o)
            for mode, rate, word in (("at_least", low, "slowest"), ("at_most", high, "fastest")):
                yield Relation(
                    f"growth_bracket:{facts.quantity(whole_id, period, basis)}:{partition.partition_id}"
                    f":{word}:{o.reference_period}",
                    "growth_bracket",
                    facts.document_id,
                    severity(facts, stated, rate),
                    f"{facts.name(whole_id)} {period}, growth since {since(o.reference_period)}",
                    stated,
                    _among(rate, known).named(f"{rate.text}% of its {word} part"),
                    mode,
                    half_unit=o.half_unit,
                    levers=(lever(o), lever(facts.by_id[rate.observations[0]], -1)),
                    display=display_of(o, reference),
                )


def _among(rate: Estimate, rates: list[Estimate]) -> Estimate:
    """The rate, resting on all rates that it was chosen from."""
    observations = (o for one in (rate, *rates) for o in one.observations)
    quantities = (q for one in (rate, *rates) for q in one.quantities)
    return replace(rate, observations=tuple(dict.fromkeys(observations)), quantities=tuple(dict.fromkeys(quantities)))


def compound(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """An average annual growth rate equals the root of the ratio of the two levels, minus one."""
    for o in facts.of("average_growth_rate"):
        level = facts.level(o.series_id, o.time_period, o.period_basis)
        base = facts.level(o.series_id, o.reference_period, o.period_basis)
        years = years_between(o.reference_period, o.time_period)
        computed = None
        if level is not None and base is not None and years:
            ratio = level / base
            rooted = ratio.interval.bounded and ratio.interval.low > 0
            computed = Estimate(
                root(ratio.interval, years) - constant(1).interval if rooted else EVERYTHING,
                None,
                ratio.observations,
                ratio.quantities,
                f"({level.text}/{base.text})^(1/{years}) - 1",
            )
        what = f"average growth since {since(o.reference_period)}"
        missing = f"the levels of {since(o.reference_period)} and {o.time_period} are not both printed"
        yield about("compound_growth", facts, reference, o, computed, o.reference_period, what, missing=missing)


def years_between(base: str, period: str) -> int:
    """Years from one calendar year to another; zero where either is no calendar year."""
    return int(period) - int(base) if base.isdigit() and period.isdigit() else 0
