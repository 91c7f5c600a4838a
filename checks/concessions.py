"""What holds only because something was conceded: a word like "about", or a partition that need not be exhaustive.

A concession that rescues nothing is not listed. Each row says which relation would fail if the figure were read as
exact, or if the parts were said to make up the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .confrontation import Confrontation, confront_all
from .observation import Observation, Series
from .reference import Reference

QUALIFIER, PARTITION = "qualifier", "partition"


@dataclass(frozen=True)
class Concession:
    """``subject`` is an observation id or a partition id; ``sentence`` what would fail without the concession."""

    kind: str
    subject: str
    relation_id: str
    sentence: str


def concessions(
    observations: Iterable[Observation], series: Mapping[str, Series], reference: Reference, base: Confrontation
) -> list[Concession]:
    """Every concession that makes a relation hold, by kind, subject and relation."""
    observations = list(observations)
    failing = {v.relation_id for v in base.violated}
    found = []
    bounded = {o.observation_id for o in observations if o.qualifier != "exact" and not o.range_id}
    exact = [
        replace(o, qualifier="exact", bound_kind="none") if o.observation_id in bounded else o for o in observations
    ]
    for v in confront_all(exact, series, reference).violated:
        if v.relation_id not in failing:
            subjects = bounded.intersection(v.relation.observations)
            found += [Concession(QUALIFIER, subject, v.relation_id, v.sentence) for subject in subjects]
    open_ones = {p.partition_id for p in reference.partitions if p.exhaustive != "yes"}
    closed = replace(reference, partitions=tuple(replace(p, exhaustive="yes") for p in reference.partitions))
    for v in confront_all(observations, series, closed).violated:
        if v.relation_id not in failing:
            subjects = open_ones.intersection(v.relation_id.split(":"))
            found += [Concession(PARTITION, subject, v.relation_id, v.sentence) for subject in subjects]
    return sorted(found, key=lambda c: (c.kind, c.subject, c.relation_id))
