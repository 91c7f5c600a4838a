"""The package as one SQLite file.

SQLite has no decimals, and text would compare 9 above 10. So numbers are numbers, of at most 15 digits: such a binary
fraction shows and gives back the very digits of the CSV. The view ``observations_exact`` has whole numbers to add up.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from checks.problems import InputError, Problem

from .contents import Cell, Column, Release, Rows, Table
from .sql import create_describing, create_table, describing_rows, insert, quoted, views

DIGITS = 15
"""Decimal digits that a binary fraction of 64 bits always gives back."""

TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC"}
READERS: dict[str, Callable[[Any], Cell]] = {"NUMERIC": Decimal, "BOOLEAN": bool}


def write(release: Release, file: Path) -> None:
    """Write the database. Raises InputError where a number has too many digits or a link leads nowhere."""
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as base:
        base.execute("PRAGMA page_size = 4096")
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("BEGIN")
        for name, rows in describing_rows(release).items():
            base.execute(create_describing(name))
            base.executemany(insert(name, len(rows[0])), rows)
        for table in release.tables.values():
            _add(base, table, release)
        for statement in views(release.tables):
            base.execute(statement)
        base.execute("COMMIT")
        base.execute("VACUUM")
        problems = broken(base)
    if problems:
        raise InputError(*(Problem(file.name, 0, "", problem) for problem in problems))


def broken(base: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds wrong with the file, its keys and its links."""
    found = [f"integrity check: {row[0]}" for row in base.execute("PRAGMA integrity_check") if row[0] != "ok"]
    for table, row, target, _ in base.execute("PRAGMA foreign_key_check"):
        found.append(f"{table}, row {row}: points at what is not in {target}; correct the code")
    return found


def read(file: Path) -> dict[str, Rows]:
    """Rows of every table as SQLite prints them."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as base:
        names = [row[0] for row in base.execute("SELECT table_name FROM table_descriptions ORDER BY rowid")]
        return {name: _rows(base, name) for name in names}


def _add(base: sqlite3.Connection, table: Table, release: Release) -> None:
    base.execute(create_table(table, release.tables, _type))
    try:
        base.executemany(insert(table.name, len(table.columns)), _stored(table))
    except sqlite3.IntegrityError as error:
        raise InputError(Problem(table.path, 0, "", f"breaks a key or a limit ({error}); correct the rows")) from None


def _rows(base: sqlite3.Connection, name: str) -> Rows:
    declared = [(row[1], row[2]) for row in base.execute(f"PRAGMA table_info({quoted(name)})")]
    shown = ", ".join(f"CAST({quoted(c)} AS TEXT)" if kind == "NUMERIC" else quoted(c) for c, kind in declared)
    readers = [READERS.get(kind) for _, kind in declared]
    return [
        tuple(reader(cell) if reader and cell is not None else cell for reader, cell in zip(readers, row, strict=True))
        for row in base.execute(f"SELECT {shown} FROM {quoted(name)} ORDER BY rowid")
    ]


def _type(table: Table, column: Column) -> str:
    if column.type == "boolean":
        return f"BOOLEAN CHECK ({quoted(column.name)} IN (0, 1))"
    return TYPES[column.type]


def _stored(table: Table) -> list[tuple[str | int | float | None, ...]]:
    return [
        tuple(_number(table, n, c, cell) for c, cell in zip(table.columns, row, strict=True))
        for n, row in enumerate(table.rows, start=2)
    ]


def _number(table: Table, number: int, column: Column, cell: Cell) -> str | int | float | None:
    if not isinstance(cell, Decimal):
        return cell
    if len(cell.normalize().as_tuple().digits) > DIGITS or (cell and cell.adjusted() < -4):
        message = f"{cell} has more digits than a binary fraction gives back; print fewer"
        raise InputError(Problem(table.path, number, column.name, message))
    return int(cell) if cell == cell.to_integral_value() else float(cell)
