"""``python -m scripts.prove``: proves what has changed and nothing else, and either ends well or writes nothing."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction as F
from pathlib import Path
from types import SimpleNamespace

import pytest

from checks.joint import proof
from checks.joint.proof import ProvenComponent
from checks.joint.system import System
from checks.verify.__main__ import main as verify
from scripts import build, prove
from scripts.proving.store import PROOFS, RESULTS, proof_path

from .conftest import Row, listed, rows_of, set_cell, start, state
from .little import BEFORE, BUILDING, LEDGER, TRAVEL, growth, level, little, quantity

STORED = [proof_path(name) for name in (*RESULTS, *PROOFS)]

Run = Callable[..., int]


@pytest.fixture
def unproven(tmp_path: Path) -> Path:
    """The little checkout as its curator typed it."""
    return little(tmp_path / "little")


@pytest.fixture
def proven(unproven: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert run(unproven) == 0
    capsys.readouterr()
    return unproven


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The figures of each component that is given to the solver."""
    found: list[list[str]] = []
    really = prove.prove

    def noting(parts: Sequence[System], *rest: object) -> list[ProvenComponent]:
        found.extend(sorted(part.statements) for part in parts)
        return really(parts, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(prove, "prove", noting)
    return found


def run(root: Path, *options: str) -> int:
    return prove.main(["--root", str(root), *options])


def result(root: Path, name: str) -> list[Row]:
    return rows_of(root / proof_path(name))


def bounds(root: Path) -> dict[str, tuple[F, F]]:
    return {row["quantity_id"]: (F(row["lower"]), F(row["upper"])) for row in result(root, "bounds")}


def mistyped(root: Path) -> None:
    """2.5 of line 4 becomes 2.6: only what it is connected with can say something else."""
    set_cell(root / LEDGER, "printed", "2.6", lambda row: row["printed"] == "2.5")


# What is proven


def test_a_first_run_proves_and_builds_everything(unproven: Path) -> None:
    assert run(unproven) == 0
    assert {row["verdict"] for row in result(unproven, "components")} == {"holds", "violated_hard"}
    # 50.3 grew by 8.1 %, 2.5 by 25 %
    ends = {
        quantity("total", year=BEFORE): (F("50.25") / F("1.0815"), F("50.35") / F("1.0805")),
        quantity("exports", BUILDING, BEFORE): (F("2.45") / F("1.255"), F("2.55") / F("1.245")),
    }
    found = bounds(unproven)
    assert found.keys() == ends.keys()
    for name, (low, high) in ends.items():
        assert low - F("0.01") < found[name][0] <= low < high <= found[name][1] < high + F("0.01"), name
    # 50.3 - 20.1, each with its half unit
    exports = next(row for row in result(unproven, "corroboration") if row["observation_id"] == level("exports"))
    assert (exports["grade"], exports["lower"], exports["upper"]) == ("last_digit", "30.1", "30.3")
    (contradiction,) = result(unproven, "contradictions")
    named = {row["item_id"] for row in result(unproven, "contradiction_items")}
    assert named == {level(flow, TRAVEL) for flow in ("exports", "imports", "total")}
    assert "printed 9.9, should be 9.3 = exports 5.1 + imports 4.2" in contradiction["sentence"]


def test_what_was_proven_is_what_the_build_takes_over_and_the_checker_accepts(
    proven: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(["--root", str(proven), "--check"]) == 0, capsys.readouterr().err
    assert verify([str(proven)]) == 0, capsys.readouterr().out


def test_a_second_run_asks_the_solver_nothing_and_touches_no_file(
    proven: Path, asked: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(proven)
    assert run(proven) == 0
    assert asked == []
    assert state(proven) == before
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "every component is proven as it stands"
    assert len(said) == 2 and said[1].startswith("0 of "), said


def test_a_changed_figure_has_only_its_own_component_proven_anew(proven: Path, asked: list[list[str]]) -> None:
    rows = {name: result(proven, name) for name in (*RESULTS, *PROOFS)}
    mistyped(proven)
    assert run(proven) == 0
    own = sorted([level("exports", BUILDING), growth("exports", BUILDING)])
    assert asked == [own]
    lower, upper = bounds(proven)[quantity("exports", BUILDING, BEFORE)]
    assert lower <= F("2.55") / F("1.255") < F("2.65") / F("1.245") <= upper < F("2.13")
    (component,) = (row["component_id"] for row in rows["components"] if BUILDING in row["first_measure"])
    certificates = {row["certificate_id"] for row in rows["certificates"] if row["component_id"] == component}
    mine = {*own, component, quantity("exports", BUILDING, BEFORE), *certificates}
    others = {name: [row for row in table if mine.isdisjoint(row.values())] for name, table in rows.items()}
    assert all(others[name] for name in rows)
    lost = [(name, row) for name, table in others.items() for row in table if row not in result(proven, name)]
    assert not lost, listed(lost)
    assert verify([str(proven)]) == 0


def test_all_proves_everything_anew_and_comes_to_the_same_bytes(proven: Path, asked: list[list[str]]) -> None:
    before = state(proven)
    assert run(proven, "--all") == 0
    assert len(asked) == 3
    assert state(proven) == before


def test_results_that_were_lost_are_proven_again(proven: Path, asked: list[list[str]]) -> None:
    before = state(proven)
    for name in STORED:
        (proven / name).unlink()
    assert run(proven) == 0
    assert len(asked) == 3
    assert {name: data for name, (data, _) in state(proven).items()} == {n: data for n, (data, _) in before.items()}


# What stops it


class Refusal(Exception):
    """Stands for whatever a solver may raise."""


@pytest.fixture
def stumbling(monkeypatch: pytest.MonkeyPatch) -> Callable[[type[BaseException]], list[System]]:
    """Makes the second component that is tried raise, in threads so that no process has to be told; who was tried."""

    def prepare(error: type[BaseException]) -> list[System]:
        tried: list[System] = []
        really = proof.prove_component

        def stumble(part: System, *rest: object) -> ProvenComponent:
            tried.append(part)
            if len(tried) == 2:
                raise error
            return really(part, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(proof, "ProcessPoolExecutor", lambda: ThreadPoolExecutor(1))
        monkeypatch.setattr(proof, "prove_component", stumble)
        return tried

    return prepare


@pytest.mark.parametrize("options", [[], ["--all"]])
def test_a_solver_that_raises_midway_leaves_every_file_as_it_was(
    options: list[str], proven: Path, stumbling: Callable[[type[BaseException]], list[System]]
) -> None:
    mistyped(proven)
    if not options:
        set_cell(proven / LEDGER, "printed", "9.3", lambda row: row["printed"] == "9.9")
    before, tried = state(proven), stumbling(Refusal)
    with pytest.raises(Refusal):
        run(proven, *options)
    assert len(tried) >= 2
    assert state(proven) == before


def test_an_interrupted_run_says_so_in_one_line_and_leaves_every_file_as_it_was(
    proven: Path, stumbling: Callable[[type[BaseException]], list[System]], capsys: pytest.CaptureFixture[str]
) -> None:
    mistyped(proven)
    before, _ = state(proven), stumbling(KeyboardInterrupt)
    assert run(proven, "--all") == 130
    assert capsys.readouterr().err.splitlines() == ["interrupted; nothing was written"]
    assert state(proven) == before


def test_an_interrupt_during_the_writing_puts_every_file_back(
    proven: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mistyped(proven)
    before = {name: data for name, (data, _) in state(proven).items()}
    really, moved = Path.replace, list[Path]()

    def replace(self: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) == 4:
            raise KeyboardInterrupt
        return really(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    assert run(proven) == 130
    assert len(moved) == 4
    assert {name: data for name, (data, _) in state(proven).items()} == before


def test_an_answer_that_no_exact_arithmetic_confirms_is_not_written(
    proven: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mistyped(proven)
    before, really = state(proven), prove.prove

    def unsure(*arguments: object) -> list[ProvenComponent]:
        found = really(*arguments)  # type: ignore[arg-type]
        found[0].unproven = 1
        return found

    monkeypatch.setattr(prove, "prove", unsure)
    assert run(proven) == 2
    assert "could not be proven exactly" in capsys.readouterr().err
    assert state(proven) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_stops_the_solvers_at_once(checkout: Path) -> None:
    """On the real figures, of which the largest component alone takes longer than this waits."""
    before = state(checkout)
    process = start("scripts.prove", "--all", "--root", checkout)
    assert process.stdout is not None
    assert "components to prove" in process.stdout.readline()
    time.sleep(1)  # so that the solvers are at work
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, "interrupted; nothing was written\n")
    assert time.monotonic() - began < 10
    assert state(checkout) == before


# What it is called with, and what it tells


@pytest.mark.parametrize("wrong", [["--al", "x"], ["component"], ["--root"]])
def test_wrong_arguments_are_refused_with_the_usage(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        prove.main(wrong)
    assert stopped.value.code == 2
    usage, problem = capsys.readouterr().err.splitlines()
    assert usage.startswith("usage: python -m scripts.prove") and "error: " in problem


def test_a_folder_without_seeds_is_named_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (prove.main, build.main):
        assert command(["--root", str(tmp_path / "elsewhere")]) == 2
        problem, amount = capsys.readouterr().err.splitlines()
        assert problem.startswith("seeds: is no folder in ") and "elsewhere" in problem, problem
        assert amount == "1 problem(s); nothing was written"
    assert list(tmp_path.iterdir()) == []


def test_seeds_that_cannot_be_used_stop_it_before_anything_is_proven(
    proven: Path, asked: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    set_cell(proven / LEDGER, "printed", "x", lambda row: row["printed"] == "8.1")
    before = state(proven)
    assert run(proven, "--all") == 2
    problem, _ = capsys.readouterr().err.splitlines()
    assert problem.startswith(f"{LEDGER}, row 5, column printed: 2:65 'x': "), problem
    assert asked == [] and state(proven) == before


def test_it_tells_how_far_it_is(unproven: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(unproven) == 0
    first, last, found, written = capsys.readouterr().out.splitlines()
    assert first == "3 components to prove, 4 figures in the largest"
    assert last.startswith("3 of 3 components, ")
    assert found == "1 contradictions; 0 components without a witness; 0 unconfirmed answers"
    assert written.endswith("files changed")


def test_of_many_components_it_tells_when_the_large_and_each_hundredth_are_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes = [proof.LARGE] + [2] * 249
    parts = [SimpleNamespace(statements=range(n), measures=range(n)) for n in sizes]
    monkeypatch.setattr(proof, "ProcessPoolExecutor", lambda: ThreadPoolExecutor(2))
    monkeypatch.setattr(proof, "prove_component", lambda part, *rest: ProvenComponent(part))
    told: list[str] = []
    found = proof.prove(parts, progress=told.append)  # type: ignore[arg-type]
    assert [p.component for p in found] == parts
    assert {f"{done} of 250 components" for done in (100, 200, 250)} <= {line.split(",")[0] for line in told}
    assert sum(f", {proof.LARGE} figures" in line for line in told) == 1
    assert len(told) <= 4
