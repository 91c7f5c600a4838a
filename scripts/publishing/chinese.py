"""Sentences that the checks make, in Chinese: names are taken from the tables, the words between them by rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import partial

from checks.package.contents import Package
from china_services_trade._words import period_zh

from ..building.seeds import ROOT

FILE = "schemas/sentences_zh.toml"
FIRST = {"claim": 0xF0000, "name": 0xF2000, "unit": 0xFF000}
"""While the rules are applied, a character without meaning stands for each name, from these on by its kind."""
NAMED = ("series", "areas", "items", "populations", "indicators")
"""Series, and the lists whose labels make up their short names."""
HOLES = {
    "claim": "[\U000f0000-\U000f1fff]",
    "name": "[\U000f2000-\U000fefff]+",
    "unit": "[\U000ff000-\U000fffff]",
    "time": r"\d{4}(?:-Q\d|-\d\d(?:-\d\d)?)?(?:/P\d+[YMD])?(?![\d.])|an unnamed earlier period",
    "number": r"-?\d[\d,]*(?:\.\d+)?(?![\d.])",
    "list": r"\d[\d, ]*",
    "text": r"[^:;]+?",
}
"""What a rule leaves open; a digit behind it tells two of a kind apart, without one both are the same."""
MARKS = {": ": "：", ", ": "，", "; ": "；", ". ": "。"}
_HOLE = re.compile(rf"\\{{({'|'.join(HOLES)})(\d?)\\}}")
_PIECES = re.compile("(?<={0}), (?={0})".format(HOLES["name"].removesuffix("+")))
_NUMBERS = re.compile(r"(?<=[\d%)]), (?=-?\d)")
_MARK = re.compile("|".join(map(re.escape, MARKS)))
_BRACKETS = re.compile(rf" ?\(([千百万亿]*{HOLES['unit']}|%)\)")
_QUOTED = re.compile(rf"“({HOLES['name']})”")
_HAN = r"[\u3000-\u9fff\uff00-\uffef“”]"
_SPACE = re.compile(rf"(?<={_HAN}) (?![=+/×-] )|(?<! [=+/×-]) (?={_HAN})")


class Chinese:
    """Translates sentences that ``checks`` makes; what it does not know stays English."""

    def __init__(self, package: Package) -> None:
        tables = package.tables
        self._signs: dict[str, dict[str, str]] = {}
        self._told: dict[int, str] = {}
        self._made: dict[str, str] = {}
        names = [(row["label_en"], row["label_zh"]) for table in NAMED for row in tables[table]]
        flows = [(row["label_en"].lower(), row["label_zh"]) for row in tables["flows"]]
        self._give("claim", ((row["summary"], row["summary_zh"]) for row in tables["claims"]))
        self._give("name", [*names, *flows])
        self._give("unit", ((row["label_en"], row["label_zh"]) for row in tables["units"]))
        claims, own, units = (_any(self._signs[kind]) for kind in FIRST)
        counted = "|".join(f"(?<={before})" for before in (r"\(", "in ", "thousand ", "million ", "trillion "))
        known = rf"(?P<claim>{claims})|(?:{counted})(?P<unit>{units})|(?P<name>{own})"
        self._known = re.compile(f"(?<![A-Za-z])(?:{known})(?![A-Za-z])")
        rules = tomllib.loads((ROOT / FILE).read_text("utf-8"))["rules"]
        self._rules = [(_pattern(english), chinese) for english, chinese in rules.items()]

    def sentence(self, english: str) -> str:
        """The sentence in Chinese; each is made once, because many pages say it."""
        if english not in self._made:
            self._made[english] = self._sentence(english)
        return self._made[english]

    def _sentence(self, english: str) -> str:
        text = _PIECES.sub("", self._known.sub(lambda match: self._signs[match.lastgroup or ""][match[0]], english))
        for pattern, chinese in self._rules:
            text = pattern.sub(partial(_filled, chinese), text)
        text = _MARK.sub(lambda match: MARKS[match[0]], _NUMBERS.sub("、", _BRACKETS.sub("（\\1）", text)))
        text = _QUOTED.sub(lambda match: f"“{_inner(match[1].translate(self._told))}”", text).translate(self._told)
        return re.sub(r"\.$", "。", _SPACE.sub("", text))

    def _give(self, kind: str, names: Iterable[tuple[str, str]]) -> None:
        """A character for each name of a kind; of two that are called the same the first counts."""
        signs = self._signs[kind] = {}
        for english, chinese in names:
            sign = signs.setdefault(english, chr(FIRST[kind] + len(signs)))
            self._told.setdefault(ord(sign), chinese)


def _any(names: Iterable[str]) -> str:
    """A pattern for each of some names, longer ones before those that they begin with; for none, nothing fits."""
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)"


def _pattern(english: str) -> re.Pattern[str]:
    """What a rule looks for; a word at its end is a whole word."""
    pieces = _HOLE.split(re.escape(english))
    text, seen = pieces[0], set[str]()
    for kind, digit, rest in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        name = kind + digit
        text += (f"(?P={name})" if name in seen else f"(?P<{name}>{HOLES[kind]})") + rest
        seen.add(name)
    before = "(?<![A-Za-z])" if english[0].isalpha() else ""
    return re.compile(before + text + ("(?![A-Za-z])" if english[-1].isalpha() else ""))


def _filled(chinese: str, match: re.Match[str]) -> str:
    """The Chinese of a rule with its holes filled: periods in words, lists with their own comma, all else as it is."""
    found = match.groupdict()
    for hole, text in found.items():
        if hole.startswith("time"):
            found[hole] = period_zh(text, "whole") if text[0].isdigit() else "未注明的较早时期"
        elif hole.startswith("list"):
            found[hole] = text.replace(", ", "、")
    return chinese.format_map(found)


def _inner(name: str) -> str:
    """A name as it stands in quotation marks."""
    return name.replace("“", "‘").replace("”", "’")
