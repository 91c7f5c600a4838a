"""What holds only because something was conceded: a word like "about", or a partition that need not be exhaustive.

A concession that rescues nothing is not listed. Each row says which relation would fail if the figure were read as
exact, or if the parts were said to make up the whole.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace

from ..model.observation import Observation, Series
from ..model.reference import Reference
from ..model.relation import Verdict
from .confrontation import Confrontation, confront_all

QUALIFIER, PARTITION = "qualifier", "partition"

Key = tuple[str, tuple[str, ...]]


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
    """Every concession that makes a relation hold, by kind, subject and relation.

    Where several figures of a failing relation carry such a word, each is tried alone; if none fails alone, all are
    listed, because they rescue the relation together.
    """
    observations = list(observations)
    standing = {_key(v): v for v in base.verdicts}
    found = []
    bounded = {o.observation_id for o in observations if o.qualifier != "exact" and not o.range_id}
    for v in _rescued(confront_all(_read_exactly(observations, bounded), series, reference), standing):
        subjects = bounded.intersection(v.relation.observations)
        alone = {
            subject
            for subject in (subjects if len(subjects) > 1 else ())
            if _key(v)
            in {
                _key(x)
                for x in _rescued(confront_all(_read_exactly(observations, {subject}), series, reference), standing)
            }
        }
        name = standing[_key(v)].relation_id if _key(v) in standing else v.relation_id
        found += [Concession(QUALIFIER, subject, name, _would_fail(v)) for subject in alone or subjects]
    open_ones = {p.partition_id for p in reference.partitions if p.exhaustive != "yes"}
    closed = replace(reference, partitions=tuple(replace(p, exhaustive="yes") for p in reference.partitions))
    for v in _rescued(confront_all(observations, series, closed), standing):
        subjects = open_ones.intersection(v.relation_id.split(":"))
        name = standing[_key(v)].relation_id if _key(v) in standing else v.relation_id
        found += [Concession(PARTITION, subject, name, _would_fail(v)) for subject in subjects]
    return sorted(set(found), key=lambda c: (c.kind, c.subject, c.relation_id))


def _would_fail(v: Verdict) -> str:
    """The sentence of a relation that fails in the strict reading only; nothing is wrong as it stands."""
    return f"Without this it would fail: {v.sentence}"


def _read_exactly(observations: list[Observation], names: Container[str]) -> list[Observation]:
    """The same figures, those in ``names`` without the word that makes them a bound or approximate."""
    return [replace(o, qualifier="exact", bound_kind="none") if o.observation_id in names else o for o in observations]


def _rescued(strict: Confrontation, standing: Mapping[Key, Verdict]) -> list[Verdict]:
    """What fails in the strict reading and not as it stands."""
    return [v for v in strict.violated if _key(v) not in standing or not standing[_key(v)].violated]


def _key(v: Verdict) -> Key:
    """Tells a relation by its family and figures; its id changes with the reading."""
    return v.relation.family, v.relation.observations
