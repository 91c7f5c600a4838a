"""Which figures can have anything to say to each other, so that a corrupted one is confronted with few others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from checks.families import derive
from checks.joint.derive import joint_system
from checks.joint.system import Groups, System
from checks.model.facts import Facts, quantity_id
from checks.model.index import year_before
from checks.model.observation import Observation, Series, series_from_rows
from checks.model.reference import Partition, Reference, reference_from_rows

from .ledgers import Ledgers

BASES = ("whole", "end", "average")
NAMELESS = ("_Z", "_U")
REFERENCE = (
    *("partitions", "partition_parts", "claims", "claim_terms", "units"),
    *("identities", "identity_terms", "indicators"),
)

Spot = tuple[str, str, str]
"""Series, period, basis."""


@dataclass(frozen=True)
class Neighbourhood:
    """Figures that stand in relations or in a joint system with each other, and in none with any other figure."""

    document_id: str
    observations: frozenset[str]
    systems: tuple[System, ...]


class Map:
    """All neighbourhoods of the clean ledgers."""

    def __init__(self, ledgers: Ledgers) -> None:
        self.observations = ledgers.observations
        self.series: dict[str, Series] = series_from_rows(ledgers.tables["series"])
        self.reference: Reference = reference_from_rows(*(ledgers.tables[name] for name in REFERENCE))
        documents = sorted({o.document_id for o in self.observations.values()})
        self.facts = {d: Facts(d, self.observations.values(), self.series) for d in documents}
        self.neighbourhoods: list[Neighbourhood] = list(self._grouped())
        self.place = {o: i for i, n in enumerate(self.neighbourhoods) for o in n.observations}
        self._groups: dict[tuple[str, str], list[list[str]]] = {}
        self._narrowed: dict[tuple[str, frozenset[str]], tuple[dict[str, Series], Reference]] = {}
        self._near: dict[str, set[int]] = defaultdict(set)
        for i, n in enumerate(self.neighbourhoods):
            for measure in {m for system in n.systems for m in system.measures}:
                self._near[measure].add(i)
            for name in n.observations:
                o = self.observations[name]
                for spot in spots(o):
                    self._near[self._quantity(o.document_id, spot)].add(i)
                for group in _lists(o):
                    self._near[group].add(i)

    def touched_by(self, o: Observation) -> set[int]:
        """The neighbourhoods that a figure which is not in the clean ledgers would belong to.

        Follows what edits and rules do: exports, imports and a result, of which two are known; a whole with its parts.
        """
        found: set[int] = set()
        for group in _lists(o):
            found |= self._near.get(group, set())
        waiting, seen = list(spots(o)), set[Spot]()
        while waiting:
            spot = waiting.pop()
            if spot in seen:
                continue
            seen.add(spot)
            found |= self._near.get(self._quantity(o.document_id, spot), set())
            for names in self._connected(o.document_id, spot[0]):
                others = [(name, *spot[1:]) for name in names]
                if any(s in seen or self._near.get(self._quantity(o.document_id, s)) for s in others):
                    waiting += others
        return found

    def _connected(self, document_id: str, series_id: str) -> list[list[str]]:
        """Groups of other series that an edit connects with this one: the other flows, a whole and its parts."""
        key = document_id, series_id
        if key not in self._groups:
            self._groups[key] = list(self._groups_of(self.facts[document_id], series_id))
        return self._groups[key]

    def _groups_of(self, facts: Facts, series_id: str) -> Iterator[list[str]]:
        for result in ("total", "balance"):
            names = [facts.sibling(series_id, flow=flow) for flow in (result, "exports", "imports")]
            if None not in names and series_id in names:
                yield [name for name in names if name is not None and name != series_id]
        for partition in self.reference.partitions:
            own = getattr(self.series[series_id], partition.dimension)
            if partition.document_id != facts.document_id or own not in (partition.whole, *partition.parts):
                continue
            whole = facts.sibling(series_id, **{partition.dimension: partition.whole})
            if whole is not None and applies(partition, self.series[whole]):
                names = [facts.sibling(whole, **{partition.dimension: code}) for code in partition.parts]
                yield [name for name in (whole, *names) if name is not None and name != series_id]

    def _quantity(self, document_id: str, spot: Spot) -> str:
        return quantity_id(*spot, document_id)

    def _grouped(self) -> Iterator[Neighbourhood]:
        """Joint components, joined where a relation, claim or identity rests on figures of several of them."""
        systems = joint_system(self.observations.values(), self.series, self.reference).components()
        known = {o for system in systems for o in system.statements}
        groups = Groups()
        for system in systems:
            groups.join(system.statements)
        for together in self._together():
            groups.join(known.intersection(together))
        members: dict[str, list[System]] = defaultdict(list)
        for system in systems:
            if system.statements:
                members[groups.of(min(system.statements))].append(system)
        for _, own in sorted(members.items()):
            names = frozenset(o for system in own for o in system.statements)
            yield Neighbourhood(self.observations[min(names)].document_id, names, tuple(own))

    def _together(self) -> Iterator[Iterable[str]]:
        for facts in self.facts.values():
            for relation in derive(facts, self.reference):
                yield relation.observations
        for claim in self.reference.claims:
            yield (*claim.subjects, *claim.others, *claim.limits)
        for identity in self.reference.identities:
            yield identity.terms

    def narrowed(self, document_id: str, observations: Iterable[Observation]) -> tuple[dict[str, Series], Reference]:
        """Series and declarations that can matter to these figures: those of their indicators."""
        names = {s for o in observations for s in (o.series_id, o.reference_series) if s in self.series}
        key = document_id, frozenset(self.series[s].indicator for s in names)
        if key not in self._narrowed:
            self._narrowed[key] = self._narrow(*key)
        return self._narrowed[key]

    def _narrow(self, document_id: str, first: frozenset[str]) -> tuple[dict[str, Series], Reference]:
        indicators = set(first)
        own = [p for p in self.reference.partitions if p.document_id == document_id]
        across = [{p.whole, *p.parts} for p in own if p.dimension == "indicator"]
        while grown := [codes for codes in across if not codes.isdisjoint(indicators) and not codes <= indicators]:
            indicators.update(*grown)
        series = {s: x for s, x in self.series.items() if x.indicator in indicators}
        partitions = tuple(p for p in own if any(applies(p, x) for x in series.values()))
        claims = tuple(c for c in self.reference.claims if c.document_id == document_id)
        identities = tuple(i for i in self.reference.identities if i.document_id == document_id)
        return series, replace(self.reference, partitions=partitions, claims=claims, identities=identities)


def applies(partition: Partition, series: Series) -> bool:
    """Whether a series is a whole of the partition."""
    return all(getattr(series, name) == code for name, code in partition.scope.items())


def concerned(
    reference: Reference, series: Mapping[str, Series], changed: Iterable[str], stated: frozenset[str]
) -> Reference:
    """The declarations whose relations can change with these series and observations.

    A relation of a partition rests on figures of its whole and its parts, in any direction of trade; one of a claim or
    identity on the observations that it names.
    """
    touched = [series[name] for name in changed if name in series]
    return replace(
        reference,
        partitions=tuple(p for p in reference.partitions if any(_holds(p, x) for x in touched)),
        claims=tuple(c for c in reference.claims if not stated.isdisjoint((*c.subjects, *c.others, *c.limits))),
        identities=tuple(i for i in reference.identities if not stated.isdisjoint(i.terms)),
    )


def _holds(partition: Partition, series: Series) -> bool:
    fixed = {name: code for name, code in partition.scope.items() if name not in (partition.dimension, "flow")}
    own = getattr(series, partition.dimension)
    return own in (partition.whole, *partition.parts) and all(getattr(series, n) == code for n, code in fixed.items())


def spots(o: Observation) -> list[Spot]:
    """Every quantity that a figure may speak of; more than it does, never less."""
    periods = {o.time_period, o.reference_period, year_before(o.reference_period)}.difference(NAMELESS)
    names = {o.series_id, o.reference_series}.difference(NAMELESS)
    return [(s, p, b) for s in sorted(names) for p in sorted(periods) for b in BASES]


def _lists(o: Observation) -> list[str]:
    """Names of what holds several figures together without a common quantity: a ranking, the parts of a ratio."""
    ranking = [f"ranking:{o.reference_series}:{o.document_id}"] if o.transformation == "rank" else []
    return ranking + ([f"range:{o.range_id}"] if o.range_id else [])
