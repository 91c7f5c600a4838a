"""What is released: the descriptor and the typed rows of every resource, read once and handed to every writer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from checks.package.csv_lint import read_rows
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
    try:
        descriptor = json.loads((root / "datapackage.json").read_text("utf-8"))
        tables: dict[str, Table] = {}
        problems: list[Problem] = []
        for resource in descriptor["resources"]:
            try:
                tables[resource["name"]] = _table(root, resource)
            except InputError as error:
                problems += error.problems
    except (OSError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise InputError(Problem("datapackage.json", 0, "", f"cannot be used ({error!r}); restore the file")) from None
    if problems:
        raise InputError(*problems)
    return Release(root, descriptor, tables)


def _table(root: Path, resource: Mapping[str, Any]) -> Table:
    schema, path = resource["schema"], resource["path"]
    columns = tuple(_column(field) for field in schema["fields"])
    rows = read_rows(root / path, [c.name for c in columns], path)
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
        rows=[tuple(_cell(path, number, c, row[c.name]) for c in columns) for number, row in enumerate(rows, start=2)],
    )


def _column(field: Mapping[str, Any]) -> Column:
    limits = field.get("constraints", {})
    texts = {key: field.get(key, "") for key in ("title", "title_zh", "description", "unit")}
    return Column(field["name"], field["type"], **texts, required="required" in limits, enum=(*limits.get("enum", ()),))


def _cell(path: str, number: int, column: Column, text: str) -> Cell:
    if not text:
        return None
    try:
        return _READERS[column.type](text)
    except (ArithmeticError, KeyError, ValueError):
        message = f"{text!r} is no {column.type}; correct the cell"
        raise InputError(Problem(path, number, column.name, message)) from None
