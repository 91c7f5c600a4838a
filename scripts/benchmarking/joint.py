"""The joint proof as the benchmark calls it: the one place to change when the entry points of ``checks.joint`` do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from time import perf_counter

from checks.joint.contradictions import contradictions
from checks.joint.derive import joint_system
from checks.joint.engine import Engine
from checks.joint.proof import ProvenComponent, say_of_the_rest
from checks.joint.system import System
from checks.model.observation import Observation, Series
from checks.model.reference import Reference


@dataclass(frozen=True)
class Proving:
    """``seconds`` from start to end, and the seconds of all processes for the two halves of the work.

    ``contradictions`` includes which figures may be at fault and what is left for each; ``rest`` is corroboration,
    bounds, witnesses and certificates.
    """

    seconds: float
    contradictions: float
    rest: float


def prove(observations: Iterable[Observation], series: Mapping[str, Series], reference: Reference) -> set[str]:
    """Names of the components whose figures cannot all be true, each proven by rows that add up to less than nothing.

    A component is named by its least measure. What the solver suggests and fractions do not confirm counts as not
    contradictory.
    """
    components = joint_system(observations, series, reference).components()
    return {min(c.measures) for c in components if Engine(c).contradiction() is not None}


def everything(observations: Iterable[Observation], series: Mapping[str, Series], reference: Reference) -> Proving:
    """Prove all there is to prove, in as many processes as cores, the largest component first."""
    components = joint_system(observations, series, reference).components()
    start = perf_counter()
    with ProcessPoolExecutor() as pool:
        seconds = list(pool.map(_timed, sorted(components, key=lambda c: -len(c.measures))))
    contradictions, rest = (sum(times) for times in zip(*seconds, strict=True))
    return Proving(perf_counter() - start, contradictions, rest)


def _timed(component: System) -> tuple[float, float]:
    start = perf_counter()
    result = ProvenComponent(component)
    result.contradictions, engine = contradictions(component)
    known = perf_counter()
    say_of_the_rest(result, engine)
    return known - start, perf_counter() - known
