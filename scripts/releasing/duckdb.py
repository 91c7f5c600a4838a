"""The package as one DuckDB file, with exact decimals, keys, comments and the same views as the SQLite database.

DuckDB gives every file a random mark of its own, so two of them are never the same bytes; their contents are compared.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from checks.problems import InputError, Problem

from .contents import Column, Release, Rows, Table
from .keys import in_order
from .parquet import arrow, shape
from .sql import create_describing, create_table, described, describing_rows, insert, literal, quoted, views

if TYPE_CHECKING:
    import duckdb

BLOCK = 16384
"""Bytes of a block: every index takes at least one, and there are hundreds."""
TYPES = {"string": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN"}


def write(release: Release, file: Path) -> None:
    """Write the database. Raises InputError where rows break a key or a link."""
    import duckdb

    file.unlink(missing_ok=True)
    with closing(duckdb.connect()) as base:
        base.execute("SET enable_progress_bar = false")
        base.execute(f"ATTACH {literal(str(file))} AS package (BLOCK_SIZE {BLOCK})")
        base.execute("USE package")
        base.execute("BEGIN")  # row by row is slow, and slower still with a transaction for each
        for name, rows in describing_rows(release).items():
            base.execute(create_describing(name))
            base.executemany(insert(name, len(rows[0])), rows)
        base.execute("COMMIT")
        for table in in_order(release.tables):
            try:
                _add(base, table, release)
            except duckdb.ConstraintException as error:
                message = f"breaks a key or a link ({str(error).splitlines()[0]}); correct the rows"
                raise InputError(Problem(table.path, 0, "", message)) from None
        for statement in views(release.tables):
            base.execute(statement)
        base.execute("CHECKPOINT")


def read(file: Path) -> dict[str, Rows]:
    """Rows of every table."""
    import duckdb

    with closing(duckdb.connect(str(file), read_only=True)) as base:
        names = [row[0] for row in base.execute("SELECT table_name FROM table_descriptions ORDER BY rowid").fetchall()]
        return {name: base.execute(f"SELECT * FROM {quoted(name)} ORDER BY rowid").fetchall() for name in names}


def everything(file: Path) -> tuple[list[str], dict[str, Rows]]:
    """All that two files of one release must share: definitions, comments and rows."""
    import duckdb

    with closing(duckdb.connect(str(file), read_only=True)) as base:
        made = base.execute("SELECT sql FROM duckdb_tables() UNION ALL SELECT sql FROM duckdb_views()").fetchall()
        said = base.execute("SELECT table_name, column_name, comment FROM duckdb_columns()").fetchall()
    return sorted(map(repr, made + said)), read(file)


def _add(base: duckdb.DuckDBPyConnection, table: Table, release: Release) -> None:
    base.execute(create_table(table, release.tables, _type))
    base.register("incoming", arrow(table))
    base.execute(f"INSERT INTO {quoted(table.name)} SELECT * FROM incoming")
    base.unregister("incoming")
    base.execute(f"COMMENT ON TABLE {quoted(table.name)} IS {literal(f'{table.title} ({table.title_zh})')}")
    for column in table.columns:
        place = f"{quoted(table.name)}.{quoted(column.name)}"
        base.execute(f"COMMENT ON COLUMN {place} IS {literal(described(column))}")


def _type(table: Table, column: Column) -> str:
    if column.type != "number":
        return TYPES[column.type]
    found = shape(table.cells(column.name))
    return "DECIMAL({}, {})".format(*found) if found else "VARCHAR"
