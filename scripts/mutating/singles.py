"""Single relations on corrupted data: only the neighbourhood of a change is confronted, by the rules that read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields

from checks.families import FAMILIES
from checks.model.facts import Facts
from checks.model.observation import Observation, Series
from checks.model.reference import Reference
from checks.model.relation import Verdict, confront
from checks.verdicts.confrontation import connects, explained

from .ledgers import Change
from .neighbourhoods import Map, concerned

NUMBER = ("value", "unit_measure", "unit_mult", "decimals", "rounding")
"""What a figure says; its other fields say of what."""
DECLARED = ("part_whole", "residual", "share_sum", "growth_bracket", "claim", "identity")
"""Families that go through partitions, claims or identities one by one."""
READ = frozenset((*NUMBER, "number", "interval", "soft_interval", "half_unit", "printed"))

Verdicts = Mapping[str, str]


class _Watched(Observation):
    """An observation that notes when its number is looked at."""

    looked_at: set[str] = set()  # noqa: RUF012

    def __getattribute__(self, name: str) -> object:
        if name in READ:
            _Watched.looked_at.add(super().__getattribute__("observation_id"))
        return super().__getattribute__(name)


class Singles:
    """The relations of the clean ledgers, neighbourhood by neighbourhood, as far as they have been asked for."""

    def __init__(self, known: Map) -> None:
        self.map = known
        self._clean: dict[int, _Clean] = {}

    def noticed(self, change: Change) -> Verdict | None:
        """The first relation that newly fails, or fails worse, in an order that does not depend on chance.

        Where figures come or go, only relations of those that come count: what is missing contradicts nothing, but an
        old contradiction may come back without it by another name.
        """
        if only_numbers(change, self.map.observations) and len(change.stated) == 1:
            return self._with_number(change.stated[0])
        places = {self.map.place[o] for o in change.gone}
        for o in change.stated:
            own = self.map.place.get(o.observation_id)
            places |= self.map.touched_by(o) if own is None else {own}
        return self._confronted(change, places) if change.stated else None

    def clean(self, place: int) -> _Clean:
        """One neighbourhood as it stands."""
        if place not in self._clean:
            self._clean[place] = _Clean(self.map, place)
        return self._clean[place]

    def _with_number(self, o: Observation) -> Verdict | None:
        """Another number in the place of one figure: rules that do not read the figure say what they said."""
        clean = self.clean(self.map.place[o.observation_id])
        families = clean.readers.get(o.observation_id, ())
        observations = [o if x.observation_id == o.observation_id else x for x in clean.observations]
        near = concerned(clean.reference, clean.series, [o.series_id], frozenset([o.observation_id]))
        found = decided(observations, clean.series, clean.reference, near, families)
        return next((v for v in found if worse(v, clean.violated)), None)

    def _confronted(self, change: Change, places: set[int]) -> Verdict | None:
        """Figures that come, and go, among all those that they can have anything to do with."""
        every = [self.clean(place) for place in sorted(places)]
        violated = {name: verdict for clean in every for name, verdict in clean.violated.items()}
        names = change.gone | {o.observation_id for o in change.stated}
        observations = [o for clean in every for o in clean.observations if o.observation_id not in names]
        observations += change.stated
        kept = {o.observation_id for o in observations}
        series, reference = self.map.narrowed(change.stated[0].document_id, observations)
        near = concerned(reference, series, {name.partition("@")[0] for name in names}, names)
        found = decided(observations, series, reference.restricted(kept), near.restricted(kept), FAMILIES)
        return next((v for v in found if worse(v, violated) and not names.isdisjoint(v.relation.observations)), None)


class _Clean:
    """One neighbourhood of the clean ledgers, and which rules look at the number of which figure."""

    def __init__(self, known: Map, place: int) -> None:
        neighbourhood = known.neighbourhoods[place]
        self.observations = [known.observations[name] for name in sorted(neighbourhood.observations)]
        self.series, reference = known.narrowed(neighbourhood.document_id, self.observations)
        self.reference = reference.restricted(neighbourhood.observations)
        self.violated: dict[str, str] = {}
        self.resting: set[str] = set()
        """Figures that some decided relation holds against others."""
        self.readers: dict[str, list[str]] = defaultdict(list)
        watched = [_watched(o) for o in self.observations]
        for family in FAMILIES:
            _Watched.looked_at = set()
            for v in decided(watched, self.series, self.reference, self.reference, (family,)):
                if v.violated:
                    self.violated[v.relation_id] = v.verdict
                if connects(v):
                    self.resting.update(v.relation.observations)
            for name in _Watched.looked_at:
                self.readers[name].append(family)


def decided(
    observations: Collection[Observation],
    series: Mapping[str, Series],
    reference: Reference,
    near: Reference,
    families: Iterable[str],
) -> Iterator[Verdict]:
    """Relations of some families between figures of one document; families of declarations take those of ``near``."""
    facts = Facts(next(iter(observations)).document_id, observations, series)
    for family in families:
        for relation in FAMILIES[family](facts, near if family in DECLARED else reference):
            yield confront(relation)


def worse(v: Verdict, violated: Verdicts) -> bool:
    """Whether a relation fails that did not, or fails hard where rounding explained it."""
    return v.violated and not explained(v.relation_id, v.verdict, violated)


def only_numbers(change: Change, known: Mapping[str, Observation]) -> bool:
    """Whether the change puts other numbers in the place of known figures and does nothing else."""
    if change.gone or not change.stated:
        return False
    rest = [f.name for f in fields(Observation) if f.name not in NUMBER]
    return all(
        o.observation_id in known and all(getattr(o, f) == getattr(known[o.observation_id], f) for f in rest)
        for o in change.stated
    )


def _watched(o: Observation) -> Observation:
    return _Watched(**{f.name: getattr(o, f.name) for f in fields(Observation)})
