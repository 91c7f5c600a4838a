"""What was proven of all figures together against the list of discrepancies: nothing unproven, unexplained or idle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..joint.derive import joint_system
from ..joint.digest import component_id
from ..joint.system import System
from ..model.relation import HARD
from ..package.contents import Package
from ..problems import Problem

Row = Mapping[str, str]
COMPONENTS, CONTRADICTIONS = "resources/components.csv", "resources/contradictions.csv"
LIST = "seeds/discrepancy_contradictions.csv"


def unproven(system: System, components: Iterable[Row]) -> list[Problem]:
    """Components of the figures as they stand of which nothing is proven, and proofs of what stands no more."""
    known = {row["component_id"]: row["first_measure"] for row in components}
    found = {component_id(part): part.name for part in system.components()}
    advice = "run python -m scripts.prove"
    problems = [
        Problem(COMPONENTS, 0, "component_id", f"nothing is proven of the figures around {found[name]}; {advice}")
        for name in sorted(found.keys() - known.keys(), key=found.__getitem__)
    ]
    return problems + [
        Problem(COMPONENTS, 0, name, f"was proven of other figures around {known[name]}; {advice}")
        for name in sorted(known.keys() - found.keys(), key=known.__getitem__)
    ]


def unlisted(contradictions: Iterable[Row], listed: Iterable[Row], standings: Mapping[str, str]) -> list[Problem]:
    """Contradictions that no discrepancy explains, or that are worse than the standing of the entry allows."""
    explained: dict[str, set[str]] = {}
    for row in listed:
        explained.setdefault(row["contradiction_id"], set()).add(standings.get(row["discrepancy_id"], ""))
    problems = []
    for row in contradictions:
        standing = explained.get(row["contradiction_id"], set())
        if not standing:
            message = f"{row['sentence']} Correct a figure or list the finding"
            problems.append(Problem(CONTRADICTIONS, 0, row["contradiction_id"], message))
        elif row["verdict"] == HARD and standing == {"rounding"}:
            message = "is listed as rounding, but rounding does not explain it; give the entry another standing"
            problems.append(Problem(CONTRADICTIONS, 0, row["contradiction_id"], message))
    return problems


def idle(contradictions: Iterable[Row], listed: Iterable[Row]) -> list[Problem]:
    """Listed contradictions that are none any more."""
    known = {row["contradiction_id"] for row in contradictions}
    return [
        Problem(LIST, number, "contradiction_id", f"{row['contradiction_id']} is none; take the entry off the list")
        for number, row in enumerate(listed, start=2)
        if row["contradiction_id"] not in known
    ]


def joint_problems(package: Package, listed: Sequence[Row] = ()) -> list[Problem]:
    """Everything that keeps the joint results of a package from being complete, current and explained.

    ``listed``: the contradictions that the seeds list, where there are seeds. Of these nothing is said while something
    is still to be proven.
    """
    tables = package.tables
    system = joint_system(package.observations, package.series, package.reference)
    standings = {row["discrepancy_id"]: row["standing"] for row in tables["discrepancies"]}
    stale = unproven(system, tables["components"])
    return [
        *stale,
        *unlisted(tables["contradictions"], tables["discrepancy_contradictions"], standings),
        *([] if stale else idle(tables["contradictions"], listed or tables["discrepancy_contradictions"])),
    ]
