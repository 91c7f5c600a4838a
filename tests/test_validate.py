"""The validation command: what holds is counted, what is wrong is named, and the report stands by itself."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from checks.model.estimate import Estimate
from checks.model.interval import Interval
from checks.model.relation import Relation, Verdict
from checks.verdicts.confrontation import Confrontation
from scripts import build, validate
from scripts.command import finish
from scripts.validating import stages
from scripts.validating.report import report_html
from scripts.validating.result import StageResult
from scripts.validating.titles import TITLES

from .conftest import PACKAGE, ROOT, Row, copy_to, listed, rows_of, set_cell, start, write_rows

STAGES = [stage.__name__ for stage in stages.STAGES]
SUMMARY = re.compile(r"china-services-trade (\S+): (\d+) figures, (\d+) relations compared, (\d+) undetermined")


@dataclass(frozen=True)
class Run:
    """One full run in a process of its own."""

    status: int
    output: str
    errors: str
    report: Path

    @property
    def machine(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.report / "validation.json").read_text("utf-8"))
        return content

    @property
    def page(self) -> str:
        return (self.report / "validation.html").read_text("utf-8")

    def stage(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = next(stage for stage in self.machine["stages"] if stage["name"] == name)
        return found


def leading_digit_raised(number: str) -> str:
    """Another first digit: 79134.5 becomes 89134.5, 9.1 becomes 8.1."""
    first = next(n for n, character in enumerate(number) if character in "123456789")
    return number[:first] + ("8" if number[first] == "9" else str(int(number[first]) + 1)) + number[first + 1 :]


def a_sum_of_flows() -> tuple[str, str]:
    """A relation total = exports + imports that holds between three exact levels, and the total."""
    observations = {o["observation_id"]: o for o in rows_of(ROOT / "resources" / "observations.csv")}
    used: dict[str, list[str]] = {}
    for row in rows_of(ROOT / "resources" / "relation_observations.csv"):
        used.setdefault(row["relation_id"], []).append(row["observation_id"])
    for relation in rows_of(ROOT / "resources" / "relations.csv"):
        if relation["family"] == "flow_total" and relation["verdict"] == "holds":
            terms = [observations[o] for o in used[relation["relation_id"]]]
            kinds = [(o["transformation"], o["qualifier"], ".total." in o["series_id"]) for o in terms]
            if sorted(kinds) == [("level", "exact", False)] * 2 + [("level", "exact", True)]:
                total = next(o["observation_id"] for o in terms if ".total." in o["series_id"])
                return relation["relation_id"], total
    raise AssertionError("no total with printed exports and imports")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """The three full runs of this module, side by side: each takes ten seconds."""
    home = tmp_path_factory.mktemp("runs")
    alone = copy_to(home / "package alone", PACKAGE)
    wanted: dict[str, tuple[list[object], dict[str, str]]] = {
        "clean": (["--json", home / "machine" / "results.json"], {"PYTHONHASHSEED": "1"}),
        "again": ([], {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C"}),
        "package": (["--package", alone], {}),
    }
    processes = {
        name: start("scripts.validate", "--report", home / name, *arguments, cwd=home, **variables)
        for name, (arguments, variables) in wanted.items()
    }
    finished = {}
    for name, process in processes.items():
        output, errors = process.communicate(timeout=180)
        finished[name] = Run(process.returncode, output, errors, home / name)
    return finished


# A clean checkout


def test_a_clean_checkout_passes_every_stage_and_says_how_much_it_looked_at(runs):
    clean = runs["clean"]
    assert (clean.status, clean.errors) == (0, ""), clean.output + clean.errors
    marks = [line for line in clean.output.splitlines() if line.startswith(("ok  ", "FAIL", "--  "))]
    assert len(marks) == len(STAGES)
    assert all(line.startswith("ok  ") for line in marks[:-1]), listed(marks)
    assert marks[-1].startswith("--  ") and "no documents given" in marks[-1]
    assert all(re.search(r": [1-9][0-9,]* \w", line) for line in marks[:-1]), listed(marks)
    assert "everything that was run holds; not run: documents\n" in clean.output
    assert f"report: {clean.report / 'validation.html'}" in clean.output


def test_the_summary_counts_what_stands_in_the_tables(runs):
    found = SUMMARY.search(runs["clean"].output)
    assert found, runs["clean"].output
    relations = rows_of(ROOT / "resources" / "relations.csv")
    compared = [r for r in relations if r["compared"] == "true"]
    undetermined = [r for r in relations if r["verdict"] == "undetermined"]
    figures = rows_of(ROOT / "resources" / "figures.csv")
    descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    counts = tuple(map(len, (figures, compared, undetermined)))
    assert (found[1], *map(int, found.groups()[1:])) == (descriptor["version"], *counts)
    assert min(counts) > 0
    standings = [d["standing"] for d in rows_of(ROOT / "resources" / "discrepancies.csv")]
    (line,) = [line for line in runs["clean"].output.splitlines() if line.startswith("known discrepancies: ")]
    stated = {standing: int(number) for number, standing in re.findall(r"(\d+) (\w+)", line)}
    assert stated == {standing: standings.count(standing) for standing in standings}


def test_the_machine_readable_results_agree_with_the_summary_and_the_tables(runs):
    clean = runs["clean"]
    content = (clean.report.parent / "machine" / "results.json").read_bytes()
    assert content == (clean.report / "validation.json").read_bytes()
    machine = json.loads(content)
    assert machine["exit_status"] == 0
    assert [stage["name"] for stage in machine["stages"]] == STAGES
    assert {stage["name"]: stage["status"] for stage in machine["stages"] if stage["status"] != "passed"} == {
        "documents": "not run"
    }
    found = SUMMARY.search(clean.output)
    assert found
    assert clean.stage("relations")["examined"] == int(found[3])
    assert sum(family["not_compared"] for family in machine["families"].values()) == int(found[4])
    committed = {r["relation_id"]: r for r in rows_of(ROOT / "resources" / "relations.csv")}
    violated = {name for name, r in committed.items() if r["verdict"].startswith("violated")}
    assert {v["relation_id"] for v in machine["violated"]} == violated != set()
    assert all(v["sentence"] == committed[v["relation_id"]]["sentence"] for v in machine["violated"])


def test_two_runs_on_the_same_input_differ_in_nothing_but_the_seconds(runs):
    clean, again = runs["clean"], runs["again"]
    assert clean.machine == again.machine
    seconds = re.compile(r'<td class="number">\d+\.\d</td>')
    assert len(seconds.findall(clean.page)) == len(STAGES)
    assert seconds.sub("", clean.page) == seconds.sub("", again.page)


# The report


class Page(HTMLParser):
    """Tags, attributes, style and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside = ""
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.style = self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.inside = tag
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        if self.inside == "style":
            self.style += data
        else:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def is_self_contained(page: Page) -> bool:
    allowed = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "h3",
        "p",
        "span",
        "code",
        "ul",
        "li",
        "main",
        "div",
    }
    allowed |= {"table", "thead", "tbody", "tr", "th", "td", "details", "summary"}
    loaded = [
        (n, v) for n, v in page.attributes if n in ("src", "href", "style", "data", "action") or n.startswith("on")
    ]
    return page.tags <= allowed and not loaded and not re.search(r"@import|url\(|https?:|//", page.style)


