"""Confronts all figures of a package with all rules: the one result that every runner surfaces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..families import FAMILIES, derive
from ..model.catalogue import Catalogue
from ..model.facts import Facts
from ..model.observation import Observation, Series
from ..model.reference import Reference
from ..model.relation import HARD, UNDETERMINED, Verdict, confront
from .collector import collector_paused


@dataclass(frozen=True)
class Confrontation:
    """All verdicts, in order of their ids."""

    verdicts: tuple[Verdict, ...]

    @property
    def violated(self) -> tuple[Verdict, ...]:
        return tuple(v for v in self.verdicts if v.violated)

    def unexplained(self, listed: Mapping[str, str]) -> tuple[Verdict, ...]:
        """Violated relations that are not listed, or worse than listed; ``listed`` maps ids to the worst verdict."""
        return tuple(v for v in self.violated if not explained(v.relation_id, v.verdict, listed))

    def counts(self) -> dict[str, dict[str, int]]:
        """For each family: compared, trivial, not_compared, violated."""
        table = {family: Counter(compared=0, trivial=0, not_compared=0, violated=0) for family in FAMILIES}
        for v in self.verdicts:
            table[v.relation.family][kind_of(v)] += 1
            table[v.relation.family]["violated"] += v.violated
        return {family: dict(counter) for family, counter in table.items()}


def explained(relation_id: str, verdict: str, listed: Mapping[str, str]) -> bool:
    """Whether a violated relation is on the list and no worse than its entry allows."""
    return listed.get(relation_id) in (verdict, HARD)


def connects(v: Verdict) -> bool:
    """Whether a relation is decided and holds its figures against others; a limit looks at one share alone."""
    return v.verdict != UNDETERMINED and v.relation.family != "share_limit"


def kind_of(v: Verdict) -> str:
    """compared; trivial (decided, but no single changed digit would break it); not_compared."""
    if v.verdict == UNDETERMINED:
        return "not_compared"
    return "compared" if v.compared or v.violated else "trivial"


def confront_all(
    observations: Iterable[Observation], series: Mapping[str, Series], reference: Reference
) -> Confrontation:
    """Derive and decide every relation, document by document."""
    observations, series = list(observations), Catalogue.of(series)
    verdicts = []
    with collector_paused():
        for document_id in sorted({o.document_id for o in observations}):
            facts = Facts(document_id, observations, series)
            verdicts += _useful([confront(relation) for relation in derive(facts, reference)])
    return Confrontation(tuple(sorted(verdicts, key=lambda v: v.relation_id)))


def _useful(verdicts: list[Verdict]) -> list[Verdict]:
    """Leave out the undetermined relations of figures that some other relation does compare."""
    used = {o for v in verdicts if connects(v) for o in v.relation.observations}
    return [v for v in verdicts if v.verdict != UNDETERMINED or not used.issuperset(v.relation.stated.observations)]
