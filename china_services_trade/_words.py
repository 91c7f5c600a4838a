"""Puts figures, values and periods into words: a citation must read as the document does and as its reader thinks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

Row = dict[str, str]

SILENT_GAP = 3  # characters of connecting words that a citation may drop without a mark: 逆差[扩大至]1708.7亿美元
TIMES_EN = {0: "", 3: " thousand", 4: " x 10,000", 6: " million", 8: " x 100 million", 9: " billion", 12: " trillion"}
TIMES_ZH = {0: "", 3: "千", 4: "万", 6: "百万", 8: "亿", 9: "十亿", 12: "万亿"}


def printed_words(figure: Row, starts: Collection[int]) -> str:
    """The figure with its sign, qualifier and unit words, in the order in which the document prints them.

    Connecting words between them are left out; "…" stands where they are longer than ``SILENT_GAP`` characters or hold
    another figure. ``starts`` are the columns at which the figures of the line start.
    """
    line, column = int(figure["line"]), int(figure["column"])
    inside = range(column, column + len(figure["printed"]))
    pieces: list[tuple[int, int, str]] = []
    printed = figure["printed"]
    for kind in ("sign", "qualifier", "unit"):
        words, places = figure[f"{kind}_printed"], figure[f"{kind}_at"]
        for word, place in zip(words.split(";"), places.split(";"), strict=True):
            if not word:
                continue
            at = tuple(int(part) for part in place.split(":"))
            if at[0] == line and at[1] in inside:  # the unit of a number in words begins with one of its characters
                printed += word[inside.stop - at[1] :]
            else:
                pieces.append((at[0], at[1], word))
    pieces = sorted([*pieces, (line, column, printed)])
    text = pieces[0][2]
    for before, after in pairwise(pieces):
        text += _gap(before, after, starts) + after[2]
    return text


def _gap(before: tuple[int, int, str], after: tuple[int, int, str], starts: Collection[int]) -> str:
    if before[0] != after[0]:
        return "" if after[1] == 1 else "…"  # a sentence that goes on at the start of another line
    end = before[1] + len(before[2])
    return "…" if after[1] - end > SILENT_GAP or any(end <= start < after[1] for start in starts) else ""


def value_en(observation: Row, unit: Row, qualifier: str) -> str:
    """For example "more than 10 %", "5520 x 100 million US dollars", "-0.3 percentage points"."""
    number = observation["obs_value"] or observation["obs_fraction"]
    bound = qualifier or {"lower": "at least", "upper": "at most", "approx": "about"}.get(observation["qualifier"], "")
    end = ""
    if observation["range_id"] and not qualifier:  # lower and upper then tell the ends apart, no word bounds the value
        bound, end = "", " (one end of a range)"
    label = unit["label_en"]
    label = label if any(letter.isupper() for letter in label[1:]) else label.lower()  # US dollars, but enterprises
    if label == "percentage points" and number in ("1", "-1"):
        label = "percentage point"
    ratio = {"PC": " %", "PURE": "", "RANK": ""}.get(observation["unit_measure"], f" {label}")
    mult = int(observation["unit_mult"])
    return f"{bound} {number}{TIMES_EN.get(mult, f' x 10^{mult}')}{ratio}{end}".strip()


def value_zh(observation: Row, unit: Row, figure: Row) -> str:
    """For example "超过10%", "5520亿美元", "400多项": the words of bounds and counts are those of the figure."""
    word, qualifier = figure["unit_printed"], figure["qualifier_printed"]
    number = observation["obs_value"] or observation["obs_fraction"]
    bound = {"lower": "超过", "upper": "不超过", "approx": "约"}.get(observation["qualifier"], "")
    end = ""
    if qualifier:
        place = _offset(figure["qualifier_at"])
        if place < (int(figure["line"]), int(figure["column"])):
            bound = qualifier
        elif figure["unit_at"] and place > _offset(figure["unit_at"]):
            bound, end = "", qualifier
        else:
            bound, number = "", f"{number}{qualifier}"
    if observation["range_id"]:
        end += "（区间一端）"
    label = {"PC": "%", "PP": "个百分点", "PURE": "", "RANK": ""}.get(observation["unit_measure"])
    if label is None:
        label = word if unit["unit_kind"] == "count" and word else unit["label_zh"].removeprefix("人民币")
    mult = int(observation["unit_mult"])
    if label == word and mult:  # the printed word holds the power of ten already: 亿人口
        return f"{bound}{number}{word}{end}"
    return f"{bound}{number}{TIMES_ZH.get(mult, f'×10^{mult}')}{label}{end}"


def _offset(place: str) -> tuple[int, int]:
    """Line and column of a word."""
    line, _, column = place.partition(":")
    return int(line), int(column)


def period_en(period: str, basis: str) -> str:
    """For example "2023", "end of 2023", "4 months from 2025-01-01", "period not named"."""
    if period == "_U":
        return "date not named" if basis == "end" else "period not named"
    first, _, length = period.partition("/P")
    if length:
        unit = {"Y": "years", "M": "months", "D": "days"}[length[-1]]
        period = f"{length[:-1]} {unit} from {first}"
    return {"end": "end of ", "average": "average of "}.get(basis, "") + period


def period_zh(period: str, basis: str) -> str:
    """For example "2023年", "2023年末", "2025年第1季度", "时期未注明"."""
    if period == "_U":
        return "时期未注明"
    first, _, length = period.partition("/P")
    year, _, rest = first.partition("-")
    text = f"{year}年"
    if rest.startswith("Q"):
        text += f"第{rest[1:]}季度"
    elif length:
        text = f"{first}起{length[:-1]}" + {"Y": "年", "M": "个月", "D": "天"}[length[-1]]
    elif rest:
        text += f"{int(rest)}月"
    return text + {"end": "末", "average": "平均"}.get(basis, "")
