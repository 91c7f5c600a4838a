"""Opens what a transcription rests on and stops at the first doubt.

A ledger points at lines and columns, so it is worth nothing unless the copy at hand is the very file that
seeds/documents.csv describes. Only the tables that are needed are read: the whole of the seeds need not be in order
while a curator is still at work on them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checks.package.csv_lint import read_rows
from checks.problems import InputError, Problem, near
from scripts.building.seeds import ROOT, Rows, Seeds, seed_file
from scripts.sources.numerals import Numeral, numerals
from scripts.sources.reread import covered
from scripts.sources.text import Text, document_path, read_text

DOCUMENTS = seed_file("documents")


@dataclass(frozen=True)
class Source:
    """A document as seeds/documents.csv describes it, opened and found to be that file."""

    document_id: str
    text: Text
    lines: range  # those that the ledger covers

    def numerals(self) -> list[Numeral]:
        """The numerals of the lines that the ledger covers."""
        return [numeral for numeral in numerals(self.text.text) if numeral.line in self.lines]


def seed_columns(name: str) -> list[str]:
    """The columns of a seed table in the order of schemas/seeds.toml."""
    return list(_shapes()[name]["columns"])


def open_source(root: Path, documents: Path, document_id: str) -> Source:
    """The text of a document and the lines its ledger covers. Raises InputError with one line that says what to do."""
    number, row = _described(root, document_id)
    path = document_path(documents, row["file"], number)
    text, sha256, size = _opened(path, "put your copy of the document there, or name its folder with --documents DIR")
    if sha256 != row["sha256"]:
        message = f"has sha256 {sha256}, but {DOCUMENTS}, row {number}, has {row['sha256']}; take the copy it describes"
        raise InputError(Problem(str(path), 0, "", f"{message}, or correct the row"))
    if row["bytes"] != str(size):
        raise InputError(Problem(DOCUMENTS, number, "bytes", f"is {row['bytes']!r}, should be {size}; correct it"))
    _require_lines(number, row["ledger_lines"], text.lines)
    return Source(document_id, text, covered(row, text))


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, as seeds/documents.csv wants them."""
    _, sha256, size = _opened(path, "name a file that exists")
    return sha256, size


def read_codes(root: Path) -> Seeds:
    """Code lists and series, with every code of a series known. Raises InputError that lists what is not."""
    shapes = _shapes()
    names = [name for name in shapes if name.startswith("codes/")]
    seeds = {name: _read(root, name) for name in [*names, "series"]}
    problems = []
    for column, target in shapes["series"]["links"].items():
        known = [row[shapes[target]["key"][0]] for row in seeds[target]]
        for number, row in enumerate(seeds["series"], start=2):
            if row[column] not in known:
                message = f"{row[column]!r} is not in {seed_file(target)}; add it there or correct it"
                problems.append(Problem(seed_file("series"), number, column, message + near(row[column], known)))
    if problems:
        raise InputError(*problems)
    return seeds


def _shapes() -> dict[str, Any]:
    return tomllib.loads((ROOT / "schemas" / "seeds.toml").read_text("utf-8"))


def _read(root: Path, name: str) -> Rows:
    return read_rows(root / seed_file(name), seed_columns(name), seed_file(name))


def _described(root: Path, document_id: str) -> tuple[int, dict[str, str]]:
    rows = _read(root, "documents")
    for number, row in enumerate(rows, start=2):
        if row["document_id"] == document_id:
            return number, row
    known = [row["document_id"] for row in rows]
    hint = near(document_id, known) or f"; known are {', '.join(known)}"
    raise InputError(Problem(DOCUMENTS, 0, "document_id", f"has no document {document_id!r}; add a row for it{hint}"))


def _opened(path: Path, what_to_do: str) -> tuple[Text, str, int]:
    try:
        return read_text(path)
    except FileNotFoundError:
        message, row = f"file is missing; {what_to_do}", 0
    except OSError as error:
        message, row = f"cannot be read ({error.strerror}); {what_to_do}", 0
    except UnicodeDecodeError as error:
        message = "is not UTF-8; a source is a text file in UTF-8, so make one from the document and keep both"
        row = error.object[: error.start].count(b"\n") + 1
    raise InputError(Problem(str(path), row, "", message))


def _require_lines(number: int, lines: str, length: int) -> None:
    match = re.fullmatch("([0-9]+)-([0-9]+)", lines)
    if lines == "all" or (match and 1 <= int(match[1]) <= int(match[2]) <= length):
        return
    said = f"{lines!r} is no range of the {length} lines of the document" if lines else "is empty"
    message = f"{said}; write the lines that the ledger covers, such as 38-266, or all"
    raise InputError(Problem(DOCUMENTS, number, "ledger_lines", message))
