"""Reads the hand-curated files and checks what every later step relies on: columns, keys and links."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from checks.package.csv_lint import read_rows
from checks.package.within import within
from checks.problems import InputError, Problem, near

ROOT = Path(__file__).resolve().parents[2]

Rows = list[dict[str, str]]
Seeds = Mapping[str, Rows]
"""Seed name (``series``, ``codes/areas``, ``ledger:mofcom2023``) to its rows."""


def read_seeds(root: Path) -> dict[str, Rows]:
    """All seed tables below ``root``. Raises InputError that lists every problem of every file."""
    if not (root / "seeds").is_dir():
        raise InputError(Problem("seeds", 0, "", f"is no folder in {root}; name the folder of a checkout"))
    shapes = seed_shapes()
    seeds: dict[str, Rows] = {}
    problems: list[Problem] = []
    for name, shape in shapes.items():
        if name != "ledger":
            _read(root, name, name, shape, seeds, problems)
    for document in seeds.get("documents", []):
        if document["ledger_lines"]:
            _read(root, document["document_id"], f"ledger:{document['document_id']}", shapes["ledger"], seeds, problems)
    for name, rows in seeds.items():
        shape = shapes["ledger" if name.startswith("ledger:") else name]
        problems += _key_problems(seed_file(name), rows, shape["key"])
        if not name.startswith("ledger:"):  # ledgers are read cell by cell later
            problems += _cell_problems(name, rows, shape)
        problems += _link_problems(seed_file(name), rows, shape.get("links", {}), seeds, shapes)
    if problems:
        raise InputError(*problems)
    return seeds


def seed_shapes() -> dict[str, Any]:
    """Columns, key and links of every seed table; all ledgers share the shape ``ledger``."""
    return tomllib.loads((ROOT / "schemas" / "seeds.toml").read_text("utf-8"))


def seed_file(name: str) -> str:
    """The file of a seed table, as problems name it."""
    return f"seeds/{name.removeprefix('ledger:')}.csv"


def _read(
    root: Path, file: str, name: str, shape: Mapping[str, list[str]], seeds: dict[str, Rows], problems: list[Problem]
) -> None:
    try:
        seeds[name] = read_rows(within(root, f"seeds/{file}.csv"), shape["columns"], f"seeds/{file}.csv")
    except InputError as error:
        problems += error.problems


def _key_problems(file: str, rows: Rows, key: list[str]) -> list[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    problems = []
    for number, row in enumerate(rows, start=2):
        value = tuple(row[column] for column in key)
        if value in seen:
            message = f"repeats the key {'/'.join(value)} of row {seen[value]}; remove one of the two"
            problems.append(Problem(file, number, key[-1], message))
        seen.setdefault(value, number)
    return problems


def _cell_problems(name: str, rows: Rows, shape: Mapping[str, list[str]]) -> list[Problem]:
    """Cells that are empty, or not of the type, pattern or list that schemas/fields.csv gives their column."""
    problems = []
    file = seed_file(name)
    for column in shape["columns"]:
        facts = facts_of(name.removeprefix("codes/"), column)
        if facts is None:
            continue
        required = facts["required"] == "true" and column not in shape.get("may_be_empty", [])
        codes = facts["enum"].split("|") if facts["enum"] else []
        pattern = re.compile(facts["pattern"] or ("-?[0-9]+" if facts["type"] == "integer" else ".*"))
        for number, row in enumerate(rows, start=2):
            cell = row[column]
            if not cell and required:
                problems.append(Problem(file, number, column, "is empty; fill the cell"))
            elif cell and codes and cell not in codes:
                hint = near(cell, codes)
                message = f"{cell!r} is not one of {', '.join(codes)}; correct it{hint}"
                problems.append(Problem(file, number, column, message))
            elif cell and not pattern.fullmatch(cell):
                wanted = facts["pattern"] or "a whole number"
                problems.append(Problem(file, number, column, f"{cell!r} should be {wanted}; correct it"))
    return problems


def facts_of(table: str, column: str) -> dict[str, str] | None:
    """What schemas/fields.csv says of a column: of that of this table, if it says so, or of all of that name."""
    return _field_facts().get(f"{table}.{column}") or _field_facts().get(column)


@cache
def _field_facts() -> dict[str, dict[str, str]]:
    path = ROOT / "schemas" / "fields.csv"
    return {row["field"]: row for row in read_rows(path, name="schemas/fields.csv")}


def _link_problems(
    file: str, rows: Rows, links: Mapping[str, str], seeds: Seeds, shapes: Mapping[str, Mapping[str, list[str]]]
) -> list[Problem]:
    problems = []
    for column, target in links.items():
        if target not in seeds:
            continue
        known = {row[shapes[target]["key"][0]] for row in seeds[target]}
        for number, row in enumerate(rows, start=2):
            if row[column] not in known:
                hint = near(row[column], sorted(known))
                message = f"{row[column]!r} is not in {seed_file(target)}; add it there or correct it{hint}"
                problems.append(Problem(file, number, column, message))
    return problems
