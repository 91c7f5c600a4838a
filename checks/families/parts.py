"""Declared partitions: parts add up to the whole, or stay within it, or leave one unpublished rest."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.estimate import Estimate, total
from ..model.facts import Facts
from ..model.reference import Partition, Reference
from ..model.relation import Relation
from .common import display_of, in_unit_of, levers, severity


def part_whole(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """Sum of the parts equals the whole when they exhaust it, and cannot pass it otherwise."""
    for partition, whole_id, period, basis in applications(facts, reference):
        whole = facts.level_at(whole_id, period, basis)
        parts = known_parts(facts, partition, whole_id, period, basis) if whole is not None else []
        if whole is None or not parts:
            continue
        exact = partition.exhaustive == "yes" and len(parts) == len(partition.parts)
        if not exact and facts.series[whole_id].flow == "balance":
            continue  # a balance may be smaller than one of its parts
        if partition.exhaustive == "overlapping":
            for part in parts:
                name = facts.by_id[part.observations[0]].series_id
                one = part.named(in_unit_of(facts, facts.by_id[whole.observations[0]], part))
                yield _relation(
                    "part_whole", facts, reference, partition, whole, one, "at_least", whole_id, period, whole, name
                )
            continue
        computed = _sum(facts, whole, parts)
        mode = "equal" if exact else "at_least"
        yield _relation("part_whole", facts, reference, partition, whole, computed, mode, whole_id, period, whole)


def residuals(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """The unpublished rest of the total equals the rest of exports plus the rest of imports."""
    for partition, whole_id, period, basis in applications(facts, reference):
        if partition.exhaustive != "residual" or facts.series[whole_id].flow != "total":
            continue
        rests, wholes = [], []
        for flow in ("total", "exports", "imports"):
            series_id = facts.sibling(whole_id, flow=flow)
            whole = facts.level_at(series_id, period, basis) if series_id else None
            parts = known_parts(facts, partition, series_id, period, basis) if series_id else []
            if whole is None or len(parts) < len(partition.parts):
                break
            wholes.append(whole)
            rests.append((whole - _sum(facts, whole, parts)).named(f"rest of {flow}"))
        if len(rests) == 3:
            computed = (rests[1] + rests[2]).named("rest of exports + rest of imports")
            yield _relation(
                "residual", facts, reference, partition, rests[0], computed, "equal", whole_id, period, wholes[0]
            )


def applications(facts: Facts, reference: Reference) -> Iterator[tuple[Partition, str, str, str]]:
    """Each partition on each series, period and basis of this document that it can apply to."""
    for partition in reference.partitions:
        if partition.document_id != facts.document_id:
            continue
        for series_id in facts.series.matching(partition.scope):
            others = partition.parts if partition.dimension == "indicator" else ()
            for period, basis in facts.periods(facts.series[series_id].indicator, *others):
                yield partition, series_id, period, basis


def exhausting(facts: Facts, reference: Reference, whole_id: str) -> Iterator[set[str]]:
    """For each exhaustive partition of a series the series of its parts, as far as the package has them."""
    series = facts.series[whole_id]
    for partition in reference.partitions:
        fits = all(getattr(series, name) == code for name, code in partition.scope.items())
        if partition.document_id == facts.document_id and partition.exhaustive == "yes" and fits:
            siblings = facts.series.siblings(whole_id, partition.dimension, partition.parts)
            yield {name for name in siblings if name is not None}


def known_parts(facts: Facts, partition: Partition, whole_id: str, period: str, basis: str) -> list[Estimate]:
    """The levels of the parts that are printed or follow from growth."""
    levels = []
    for series_id in facts.series.siblings(whole_id, partition.dimension, partition.parts):
        level = facts.level_at(series_id, period, basis) if series_id else None
        if level is not None:
            levels.append(level)
    return levels


def _sum(facts: Facts, whole: Estimate, parts: list[Estimate]) -> Estimate:
    shown = facts.by_id[whole.observations[0]]
    return total(parts, " + ".join(in_unit_of(facts, shown, part) for part in parts))


def _relation(
    family: str,
    facts: Facts,
    reference: Reference,
    partition: Partition,
    stated: Estimate,
    computed: Estimate,
    mode: str,
    whole_id: str,
    period: str,
    whole: Estimate,
    part: str = "",
) -> Relation:
    o = facts.by_id[stated.observations[0]]
    return Relation(
        f"{family}:{stated.quantities[0][0]}:{partition.partition_id}"
        + ("" if mode == "equal" else ":within")
        + (f":{part}" if part else ""),
        family,
        facts.document_id,
        severity(facts, stated, computed),
        f"{facts.name(whole_id)} {period}" + (", rest" if family == "residual" else ""),
        stated,
        computed,
        mode,
        half_unit=o.half_unit,
        levers=levers(facts, whole),
        display=display_of(o, reference),
    )
