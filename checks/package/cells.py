"""Cells of a package against their schema: empty or mistyped ones stop the rules before they trip on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..problems import Problem

Rows = list[dict[str, str]]


def cell_problems(resource: Mapping[str, Any], rows: Rows) -> list[Problem]:
    """Cells that are empty against the schema or not of their type; rules cannot compute with them."""
    problems = []
    for field in resource["schema"]["fields"]:
        check = _CHECKS.get(field["type"])
        required = field.get("constraints", {}).get("required", False)
        for number, row in enumerate(rows, start=2):
            cell = row[field["name"]]
            if not cell and required:
                message = "is empty; fill the cell or restore the file"
                problems.append(Problem(resource["path"], number, field["name"], message))
            elif cell and check and not check(cell):
                message = f"{cell!r} is no {field['type']}; correct the cell"
                problems.append(Problem(resource["path"], number, field["name"], message))
    return problems


def value_problems(tables: Mapping[str, Rows]) -> list[Problem]:
    """Observations without a value, or with one that is no number; partitions along no dimension of a series."""
    file = "resources/observations.csv"
    problems = []
    series = {row["series_id"] for row in tables.get("series", ())} | {"_Z"}
    for number, row in enumerate(tables.get("observations", ()), start=2):
        numerator, slash, denominator = row["obs_fraction"].partition("/")
        whole = _is_integer(numerator) and slash and denominator.isdigit() and int(denominator)
        if row["obs_fraction"] and not whole:
            message = f"{row['obs_fraction']!r} is no fraction; correct the cell"
            problems.append(Problem(file, number, "obs_fraction", message))
        elif bool(row["obs_value"]) == bool(row["obs_fraction"]):
            message = "an observation has either a value or a fraction; restore it"
            problems.append(Problem(file, number, "obs_value", message))
        if row["reference_series"] not in series:
            message = f"{row['reference_series']!r} is no series; correct the cell"
            problems.append(Problem(file, number, "reference_series", message))
    for number, row in enumerate(tables.get("partitions", ()), start=2):
        if row["dimension"] not in ("item", "ref_area", "counterpart_area", "population", "indicator"):
            message = f"{row['dimension']!r} is no dimension; correct the cell"
            problems.append(Problem("resources/partitions.csv", number, "dimension", message))
    return problems


def _is_number(cell: str) -> bool:
    whole, _, decimals = cell.removeprefix("-").partition(".")
    return cell.isascii() and whole.isdigit() and ((decimals == "" and "." not in cell) or decimals.isdigit())


def _is_integer(cell: str) -> bool:
    return cell.removeprefix("-").isascii() and cell.removeprefix("-").isdigit()


def _is_boolean(cell: str) -> bool:
    return cell in ("true", "false")


_CHECKS = {"number": _is_number, "integer": _is_integer, "boolean": _is_boolean}
