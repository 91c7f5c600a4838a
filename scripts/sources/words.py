"""The words beside one numeral: each stands where the row says, and none that belongs to the figure is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from checks.model.index import year_before
from checks.model.printed import Words
from checks.model.sense import SINCE, UNNAMED
from checks.problems import Problem

from ..building.ledger_row import BALANCE, has_direction
from ..building.places import NO_WORD, own_places, passed_over, says_none
from .text import Text

NEAR = 2
"""Characters that may stand between a numeral and its unit on one line: a qualifier word, as in 1100 余项."""

MINUS = "-"
NO_QUALIFIERS = ("多边", "多元", "多双边", "多方", "多种")
"""Words that begin like a qualifier and are none."""

SINCE_LAST_YEAR = ("同比", "上年", "去年")
"""Words that say which year a figure is relative to."""

Row = dict[str, str]


def word_problems(document_id: str, number: int, row: Row, text: Text, words: Words) -> Iterator[Problem]:
    """Unit, sign and qualifier words of one row that do not stand where it says, or stand there and are not in it."""
    start = text.offset(int(row["line"]), int(row["column"]))
    if start is not None:
        checked = _Row(f"seeds/{document_id}.csv", number, row, text, words, start, start + len(row["printed"]))
        yield from checked.placed()
        if row["role"] == "figure":
            yield from checked.unit()
            yield from checked.unnoticed()
            yield from checked.denied()
            yield from checked.dated()


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
            at = own_places(self.row[f"{kind}_at"])
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
            if says_none(self.row[f"{kind}_at"]) and not (kind == "sign" and self._directed()):
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

    def denied(self) -> Iterator[Problem]:
        """A figure with a direction that has no sign word names those of its clause, which speak of something else."""
        if not (says_none(self.row["sign_at"]) and self._directed()):
            return
        named = set(passed_over(self.row["sign_at"]))
        before = self.text.before(self.start)
        for word, offset, stop in self._signs_of_clause():
            place = "{}:{}".format(*self.text.place(offset))
            if stop == before:
                continue  # touches the numeral: ``unnoticed`` says so, and nothing excuses it
            if place not in named:
                advice = f"write it in sign_printed, or {NO_WORD};{place} and in note what it speaks of"
                yield self._problem(
                    "sign_at", f"says {NO_WORD}, but {word!r} stands in its clause at {place}; {advice}"
                )
            elif word not in self.row["note"]:
                yield self._problem(
                    "note", f"does not say what {word!r} at {place} speaks of, which sign_at passes over"
                )
            named.discard(place)
        for place in sorted(named):
            yield self._problem("sign_at", f"passes over {place}, where no sign word of its clause stands; take it out")

    def dated(self) -> Iterator[Problem]:
        """What its clause calls relative to the year before has its base in that year."""
        own, base = self.row["time_period"], self.row["reference_period"]
        if self.row["transformation"] not in (*SINCE, "multiple") or own == UNNAMED:
            return
        before = year_before(own)[:4]
        for word, offset, _ in self._in_clause(SINCE_LAST_YEAR):
            if not base.startswith(before) and word not in self.row["note"]:
                place = "{}:{}".format(*self.text.place(offset))
                advice = f"name a period of {before}, or say in note what {word} speaks of"
                yield self._problem(
                    "reference_period", f"is {base}, but {word!r} stands in its clause at {place}; {advice}"
                )
                return

    def _signs_of_clause(self) -> Iterator[tuple[str, int, int]]:
        """Sign words of the clause. A minus belongs to the number that it touches alone."""
        return self._in_clause(word for word in self.words.signs if word != MINUS)

    def _in_clause(self, words: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """Those of some words that stand in the clause, with begin and end, the longest at each place."""
        known = sorted(words, key=len, reverse=True)
        offset, last = self.text.clause(self.start, self.end)
        while offset < last:
            ends = ((word, self.text.end_of(word, offset)) for word in known)
            word, stop = next(((w, e) for w, e in ends if e is not None and e <= last), ("", None))
            if stop is not None:
                yield word, offset, stop
            offset = stop or offset + 1

    def _directed(self) -> bool:
        """Whether the figure has a direction, so that a sign word that touches it is never passed over."""
        flow = BALANCE if BALANCE in self.row["series_id"].split(".") else ""
        return has_direction(self.row["transformation"], flow)

    def _problem(self, column: str, message: str) -> Problem:
        return Problem(self.file, self.number, column, message)


def _stands(text: Text, word: str, offset: int) -> bool:
    return text.end_of(word, offset) is not None and not any(text.end_of(other, offset) for other in NO_QUALIFIERS)
