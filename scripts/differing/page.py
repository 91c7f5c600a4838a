"""The comparison as a page for people, in Markdown that also reads well in a terminal; loudest things first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from checks.package.semver import text
from checks.visible import plain

from ..building.changes import RECOMPUTED, RELABELLED, REVISED
from ..building.history import HISTORIES, VALUES
from .compare import Difference, NameChange
from .findings import CHANGED, HEALED, LOST, NEW, Finding
from .policy import Bump
from .rows import FILLED, Change, TableChanges
from .version import Key

SHOWN = 20
"""Items of a list on the screen; the page in a file and the JSON have all of them."""

Item = TypeVar("Item")


def page(difference: Difference, bump: Bump, shown: int | None = SHOWN) -> str:
    """The whole page; ``shown`` cuts off long lists, None cuts off none."""
    old, new = difference.old, difference.new
    lines = [
        f"# {plain(new.name)}: {text(old.number)} to {text(new.number)}",
        "",
        f"From {code(old.source)} to {code(new.source)}.",
        "",
        _verdict(difference, bump),
    ]
    for title, items in (
        (_flag(difference), _revised(difference)),
        ("Names removed or renamed", _broken(difference)),
        ("New names and values", _new(difference)),
        ("Findings", _findings(difference)),
        ("Recomputed, relabelled, metadata", _rest(difference)),
        ("Could not be compared", map(plain, difference.silent)),
    ):
        listed = _cut(list(items), shown)
        if listed:
            lines += ["", f"## {title}", "", *(f"- {item}" for item in listed)]
    return "\n".join([*lines, "", *_counts(difference)]) + "\n"


def code(content: str) -> str:
    """Text of somebody else as a code span: it can neither format the page nor steer the terminal."""
    return f"`{plain(content)}`"


def _cut(items: Sequence[str], shown: int | None) -> list[str]:
    if shown is None or len(items) <= shown:
        return list(items)
    return [*items[:shown], f"… and {len(items) - shown:,} more (--markdown FILE or --json FILE has all)"]


def _verdict(difference: Difference, bump: Bump) -> str:
    if bump.level == "none":
        return "**Nothing differs.** No step is needed."
    new = difference.new.number
    enough = "which is not enough" if new < bump.number else "which is enough"
    return f"**Smallest step: {bump.level}, to {text(bump.number)}.** The new version is {text(new)}, {enough}."


def _flag(difference: Difference) -> str:
    tables = sorted(difference.tables, key=lambda table: table.name != VALUES)
    counts = [f"{table.rows_with(REVISED):,} in {table.name}" for table in tables if table.of(REVISED)]
    return f"PAST VALUES CHANGED: {', '.join(counts)}"


def _revised(difference: Difference) -> Iterator[str]:
    """Observations first, with the reason that revisions.csv gives; then the tables that show them."""
    reasons = {
        (
            row["observation_id"],
            row["field"],
        ): f" ({row['reason'].replace('_', ' ')}{': ' * bool(row['note'])}{row['note']})"
        for row in difference.new.cells("revisions")
        if row["version"] == text(difference.new.number)
    }
    for table in sorted(difference.tables, key=lambda table: table.name != VALUES):
        for change in table.of(REVISED):
            reason = reasons.get(("/".join(change.key), change.column), "") if table.name == VALUES else ""
            yield _changed(table, change) + plain(reason)


def _changed(table: TableChanges, change: Change) -> str:
    was, now = (code(cell) if cell else "empty" for cell in (change.old, change.new))
    return f"{_row(table, change.key)}: {plain(change.column)} was {was}, is {now}"


def _row(table: TableChanges, key: Key) -> str:
    return f"{plain(table.name)} {code('/'.join(key))}"


def _broken(difference: Difference) -> Iterator[str]:
    for renamed in difference.renamed:
        place = f" of {plain(renamed.place)}" if renamed.place else ""
        declared = "" if renamed.declared else " (by its rows; not declared in renames)"
        yield f"{renamed.kind} {code(renamed.old)}{place} is called {code(renamed.new)}{declared}"
    yield from (_name(change) for change in difference.names if change.old)
    for table in (table for table in difference.tables if table.stable):
        yield from (f"{_row(table, old)} is called {code('/'.join(new))}" for old, new in table.renamed)
        yield from (f"{_row(table, key)} is withdrawn" for key in table.withdrawn)


def _name(change: NameChange) -> str:
    place = f" of {plain(change.place)}" if change.place else ""
    if change.old and change.new:
        return f"{change.kind}{place} was {code(change.old)}, is {code(change.new)}"
    return f"{change.kind} {code(change.old or change.new)}{place} is {'removed' if change.old else 'new'}"


def _new(difference: Difference) -> Iterator[str]:
    yield from (_name(change) for change in difference.names if not change.old)
    for table in (table for table in difference.tables if table.stable and table.name not in HISTORIES):
        yield from (f"{_row(table, key)} is new" for key in table.added)
        yield from (_changed(table, change) for change in table.of(FILLED))


def _findings(difference: Difference) -> Iterator[str]:
    words: dict[str, Callable[[Finding], str]] = {
        NEW: lambda f: f"new {f.kind} ({f.new})",
        CHANGED: lambda f: f"{f.kind} was {f.old}, is {f.new}",
        LOST: lambda f: f"{f.kind} was {f.old}, is {f.new}: not healed, but no longer compared or proven",
        HEALED: lambda f: f"healed {f.kind} (was {f.old}, is {f.new})",
    }
    for word, say in words.items():
        for finding in difference.findings:
            if finding.word == word:
                said = f": {code(finding.sentence)}" if finding.sentence else ""
                yield f"{plain(say(finding))} {code(finding.id)}{said}"


def _rest(difference: Difference) -> Iterator[str]:
    for table in difference.tables:
        for word in (RECOMPUTED, RELABELLED):
            columns = Counter(change.column or "the manifest does not tell where" for change in table.of(word))
            if columns:
                listed = ", ".join(plain(column) for column, _ in columns.most_common())
                yield f"{plain(table.name)}: {table.rows_with(word):,} {word} ({listed})"
    yield from (f"metadata of {plain(name)}" for name in difference.metadata)


HEAD = (
    "table",
    "rows before",
    "rows now",
    "compared",
    "added",
    "withdrawn",
    "renamed",
    "revised",
    "filled",
    "recomputed",
)


def _counts(difference: Difference) -> list[str]:
    lines = ["## Rows", "", f"| {' | '.join((*HEAD, RELABELLED))} |", "| --- |" + " ---: |" * len(HEAD)]
    same = 0
    for table in difference.tables:
        counts: list[Any] = [len(table.added), len(table.withdrawn), len(table.renamed)]
        counts += [table.rows_with(word) for word in (REVISED, FILLED, RECOMPUTED, RELABELLED)]
        same += bool(table.compared) and not any(counts) and not table.silent
        if any(counts) or table.silent:
            cells = [plain(table.name), *map("{:,}".format, (*table.rows, table.compared, *counts))]
            lines.append(f"| {' | '.join(cells)} |")
    compared = sum(table.compared for table in difference.tables)
    total = (
        f"{compared:,} rows of {len(difference.tables)} tables were compared; the rows of {same} tables are the same."
    )
    empty = [plain(table.name) for table in difference.tables if table.rows == (0, 0)]
    note = f" Without rows in both versions: {', '.join(empty)}." if empty else ""
    return [*(lines if len(lines) > 4 else ["## Rows"]), "", total + note]
