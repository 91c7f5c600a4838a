"""A version as a comparison sees it: names, and rows by key; read from a package or from a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from checks.package.csv_lint import parsed_rows
from checks.package.semver import Number, parse
from checks.package.strict_json import strict_json
from checks.problems import InputError, Problem

from ..building.changes import RECOMPUTED, RELABELLED, REVISED, WORDS, on_change, stable_keys
from .sources import DESCRIPTOR, Files

Key = tuple[str, ...]
Words = Mapping[str, str]

UNTOLD = ("resources", "version", "created")
"""Properties of the descriptor that say nothing of their own in a comparison of versions."""

READ = {
    "renames": ("kind", "place", "old_name", "new_name", "version"),
    "redirects": ("old_id", "new_id"),
    "revisions": ("observation_id", "field", "version", "reason", "note"),
}
"""Columns that a comparison reads by their names, in tables that need not be there."""


@dataclass(frozen=True)
class Field:
    """A column. ``texts`` is a digest of titles, description and whatever else it says of itself.

    ``on_change`` is empty for the columns of the key, and for one that nothing declares.
    """

    name: str
    kind: str
    on_change: str
    unit: str
    codes: tuple[str, ...]
    texts: str


@dataclass(frozen=True)
class Row:
    """Cells as text by column, and for the columns whose cells are not at hand one digest for each word of changes."""

    cells: Words
    digests: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A resource; the cells of a key are in the order of ``key``."""

    name: str
    path: str
    key: tuple[str, ...]
    stable: bool
    fields: Mapping[str, Field]
    texts: str
    rows: Mapping[Key, Row]

    def columns(self, word: str) -> list[str]:
        """The columns whose change is called by this word."""
        return [name for name, column in self.fields.items() if column.on_change == word]


@dataclass(frozen=True)
class Version:
    """A version. ``texts``: digests of package properties; ``findings``: (kind, id) to verdict or standing."""

    source: str
    number: Number
    name: str
    created: str
    texts: Words
    tables: Mapping[str, Table]
    findings: Mapping[tuple[str, str], str]

    def cells(self, table: str) -> list[Words]:
        """The cells of each row of a table; none if there is no such table."""
        return [row.cells for row in self.tables[table].rows.values()] if table in self.tables else []


def read_version(files: Files) -> Version:
    """The version that a package holds. Raises InputError with one line for each thing that cannot be used."""
    descriptor = _descriptor(files)
    number = parse(str(descriptor.get("version")))
    if number is None:
        message = f"is {descriptor.get('version')!r} in {files.name}, should be three numbers such as 1.2.3"
        raise InputError(Problem(DESCRIPTOR, 0, "version", message))
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    for resource in descriptor["resources"]:
        try:
            tables[resource["name"]] = _table(resource, files)
        except InputError as error:
            problems += error.problems
        except (TypeError, ValueError, AttributeError, LookupError) as error:
            message = f"of {files.name} has a schema that cannot be understood ({error}); correct it"
            problems.append(Problem(DESCRIPTOR, 0, resource["name"], message))
    if problems:
        raise InputError(*problems)
    texts = {key: digest([value]) for key, value in sorted(descriptor.items()) if key not in (*UNTOLD, "name")}
    name, created = (str(descriptor.get(key, "")) for key in ("name", "created"))
    return Version(files.name, number, name, created, texts, tables, _findings(tables))