def test_the_report_loads_nothing_and_shows_what_the_summary_shows(runs):
    page = Page(runs["clean"].page)
    assert is_self_contained(page), (page.tags, page.attributes)
    assert "font:" in page.style
    assert "Everything that was run holds" in page.text
    for r in rows_of(ROOT / "resources" / "relations.csv"):
        assert r["relation_id"] in page.text and r["sentence"] in page.text, r


HOSTILE = "\"><script>alert(1)</script><img src='http://x.invalid/' onload=alert(2)>&amp;</td></style>"


def test_text_of_tables_cannot_become_markup_of_the_report():
    estimate = Estimate(Interval(Fraction(1), Fraction(2)), Fraction(1), ("o",), (), "1")
    relation = Relation(f"claim:{HOSTILE}:1", "claim", "doc", "hard", f"a {HOSTILE}:2", estimate, estimate)
    verdict = Verdict(relation, "holds", Fraction(0))
    results = [
        StageResult("a", f"{HOSTILE}:3", 1, f"{HOSTILE}:4", [f"{HOSTILE}:5"], [f"{HOSTILE}:6"]),
        StageResult("b", "b", skipped=f"{HOSTILE}:7"),
    ]
    explained = [{"standing": f"{HOSTILE}:8", "explanation": f"{HOSTILE}:9", "arithmetic": f"{HOSTILE}:10"}]
    page = Page(report_html(results, Confrontation((verdict,)), explained, f"{HOSTILE}:11").decode())
    assert is_self_contained(page), (page.tags, page.attributes)
    shown = [number for number in range(1, 12) if f"{HOSTILE}:{number}" in page.text]
    assert shown == list(range(1, 12))


