"""The joint system of a package, document by document: figures of two documents never contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..model.facts import Facts
from ..model.observation import Observation, Series
from ..model.reference import Reference
from .edits import Edits
from .measures import Measures
from .system import System


def joint_system(observations: Iterable[Observation], series: Mapping[str, Series], reference: Reference) -> System:
    """All figures with everything that connects them."""
    observations = list(observations)
    system = System()
    for document_id in sorted({o.document_id for o in observations}):
        facts = Facts(document_id, observations, series)
        measures = Measures(facts, reference, system)
        measures.add_all()
        Edits(facts, reference, system, measures).add_all()
    return system
