"""Re-reads the documents: every row against the print, and every numeral of the print against the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checks.problems import InputError, Problem

from ..building.ledger import words_of
from ..building.seeds import Rows, Seeds, seed_file
from .numerals import Numeral, numerals
from .text import Text, document_path, read_text
from .words import word_problems

Row = dict[str, str]


@dataclass(frozen=True)
class Reread:
    """``compared`` counts numerals that were held against their rows."""

    compared: int
    documents: int
    problems: list[Problem]


def reread(seeds: Seeds, folder: Path) -> Reread:
    """Hold every ledger against its document in ``folder``. Raises InputError if a document cannot be opened."""
    problems: list[Problem] = []
    compared = 0
    paths = {
        d["document_id"]: document_path(folder, d["file"], row) for row, d in enumerate(seeds["documents"], start=2)
    }
    missing = [d for d in seeds["documents"] if not paths[d["document_id"]].is_file()]
    if missing:
        raise InputError(*(Problem(d["file"], 0, "", f"is not in {folder}; put your copy there") for d in missing))
    words = words_of(seeds)
    for document in seeds["documents"]:
        try:
            text, digest, size = read_text(paths[document["document_id"]])
        except UnicodeDecodeError:
            problems.append(Problem(document["file"], 0, "", "is not UTF-8, so it is not the document that was read"))
            continue
        if digest != document["sha256"] or str(size) != document["bytes"]:
            message = "is not the document that was read: its hash differs from seeds/documents.csv"
            problems.append(Problem(document["file"], 0, "", message))
            continue
        rows = seeds.get(f"ledger:{document['document_id']}", [])
        problems += _numerals(document, text, rows)
        for number, row in enumerate(rows, start=2):
            problems += word_problems(document["document_id"], number, row, text, words)
        problems += _places(seeds, document["document_id"], text)
        compared += len(rows)
    return Reread(compared, len(seeds["documents"]), problems)


def covered(document: Row, text: Text) -> range:
    """The lines of a document whose numerals all need rows."""
    lines = document["ledger_lines"]
    if not lines:
        return range(0)
    if lines == "all":
        return range(1, text.lines + 1)
    first, _, last = lines.partition("-")
    return range(int(first), int(last) + 1)


def _numerals(document: Row, text: Text, rows: Rows) -> Iterator[Problem]:
    yield from against_print(document["document_id"], printed_numerals(document, text), rows)


def printed_numerals(document: Row, text: Text) -> dict[tuple[int, int], Numeral]:
    """Every numeral that needs a row, by line and column."""
    lines = covered(document, text)
    return {(n.line, n.column): n for n in numerals(text.text) if n.line in lines}


def against_print(document_id: str, wanted: dict[tuple[int, int], Numeral], rows: Rows) -> Iterator[Problem]:
    """Rows without their numeral, and numerals without a row; takes out of ``wanted`` what has one."""
    file = seed_file(f"ledger:{document_id}")
    for number, row in enumerate(rows, start=2):
        found = wanted.pop((int(row["line"]), int(row["column"])), None)
        if found is None:
            message = (
                f"no numeral at {row['line']}:{row['column']}, or outside the covered lines; remove or move the row"
            )
            yield Problem(file, number, "column", message)
        elif found != Numeral(int(row["line"]), int(row["column"]), row["printed"], row["kind"]):
            message = f"the document prints {found.printed!r} ({found.kind}) there, not {row['printed']!r}"
            yield Problem(file, number, "printed", message)
    for numeral in wanted.values():
        message = f"numeral {numeral.printed!r} at {numeral.line}:{numeral.column} has no row; run scripts.transcribe"
        yield Problem(file, 0, "", message)


def _places(seeds: Seeds, document_id: str, text: Text) -> Iterator[Problem]:
    """Headings and the words of claims stand where the seeds say."""
    for number, section in enumerate(seeds["sections"], start=2):
        if section["document_id"] == document_id:
            line = section["heading_line"] or section["line"]
            if section["title_zh"] == "_U":
                continue  # a passage without headline
            offset = text.offset(int(line), 1)
            if offset is None or not text.end_of(section["title_zh"], text.after_marks(offset)):
                message = f"{section['title_zh']!r} is not the start of line {line}"
                yield Problem("seeds/sections.csv", number, "title_zh", message)
    for number, claim in enumerate(seeds["claims"], start=2):
        if claim["document_id"] == document_id:
            offset = text.offset(int(claim["line"]), int(claim["column"]))
            if offset is None or not text.end_of(claim["printed"], offset):
                place = f"{claim['line']}:{claim['column']}"
                yield Problem("seeds/claims.csv", number, "column", f"{claim['printed']!r} does not stand at {place}")
