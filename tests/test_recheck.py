"""``python -m scripts.mutate --check``: a few slips made again show whether the committed score is still true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from checks.families import FAMILIES
from checks.package.contents import checkout_package
from scripts import mutate, prove
from scripts.building.ledger_row import RowReader
from scripts.building.seeds import read_seeds
from scripts.mutating import joint, recheck, run, source
from scripts.mutating.by_figure import figure_rows, noticed_by, totals
from scripts.mutating.joint import proven_aside, set_aside
from scripts.mutating.operators import OPERATORS
from scripts.mutating.recheck import BY_FIGURE, PAGE, TABLE, drawn
from scripts.mutating.run import Plan, score
from scripts.mutating.singles import Singles, only_numbers
from scripts.mutating.tally import table
from scripts.mutating.trial import LAYERS, Bench

from .conftest import ROOT, Row, listed, rows_of, set_cell, state
from .little import DOCUMENT, LEDGER, ledger, little

Weaken = Callable[[pytest.MonkeyPatch], None]
SLOW = 60
"""Figures of a neighbourhood whose contradictions are found in seconds."""


@pytest.fixture
def scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Path]:
    """The little checkout, proven, with its score."""
    root = little(tmp_path / "little")
    assert prove.main(["--root", str(root)]) == 0
    run._bench.cache_clear()
    assert asked(root, "--write") == 0
    capsys.readouterr()
    run._bench.cache_clear()
    yield root
    run._bench.cache_clear()


def asked(root: Path, *options: str, documents: bool = True) -> int:
    """Run the command on a checkout; its exit status."""
    folder = ["--documents", str(root / "documents")] if documents else []
    return mutate.main(["--root", str(root), "--jobs", "1", *folder, *options])


# What is recorded of each figure


def test_a_score_is_recorded_figure_by_figure_and_adds_up_to_the_amounts(scored: Path) -> None:
    rows = rows_of(scored / BY_FIGURE)
    assert [row["figure_id"] for row in rows] == [f"{DOCUMENT}:{r['line']}:{r['column']}" for r in ledger()]
    found = score(Plan(scored, scored / "documents"))
    assert figure_rows(found.outcomes) == rows
    of = Counter((o.mutant.figure_id, o.mutant.operator) for o in found.outcomes)
    assert {(row["figure_id"], name): len(row[name]) for row in rows for name in OPERATORS if row[name]} == of
    for o in found.outcomes:
        digits = next(row for row in rows if row["figure_id"] == o.mutant.figure_id)[o.mutant.operator]
        assert {name for name in (*LAYERS, "unchanged") if getattr(o, name)} in map(noticed_by, digits)
    amounts = {tuple(sorted(row.items())) for row in table(found)}
    assert {tuple(sorted(row.items())) for row in totals(rows)} == amounts


def test_the_committed_score_adds_up_and_speaks_of_the_committed_figures() -> None:
    rows, amounts = rows_of(ROOT / BY_FIGURE), rows_of(ROOT / TABLE)
    slips = {f.figure_id: list(bench().mutator.mutants(f)) for f in bench().mutator.figures}
    page = (ROOT / PAGE).read_text("utf-8").splitlines()
    wrong = [
        *recheck.wrong_amounts(amounts, rows),
        *recheck.wrong_lines(page, amounts),
        *recheck.wrong_slips(rows, slips),
    ]
    assert not wrong, listed(wrong[:20])


# The check


def test_a_true_score_passes_and_nothing_is_written(scored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(scored)
    assert asked(scored, "--check") == 0
    out, err = capsys.readouterr()
    amount = sum(len(row[name]) for row in rows_of(scored / BY_FIGURE) for name in OPERATORS)
    assert out.splitlines() == [f"9 figures tried again, {amount} slips: 0 not as recorded"]
    assert err == ""
    assert state(scored) == before


def without_totals(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule that a total is exports and imports."""
    monkeypatch.delitem(FAMILIES, "flow_total")


def without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The part of the re-reading that compares words."""
    monkeypatch.setattr(source, "word_problems", lambda *arguments: [])


def without_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The part of the build that asks for sign words."""
    monkeypatch.setattr(RowReader, "_check_sign", lambda self, flow: None)


def without_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """All figures together."""
    monkeypatch.setattr(joint, "newly_contradictory", lambda *arguments: False)


