"""One corrupted ledger put before every layer of checks, and why nothing noticed it where nothing did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from checks.verdicts.confrontation import explained

from ..building.lint import seed_problems
from ..building.seeds import Seeds
from .joint import Joint
from .ledgers import Change, Ledgers
from .mutants import Figure, Mutant, Mutator
from .neighbourhoods import Map
from .singles import Singles, only_numbers
from .source import SourceCheck

LAYERS = ("source", "structure", "single", "whole")
"""Re-reading the documents; what the build refuses; single relations; the package as one system."""

READABLE = "changes nothing that is stated"
REASONS = {
    READABLE: "the row differs from print, but states what it stated before",
    "missing": "a missing figure contradicts nothing",
    "moved": "the figure moved to a place where no other figure speaks of it",
    "same number": "percent and percentage points are the same number, and only print tells them apart",
    "vague": "the figure is printed as about, nearly, more than or less than",
    "set aside": "the figure stands in a known contradiction and proves nothing any more",
    "alone": "no other printed figure speaks of this one",
    "one side": "other figures bound it on one side only",
    "within": "the wrong number stays within what the other figures, rounded as they are, leave for it",
}


@dataclass(frozen=True)
class Outcome:
    """Which layers noticed a mutant; ``source`` is None where the documents were not at hand.

    ``unchanged``: every number is what it was; ``number_only``: nothing but numbers differ. ``refused`` and
    ``sentence`` are what the build and the first relation say, ``reason`` why nothing but the documents could notice.
    """

    mutant: Mutant
    source: bool | None
    structure: bool
    single: bool
    whole: bool
    unchanged: bool
    number_only: bool
    refused: str = ""
    sentence: str = ""
    reason: str = ""

    @property
    def without_documents(self) -> bool:
        return self.structure or self.single or self.whole

    @property
    def with_documents(self) -> bool:
        return bool(self.source) or self.without_documents


class Bench:
    """Everything that a trial needs, made once. Raises InputError where clean ledgers and documents disagree."""

    def __init__(self, seeds: Seeds, documents: Path | None, seed: int) -> None:
        self.seeds = seeds
        self.mutator = Mutator(seeds, seed)
        self.ledgers = Ledgers(seeds)
        self.map = Map(self.ledgers)
        self.singles = Singles(self.map)
        self.source = SourceCheck(seeds, documents) if documents else None
        self.joint = Joint(self.map)

    def place(self, figure: Figure) -> int:
        """The neighbourhood of a figure."""
        return self.map.place[self.ledgers.stated_by(figure.document_id, figure.row)[0]]

    def trial(self, mutant: Mutant) -> Outcome:
        """Put one mutant before every layer, each as if it were the only one."""
        change = self.ledgers.change(mutant)
        first = None if change.nothing else self.singles.noticed(change)
        outcome = Outcome(
            mutant,
            None if self.source is None else bool(self.source.problems(mutant)),
            bool(change.refused),
            first is not None,
            self.joint.noticed(change),
            change.nothing,
            only_numbers(change, self.map.observations),
            change.refused,
            first.sentence if first else "",
        )
        return outcome if outcome.without_documents else replace(outcome, reason=self._reason(change))

    def alarms(self, figure: Figure) -> list[str]:
        """What any layer says of a clean figure that is put in its own place: nothing, if all is well."""
        stated = tuple(self.map.observations[o] for o in self.ledgers.stated_by(figure.document_id, figure.row))
        same = Mutant(figure.document_id, figure.index, figure.figure_id, "", figure.row, (figure.row,), "")
        change, found = self.ledgers.change(same), []
        if change.refused or not change.nothing:
            found.append(f"{figure.figure_id}: {change.refused or 'is not what it was'}")
        for o in stated:
            one = Change("", frozenset(), (o,))
            if v := self.singles.noticed(one):
                found.append(f"{figure.figure_id}: {v.sentence}")
            if self.joint.noticed(one):
                found.append(f"{figure.figure_id}: contradicts all other figures")
        return found + [str(p) for p in (self.source.problems(same) if self.source else [])]

    def standing(self, listed: dict[str, str], places: Iterable[int]) -> list[str]:
        """Relations of the clean ledgers that fail and are not listed, and what the build would refuse."""
        violated = [v for place in sorted(places) for v in self.singles.clean(place).violated.items()]
        return [r for r, verdict in violated if not explained(r, verdict, listed)] + [
            str(p) for p in seed_problems(self.seeds)
        ]

    def _reason(self, change: Change) -> str:
        if change.nothing:
            return READABLE
        if not change.stated:
            return "missing"
        if not only_numbers(change, self.map.observations):
            return "moved"
        o = change.stated[0]
        if not o.interval.bounded:
            return "vague"
        if o.interval == self.map.observations[o.observation_id].interval:
            return "same number"
        room = self.joint.room(o.observation_id)
        if room is None:
            return "set aside"
        low, high = room
        if high is None and not low:
            readers = self.singles.clean(self.map.place[o.observation_id]).resting
            return "one side" if o.observation_id in readers else "alone"
        return "one side" if low is None or high is None else "within"
