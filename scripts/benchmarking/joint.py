"""The joint proof as the benchmark calls it: the one place to change when the entry points of ``checks.joint`` do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from checks.joint.derive import joint_system
from checks.joint.rows import Row, base_rows, printed_bounds, product_row, sign_bound
from checks.joint.solver import Solver
from checks.joint.system import Statement, System
from checks.model.observation import Observation, Series
from checks.model.reference import Reference


def prove(observations: Iterable[Observation], series: Mapping[str, Series], reference: Reference) -> set[str]:
    """Names of the components whose figures cannot all be true, each proven by rows that add up to less than nothing.

    A component is named by its least measure. Raises nothing; what the solver suggests and fractions do not confirm
    counts as not contradictory.
    """
    components = joint_system(observations, series, reference).components()
    return {min(c.measures) for c in components if Solver(list(_rows(c)), {}).contradiction() is not None}


def _rows(component: System) -> Iterator[Row]:
    """Figures, signs and edits, and each ratio as its printed ends bound the numerator by the denominator."""
    yield from base_rows(component)
    stated: dict[str, list[Statement]] = {}
    for statement in component.statements.values():
        stated.setdefault(statement.measure, []).append(statement)
    for ratio in component.ratios.values():
        for statement in stated.get(ratio.measure, []):
            for bound, _ in printed_bounds(statement):
                row = product_row(ratio, bound, sign_bound(ratio.denominator))
                if row is not None:
                    yield row