# What is wrong is named


def problems(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[str]]:
    """Exit status and printed lines of a validation of chosen stages."""
    status = validate.main([*map(str, arguments)])
    output, errors = capsys.readouterr()
    assert errors == ""
    return status, [line.strip() for line in output.splitlines()]


def test_one_digit_changed_in_an_observation_fails_and_names_file_observation_and_relation(
    checkout, tmp_path, only, capsys
):
    only(*(stage for stage in stages.STAGES if stage is not stages.great_expectations))
    relation, total = a_sum_of_flows()
    file = checkout / "resources" / "observations.csv"
    value = next(o["obs_value"] for o in rows_of(file) if o["observation_id"] == total)
    set_cell(file, "obs_value", leading_digit_raised(value), lambda o: o["observation_id"] == total)
    status, lines = problems(capsys, "--root", checkout, "--report", tmp_path)
    assert status == 1
    assert any(line.startswith("failed: rebuilt, files, frictionless, printed, topics, relations") for line in lines)
    machine = json.loads((tmp_path / "validation.json").read_text("utf-8"))
    assert machine["exit_status"] == 1
    said = {stage["name"]: "\n".join(stage["problems"]) for stage in machine["stages"]}
    for name in ("rebuilt", "files", "frictionless"):
        assert "resources/observations.csv" in said[name], said
    for name in ("printed", "topics"):
        assert total in said[name], said
    for name in ("relations", "frictionless", "pandera"):
        assert relation in said[name], said
    assert relation in {v["relation_id"] for v in machine["violated"]}
    assert "stages failed" in Page((tmp_path / "validation.html").read_text("utf-8")).text


def test_one_digit_changed_in_print_fails_and_names_the_figure_and_its_observation(checkout, tmp_path, only, capsys):
    only(stages.files, stages.printed)
    file = checkout / "resources" / "figures.csv"
    figure = next(row for row in rows_of(file) if row["kind"] == "numeral")
    set_cell(file, "printed", leading_digit_raised(figure["printed"]), lambda row: row == figure)
    status, lines = problems(capsys, "--root", checkout, "--report", tmp_path)
    assert status == 1
    assert any(line.startswith("resources/figures.csv: bytes differ from the hash") for line in lines), listed(lines)
    row = [o["observation_id"] for o in rows_of(checkout / "resources" / "observations.csv")].index(
        figure["observation_id"]
    )
    wrong = f"resources/observations.csv, row {row + 2}, column obs_value: {figure['observation_id']} has "
    assert any(line.startswith(wrong) and figure["figure_id"] in line for line in lines), listed(lines)


def test_a_console_that_cannot_show_chinese_gets_the_problems_all_the_same(package, tmp_path, only, monkeypatch):
    only(stages.printed)
    file = package / "resources" / "figures.csv"
    set_cell(file, "printed", "1234567", lambda row: row["sign_printed"] and row["kind"] == "numeral")
    console = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", console)
    with pytest.raises(SystemExit) as ended:
        finish(lambda: validate.main(["--package", str(package), "--report", str(tmp_path)]))
    assert ended.value.code == 1
    assert b"prints \\u" in console.buffer.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("change", ["another number", "emptied", "filled"])
def test_an_edited_topic_cell_fails_and_names_its_row_and_column(change, checkout, tmp_path, only, capsys):
    only(stages.topics)
    name, column = "china_services_trade_by_category", "growth_rate_pc"
    file = checkout / "resources" / f"{name}.csv"

    def fits(row: Row) -> bool:
        return bool(row[column]) == (change != "filled")

    text = {"another number": "0.04", "emptied": "", "filled": "1"}[change]
    place = set_cell(file, column, text, fits)
    status, lines = problems(capsys, "--root", checkout, "--report", tmp_path)
    assert status == 1
    assert any(line.startswith(f"resources/{name}.csv, row {place}, column {column}: ") for line in lines), listed(
        lines
    )


def test_a_withdrawn_discrepancy_fails_and_names_its_relation(checkout, tmp_path, only, capsys):
    only(stages.rebuilt, stages.frictionless, stages.relations, stages.pandera)
    rows = rows_of(checkout / "seeds" / "discrepancy_relations.csv")
    withdrawn = rows[-1]["discrepancy_id"]
    relations = [row["relation_id"] for row in rows if row["discrepancy_id"] == withdrawn]
    for name in ("discrepancy_relations", "discrepancy_contradictions", "discrepancies"):
        file = checkout / "seeds" / f"{name}.csv"
        write_rows(file, [row for row in rows_of(file) if row["discrepancy_id"] != withdrawn])
    assert build.main(["--root", str(checkout)]) == 0
    capsys.readouterr()
    status, lines = problems(capsys, "--root", checkout, "--report", tmp_path)
    assert status == 1
    machine = json.loads((tmp_path / "validation.json").read_text("utf-8"))
    failed = {stage["name"]: "\n".join(stage["problems"]) for stage in machine["stages"] if stage["status"] == "failed"}
    assert sorted(failed) == ["frictionless", "pandera", "relations"]
    for relation in relations:
        assert all(relation in said for said in failed.values()), failed
        assert any(line.startswith(f"resources/relations.csv, column {relation}: ") for line in lines), listed(lines)


def test_a_discrepancy_that_is_no_longer_needed_fails(package, tmp_path, only, capsys):
    only(stages.findings)
    holding = next(r for r in rows_of(package / "resources" / "relations.csv") if r["verdict"] == "holds")
    row = set_cell(package / "resources" / "discrepancy_relations.csv", "relation_id", holding["relation_id"])
    status, lines = problems(capsys, "--package", package, "--report", tmp_path)
    assert status == 1
    wanted = f"seeds/discrepancy_relations.csv, row {row}, column relation_id: {holding['relation_id']} is not violated"
    assert any(line.startswith(wanted) for line in lines), listed(lines)


@pytest.mark.parametrize("step", [-1, 1])
def test_a_pinned_count_that_is_not_met_fails_and_says_how_to_pin(step, checkout, tmp_path, only, capsys):
    only(stages.relations)
    file = checkout / "seeds" / "pinned_counts.csv"
    pinned = next(row for row in rows_of(file) if int(row["compared"]) > 1)
    other = str(int(pinned["compared"]) + step)
    set_cell(file, "compared", other, lambda row: row == pinned)
    status, lines = problems(capsys, "--root", checkout, "--report", tmp_path)
    assert status == 1
    place = f"seeds/pinned_counts.csv, {pinned['document_id']}/{pinned['family']}"
    (line,) = [line for line in lines if line.startswith(place)]
    assert f"compared {other} -> {pinned['compared']}" in line and "scripts.pin" in line


# A package folder alone; stages that examine nothing


def test_a_package_folder_alone_is_validated_and_what_needs_seeds_is_called_not_run(runs):
    package = runs["package"]
    assert (package.status, package.errors) == (0, ""), package.output + package.errors
    statuses = {stage["name"]: stage["status"] for stage in package.machine["stages"]}
    idle = {"rebuilt", "documents"}
    assert {name for name, status in statuses.items() if status == "not run"} == idle
    assert {name for name, status in statuses.items() if status == "passed"} == set(STAGES) - idle
    assert "not run: rebuilt, documents\n" in package.output
    assert SUMMARY.findall(package.output) == SUMMARY.findall(runs["clean"].output)


def test_every_stage_has_a_title_in_the_order_of_the_summary():
    assert [stage.__name__ for stage in stages.STAGES] == list(TITLES)
    assert {stage.__name__ for stage in stages.STAGES} - {r.__name__ for r in stages.RULES} == {
        *("rebuilt", "files", "metadata", "portable", "frictionless", "documents")
    }


def test_a_stage_is_passed_only_if_it_examined_something_and_found_nothing_wrong():
    assert StageResult("a", "A", examined=1).status == "passed"
    assert StageResult("a", "A", examined=0).status == "failed"
    assert StageResult("a", "A", examined=5, problems=["p"]).status == "failed"
    assert StageResult("a", "A", examined=5, skipped="no documents").status == "not run"


EMPTIED: dict[str, tuple[Callable[[stages.Subject], StageResult], tuple[str, ...]]] = {
    "figures and observations": (stages.printed, ("figure_observations", "figures", "observations")),
    "cells and the long table": (stages.topics, ("topic_cells", "other_observations", "observations")),
    "observations": (stages.relations, ("observations",)),
}


@pytest.mark.parametrize("what", EMPTIED)
def test_a_stage_over_empty_tables_has_failed(what, package):
    stage, names = EMPTIED[what]
    for name in names:
        write_rows(package / "resources" / f"{name}.csv", [])
    subject = stages.Subject(package, False, None)
    subject.__dict__["broken"] = []  # go on where the command would stop
    result = stage(subject)
    assert (result.examined, result.status) == (0, "failed")


@pytest.mark.parametrize("stage", [stages.files, stages.frictionless, stages.pandera])
def test_a_stage_over_files_names_the_tables_of_which_it_saw_only_the_header(stage, package):
    write_rows(package / "resources" / "grades.csv", [])
    empty = [
        name
        for name in ("grades", "redirects", "renames", "revisions")
        if name == "grades" or not rows_of(ROOT / f"resources/{name}.csv")
    ]
    subject = stages.Subject(package, False, None)
    subject.__dict__["broken"] = []
    (note,) = stage(subject).notes
    assert note.startswith("no rows to check in ")
    assert sorted(note.removeprefix("no rows to check in ").split(", ")) == sorted(empty)


def test_a_slip_that_is_not_proven_yet_is_found_and_nothing_else_stands_in_its_way(checkout, tmp_path, capsys, only):
    only(stages.files, stages.relations, stages.joint, stages.certificates)
    ledger = checkout / "seeds" / "mofcom2023.csv"
    row = set_cell(
        ledger, "printed", "25.6", lambda r: (r["line"], r["column"], r["printed"]) == ("128", "191", "15.6")
    )
    assert build.main(["--root", str(checkout)]) == 0
    capsys.readouterr()
    status, lines = problems(capsys, "--root", checkout, "--report", tmp_path)
    assert status == 1
    total = "flow_total:services_trade.CHN.total.SJ.USD.mofcom@2022:mofcom2023:exports_imports"
    assert any(total in line and "should be" in line for line in lines), listed(lines)
    assert any(f"seeds/mofcom2023.csv, row {row}, column printed" in line for line in lines), listed(lines)
    unproven, idle = (line for line in lines if "run python -m scripts.prove" in line)
    assert unproven.startswith("resources/components.csv, column component_id: nothing is proven of the figures around")
    assert idle.startswith("--   Every proof holds")
    assert not any("discrepancy_contradictions" in line or "witness" in line for line in lines), listed(lines)


def test_a_package_without_proofs_is_held_against_those_of_this_checkout(package, tmp_path, only, capsys):
    only(stages.certificates)
    run = ["--package", str(package), "--report", str(tmp_path / "report")]
    assert validate.main(run) == 0
    assert "with the proofs of this checkout" in capsys.readouterr().out
    file = package / "resources" / "corroboration.csv"
    set_cell(file, "grade", "last_digit", lambda row: row["grade"] == "alone")
    assert validate.main(run) == 1
    assert "its grade is last_digit, should be alone" in capsys.readouterr().out


def test_a_package_of_other_observations_has_no_proofs_here(package):
    file = package / "resources" / "observations.csv"
    write_rows(file, rows_of(file)[:-1])
    outcome = stages.certificates(stages.Subject(package, has_seeds=False, documents=None))
    assert outcome.skipped == "no proofs for the observations of this package"


def test_proofs_that_do_not_fit_the_tables_are_one_line(package):
    copy_to(package, ("checks/proofs",))
    set_cell(package / "checks" / "proofs" / "certificates.csv", "value", "much")
    outcome = stages.certificates(stages.Subject(package, has_seeds=False, documents=None))
    (problem,) = outcome.problems
    assert problem.startswith("checks/proofs: do not fit the tables (")


def test_a_stage_that_examined_nothing_ends_the_command_with_exit_status_1(package, tmp_path, only, capsys):
    only(lambda subject: StageResult("idle", "Idle stage", unit="things"))
    status, lines = problems(capsys, "--package", package, "--report", tmp_path)
    assert status == 1
    assert any(line.startswith("FAIL Idle stage: 0 things") for line in lines), listed(lines)
    assert "examined nothing" in lines and "failed: idle" in lines
    assert "examined nothing" in Page((tmp_path / "validation.html").read_text("utf-8")).text


def test_a_digit_is_raised_as_the_tests_above_need_it():
    for number in ("79134.5", "9.1", "-0.04", "1,204"):
        changed = leading_digit_raised(number)
        assert len(changed) == len(number)
        assert Decimal(changed.replace(",", "")) != Decimal(number.replace(",", ""))
