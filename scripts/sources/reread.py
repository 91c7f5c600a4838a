"""Re-reads the documents: every row against the print, and every numeral of the print against the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from checks.model.printed import Words
from checks.problems import InputError, Problem

from ..building.ledger import words_of
from ..building.ledger_row import BALANCE, NO_WORD, has_direction
from ..building.seeds import Rows, Seeds, seed_file
from .numerals import Numeral, numerals
from .text import Text, document_path, read_text

NEAR = 2
"""Characters that may stand between a numeral and its unit on one line: a qualifier word, as in 1100 余项."""

MINUS = "-"
NO_QUALIFIERS = ("多边", "多元", "多双边", "多方", "多种")
"""Words that begin like a qualifier and are none."""

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


def word_problems(document_id: str, number: int, row: Row, text: Text, words: Words) -> Iterator[Problem]:
    """Unit, sign and qualifier words of one row that do not stand where it says, or stand there and are not in it."""
    start = text.offset(int(row["line"]), int(row["column"]))
    if start is not None:
        checked = _Row(f"seeds/{document_id}.csv", number, row, text, words, start, start + len(row["printed"]))
        yield from checked.placed()
        if row["role"] == "figure":
            yield from checked.unit()
            yield from checked.unnoticed()


@dataclass
class _Row:
    """One ledger row against the text around its numeral, which reaches from ``start`` to ``end``."""

    file: str
    number: int
    row: Row
    text: Text
    words: Words
    start: int
    end: int
    places: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def placed(self) -> Iterator[Problem]:
        """Every word stands where the row says; remembers the places for the other checks."""
        for kind in ("unit", "sign", "qualifier"):
            printed = list(filter(None, self.row[f"{kind}_printed"].split(";")))
            at = list(filter(None, self.row[f"{kind}_at"].replace(NO_WORD, "").split(";")))
            if len(printed) != len(at):
                yield self._problem(f"{kind}_at", "needs one line:column for each word")
                continue
            for word, place in zip(printed, at, strict=True):
                line, _, column = place.partition(":")
                offset = self.text.offset(int(line), int(column))
                stop = self.text.end_of(word, offset) if offset is not None else None
                if offset is None or stop is None:
                    yield self._problem(f"{kind}_at", f"{word!r} does not stand at {place}")
                else:
                    self.places.setdefault(kind, []).append((offset, stop))

    def unit(self) -> Iterator[Problem]:
        """The unit stands right after the numeral, in it or in a table head, and is not the start of a longer one."""
        text, printed = self.text, self.row["unit_printed"]
        for offset, _ in self.places.get("unit", ()):
            same_line = text.place(offset)[0] == int(self.row["line"])
            own = self.start <= offset <= text.after(self.end) + NEAR or text.shares_unit(self.end, offset, printed)
            if same_line and not own:
                yield self._problem("unit_at", f"{printed!r} does not belong to this numeral")
            longer = [w for w in self.words.units if len(w) > len(printed) and text.end_of(w, offset)]
            if longer:
                yield self._problem("unit_printed", f"the document prints {max(longer, key=len)!r} there")
        if not printed and self.row["kind"] == "numeral":
            follows = [w for w in self.words.units if text.end_of(w, text.after(self.end))]
            if follows:
                yield self._problem("unit_printed", f"is empty, but {max(follows, key=len)!r} follows")

    def unnoticed(self) -> Iterator[Problem]:
        """Sign and qualifier words that touch the numeral must be in the row."""
        text, before = self.text, self.text.before(self.start)
        units = [text.after(stop) for _, stop in self.places.get("unit", ()) if stop - self.end < 20]
        behind = {text.after(self.end), max([text.after(self.end), *units])}
        for kind, known in (("sign", self.words.signs), ("qualifier", self.words.qualifiers)):
            if self.row[f"{kind}_at"] == NO_WORD and not (kind == "sign" and self._directed()):
                continue  # a word that looks like one: 270 metres high
            coded = self.places.get(kind, [])
            for word in known:
                touches = text.text[max(0, before - len(word)) : before] == word
                if word == MINUS and text.text[before - 2 : before - 1].isdigit():
                    touches = False  # a dash between two numbers
                follows = kind == "qualifier" and any(_stands(text, word, at) for at in behind)
                overlaps = any(o <= before - 1 < s or o in behind for o, s in coded)
                if (touches or follows) and not overlaps:
                    yield self._problem(f"{kind}_printed", f"{word!r} stands beside the numeral but not in the row")

    def _directed(self) -> bool:
        """Whether the figure has a direction, so that a sign word that touches it is never passed over."""
        flow = BALANCE if BALANCE in self.row["series_id"].split(".") else ""
        return has_direction(self.row["transformation"], flow)

    def _problem(self, column: str, message: str) -> Problem:
        return Problem(self.file, self.number, column, message)


def _stands(text: Text, word: str, offset: int) -> bool:
    return text.end_of(word, offset) is not None and not any(text.end_of(other, offset) for other in NO_QUALIFIERS)


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
