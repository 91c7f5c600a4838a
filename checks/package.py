"""A data package on disk, read strictly: the descriptor and the rows of every resource, as text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from .csv_lint import read_rows
from .layout import topic_layouts
from .observation import Observation, Series, observations_from_rows, series_from_rows
from .problems import InputError, Problem
from .reference import Reference, reference_from_rows
from .relation import HARD, SOFT

Rows = list[dict[str, str]]


NEEDED = frozenset(topic_layouts()) | {
    *("figures", "figure_observations", "observations", "series", "relations", "topic_cells", "other_observations"),
    *("partitions", "partition_parts", "claims", "claim_terms", "units", "unit_words", "sign_words"),
    *("qualifier_words", "discrepancies", "discrepancy_relations"),
}
"""Tables that the rules use."""


@dataclass(frozen=True)
class Package:
    """Descriptor and rows. Raises nothing after construction: reading has checked headers and text."""

    root: Path
    descriptor: Mapping[str, Any]
    tables: Mapping[str, Rows]

    @cached_property
    def observations(self) -> list[Observation]:
        return observations_from_rows(self.tables["observations"])

    @cached_property
    def series(self) -> dict[str, Series]:
        return series_from_rows(self.tables["series"])

    @cached_property
    def reference(self) -> Reference:
        names = ("partitions", "partition_parts", "claims", "claim_terms", "units")
        return reference_from_rows(*(self.tables[name] for name in names))

    @cached_property
    def listed(self) -> dict[str, str]:
        """Relation ids that a discrepancy explains, each with the worst verdict that its standing allows."""
        standing = {row["discrepancy_id"]: row["standing"] for row in self.tables["discrepancies"]}
        return {
            row["relation_id"]: SOFT if standing.get(row["discrepancy_id"]) == "rounding" else HARD
            for row in self.tables["discrepancy_relations"]
        }

    def schema(self, name: str) -> Mapping[str, Any]:
        """The Table Schema of one resource."""
        return next(r["schema"] for r in self.descriptor["resources"] if r["name"] == name)


def read_package(root: Path) -> Package:
    """Read the package in ``root``. Raises InputError that names every file, row and column that cannot be used."""
    descriptor = read_descriptor(root)
    tables: dict[str, Rows] = {}
    problems: list[Problem] = []
    for resource in descriptor["resources"]:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        try:
            tables[resource["name"]] = read_rows(root / resource["path"], columns, resource["path"])
            problems += _cell_problems(resource, tables[resource["name"]])
        except InputError as error:
            problems += error.problems
    problems += _value_problems(tables)
    if problems:
        raise InputError(*problems)
    return Package(root, descriptor, tables)


@cache
def checkout_package() -> Package:
    """The package committed in this checkout, read once."""
    return read_package(Path(__file__).resolve().parents[1])


def read_descriptor(root: Path) -> dict[str, Any]:
    """``datapackage.json`` of ``root``, checked for the few things that reading the tables needs."""
    path = root / "datapackage.json"
    try:
        descriptor = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(Problem("datapackage.json", 0, "", f"is missing in {root}; name the package folder")) from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(Problem("datapackage.json", 0, "", f"cannot be read ({error}); restore the file")) from None
    try:
        _ = descriptor["version"]
        missing = NEEDED - {resource["name"] for resource in descriptor["resources"]}
        if missing:
            names = ", ".join(sorted(missing))
            raise InputError(Problem("datapackage.json", 0, "resources", f"lacks {names}; restore the descriptor"))
        for resource in descriptor["resources"]:
            _ = resource["name"], resource["hash"], resource["bytes"], resource["schema"]["primaryKey"]
            _ = [(field["name"], field["type"]) for field in resource["schema"]["fields"]]
            if Path(resource["path"]).is_absolute() or ".." in Path(resource["path"]).parts:
                message = "its path leaves the package folder; give one below it"
                raise InputError(Problem("datapackage.json", 0, resource["name"], message))
    except (KeyError, TypeError) as error:
        raise InputError(Problem("datapackage.json", 0, "", f"is no tabular data package ({error!r})")) from None
    return descriptor  # type: ignore[no-any-return]


def hash_problems(package: Package) -> list[Problem]:
    """Files whose bytes are not those that the descriptor promises."""
    problems = []
    for resource in package.descriptor["resources"]:
        data = (package.root / resource["path"]).read_bytes()
        if f"sha256:{hashlib.sha256(data).hexdigest()}" != resource["hash"] or len(data) != resource["bytes"]:
            message = "bytes differ from the hash in datapackage.json; rebuild, or restore the file"
            problems.append(Problem(resource["path"], 0, "", message))
    return problems


def link_problems(package: Package) -> list[Problem]:
    """Rows that repeat a key or point at what is not there; rules cannot be applied over such gaps."""
    problems = []
    for resource in package.descriptor["resources"]:
        schema, rows = resource["schema"], package.tables[resource["name"]]
        seen: dict[tuple[str, ...], int] = {}
        for number, row in enumerate(rows, start=2):
            key = tuple(row[column] for column in schema["primaryKey"])
            if key in seen:
                message = f"repeats the key {'/'.join(key)} of row {seen[key]}; remove one of the two"
                problems.append(Problem(resource["path"], number, schema["primaryKey"][-1], message))
            seen.setdefault(key, number)
    return [*problems, *_dangling(package)]


def _dangling(package: Package) -> list[Problem]:
    """One problem for each missing row, however many rows point at it."""
    pointing: dict[tuple[str, str], list[Problem]] = {}
    for resource in package.descriptor["resources"]:
        for link in resource["schema"].get("foreignKeys", []):
            (column,), target = link["fields"], link["reference"]
            known = {row[target["fields"][0]] for row in package.tables[target["resource"]]}
            for number, row in enumerate(package.tables[resource["name"]], start=2):
                if row[column] not in known:
                    message = f"{row[column]!r} is not in {target['resource']}; restore or correct it"
                    problem = Problem(resource["path"], number, column, message)
                    pointing.setdefault((target["resource"], row[column]), []).append(problem)
    more = " ({} more rows point at it)"
    return [
        replace(first, message=first.message + (more.format(len(others)) if others else ""))
        for first, *others in pointing.values()
    ]


def _cell_problems(resource: Mapping[str, Any], rows: Rows) -> list[Problem]:
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


def _value_problems(tables: Mapping[str, Rows]) -> list[Problem]:
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
        if row["dimension"] not in ("item", "ref_area", "counterpart_area", "population"):
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