@pytest.mark.parametrize(
    ("weaken", "layer", "column"),
    [
        (without_totals, "single", "wrong_digit"),
        (without_words, "source", "wrong_unit"),
        (without_signs, "structure", "lost_sign"),
        (without_the_whole, "whole", "wrong_digit"),
    ],
)
def test_a_check_that_is_weakened_fails_it_and_the_slips_that_go_unnoticed_are_named(
    weaken: Weaken,
    layer: str,
    column: str,
    scored: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    weaken(monkeypatch)
    assert asked(scored, "--check") == 1
    out, err = capsys.readouterr()
    lines = [line for line in err.splitlines() if line.startswith(f"{BY_FIGURE}, row ")]
    assert len(lines) == min(int(out.split()[-4]), mutate.SHOWN) > 0
    own = [line for line in lines if f", column {column}: {DOCUMENT}:" in line]
    assert own, listed(lines)
    for line in own:
        was, _, now = line.partition(": was ")[2].partition(", is ")
        assert layer in was and layer not in now.partition(";")[0], line


def test_a_check_that_is_sharper_than_recorded_fails_it_too(
    scored: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(joint, "newly_contradictory", lambda *arguments: True)
    assert asked(scored, "--check") == 1
    assert "was noticed by source, is noticed by source, whole" in capsys.readouterr().err


def test_without_documents_all_but_the_source_check_is_compared(
    scored: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(scored, "--check", documents=False) == 0
    assert capsys.readouterr().out.startswith("source check: not run, no documents given")
    run._bench.cache_clear()
    without_totals(monkeypatch)
    assert asked(scored, "--check", documents=False) == 1


@pytest.mark.parametrize(
    ("file", "change", "named"),
    [
        (TABLE, {"single": "999"}, ("row 2, column single: 999 is not the sum of what each figure has, ",)),
        (BY_FIGURE, {"wrong_digit": "0"}, ("column wrong_digit: ", "such slips, 1 are recorded")),
        (BY_FIGURE, {"figure_id": f"{DOCUMENT}:9:9"}, (f"{DOCUMENT}:9:9 has 0 such slips", f"lacks {DOCUMENT}:2:5")),
    ],
)
def test_tables_that_do_not_agree_with_each_other_or_with_the_ledger_are_named(
    file: str, change: Row, named: tuple[str, ...], scored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for column, text in change.items():
        set_cell(scored / file, column, text)
    assert asked(scored, "--check") == 1
    out, err = capsys.readouterr()
    assert out == "" and all(part in err for part in named), err


def test_a_page_that_shows_other_rates_than_the_table_is_named(
    scored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = scored / PAGE
    page.write_text(page.read_text("utf-8").replace("| all slips | ", "| all slips | 1"), "utf-8")
    assert asked(scored, "--check") == 1
    assert capsys.readouterr().err.startswith(f"{PAGE}: does not show the rates of _T as {TABLE} has them; ")


def test_a_figure_that_was_changed_after_the_score_is_named(scored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_cell(scored / LEDGER, "printed", "2.55", lambda row: row["printed"] == "2.5")
    assert asked(scored, "--check", documents=False) == 1
    assert f"row 9, column wrong_digit: {DOCUMENT}:4:5 has 3 such slips, 2 are recorded" in capsys.readouterr().err


def test_a_score_that_is_not_there_is_one_line(scored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (scored / BY_FIGURE).unlink()
    assert asked(scored, "--check") == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{BY_FIGURE}: file is missing")


@pytest.mark.parametrize(
    "options", [["--check", "--sample", "5"], ["--check", "--document", "x"], ["--write", "--seed", "1"], ["--write"]]
)
def test_pages_speak_of_all_mutants_of_one_seed_and_of_all_layers_or_are_not_written(options: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        mutate.main(options)
    assert stopped.value.code == 2


# The figures that are tried, among the real ones


@cache
def bench() -> Bench:
    return Bench(read_seeds(ROOT), None, seed=0)


@cache
def sample() -> list[str]:
    return drawn(rows_of(ROOT / BY_FIGURE), checkout_package().tables, seed=0)


@cache
def comparing() -> dict[str, set[str]]:
    """Figure ids to the families that compare them, by the committed relations."""
    tables = {name: rows_of(ROOT / f"resources/{name}.csv") for name in ("relations", "relation_observations")}
    family = {row["relation_id"]: row["family"] for row in tables["relations"] if row["compared"] == "true"}
    observations: dict[str, set[str]] = {}
    for row in tables["relation_observations"]:
        if row["relation_id"] in family:
            observations.setdefault(row["observation_id"], set()).add(family[row["relation_id"]])
    figures: dict[str, set[str]] = {}
    for row in rows_of(ROOT / "resources/figure_observations.csv"):
        figures.setdefault(row["figure_id"], set()).update(observations.get(row["observation_id"], ()))
    return figures


def test_the_sample_has_figures_of_every_family_and_others_and_depends_on_the_seed_alone() -> None:
    families = {family for own in comparing().values() for family in own}
    assert len(families) > 20
    rare = {f for f in families if sum(f in comparing()[name] for name in sample()) < recheck.BY_FAMILY}
    assert all(sum(f in own for own in comparing().values()) < recheck.BY_FAMILY for f in rare), rare
    assert sum(not comparing()[name] for name in sample()) > 10, "figures that no relation compares are spoiled too"
    rows, tables = rows_of(ROOT / BY_FIGURE), checkout_package().tables
    assert drawn(rows[::-1][::-1], tables, seed=0) == sample() != drawn(rows, tables, seed=1)
    assert len(set(sample())) == len(sample()) < 150


def test_without_any_family_that_alone_compares_a_figure_the_sample_is_not_as_recorded(
    monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    recorded = {row["figure_id"]: row for row in rows_of(ROOT / BY_FIGURE)}
    figures = {f.figure_id: f for f in bench().mutator.figures}
    alone = sorted({min(own) for own in comparing().values() if len(own) == 1})
    assert len(alone) > 15
    for family in alone:
        own = [name for name in sample() if comparing()[name] == {family}]
        with monkeypatch.context() as weaker, subtests.test(family=family):
            weaker.delitem(FAMILIES, family)
            singles = Singles(bench().map)
            unnoticed = 0
            for name in own:
                seen = Counter[str]()
                for mutant in bench().mutator.mutants(figures[name]):
                    digit = recorded[name][mutant.operator][seen[mutant.operator]]
                    seen[mutant.operator] += 1
                    change = bench().ledgers.change(mutant)
                    if only_numbers(change, bench().map.observations) and "single" in noticed_by(digit):
                        unnoticed += singles.noticed(change) is None
            assert unnoticed, own


def test_what_the_committed_proofs_set_aside_is_what_is_found_again() -> None:
    items = rows_of(ROOT / "resources/contradiction_items.csv")
    small = [n for n in bench().map.neighbourhoods if len(n.observations) < SLOW]
    aside = [(n, proven_aside(n, items)) for n in small]
    assert sum(any(found) for _, found in aside) > 3
    for n, found in aside:
        if any(found) or len(n.observations) > 5:
            assert set_aside(n) == found, sorted(n.observations)[:3]
