"""The one definition of a numeral: every number is found with its place, in digits or in words, and nothing else is."""

from __future__ import annotations

import pytest

from checks.model.printed import number_of
from scripts.sources.numerals import Numeral, numerals, split_lines

LOOK_ALIKES = """
成为大港 完成收购 成本上升 统一口径 一成为 三成立 五成果 唯一 一些 十分 一定 一直 万一 持平稳 千方百计 大家 个人
年份 第几 翻开 半岛 分之
"""


def found(text: str) -> list[str]:
    return [numeral.printed for numeral in numerals(text)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(numeral.printed, numeral.kind) for numeral in numerals(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", ["7"]),
        ("茶1,204箱", ["1,204"]),
        ("茶3.5箱", ["3.5"]),
        ("茶1,204,000.25箱", ["1,204,000.25"]),
        ("共12箱.", ["12"]),
        ("共12.", ["12"]),
        ("共3.5.", ["3.5"]),
        ("共1,204,", ["1,204"]),
        (".5", ["5"]),
        ("v1.2.3", ["1.2.3"]),
        ("3、4和5", ["3", "4", "5"]),
        ("3，4", ["3", "4"]),
        ("1-7%", ["1", "7"]),
        ("6:4", ["6", "4"]),
        ("A4纸B2B", ["4", "2"]),
        ("1 204", ["1", "204"]),
        ("007", ["007"]),
    ],
)
def test_digits_are_found_with_group_marks_and_decimals_but_without_punctuation_after_them(text, expected):
    assert kinds(text) == [(printed, "numeral") for printed in expected]


@pytest.mark.parametrize("text", ["", "云岛", "。，、", "..,,", "３５％", "①②Ⅳ", "٣", "²"])
def test_text_without_ascii_digits_or_number_words_has_no_numeral(text):
    assert found(text) == []


def test_columns_count_characters_not_bytes_and_start_at_one():
    assert list(numerals("茶叶𠀀é5箱12")) == [Numeral(1, 5, "5", "numeral"), Numeral(1, 7, "12", "numeral")]


def test_lines_count_from_one_and_empty_lines_count():
    assert list(numerals("1\n\n 2\n")) == [Numeral(1, 1, "1", "numeral"), Numeral(3, 2, "2", "numeral")]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85"])
def test_only_a_line_feed_ends_a_line(separator):
    text = f"茶4{separator}盐5\n糖6"
    assert split_lines(text) == [f"茶4{separator}盐5", "糖6"]
    places = [(numeral.line, numeral.column) for numeral in numerals(text)]
    assert places == [(1, 2), (1, 5), (2, 2)]


def test_a_numeral_does_not_run_over_a_line_end():
    assert found("12\n34.\n5") == ["12", "34", "5"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("占三分之一", ["三分之一"]),
        ("百分之二十五的船", ["百分之二十五"]),
        ("近八成的船", ["八成"]),
        ("盐价翻一番", ["翻一番"]),
        ("盐价翻番", ["翻番"]),
        ("与上年持平", ["持平"]),
        ("第五大船队", ["第五"]),
        ("第二十一届", ["第二十一"]),
        ("一半的船", ["一半"]),
        ("两个岛", ["两个"]),
        ("三百零五家店", ["三百零五家"]),
        ("十余家店和三十家店", ["十余家", "三十家"]),
        ("连续十年", ["十年"]),
        ("三大港口", ["三大"]),
        ("两方面", ["两方面"]),
        ("四倍于盐", ["四倍"]),
    ],
)
def test_numbers_in_words_are_found_with_their_counting_word(text, expected):
    assert kinds(text) == [(printed, "word") for printed in expected]


@pytest.mark.parametrize(
    ("text", "expected", "number"),
    [
        ("出台五十多项办法", "五十多项", 50),
        ("一百多家店", "一百多家", 100),
        ("造船十多年", "十多年", 10),
        ("四颗灯", "四颗", 4),
        ("分为三级", "三级", 3),
        ("歇业一周", "一周", 1),
        ("三次", "三次", 3),
        ("两个部门", "两个", 2),
        ("六部门", "六部门", 6),
        ("三城", "三城", 3),
        ("千亿级盐市", "千亿", 10**11),  # 1000 x 10^8
        ("百万级渔船", "百万", 10**6),  # 100 x 10^4
        ("超千万吨", "千万", 10**7),
        ("过万元", "万", 10**4),
        ("过万亿元", "万亿", 10**12),  # 10^4 x 10^8
        ("十万亿元", "十万亿", 10**13),
        ("百亿美元", "百亿", 10**10),
        ("三万人次", "三万", 3 * 10**4),
    ],
)
def test_a_number_word_is_found_whole_and_has_the_value_it_says(text: str, expected: str, number: int) -> None:
    assert kinds(text) == [(expected, "word")]
    assert number_of(expected) == (number, 0, "")


@pytest.mark.parametrize(
    "text", ["9万元", "9 万元", "12.5万亿元", "9余万元", "9多万元", "9 余万元", "1,204万元", "9万余元"]
)
def test_ten_thousand_after_a_number_is_its_unit_and_no_numeral(text: str) -> None:
    assert [kind for _, kind in kinds(text)] == ["numeral"]


@pytest.mark.parametrize("text", ["万一", "万家灯火", "万美元", "千万别", "亿元", "万人", "万亿级"])
def test_ten_thousand_without_a_number_counts_only_before_yuan(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["花去9\n万元", "花去12.5\n万亿元", "**9**万元", "9  万元", "9\u3000万元", "9余 万元"])
def test_ten_thousand_after_a_number_and_a_break_is_its_unit_and_no_numeral(text: str) -> None:
    assert [kind for _, kind in kinds(text)] == ["numeral"]


@pytest.mark.parametrize("text", ["三十多万元", "三万多元", "三万余元", "五十余项", "百余家"])
def test_a_vague_number_word_is_found_wherever_the_vague_word_stands(text: str) -> None:
    assert found(text) != []


@pytest.mark.parametrize("text", LOOK_ALIKES.split())
def test_words_that_only_look_like_numbers_are_none(text):
    assert found(text) == []


def test_words_and_digits_come_in_reading_order():
    text = "两个岛卖12箱，占三分之一，第3位\n八成是茶，5箱是盐"
    assert list(numerals(text)) == [
        Numeral(1, 1, "两个", "word"),
        Numeral(1, 5, "12", "numeral"),
        Numeral(1, 10, "三分之一", "word"),
        Numeral(1, 16, "3", "numeral"),
        Numeral(2, 1, "八成", "word"),
        Numeral(2, 6, "5", "numeral"),
    ]


def test_a_fraction_is_one_numeral_not_two():
    assert found("三分之二个岛") == ["三分之二"]


@pytest.mark.parametrize("text", ["一亿人次", "超百亿元", "三万家店"])
def test_number_words_in_ten_thousands_and_hundred_millions_are_found(text):
    assert found(text) != []
