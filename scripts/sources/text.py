"""A source document as text with places: line and column to offset, and words found although print broke them."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from checks.package.within import within
from checks.problems import Problem

BREAKS = " \t\r\n\u3000*"
"""What print (or mark-up) may put inside a word or between a number and its unit."""
HEADING_MARK = "#"
CLAUSE_MARKS = "，。；：！？"
_GAP = f"[{re.escape(BREAKS)}]*"
SHARED = re.compile(f"(?:{_GAP}[个万亿%]*{_GAP}[、和至到—–\\-~～]{_GAP}[0-9]+(?:[.,][0-9]+)*)+{_GAP}")
OWN_UNIT = re.compile("[个万亿%]+")


@dataclass(frozen=True)
class Text:
    """The text of one document. Lines and columns count from 1; lines are split at LF only."""

    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(i + 1 for i, character in enumerate(self.text) if character == "\n")]

    @property
    def lines(self) -> int:
        return len(self._starts)

    def offset(self, line: int, column: int) -> int | None:
        """Position in the text, or None where the document has no such place."""
        if not 1 <= line <= self.lines:
            return None
        end = self._starts[line] - 1 if line < self.lines else len(self.text)
        offset = self._starts[line - 1] + column - 1
        return offset if column >= 1 and offset < end else None

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a position."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def end_of(self, word: str, start: int) -> int | None:
        """Where ``word`` ends if it stands at ``start``, breaks inside it allowed; None if it does not."""
        position = start
        for index, character in enumerate(word):
            while index and position < len(self.text) and self.text[position] in BREAKS and character not in BREAKS:
                position += 1
            if position >= len(self.text) or self.text[position] != character:
                return None
            position += 1
        return position

    def after(self, offset: int) -> int:
        """The next position that is no break."""
        while offset < len(self.text) and self.text[offset] in BREAKS:
            offset += 1
        return offset

    def shares_unit(self, end: int, offset: int, word: str) -> bool:
        """Whether only further numerals of an enumeration stand between a numeral and a unit, as in 3.7 and 3.9 %.

        A number with a unit of its own shares none, unless that is the beginning of the later one (0.2 p, 0.1 p.p.).
        """
        found = SHARED.fullmatch(self.text[end:offset])
        return found is not None and all(word.startswith(own) and own != word for own in OWN_UNIT.findall(found[0]))

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Where the clause begins and ends in which the characters from ``start`` to ``end`` stand."""
        first = max(self.text.rfind(mark, 0, start) for mark in CLAUSE_MARKS) + 1
        found = (self.text.find(mark, end) for mark in CLAUSE_MARKS)
        return first, min((at for at in found if at >= 0), default=len(self.text))

    def after_marks(self, offset: int) -> int:
        """The next position that is neither break nor heading mark."""
        while offset < len(self.text) and self.text[offset] in BREAKS + HEADING_MARK:
            offset += 1
        return offset

    def before(self, offset: int) -> int:
        """The end of what stands before ``offset``, breaks passed over."""
        while offset > 0 and self.text[offset - 1] in BREAKS:
            offset -= 1
        return offset


def document_path(folder: Path, name: str, row: int) -> Path:
    """Where a copy of a document lies, by its name in a row of seeds/documents.csv. Raises InputError if elsewhere."""
    return within(folder, name, Problem("seeds/documents.csv", row, "file", ""))


def read_text(path: Path) -> tuple[Text, str, int]:
    """The document with its SHA-256 and size in bytes."""
    data = path.read_bytes()
    return Text(data.decode("utf-8")), hashlib.sha256(data).hexdigest(), len(data)
