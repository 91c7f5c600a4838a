"""Ranks: what stands before another in a list is not smaller."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product

from ..model.catalogue import dimensions_of
from ..model.estimate import Estimate
from ..model.facts import Facts
from ..model.observation import Observation
from ..model.reference import Reference
from ..model.relation import Relation
from .common import display_of, levers, severity


def ranks(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """The level of each place of a ranking is at least that of the next place whose level is printed."""
    for whole, period, basis, places in lists(facts):
        by_rank: dict[int, list[tuple[Observation, Estimate]]] = defaultdict(list)
        for o in places:
            level = facts.level(o.series_id, period, basis)
            if level is not None:
                by_rank[int(o.number)].append((o, level))
        for above, below in pairwise(sorted(by_rank)):
            for (first, upper), (second, lower) in product(by_rank[above], by_rank[below]):
                known = levers(facts, upper, lower)
                lower = lower.named(f"{facts.name(second.series_id)} {lower.text}, place {below}")
                yield Relation(
                    f"rank_order:{facts.quantity(first.series_id, period, basis)}:{whole}:{second.series_id}",
                    "rank_order",
                    facts.document_id,
                    severity(facts, upper, lower),
                    f"{facts.name(first.series_id)} {period}, place {above}",
                    _with(upper, first),
                    _with(lower, second),
                    "at_least",
                    half_unit=facts.by_id[upper.observations[0]].half_unit,
                    levers=known,
                    display=display_of(facts.by_id[upper.observations[0]], reference),
                )


def lists(facts: Facts) -> Iterator[tuple[str, str, str, list[Observation]]]:
    """Ranks within one whole that differ from it in the same dimensions; a balance has no order that words agree on."""
    lists: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for o in facts.of("rank"):
        whole = facts.series.get(o.reference_series)
        own = facts.series[o.series_id]
        if whole is None or o.qualifier != "exact" or own.flow == "balance":
            continue
        among = dimensions_of(whole)
        differing = ".".join(name for name, code in dimensions_of(own).items() if code != among[name])
        lists[o.reference_series, o.time_period, o.period_basis, differing].append(o)
    for (name, period, basis, _), places in sorted(lists.items()):
        yield name, period, basis, sorted(places, key=lambda o: o.series_id)


def _with(level: Estimate, rank: Observation) -> Estimate:
    """The level, with the printed place among the figures that it rests on."""
    return replace(level, observations=(*level.observations, rank.observation_id))
