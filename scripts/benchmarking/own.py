"""This project's relations and joint proof, timed on a package, with what they find where the truth is known."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import median
from time import perf_counter
from typing import TypeVar

from checks.families import derive
from checks.model.facts import Facts
from checks.model.observation import Observation, Series
from checks.model.reference import Reference
from checks.model.relation import confront
from checks.verdicts.confrontation import Confrontation, confront_all

from .joint import prove
from .packages import GeneratedPackage, group_of

T = TypeVar("T")


@dataclass(frozen=True)
class Relationwise:
    """``seconds`` to derive and decide all relations, of which ``deciding`` is spent on deciding."""

    figures: int
    relations: int
    seconds: float
    deciding: float


@dataclass(frozen=True)
class Jointly:
    """``seconds`` to set up all components and prove which are contradictory."""

    figures: int
    contradictory: int
    seconds: float


@dataclass(frozen=True)
class Known:
    """A generated package: groups with a planted error, and how many of them, and of the clean ones, are accused."""

    groups: int
    planted: int
    found_by_relations: int
    found_jointly: int
    false_by_relations: int
    false_jointly: int
    relationwise: Relationwise
    jointly: Jointly


def relationwise(
    observations: list[Observation], series: Mapping[str, Series], reference: Reference, repeats: int
) -> tuple[Relationwise, Confrontation]:
    """Time all relations; the figures of a document are looked up, combined and decided."""
    seconds, confrontation = timed(lambda figures: confront_all(figures, series, reference), observations, repeats)
    documents = sorted({o.document_id for o in observations})
    relations = [r for name in documents for r in derive(Facts(name, observations, series), reference)]
    deciding, _ = timed(lambda _: [confront(relation) for relation in relations], observations, repeats)
    return Relationwise(len(observations), len(relations), seconds, deciding), confrontation


def jointly(
    observations: list[Observation], series: Mapping[str, Series], reference: Reference, repeats: int
) -> tuple[Jointly, set[str]]:
    """Time the joint proof."""
    seconds, names = timed(lambda figures: prove(figures, series, reference), observations, repeats)
    return Jointly(len(observations), len(names), seconds), names


def known(package: GeneratedPackage, repeats: int) -> Known:
    """Both, on a package whose errors are known."""
    given = package.observations, package.series, package.reference
    relations, confrontation = relationwise(*given, repeats)
    joint, names = jointly(*given, repeats)
    wrong = {error.group for error in package.planted}
    one_by_one = {group_of(o) for v in confrontation.violated for o in v.relation.observations}
    together = {group_of(name) for name in names}
    return Known(
        len(package.groups),
        len(wrong),
        len(one_by_one & wrong),
        len(together & wrong),
        len(one_by_one - wrong),
        len(together - wrong),
        relations,
        joint,
    )


def timed(work: Callable[[list[Observation]], T], observations: list[Observation], repeats: int) -> tuple[float, T]:
    """The median time of several runs in seconds, and the result of the last; no run sees figures of an earlier one."""
    times = []
    for _ in range(repeats):
        unused = [replace(o) for o in observations]  # an observation remembers what was computed of it
        gc.collect()
        start = perf_counter()
        result = work(unused)
        times.append(perf_counter() - start)
    return median(times), result
