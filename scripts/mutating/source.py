"""The source check on one corrupted row: the documents are opened once, and only the row's own place is read again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from checks.problems import InputError, Problem

from ..building.ledger import words_of
from ..building.seeds import Seeds
from ..sources.numerals import Numeral
from ..sources.reread import Row, against_print, printed_numerals, reread
from ..sources.text import Text, read_text
from ..sources.words import word_problems
from .mutants import Mutant


class SourceCheck:
    """The documents in ``folder``. Raises InputError where they do not agree with the clean ledgers."""

    def __init__(self, seeds: Seeds, folder: Path) -> None:
        outcome = reread(seeds, folder)
        if outcome.problems:
            raise InputError(*outcome.problems)
        self._words = words_of(seeds)
        self._rows = {d["document_id"]: seeds.get(f"ledger:{d['document_id']}", []) for d in seeds["documents"]}
        self._texts: dict[str, Text] = {}
        self._numerals: dict[str, Mapping[tuple[int, int], Numeral]] = {}
        for document in seeds["documents"]:
            text, _, _ = read_text(folder / document["file"])
            self._texts[document["document_id"]] = text
            self._numerals[document["document_id"]] = printed_numerals(document, text)

    def problems(self, mutant: Mutant) -> list[Problem]:
        """What re-reading the corrupted ledger would say; all other rows agree with print."""
        name = mutant.document_id
        old = self._rows[name][mutant.index]
        rows: list[Row] = list(mutant.rows)
        numerals = self._numerals[name]
        wanted = {place: numerals[place] for place in map(_place, (old, *rows)) if place in numerals}
        found = list(against_print(name, wanted, rows))
        for row in rows:
            found += word_problems(name, 0, row, self._texts[name], self._words)
        return found


def _place(row: Row) -> tuple[int, int]:
    return int(row["line"]), int(row["column"])
