"""The ledger of one document while it grows: rows are added for numerals that have none, and no other byte changes.

A row that a curator has coded is work that no tool may touch, so existing rows are carried over as the bytes they are,
and only the place, the print and the kind of a numeral are ever filled in by machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from checks.package.csv_lint import read_rows
from checks.package.within import within
from checks.problems import InputError, Problem
from scripts.building.seeds import Rows, seed_file
from scripts.building.write import csv_bytes, write_all
from scripts.sources.numerals import Numeral

from .inputs import DOCUMENTS, Source, seed_columns

WHOLE_NUMBER = re.compile("[1-9][0-9]*")

Place = tuple[int, int]


@dataclass(frozen=True)
class Ledger:
    """A ledger as it stands on disk, or as it will once it is written."""

    file: str
    header: str
    lines: tuple[str, ...]  # the rows as they are in the file, line ends left out
    rows: Rows

    def places(self) -> list[Place]:
        """Line and column of every row, in the order of the file."""
        return [(int(row["line"]), int(row["column"])) for row in self.rows]

    def without_role(self) -> int:
        """How many rows wait for a curator."""
        return sum(not row["role"] for row in self.rows)

    def missing(self, found: list[Numeral]) -> list[Numeral]:
        """The numerals that have no row."""
        known = set(self.places())
        return [numeral for numeral in found if (numeral.line, numeral.column) not in known]

    def open(self, found: list[Numeral]) -> list[Numeral]:
        """The numerals that have no row, or a row without role."""
        coded = {place for place, row in zip(self.places(), self.rows, strict=True) if row["role"]}
        return [numeral for numeral in found if (numeral.line, numeral.column) not in coded]

    def with_rows(self, added: list[Numeral]) -> Ledger:
        """The ledger with a bare row for each of these numerals, in order of line and column."""
        if not added:
            return self
        header = self.header.split(",")
        bare = [_bare_row(numeral, header) for numeral in added]
        lines = [*self.lines, *csv_bytes(bare, header).decode().splitlines()[1:]]
        rows = [*self.rows, *bare]
        places = [*self.places(), *((numeral.line, numeral.column) for numeral in added)]
        order = sorted(range(len(rows)), key=places.__getitem__)
        return Ledger(self.file, self.header, tuple(lines[i] for i in order), [rows[i] for i in order])

    def write(self, root: Path) -> None:
        """Put the file in place, whole or not at all; a file that would not change is left alone."""
        text = "".join(f"{line}\n" for line in (self.header, *self.lines))
        try:
            write_all(root, {self.file: text.encode()})
        except OSError as error:
            message = f"cannot be written ({error.strerror}); nothing was changed"
            raise InputError(Problem(self.file, 0, "", message)) from None


def read_ledger(root: Path, source: Source) -> Ledger:
    """The ledger of a document, empty if there is no file yet. Raises InputError for rows that fit no numeral of it."""
    file = seed_file(f"ledger:{source.document_id}")
    columns = seed_columns("ledger")
    if not within(root, file).exists():
        return Ledger(file, ",".join(columns), (), [])
    rows = read_rows(root / file, columns, file)
    header, *lines = (root / file).read_bytes().decode("utf-8").removesuffix("\n").split("\n")
    _require_places(file, rows, source)
    return Ledger(file, header, tuple(lines), rows)


def _bare_row(numeral: Numeral, header: list[str]) -> dict[str, str]:
    certain = {
        "line": str(numeral.line),
        "column": str(numeral.column),
        "printed": numeral.printed,
        "kind": numeral.kind,
    }
    return {column: certain.get(column, "") for column in header}


def _require_places(file: str, rows: Rows, source: Source) -> None:
    """Rows that fit no numeral mean another document or a slip; adding to them would bury the fault."""
    found = {(numeral.line, numeral.column): numeral for numeral in source.numerals()}
    problems = []
    for number, row in enumerate(rows, start=2):
        if not WHOLE_NUMBER.fullmatch(row["line"]) or not WHOLE_NUMBER.fullmatch(row["column"]):
            column = "column" if WHOLE_NUMBER.fullmatch(row["line"]) else "line"
            problems.append(Problem(file, number, column, f"{row[column]!r} is no whole number from 1; correct it"))
            continue
        place = f"{row['line']}:{row['column']}"
        numeral = found.get((int(row["line"]), int(row["column"])))
        if int(row["line"]) not in source.lines:
            message = f"{place} is outside ledger_lines of {DOCUMENTS}; widen them or remove the row"
            problems.append(Problem(file, number, "line", message))
        elif numeral is None:
            message = f"{place} holds no numeral; correct line and column or remove the row"
            problems.append(Problem(file, number, "column", message))
        elif (numeral.printed, numeral.kind) != (row["printed"], row["kind"]):
            message = f"{place} prints {numeral.printed} ({numeral.kind}), not {row['printed']} ({row['kind']})"
            problems.append(Problem(file, number, "printed", f"{message}; correct the row"))
    if problems:
        raise InputError(*problems)
