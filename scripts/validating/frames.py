"""Typed pandas frames of a package that is being validated, which need not be the installed one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from checks.package.contents import Package

if TYPE_CHECKING:
    import pandas as pd


def frame(package: Package, name: str) -> pd.DataFrame:
    """One resource with nullable types; numbers are Decimal objects, exactly as printed."""
    import pandas as pd

    rows = package.tables[name]
    columns: dict[str, Any] = {}
    for field in package.schema(name)["fields"]:
        cells = [row[field["name"]] for row in rows]
        kind = field["type"]
        if kind == "number":
            columns[field["name"]] = pd.Series([Decimal(c) if c else None for c in cells], dtype=object)
        elif kind == "integer":
            columns[field["name"]] = pd.array([int(c) if c else None for c in cells], dtype="Int64")
        elif kind == "boolean":
            columns[field["name"]] = pd.array([c == "true" if c else None for c in cells], dtype="boolean")
        else:
            columns[field["name"]] = pd.array([c or None for c in cells], dtype="string")
    return pd.DataFrame(columns)
