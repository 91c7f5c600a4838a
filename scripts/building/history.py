"""Rules for the lists that tell what changed between versions: renames and revisions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from checks.package.semver import parse
from checks.problems import Problem, near

from .seeds import Rows, Seeds, facts_of

EVERY = "_T"
NOWHERE = "_Z"
HISTORIES = ("redirects", "renames", "revisions")
"""Tables that tell of changes; a new row of theirs is no new value."""

VALUES = "observations"
"""The table whose past values revisions.csv keeps: all other values are copies of its values."""


def history_problems(
    seeds: Seeds, specs: Mapping[str, Mapping[str, Any]], observations: Rows, version: str
) -> list[Problem]:
    """What renames and revisions say that cannot be: names that are not there, versions yet to come.

    ``version`` is that of the package. Circles and chains need no rule: a new name must be one that exists.
    """
    empty = [problem for name in ("renames", "revisions") for problem in _empty_cells(name, seeds[name])]
    if empty:
        return empty
    problems = [*_rename_problems(seeds["renames"], specs)]
    known = {row["observation_id"] for row in observations}
    problems += _revision_problems(seeds["revisions"], specs[VALUES], known, version)
    for name in ("renames", "revisions"):
        for number, row in enumerate(seeds[name], start=2):
            if (parse(row["version"]) or (0, 0, 0)) > (parse(version) or (0, 0, 0)):
                message = f"{row['version']} is above {version} of pyproject.toml; raise that, or correct this"
                problems.append(Problem(f"seeds/{name}.csv", number, "version", message))
    return problems


IDS = {"figures": "figure_id", "observations": "observation_id", "series": "series_id", "relations": "relation_id"}
"""Tables whose ids others hold on to, so that a recoded one leaves a redirect."""


def redirect_problems(redirects: Rows, tables: Mapping[str, Rows]) -> list[Problem]:
    """Redirects that lead nowhere, or away from what is still there; a chain of them may lead to its end."""
    known = {row[key] for name, key in IDS.items() for row in tables[name]}
    steps = {row["old_id"] for row in redirects}
    problems = []
    for number, row in enumerate(redirects, start=2):
        if row["old_id"] in known:
            message = f"{row['old_id']!r} is still an id; take the row out"
            problems.append(Problem("seeds/redirects.csv", number, "old_id", message))
        if row["new_id"] not in known | steps:
            message = f"{row['new_id']!r} is no id of {', '.join(IDS)}; correct it{near(row['new_id'], sorted(known))}"
            problems.append(Problem("seeds/redirects.csv", number, "new_id", message))
    return problems


def _empty_cells(name: str, rows: Rows) -> Iterator[Problem]:
    for number, row in enumerate(rows, start=2):
        for column, cell in row.items():
            facts = facts_of(name, column)
            if not cell and facts and facts["required"] == "true":
                yield Problem(f"seeds/{name}.csv", number, column, "is empty; fill it in")


def _rename_problems(renames: Rows, specs: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    columns = {column for spec in specs.values() for column in spec["fields"]}
    for number, row in enumerate(renames, start=2):
        places, names = _scope(row["kind"], row["place"], specs, columns)
        if row["place"] not in places:
            hint = near(row["place"], sorted(places))
            message = f"{row['place']!r} is no place of a {row['kind']}; {_advice(row['kind'])}{hint}"
            yield Problem("seeds/renames.csv", number, "place", message)
        elif names is not None and row["new_name"] not in names:
            message = f"{row['new_name']!r} is no {row['kind']} there; write what it is called now"
            yield Problem("seeds/renames.csv", number, "new_name", message + near(row["new_name"], sorted(names)))
        elif names is not None and row["old_name"] in names:
            message = f"{row['old_name']!r} is still a {row['kind']} there; take the row out, or rename it"
            yield Problem("seeds/renames.csv", number, "old_name", message)


def _scope(
    kind: str, place: str, specs: Mapping[str, Mapping[str, Any]], columns: Collection[str]
) -> tuple[Collection[str], Collection[str] | None]:
    """The places that a kind of name may have, and the names at this place; None where they are not looked up."""
    if kind == "resource":
        return [NOWHERE], specs
    if kind == "field":
        return [*specs, EVERY], columns if place == EVERY else specs.get(place, {}).get("fields", [])
    return columns, None


def _advice(kind: str) -> str:
    return {
        "resource": f"write {NOWHERE}",
        "field": f"write a table, or {EVERY} for all of them",
        "code": "write the column that holds the code",
    }[kind]


def _revision_problems(revisions: Rows, spec: Mapping[str, Any], known: set[str], version: str) -> Iterator[Problem]:
    for number, row in enumerate(revisions, start=2):
        if row["version"] == version and row["observation_id"] not in known:  # older ones may be withdrawn since
            hint = near(row["observation_id"], sorted(known))
            message = f"{row['observation_id']!r} is no observation; write the id that it has now{hint}"
            yield Problem("seeds/revisions.csv", number, "observation_id", message)
        if row["field"] not in spec["fields"] or row["field"] in spec["key"]:
            message = f"{row['field']!r} is no value column of {VALUES}; correct it"
            yield Problem("seeds/revisions.csv", number, "field", message + near(row["field"], spec["fields"]))
        if row["old"] == row["new"]:
            yield Problem("seeds/revisions.csv", number, "new", "is the old value; write both, or take the row out")
