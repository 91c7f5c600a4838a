"""Labelled lines that fit a terminal: what is too long goes on below its first word, wide characters count twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LABEL = 17
"""Columns before the text of a label."""


@dataclass(frozen=True)
class Screen:
    """Lines of ``width`` columns at most, in what ``encoding`` can show."""

    width: int = 120
    encoding: str = "utf-8"

    @property
    def chinese(self) -> bool:
        """Whether Chinese can be read here."""
        return self.shown("中") == "中"

    def labelled(self, label: str, text: str) -> Iterator[str]:
        """A label and what belongs to it."""
        yield from self.hanging(f"  {label:<{LABEL - 2}}", text)

    def item(self, mark: str, text: str) -> Iterator[str]:
        """One of several things below a label."""
        yield from self.hanging(f"    {mark} ", text)

    def hanging(self, head: str, text: str) -> Iterator[str]:
        """``text`` behind ``head``; further lines start as far to the right as the first word."""
        indent = " " * columns(head)
        line, empty = head, True
        for word in re.split(" (?!%)", self.shown(text)):
            for piece in _pieces(word, max(self.width - len(indent), 2)):
                if not empty and columns(line) + 1 + columns(piece) > self.width:
                    yield line
                    line, empty = indent, True
                line += piece if empty else f" {piece}"
                empty = False
        yield line.rstrip()

    def shown(self, text: str) -> str:
        """The text with codes for what the encoding lacks."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.replace("…", "...").encode(self.encoding, "backslashreplace").decode(self.encoding)
        return text


def fitting(blocks: list[list[str]], lines: int) -> list[list[str]]:
    """The first blocks that fit into so many lines, at least one."""
    taken = 0
    for number, block in enumerate(blocks):
        taken += len(block)
        if taken > lines and number:
            return blocks[:number]
    return blocks


def columns(text: str) -> int:
    """Columns of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word cut where it is longer than a line, as Chinese text may be."""
    piece = ""
    for character in word:
        if piece and columns(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece
