"""Our versioning policy (docs/versioning.md): the smallest version step that a difference asks for, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.package.semver import LEVELS, MAJOR, MINOR, NONE, PATCH, Number, stepped

from ..building.changes import RECOMPUTED, RELABELLED, REVISED
from .compare import NO_UNIT, STABLE, Difference, NameChange
from .rows import FILLED, TableChanges

TOLD_APART = ("package", "path", "key", "type")
"""What breaks a reader as surely as a new name does."""


@dataclass(frozen=True, order=True)
class Reason:
    """One thing that asks for a step."""

    level: str
    sentence: str


@dataclass(frozen=True)
class Bump:
    """The smallest step that the policy allows. ``reasons``: gravest first."""

    level: str
    number: Number
    reasons: tuple[Reason, ...]


def bump(difference: Difference) -> Bump:
    """What the policy asks for."""
    reasons = sorted(_reasons(difference), key=lambda reason: -LEVELS.index(reason.level))
    level = reasons[0].level if reasons else NONE
    return Bump(level, stepped(difference.old.number, level), tuple(reasons))


def _reasons(difference: Difference) -> Iterator[Reason]:
    for renamed in difference.renamed:
        place = f" of {renamed.place}" if renamed.place else ""
        yield Reason(MAJOR, f"{renamed.kind} {renamed.old}{place} is called {renamed.new}")
    for change in difference.names:
        yield Reason(_name_level(change), _name_sentence(change))
    for table in difference.tables:
        yield from _row_reasons(table)
    for name in difference.metadata:
        yield Reason(PATCH, f"metadata of {name}")


def _name_level(change: NameChange) -> str:
    """A removed name is major, a new one minor; a number in another unit is another number for whoever reads it."""
    if change.kind in TOLD_APART or change.old == STABLE:
        return MAJOR
    if change.kind == "unit":
        return {change.old: PATCH, change.new: MINOR}.get(NO_UNIT, MAJOR)
    return MINOR if change.kind == "promise" or not change.old else MAJOR


def _name_sentence(change: NameChange) -> str:
    place = f" of {change.place}" if change.place else ""
    if not change.new:
        return f"{change.kind} {change.old}{place} is removed"
    if not change.old:
        return f"{change.kind} {change.new}{place} is new"
    return f"{change.kind}{place} was {change.old} and is {change.new}"


def _row_reasons(table: TableChanges) -> Iterator[Reason]:
    """Keys of tables whose rows are computed are no names: their rows may come and go."""
    gone = MAJOR if table.stable else MINOR
    counted = (
        (gone, len(table.withdrawn), "withdrawn"),
        (gone, len(table.renamed), "under another key"),
        (MINOR, len(table.added), "added"),
        (MINOR, table.rows_with(REVISED), "with revised values"),
        (MINOR, table.rows_with(FILLED), "with a number where there was none"),
        (MINOR, table.rows_with(RECOMPUTED), "recomputed"),
        (PATCH, table.rows_with(RELABELLED), "relabelled"),
    )
    for level, number, what in counted:
        if number:
            yield Reason(level, f"{table.name}: {number:,} {'row' if number == 1 else 'rows'} {what}")
