"""Whether a reader of the descriptor learns what each column holds: description, unit, labels in both languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..problems import Problem

Descriptor = Mapping[str, Any]

FILE = "datapackage.json"
FIELDS = "schemas/fields.csv"
UNITS = {"_musd": "million US dollars", "_mcny": "million yuan", "_pc": "percent", "_pp": "percentage points"}
"""What the end of a column's name promises."""
HAN = re.compile("[\u3400-\u9fff]")
NAMES = re.compile(r"\b\w*_\w+\b|(?<=column )\w+")
"""Columns that a unit such as "see unit_en" or "see column unit" sends its reader to."""


def metadata_problems(descriptor: Descriptor, rows: Mapping[str, int]) -> list[Problem]:
    """Texts that are missing or in the wrong language, and numbers without a unit.

    ``rows``: column names to their rows in schemas/fields.csv, so that a problem names the line to mend; empty where
    only the descriptor is at hand.
    """
    problems = [*_texts("", descriptor, ("title", "title_zh", "description"))]
    columns = {r["name"]: {field["name"] for field in r["schema"]["fields"]} for r in descriptor["resources"]}
    for resource in descriptor["resources"]:
        problems += _texts(resource["name"], resource, ("title", "title_zh", "description"))
        for field in resource["schema"]["fields"]:
            found = [*_texts(field["name"], field, ("title", "title_zh", "description"))]
            found += _unit(field, columns[resource["name"]], columns)
            for problem in found:
                row = rows.get(f"{resource['name']}.{field['name']}", rows.get(field["name"], 0))
                placed = replace(problem, column=f"{resource['name']}.{problem.column}")
                if row:  # one line describes all columns of a name
                    message = f"of {field['name']} {problem.message}"
                    placed = Problem(FIELDS, row, _written(problem.column), message)
                if placed not in problems:
                    problems.append(placed)
    return problems


def metadata_warnings(descriptor: Descriptor, rows: Mapping[str, int]) -> list[Problem]:
    """What would help a reader and need not hold up a release."""
    warnings = []
    if not descriptor.get("homepage"):
        warnings.append(Problem(FILE, 0, "homepage", "is missing; give the address once there is one"))
    told = {field["name"]: field for r in descriptor["resources"] for field in r["schema"]["fields"]}
    for name, field in sorted(told.items()):
        file, row = (FIELDS, rows[name]) if name in rows else (FILE, 0)
        said = str(field.get("description", ""))
        codes = [c for c in field.get("constraints", {}).get("enum", []) if not re.search(rf"\b{re.escape(c)}\b", said)]
        if codes:
            warnings.append(Problem(file, row, name, f"the description does not explain {', '.join(codes)}; add them"))
        if said and said.strip(" .").lower() == str(field.get("title", "")).strip().lower():
            warnings.append(
                Problem(file, row, name, "the description only repeats the title; say what the column holds")
            )
    for resource in descriptor["resources"]:
        for label in ("title", "title_zh"):
            counted = Counter(str(field.get(label, "")) for field in resource["schema"]["fields"])
            for text in sorted(text for text, times in counted.items() if text and times > 1):
                message = f"two columns have the {label} {text!r}; tell them apart"
                warnings.append(Problem(FILE, 0, resource["name"], message))
    return warnings


def _texts(name: str, described: Mapping[str, Any], wanted: tuple[str, ...]) -> Iterator[Problem]:
    prefix = f"{name}." if name else ""
    for text in wanted:
        said = described.get(text)
        if not isinstance(said, str) or not said.strip():
            yield Problem(FILE, 0, prefix + text, "is missing; write it")
        elif text == "title_zh" and not HAN.search(said):
            yield Problem(FILE, 0, prefix + text, f"{said!r} is not Chinese; translate it")
        elif text == "title" and HAN.search(said):
            yield Problem(FILE, 0, prefix + text, f"{said!r} is not English; translate it")


def _unit(field: Mapping[str, Any], own: set[str], columns: Mapping[str, set[str]]) -> Iterator[Problem]:
    name, unit = str(field["name"]), str(field.get("unit", ""))
    place = f"{name}.unit"
    if field["type"] in ("number", "integer") and not unit:
        yield Problem(
            FILE, 0, place, "is missing; write the unit, 1 for a pure number, or 'see' the columns that say it"
        )
    for ending, promised in UNITS.items():
        if name.endswith(ending) and unit != promised:
            yield Problem(FILE, 0, place, f"is {unit!r}, but the name ends in {ending}; write {promised}")
    if unit.startswith("see "):
        elsewhere = re.search(r"\bin (\w+)", unit)
        known = own | columns.get(elsewhere[1] if elsewhere else "", set())
        tables = {elsewhere[1]} & columns.keys() if elsewhere else set()
        for column in NAMES.findall(unit):
            if column not in known | tables:
                yield Problem(FILE, 0, place, f"sends its reader to {column}, which is no column there; correct it")


def _written(place: str) -> str:
    """The column of schemas/fields.csv in which a text of the descriptor is written."""
    text = place.rpartition(".")[2]
    return "title_en" if text == "title" else text
