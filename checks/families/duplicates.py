"""The same fact stated more than once: the statements must allow a common number."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Facts
from ..model.reference import Reference
from ..model.relation import Relation
from .common import about

NAME = "duplicate"


def duplicates(facts: Facts, reference: Reference) -> Iterator[Relation]:
    """Each further statement of a fact against the preferred one."""
    for group in facts.groups():
        if len(group) == 1 or "_U" in (group[0].time_period, group[0].reference_period):
            continue  # stated once, or in unnamed periods, of which two need not be the same
        first = facts.estimate(group[0])
        for other in group[1:]:
            if other.range_id and other.range_id == group[0].range_id:
                continue  # the two ends of a range say one thing together
            computed = first.named(f"{first.text} as printed elsewhere")
            against = f"{other.transformation}:{other.reference_series}:{other.reference_period}"
            what = other.transformation.replace("_", " ")
            yield about(NAME, facts, reference, other, computed, against, what)
