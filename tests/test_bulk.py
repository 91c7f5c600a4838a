"""Sums decided a frame at a time are decided exactly as one relation at a time."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from checks.bulk import sum_verdicts
from checks.bulk.sums import VERDICTS
from checks.model.estimate import Estimate, constant, printed
from checks.model.facts import NOT_NEGATIVE
from checks.model.observation import Observation
from checks.model.relation import HARD, HOLDS, SOFT, UNDETERMINED, Relation, confront

from .conftest import listed

BLANK = Observation(
    *("", "s", "2023", "whole", "level", "_Z", "_Z", "exact", "none", 1, "d", Fraction(0), "USD", 0, 0, "rounded"),
    *("actual", ""),
)


def estimate_of(text: str, exact: bool, not_negative: bool, name: str) -> Estimate:
    decimals = len(text.partition(".")[2])
    rounding = "exact" if exact else "rounded"
    o = replace(BLANK, observation_id=name, value=Fraction(text), decimals=decimals, rounding=rounding)
    stated = printed(o, (), text)
    if not_negative:  # as checks.model.facts does with levels
        return replace(stated, interval=stated.interval & NOT_NEGATIVE or stated.interval)
    return stated


def one_at_a_time(row: list[str], exact: list[bool], not_negative: list[bool]) -> str:
    estimates = [estimate_of(*cell, str(i)) for i, cell in enumerate(zip(row, exact, not_negative, strict=True))]
    total = constant(0)
    for estimate in estimates[1:]:
        total = total + estimate
    half = Fraction(0) if exact[0] else Fraction(1, 2 * 10 ** len(row[0].partition(".")[2]))
    return confront(Relation("r", "f", "d", "hard", "", estimates[0], total, half_unit=half)).verdict


def random_row(draw: random.Random, width: int, largest: int) -> list[str]:
    """Parts at random, and a whole near enough to their sum that all verdicts and all endpoints occur."""
    places = [draw.choice([0, 1, 1, 2]) for _ in range(width)]
    parts = [Fraction(draw.choice([0, draw.randint(-largest, largest)]), 10**p) for p in places[1:]]
    unit = Fraction(1, 10 ** places[0])
    whole = round(sum(parts) / unit) * unit + draw.randint(-3, 3) * unit * draw.choice([0, 1, 1])
    return [
        f"{Decimal(v.numerator) / Decimal(v.denominator):.{p}f}" for v, p in zip([whole, *parts], places, strict=True)
    ]


@pytest.mark.parametrize("largest", [3, 30, 10**5, 10**15])
def test_each_verdict_is_that_of_the_relation(largest: int) -> None:
    draw = random.Random(largest)
    seen = set()
    for _ in range(40):
        width = draw.randint(2, 6)
        names = [f"c{i}" for i in range(width)]
        exact = [draw.random() < 0.15 for _ in names]
        not_negative = [draw.random() < 0.3 for _ in names]
        rows = [random_row(draw, width, largest) for _ in range(60)]
        verdicts = sum_verdicts(
            pd.DataFrame(rows, columns=names),
            "c0",
            names[1:],
            exact=[n for n, yes in zip(names, exact, strict=True) if yes],
            not_negative=[n for n, yes in zip(names, not_negative, strict=True) if yes],
        )
        expected = [one_at_a_time(row, exact, not_negative) for row in rows]
        different = [(r, v, e) for r, v, e in zip(rows, verdicts, expected, strict=True) if v != e]
        assert not different, listed(different)
        seen |= set(expected)
    assert seen == {HOLDS, SOFT, HARD}


def test_rows_too_large_for_64_bits_are_decided_on_unlimited_integers() -> None:
    frame = pd.DataFrame(
        {
            "x": ["9" * 30, "9" * 30, "0.1", "10000000000000000000000.0", str(2**63), "3"],
            "a": ["9" * 30, "9" * 29 + "6", "0.1", "9999999999999999999999.9", str(2**63 - 1), "1"],
            "b": ["1", "0", "0." + "0" * 40 + "1", "0.1", "0", "2"],
        }
    )
    rows = frame.to_numpy().tolist()
    expected = [one_at_a_time(row, [False] * 3, [False] * 3) for row in rows]
    assert sum_verdicts(frame, "x", ["a", "b"]).tolist() == expected
    assert set(expected) == {HOLDS, HARD}


def test_whole_numbers_beside_the_largest_do_not_overflow() -> None:
    largest = np.iinfo(np.int64).max
    values = [largest, largest - 1, -largest - 1, largest // 4, largest // 4 + 1, -(largest // 4), 0]
    frame = pd.DataFrame([(x, a, x - a) for x in values for a in values if abs(x - a) < largest], columns=list("xab"))
    assert set(sum_verdicts(frame, "x", ["a", "b"])) == {HOLDS}
    frame["x"] = frame["x"].where(frame["x"] > 0, frame["x"] + 3) - 3 * (frame["x"] > 0)
    wrong = sum_verdicts(frame, "x", ["a", "b"])
    assert set(wrong) == {HARD}
    unsigned = pd.DataFrame({"x": np.array([2**64 - 1], dtype=np.uint64), "a": np.array([2**64 - 3], dtype=np.uint64)})
    assert sum_verdicts(unsigned, "x", ["a"]).tolist() == [HARD]


def test_text_and_whole_numbers_in_units_of_the_last_digit_say_the_same() -> None:
    text = pd.DataFrame({"x": ["5,520.0", "5520", "-0.3"], "a": ["5519.8", "5519.9", "-0.2"]}, index=["p", "q", "r"])
    units = pd.DataFrame({"x": [55200, 55200, -3], "a": [55198, 55199, -2]}, index=text.index)
    verdicts = sum_verdicts(text, "x", ["a"], decimals=1)
    assert verdicts.tolist() == [HARD, SOFT, SOFT]
    assert verdicts.equals(sum_verdicts(units, "x", ["a"], decimals={"x": 1, "a": 1}))
    assert verdicts.index.tolist() == ["p", "q", "r"]
    assert verdicts.cat.categories.tolist() == list(VERDICTS)


def test_as_printed_a_text_is_good_for_the_decimals_it_shows() -> None:
    frame = pd.DataFrame({"x": ["10", "10.0"], "a": ["9.6", "9.6"]})
    assert sum_verdicts(frame, "x", ["a"]).tolist() == [HOLDS, HARD]


def test_a_missing_figure_leaves_its_row_undetermined() -> None:
    frame = pd.DataFrame({"x": ["1", None, "1"], "a": ["1", "1", math.nan]})
    assert sum_verdicts(frame, "x", ["a"]).tolist() == [HOLDS, UNDETERMINED, UNDETERMINED]
    nullable = pd.DataFrame({"x": pd.array([1, None], dtype="Int64"), "a": [1, 1]})
    assert sum_verdicts(nullable, "x", ["a"]).tolist() == [HOLDS, UNDETERMINED]
    assert sum_verdicts(frame.iloc[:0], "x", ["a"]).tolist() == []


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1.", ".5", "--1", "1-", "1.2.3", "1e3", "+1", "１", "1,00", "1\0002", "nan", "一", "1" * 40 + "x"],
)
def test_a_text_that_is_no_numeral_is_named_with_row_and_column(text: str) -> None:
    frame = pd.DataFrame({"x": ["1", text], "a": ["1", "1"]}, index=["first", "second"])
    with pytest.raises(ValueError, match=r"row 'second' of column 'x' is .* no numeral"):
        sum_verdicts(frame, "x", ["a"])


def test_what_does_not_say_how_it_was_printed_is_refused() -> None:
    with pytest.raises(TypeError, match="column 'x' is floating"):
        sum_verdicts(pd.DataFrame({"x": [0.1], "a": ["0.1"]}), "x", ["a"])
    with pytest.raises(ValueError, match="more decimals than the 1"):
        sum_verdicts(pd.DataFrame({"x": ["0.12"], "a": ["0.1"]}), "x", ["a"], decimals=1)
    with pytest.raises(ValueError, match="at least one part"):
        sum_verdicts(pd.DataFrame({"x": ["0.12"]}), "x", [])
