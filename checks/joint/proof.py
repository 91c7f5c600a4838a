"""Everything that can be proven of a joint system: contradictions, witnesses, corroboration and bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import active_children

from .certificates import Certificates
from .contradictions import Contradiction, Ends, contradictions
from .corroboration import Corroboration, corroborations
from .engine import Engine
from .rows import SIDES
from .steps import Step
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


Groups = tuple[frozenset[str], ...]
LARGE, OFTEN = 20, 100
"""Progress tells of components of so many figures, and of each hundredth."""


def prove(
    parts: Sequence[System],
    failing: Groups = (),
    passages: Groups = (),
    progress: Callable[[str], None] = lambda line: None,
) -> list[ProvenComponent]:
    """Prove components, the largest first so that the processes end together; results in the order given.

    ``failing`` are the items of relations that fail, ``passages`` the figures that are printed together. Whatever
    stops it, a solver that raises or the user, stops all its processes at once.
    """
    order = sorted(range(len(parts)), key=lambda i: -len(parts[i].measures))
    found: dict[int, ProvenComponent] = {}
    others = set(active_children())
    pool = ProcessPoolExecutor()
    try:
        tasks = {pool.submit(prove_component, parts[i], failing, passages): i for i in order}
        for done, task in enumerate(as_completed(tasks), start=1):
            found[tasks[task]] = task.result()
            figures = len(parts[tasks[task]].statements)
            if figures >= LARGE or done % OFTEN == 0 or done == len(parts):
                progress(f"{done} of {len(parts)} components, {figures} figures in this one")
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(active_children()) - others:
            process.terminate()
        raise
    pool.shutdown()
    return [found[i] for i in sorted(found)]


def prove_component(component: System, failing: Groups = (), passages: Groups = ()) -> ProvenComponent:
    """Contradictions first; all else is said of what holds together when they and all claims are set aside."""
    result = ProvenComponent(component)
    result.contradictions, engine = contradictions(component, failing, passages)
    say_of_the_rest(result, engine)
    return result


def say_of_the_rest(result: ProvenComponent, engine: Engine) -> None:
    """Add corroboration, bounds, a witness and all certificates to a component whose contradictions are known."""
    component = result.component
    for c in result.contradictions:
        result.contradiction_ids.append(result.certificates.of_contradiction(c.steps, c.proof))
    claims = {k for k, e in component.edits.items() if e.family == "claim"}
    engine.restore({k for k, e in component.edits.items() if e.family == "identity"} - result.released)
    released = component.without(result.released | claims)
    result.corroboration = corroborations(component, released, engine)
    for quantity in _unprinted(component):
        low, high = (engine.best(quantity, side) for side in SIDES)
        result.bounds[quantity] = low, high
    for key, step, steps in _steps(result, engine):
        result.certified[key] = result.certificates.of_bound(steps, step)
    result.values = witness(released, engine)
    if result.values is None:  # an engine without what is set aside sees fewer rows, and may get there
        fresh = Engine(released)
        fresh.tighten()
        result.values = witness(released, fresh)
    result.unproven += engine.unproven


def _steps(result: ProvenComponent, engine: Engine) -> Iterator[tuple[tuple[str, str], Step, Mapping[str, Step]]]:
    """Every published end under a key of its own, with the steps that its proof uses."""
    ends: list[tuple[str, Ends, Mapping[str, Step]]] = []
    ends += [(c.statement.observation.observation_id, (c.low, c.high), engine.steps) for c in result.corroboration]
    ends += [(quantity, pair, engine.steps) for quantity, pair in result.bounds.items()]
    for c in result.contradictions:
        for (release, item), pair in c.allowed.items():
            key = f"{c.contradiction_id}|{c.releases.index(release) + 1}|{item}"
            ends.append((key, pair, c.allowed_steps[release]))
    for name, pair, steps in ends:
        for side, step in zip(SIDES, pair, strict=True):
            if step is not None:
                yield (name, side), step, steps


def _unprinted(system: System) -> list[str]:
    """Levels that no figure prints as a number, released or not."""
    printed = {s.measure for s in system.statements.values() if s.observation.qualifier == "exact"}
    return sorted((system.measures & system.quantities.keys()) - printed)
