"""Finds every numeral of a document, in digits or in words: the one definition that ledger and re-reading share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

NUMERAL = re.compile(r"[0-9]+(?:[.,][0-9]+)*")

_DIGIT = "零〇一二两三四五六七八九十百千"
_COUNTED = "个|项|条|家|件|份|倍|次|年|大|位|种|类|国|省|批|名|届|期|轮|所|颗|周|级|方面|部门|城"
WORD = re.compile(
    "持平(?!稳)"
    f"|翻[{_DIGIT}]?番"
    f"|[{_DIGIT}]+分之[{_DIGIT}]+"
    f"|第[{_DIGIT}]+"
    f"|[{_DIGIT}]+成(?![为果立本员功长就品熟交])"
    "|一半"
    f"|[{_DIGIT}]+[多余]?[万亿]+[多余]?(?=元|美元|人次|人|家|户|吨|级)"
    "|万亿?(?=元)"
    f"|[{_DIGIT}]+[多余]?(?:{_COUNTED})"
)
"""Numbers in words: fractions, tenths, doublings, ordinals, "unchanged", and a number before a counting word."""
BARE = ("万", "万亿")
"""A number by themselves, but a unit behind a number."""
BEHIND_NUMBER = re.compile(r"[0-9][余多]?[\s*]*[余多]?$")
TAIL = 20
"""Characters of the lines before that can hold the number of a unit."""


@dataclass(frozen=True, order=True)
class Numeral:
    """One numeral of a document; ``line`` and ``column`` count from 1, columns in characters."""

    line: int
    column: int
    printed: str
    kind: str  # "numeral" (digits) or "word"


def split_lines(text: str) -> list[str]:
    """Lines of a document, split at LF only, because other separators belong to the text."""
    return text.split("\n")


def numerals(text: str) -> Iterator[Numeral]:
    """Yield every numeral of ``text`` in reading order."""
    before = ""
    for number, line in enumerate(split_lines(text), start=1):
        found = [Numeral(number, m.start() + 1, m.group(), "numeral") for m in NUMERAL.finditer(line)]
        for m in WORD.finditer(line):
            if not (m.group() in BARE and BEHIND_NUMBER.search(before + line[: m.start()])):
                found.append(Numeral(number, m.start() + 1, m.group(), "word"))
        yield from sorted(found)
        before = f"{before}{line}\n"[-TAIL:]
