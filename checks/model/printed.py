"""From print to number: the one pure function that turns a numeral and its words into a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"十": 10, "百": 100, "千": 1000}
_FRACTION = re.compile("/([1-9][0-9]*)")
"""A unit that makes the numeral the upper part of a fraction."""
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CHINESE = re.compile("[零〇一二两三四五六七八九十百千万亿]+")

UNREAD = "成半点分"
"""Characters behind a Chinese number that would change it."""

POINT_TRANSFORMATIONS = ("change_in_share", "change_in_growth_rate", "growth_gap", "contribution_to_growth")


class NotANumber(ValueError):
    """The printed text is no number of a kind that the package knows."""


@dataclass(frozen=True)
class Value:
    """A printed number with its sign: ``number`` x 10^``unit_mult`` in ``unit_measure``, ``decimals`` as printed."""

    number: Fraction
    decimals: int
    unit_measure: str
    unit_mult: int
    qualifier: str
    bound_kind: str


@dataclass(frozen=True)
class Words:
    """The closed lists of words that may stand beside a numeral."""

    units: Mapping[str, Mapping[str, int]]  # word -> unit_measure -> unit_mult
    signs: Mapping[str, int]
    qualifiers: Mapping[str, tuple[str, str]]  # word -> qualifier, bound_kind


def value_of(
    printed: str,
    unit_word: str,
    sign_words: str,
    qualifier_word: str,
    transformation: str,
    level_unit: str,
    words: Words,
) -> Value:
    """The value that a numeral, its unit word, sign words and qualifier word state.

    ``level_unit`` is the unit of the series, which tells apart the units that one word can stand for.
    Raises NotANumber with a reason a curator can act on.
    """
    number, decimals, own_unit = number_of(printed)
    if divisor := _FRACTION.fullmatch(unit_word):
        number, own_unit = number / int(divisor[1]), "PURE"
    unit, mult = _unit(unit_word, own_unit, transformation, level_unit, words)
    sign = 1
    for word in filter(None, sign_words.split(";")):
        if word not in words.signs:
            raise NotANumber(f"sign word {word} is not on the list of sign words")
        sign *= words.signs[word]
    qualifier, bound_kind = "exact", "none"
    if qualifier_word:
        if qualifier_word not in words.qualifiers:
            raise NotANumber(f"qualifier word {qualifier_word} is not on the list of qualifier words")
        qualifier, bound_kind = words.qualifiers[qualifier_word]
        if sign < 0:  # a fall of more than 10 % is a growth below -10 %
            qualifier = {"lower": "upper", "upper": "lower"}.get(qualifier, qualifier)
    return Value(sign * number, decimals, unit, mult, qualifier, bound_kind)


def number_of(printed: str) -> tuple[Fraction, int, str]:
    """Number, printed decimals, and the unit that a number word carries in itself (empty if none)."""
    if _PLAIN.fullmatch(printed) or _GROUPED.fullmatch(printed):
        plain = printed.replace(",", "")
        return Fraction(plain), len(plain.partition(".")[2]), ""
    if printed == "持平":
        return Fraction(0), 0, "UNCHANGED"
    if printed == "一半":
        return Fraction(50), 0, "PC"
    if match := re.fullmatch("翻(.?)番", printed):
        return Fraction(2) ** (chinese(match[1]) if match[1] else 1), 0, "TIMES"
    if match := re.fullmatch("(.+)分之(.+)", printed):
        if not chinese(match[1]):
            raise NotANumber(f"{printed!r} divides by zero")
        return Fraction(chinese(match[2]), chinese(match[1])), 0, "PURE"
    if match := re.fullmatch("第(.+)", printed):
        return Fraction(chinese(match[1])), 0, "RANK"
    if match := re.fullmatch("(.+)成", printed):
        return Fraction(10 * chinese(match[1])), 0, "PC"
    if (match := _CHINESE.match(printed)) and not printed[match.end() :].startswith(tuple(UNREAD)):
        return Fraction(chinese(match[0])), 0, ""
    raise NotANumber(f"{printed!r} is no number; give it an exclusion role or mend the numeral")


def chinese(text: str) -> int:
    """A Chinese numeral: 十八, 二十, 三百零五, 三万, 百亿, 万亿."""
    for scale, value in (("亿", 10**8), ("万", 10**4)):
        head, mark, tail = text.rpartition(scale)
        if mark:
            return (chinese(head) if head else 1) * value + (chinese(tail) if tail else 0)
    total, digit = 0, 0
    for character in text:
        if character in DIGITS:
            if digit:
                raise NotANumber(f"{text!r} sets two digits side by side; it is a range, a year or a vague number")
            digit = DIGITS[character]
        elif character in PLACES:
            total += (digit or 1) * PLACES[character]
            digit = 0
        else:
            raise NotANumber(f"{text!r} is no Chinese number")
    return total + digit


def _unit(word: str, own: str, transformation: str, level_unit: str, words: Words) -> tuple[str, int]:
    if own == "UNCHANGED":
        return ("PP" if transformation in POINT_TRANSFORMATIONS else "PC"), 0
    if own:
        return own, 0
    if not word:
        if transformation in ("ratio_part", "index", "rank"):
            return {"ratio_part": "PURE", "index": "PURE", "rank": "RANK"}[transformation], 0
        raise NotANumber("has no unit word; write the unit as printed")
    if word not in words.units:
        raise NotANumber(f"unit word {word} is not on the list of unit words")
    units = words.units[word]
    if transformation == "rank" and "RANK" in units:
        return "RANK", 0
    if level_unit in units:
        return level_unit, units[level_unit]
    if len(units) == 1:
        return next(iter(units.items()))
    raise NotANumber(f"unit word {word} can mean {', '.join(sorted(units))}; the series says {level_unit}")
