"""Finds where the words of a reading stand: a unit behind its numeral, a sign word nearby, a qualifier beside it."""

from __future__ import annotations

import re

from ..sources.text import BREAKS, Text

FAR = 400
"""Characters within which a sign word is looked for; a sentence rarely carries it further."""
BESIDE = 12
"""Characters within which a qualifier stands."""
SENTENCE_END = "。"


def unit_place(text: Text, start: int, end: int, word: str) -> int | None:
    """Inside the numeral (number words), right behind it, or in the head of a table."""
    inside = [p for p in _places(text, word, start, end + len(word)) if start <= p < end]
    if inside:
        return inside[-1]
    behind = [p for p in _places(text, word, end, end + FAR // 10) if p - text.after(end) <= 2]
    if behind:
        return behind[0]
    shared = [p for p in _places(text, word, end, end + FAR // 10) if text.shares_unit(end, p, word)]
    if shared:
        return shared[0]
    line = text.place(start)[0]
    head = text.offset(max(1, line - 30), 1) or 0
    above = _places(text, word, head, start)
    return above[-1] if above else next(iter(_places(text, word, end, end + FAR)), None)


def sign_place(text: Text, start: int, end: int, word: str) -> int | None:
    """The nearest occurrence before the numeral in its sentence, else behind it in its sentence."""
    before = [p for p in _places(text, word, max(0, start - FAR), start) if SENTENCE_END not in text.text[p:start]]
    after = [p for p in _places(text, word, end, end + FAR // 4) if SENTENCE_END not in text.text[end:p]]
    return before[-1] if before else (after[0] if after else None)


def qualifier_place(text: Text, start: int, end: int, word: str) -> int | None:
    """Inside the numeral (number words), else the occurrence nearest to it on either side."""
    if inside := _places(text, word, start, end):
        return inside[0]
    found = _places(text, word, max(0, start - BESIDE), start) + _places(text, word, end, end + BESIDE)
    return min(found, key=lambda p: min(abs(p + len(word) - start), abs(p - end)), default=None)


def _places(text: Text, word: str, low: int, high: int) -> list[int]:
    pattern = f"[{re.escape(BREAKS)}]*".join(map(re.escape, word))
    return [match.start() + low for match in re.finditer(pattern, text.text[low:high])]
