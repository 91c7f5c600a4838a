"""The joint system on corrupted data: the one seam between the mutants and ``checks.joint``.

What contradicted itself before is set aside first and stays aside, so that only a new contradiction counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from functools import cached_property

from checks.joint.contradictions import contradictions
from checks.joint.derive import joint_system
from checks.joint.engine import Engine
from checks.joint.measures import Measures
from checks.joint.rows import HIGH, LOW, printed_bounds
from checks.joint.system import Statement, System
from checks.model.facts import Facts
from checks.model.observation import Observation
from checks.model.reference import Reference

from .ledgers import Change
from .neighbourhoods import Map, Neighbourhood

Aside = tuple[frozenset[str], ...]
"""For each joint system of a neighbourhood the figures and words that are set aside."""
Room = tuple[Fraction | None, Fraction | None]
"""The least and the largest value that all other figures leave a measure; None where they leave it open."""


def set_aside(neighbourhood: Neighbourhood) -> Aside:
    """What may be at fault in the contradictions of each system; without it there is none."""
    return tuple(frozenset(i for c in contradictions(s)[0] for i in c.released) for s in neighbourhood.systems)


def proven_aside(neighbourhood: Neighbourhood, items: Iterable[Mapping[str, str]]) -> Aside:
    """The same as the rows of ``contradiction_items`` have it, without looking for contradictions again."""
    released = {row["item_id"] for row in items if row["release"] != "0"}
    return tuple(frozenset(released & {*s.statements, *s.edits}) for s in neighbourhood.systems)


def newly_contradictory(before: Settled, replaced: Collection[str], after: Statement) -> bool:
    """Whether one figure, in the place of the figures ``replaced``, cannot be true together with all others."""
    low, high = before.room(after.measure, frozenset(replaced))
    ends = {bound.side: bound.value for bound in printed_bounds(after)}
    return (low is not None and HIGH in ends and ends[HIGH] < low) or (
        high is not None and LOW in ends and ends[LOW] > high
    )


class Settled:
    """One joint system with its contradictions set aside, and what its figures leave for each measure."""

    def __init__(self, system: System, aside: frozenset[str]) -> None:
        self.system = system
        self.aside = aside
        self._rooms: dict[tuple[str, frozenset[str]], Room] = {}

    def room(self, measure: str, without: frozenset[str]) -> Room:
        """What all figures but ``without`` leave for one measure."""
        resting = without.intersection(self.system.statements)
        key = measure, resting
        if key not in self._rooms:
            with self._engine.without(resting):
                low, high = (self._engine.best(measure, side) for side in (LOW, HIGH))
            self._rooms[key] = low.bound.value if low else None, high.bound.value if high else None
        return self._rooms[key]

    @cached_property
    def _engine(self) -> Engine:
        engine = Engine(self.system.without(self.aside).pruned())
        engine.tighten()
        return engine


class Joint:
    """All joint systems of the clean ledgers, each settled when it is first asked."""

    def __init__(self, known: Map) -> None:
        self._map = known
        self._asides: dict[int, Aside] = {}
        self._settled: dict[tuple[int, int], Settled] = {}

    def settle(self, aside: Mapping[int, Aside]) -> None:
        """Tell what ``set_aside`` says of some neighbourhoods, so that it need not be found out again."""
        self._asides |= aside

    def noticed(self, change: Change) -> bool:
        """Whether the changed figures and all others cannot be true together. What is missing contradicts nothing."""
        return any(self._against_the_rest(change, o) for o in change.stated)

    def room(self, observation: str) -> Room | None:
        """What all other figures leave for one figure; None where it is set aside."""
        place = self._map.place[observation]
        for i, system in enumerate(self._map.neighbourhoods[place].systems):
            if observation in system.statements and observation not in self._aside(place)[i]:
                statement = system.statements[observation]
                return self._before(place, i).room(statement.measure, frozenset([observation]))
        return None

    def _against_the_rest(self, change: Change, o: Observation) -> bool:
        measure, factor = Measures(Facts(o.document_id, [o], self._map.series), Reference(), System()).statement(o)
        statement = Statement(o, measure, factor)
        own = self._map.place.get(o.observation_id)
        places = self._map.touched_by(o) if own is None else {own}
        if o.transformation == "rank":
            return self._rebuilt(change, o, places)
        for place in sorted(places):
            for i, system in enumerate(self._map.neighbourhoods[place].systems):
                if measure in system.measures:
                    replaced = change.gone | {x.observation_id for x in change.stated}
                    at_fault = not replaced.isdisjoint(self._aside(place)[i])
                    return not at_fault and newly_contradictory(self._before(place, i), replaced, statement)
        return bool(places) and self._rebuilt(change, o, places)

    def _aside(self, place: int) -> Aside:
        if place not in self._asides:
            self._asides[place] = set_aside(self._map.neighbourhoods[place])
        return self._asides[place]

    def _before(self, place: int, i: int) -> Settled:
        if (place, i) not in self._settled:
            self._settled[place, i] = Settled(self._map.neighbourhoods[place].systems[i], self._aside(place)[i])
        return self._settled[place, i]

    def _rebuilt(self, change: Change, o: Observation, places: Collection[int]) -> bool:
        """The same question where the change connects figures in a way that is new, so that the system is another."""
        names = {name for place in places for name in self._map.neighbourhoods[place].observations}
        names -= change.gone | {x.observation_id for x in change.stated}
        observations = [*(self._map.observations[name] for name in sorted(names)), *change.stated]
        series, reference = self._map.narrowed(o.document_id, observations)
        reference = reference.restricted({x.observation_id for x in observations})
        aside = {item for place in places for items in self._aside(place) for item in items}
        system = joint_system(observations, series, reference).without(aside).pruned()
        for part in system.components():
            edits = [e for e in part.edits.values() if o.observation_id in e.observations]
            connected = o.observation_id in part.statements and (part.edits or part.ratios)
            if (edits or connected) and Engine(part).contradiction() is not None:
                return True
        return False
