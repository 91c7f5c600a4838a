"""Listed discrepancies against what the rules find: nothing unexplained, nothing listed in vain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..model.observation import Observation, Series
from ..model.reference import Reference
from ..problems import Problem
from .confrontation import Confrontation, confront_all

Row = Mapping[str, str]
LIST = "seeds/discrepancy_relations.csv"


def unlisted(confrontation: Confrontation, listed: Mapping[str, str]) -> list[Problem]:
    """Violated relations that no discrepancy explains; ``listed`` maps relation ids to the worst verdict allowed."""
    advice = "correct the figure or list the finding"
    return [
        Problem("resources/relations.csv", 0, v.relation_id, f"{v.sentence}; {advice}")
        for v in confrontation.unexplained(listed)
    ]


def idle(confrontation: Confrontation, listed: Iterable[Row]) -> list[Problem]:
    """Listed relations that are not violated: the entry is no longer needed, or names no relation."""
    violated = {v.relation_id for v in confrontation.violated}
    return [
        Problem(LIST, number, "relation_id", f"{row['relation_id']} is not violated; take the entry off the list")
        for number, row in enumerate(listed, start=2)
        if row["relation_id"] not in violated
    ]


def released(
    observations: list[Observation],
    series: Mapping[str, Series],
    reference: Reference,
    confrontation: Confrontation,
    listed: Iterable[Row],
) -> list[Problem]:
    """Releasing the figures stated by all listed relations makes everything hold; restoring one entry does not."""
    by_id = {v.relation_id: v.relation for v in confrontation.verdicts}
    stated: dict[str, set[str]] = defaultdict(set)  # the figure that each relation states; without it there is none
    needed: dict[str, set[str]] = defaultdict(set)  # all figures on its stated side, such as the rows of a table
    own: dict[str, set[str]] = defaultdict(set)
    for row in listed:
        if row["relation_id"] in by_id:
            figures = by_id[row["relation_id"]].stated.observations
            stated[row["discrepancy_id"]].add(figures[0])
            needed[row["discrepancy_id"]].update(figures)
            own[row["discrepancy_id"]].add(row["relation_id"])
    problems = []
    for kept in ["", *sorted(stated)]:
        gone = {o for name, group in stated.items() if name != kept for o in group} - needed[kept]
        rest = [o for o in observations if o.observation_id not in gone]
        violated = confront_all(rest, series, reference.restricted({o.observation_id for o in rest})).violated
        if not kept and violated:
            names = ", ".join(v.relation_id for v in violated)
            problems.append(Problem(LIST, 0, "", f"with all listed figures released these are still violated: {names}"))
        if kept and own[kept].isdisjoint(v.relation_id for v in violated):
            message = f"{kept} explains nothing: with its figures restored everything holds"
            problems.append(Problem("seeds/discrepancies.csv", 0, "discrepancy_id", message))
    return problems
