"""The text of a document as a curator looks at it: around a numeral, over line ends, sentence by sentence.

A line end or a mark of emphasis may stand inside a unit or a name. Words are therefore sought in a text without such
breaks, in which every character still knows its line and column.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from scripts.sources.numerals import Numeral
from scripts.sources.text import BREAKS, Text

SENTENCE_END = re.compile("[。！？；]")
LINE_END = re.compile(r"\s*\n\s*")
CONTEXT = 12
"""Characters shown on either side of a numeral."""


class Reading:
    """A document with positions: ``text`` leaves the breaks out, ``place`` leads back to the print."""

    def __init__(self, source: Text) -> None:
        self._source = source
        self._offsets = [i for i, character in enumerate(source.text) if character not in BREAKS]
        self.text = "".join(source.text[i] for i in self._offsets)

    def span(self, numeral: Numeral) -> tuple[int, int]:
        """Where a numeral begins and ends in ``text``."""
        start = bisect_left(self._offsets, self._offset(numeral))
        return start, start + len(numeral.printed)

    def place(self, position: int) -> str:
        """A position of ``text`` as line:column of the document."""
        line, column = self._source.place(self._offsets[position])
        return f"{line}:{column}"

    def sentence(self, position: int) -> tuple[int, int]:
        """Begin and end of the sentence, or the part of it between semicolons, that a position stands in.

        Sentences run over line ends and page breaks; so a heading, which has no full stop, belongs to the sentence
        below it.
        """
        before = [match.end() for match in SENTENCE_END.finditer(self.text, 0, position)]
        after = SENTENCE_END.search(self.text, position)
        return before[-1] if before else 0, after.start() if after else len(self.text)

    def context(self, numeral: Numeral) -> str:
        """A numeral in its surroundings; ``⏎`` stands for line ends."""
        start = self._offset(numeral)
        end = start + len(numeral.printed)
        before = LINE_END.sub("⏎", self._source.text[max(0, start - 5 * CONTEXT) : start])[-CONTEXT:]
        after = LINE_END.sub("⏎", self._source.text[end : end + 5 * CONTEXT])[:CONTEXT]
        return f"{before}【{numeral.printed}】{after}"

    def _offset(self, numeral: Numeral) -> int:
        offset = self._source.offset(numeral.line, numeral.column)
        if offset is None:
            raise ValueError(f"{numeral} is not of this document")
        return offset


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds the longest of these words; without words it finds nothing."""
    longest_first = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
