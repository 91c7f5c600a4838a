"""Look-up of figures: the year before a period, and levels that several growth rates lead back to."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from checks.model.index import year_before
from checks.model.observation import Observation

from .rules import FLOWS, facts, faster, growth, level


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2023", "2022"),
        ("2000", "1999"),
        ("2025-Q1", "2024-Q1"),
        ("2025-Q4", "2024-Q4"),
        ("2025-01", "2024-01"),
        ("2025-12", "2024-12"),
        ("2025-01-01/P4M", "2024-01-01/P4M"),
        ("1000-07-01/P10D", "0999-07-01/P10D"),
        ("_U", "_U"),
        ("_Z", "_U"),
    ],
)
def test_the_year_before_is_the_same_part_of_it(period: str, before: str) -> None:
    assert year_before(period) == before


CHAIN = [
    ("2023", "2022", "2021"),
    ("2025-Q1", "2024-Q1", "2023-Q1"),
    ("2025-04", "2024-04", "2023-04"),
    ("2025-01-01/P4M", "2024-01-01/P4M", "2023-01-01/P4M"),
]


@pytest.mark.parametrize(("now", "before", "early"), CHAIN)
def test_a_change_of_growth_leads_back_two_years_in_every_kind_of_period(now: str, before: str, early: str) -> None:
    # 132.0/1.1 = 120 a year before; growth was 20.0 % then, so it was 120/1.2 = 100 two years before
    figures = level("total", "132.0", now), growth("total", "10.0", now, since=before)
    known = facts([*figures, faster("total", "-10.0", time=now, since=before)], FLOWS)
    found = [known.level_at("total", period) for period in (now, before, early)]
    assert [e.point for e in found if e] == [132 * 10**8, 120 * 10**8, 100 * 10**8]
    # the rate of a year before is 10.0 less -10.0, each half a tenth either way: 19.9 % to 20.1 %
    last = found[2]
    assert last is not None
    assert last.interval.low == F("131.95") * 10**8 / (F("1.1005") * F("1.201"))
    assert last.interval.high == F("132.05") * 10**8 / (F("1.0995") * F("1.199"))
    assert early in {period for period, _ in known.periods("services_trade")}


@pytest.mark.parametrize(
    ("now", "since"), [("2025-Q1", "2024-Q2"), ("2025-04", "2024-Q1"), ("2025-01-01/P4M", "2024-01-01/P3M")]
)
def test_growth_since_another_part_of_the_year_leads_to_that_part_only(now: str, since: str) -> None:
    known = facts([level("total", "132.0", now), growth("total", "10.0", now, since=since)], FLOWS)
    assert known.level_at("total", since) is not None
    assert known.level_at("total", year_before(now)) is None


@pytest.mark.parametrize(
    "figures",
    [
        [growth("total", "10.0")],  # no level
        [level("total", ">132.0"), growth("total", "10.0")],  # a level without end
        [level("total", "132.0"), growth("total", "~10.0")],
        [level("total", "132.0"), growth("total", "10.0", period_basis="end")],  # a stock, not the flow of the year
        [level("total", "132.0"), growth("exports", "10.0")],
    ],
)
def test_nothing_leads_back_without_level_and_growth_of_the_same_series(figures: list[Observation]) -> None:
    assert facts(figures, FLOWS).level_at("total", "2022") is None
