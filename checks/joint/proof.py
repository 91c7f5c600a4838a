"""Everything that can be proven of a joint system: contradictions, witnesses, corroboration and bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from .certificates import Certificates
from .contradictions import Contradiction, contradictions
from .corroboration import Corroboration, corroborations
from .engine import Step
from .rows import SIDES
from .system import System
from .witness import Values, witness


@dataclass
class ProvenComponent:
    """Results for one connected component; certificates are kept by the id that they have."""

    component: System
    contradictions: list[Contradiction] = field(default_factory=list)
    contradiction_ids: list[str] = field(default_factory=list)
    values: Values | None = None
    corroboration: list[Corroboration] = field(default_factory=list)
    bounds: dict[str, tuple[Step | None, Step | None]] = field(default_factory=dict)
    certificates: Certificates = field(default_factory=Certificates)
    certified: dict[tuple[str, str], str] = field(default_factory=dict)
    unproven: int = 0

    @property
    def released(self) -> set[str]:
        """What is set aside before anything is said of the rest."""
        return {item for c in self.contradictions for item in c.released}


def prove(parts: Sequence[System], progress: Callable[[str], None] = lambda line: None) -> list[ProvenComponent]:
    """Prove components, the largest first so that the processes end together; results in the order given."""
    order = sorted(range(len(parts)), key=lambda i: -len(parts[i].measures))
    found: dict[int, ProvenComponent] = {}
    with ProcessPoolExecutor() as pool:
        for done, (i, result) in enumerate(
            zip(order, pool.map(prove_component, (parts[i] for i in order)), strict=True)
        ):
            found[i] = result
            if done < 5 or done + 1 == len(parts):
                progress(f"{done + 1} of {len(parts)} components, {len(parts[i].statements)} figures in this one")
    return [found[i] for i in sorted(found)]


def prove_component(component: System) -> ProvenComponent:
    """Contradictions first; all else is said of what holds together when they are set aside."""
    result = ProvenComponent(component)
    result.contradictions, engine = contradictions(component)
    for c in result.contradictions:
        result.contradiction_ids.append(result.certificates.of_contradiction(c.steps, c.proof))
    released = component.without(result.released)
    result.corroboration = corroborations(component, released, engine)
    for quantity in _unprinted(released):
        low, high = (engine.best(quantity, side) for side in SIDES)
        result.bounds[quantity] = low, high
    for key, step in _steps(result):
        result.certified[key] = result.certificates.of_bound(engine.steps, step)
    result.values = witness(released, engine)
    result.unproven += engine.unproven
    return result


def _steps(result: ProvenComponent) -> Iterator[tuple[tuple[str, str], Step]]:
    for c in result.corroboration:
        for side, step in zip(SIDES, (c.low, c.high), strict=True):
            if step is not None:
                yield (c.statement.observation.observation_id, side), step
    for quantity, ends in result.bounds.items():
        for side, step in zip(SIDES, ends, strict=True):
            if step is not None:
                yield (quantity, side), step


def _unprinted(system: System) -> list[str]:
    """Levels that no figure gives both ends of."""
    printed = {s.measure for s in system.statements.values() if s.observation.interval.bounded}
    return sorted((system.measures & system.quantities.keys()) - printed)
