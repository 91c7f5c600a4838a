"""Intervals: what a rounded figure allows, and arithmetic that never loses a possible number."""

from __future__ import annotations

import math
import random
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction as F

import pytest

from checks.model.interval import EVERYTHING, Interval, exactly, root
from checks.model.observation import Observation

from .rules import BOUNDS, count, figure, growth, level, lines

INF = math.inf


def open_both(low: F | int, high: F | int) -> Interval:
    return Interval(F(low), F(high), True, True)


# --- what print allows -------------------------------------------------------------------------------------------

IN_PERCENT = [
    # printed, low, high, low end open, high end open; half a unit of the last decimal to each side, in percent
    ("7.3", "7.25", "7.35", False, True),
    ("7.30", "7.295", "7.305", False, True),
    ("7", "6.5", "7.5", False, True),
    ("0.1", "0.05", "0.15", False, True),
    # away from zero: -7.25 is printed -7.3, but -7.35 is printed -7.4
    ("-7.3", "-7.35", "-7.25", True, False),
    ("-7", "-7.5", "-6.5", True, False),
    ("-0.04", "-0.045", "-0.035", True, False),
    ("0", "-0.5", "0.5", False, True),
    ("0.0", "-0.05", "0.05", False, True),
]


@pytest.mark.parametrize(("text", "low", "high", "low_open", "high_open"), IN_PERCENT)
def test_a_rounded_percentage_allows_half_a_unit_to_each_side(
    text: str, low: str, high: str, low_open: bool, high_open: bool
) -> None:
    assert growth("whole", text).interval == Interval(F(low) / 100, F(high) / 100, low_open, high_open)


@pytest.mark.parametrize(
    ("o", "low", "high"),
    [
        # 1.3 trillion = 13 x 10^11, half a tenth of a trillion is 5 x 10^10
        (level("whole", "1.3", unit_mult=12), 1_250_000_000_000, 1_350_000_000_000),
        # 100 million with one decimal: half a unit is 5 million
        (level("whole", "13520.0"), 1_351_995_000_000, 1_352_005_000_000),
        (level("whole", "1.27", unit_mult=4), 12_650, 12_750),
        (figure("first", "1.7", "growth_gap", "whole"), F(165, 10_000), F(175, 10_000)),
    ],
    ids=["trillion", "hundred million", "ten thousand", "percentage points"],
)
def test_half_a_unit_is_scaled_with_the_unit(o: Observation, low: F, high: F) -> None:
    assert o.interval == Interval(F(low), F(high), False, True)


def test_an_exact_count_allows_itself_alone() -> None:
    assert count("whole", "18").interval == Interval(F(18), F(18))
    assert count("whole", "18").half_unit == 0
    assert count("whole", "0").interval == Interval(F(0), F(0))


@pytest.mark.parametrize(
    ("text", "hard", "soft"),
    [
        (">10", Interval(F(1, 10), INF), Interval(F(1, 10), INF)),
        ("<10", Interval(-INF, F(1, 10)), Interval(-INF, F(1, 10))),
        (">-10", Interval(F(-1, 10), INF), Interval(F(-1, 10), INF)),
        # close to 80 percent: below it if the word is believed, anything if not
        ("≲80", EVERYTHING, Interval(-INF, F(4, 5))),
        ("~33", EVERYTHING, EVERYTHING),
    ],
)
def test_bounds_are_half_lines_and_soft_bounds_only_when_believed(text: str, hard: Interval, soft: Interval) -> None:
    o = growth("whole", text)
    assert (o.interval, o.soft_interval) == (hard, soft)


def test_every_kind_of_bound_has_a_case_here() -> None:
    assert set(BOUNDS) == {">", "<", "≲", "~"}


# --- a golden table of the ends: which rounding rule prints what, and what the interval says of it ---------------

ENDS = [
    # number, printed half-up, half-to-even, cut off; where the number lies for the interval of 7.3 (or -7.3)
    ("7.24", "7.2", "7.2", "7.2", "outside"),
    ("7.25", "7.3", "7.2", "7.2", "inside"),
    ("7.26", "7.3", "7.3", "7.2", "inside"),
    ("7.30", "7.3", "7.3", "7.3", "inside"),
    ("7.349", "7.3", "7.3", "7.3", "inside"),
    ("7.35", "7.4", "7.4", "7.3", "touches"),
    ("7.351", "7.4", "7.4", "7.3", "outside"),
    ("-7.24", "-7.2", "-7.2", "-7.2", "outside"),
    ("-7.25", "-7.3", "-7.2", "-7.2", "inside"),
    ("-7.26", "-7.3", "-7.3", "-7.2", "inside"),
    ("-7.35", "-7.4", "-7.4", "-7.3", "touches"),
    ("-7.351", "-7.4", "-7.4", "-7.3", "outside"),
]
RULES = (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN)


