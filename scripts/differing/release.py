"""Whether the version at hand may follow the last release: its number, its changelog, its revisions and renames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checks.package.csv_lint import read_rows
from checks.package.semver import text
from checks.problems import Problem

from ..building.changes import REVISED
from ..building.history import VALUES
from .changelog import FILE as CHANGELOG
from .changelog import Entry, entry_problems, read_changelog
from .compare import Difference, compare
from .manifest import FILE as MANIFEST
from .manifest import read_manifest
from .policy import bump
from .sources import opened
from .version import Version, read_version

REVISIONS, RENAMES = "seeds/revisions.csv", "seeds/renames.csv"


@dataclass(frozen=True)
class Candidate:
    """The version of a checkout beside the last release; ``baseline`` and ``difference`` are None before the first."""

    root: Path
    version: Version
    baseline: Version | None
    difference: Difference | None
    changelog: list[Entry]


def candidate(root: Path) -> Candidate:
    """Read and compare. Raises InputError where something is missing, the manifest above all."""
    baseline = read_manifest(root / MANIFEST)
    with opened(str(root), root) as files:
        version = read_version(files)
    difference = compare(baseline, version) if baseline else None
    return Candidate(root, version, baseline, difference, read_changelog(root))


def problems(given: Candidate, final: bool) -> list[Problem]:
    """Everything that stands against this version; ``final``: it is about to be released."""
    baseline = given.baseline.number if given.baseline else None
    found = [*entry_problems(given.changelog, given.version.number, baseline, given.difference, final)]
    found += _number_problems(given)
    found += _revision_problems(given)
    found += _rename_problems(given)
    if final and baseline == given.version.number:
        message = f"{text(baseline)} is released already and stays what it was; raise the version"
        found.append(Problem("pyproject.toml", 0, "version", message))
    if final and given.changelog and given.changelog[0].released != given.version.created[:10]:
        message = f"should bear the day of created in schemas/package.toml, {given.version.created[:10]}"
        found.append(Problem(CHANGELOG, given.changelog[0].line, text(given.version.number), message))
    return found


def summary(given: Candidate) -> str:
    """One line on what was compared; before the first release that is nothing, and it says so."""
    number = text(given.version.number)
    if given.difference is None:
        return f"{number} was compared with nothing, because nothing has been released yet; only its changelog was read"
    compared = sum(table.compared for table in given.difference.tables)
    return f"{number} was compared with {text(given.difference.old.number)}: {compared:,} rows"


def _number_problems(given: Candidate) -> Iterator[Problem]:
    if given.difference is None:
        return
    needed = bump(given.difference)
    if given.version.number < needed.number:
        why = needed.reasons[0].sentence if needed.reasons else f"{text(needed.number)} is released"
        message = f"{text(given.version.number)} is too small; a {needed.level} step gives {text(needed.number)}: {why}"
        yield Problem("pyproject.toml", 0, "version", message)


def _revision_problems(given: Candidate) -> Iterator[Problem]:
    """Every changed value of an observation has a row with its reason, and no row tells of another change."""
    values = next((t for t in given.difference.tables if t.name == VALUES), None) if given.difference else None
    if values is not None and values.rows[0] and not values.compared:
        message = f"cannot be checked, because no row of {VALUES} has the key of one of the last release"
        yield Problem(REVISIONS, 0, "", message)
        return
    changed = {("/".join(c.key), c.column): c for c in values.of(REVISED)} if values else {}
    told = set()
    for number, row in _new_rows(given, REVISIONS, ("observation_id", "field", "version")):
        change = changed.get((row["observation_id"], row["field"]))
        told.add((row["observation_id"], row["field"]))
        if row["version"] != text(given.version.number):
            yield Problem(REVISIONS, number, "version", f"should be {text(given.version.number)}, the version at hand")
        if change is None:
            message = "tells of a value that is as it was in the last release; take the row out"
            yield Problem(REVISIONS, number, "field", message)
        elif (row["old"], row["new"]) != (change.old, change.new):
            message = f"tells of {row['old']} and {row['new']}, but it was {change.old} and is {change.new}; correct it"
            yield Problem(REVISIONS, number, "old", message)
        elif row["reason"] == "source_revised" and not _source_changed(given, row["observation_id"]):
            message = "is source_revised, but the document has the sha256 it had; write our_error"
            yield Problem(REVISIONS, number, "reason", message)
    for (observation, field), change in changed.items():
        if (observation, field) not in told:
            message = f"lacks {observation}, {field}: it was {change.old}, is {change.new}; add a row with the reason"
            yield Problem(REVISIONS, 0, "", message)


def _source_changed(given: Candidate, observation: str) -> bool:
    assert given.difference is not None
    document = next(r["document_id"] for r in given.version.cells(VALUES) if r["observation_id"] == observation)
    documents = next((table for table in given.difference.tables if table.name == "documents"), None)
    changes = documents.of(REVISED) if documents else []
    return any(change.key == (document,) and change.column == "sha256" for change in changes)


def _rename_problems(given: Candidate) -> Iterator[Problem]:
    """New rows belong to this version and to names that the last release had; no rename goes without a row."""
    applied = set()
    if given.difference:
        for renamed in given.difference.renamed:
            applied.add((renamed.kind, renamed.old, renamed.new))
            if not renamed.declared:
                place = f" of {renamed.place}" if renamed.place else ""
                message = f"lacks {renamed.kind} {renamed.old}{place}, now {renamed.new}; add a row to keep an alias"
                yield Problem(RENAMES, 0, "", message)
    for number, row in _new_rows(given, RENAMES, ("kind", "place", "old_name")):
        if row["version"] != text(given.version.number):
            yield Problem(RENAMES, number, "version", f"should be {text(given.version.number)}, the version at hand")
        if (row["kind"], row["old_name"], row["new_name"]) not in applied:
            message = f"{row['old_name']!r} is no {row['kind']} of the last release that is gone; take the row out"
            yield Problem(RENAMES, number, "old_name", message)


def _new_rows(given: Candidate, file: str, key: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a seed that the last release did not have, with their numbers."""
    name = Path(file).stem
    known = given.baseline.tables[name].rows if given.baseline and name in given.baseline.tables else {}
    for number, row in enumerate(read_rows(given.root / file, name=file), start=2):
        if tuple(row[column] for column in key) not in known:
            yield number, row
