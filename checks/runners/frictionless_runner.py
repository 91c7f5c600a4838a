"""Frictionless: the files against their descriptor, and the relations as a custom check on rows of verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
from frictionless import Check, Checklist, FrictionlessException, Package, Resource, errors, system

from ..problems import Problem
from ..verdicts.confrontation import Confrontation, explained
from .outcome import Outcome

DESCRIPTOR = "datapackage.json"


@attrs.define(kw_only=True, repr=False)
class RelationHolds(Check):
    """A violated relation must be on the list of discrepancies."""

    type = "relation-holds"
    Errors = [errors.RowConstraintError]  # noqa: RUF012
    listed: Mapping[str, str] = attrs.field(factory=dict)

    def validate_row(self, row: Any) -> Iterator[Any]:
        verdict = row["verdict"]
        if verdict.startswith("violated") and not explained(row["relation_id"], verdict, self.listed):
            yield errors.RowConstraintError.from_row(row, note=row["relation_id"])


def validate_files(root: Path) -> Outcome:
    """Encoding, dialect, types, keys, foreign keys, enums and hashes of every resource."""
    try:
        with system.use_context(trusted=False):
            report = Package(str(root / "datapackage.json")).validate()
    except FrictionlessException as error:  # the descriptor itself
        reasons = [error.error, *error.reasons]
        return Outcome("frictionless", 0, problems=tuple(str(Problem(DESCRIPTOR, 0, "", e.message)) for e in reasons))
    problems = [
        str(Problem(task.place, int(getattr(e, "row_number", 0) or 0), getattr(e, "field_name", "") or "", e.message))
        for task in report.tasks
        for e in task.errors
    ] + [str(Problem(DESCRIPTOR, 0, "", error.message)) for error in report.errors]
    return Outcome("frictionless", len(report.tasks), problems=tuple(problems))


def validate_verdicts(confrontation: Confrontation, listed: Mapping[str, str]) -> Outcome:
    """The relations as Frictionless sees them: inline rows, one custom check."""
    data = [["relation_id", "verdict"], *([v.relation_id, v.verdict] for v in confrontation.verdicts)]
    check = RelationHolds(listed=listed)
    report = Resource(data=data, name="relations").validate(Checklist(checks=[check]))
    found = [error for task in report.tasks for error in task.errors]
    violated = sorted(e.note for e in found if isinstance(e, errors.RowConstraintError))
    others = tuple(e.message for e in found if not isinstance(e, errors.RowConstraintError))
    sentences = {v.relation_id: v.sentence for v in confrontation.verdicts}
    said = tuple(sentences[name] for name in violated)
    return Outcome("frictionless", len(confrontation.verdicts), tuple(violated), said, others)
