"""Two versions side by side: what became of resources, fields, codes, rows and findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checks.problems import InputError, Problem

from ..building.changes import WORDS
from .findings import Finding, compare_findings
from .renames import Names, Renamed, matched
from .rows import TableChanges, compare_rows
from .sources import DESCRIPTOR
from .version import Field, Table, Version

NO_UNIT, STABLE, COMPUTED = "none", "stable keys", "computed keys"


@dataclass(frozen=True)
class NameChange:
    """A name that was added or removed, or means something else now.

    ``kind``: package, resource, path, field, key, type, unit, code, promise; ``old`` and ``new`` are empty where there
    is none. A promise says what a change is called, and whether keys are names to hold on to.
    """

    kind: str
    place: str
    old: str
    new: str


@dataclass(frozen=True)
class Difference:
    """Everything that differs. ``metadata`` names the tables and properties whose texts changed."""

    old: Version
    new: Version
    renamed: list[Renamed]
    names: list[NameChange]
    metadata: list[str]
    tables: list[TableChanges]
    findings: list[Finding]

    @property
    def silent(self) -> list[str]:
        """What could not be compared."""
        return [f"{table.name}: {reason}" for table in self.tables for reason in table.silent]


def compare(old: Version, new: Version) -> Difference:
    """All differences. Raises InputError for a column of which nobody says what its changes are called."""
    names = matched(old, new)
    _require_declared(old, new, names)
    changes = [*_resources(old, new, names)]
    metadata = [f"package: {k}" for k in {**old.texts, **new.texts} if old.texts.get(k) != new.texts.get(k)]
    tables = []
    for before, after in names.tables.items():
        one, other = old.tables[before], new.tables[after]
        changes += _fields(one, other, names)
        metadata += _metadata(one, other, names)
        tables.append(compare_rows(one, other, names))
    order = list(new.tables)
    tables.sort(key=lambda table: order.index(table.name))
    return Difference(old, new, names.renamed, changes, metadata, tables, compare_findings(old, new))


def _require_declared(old: Version, new: Version, names: Names) -> None:
    """Every column outside a key must say what a change of it is called, in the new version or at least in the old."""
    before = {after: old.tables[name] for name, after in names.tables.items()}
    problems = []
    for name, table in new.tables.items():
        was = {after: column for column, after in names.fields.get(name, {}).items()}
        for column in table.fields.values():
            known = before[name].fields[was[column.name]].on_change if column.name in was else ""
            if column.name not in table.key and not (column.on_change or known):
                message = f"does not say what a changed cell of it is in {name} (on_change); declare it, in this "
                problems.append(Problem(DESCRIPTOR, 0, column.name, message + "repository in schemas/changes.toml"))
    if problems:
        raise InputError(*problems)


def _resources(old: Version, new: Version, names: Names) -> Iterator[NameChange]:
    if old.name != new.name:
        yield NameChange("package", "", old.name, new.name)
    for name in old.tables:
        if name not in names.tables:
            yield NameChange("resource", "", name, "")
        elif names.tables[name] == name and old.tables[name].path != new.tables[name].path:
            yield NameChange("path", name, old.tables[name].path, new.tables[name].path)
    for name in new.tables:
        if name not in names.tables.values():
            yield NameChange("resource", "", "", name)


def _fields(old: Table, new: Table, names: Names) -> Iterator[NameChange]:
    fields = names.fields[new.name]
    for name in old.fields:
        if name not in fields:
            yield NameChange("field", new.name, name, "")
    for name in new.fields:
        if name not in fields.values():
            yield NameChange("field", new.name, "", name)
    if old.stable and not new.stable:
        yield NameChange("promise", new.name, STABLE, COMPUTED)
    if {fields.get(column, column) for column in old.key} != set(new.key):
        yield NameChange("key", new.name, ", ".join(old.key), ", ".join(new.key))
    for before, after in fields.items():
        yield from _meaning(new.name, old.fields[before], new.fields[after], names)


def _meaning(table: str, old: Field, new: Field, names: Names) -> Iterator[NameChange]:
    """What a column of the same name means otherwise; a list of codes that opens or closes allows or forbids any."""
    place = f"{table}.{new.name}"
    if old.kind != new.kind:
        yield NameChange("type", place, old.kind, new.kind)
    if old.unit != new.unit:
        yield NameChange("unit", place, old.unit or NO_UNIT, new.unit or NO_UNIT)
    if weaker(old.on_change, new.on_change):
        yield NameChange("promise", place, old.on_change, new.on_change)
    moved = [names.cell(new.name, code) for code in old.codes]  # a code that was renamed is told once, as such
    for before, after in zip(old.codes, moved, strict=True):
        if new.codes and after not in new.codes:
            yield NameChange("code", place, before, "")
    for code in new.codes:
        if old.codes and code not in moved:
            yield NameChange("code", place, "", code)


def weaker(old: str, new: str) -> bool:
    """Whether a new word for changes says less of them than the old one."""
    return bool(old) and bool(new) and WORDS.index(new) > WORDS.index(old)


def _metadata(old: Table, new: Table, names: Names) -> Iterator[str]:
    fields = names.fields[new.name]
    if old.texts != new.texts:
        yield new.name
    if new.stable and not old.stable:
        yield f"{new.name}: keys are stable now"
    for before, after in fields.items():
        if old.fields[before].texts != new.fields[after].texts or bool(old.fields[before].codes) != bool(
            new.fields[after].codes
        ):
            yield f"{new.name}.{after}"
        words = (old.fields[before].on_change, new.fields[after].on_change)
        if all(words) and weaker(words[1], words[0]):
            yield f"{new.name}.{after}: a change is called {words[1]} now"
    if [fields[name] for name in old.fields if name in fields] != [
        name for name in new.fields if name in fields.values()
    ]:
        yield f"{new.name}: order of columns"
