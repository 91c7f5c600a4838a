"""Exports, imports, their sum and difference, in the printed year and in the years that growth rates lead back to."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.estimate import Estimate
from ..model.facts import Facts
from ..model.reference import Reference
from ..model.relation import Relation
from .common import display_of, levers, severity


def totals(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """Total equals exports plus imports."""
    for total, exports, imports in _triples(facts, "total"):
        computed = (exports + imports).named(f"exports {exports.text} + imports {imports.text}")
        yield _relation("flow_total", facts, reference, total, computed)


def balances(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """Balance equals exports minus imports."""
    for balance, exports, imports in _triples(facts, "balance"):
        computed = (exports - imports).named(f"exports {exports.text} - imports {imports.text}")
        yield _relation("flow_balance", facts, reference, balance, computed)


def _triples(facts: Facts, flow: str) -> Iterator[tuple[Estimate, Estimate, Estimate]]:
    for series_id in facts.series.matching({"flow": flow}):
        periods = facts.periods(facts.series[series_id].indicator)
        if not periods:
            continue
        exports, imports = facts.sibling(series_id, flow="exports"), facts.sibling(series_id, flow="imports")
        if exports is None or imports is None:
            continue
        for period, basis in periods:
            levels = [facts.level_at(s, period, basis) for s in (series_id, exports, imports)]
            if all(level is not None for level in levels):
                yield levels[0], levels[1], levels[2]  # type: ignore[misc]


def _relation(family: str, facts: Facts, reference: Reference, stated: Estimate, computed: Estimate) -> Relation:
    quantity = stated.quantities[0][0]
    o = facts.by_id[stated.observations[0]]
    period = quantity.split("@")[1].split(":")[0]
    return Relation(
        f"{family}:{quantity}:exports_imports",
        family,
        facts.document_id,
        severity(facts, stated, computed),
        f"{facts.name(o.series_id)} {period}",
        stated,
        computed,
        half_unit=o.half_unit if len(stated.observations) == 1 else stated.interval.width / 2,  # type: ignore[arg-type]
        levers=levers(facts, stated),
        display=display_of(o, reference),
    )
