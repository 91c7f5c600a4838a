"""A wrong line of a CSV is shown on that line of the pull request, and only there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checks.problems import Problem
from scripts import build, validate
from scripts.annotate import annotate, annotation
from scripts.validating import stages

from .conftest import listed, rows_of, set_cell
from .test_validate import a_sum_of_flows, leading_digit_raised

LEDGER = "seeds/mofcom2023.csv"


@pytest.fixture
def on_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_text('id,note,value\n1,"x, ""y""",5\n2,,6\n', "utf-8")
    return tmp_path


# The form of an annotation


@pytest.mark.parametrize(
    ("row", "column", "character"),
    [(2, "id", 1), (2, "note", 3), (2, "value", 14), (3, "note", 3), (3, "value", 4), (1, "value", 9)],
)
def test_an_annotation_points_at_line_and_character_of_the_cell(
    row: int, column: str, character: int, folder: Path
) -> None:
    problem = Problem("a.csv", row, column, "is wrong; correct it")
    place = f"file=a.csv,line={row},col={character},title=column {column}"
    assert annotation(str(problem), folder) == f"::error {place}::is wrong; correct it"


def test_a_problem_of_a_whole_row_points_at_the_line(folder: Path) -> None:
    assert annotation(str(Problem("a.csv", 3, "", "is short")), folder) == "::error file=a.csv,line=3::is short"


def test_a_warning_is_one(folder: Path) -> None:
    assert annotation("a.csv, row 3: is odd", folder, "warning") == "::warning file=a.csv,line=3::is odd"


@pytest.mark.parametrize(
    "problem",
    [
        *("a.csv: is missing; restore it", "a.csv, column value: is missing", "relation flow_total:x:y is violated"),
        *("", "gone.csv, row 9: is wrong", "areas, row 2, column area: 'x' is no code"),
    ],
)
def test_what_names_no_row_of_a_file_has_no_place_on_a_pull_request(problem: str, folder: Path) -> None:
    assert annotation(problem, folder) == ""


@pytest.mark.parametrize("column", ["no such column", "value"])
def test_where_the_cell_cannot_be_found_the_line_alone_is_shown(column: str, folder: Path) -> None:
    (folder / "a.csv").write_bytes(b"id,note,value\n1\n\xff\n")
    assert ",col=" not in annotation(str(Problem("a.csv", 2, column, "is wrong")), folder)


def test_text_of_a_table_cannot_end_the_annotation_or_begin_another(folder: Path) -> None:
    hostile = "50%\r\n::error file=b.csv,line=1::no, it is: this"
    assert annotation(f"a.csv, row 2: {hostile}", folder) == (
        "::error file=a.csv,line=2::50%25%0D%0A::error file=b.csv,line=1::no, it is: this"
    )
    (folder / "50% of it.csv").touch()
    assert annotation("50% of it.csv, row 2, column 1%,2: x", folder) == (
        "::error file=50%25 of it.csv,line=2,title=column 1%25%2C2::x"
    )


def test_a_file_is_named_as_the_repository_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert annotation("a.csv, row 3: x", folder) == f"::error file={folder.name}/a.csv,line=3::x"


