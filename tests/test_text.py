"""Text with places, and where the words of a reading stand in it: made-up sentences, places counted by eye."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scripts.sources.text import Text
from scripts.transcribing.locate import qualifier_place, sign_place, unit_place


def shares(printed: str, unit: str) -> bool:
    """Whether the first number of ``printed`` shares the last unit in it."""
    end = next(i for i, character in enumerate(printed) if character not in "0123456789.,")
    return Text(printed).shares_unit(end, printed.rindex(unit), unit)


@pytest.mark.parametrize(
    "printed",
    ["3.7和3.9个百分点", "3.7、3.9个百分点", "3.7至3.9个百分点", "3.7到3.9个百分点", "3.7-3.9个百分点",
     "3.7—3.9个百分点", "3.7~3.9个百分点", "1,204和1,305个百分点", "3和\n3.9个百分点", "3和3.9 个百分点"],
)  # fmt: skip
def test_a_number_shares_the_unit_behind_the_next_one_of_an_enumeration(printed: str) -> None:
    assert shares(printed, "个百分点")


@pytest.mark.parametrize(
    "printed",
    ["3.7，3.9个百分点", "3.7。3.9个百分点", "3.7元和3.9个百分点", "3.7和盐价3.9个百分点", "3.7和高3.9个百分点",
     "3.7个百分点", "3.7和个百分点", "3.7 3.9个百分点", "3.7和3.9家店、2个百分点"],
)  # fmt: skip
def test_a_number_shares_no_unit_with_a_number_of_something_else(printed: str) -> None:
    assert not shares(printed, "个百分点")


@pytest.mark.parametrize(
    "printed",
    [
        "3.7、3.8和3.9个百分点",
        "3.7、3.8、3.9个百分点",
        "3.7 和 3.9个百分点",
        "3.7\n和3.9个百分点",
        "**3.7**和3.9个百分点",
    ],
)
def test_further_numbers_and_breaks_may_stand_between_a_number_and_its_unit(printed: str) -> None:
    assert shares(printed.removeprefix("**"), "个百分点")


@pytest.mark.parametrize("printed", ["12.5亿、8%", "12.5万和8%", "12.5%和8%"])
def test_a_number_with_a_unit_of_its_own_shares_none(printed: str) -> None:
    assert not shares(printed, "%")


@pytest.mark.parametrize(
    ("text", "offset", "after"),
    [("灯塔", 0, 0), ("# 灯塔", 0, 2), ("## **灯塔**", 0, 5), ("\u3000灯塔", 0, 1), ("###", 0, 3), ("茶 # 盐", 1, 4)],
)
def test_marks_of_headings_and_emphasis_are_passed_over(text: str, offset: int, after: int) -> None:
    assert Text(text).after_marks(offset) == after


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("甲，乙5丙，丁", "乙5丙"),
        ("甲。乙5丙；丁", "乙5丙"),
        ("甲：乙5丙！丁", "乙5丙"),
        ("甲5乙", "甲5乙"),
        ("甲，乙、丙（1,204）\n\n和5。", "乙、丙（1,204）\n\n和5"),
    ],
)
def test_a_clause_goes_from_mark_to_mark_over_lists_brackets_and_line_ends(text: str, clause: str) -> None:
    at = text.index("5")
    first, last = Text(text).clause(at, at + 1)
    assert text[first:last] == clause


def test_a_mark_of_a_heading_inside_a_line_is_no_break() -> None:
    assert Text("茶# 盐").after(1) == 1
    assert Text("茶#盐").end_of("茶盐", 0) is None


# --- where words stand -------------------------------------------------------------------------------------------

Find = Callable[[Text, int, int, str], "int | None"]


def place(find: Find, line: str, printed: str, word: str) -> int | None:
    """The position of ``word`` for the numeral ``printed``, the last of its kind in the line."""
    start = line.rindex(printed)
    return find(Text(line), start, start + len(printed), word)


@pytest.mark.parametrize(
    ("line", "printed", "unit", "position"),
    [
        ("卖茶12箱", "12", "箱", 4),
        ("卖茶12 箱", "12", "箱", 5),
        ("卖茶12余箱", "12", "箱", 5),  # a qualifier stands between
        ("卖茶12亿\n元", "12", "亿元", 4),  # broken by the line end
        ("出台五十多项办法", "五十多项", "项", 5),  # inside the number word
        ("项目五十多项", "五十多项", "项", 5),  # not the same word elsewhere
        ("高3.7和3.9个百分点", "3.7", "个百分点", 8),
        ("1/4的船", "1", "/4", 1),
        ("单位：万元\n茶 12\n", "12", "万元", 3),  # in the head of the table
        ("单位：万元\n单位：亿元\n茶 12\n", "12", "亿元", 9),  # the head that is nearest above
    ],
)
def test_a_unit_stands_in_the_number_word_behind_it_behind_the_last_of_its_list_or_in_the_head(
    line: str, printed: str, unit: str, position: int
) -> None:
    assert place(unit_place, line, printed, unit) == position


@pytest.mark.parametrize(
    ("line", "printed", "sign", "position"),
    [
        ("增长，茶增长12%", "12", "增长", 4),  # the nearest before it
        ("茶价比盐价12%高", "12", "高", 8),  # behind it where none is before
        ("茶高。盐价12%高", "12", "高", 8),  # not that of another sentence
        ("茶高。盐价12%。灯高", "12", "高", None),
        ("茶下\n降12%", "12", "下降", 1),
    ],
)
def test_a_sign_stands_nearest_before_the_numeral_in_its_sentence_or_else_behind(
    line: str, printed: str, sign: str, position: int | None
) -> None:
    assert place(sign_place, line, printed, sign) == position


@pytest.mark.parametrize(
    ("line", "printed", "qualifier", "position"),
    [
        ("出台五十多项办法", "五十多项", "多", 4),  # inside the number word
        ("多年来五十多项", "五十多项", "多", 5),  # although the same word stands nearby
        ("超40家", "40", "超", 0),
        ("40多家，20多家", "20", "多", 7),
        ("约七，约12箱", "12", "约", 3),
        ("12箱左右", "12", "左右", 3),
        ("茶" * 12 + "12箱", "12", "约", None),
        ("约" + "茶" * 12 + "12箱", "12", "约", None),  # too far away
    ],
)
def test_a_qualifier_stands_in_the_number_word_or_nearest_to_the_numeral(
    line: str, printed: str, qualifier: str, position: int | None
) -> None:
    assert place(qualifier_place, line, printed, qualifier) == position
