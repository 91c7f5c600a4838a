"""Which printed figures a failing relation casts doubt on, so that a reviewer knows what line to read again."""

from __future__ import annotations

from collections import defaultdict

from checks.package.csv_lint import read_rows
from checks.problems import Problem

from .subject import Subject


def suspects(subject: Subject) -> list[Problem]:
    """The ledger rows of all figures in unexplained violations, those in the most violations first."""
    failing = subject.confrontation.unexplained(subject.package.listed)
    printed: dict[str, list[str]] = defaultdict(list)
    for link in subject.package.tables["figure_observations"]:
        printed[link["observation_id"]].append(link["figure_id"])
    said: dict[str, list[str]] = defaultdict(list)
    for v in failing:
        for figure in {figure for observation in v.relation.observations for figure in printed[observation]}:
            said[figure].append(v.sentence)
    rows = _ledger_rows(subject, {figure.partition(":")[0] for figure in said})
    ordered = sorted((figure for figure in said if figure in rows), key=lambda f: (-len(said[f]), rows[f]))
    return [
        Problem(*rows[f], "printed", f"is in {len(said[f])} of {len(failing)} relations that fail: {said[f][0]}")
        for f in ordered
    ]


def _ledger_rows(subject: Subject, documents: set[str]) -> dict[str, tuple[str, int]]:
    """Figures to the file and row that they are entered in."""
    found = {}
    for document in sorted(documents):
        file = f"seeds/{document}.csv"
        for number, row in enumerate(read_rows(subject.root / file, name=file), start=2):
            found[f"{document}:{row['line']}:{row['column']}"] = (file, number)
    return found
