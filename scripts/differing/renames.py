"""Which old name became which new one: as the new version declares it, or as the rows leave no doubt of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..building.history import EVERY, HISTORIES, NOWHERE
from .version import Field, Key, Table, Version


@dataclass(frozen=True)
class Renamed:
    """A resource, field or code with another name; ``place`` is the new name of the table of a field, the column of a
    code."""

    kind: str
    place: str
    old: str
    new: str
    declared: bool


@dataclass
class Names:
    """How the names of the old version are found in the new one."""

    tables: dict[str, str] = field(default_factory=dict)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    renamed: list[Renamed] = field(default_factory=list)

    def cell(self, column: str, text: str) -> str:
        """What a cell of a column of the new version would hold if only names had changed."""
        return self.codes.get(column, {}).get(text) or self.ids.get(text, text)


def matched(old: Version, new: Version) -> Names:
    """The names of both versions, matched."""
    names = Names()
    gone, come = _known(old) - _known(new), _known(new) - _known(old)
    for row in new.cells("renames"):
        before, after = row["old_name"], row["new_name"]
        if row["kind"] == "code" and before in gone and after in come:
            names.codes.setdefault(row["place"], {})[before] = after
            names.renamed.append(Renamed("code", row["place"], before, after, True))
    moved = {row["old_id"]: row["new_id"] for row in new.cells("redirects")}
    ends = {start: _followed(start, moved) for start in moved if start in gone}
    names.ids = {start: end for start, end in ends.items() if end in _known(new)}
    _match_tables(old, new, names)
    for old_name, new_name in names.tables.items():
        names.fields[new_name] = _match_fields(old.tables[old_name], new, new_name, names)
    return names


def _known(version: Version) -> set[str]:
    """Codes and ids: the keys of tables that have one of a single column, and the codes of closed lists.

    Nothing else can have another name. A number that was renamed would be a past value that changed unseen.
    """
    tables = [table for name, table in version.tables.items() if name not in HISTORIES]
    keys = {key[0] for table in tables if len(table.key) == 1 for key in table.rows}
    return keys | {code for table in tables for field in table.fields.values() for code in field.codes}


def _followed(start: str, moved: Mapping[str, str]) -> str:
    """Where redirects lead; a circle ends where it began."""
    seen, now = {start}, moved[start]
    while now in moved and now not in seen:
        seen.add(now)
        now = moved[now]
    return now


def _declared(new: Version, kind: str, places: Iterable[str]) -> list[tuple[str, str]]:
    rows = [row for row in new.cells("renames") if row["kind"] == kind and row["place"] in places]
    return [(row["old_name"], row["new_name"]) for row in rows]


def _match_tables(old: Version, new: Version, names: Names) -> None:
    names.tables = {name: name for name in old.tables if name in new.tables}
    gone = [name for name in old.tables if name not in new.tables]
    come = [name for name in new.tables if name not in old.tables]
    for before, after in _declared(new, "resource", [NOWHERE]):
        if before in gone and after in come:
            _rename(names, Renamed("resource", "", before, after, True), gone, come)
    alike = [(g, c) for g in gone for c in come if _same_rows(old.tables[g], new.tables[c])]
    for before, after in _without_rival(alike):
        _rename(names, Renamed("resource", "", before, after, False), gone, come)


def _rename(names: Names, renamed: Renamed, gone: list[str], come: list[str]) -> None:
    names.tables[renamed.old] = renamed.new
    names.renamed.append(renamed)
    gone.remove(renamed.old)
    come.remove(renamed.new)


def _same_rows(one: Table, other: Table) -> bool:
    """Whether a table of the new version has all columns and rows of one that is gone."""
    same_shape = one.key == other.key and one.fields.keys() == other.fields.keys()
    return same_shape and bool(one.rows) and one.rows.keys() <= other.rows.keys()


def _match_fields(old: Table, new: Version, name: str, names: Names) -> dict[str, str]:
    """Each column of an old table that the new one has too, to its name there."""
    after = new.tables[name]
    found = {column: column for column in old.fields if column in after.fields}
    gone = [column for column in old.fields if column not in after.fields]
    come = [column for column in after.fields if column not in old.fields]

    def take(pairs: Iterable[tuple[str, str]], declared: bool) -> None:
        for one, other in pairs:
            if one in gone and other in come:
                found[one] = other
                names.renamed.append(Renamed("field", name, one, other, declared))
                gone.remove(one)
                come.remove(other)

    take(_declared(new, "field", [name, EVERY]), True)
    take(_key_pairs(old, after, found), False)
    if tuple(found.get(column) for column in old.key) == after.key:
        pairs = [(g, c) for g in gone for c in come if _same_cells(old, after, g, c, names)]
        take(_without_rival(pairs), False)
    return found


def _key_pairs(old: Table, new: Table, found: Mapping[str, str]) -> list[tuple[str, str]]:
    """Key columns at the same position with different names, if all old keys are found again."""
    if len(old.key) != len(new.key) or not old.rows or not old.rows.keys() <= new.rows.keys():
        return []
    pairs = [(one, other) for one, other in zip(old.key, new.key, strict=True) if found.get(one) != other]
    return pairs if all(_same_kind(old.fields[one], new.fields[other]) for one, other in pairs) else []


def _same_cells(old: Table, new: Table, column: str, other: str, names: Names) -> bool:
    """Whether a column that is gone and one that has come hold the same in every row that both versions have."""
    if not _same_kind(old.fields[column], new.fields[other]):
        return False
    filled = False
    for key, row in old.rows.items():
        there = new.rows.get(moved(names, new.key, key))
        if there is None:
            continue
        if column not in row.cells or names.cell(other, row.cells[column]) != there.cells[other]:
            return False
        filled = filled or bool(there.cells[other])
    return filled


def moved(names: Names, columns: tuple[str, ...], key: Key) -> Key:
    """What an old key would be now; ``columns`` are the new names of its columns."""
    return tuple(names.cell(column, cell) for column, cell in zip(columns, key, strict=True))


def _same_kind(one: Field, other: Field) -> bool:
    return (one.kind, one.on_change, one.unit) == (other.kind, other.on_change, other.unit)


def _without_rival(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs of which neither side stands in another pair."""
    firsts, seconds = [one for one, _ in pairs], [other for _, other in pairs]
    return [(one, other) for one, other in pairs if firsts.count(one) == 1 and seconds.count(other) == 1]
