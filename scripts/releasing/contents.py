"""What is released: the descriptor and the typed rows of every resource, read once and handed to every writer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from checks.package.cells import cell_problems
from checks.package.csv_lint import read_rows
from checks.package.descriptor import FILE, read_descriptor
from checks.package.portable import MOMENT, NAME
from checks.package.semver import parse
from checks.problems import InputError, Problem

Cell = str | int | bool | Decimal | None
Rows = list[tuple[Cell, ...]]
"""Rows of a table, cells in column order; an empty cell is None, numbers are as exact as the file."""

_READERS: dict[str, Callable[[str], Cell]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
}


@dataclass(frozen=True)
class Column:
    """A field of a Table Schema. ``type`` is string, integer, number or boolean."""

    name: str
    type: str
    title: str
    title_zh: str
    description: str
    unit: str
    required: bool
    enum: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """A foreign key of one column."""

    column: str
    table: str
    target: str


@dataclass(frozen=True)
class Table:
    """A resource: what the descriptor says of it, and its rows."""

    name: str
    path: str
    title: str
    title_zh: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...]
    sha256: str
    rows: Rows

    def cells(self, column: str) -> list[Cell]:
        """All cells of one column, in file order."""
        place = [c.name for c in self.columns].index(column)
        return [row[place] for row in self.rows]


@dataclass(frozen=True)
class Release:
    """One version of the package, with the moment that every time stamp in every artefact shows."""

    root: Path
    descriptor: Mapping[str, Any]
    tables: Mapping[str, Table]

    @property
    def stem(self) -> str:
        """What the names of artefacts begin with."""
        return f"{self.descriptor['name']}-{self.descriptor['version']}"

    @cached_property
    def created(self) -> datetime:
        """The moment of the release as the descriptor gives it, with its time zone."""
        return datetime.fromisoformat(self.descriptor["created"])


def read_release(root: Path) -> Release:
    """The package in ``root``. Raises InputError that names every file, row and column that cannot be used."""
    descriptor = read_descriptor(root)
    tables: dict[str, Table] = {}
    problems = [*_facts(descriptor)]
    for resource in descriptor["resources"]:
        try:
            tables[resource["name"]] = _table(root, resource)
        except InputError as error:
            problems += error.problems
        except (LookupError, TypeError, ValueError) as error:
            message = f"of {resource['name']} cannot be used ({error!r}); restore the file"
            problems.append(Problem(FILE, 0, "", message))
    if problems:
        raise InputError(*problems)
    return Release(root, descriptor, tables)


def _facts(descriptor: Mapping[str, Any]) -> Iterator[Problem]:
    """What names of files and time stamps are made from must be fit for that."""
    fit = {
        "name": NAME.fullmatch(str(descriptor.get("name"))),
        "version": parse(str(descriptor.get("version"))),
        "created": _moment(str(descriptor.get("created"))),
    }
    for key, good in fit.items():
        if not good:
            yield Problem(FILE, 0, key, f"is {descriptor.get(key)!r}, which no artefact can bear; correct it")
    for key in ("title", "title_zh", "description"):
        if not isinstance(descriptor.get(key), str):
            yield Problem(FILE, 0, key, "is no text; write it")


def _moment(text: str) -> bool:
    try:
        return bool(MOMENT.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _table(root: Path, resource: Mapping[str, Any]) -> Table:
    schema, path = resource["schema"], resource["path"]
    columns = tuple(_column(field) for field in schema["fields"])
    rows = read_rows(root / path, [c.name for c in columns], path)
    if problems := cell_problems(resource, rows):
        raise InputError(*problems)
    found = hashlib.sha256((root / path).read_bytes()).hexdigest()
    if resource["hash"] != f"sha256:{found}":
        raise InputError(Problem(path, 0, "", "differs from the hash in datapackage.json; run python -m scripts.build"))
    return Table(
        name=resource["name"],
        path=path,
        **{key: resource[key] for key in ("title", "title_zh", "description")},
        columns=columns,
        key=tuple(schema["primaryKey"]),
        links=tuple(
            Link(key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0])
            for key in schema.get("foreignKeys", ())
        ),
        sha256=found,
        rows=[tuple(_READERS[c.type](row[c.name]) if row[c.name] else None for c in columns) for row in rows],
    )


def _column(field: Mapping[str, Any]) -> Column:
    limits = field.get("constraints", {})
    texts = {key: field.get(key, "") for key in ("title", "title_zh", "description", "unit")}
    return Column(
        field["name"], field["type"], **texts, required=limits.get("required", False), enum=(*limits.get("enum", ()),)
    )