def digest(content: object) -> str:
    """Twelve hexadecimal digits that differ for different content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def row_digest(cells: Words, columns: Iterable[str]) -> str:
    """The digest of the cells of some columns, in this order."""
    return digest([cells[column] for column in columns])


def _descriptor(files: Files) -> dict[str, Any]:
    """``datapackage.json``, checked for the shape that the rest relies on."""
    try:
        descriptor = strict_json(files.read(DESCRIPTOR))
        for resource in descriptor["resources"]:
            path, schema = PurePosixPath(resource["path"]), resource["schema"]
            names = [str(column["name"]) for column in schema["fields"]]
            faults = {
                "its path leaves the package": path.is_absolute() or ".." in path.parts or "\\" in str(path),
                "two fields have one name": len(set(names)) < len(names),
                "it has no primaryKey of its fields": not schema.get("primaryKey") or not set(_key(schema)) <= {*names},
            }
            for fault in (fault for fault, found in faults.items() if found):
                raise InputError(Problem(DESCRIPTOR, 0, str(resource["name"]), f"in {files.name} {fault}; correct it"))
        resources = [resource["name"] for resource in descriptor["resources"]]
        if len(set(resources)) < len(resources) or not all(isinstance(name, str) for name in resources):
            raise ValueError("two resources have one name")
        digest(descriptor)  # what is nested too deep for this stops here
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        message = f"of {files.name} is no tabular data package ({error!r}); name another"
        raise InputError(Problem(DESCRIPTOR, 0, "", message)) from None
    return descriptor  # type: ignore[no-any-return]


def _key(schema: Mapping[str, Any]) -> tuple[str, ...]:
    key = schema["primaryKey"]
    return (key,) if isinstance(key, str) else tuple(key)


def _table(resource: Mapping[str, Any], files: Files) -> Table:
    name, schema, path = resource["name"], resource["schema"], resource["path"]
    key = _key(schema)
    fields = {each["name"]: _field(name, each, key) for each in schema["fields"]}
    if lacking := [column for column in READ.get(name, ()) if column not in fields]:
        message = f"lacks {', '.join(lacking)} in {files.name}, by which versions are compared; restore the schema"
        raise InputError(Problem(DESCRIPTOR, 0, name, message))
    rows: dict[Key, Row] = {}
    for number, cells in enumerate(parsed_rows(files.read(path), list(fields), path), start=2):
        value = tuple(cells[column] for column in key)
        if value in rows:
            raise InputError(Problem(path, number, key[-1], f"repeats the key {'/'.join(value)}; keep one row"))
        rows[value] = Row(cells)
    stable = resource.get("stable_keys", stable_keys(name))
    if not isinstance(stable, bool):
        message = f"does not say in {files.name} whether its keys are stable (stable_keys); declare it"
        raise InputError(Problem(DESCRIPTOR, 0, name, message))
    facts = ("title", "title_zh", "description", "description_zh", "format", "encoding")
    texts = digest([[resource.get(fact) for fact in facts], schema.get("foreignKeys"), schema.get("missingValues")])
    return Table(name, path, key, stable, fields, texts, rows)


def _field(table: str, facts: Mapping[str, Any], key: tuple[str, ...]) -> Field:
    name, constraints = facts["name"], dict(facts.get("constraints", {}))
    word = "" if name in key else facts.get("on_change") or on_change(table, name) or ""
    if word not in ("", *WORDS):
        message = f"has on_change {word!r} in {table}, should be {', '.join(WORDS)}; correct it"
        raise InputError(Problem(DESCRIPTOR, 0, name, message))
    codes = tuple(str(code) for code in constraints.pop("enum", ()))
    told = {k: v for k, v in facts.items() if k not in ("name", "type", "unit", "on_change", "constraints")}
    return Field(
        name, str(facts.get("type", "any")), word, str(facts.get("unit", "")), codes, digest([told, constraints])
    )


def _findings(tables: Mapping[str, Table]) -> dict[tuple[str, str], str]:
    """What the checks of a version find: violated relations, contradictions, listed discrepancies."""
    found = {}
    for kind, table, column in (
        ("relation", "relations", "verdict"),
        ("contradiction", "contradictions", "verdict"),
        ("discrepancy", "discrepancies", "standing"),
    ):
        for key, row in tables[table].rows.items() if table in tables else ():
            verdict = row.cells.get(column, "")
            if table != "relations" or verdict.startswith("violated"):
                found[kind, "/".join(key)] = verdict
    return found


DIGESTED = (RECOMPUTED, RELABELLED)
CLEAR = REVISED
"""What a manifest keeps of a row: past values in clear, all else as digests."""
