"""Hashes, keys and links of a package: whether its tables are the promised ones and hang together."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from ..problems import Problem
from .contents import Package


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
