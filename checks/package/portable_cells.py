"""The cells of the portable profile: none that a reader which guesses types or gaps would take for something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..problems import Problem
from .cells import Rows
from .portable_fields import NULLS, misread


def portable_cell_problems(root: Path, resource: Mapping[str, Any], rows: Rows) -> Iterator[Problem]:
    """Columns out of the order of the schema, empty links, words for nothing, codes that look like numbers."""
    schema, path = resource["schema"], resource["path"]
    columns = [field["name"] for field in schema["fields"]]
    with (root / path).open(encoding="utf-8") as stream:
        header = stream.readline().rstrip("\n").split(",")
    if header != columns:
        yield Problem(path, 1, "", "columns stand in another order than in the schema; rebuild")
    linked = {column for link in schema.get("foreignKeys", ()) for column in link["fields"]}
    for field in schema["fields"]:
        column = field["name"]
        first = {row[column]: number for number, row in reversed(list(enumerate(rows, start=2)))}
        if column in linked and "" in first:
            yield Problem(path, first[""], column, "is an empty link; put optional links into a table of their own")
        for word in sorted(NULLS & set(first)) if field["type"] == "string" else ():
            message = f"{word!r} is read as nothing by many tools; use another code here and below"
            yield Problem(path, first[word], column, message)
        codes = set(first) - {""}
        is_code = column in linked or schema["primaryKey"] == [column]
        if field["type"] == "string" and is_code and codes and all(misread(code) for code in codes):
            yield Problem(path, 0, column, "holds nothing but codes that look like numbers; give them a letter")
