"""From print to number: hard figures, by hand."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction as F

import pytest

from checks.model.printed import NotANumber, Value, Words, chinese, number_of, value_of
from checks.package.restate import words_of_package

from .rules import committed

WORDS = Words(
    units={
        "亿美元": {"USD": 8},
        "万美元": {"USD": 4},
        "亿元": {"CNY": 8},
        "亿": {"PERSONS": 8, "USD": 8, "CNY": 8},
        "%": {"PC": 0},
        "个百分点": {"PP": 0},
        "条": {"MEASURES": 0},
        "年": {"YEARS": 0},
        "项": {"ITEMS": 0, "PROJECTS": 0},
        "位": {"RANK": 0, "PERSONS": 0},
        "亿位": {"PERSONS": 8},
        "元": {"CNY": 0},
    },
    signs={"增长": 1, "提高": 1, "下降": -1, "逆差": -1, "减少": -1},
    qualifiers={
        "多": ("lower", "strict"),
        "超过": ("lower", "strict"),
        "近": ("upper", "soft"),
        "不足": ("upper", "strict"),
        "约": ("approx", "none"),
    },
)


def value(
    printed: str, unit: str = "", sign: str = "", qualifier: str = "", kind: str = "level", series_unit: str = "USD"
) -> Value:
    return value_of(printed, unit, sign, qualifier, kind, series_unit, WORDS)


def said(*args: str, **kwargs: str) -> Callable[[], Value]:
    """The same, read when the test runs."""
    return lambda: value(*args, **kwargs)


def plain(number: str | int | F, unit: str, mult: int = 0, decimals: int = 0) -> Value:
    return Value(F(number), decimals, unit, mult, "exact", "none")


HARD = [
    # name, what is printed and how it is coded, the value by hand
    ("money in hundred millions", said("13520", "亿美元"), plain(13520, "USD", 8)),
    ("money in ten thousands", said("1.27", "万美元"), plain("1.27", "USD", 4, 2)),
    ("grouped thousands", said("1,204.5", "亿美元"), plain("1204.5", "USD", 8, 1)),
    (
        "more than 1.4 billion persons",
        said("14", "亿", "", "多", "level", "PERSONS"),
        Value(F(14), 0, "PERSONS", 8, "lower", "strict"),
    ),
    ("a fall", said("0.1", "%", "下降", "", "growth_rate"), plain("-0.1", "PC", 0, 1)),
    ("a rise", said("4.0", "%", "增长", "", "growth_rate"), plain(4, "PC", 0, 1)),
    ("a deficit", said("1708.7", "亿美元", "逆差"), plain("-1708.7", "USD", 8, 1)),
    # minus for the deficit, minus for its decrease: the balance rises
    ("a deficit that shrinks", said("83.7", "亿美元", "逆差;减少", "", "change"), plain("83.7", "USD", 8, 1)),
    ("a deficit that grows", said("83.7", "亿美元", "逆差;增长", "", "change"), plain("-83.7", "USD", 8, 1)),
    (
        "more than 10 %",
        said("10", "%", "增长", "超过", "growth_rate"),
        Value(F(10), 0, "PC", 0, "lower", "strict"),
    ),
    # a fall of more than 10 % is a growth below -10 %
    (
        "a fall of more than 10 %",
        said("10", "%", "下降", "超过", "growth_rate"),
        Value(F(-10), 0, "PC", 0, "upper", "strict"),
    ),
    (
        "a fall of less than 10 %",
        said("10", "%", "下降", "不足", "growth_rate"),
        Value(F(-10), 0, "PC", 0, "lower", "strict"),
    ),
    # two minuses: a deficit that shrinks by more than 10 grows the balance by more than 10
    (
        "a deficit that shrinks by more than 10",
        said("10", "亿美元", "逆差;减少", "超过", "change"),
        Value(F(10), 0, "USD", 8, "lower", "strict"),
    ),
    ("a fall of about 10 %", said("10", "%", "下降", "约"), Value(F(-10), 0, "PC", 0, "approx", "none")),
    ("a third", said("三分之一", kind="share"), plain(F(1, 3), "PURE")),
    ("a third, about", said("三分之一", "", "", "约", "share"), Value(F(1, 3), 0, "PURE", 0, "approx", "none")),
    ("close to eight tenths", said("八成", "", "", "近", "share"), Value(F(80), 0, "PC", 0, "upper", "soft")),
    ("half", said("一半", kind="share"), plain(50, "PC")),
    ("doubled", said("翻一番", kind="multiple"), plain(2, "TIMES")),
    ("doubled, short form", said("翻番", kind="multiple"), plain(2, "TIMES")),
    ("doubled twice", said("翻两番", kind="multiple"), plain(4, "TIMES")),
    ("doubled three times", said("翻三番", kind="multiple"), plain(8, "TIMES")),
    ("an unchanged growth rate", said("持平", kind="growth_rate"), plain(0, "PC")),
    ("an unchanged share", said("持平", kind="change_in_share"), plain(0, "PP")),
    ("growth as fast as another", said("持平", kind="growth_gap"), plain(0, "PP")),
    ("growth as fast as before", said("持平", kind="change_in_growth_rate"), plain(0, "PP")),
    ("fifth", said("第五", kind="rank"), plain(5, "RANK")),
    ("second", said("第二", kind="rank"), plain(2, "RANK")),
    ("a fraction in digits", said("1", "/4", kind="share"), plain(F(1, 4), "PURE")),
    ("a fraction in digits above one", said("9", "/8", kind="multiple"), plain(F(9, 8), "PURE")),
    ("a fraction that is a whole number", said("12", "/4", kind="share"), plain(3, "PURE")),
    ("a fraction of tens", said("3", "/10", kind="share"), plain(F(3, 10), "PURE")),
    ("a fall by a fraction", said("1", "/3", "下降", "", "growth_rate"), plain(F(-1, 3), "PURE")),
    (
        "a fall by more than a fraction",
        said("1", "/3", "下降", "超过", "growth_rate"),
        Value(F(-1, 3), 0, "PURE", 0, "upper", "strict"),
    ),
    ("about a fraction", said("2", "/3", "", "约", "share"), Value(F(2, 3), 0, "PURE", 0, "approx", "none")),
    ("a place in digits", said("3", "位", kind="rank"), plain(3, "RANK")),
    ("a place in digits, of persons", said("3", "位", kind="rank", series_unit="PERSONS"), plain(3, "RANK")),
    ("a place in words with its unit", said("第三", "位", kind="rank"), plain(3, "RANK")),
    ("a place without unit", said("3", kind="rank"), plain(3, "RANK")),
    ("persons with the unit of places", said("3", "位", series_unit="PERSONS"), plain(3, "PERSONS")),
    (
        "among the first three",
        said("3", "位", "", "不足", "rank"),
        Value(F(3), 0, "RANK", 0, "upper", "strict"),
    ),
    # 5 x 10, and the word after it makes it a lower bound
    (
        "more than fifty in words",
        said("五十多项", "项", "", "多", series_unit="ITEMS"),
        Value(F(50), 0, "ITEMS", 0, "lower", "strict"),
    ),
    ("ten thousand yuan in words", said("万", "元", series_unit="CNY"), plain(10**4, "CNY")),
    ("a trillion yuan in words", said("万亿", "元", series_unit="CNY"), plain(10**12, "CNY")),
    ("eighteen measures", said("十八条", "条", series_unit="MEASURES"), plain(18, "MEASURES")),
    ("twenty years", said("二十年", "年", kind="duration"), plain(20, "YEARS")),
    ("a point change", said("1.7", "个百分点", "提高", "", "change_in_share"), plain("1.7", "PP", 0, 1)),
    ("one part of a ratio", said("16.6", kind="ratio_part"), plain("16.6", "PURE", 0, 1)),
    ("index points", said("105.2", kind="index"), plain("105.2", "PURE", 0, 1)),
]


@pytest.mark.parametrize(("read", "expected"), [case[1:] for case in HARD], ids=[case[0] for case in HARD])
def test_a_hard_figure_has_the_value_worked_out_by_hand(read: Callable[[], Value], expected: Value) -> None:
    assert read() == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("〇", 0),
        ("一", 1),
        ("两", 2),
        ("九", 9),
        ("十", 10),
        ("十八", 18),
        ("二十", 20),
        ("九十九", 99),
        ("一百", 100),
        ("一百零五", 105),
        ("三百一十", 310),
        ("两千", 2000),
        ("一千零一", 1001),
        ("九千九百九十九", 9999),
    ],
)
def test_a_chinese_number_below_ten_thousand_is_read(text: str, number: int) -> None:
    assert chinese(text) == number
    assert number_of(text) == (F(number), 0, "")


@pytest.mark.parametrize(
    ("text", "number", "decimals"),
    [
        ("0", "0", 0),
        ("7", "7", 0),
        ("7.0", "7", 1),
        ("0.05", "0.05", 2),
        ("1,204", "1204", 0),
        ("1,204,000", "1204000", 0),
    ],
)
def test_decimals_are_those_that_are_printed(text: str, number: str, decimals: int) -> None:
    assert number_of(text) == (F(number), decimals, "")


# --- what is no number -------------------------------------------------------------------------------------------

ODD = [
    "1.2.3",
    "1,2",
    "1,20",
    "12,34",
    "1204,500",
    "1,204,5",
    "１２",
    "1２",
    "1.",
    ".5",
    "-3",
    "+3",
    "1 204",
    "1/4",
    "",
    "abc",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_print_is_refused_and_named(text: str) -> None:
    with pytest.raises(NotANumber) as error:
        number_of(text)
    assert repr(text) in str(error.value)
    assert "give it an exclusion role or mend the numeral" in str(error.value)


@pytest.mark.parametrize("text", ["几成", "第几", "几分之一", "第5"])
def test_number_words_without_a_number_are_refused_and_named(text: str) -> None:
    with pytest.raises(NotANumber, match="is no Chinese number"):
        number_of(text)


@pytest.mark.parametrize("text", ["两三个", "三五年", "七八成", "二〇二三年", "十三四个"])
def test_digits_side_by_side_are_refused_because_they_are_a_range_or_a_year(text: str) -> None:
    with pytest.raises(NotANumber, match="two digits side by side"):
        number_of(text)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: value("7", "亿欧元"), "unit word 亿欧元 is not on the list of unit words"),
        (lambda: value("7"), "has no unit word; write the unit as printed"),
        (lambda: value("7", "%", "飙升"), "sign word 飙升 is not on the list of sign words"),
        (lambda: value("7", "%", "下降;飙升"), "sign word 飙升 is not on the list of sign words"),
        (lambda: value("7", "%", "", "逾"), "qualifier word 逾 is not on the list of qualifier words"),
        (lambda: value("1", "/0"), "unit word /0 is not on the list of unit words"),
        (lambda: value("1", "/04"), "unit word /04 is not on the list of unit words"),
        (lambda: value("1", "/"), "unit word / is not on the list of unit words"),
        (lambda: value("1", "/4人"), "unit word /4人 is not on the list of unit words"),
        (lambda: value("3", "位", series_unit="USD"), "unit word 位 can mean PERSONS, RANK; the series says USD"),
        (
            lambda: value("7", "项", series_unit="USD"),
            "unit word 项 can mean ITEMS, PROJECTS; the series says USD",
        ),
    ],
)
def test_an_unknown_word_is_named_with_the_list_it_is_missing_from(call: Callable[[], Value], message: str) -> None:
    with pytest.raises(NotANumber) as error:
        call()
    assert str(error.value) == message


@pytest.mark.parametrize(("series_unit", "mult"), [("USD", 8), ("CNY", 8), ("PERSONS", 8)])
def test_the_unit_of_the_series_tells_apart_what_one_word_can_mean(series_unit: str, mult: int) -> None:
    found = value("14", "亿", series_unit=series_unit)
    assert (found.unit_measure, found.unit_mult) == (series_unit, mult)


def test_a_word_with_one_meaning_needs_no_help_from_the_series() -> None:
    assert value("7", "%", series_unit="USD").unit_measure == "PC"


def test_a_fraction_of_zero_parts_is_refused() -> None:
    with pytest.raises(NotANumber):
        number_of("零分之一")


@pytest.mark.parametrize("text", ["三万家", "十三亿", "三成五", "一成半"])
def test_a_number_word_is_read_to_its_end_or_refused(text: str) -> None:
    right = {"三万家": F(30_000), "十三亿": F(1_300_000_000), "三成五": F(35), "一成半": F(15)}[text]
    try:
        number = number_of(text)[0]
    except NotANumber:
        return
    assert number == right


# --- the words of the package ------------------------------------------------------------------------------------


def test_words_of_the_package_have_signs_and_qualifiers_that_the_rules_know() -> None:
    words = words_of_package(committed())
    assert len(words.units) >= 20 and len(words.signs) >= 5 and len(words.qualifiers) >= 5
    assert set(words.signs.values()) == {1, -1}
    bounds = {(q, b) for q in ("lower", "upper") for b in ("strict", "soft")}
    assert set(words.qualifiers.values()) <= bounds | {("approx", "none"), ("exact", "none")}


def test_a_unit_word_of_the_package_has_one_power_of_ten_in_each_unit() -> None:
    rows = committed().tables["unit_words"]
    pairs = [(row["unit_word"], row["unit_measure"]) for row in rows]
    assert len(pairs) > 20
    assert sorted({p for p in pairs if pairs.count(p) > 1}) == []
