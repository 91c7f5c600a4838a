"""Settles two readings of a passage: what both say stands, the rest needs a decision with its reason."""

from __future__ import annotations

from pathlib import Path

from checks.package.csv_lint import read_rows
from checks.problems import InputError, Problem

Row = dict[str, str]

GIVEN = ("document_id", "line", "column", "printed", "kind")
FREE = ("note", "range_id")
EXTRA = ("unit_measure", "variant")
"""What a decision may add although the readings have no column for it."""
DECISIONS = ("document_id", "line", "column", "field", "value", "reason")


def settled(root: Path, passage: str) -> list[Row]:
    """One row per numeral. Raises InputError that lists every difference nobody has decided.

    ``seeds/readings/<passage>.settled.csv`` holds the decisions; they may also overrule both readings.
    """
    folder = root / "seeds" / "readings"
    first, second = (read_rows(folder / f"{passage}.{x}.csv", name=f"seeds/readings/{passage}.{x}.csv") for x in "ab")
    decisions = _decisions(folder / f"{passage}.settled.csv")
    rows, open_ones = [], _misplaced(passage, first, second)
    for number, (one, other) in enumerate(zip(first, second, strict=False), start=2):
        place = (one.get("document_id", ""), one["line"], one["column"])
        row = dict(one)
        for field in one:
            if field in GIVEN:
                continue
            decided = decisions.pop((*place, field), None)
            if decided is not None:
                row[field] = decided
            elif one[field] != other[field] and field not in FREE:
                message = f"{one['line']}:{one['column']} {one['printed']}: {one[field]!r} or {other[field]!r}; decide"
                open_ones.append(Problem(f"seeds/readings/{passage}.b.csv", number, field, message))
            elif field == "note":
                row[field] = one[field] or other[field]
        for field in EXTRA:
            row[field] = decisions.pop((*place, field), "")
        rows.append(row)
    for document_id, line, column, field in decisions:
        message = f"{document_id} {line}:{column} is no row of this passage; correct the place"
        open_ones.append(Problem(f"seeds/readings/{passage}.settled.csv", 0, field, message))
    if open_ones:
        raise InputError(*open_ones)
    return rows


def _misplaced(passage: str, first: list[Row], second: list[Row]) -> list[Problem]:
    """Rows of the second reading that are about another numeral than those of the first."""
    file = f"seeds/readings/{passage}.b.csv"
    if len(first) != len(second):
        message = f"has {len(second)} rows where the first reading has {len(first)}; both read the same numerals"
        return [Problem(file, 0, "", message)]
    return [
        Problem(file, number, column, f"{other.get(column, '')!r} where the first reading has {one.get(column, '')!r}")
        for number, (one, other) in enumerate(zip(first, second, strict=True), start=2)
        for column in GIVEN
        if one.get(column) != other.get(column)
    ]


def _decisions(path: Path) -> dict[tuple[str, str, str, str], str]:
    if not path.is_file():
        return {}
    rows = read_rows(path, DECISIONS, f"seeds/readings/{path.name}")
    return {(r["document_id"], r["line"], r["column"], r["field"]): r["value"] for r in rows}
