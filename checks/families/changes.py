"""Changes since an earlier period: of a level, of a share, of a growth rate."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..model.estimate import Estimate
from ..model.facts import ONE, Facts
from ..model.interval import Interval
from ..model.observation import Observation
from ..model.reference import Reference
from ..model.relation import Relation
from .common import about, since


def of_level(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """A change equals the level minus the level of the base period."""
    for o in facts.of("change"):
        level = facts.level(o.series_id, o.time_period, o.period_basis)
        base = facts.level_at(o.series_id, o.reference_period, o.period_basis) or _balance_at(facts, o)
        computed = level - base if level is not None and base is not None else None
        missing = f"the level of {since(o.reference_period)} is not printed and does not follow from a growth rate"
        what = f"change since {since(o.reference_period)}"
        yield about("change", facts, reference, o, computed, o.reference_period, what, missing=missing)


def _balance_at(facts: Facts, o: Observation) -> Estimate | None:
    """A balance of the base period from exports and imports, which growth rates lead back to it."""
    if facts.series[o.series_id].flow != "balance":
        return None
    sides = (facts.sibling(o.series_id, flow=flow) for flow in ("exports", "imports"))
    levels = [facts.level_at(side, o.reference_period, o.period_basis) if side else None for side in sides]
    exports, imports = levels
    return (exports - imports).named(f"({exports.text} - {imports.text})") if exports and imports else None


def in_growth_rate(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """A change of growth equals the growth rate minus that of the base period, over spans of the same length."""
    for o in facts.of("change_in_growth_rate"):
        pair = next(rates_of_one_span(facts, o), None)
        computed = facts.estimate(pair[0]) - facts.estimate(pair[1]) if pair else None
        missing = f"the growth rate of {since(o.reference_period)} is not printed"
        what = "change in growth rate"
        yield about("change_in_growth_rate", facts, reference, o, computed, o.reference_period, what, missing=missing)


def rates_of_one_span(facts: Facts, o: Observation) -> Iterator[tuple[Observation, Observation]]:
    """Pairs of printed growth rates, over spans of the same length, whose difference a change of growth states."""
    rates = facts.growth_rates_of(o.series_id, o.period_basis)
    for now in rates:
        for before in rates:
            spans = _span(now.reference_period, now.time_period), _span(before.reference_period, before.time_period)
            periods = (now.time_period, before.time_period) == (o.time_period, o.reference_period)
            if periods and spans[0] == spans[1] != 0:
                yield now, before


def _span(base: str, period: str) -> int:
    """Years between two periods that differ in their year only; zero where they differ otherwise."""
    named = "_U" not in (base, period) and base[4:] == period[4:]
    return int(period[:4]) - int(base[:4]) if named else 0


def in_share(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """A change in share equals the share minus the share of the base period.

    Where the earlier share is not printed it follows from both growth rates: it is
    share x (1 + growth of the whole) / (1 + growth of the part).
    """
    for o in facts.of("change_in_share"):
        share = facts.share_at(o.series_id, o.reference_series, o.time_period, o.period_basis)
        computed: Estimate | None = None
        rounded: tuple[Fraction, ...] = ()
        if share is not None:
            computed, rounded = _from_earlier_share(facts, o, share) or _from_growth(facts, o, share)
        missing = "the growth rates of the part and of the whole are not both printed"
        what = f"change of its share in {facts.name(o.reference_series)}"
        against = f"{o.reference_series}:{o.reference_period}"
        yield about("change_in_share", facts, reference, o, computed, against, what, rounded=rounded, missing=missing)


def _from_earlier_share(facts: Facts, o: Observation, share: Estimate) -> tuple[Estimate, tuple[Fraction, ...]] | None:
    earlier = facts.share_at(o.series_id, o.reference_series, o.reference_period, o.period_basis)
    return (share - earlier, _differences(share.interval, earlier.interval, o)) if earlier is not None else None


def _from_growth(facts: Facts, o: Observation, share: Estimate) -> tuple[Estimate | None, tuple[Fraction, ...]]:
    part = facts.growth_at(o.series_id, o.time_period, o.reference_period, o.period_basis)
    whole = facts.growth_at(o.reference_series, o.time_period, o.reference_period, o.period_basis, near=o.series_id)
    if part is None or whole is None:
        return None, ()
    ratio = (ONE + whole) / (ONE + part)
    computed = (share * (ONE - ratio)).named(
        f"{share.text} x (1 - (1 + growth of whole {_percent(whole)})/(1 + growth of part {_percent(part)}))"
    )
    return computed, _differences(share.interval, share.interval * ratio.interval, o)


def _differences(now: Interval, before: Interval, o: Observation) -> tuple[Fraction, ...]:
    """Differences of the two shares after each was rounded as the change is printed."""
    return tuple(a - b for a in _roundings(now, o.half_unit) for b in _roundings(before, o.half_unit))


def _roundings(interval: Interval, half: Fraction) -> list[Fraction]:
    """The multiples of two half units to which some number of the interval is rounded."""
    step = 2 * half
    if not interval.bounded or not step:
        return []
    low, high = Fraction(interval.low), Fraction(interval.high)
    first, last = ((low - half) / step).__floor__(), ((high + half) / step).__ceil__()
    return [k * step for k in range(first, last + 1) if k * step - half < high and k * step + half > low]


def _percent(rate: Estimate) -> str:
    low, high = (float(end) * 100 for end in (rate.interval.low, rate.interval.high))
    return f"{low:.2f} to {high:.2f} %"  # for reading only
