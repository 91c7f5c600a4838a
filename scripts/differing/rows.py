"""Rows of a table in two versions, matched by key: added, withdrawn, renamed, and what changed in those that stayed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ..building.changes import RELABELLED, REVISED, WORDS
from .renames import Names, moved
from .version import Key, Row, Table, row_digest

FILLED = "filled"
"""A number where there was none: a new value, not a changed one."""

KINDS = (REVISED, FILLED, *WORDS[1:])


@dataclass(frozen=True)
class Change:
    """A changed cell; where only digests were at hand ``column``, ``old`` and ``new`` are empty."""

    kind: str
    key: Key
    column: str = ""
    old: str = ""
    new: str = ""


@dataclass
class TableChanges:
    """What changed in the rows of a table. ``silent`` says what could not be compared, and why."""

    name: str
    stable: bool
    rows: tuple[int, int]
    compared: int = 0
    added: list[Key] = field(default_factory=list)
    withdrawn: list[Key] = field(default_factory=list)
    renamed: list[tuple[Key, Key]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def of(self, kind: str) -> list[Change]:
        """The changes of one kind."""
        return [change for change in self.changes if change.kind == kind]

    def rows_with(self, kind: str) -> int:
        """How many rows have a change of this kind."""
        return len({change.key for change in self.of(kind)})


def compare_rows(old: Table, new: Table, names: Names) -> TableChanges:
    """Compare a table of two versions; ``names`` says what old names are called now."""
    found = TableChanges(new.name, old.stable or new.stable, (len(old.rows), len(new.rows)))
    fields = names.fields[new.name]
    key = tuple(fields.get(column, "") for column in old.key)
    if set(key) != set(new.key):
        found.silent.append(f"rows, because the key was {', '.join(old.key)} and is {', '.join(new.key)}")
        return found
    words = _words(old, new, fields)
    order = [key.index(column) for column in new.key]
    partner = {}
    for before in old.rows:
        after = moved(names, new.key, tuple(before[place] for place in order))
        if after in new.rows and after not in partner:
            partner[after] = before
            if tuple(before[place] for place in order) != after:
                found.renamed.append((before, after))
        else:
            found.withdrawn.append(before)
    found.added = [row for row in new.rows if row not in partner]
    found.compared = len(partner)
    for after, before in partner.items():
        found.changes += _changes(after, old.rows[before], new.rows[after], words, new, names)
        found.changes += _hidden(after, old, old.rows[before], new.rows[after], fields)
    if partner:
        found.silent += _lost(old, new, fields)
    return found


def _words(old: Table, new: Table, fields: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Old and new name of each column outside the key to what its changes are called: the graver word of both."""
    words = {}
    for before, after in fields.items():
        if before not in old.key and after not in new.key:
            said = {old.fields[before].on_change, new.fields[after].on_change}
            words[before, after] = next(word for word in WORDS if word in said)
    return words


def _changes(
    key: Key, old: Row, new: Row, words: Mapping[tuple[str, str], str], table: Table, names: Names
) -> Iterator[Change]:
    """The changes of cells that are at hand in both versions."""
    for (before, after), word in words.items():
        if before in old.cells and after in new.cells:
            was, now = old.cells[before], new.cells[after]
            if was != now and names.cell(after, was) != now:
                yield Change(_kind(word, table.fields[after].kind, was, now), key, after, was, now)


def _kind(word: str, kind: str, old: str, new: str) -> str:
    if word == REVISED and kind in ("number", "integer"):
        if not old:
            return FILLED
        if _number(old) is not None and _number(old) == _number(new):
            return RELABELLED  # the same number in another spelling
    return word


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _hidden(key: Key, table: Table, old: Row, new: Row, fields: Mapping[str, str]) -> Iterator[Change]:
    """The changes of cells of which only a digest is at hand."""
    for word, before in old.digests.items():
        columns = [fields.get(column, "") for column in table.columns(word)]
        if all(column in new.cells for column in columns) and row_digest(new.cells, columns) != before:
            yield Change(word, key)


def _lost(old: Table, new: Table, fields: Mapping[str, str]) -> Iterator[str]:
    """Digests that nothing can be compared with, because they cover a column that is gone."""
    digested = {word for row in old.rows.values() for word in row.digests}
    for word in sorted(digested):
        gone = [column for column in old.columns(word) if fields.get(column) not in new.fields]
        if gone:
            yield f"what is {word}, because the manifest has one digest for it and {', '.join(gone)}"
