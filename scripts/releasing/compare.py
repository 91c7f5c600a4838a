"""What was read back from an artefact against what the CSV files hold."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from .contents import Cell, Rows, Table


def differences(tables: Mapping[str, Table], found: Mapping[str, Rows]) -> list[str]:
    """For each table the first cell that came back as something else, or what is missing of it."""
    wrong = [f"{name}: is no table of the package" for name in found if name not in tables]
    for name, table in tables.items():
        if name not in found:
            wrong.append(f"{name}: is missing")
        elif len(found[name]) != len(table.rows):
            wrong.append(f"{name}: has {len(found[name])} rows, should have {len(table.rows)}")
        else:
            wrong += _first(table, found[name])
    return wrong


def _first(table: Table, rows: Rows) -> list[str]:
    for number, (row, wanted) in enumerate(zip(rows, table.rows, strict=True), start=2):
        for column, cell, right in zip(table.columns, row, wanted, strict=True):
            if not same(cell, right):
                return [f"{table.name}, row {number}, column {column.name}: gives {cell!r}, should give {right!r}"]
    return []


def same(cell: Cell, right: Cell) -> bool:
    """Equal and of one kind: 1 is not true, "1" is no number. A decimal may come back as a whole number."""
    kinds = (Decimal, int) if isinstance(right, Decimal) else (type(right),)
    return cell == right and isinstance(cell, kinds) and isinstance(cell, bool) == isinstance(right, bool)
