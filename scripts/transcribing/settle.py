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
    first, second = read_pair(root, passage)
    decisions = _decisions(folder / f"{passage}.settled.csv")
    rows, open_ones = [], []
    for number, (one, other) in enumerate(zip(first, second, strict=True), start=2):
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


def read_pair(root: Path, passage: str) -> tuple[list[Row], list[Row]]:
    """Both readings of a passage. Raises InputError where they are not about the same numerals in the same columns."""
    files = [f"seeds/readings/{passage}.{letter}.csv" for letter in "ab"]
    first, second = (read_rows(root / file, name=file) for file in files)
    given = [column for column in GIVEN if column in first[0]]
    for number, (one, other) in enumerate(zip(first, second, strict=False), start=2):
        if [one[c] for c in given] != [other.get(c) for c in given]:
            raise InputError(Problem(files[1], number, "line", "is not the numeral of reading a"))
    if len(first) != len(second) or first[0].keys() != second[0].keys():
        raise InputError(Problem(files[1], 0, "", "has other rows or columns than reading a"))
    return first, second


def _decisions(path: Path) -> dict[tuple[str, str, str, str], str]:
    if not path.is_file():
        return {}
    rows = read_rows(path, DECISIONS, f"seeds/readings/{path.name}")
    return {(r["document_id"], r["line"], r["column"], r["field"]): r["value"] for r in rows}
