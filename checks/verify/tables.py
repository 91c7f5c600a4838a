"""Reads the tables that a checker needs, as text."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def grouped(rows: list[dict[str, str]], column: str) -> defaultdict[str, list[dict[str, str]]]:
    """Rows by one column; none for what does not occur."""
    found: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found
