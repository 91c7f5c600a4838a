"""Counts of a score: per operator and document, per layer, and why slips stay unnoticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..building.seeds import Rows
from .operators import OPERATORS
from .run import Score
from .trial import LAYERS, READABLE, Outcome

ALL = "_T"
COLUMNS = ("document_id", "operator", "mutants", "unchanged", *LAYERS, "without_documents", "with_documents")
"""``unchanged`` counts slips that leave every number as it was; ``source`` is empty where that layer did not run."""


def table(score: Score) -> Rows:
    """One row for each document and operator, and for all of them together; amounts, not rates."""
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in score.outcomes:
        for document in (outcome.mutant.document_id, ALL):
            for operator in (outcome.mutant.operator, ALL):
                groups.setdefault((document, operator), []).append(outcome)
    documents = sorted({document for document, _ in groups} - {ALL})
    keys = [(d, o) for d in (ALL, *documents) for o in (*OPERATORS, ALL) if (d, o) in groups]
    return [_row(*key, groups[key]) for key in keys]


def _row(document: str, operator: str, outcomes: list[Outcome]) -> dict[str, str]:
    ran = all(o.source is not None for o in outcomes)
    counts = {name: str(sum(bool(getattr(o, name)) for o in outcomes)) for name in COLUMNS[4:]}
    if not ran:
        counts |= {"source": "", "with_documents": ""}
    unchanged = sum(o.unchanged for o in outcomes)
    own = {"document_id": document, "operator": operator, "mutants": str(len(outcomes)), "unchanged": str(unchanged)}
    return {**own, **counts}


def rate(row: Mapping[str, str], column: str) -> str:
    """Percent of the mutants of a row, cut towards zero so that 100 means all."""
    if not row[column]:
        return "not run"
    return f"{1000 * int(row[column]) // int(row['mutants']) / 10:.1f} %"


def reasons(outcomes: Iterable[Outcome]) -> Counter[str]:
    """Why outcomes that only the documents could notice were not noticed without them."""
    return Counter(o.reason for o in outcomes if o.reason and o.reason != READABLE)


def position(outcome: Outcome) -> str:
    """Which digit of a number was mistaken: first, last, between, or only."""
    before, _, after = outcome.mutant.what.partition(" -> ")
    at = next(i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b)
    if len(before) == 1:
        return "only"
    return "first" if at == 0 else "last" if at == len(before) - 1 else "between"
