"""Text that a spreadsheet would run: a cell that looks like a formula must never reach one unguarded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Problem
from .contents import Package

_STARTS = re.compile("[=+@＝＋＠\t\r-]|－")
_HARMLESS = re.compile(r"[-－]|-[0-9]+/[0-9]+")
"""A lone minus sign, and a negative fraction: neither calls anything."""


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula when it is typed or read from CSV."""
    return bool(_STARTS.match(text))


def formula_problems(package: Package) -> Iterator[Problem]:
    """Text cells of the CSV files that a spreadsheet would run as it opens them."""
    for resource in package.descriptor["resources"]:
        columns = [f["name"] for f in resource["schema"]["fields"] if f["type"] == "string"]
        for number, row in enumerate(package.tables[resource["name"]], start=2):
            for column in columns:
                cell = row[column]
                if starts_formula(cell) and not _HARMLESS.fullmatch(cell):
                    message = f"{cell[:40]!r} starts like a spreadsheet formula; reword the cell"
                    yield Problem(resource["path"], number, column, message)
