"""Random packages of known truth: what was true is never flagged, what cannot be true is, as a second opinion says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction as F
from functools import cache
from math import ceil, floor
from random import Random

import pytest

from checks.joint.contradictions import Contradiction, contradictions
from checks.joint.corroboration import Corroboration
from checks.joint.proof import ProvenComponent, prove_component
from checks.joint.system import System
from checks.model.relation import HARD

from .rules import stating
from .second_opinion import SAT, UNKNOWN, UNSAT, opinion
from .truth import KINDS, PLAIN, Made, made, meant, planted

CONSISTENT = 11
ERRORS = {PLAIN: 30, KINDS: 24}
"""How many packages of each sort are made."""
MOST_UNKNOWN = F(1, 5)
"""Part of the cases in which the second opinion may give up; on slow machines it does more often."""
MOST_MISSED = F(1, 8)
"""Part of the cases in which a contradiction may hide between products of two unknowns, which are only enclosed."""
MOST_WITHOUT = {PLAIN: F(0), KINDS: F(3, 5)}
"""Part of the consistent components without a witness: many shared rates and few levels are hard to meet exactly."""
MOST_LOOSE = {PLAIN: F(0), KINDS: F(1, 4)}
"""Part of the cores from which, for the same reason, something could be left out that the proof needs."""
SMALL = 6
"""Items of the cores that are looked at part by part."""

Sort = tuple[str, ...]


def connected(package: Made) -> list[System]:
    """Its components in which figures meet at all."""
    return [part for part in package.system.components() if len(part.statements) > 1]


@cache
def proven(kinds: Sort) -> list[tuple[Made, ProvenComponent]]:
    """All that is proven of packages printed without error."""
    packages = [made(seed, kinds) for seed in range(CONSISTENT)]
    return [(package, prove_component(part)) for package in packages for part in connected(package)]


@cache
def flagged(kinds: Sort) -> list[tuple[Made, System, list[Contradiction], str]]:
    """Components of packages with an error, what is found in them, and the second opinion."""
    packages = [planted(made(seed, kinds), Random(seed)) for seed in range(100, 100 + ERRORS[kinds])]
    parts = [(package, part) for package in packages for part in connected(package)]
    return [(package, part, contradictions(part)[0], opinion(part, half_up=True)) for package, part in parts]


SORTS = pytest.mark.parametrize("kinds", [PLAIN, KINDS], ids=["plain", "all kinds"])


# --- packages without error --------------------------------------------------------------------------------------


@SORTS
def test_what_was_true_is_never_flagged(kinds: Sort) -> None:
    wrong = [f"{p.listed()}\n{[c.items for c in r.contradictions]}" for p, r in proven(kinds) if r.contradictions]
    assert not wrong, "\n".join(wrong)
    assert len(proven(kinds)) >= CONSISTENT


@SORTS
def test_no_answer_of_the_float_solver_is_lost(kinds: Sort) -> None:
    assert not sum(r.unproven for _, r in proven(kinds))


@SORTS
def test_a_witness_is_found_and_satisfies_everything(kinds: Sort) -> None:
    """Figures are computed from the levels of the witness alone, sums from the codes of the series."""
    without = [package.listed() for package, result in proven(kinds) if result.values is None]
    assert len(without) <= MOST_WITHOUT[kinds] * len(proven(kinds)), "\n".join(without)
    for package, result in proven(kinds):
        values = result.values
        if values is None:
            continue
        levels = {place[:2]: values[q] for q, place in result.component.quantities.items() if q in values}
        for statement in result.component.statements.values():
            o = statement.observation
            number = meant(o, lambda *key, levels=levels: levels[key])
            left_out = o.interval.low if o.value < 0 else o.interval.high
            assert o.interval.low <= number <= o.interval.high, f"{package.listed()}\n{o.observation_id} is {number}"
            assert number != left_out, f"{package.listed()}\n{o.observation_id} lies on the end that is left out"
        assert list(_sums_that_fail(levels)) == [], package.listed()


def _sums_that_fail(levels: dict[tuple[str, str], F]) -> Iterator[str]:
    def known(year: str, *names: str) -> bool:
        return all((name, year) in levels for name in names)

    for year in ("2022", "2023"):
        for item in ("", "_A", "_B"):
            exports, imports, total, balance = (f + item for f in ("exports", "imports", "total", "balance"))
            sides = known(year, exports, imports)
            if sides and known(year, total):
                yield from _unequal(year, total, levels[total, year], levels[exports, year] + levels[imports, year])
            if sides and known(year, balance):
                yield from _unequal(year, balance, levels[balance, year], levels[exports, year] - levels[imports, year])
        for flow in ("exports", "imports", "total", "balance"):
            if known(year, flow, f"{flow}_A", f"{flow}_B"):
                parts = levels[f"{flow}_A", year] + levels[f"{flow}_B", year]
                yield from _unequal(year, flow, levels[flow, year], parts)
        listed = sum((levels[name, year] for name in ("exports_C", "exports_D") if known(year, name)), F(0))
        if known(year, "exports") and listed > levels["exports", year]:
            yield f"the listed exports of {year} pass all exports"
    yield from (f"{name} {year} is negative" for (name, year), v in levels.items() if v < 0 and "balance" not in name)


def _unequal(year: str, name: str, left: F, right: F) -> Iterator[str]:
    if left != right:
        yield f"{name} {year} is {left} and not {right}"


@SORTS
def test_what_all_others_leave_for_a_figure_contains_the_truth(kinds: Sort) -> None:
    ends = Counter[str]()
    for package, result in proven(kinds):
        for c in result.corroboration:
            truth, (low, high) = package.truth(c.statement.observation), c.interval
            name = c.statement.observation.observation_id
            assert low is None or low <= truth, f"{package.listed()}\n{name}: {low} is above {truth}"
            assert high is None or truth <= high, f"{package.listed()}\n{name}: {high} is below {truth}"
            ends.update(side for side, end in (("low", low), ("high", high)) if end is not None)
    assert min(ends.values()) > 20, ends


@SORTS
def test_the_bounds_of_what_is_not_printed_contain_the_truth(kinds: Sort) -> None:
    count = 0
    for package, result in proven(kinds):
        for quantity, (low, high) in result.bounds.items():
            series_id, year, _ = result.component.quantities[quantity]
            truth = package.level(series_id, year)
            assert low is None or low.bound.value <= truth, f"{package.listed()}\n{quantity}: {low} {truth}"
            assert high is None or truth <= high.bound.value, f"{package.listed()}\n{quantity}: {high} {truth}"
            count += high is not None
    assert count > 10, count


# --- packages with an error --------------------------------------------------------------------------------------


@SORTS
def test_whatever_is_flagged_cannot_be_true(kinds: Sort) -> None:
    """No exception: a false alarm would be a wrong proof."""
    for package, part, found, said in flagged(kinds):
        assert not found or said != SAT, f"{package.listed()}\n{[c.items for c in found]}"
        if any(c.verdict == HARD for c in found):
            closed = opinion(part, half_up=False)
            assert closed != SAT, f"{package.listed()}\nis possible if halves may be rounded down"


def test_whatever_cannot_be_true_is_flagged_where_no_rate_is_shared() -> None:
    """In both directions, and hard exactly if no way of rounding halves would help."""
    opinions = Counter(said for *_, said in flagged(PLAIN))
    assert not opinions[UNKNOWN] and min(opinions[SAT], opinions[UNSAT]) > 5, opinions
    for package, part, found, said in flagged(PLAIN):
        assert bool(found) == (said == UNSAT), f"{package.listed()}\nis {said}"
        beyond = any(not c.touches for c in found)
        assert beyond == (opinion(part, half_up=False) == UNSAT), package.listed()


def test_contradictions_between_shared_rates_are_seldom_missed() -> None:
    opinions = Counter(said for *_, said in flagged(KINDS))
    missed = [package.listed() for package, _, found, said in flagged(KINDS) if said == UNSAT and not found]
    cases = len(flagged(KINDS))
    assert min(opinions[SAT], opinions[UNSAT]) > 5, opinions
    assert opinions[UNKNOWN] <= MOST_UNKNOWN * cases, opinions
    assert len(missed) <= MOST_MISSED * cases, "\n".join(missed)


@SORTS
def test_a_core_is_contradictory_by_itself(kinds: Sort) -> None:
    opinions = Counter[str]()
    for package, part, found, _ in flagged(kinds):
        for c in found:
            opinions[said := opinion(part, True, c.items)] += 1
            assert said != SAT, f"{package.listed()}\n{c.items}"
    assert opinions[UNSAT] > 8, opinions


@SORTS
def test_no_part_of_a_core_is_contradictory(kinds: Sort) -> None:
    """It is enough to ask for the core without each of its items: smaller parts say less."""
    loose, cores = [], 0
    for package, part, found, _ in flagged(kinds):
        for c in found:
            if len(c.items) <= SMALL:
                cores += 1
                rests = {item: opinion(part, True, set(c.items) - {item}) for item in c.items}
                missing = [item for item, said in rests.items() if said == UNSAT]
                loose += [f"{package.listed()}\n{c.items} without any of {missing}"] if missing else []
    assert cores > 8, cores
    assert len(loose) <= MOST_LOOSE[kinds] * cores, "\n".join(loose)


@SORTS
def test_without_what_a_contradiction_releases_the_rest_holds(kinds: Sort) -> None:
    for package, part, found, _ in flagged(kinds):
        if found:
            released = {item for c in found for item in c.released}
            assert not contradictions(part.without(released))[0], f"{package.listed()}\n{released}"


# --- errors that are made to fit or not to -------------------------------------------------------------------------


def _fixed(limit: int) -> Iterator[tuple[Made, Corroboration]]:
    """Rounded figures for which the others leave an interval, one of each package."""
    fixed = [
        (package, c)
        for package, result in proven(PLAIN)
        for c in sorted(result.corroboration, key=lambda c: c.grade)
        if None not in c.interval
    ]
    yield from fixed[:: max(1, len(fixed) // limit)]


def _printing(package: Made, c: Corroboration, units: int) -> list[Contradiction]:
    """What is found where the figure is printed as so many units of its last place."""
    o = c.statement.observation
    changed = package.printing(stating(o, F(units, 10**o.decimals)))
    return [found for part in connected(changed) for found in contradictions(part)[0]]


def _edges(c: Corroboration) -> Iterator[tuple[int, int]]:
    """The last number of units that reaches into the interval, and the next, which does not, at both ends."""
    low, high = (F(end or 0) / c.place for end in c.interval)
    if (low + F(1, 2)).denominator != 1:
        yield ceil(low - F(1, 2)), ceil(low - F(1, 2)) - 1
    if (high + F(1, 2)).denominator != 1:
        yield floor(high + F(1, 2)), floor(high + F(1, 2)) + 1


def test_a_figure_is_flagged_exactly_if_it_leaves_the_interval_of_the_others() -> None:
    count = 0
    for package, c in _fixed(10):
        for inside, outside in _edges(c):
            name = f"{package.listed()}\n{c.statement.observation.observation_id}"
            assert not _printing(package, c, inside), f"{name} could be {inside}"
            assert _printing(package, c, outside), f"{name} cannot be {outside}"
            count += 1
    assert count > 10, count
