"""The benchmark measures what it says: its packages have known truth, and no tool is passed over in silence."""

from __future__ import annotations

import gc
from fractions import Fraction

import numpy as np
import pytest

from checks.bulk import sum_verdicts
from checks.model.relation import HARD, SOFT
from checks.verdicts.confrontation import confront_all
from scripts import benchmark
from scripts.benchmarking import tournament
from scripts.benchmarking.contestants import CONTESTANTS, bulk_from_integers, bulk_from_text
from scripts.benchmarking.joint import prove
from scripts.benchmarking.packages import LARGEST, SMALLEST, GeneratedPackage, generate, group_of, rounded
from scripts.benchmarking.sums import WHOLE, decimal_text, generate_sums

from .conftest import listed

CLEAN, WRONG = generate(400, seed=7, errors=0), generate(400, seed=7, errors=1)


def accused(package: GeneratedPackage) -> set[str]:
    """Groups in which some relation is violated."""
    verdicts = confront_all(package.observations, package.series, package.reference).violated
    return {group_of(o) for v in verdicts for o in v.relation.observations}


def contradictory(package: GeneratedPackage) -> set[str]:
    return {group_of(name) for name in prove(package.observations, package.series, package.reference)}


def test_the_same_seed_gives_the_same_package_and_another_seed_another():
    assert generate(400, seed=7, errors=1) == WRONG
    assert generate(400, seed=8, errors=1).observations != WRONG.observations


def test_a_larger_package_begins_with_the_smaller_one():
    larger = generate(800, seed=7, errors=1)
    assert larger.observations[: len(WRONG.observations)] == WRONG.observations


def test_groups_have_realistic_sizes_and_every_figure_its_own_name():
    sizes = [sum(group_of(o.observation_id) == group for o in CLEAN.observations) for group in CLEAN.groups]
    assert min(sizes) >= SMALLEST and max(sizes) <= LARGEST, sizes
    assert len({o.observation_id for o in CLEAN.observations}) == len(CLEAN.observations) >= 400


def test_every_planted_error_is_one_wrong_digit_and_nothing_else_is_changed():
    printed = {o.observation_id: o.value for o in CLEAN.observations}
    changed = {o.observation_id for o in WRONG.observations if o.value != printed[o.observation_id]}
    assert changed == {error.observation_id for error in WRONG.planted}
    for error in WRONG.planted:
        right, wrong = (f"{abs(int(value * 100)):020d}" for value in (error.right, error.wrong))
        assert sum(a != b for a, b in zip(right, wrong, strict=True)) == 1, error


def test_a_clean_package_is_never_accused_by_relations_or_jointly():
    assert accused(CLEAN) == set() == contradictory(CLEAN)


def test_planted_errors_are_found_and_whatever_one_relation_contradicts_is_contradictory_jointly():
    hard = {
        group_of(v.relation.observations[0])
        for v in confront_all(WRONG.observations, WRONG.series, WRONG.reference).violated
        if v.verdict == HARD
    }
    assert len(hard) > len(WRONG.groups) / 2, listed(WRONG.planted)
    assert hard <= contradictory(WRONG)


@pytest.mark.parametrize("on", [True, False])
def test_the_garbage_collector_is_left_as_it_was(on: bool):
    (gc.enable if on else gc.disable)()
    try:
        accused(CLEAN)
        assert gc.isenabled() is on
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("value", "printed"), [("0.05", "0.1"), ("-0.05", "-0.1"), ("0.049", "0"), ("-0.049", "0"), ("2.25", "2.3")]
)
def test_halves_are_rounded_away_from_zero(value: str, printed: str):
    assert rounded(Fraction(value), 1) == Fraction(printed)


@pytest.mark.parametrize(
    ("units", "decimals", "text"), [(0, 1, "0.0"), (-5, 1, "-0.5"), (1234, 2, "12.34"), (7, 0, "7")]
)
def test_units_are_written_as_decimals(units: int, decimals: int, text: str):
    assert decimal_text(units, decimals) == text


def test_clean_sums_are_never_accused_and_what_rounding_cannot_explain_always_is():
    sums = generate_sums(20_000, seed=3, errors=0.2)
    verdicts = sum_verdicts(sums.text, WHOLE, sums.parts)
    flagged = verdicts.isin([SOFT, HARD]).to_numpy()
    assert sums.planted.sum() > 3_000
    assert not (flagged & ~sums.planted).any()
    assert np.array_equal((verdicts == HARD).to_numpy(), sums.provable)
    assert not (sums.provable & ~sums.planted).any()
    for prepare in (bulk_from_text, bulk_from_integers):
        assert np.array_equal(prepare(sums)(), flagged)


def test_a_tool_that_is_not_installed_is_named_with_the_reason(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tournament, "installed", lambda distribution: None)
    compared = tournament.compare("sums", [generate_sums(50, seed=1, errors=0.5)], 1, lambda line: None)
    others = [score for score in compared.scores if score.contestant.distribution]
    assert [score.reason for score in others] == [
        f"not run: {score.contestant.distribution} is not installed" for score in others
    ]


def test_the_quick_benchmark_has_a_line_for_every_tool_with_numbers_or_the_reason(capsys: pytest.CaptureFixture[str]):
    assert benchmark.main(["--quick"]) == 0
    output, progress = capsys.readouterr()
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in output.splitlines()]
    for contestant in CONTESTANTS:
        rows = [cells for cells in lines if cells[:2] == [contestant.name, contestant.idiom]]
        assert len(rows) == 2, contestant  # on the package and on generated sums
        here = not contestant.distribution or tournament.installed(contestant.distribution)
        for row in rows:
            assert all(row) if here else row[2].startswith("not run: "), row
        assert f"{contestant.name}, {contestant.idiom}" in progress
