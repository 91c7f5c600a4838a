"""What a careful reader gets: every cell from the CSV text and its schema, by Python's ``csv`` and ``decimal`` alone.

Shares no code with the readers that are compared with it, and none with the project's own loader.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from checks.problems import InputError, Problem

Cell = str | None
"""A value in the normal form, kind and canonical text: ``number:12.5``, ``text:001``, ``boolean:true``,
``date:2024-05-01``; None where there is none. Empty text is ``text:`` and is not None."""

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Table:
    """One resource. ``types`` has the Table Schema type of each column, ``printed`` the cells as they stand in the
    file. Row ``n`` of either list is file row ``n + 2``."""

    columns: list[str]
    types: list[str]
    rows: list[list[Cell]]
    printed: list[list[str]]

    @property
    def size(self) -> int:
        """Number of cells."""
        return len(self.columns) * len(self.rows)


def golden_tables(package: Path) -> dict[str, Table]:
    """Every resource of the package folder by name.

    Raises InputError where a header or a cell is not what the schema says.
    """
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    return {resource["name"]: _table(package, resource) for resource in descriptor["resources"]}


def _table(package: Path, resource: Mapping[str, Any]) -> Table:
    fields, path = resource["schema"]["fields"], str(resource["path"])
    columns, types = [str(f["name"]) for f in fields], [str(f["type"]) for f in fields]
    with (package / path).open(encoding="utf-8", newline="") as stream:
        header, *printed = csv.reader(stream, strict=True)
    if header != columns:
        raise InputError(Problem(path, 1, "", "the header differs from the fields of the schema; rebuild"))
    missing = set(resource["schema"]["missingValues"])
    rows = []
    for number, texts in enumerate(printed, start=2):
        if len(texts) != len(columns):
            raise InputError(Problem(path, number, "", f"has {len(texts)} cells, not {len(columns)}; rebuild"))
        cells = zip(columns, types, texts, strict=True)
        rows.append([None if text in missing else _cell(kind, text, path, number, c) for c, kind, text in cells])
    return Table(columns, types, rows, printed)


def _cell(kind: str, text: str, path: str, row: int, column: str) -> str:
    if kind == "string":
        return f"text:{text}"
    if kind == "number" and NUMBER.fullmatch(text):
        return f"number:{_plain(text)}"
    if kind == "integer" and INTEGER.fullmatch(text):
        return f"number:{_plain(text)}"
    if kind == "boolean" and text in ("true", "false"):
        return f"boolean:{text}"
    if kind == "date" and DATE.fullmatch(text):
        try:
            return f"date:{date.fromisoformat(text).isoformat()}"
        except ValueError:
            pass
    raise InputError(Problem(path, row, column, f"{text!r} is no bare {kind}; correct the cell"))


def _plain(text: str) -> str:
    """The number without zeros that change nothing."""
    value = Decimal(text)
    if not value:
        return "0"
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def texts(tables: Mapping[str, Table]) -> Iterator[tuple[str, int, str, Cell]]:
    """Resource, file row, column and value of every cell, to be looked at or stored."""
    for name, table in tables.items():
        for number, row in enumerate(table.rows, start=2):
            for column, cell in zip(table.columns, row, strict=True):
                yield name, number, column, cell
