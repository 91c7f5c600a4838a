"""The package as Parquet, one file a table: numbers are exact decimals, the texts of the schema are metadata."""

from __future__ import annotations

import io
import tempfile
import zipfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .archive import zipped
from .contents import Cell, Column, Release, Rows, Table

if TYPE_CHECKING:
    import pyarrow as pa

PRECISIONS = (18, 38)
"""Digits of a decimal: the first is stored as a whole number of 64 bits; the second is the most that Parquet holds."""


def write(release: Release, file: Path) -> None:
    """Write a zip with ``<table>.parquet`` for every table."""
    import pyarrow.parquet as pq

    members = {}
    for table in release.tables.values():
        buffer = io.BytesIO()
        pq.write_table(arrow(table), buffer, compression="snappy", store_decimal_as_integer=True)
        members[f"{table.name}.parquet"] = buffer.getvalue()
    zipped(file, members, release.created)


def read(file: Path) -> dict[str, Rows]:
    """Rows of every table, read by DuckDB, which shares no code with the library that writes them."""
    import duckdb

    tables = {}
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(file) as archive, closing(duckdb.connect()) as base:
        place = Path(folder) / "table.parquet"
        for name in archive.namelist():
            place.write_bytes(archive.read(name))
            rows = base.execute("SELECT * FROM read_parquet(?)", [str(place)]).fetchall()
            tables[name.removesuffix(".parquet")] = rows
    return tables


def shape(cells: list[Cell]) -> tuple[int, int] | None:
    """Precision and scale of the decimal type that holds all numbers of a column; None if there is none."""
    numbers = [cell for cell in cells if isinstance(cell, Decimal)]
    scale = max((max(0, -number.as_tuple().exponent) for number in numbers), default=0)  # type: ignore[operator]
    whole = max((number.adjusted() + 1 for number in numbers if number), default=1)
    return next(((digits, scale) for digits in PRECISIONS if max(whole, 1) + scale <= digits), None)


def arrow(table: Table) -> pa.Table:
    """A table with the types and the texts of its schema."""
    import pyarrow as pa

    fields, arrays = [], []
    for column in table.columns:
        cells = table.cells(column.name)
        kind = _type(column, cells)
        if column.type == "number" and pa.types.is_string(kind):
            cells = [None if cell is None else str(cell) for cell in cells]
        facts = {"title": column.title, "title_zh": column.title_zh, "description": column.description}
        facts |= {"unit": column.unit} if column.unit else {}
        fields.append(pa.field(column.name, kind, nullable=not column.required, metadata=facts))
        arrays.append(pa.array(cells, kind))
    facts = {"title": table.title, "title_zh": table.title_zh, "description": table.description}
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=facts))


def _type(column: Column, cells: list[Cell]) -> Any:
    import pyarrow as pa

    if column.type == "number":
        found = shape(cells)
        return pa.decimal128(*found) if found else pa.string()
    return {"string": pa.string(), "integer": pa.int64(), "boolean": pa.bool_()}[column.type]
