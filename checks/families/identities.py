"""Identities between different indicators that are declared by hand: an average is revenue over institutions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from ..model.estimate import Estimate
from ..model.facts import Facts
from ..model.reference import Identity, Reference
from ..model.relation import Relation
from .common import display_of, in_unit_of, lever, severity

OPERATIONS = {
    "sum": lambda a, b: a + b,
    "difference": lambda a, b: a - b,
    "product": lambda a, b: a * b,
    "quotient": lambda a, b: a / b,
}
SIGNS = {"sum": "+", "difference": "-", "product": "x", "quotient": "/"}


def identities(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """One relation for each declared identity of the document; operands are combined from left to right."""
    for identity in reference.identities:
        known = all(name in facts.by_id for name in identity.terms)
        if identity.document_id == facts.document_id and known and len(identity.terms) > 1:
            yield _relation(facts, reference, identity)


def _relation(facts: Facts, reference: Reference, identity: Identity) -> Relation:
    result, *operands = (facts.by_id[name] for name in identity.terms)
    stated = facts.estimate(result)
    estimates = [facts.estimate(o) for o in operands]
    adds = identity.operation in ("sum", "difference")
    text = f" {SIGNS[identity.operation]} ".join(
        f"{facts.name(o.series_id)} {in_unit_of(facts, result, estimate) if adds else estimate.text}"
        for o, estimate in zip(operands, estimates, strict=True)
    )
    computed: Estimate = reduce(OPERATIONS[identity.operation], estimates).named(text)
    simple = len(operands) == 1 and operands[0].interval.bounded
    return Relation(
        f"identity:{facts.quantity(result.series_id, result.time_period, result.period_basis)}:{identity.identity_id}",
        "identity",
        facts.document_id,
        severity(facts, stated, computed),
        f"{facts.name(result.series_id)} {result.time_period}",
        stated,
        computed,
        identity.mode,
        half_unit=result.half_unit,
        levers=(lever(result), *((lever(operands[0], -1),) if simple else ())),
        display=display_of(result, reference),
    )
