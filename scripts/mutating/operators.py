"""The slips of a curator, one figure at a time: each operator turns one ledger row into the rows that a slip leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from checks.model.printed import DIGITS, Words

from ..building.places import NO_WORD

Row = dict[str, str]
Slip = tuple[tuple[Row, ...] | None, str]
"""The rows that stand for the row now, and what happened; None and the reason where the slip would change nothing."""

SCALES = {"万亿": ("亿",), "亿": ("万", "万亿"), "万": ("亿",)}
"""Powers of ten at the start of a unit word, each with those that it is taken for."""
RATES = {"%": "个百分点", "个百分点": "%"}
SAME_DIGITS = "the two digits are the same"
LEADING_ZERO = "the number would begin with a zero"
SAME_NUMBER = "the number stays what it was"
SAME_NEIGHBOUR = "the next figure prints the same"
CHINESE = "一二三四五六七八九"
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Place:
    """One figure with what a slip can confuse it with.

    ``next_printed`` is the numeral of the next figure of the document with the same unit word, empty if there is none;
    ``sibling`` the series of the other direction of trade, empty if there is none.
    """

    row: Row
    words: Words
    next_printed: str
    sibling: str
    random: Random


def wrong_digit(place: Place) -> Iterator[Slip]:
    """Another digit in each position; the first one does not become zero."""
    printed = place.row["printed"]
    for at, character in enumerate(printed):
        choice = [d for d in _alphabet(place.row) if DIGITS.get(d, d) != DIGITS.get(character, character)]
        if not (character.isdecimal() or character in DIGITS):
            continue
        if at == 0 and len(printed) > 1 and "0" in choice and printed[1] != ".":
            choice.remove("0")
        other = place.random.choice(choice)
        yield _printed(place.row, f"{printed[:at]}{other}{printed[at + 1 :]}")


def every_digit(place: Place) -> Iterator[Slip]:
    """Every other digit in each position of a number in figures."""
    printed = place.row["printed"]
    for at, character in enumerate(printed):
        for other in "0123456789" if character.isdecimal() else "":
            leading = at == 0 and other == "0" and len(printed) > 1 and printed[1] != "."
            if other != character and not leading:
                yield _printed(place.row, f"{printed[:at]}{other}{printed[at + 1 :]}")


def swapped_digits(place: Place) -> Iterator[Slip]:
    """Two neighbouring digits exchanged, across the decimal point too."""
    printed = place.row["printed"]
    places = [at for at, character in enumerate(printed) if character.isdecimal()]
    for left, right in pairwise(places):
        characters = list(printed)
        characters[left], characters[right] = characters[right], characters[left]
        changed = "".join(characters)
        if changed == printed:
            yield None, SAME_DIGITS
        elif re.match("0[0-9]", changed):
            yield None, LEADING_ZERO
        else:
            yield _printed(place.row, changed)


def shifted_point(place: Place) -> Iterator[Slip]:
    """The decimal point one place to the left, and to the right where there is one."""
    printed = place.row["printed"]
    if place.row["kind"] != "numeral":
        return
    whole, point, decimals = printed.replace(",", "").partition(".")
    digits = whole + decimals
    for at in (len(whole) - 1, *([len(whole) + 1] if point else [])):
        changed = f"{digits[:at].lstrip('0') or '0'}.{digits[at:]}".removesuffix(".")
        if not digits.strip("0"):
            yield None, SAME_NUMBER
        else:
            yield _printed(place.row, changed)


def wrong_unit(place: Place) -> Iterator[Slip]:
    """万 for 亿 and the like, percent for percentage points."""
    unit = place.row["unit_printed"]
    scale = next((s for s in SCALES if unit.startswith(s)), "")
    for other in SCALES.get(scale, ()):
        yield _changed(place.row, "unit_printed", other + unit.removeprefix(scale))
    if unit in RATES:
        yield _changed(place.row, "unit_printed", RATES[unit])


def lost_sign(place: Place) -> Iterator[Slip]:
    """A sign word left out, with its place."""
    words, places = (place.row[name].split(";") for name in ("sign_printed", "sign_at"))
    for at, word in enumerate(words if place.row["sign_printed"] else []):
        kept = {
            "sign_printed": ";".join(words[:at] + words[at + 1 :]),
            "sign_at": ";".join(places[:at] + places[at + 1 :]),
        }
        yield ({**place.row, **kept},), f"{word} -> nothing"


def denied_sign(place: Place) -> Iterator[Slip]:
    """The sign words left out, and the row says that none is printed."""
    if place.row["sign_printed"]:
        row = {**place.row, "sign_printed": "", "sign_at": NO_WORD}
        yield (row,), f"{place.row['sign_printed']} -> said to be none"


def flipped_sign(place: Place) -> Iterator[Slip]:
    """A sign word replaced by one of the opposite direction."""
    words = place.row["sign_printed"].split(";") if place.row["sign_printed"] else []
    for at, word in enumerate(words):
        opposite = sorted(w for w, sign in place.words.signs.items() if sign == -place.words.signs[word])
        other = place.random.choice(opposite)
        yield ({**place.row, "sign_printed": ";".join([*words[:at], other, *words[at + 1 :]])},), f"{word} -> {other}"


def neighbours_value(place: Place) -> Iterator[Slip]:
    """The numeral of the next figure with the same unit word."""
    if place.next_printed == place.row["printed"]:
        yield None, SAME_NEIGHBOUR
    elif place.next_printed:
        yield _printed(place.row, place.next_printed)


def wrong_year(place: Place) -> Iterator[Slip]:
    """The period of the figure one year off."""
    yield from _year_off(place, "time_period")


def wrong_base_year(place: Place) -> Iterator[Slip]:
    """The base period of the figure one year off."""
    yield from _year_off(place, "reference_period")


def wrong_flow(place: Place) -> Iterator[Slip]:
    """Exports for imports, or imports for exports."""
    if place.sibling:
        yield _changed(place.row, "series_id", place.sibling)


def lost_row(place: Place) -> Iterator[Slip]:
    """The row is missing."""
    yield (), "row lost"


def doubled_row(place: Place) -> Iterator[Slip]:
    """The row stands there twice."""
    yield (place.row, place.row), "row doubled"


OPERATORS: Mapping[str, Callable[[Place], Iterator[Slip]]] = {
    f.__name__: f
    for f in (
        *(wrong_digit, swapped_digits, shifted_point, neighbours_value, wrong_unit),
        *(lost_sign, denied_sign, flipped_sign, wrong_year, wrong_base_year, wrong_flow, lost_row, doubled_row),
    )
}
"""Operator name to the slips it makes of one figure."""


def _alphabet(row: Row) -> str:
    return "0123456789" if row["kind"] == "numeral" else CHINESE


def _printed(row: Row, changed: str) -> Slip:
    return _changed(row, "printed", changed)


def _changed(row: Row, column: str, cell: str) -> Slip:
    return ({**row, column: cell},), f"{row[column]} -> {cell}"


def _year_off(place: Place, column: str) -> Iterator[Slip]:
    period = place.row[column]
    if YEAR.match(period):
        year = int(period[:4]) + place.random.choice((-1, 1))
        yield _changed(place.row, column, f"{year:04d}{period[4:]}")
