"""The rule families. Each module derives relations of one kind from what a document prints."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Facts
from ..model.reference import Reference
from ..model.relation import Relation
from . import changes, claims, duplicates, flows, growth, identities, order, parts, ratios, shares

FAMILIES = {
    "duplicate": duplicates.duplicates,
    "flow_total": flows.totals,
    "flow_balance": flows.balances,
    "part_whole": parts.part_whole,
    "residual": parts.residuals,
    "share_level": shares.against_levels,
    "share_limit": shares.within_limits,
    "share_sum": shares.of_one_whole,
    "implied_level": shares.implied_wholes,
    "growth_level": growth.against_levels,
    "growth_gap": growth.gaps,
    "implied_growth": growth.implied,
    "growth_bracket": growth.brackets,
    "compound_growth": growth.compound,
    "change": changes.of_level,
    "change_in_share": changes.in_share,
    "change_in_growth_rate": changes.in_growth_rate,
    "multiple": ratios.multiples,
    "share_of_growth": ratios.shares_of_growth,
    "contribution_to_growth": ratios.contributions,
    "ratio_sum": ratios.ratio_sums,
    "ratio_level": ratios.ratio_levels,
    "intensity": ratios.intensities,
    "rank_order": order.ranks,
    "identity": identities.identities,
    "claim": claims.claims,
}
"""Family name to the function that derives its relations from the facts of one document."""


def derive(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """All relations of one document, family by family."""
    for family in FAMILIES.values():
        yield from family(facts, reference)