@pytest.mark.parametrize(("number", "half_up", "half_even", "cut", "place"), ENDS)
def test_the_golden_table_of_ends_is_what_three_rounding_rules_print(
    number: str, half_up: str, half_even: str, cut: str, place: str
) -> None:
    assert [str(Decimal(number).quantize(Decimal("0.1"), rule)) for rule in RULES] == [half_up, half_even, cut]


@pytest.mark.parametrize(("number", "half_up", "half_even", "cut", "place"), ENDS)
def test_only_numbers_that_half_up_rounding_prints_so_lie_inside(
    number: str, half_up: str, half_even: str, cut: str, place: str
) -> None:
    printed = "-7.3" if number.startswith("-") else "7.3"
    interval, point = growth("whole", printed).interval, exactly(F(number) / 100)
    slack, meets = interval.slack(point), interval.meets(point)
    # holds: half-up, on the size of the number, prints it so
    assert meets == (half_up == printed) == (place == "inside")
    # soft: at the far end, where only a rule that puts halves down prints it so: no room, and no common number
    assert (slack == 0 and not meets) == (place == "touches")
    # hard: even where cutting off would print it so (7.351), because cutting off is never believed
    assert (slack < 0) == (place == "outside")


def test_the_golden_table_shows_a_number_that_only_cutting_off_prints_so() -> None:
    assert [n for n, up, even, cut, place in ENDS if cut in ("7.3", "-7.3") and place == "outside"] == [
        "7.351",
        "-7.351",
    ]


def test_zero_takes_in_its_lower_end_and_leaves_out_its_upper_end() -> None:
    zero = growth("whole", "0.0").interval
    assert zero.meets(exactly(F("-0.0005")))
    assert not zero.meets(exactly(F("0.0005")))


# --- arithmetic --------------------------------------------------------------------------------------------------


def test_negation_swaps_the_ends_with_their_openness() -> None:
    assert -Interval(F(1), F(2), False, True) == Interval(F(-2), F(-1), True, False)


def test_sums_and_differences_are_open_where_either_end_is_open() -> None:
    x, y = Interval(F(1), F(2), False, True), Interval(F(10), F(20), False, False)
    assert x + y == Interval(F(11), F(22), False, True)
    # 1 - 20 = -19 (both closed); 2 - 10 = -8 (2 is open)
    assert x - y == Interval(F(-19), F(-8), False, True)


def test_infinite_ends_stay_infinite() -> None:
    above = Interval(F(3), INF)
    assert above + exactly(2) == Interval(F(5), INF)
    assert exactly(2) - above == Interval(-INF, F(-1))
    assert EVERYTHING + above == EVERYTHING
    assert above * exactly(-2) == Interval(-INF, F(-6))
    assert above * exactly(0) == exactly(0)
    assert EVERYTHING * Interval(F(0), F(1)) == EVERYTHING
    assert not above.bounded and not EVERYTHING.bounded and exactly(1).bounded
    assert above.width == INF


def test_products_take_the_extreme_corners_whatever_the_signs() -> None:
    # corners of [-2, 3] x [-5, 4]: 10, -8, -15, 12
    assert Interval(F(-2), F(3)) * Interval(F(-5), F(4)) == Interval(F(-15), F(12))
    # both negative: (-3)(-5) = 15 and (-2)(-4) = 8
    assert Interval(F(-3), F(-2)) * Interval(F(-5), F(-4)) == Interval(F(8), F(15))


def test_quotients_take_the_extreme_corners() -> None:
    assert Interval(F(1), F(2)) / Interval(F(4), F(8)) == Interval(F(1, 8), F(1, 2))
    assert Interval(F(-1), F(2)) / Interval(F(-8), F(-4)) == Interval(F(-1, 2), F(1, 4))
    # a part over a whole of which only the lower bound is known: anything from 0 to 1/4
    assert exactly(1) / Interval(F(4), INF) == Interval(F(0), F(1, 4))


@pytest.mark.parametrize("divisor", [Interval(F(-1), F(1)), Interval(F(0), F(1)), Interval(F(-1), F(0)), exactly(0)])
def test_dividing_by_an_interval_with_zero_leaves_everything_open(divisor: Interval) -> None:
    assert exactly(1) / divisor == EVERYTHING


def test_a_product_end_is_closed_if_some_closed_corner_reaches_it() -> None:
    # 0 x 2 and 0 x 3 are the low end; the corner 0 x 2 is closed on both sides
    assert Interval(F(0), F(1)) * Interval(F(2), F(3), False, True) == Interval(F(0), F(3), False, True)
    assert Interval(F(1), F(2), True, False) * exactly(3) == Interval(F(3), F(6), True, False)


