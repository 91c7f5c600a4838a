"""Multiples, contributions to growth, parts of a ratio, and averages per unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from ..model.estimate import Estimate, constant, total
from ..model.facts import ONE, Facts
from ..model.observation import Observation
from ..model.reference import Reference
from ..model.relation import Display, Relation
from .common import about, lever, severity, since
from .parts import exhausting


def multiples(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """A multiple equals a/b, or (a-b)/b, of two levels or of two growth rates.

    Levels where the reference is the same period or the same series; growth rates where another series' growth since
    ``reference_period`` is meant.
    """
    for o in facts.of("multiple"):
        above, below = _operands(facts, o)
        computed = None
        if above is not None and below is not None:
            ratio = above / below
            computed = (ratio - ONE if o.multiple_kind == "excess" else ratio).named(
                f"{above.text}/{below.text}" + (" - 1" if o.multiple_kind == "excess" else "")
            )
        missing = "the two numbers that it compares are not both printed"
        against = f"{o.reference_series}:{o.reference_period}"
        what = f"multiple of {facts.name(o.reference_series)}" if o.reference_series != o.series_id else "multiple"
        yield about("multiple", facts, reference, o, computed, against, what, missing=missing)


def _operands(facts: Facts, o: Observation) -> tuple[Estimate | None, Estimate | None]:
    if o.reference_series == o.series_id:
        return (
            facts.level(o.series_id, o.time_period, o.period_basis),
            facts.level_at(o.series_id, o.reference_period, o.period_basis),
        )
    if o.reference_period == o.time_period:
        return (
            facts.level(o.series_id, o.time_period, o.period_basis),
            facts.level(o.reference_series, o.time_period, o.period_basis),
        )
    return (
        facts.growth(o.series_id, o.time_period, o.reference_period, o.period_basis),
        facts.growth(o.reference_series, o.time_period, o.reference_period, o.period_basis),
    )


def shares_of_growth(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """Contribution to growth in percent: increase of the part over increase of the whole.

    An increase is level x (1 - 1 / (1 + growth)), which uses each figure once.
    """
    for o in facts.of("share_of_growth"):
        part = _increase(facts, o.series_id, o)
        whole = _increase(facts, o.reference_series, o)
        computed = (part / whole).named(f"increase {part.text} / increase {whole.text}") if part and whole else None
        missing = "level and growth of the part and of the whole are not all printed"
        against = f"{o.reference_series}:{o.reference_period}"
        what = f"share in the growth of {facts.name(o.reference_series)} since {since(o.reference_period)}"
        yield about("share_of_growth", facts, reference, o, computed, against, what, missing=missing)


def contributions(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """Contribution to growth in percentage points: increase of the part over the earlier whole."""
    for o in facts.of("contribution_to_growth"):
        part = _increase(facts, o.series_id, o)
        whole = facts.level_at(o.reference_series, o.reference_period, o.period_basis)
        computed = (part / whole).named(f"increase {part.text} / {whole.text}") if part and whole else None
        missing = "level and growth of the part and the earlier level of the whole are not all printed"
        against = f"{o.reference_series}:{o.reference_period}"
        what = f"contribution to the growth of {facts.name(o.reference_series)}"
        yield about("contribution_to_growth", facts, reference, o, computed, against, what, missing=missing)


def ratio_sums(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """Parts of a ratio that are written as shares add up to one hundred."""
    groups: dict[str, list[Observation]] = defaultdict(list)
    for o in facts.of("ratio_part"):
        groups[o.range_id].append(o)
    for range_id, parts in sorted(groups.items()):
        if len(parts) < 2 or not complete(facts, reference, parts):
            continue
        estimates = [facts.estimate(o) for o in parts]
        added = total(estimates, " + ".join(estimate.text for estimate in estimates))
        first = parts[0]
        yield Relation(
            f"ratio_sum:{range_id}:{first.time_period}",
            "ratio_sum",
            facts.document_id,
            severity(facts, added),
            f"{facts.name(first.reference_series)} {first.time_period}, parts of the ratio",
            added,
            constant(100).named("a ratio in percent"),
            half_unit=first.half_unit,
            levers=tuple(lever(o) for o in parts),
            display=Display(Fraction(1), first.decimals, ""),
        )


def complete(facts: Facts, reference: Reference, parts: list[Observation]) -> bool:
    """Whether no part is missing from the ratio where the whole is declared to be divided like this."""
    known = {o.series_id for o in parts}
    divided = [
        wanted for whole in {o.reference_series for o in parts} for wanted in exhausting(facts, reference, whole)
    ]
    return all(known >= wanted for wanted in divided if not known.isdisjoint(wanted))


def ratio_levels(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """A part of a ratio that is written in percent equals the part over the whole."""
    for o in facts.of("ratio_part"):
        part = facts.level_at(o.series_id, o.time_period, o.period_basis)
        whole = facts.level_at(o.reference_series, o.time_period, o.period_basis)
        computed = None
        if part is not None and whole is not None:
            computed = (constant(100) * (part / whole)).named(f"100 x {part.text} / {whole.text}")
        lacking = facts.name(o.series_id if part is None else o.reference_series)
        missing = f"{lacking} {o.time_period} is not printed"
        what = f"part of the ratio within {facts.name(o.reference_series)}"
        yield about("ratio_level", facts, reference, o, computed, o.reference_series, what, missing=missing)


def intensities(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """An average per unit equals the level over the number of units."""
    for o in facts.of("intensity"):
        level = facts.level(o.series_id, o.time_period, o.period_basis)
        units = facts.level(o.reference_series, o.time_period, o.period_basis) or facts.level(
            o.reference_series, o.time_period, "end"
        )
        computed = (level / units).named(f"{level.text} / {units.text}") if level and units else None
        missing = "the level and the number of units are not both printed"
        what = f"per unit of {facts.name(o.reference_series)}"
        yield about("intensity", facts, reference, o, computed, o.reference_series, what, missing=missing)


def _increase(facts: Facts, series_id: str, o: Observation) -> Estimate | None:
    level = facts.level(series_id, o.time_period, o.period_basis)
    growth = facts.growth(series_id, o.time_period, o.reference_period, o.period_basis)
    if level is None or growth is None:
        return None
    return (level * (ONE - ONE / (ONE + growth))).named(f"{level.text} x (1 - 1/(1 + {growth.text}%))")
