"""Sentences of the checks in Chinese: nothing is left in English, and the words stand in Chinese order."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from checks.package.contents import Package, read_package
from scripts.explaining.known import Known
from scripts.publishing.chinese import Chinese
from scripts.publishing.evidence import sentences_of

ROOT = Path(__file__).resolve().parents[1]
NAMES = {"BPO", "EFlops", "ETF", "GDR", "ITO", "KPO", "LNG", "NEEQ", "PON", "RCEP", "REITs", "WTO"}
"""What Chinese texts call by these letters too."""
WORD = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def package() -> Package:
    return read_package(ROOT)


@pytest.fixture(scope="module")
def known(package: Package) -> Known:
    return Known(package)


@pytest.fixture(scope="module")
def chinese(package: Package) -> Chinese:
    return Chinese(package)


def left(sentences: list[str], chinese: Chinese) -> dict[str, str]:
    """English words that stay, each with a sentence that it stays in."""
    told = map(chinese.sentence, sentences)
    return {word: sentence for sentence in told for word in WORD.findall(sentence) if word not in NAMES}


def test_no_english_word_is_left_in_a_relation(known, chinese):
    sentences = [verdict.sentence for verdict in known.verdicts.values()]
    assert len(sentences) > 1300
    assert left(sentences, chinese) == {}


def test_no_english_word_is_left_in_the_arithmetic_of_a_finding(known, chinese):
    sentences = [step for finding in known.findings.values() for step in sentences_of(finding["arithmetic"])]
    assert len(sentences) > 40
    assert left(sentences, chinese) == {}


def test_no_english_word_is_left_in_a_bound(known, chinese):
    sentences = [f"{row['time_period']}: {known.bound(row)}" for row in known.bounds.values()]
    assert len(sentences) > 300
    assert left(sentences, chinese) == {}


def test_a_sentence_tells_the_same_numbers_in_chinese(known, chinese):
    number = re.compile(r"\d+(?:[.,]\d+)*")
    for verdict in known.verdicts.values():
        english = verdict.sentence.split(": printed ")[-1].split(" = ")[0]
        if "printed" in verdict.sentence and "not comparable" not in english:
            told = number.findall(chinese.sentence(verdict.sentence))
            assert [n for n in number.findall(english) if n not in told and n.strip("0.")] == []


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        (
            "China: Services trade, exports 2023, change of its share in World: Services trade, exports since 2022: "
            "printed 0.1, should be between 0.1 and 0.2 = 2.0 - 1.9 (percentage points): holds with 0.05 to spare",
            "中国服务贸易出口，2023年占“全球服务贸易出口”比重比2022年的变动："
            "印出0.1，应介于0.1与0.2之间，即2.0 - 1.9（百分点）：成立，余量0.05",
        ),
        (
            "China: Services trade, exports 2025-Q1, growth since 2024-Q1: printed 7.1, "
            "not comparable because the level of 2024-Q1 is not printed",
            "中国服务贸易出口，2025年第1季度比2024年第1季度增长率：印出7.1，无法比较：2024年第1季度的水平没有印出",
        ),
        (
            "China: Services trade, exports 2023, place 2: 2.5 from 2.5, should be at least 1.1 = "
            "China: Services trade, imports 1.1, place 3 (100 million US dollars): holds with 1.5 to spare",
            "中国服务贸易出口，2023年，第2位：2.5，应不小于1.1，即第3位的“中国服务贸易进口”1.1（亿美元）：成立，余量1.5",
        ),
        (
            "World: Services trade, exports 2023, not printed, from Asia: Services trade, exports: "
            "8.8 from 7.1 - -1.7, should be 8.8 = what the other figures imply (%): "
            "contradiction, at best they are equal",
            "全球服务贸易出口，2023年，没有印出，由“亚洲服务贸易出口”推算："
            "由7.1 - (-1.7)得8.8，应为8.8，即其他数字所推出的数（%）：矛盾，至多只能相等",
        ),
        (
            "Any of these may be true, but not all together: China, exports 2023 (lines 7, 8 and 9): more than 5 %.",
            "下列各项单独都可能成立，但不能同时成立：中国出口，2023年（第7、8、9行）：大于5%。",
        ),
        (
            "China: Companies served by regional equity markets 2023: printed 18.1, "
            "should be at least 0.1 = 0.1 (10 thousand Enterprises): holds",
            "中国区域性股权市场服务企业，2023年：印出18.1，应不小于0.1 = 0.1（万企业）：成立",
        ),
    ],
)
def test_words_stand_in_chinese_order(english, expected, chinese):
    assert chinese.sentence(english) == expected


def test_a_name_in_quotation_marks_has_single_ones_inside(known, chinese):
    quoted = [chinese.sentence(verdict.sentence) for verdict in known.verdicts.values()]
    assert [text for text in quoted if re.search("“[^”]*“", text)] == []


def test_a_package_without_claims_is_told_too(package):
    told = Chinese(replace(package, tables={**package.tables, "claims": []}))
    assert told.sentence("China: Services trade, exports 2023: holds") == "中国服务贸易出口，2023年：成立"


def test_what_no_rule_knows_stays_as_it_is(chinese):
    assert chinese.sentence("Nobody has said this before") == "Nobody has said this before"


def test_cells_in_chinese_are_chinese_and_stand_where_the_english_do(package):
    pairs = {"claims": "summary", "indicators": "definition", "discrepancies": "explanation"}
    for table, column in pairs.items():
        for row in package.tables[table]:
            english, text = row[column], row[f"{column}_zh"]
            assert bool(english) == bool(text), row
            assert not text or HAN.search(text), row
            assert not re.search(r"[,;:?!](?!\d)|\.$", text), row  # punctuation is Chinese too


def test_claims_said_alike_in_english_are_said_alike_in_chinese(package):
    told = {(row["summary"], row["summary_zh"]) for row in package.tables["claims"]}
    assert len(told) == len({english for english, _ in told})


def test_every_label_in_chinese_is_chinese_or_a_name(package):
    for table in ("areas", "items", "flows", "populations", "indicators", "transformations", "grades"):
        for row in package.tables[table]:
            assert HAN.search(row["label_zh"]) or re.fullmatch(r"[A-Z0-9]+", row["label_zh"]), row
