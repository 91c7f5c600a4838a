"""Endpoints, as a table: what half-up rounding explains holds, what another way of rounding halves explains is soft.

A figure printed 100 is [99.5, 100.5), one printed -100 is (-100.5, -99.5]. Truncation explains nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from checks.joint.contradictions import contradictions
from checks.joint.derive import joint_system
from checks.model.observation import Observation, Series
from checks.model.reference import Reference
from checks.model.relation import HARD, HOLDS, SOFT, UNDETERMINED

from .rules import (
    FLOWS,
    ITEMS,
    change,
    confronted,
    count,
    growth,
    lead,
    level,
    lines,
    parts_of,
    reference,
    share,
    share_change,
)
from .second_opinion import SAT, UNSAT, opinion

ALL = reference(parts_of("yes"))
NOTHING = reference()
ORDER = (UNDETERMINED, HOLDS, SOFT, HARD)


@dataclass(frozen=True)
class Case:
    """Figures and the worst verdict on them."""

    name: str
    verdict: str
    figures: tuple[Observation, ...]
    series: Mapping[str, Series]
    known: Reference


def sums(name: str, verdict: str, whole: str, first: str, second: str, exact: bool = False) -> Case:
    """A whole and its two parts, which are the same to the last decimal if ``exact``."""
    parts = level("first", first, exact=exact), level("second", second, exact=exact)
    return Case(name, verdict, (level("whole", whole), *parts), ITEMS, ALL)


def balances(name: str, verdict: str, balance: str, exports: str, imports: str) -> Case:
    """A balance and its flows, which are exact."""
    sides = level("exports", exports, exact=True), level("imports", imports, exact=True)
    return Case(name, verdict, (level("balance", balance), *sides), FLOWS, NOTHING)


def plain(name: str, verdict: str, *figures: Observation) -> Case:
    return Case(name, verdict, figures, ITEMS, NOTHING)


def grown(name: str, verdict: str, rate: str, now: Observation, before: str) -> Case:
    """A growth rate since an exact level of the year before."""
    return plain(name, verdict, growth("first", rate), now, level("first", before, "2022", exact=True))


def shared(name: str, verdict: str, rate: str, part: str, whole: str) -> Case:
    """A share of two exact levels."""
    levels = level("first", part, exact=True), level("whole", whole, exact=True)
    return plain(name, verdict, share("first", "whole", rate), *levels)


# fmt: off
CASES = [
    # a whole and parts that are rounded themselves
    sums("the middle", HOLDS, "100", "60.0", "40.0"),
    # [100.5, 101.5) and [60.15 + 40.15, 60.25 + 40.25) = [100.3, 100.5)
    sums("a sum that touches from below", SOFT, "101", "60.2", "40.2"),
    sums("a sum that reaches in from below", HOLDS, "101", "60.2", "40.3"),
    sums("a sum that stays below", HARD, "101", "60.1", "40.2"),
    # [99.5, 100.5) and [60.25 + 40.25, 60.35 + 40.35) = [100.5, 100.7)
    sums("a sum that touches from above", SOFT, "100", "60.3", "40.3"),
    sums("a sum that reaches in from above", HOLDS, "100", "60.3", "40.2"),
    sums("a sum that stays above", HARD, "100", "60.4", "40.3"),

    # a whole of exact parts: 100.5 is 101 half up, 100 half even and truncated
    sums("a half put up", HOLDS, "101", "60.5", "40.0", exact=True),
    sums("a half put to even", SOFT, "100", "60.5", "40.0", exact=True),
    # 101.5 is 102 half up and half even, 101 half down and truncated
    sums("a half put up to even", HOLDS, "102", "61.5", "40.0", exact=True),
    sums("a half put down", SOFT, "101", "61.5", "40.0", exact=True),
    # 100.7 is 100 only if truncated, 100.2 is 101 only if rounded up always
    sums("a truncated sum", HARD, "100", "60.7", "40.0", exact=True),
    sums("a sum put up that is below the half", HARD, "101", "60.2", "40.0", exact=True),
    sums("a sum just below the half", HOLDS, "100", "60.4999", "40.0", exact=True),
    sums("a sum just above the half", HARD, "100", "60.5001", "40.0", exact=True),

    # deficits: the end nearer to zero belongs to the figure, the other does not
    balances("a negative half put away from zero", HOLDS, "-11", "10.0", "20.5"),
    balances("a negative half put towards zero", SOFT, "-10", "10.0", "20.5"),
    balances("a truncated deficit", HARD, "-10", "10.0", "20.7"),
    balances("a deficit just within", HOLDS, "-10", "10.0", "20.4999"),
    balances("a deficit just beyond", HARD, "-10", "10.0", "20.5001"),
    balances("a deficit without its sign", HARD, "10", "10.0", "20.0"),

    # zero is printed for -0.5 and for what is below 0.5
    balances("nothing", HOLDS, "0", "10.0", "10.0"),
    balances("minus a half printed as nothing", HOLDS, "0", "10.0", "10.5"),
    balances("minus a half printed as minus one", HOLDS, "-1", "10.0", "10.5"),
    balances("a half printed as nothing", SOFT, "0", "10.5", "10.0"),
    balances("a half printed as one", HOLDS, "1", "10.5", "10.0"),
    balances("less than a half printed as one", HARD, "1", "10.4", "10.0"),
    balances("more than a half printed as nothing", HARD, "0", "10.6", "10.0"),

    # exact counts have no ends to spare
    Case("counts that add up", HOLDS, (count("whole", "3"), count("first", "1"), count("second", "2")), ITEMS, ALL),
    Case("counts that do not", HARD, (count("whole", "4"), count("first", "1"), count("second", "2")), ITEMS, ALL),
    Case("counts of nothing", HOLDS, (count("whole", "0"), count("first", "0"), count("second", "0")), ITEMS, ALL),

    # bounds include their number: "more than 100" is not held against 100
    sums("more than what it is", HOLDS, ">100", "60.0", "40.0", exact=True),
    sums("less than what it is", HOLDS, "<100", "60.0", "40.0", exact=True),
    sums("more than it is", HARD, ">100", "59.9", "40.0", exact=True),
    sums("less than it is", HARD, "<100", "60.1", "40.0", exact=True),
    # [59.85 + 39.95, 59.95 + 40.05) = [99.8, 100.0) leaves 100 out, [60.05 + 39.95, ...) = [100.0, 100.2) does not
    sums("more than a sum that touches from below", SOFT, ">100", "59.9", "40.0"),
    sums("less than a sum that touches from above", HOLDS, "<100", "60.1", "40.0"),

    # growth: -100 % is the end of everything
    grown("growth to nothing", HOLDS, "-100", count("first", "0"), "5.0"),
    # -101 would do for the joint system too if 0.0 had been computed with before: 0.05 / 5 is another point
    grown("growth to less than nothing", HARD, "-102", level("first", "0.0"), "5.0"),
    grown("growth to nothing that is printed as less", HARD, "-99", count("first", "0"), "5.0"),
    grown("growth to almost nothing", HOLDS, "-99", level("first", "0.0"), "5.0"),
    # 0.025 / 5 is -99.5 %
    grown("a rate on its outer end", SOFT, "-99", level("first", "0.025", exact=True), "5.0"),
    grown("a rate on its inner end", HOLDS, "-100", level("first", "0.025", exact=True), "5.0"),
    grown("no growth", HOLDS, "0.0", level("first", "5.0", exact=True), "5.0"),
    # 1005/1000 is 0.5 %, 995/1000 is -0.5 %
    grown("a half of growth put up", HOLDS, "1", level("first", "1005", exact=True), "1000"),
    grown("a half of growth put down", SOFT, "0", level("first", "1005", exact=True), "1000"),
    grown("a half of decline printed as nothing", HOLDS, "0", level("first", "995", exact=True), "1000"),
    grown("a half of decline put away from zero", HOLDS, "-1", level("first", "995", exact=True), "1000"),

    # shares of nothing and of everything
    shared("a share of nothing", HOLDS, "0", "0", "5"),
    shared("a share of everything", HOLDS, "100", "5", "5"),
    shared("a share of 0.05 % printed as 0.0", SOFT, "0.0", "0.5", "1000"),
    shared("a share of 0.05 % printed as 0.1", HOLDS, "0.1", "0.5", "1000"),
    shared("a share of 99.95 % printed as 100.0", HOLDS, "100.0", "999.5", "1000"),
    shared("a share of 99.95 % printed as 99.9", SOFT, "99.9", "999.5", "1000"),
    shared("a share of 99.94 % printed as 100.0", HARD, "100.0", "999.4", "1000"),

    # changes and gaps
    plain("a change put up", HOLDS, change("first", "1"), level("first", "5.5", exact=True),
          level("first", "5.0", "2022", exact=True)),
    plain("a fall put towards zero", SOFT, change("first", "-1"), level("first", "5.0", exact=True),
          level("first", "6.5", "2022", exact=True)),
    # [2.05, 2.15) - [0.95, 1.05) = (1.0, 1.2) and [0.95, 1.05) or [0.75, 0.85)
    plain("a gap between rounded rates", HOLDS, lead("first", "whole", "1.0"), growth("first", "2.1"),
          growth("whole", "1.0")),
    plain("a gap beyond rounded rates", HARD, lead("first", "whole", "0.8"), growth("first", "2.1"),
          growth("whole", "1.0")),
    # [0.295, 0.305) - [0.195, 0.205) = (9 %, 11 %); 13 is [12.5, 13.5), a point more would still explain 12
    plain("a change in share beyond rounded shares", HARD, share_change("first", "whole", "13"),
          share("first", "whole", "30"), share("first", "whole", "20", "2022")),
]
# fmt: on


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_single_relations_decide_endpoints(case: Case) -> None:
    found = confronted(case.figures, case.series, case.known).verdicts
    worst = max((v.verdict for v in found), key=ORDER.index)
    assert worst == case.verdict, lines(v.sentence for v in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_joint_system_decides_endpoints_alike(case: Case) -> None:
    system = joint_system(case.figures, case.series, case.known)
    found = [c for part in system.components() for c in contradictions(part)[0]]
    assert max((c.verdict for c in found), key=ORDER.index, default=HOLDS) == case.verdict, lines(found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_second_opinion_is_the_same(case: Case) -> None:
    """Half-up rounding explains what holds; what is soft is possible with closed ends."""
    system = joint_system(case.figures, case.series, case.known)
    assert opinion(system, half_up=True) == (SAT if case.verdict == HOLDS else UNSAT)
    assert opinion(system, half_up=False) == (UNSAT if case.verdict == HARD else SAT)


def test_the_table_has_every_verdict_and_every_way_of_rounding() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
    assert {case.verdict for case in CASES} == {HOLDS, SOFT, HARD}
