"""Ranks: what stands before another in a list is not smaller."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from ..facts import Facts
from ..observation import Observation
from ..reference import Reference
from ..relation import Relation
from .common import display_of, levers, severity


def ranks(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """The level of each place of a ranking is at least that of the next place that is printed."""
    lists: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for o in facts.of("rank"):
        if o.qualifier == "exact":
            lists[o.reference_series, o.time_period, o.period_basis, _kind(facts, o)].append(o)
    for (whole, period, basis, _), places in sorted(lists.items()):
        places.sort(key=lambda o: (o.number, o.series_id))
        for first, second in pairwise(places):
            upper, lower = facts.level(first.series_id, period, basis), facts.level(second.series_id, period, basis)
            if upper is None or lower is None or first.number == second.number:
                continue
            yield Relation(
                f"rank_order:{facts.quantity(first.series_id, period, basis)}:{whole}:{second.series_id}",
                "rank_order",
                facts.document_id,
                severity(facts, upper, lower),
                f"{facts.name(first.series_id)} {period}, place {int(first.number)}",
                upper,
                lower.named(f"{facts.name(second.series_id)} {lower.text}, place {int(second.number)}"),
                "at_least",
                half_unit=facts.by_id[upper.observations[0]].half_unit,
                levers=levers(facts, upper, lower),
                display=display_of(facts.by_id[upper.observations[0]], reference),
            )


def _kind(facts: Facts, o: Observation) -> str:
    """Ranks of one list agree in everything but what is ranked."""
    s = facts.series[o.series_id]
    return ".".join((s.indicator, s.flow, s.unit_measure, s.source_agency))
