"""Suggests what may stand beside a numeral: unit, signs, qualifiers and series, all found by looking up words.

Nothing here understands the text, so nothing of it goes into the ledger: a suggestion saves a curator the looking up of
places and ids, not the reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.model.printed import DIGITS, PLACES, number_of
from scripts.building.labels import Labels
from scripts.building.seeds import Seeds
from scripts.sources.numerals import Numeral
from scripts.sources.words import NO_QUALIFIERS

from .reading import Reading, any_of

NEARBY = 20
"""Characters between a numeral and a sign or qualifier word that is worth showing."""

CARRIED = 300
"""Characters before a sentence in which a name is sought that the sentence itself leaves out."""

MOST = 3
"""Words or series of a kind that are shown."""

ENOUGH = 2
"""Names that a series must share with the text, or all that it has: a country alone suggests too many series."""

NAMED = {"area": "ref_area", "item": "item", "flow": "flow", "indicator": "indicator"}
NAMELESS = ("_T", "_Z", "_U")


@dataclass(frozen=True)
class Candidate:
    """A known series with the names of it that the sentence says, and those that only the text before it says."""

    series_id: str
    said: tuple[str, ...]
    carried: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """Words with their places (``亿元 3:12``), and candidates, the likeliest first."""

    units: tuple[str, ...]
    signs: tuple[str, ...]
    qualifiers: tuple[str, ...]
    series: tuple[Candidate, ...]


class Suggester:
    """Looks up numerals of one document."""

    def __init__(self, reading: Reading, seeds: Seeds) -> None:
        self._reading = reading
        self._signs = {row["sign_word"] for row in seeds["codes/sign_words"]}
        self._qualifiers = {row["qualifier_word"] for row in seeds["codes/qualifier_words"]}
        self._beside = any_of([*self._signs, *self._qualifiers, *NO_QUALIFIERS])
        units = any_of(row["unit_word"] for row in seeds["codes/unit_words"]).pattern
        self._unit = re.compile(f"(?:{any_of(self._qualifiers).pattern})?({units})")
        labels = Labels(seeds)
        self._names = {
            series["series_id"]: {
                kind: _plain(labels.of(kind, series[column], "zh"))
                for kind, column in NAMED.items()
                if series[column] not in NAMELESS
            }
            for series in seeds["series"]
        }
        self._patterns = {kind: any_of(names.get(kind, "") for names in self._names.values()) for kind in NAMED}

    def suggest(self, numeral: Numeral) -> Suggestion:
        """Everything found for one numeral; the same text always gives the same answer."""
        beside = self._words_beside(numeral)
        return Suggestion(
            self._units(numeral),
            tuple(f"{word} {place}" for word, place in beside if word in self._signs)[:MOST],
            tuple(f"{word} {place}" for word, place in beside if word in self._qualifiers)[:MOST],
            self._series(numeral),
        )

    def _units(self, numeral: Numeral) -> tuple[str, ...]:
        start, end = self._reading.span(numeral)
        if numeral.kind == "word":
            if number_of(numeral.printed)[2]:
                return ()  # a fraction, a rank, "unchanged": the word is its own unit
            end = start + len(numeral.printed) - len(numeral.printed.lstrip("".join([*DIGITS, *PLACES])))
        match = self._unit.match(self._reading.text, end)
        return (f"{match[1]} {self._reading.place(match.start(1))}",) if match else ()

    def _words_beside(self, numeral: Numeral) -> list[tuple[str, str]]:
        """Sign and qualifier words of the sentence near the numeral, the nearest first."""
        start, end = self._reading.span(numeral)
        found = []
        for match in self._beside.finditer(self._reading.text, *self._reading.sentence(start)):
            distance = max(start - match.end(), match.start() - end)
            if 0 <= distance <= NEARBY and match.group() not in NO_QUALIFIERS:
                found.append((distance, match.start(), match.group()))
        return [(word, self._reading.place(position)) for _, position, word in sorted(found)]

    def _series(self, numeral: Numeral) -> tuple[Candidate, ...]:
        """Series by how many of their names the sentence says up to the numeral.

        Among equals come first those more of whose other names stand shortly before the sentence, then those with
        fewer names said nowhere, then those named earlier, because a sentence mostly opens with what it is about.
        """
        position, _ = self._reading.span(numeral)
        begin, _ = self._reading.sentence(position)
        said = {kind: self._found(kind, begin, position) for kind in NAMED}
        before = {kind: self._found(kind, max(0, begin - CARRIED), begin) for kind in NAMED}
        latest = {kind: _named_last(found) for kind, found in before.items()}
        ranked = []
        for series_id, names in self._names.items():
            here = {kind: name for kind, name in names.items() if name in said[kind]}
            carried = {kind: name for kind, name in names.items() if not said[kind] and name == latest[kind]}
            unnamed = len(names) - len(here) - len(carried)
            opening = sum(min(said[kind][name]) for kind, name in here.items())
            candidate = Candidate(series_id, tuple(here.values()), tuple(carried.values()))
            if len(here) + len(carried) >= min(ENOUGH, len(names)) > 0:
                ranked.append((-len(here), -len(carried), unnamed, opening, series_id, candidate))
        return tuple(candidate for *_, candidate in sorted(ranked, key=lambda entry: entry[:-1])[:MOST])

    def _found(self, kind: str, begin: int, end: int) -> dict[str, list[int]]:
        """Names of one kind in a stretch of text with their positions; a name inside a longer one does not count."""
        found: dict[str, list[int]] = {}
        for match in self._patterns[kind].finditer(_plain(self._reading.text[begin:end])):
            found.setdefault(match.group(), []).append(match.start())
        return found


def _named_last(found: dict[str, list[int]]) -> str:
    return max(found, key=lambda name: found[name][-1], default="")


def _plain(text: str) -> str:
    """Text without the comma of enumerations, which documents set and drop at will."""
    return text.replace("、", "")