def test_a_closed_zero_closes_a_product_beside_open_ends() -> None:
    # 0 x 2.5 = 0 is reached
    assert Interval(F(0), F(1)) * open_both(2, 3) == Interval(F(0), F(3), False, True)


def test_arithmetic_encloses_what_sampled_numbers_give() -> None:
    rng = random.Random(7)
    tried = 0
    for _ in range(400):
        x, y = (
            Interval(F(a, 4), F(a + w, 4)) for a, w in ((rng.randint(-20, 20), rng.randint(0, 9)) for _ in range(2))
        )
        for _ in range(4):
            a, b = (i.low + (i.high - i.low) * F(rng.randint(0, 8), 8) for i in (x, y))
            results = [(x + y, a + b), (x - y, a - b), (x * y, a * b)] + ([(x / y, a / b)] if b else [])
            lost = [(x, y, i, n) for i, n in results if not i.low <= n <= i.high]
            assert not lost, lines(lost)
            tried += len(results)
    assert tried > 4000


# --- comparing ---------------------------------------------------------------------------------------------------


def test_slack_is_how_far_two_intervals_can_move_before_they_part() -> None:
    # 1..3 and 2..6 share 2..3; one may move by 1
    assert Interval(F(1), F(3)).slack(Interval(F(2), F(6))) == 1
    # a point in the middle of 0..10 can move by 5
    assert exactly(5).slack(Interval(F(0), F(10))) == 5
    assert EVERYTHING.slack(exactly(1)) == INF
    assert Interval(F(4), INF).slack(exactly(6)) == 2


def test_slack_of_separate_intervals_is_the_gap_with_a_minus() -> None:
    assert Interval(F(1), F(2)).slack(Interval(F(5), F(6))) == -3
    assert Interval(F(5), F(6)).slack(Interval(F(1), F(2))) == -3
    assert Interval(F(5), INF).slack(exactly(1)) == -4


@pytest.mark.parametrize(
    ("left_open", "right_open", "meet"),
    [(False, False, True), (True, False, False), (False, True, False), (True, True, False)],
)
def test_touching_intervals_meet_only_if_both_ends_are_closed(left_open: bool, right_open: bool, meet: bool) -> None:
    left, right = Interval(F(0), F(1), False, left_open), Interval(F(1), F(2), right_open, False)
    assert left.slack(right) == 0
    assert left.meets(right) == right.meets(left) == meet


def test_a_point_at_an_open_end_does_not_meet() -> None:
    assert not exactly(2).meets(Interval(F(1), F(2), False, True))
    assert exactly(1).meets(Interval(F(1), F(2), False, True))


def test_two_touching_printed_figures_meet_only_at_the_closed_end() -> None:
    # 7.3 is [7.25, 7.35), 7.4 is [7.35, 7.45): they touch at 7.35, which only 7.4 has
    low, high = growth("whole", "7.3").interval, growth("whole", "7.4").interval
    assert low.slack(high) == 0
    assert not low.meets(high)


def test_the_intersection_keeps_the_stricter_end() -> None:
    x, y = Interval(F(0), F(5), False, True), Interval(F(0), F(5), True, False)
    assert x & y == Interval(F(0), F(5), True, True)
    assert x & Interval(F(4), F(9)) == Interval(F(4), F(5), False, True)
    assert x & EVERYTHING == x
    assert x & Interval(F(6), F(7)) is None


# --- roots -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("degree", [1, 2, 3, 7, 18])
@pytest.mark.parametrize("number", ["2", "0.5", "1.000001", "3.7866835", "123456789.25", "1/3", "0"])
def test_a_root_encloses_the_true_root(number: str, degree: int) -> None:
    value = F(number)
    found = root(exactly(value), degree)
    assert F(found.low) ** degree <= value <= F(found.high) ** degree
    assert found.high - found.low <= F(1, 10**12)


def test_the_root_of_an_interval_encloses_the_roots_of_its_ends() -> None:
    found = root(Interval(F("1.21"), F("1.3"), False, True), 2)
    assert found.low == F("1.1")  # 1.1 x 1.1 = 1.21
    assert F(found.high) ** 2 >= F("1.3") > (F(found.high) - F(1, 10**12)) ** 2
    assert (found.low_open, found.high_open) == (False, True)


def test_perfect_powers_have_exact_roots() -> None:
    assert root(exactly(F(1024)), 10) == exactly(2)
    assert root(exactly(F("1.331")), 3) == exactly(F("1.1"))
    assert root(exactly(F(4, 25)), 2) == exactly(F(2, 5))


def test_coarser_roots_stay_on_the_safe_side() -> None:
    found = root(exactly(2), 2, digits=1)  # 1.4142...
    assert found == Interval(F("1.4"), F("1.5"))
