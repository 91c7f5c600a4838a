"""Sentences of relations in Chinese: put together from labels and phrases, because their order is the same."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from checks.package.contents import Package

from ..building.seeds import ROOT

FILE = "schemas/sentences_zh.toml"
LISTS = ("areas", "items", "flows", "populations", "indicators", "units", "transformations", "series")
MARKS = {": ": "：", ", ": "，", "; ": "；", ". ": "。"}
_MARK = re.compile("|".join(map(re.escape, MARKS)))
_UNIT = re.compile(r" \(([^()]+)\)(?=[:.]|$)")
"""The unit at the end of a clause; other brackets belong to the arithmetic."""
_SPACE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) | (?=[\u3000-\u9fff\uff00-\uffef])")


class Chinese:
    """Translates sentences that ``checks`` makes; what it does not know stays English."""

    def __init__(self, package: Package) -> None:
        known: dict[str, str] = dict(tomllib.loads((ROOT / FILE).read_text("utf-8"))["phrases"])
        for table in LISTS:
            for row in package.tables[table]:
                known.setdefault(row["label_en"], row["label_zh"])
                known.setdefault(row["label_en"].lower(), row["label_zh"])
        self._known: Mapping[str, str] = known
        ordered = sorted(known, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, ordered))})(?![A-Za-z])")

    def sentence(self, english: str) -> str:
        """The sentence in Chinese."""
        text = self._pattern.sub(lambda match: self._known[match[0]], _UNIT.sub("（\\1）", english))
        text = _MARK.sub(lambda match: MARKS[match[0]], text)
        return _SPACE.sub("", text)
