"""The joint proof as the benchmark calls it: the one place to change when the entry points of ``checks.joint`` do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checks.joint.derive import joint_system
from checks.joint.engine import Engine
from checks.joint.proof import prove as prove_everything
from checks.model.observation import Observation, Series
from checks.model.reference import Reference


def prove(observations: Iterable[Observation], series: Mapping[str, Series], reference: Reference) -> set[str]:
    """Names of the components whose figures cannot all be true, each proven by rows that add up to less than nothing.

    A component is named by its least measure. What the solver suggests and fractions do not confirm counts as not
    contradictory.
    """
    components = joint_system(observations, series, reference).components()
    return {min(c.measures) for c in components if Engine(c).contradiction() is not None}


def everything(observations: Iterable[Observation], series: Mapping[str, Series], reference: Reference) -> int:
    """Contradictions with what would mend them, bounds, corroboration and witnesses, in as many processes as cores.

    Returns the number of components.
    """
    return len(prove_everything(joint_system(observations, series, reference).components()))
