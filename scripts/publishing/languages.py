"""The two languages of the pages: their own words from schemas/pages.toml, and the labels of codes from the tables."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from china_services_trade._words import period_en, period_zh

from ..building.seeds import ROOT

FILE = "schemas/pages.toml"


@dataclass(frozen=True)
class Language:
    """A language by its code, as ``lang`` and the suffix of columns have it, with the name it calls itself."""

    code: str
    name: str
    words: Mapping[str, str]
    sentence: Callable[[str], str] = str
    """Puts a sentence that the checks made in English into this language."""

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the pages with its facts filled in; large whole numbers get group marks."""
        told = {name: f"{fact:,}" if type(fact) is int else fact for name, fact in facts.items()}
        return self.words[key].format(**told)

    def period(self, period: str, basis: str) -> str:
        """A time period in words."""
        return (period_en if self.code == "en" else period_zh)(period, basis)

    def of(self, row: Mapping[str, str], column: str) -> str:
        """The cell of a row in this language: ``label`` is ``label_en`` or ``label_zh``."""
        return row[f"{column}_{self.code}"]


@cache
def languages() -> tuple[Language, ...]:
    """All languages, English first. Raises ValueError where one lacks a sentence that another has."""
    told = tomllib.loads((ROOT / FILE).read_text("utf-8"))
    names = told.pop("names")
    for key, texts in told.items():
        if set(texts) != set(names):
            raise ValueError(f"{FILE}, {key}: should be said in {', '.join(names)}")
    return tuple(
        Language(code, name, {key: texts[code] for key, texts in told.items()}) for code, name in names.items()
    )