@pytest.mark.parametrize("value", [None, "", "false", "1"])
def test_outside_github_nothing_is_printed(
    value: str | None, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if value is not None:
        monkeypatch.setenv("GITHUB_ACTIONS", value)
    annotate(["a.csv, row 3: x"], folder)
    assert capsys.readouterr().out == ""


# The commands


def annotations(output: str) -> list[str]:
    return [line for line in output.splitlines() if line.startswith("::")]


def test_a_wrong_seed_line_is_annotated_by_the_build(on_github, checkout, monkeypatch, capsys):
    monkeypatch.chdir(checkout)
    row = set_cell(checkout / LEDGER, "role", "figur")
    assert build.main(["--root", str(checkout)]) == 2
    output, errors = capsys.readouterr()
    (line,) = annotations(output)
    assert line.startswith(f"::error file={LEDGER},line={row},col=") and ",title=column role::" in line
    assert "did you mean figure" in line
    assert f"{LEDGER}, row {row}, column role: " in errors, "the line for people stays"


def test_a_wrong_seed_line_is_annotated_by_the_validation(on_github, checkout, monkeypatch, only, capsys):
    only(stages.rebuilt)
    monkeypatch.chdir(checkout)
    row = set_cell(checkout / "seeds" / "series.csv", "flow", "export", lambda r: r["flow"] == "exports")
    assert validate.main(["--root", str(checkout), "--report", str(checkout / "reports")]) == 2
    found = annotations(capsys.readouterr().out)
    assert any(line.startswith(f"::error file=seeds/series.csv,line={row},col=") for line in found), listed(found)


def test_a_wrong_line_of_a_table_is_annotated(on_github, package, tmp_path, monkeypatch, only, capsys):
    only(stages.files)
    monkeypatch.chdir(package)
    row = set_cell(package / "resources" / "observations.csv", "series_id", "x")
    assert validate.main(["--package", str(package), "--report", str(tmp_path)]) == 1
    found = annotations(capsys.readouterr().out)
    wanted = f"::error file=resources/observations.csv,line={row},col="
    assert any(line.startswith(wanted) and "'x' is not in series" in line for line in found), listed(found)


@pytest.mark.parametrize(
    ("stage", "table", "column", "text"),
    [
        (stages.printed, "observations", "obs_value", "77777"),
        (stages.printed, "figures", "printed", "some"),
        (stages.topics, "china_services_trade_by_category", "value_musd", "77777"),
        (stages.topics, "topic_cells", "row_key", "nowhere"),
        (stages.relations, "relations", "verdict", "undetermined"),
    ],
)
def test_a_wrong_cell_of_a_table_is_annotated_on_its_line(
    stage, table, column, text, on_github, package, tmp_path, monkeypatch, only, capsys
):
    only(stage)
    monkeypatch.chdir(package)
    file = package / "resources" / f"{table}.csv"
    row = set_cell(file, column, text, lambda r: r[column] and r.get("kind", "numeral") == "numeral")
    assert validate.main(["--package", str(package), "--report", str(tmp_path / "report")]) == 1
    found = annotations(capsys.readouterr().out)
    wanted = f"::error file=resources/{table}.csv,line={row},col="
    assert any(line.startswith(wanted) for line in found), listed(found)


def test_a_wrong_digit_is_shown_on_the_line_of_the_ledger_that_has_it(
    on_github, checkout, tmp_path, monkeypatch, only, capsys
):
    only(stages.relations)
    monkeypatch.chdir(checkout)
    _, total = a_sum_of_flows()
    file = checkout / "resources" / "observations.csv"
    value = next(o["obs_value"] for o in rows_of(file) if o["observation_id"] == total)
    set_cell(file, "obs_value", leading_digit_raised(value), lambda o: o["observation_id"] == total)
    assert validate.main(["--root", str(checkout), "--report", str(tmp_path)]) == 1
    figures = {
        link["figure_id"]
        for link in rows_of(checkout / "resources" / "figure_observations.csv")
        if link["observation_id"] == total
    }
    rows = {
        number: f"mofcom2023:{row['line']}:{row['column']}"
        for number, row in enumerate(rows_of(checkout / LEDGER), start=2)
    }
    output = capsys.readouterr().out
    warned = re.findall(f"::warning file={LEDGER},line=([0-9]+),col=[0-9]+,title=column printed::", output)
    assert warned and rows[int(warned[0])] in figures, listed(annotations(output))
    assert len(warned) == len(set(warned)) > 2, "the figures it is compared with may be wrong as well"
    assert re.search(r"is in \d+ of \d+ relations that fail: ", output)


def test_a_good_package_has_no_annotation_but_its_warnings(on_github, package, tmp_path, only, capsys):
    only(stages.files, stages.metadata, stages.relations)
    assert validate.main(["--package", str(package), "--report", str(tmp_path)]) == 0
    assert annotations(capsys.readouterr().out) == []
