"""``python -m scripts.explain``: everything about one figure on one screen, for people who hold a page or a table."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

import pytest

from checks.package.contents import read_package
from scripts import explain, prove, validate
from scripts.command import UNREAD
from scripts.explaining.lines import Screen, columns
from scripts.explaining.page import Page
from scripts.validating import stages

from .conftest import ROOT, listed, rows_of, set_cell, start, write_rows
from .little import BEFORE, BUILDING, DOCUMENT, FINDING, LEDGER, TRAVEL, level, little, quantity, series
from .rules import committed

SCREEN = Screen()
HIGH, WIDE = 45, 120
"""Lines and columns that anybody's screen has."""
DISPUTED = "mofcom2023:312:241"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little checkout, built and proven."""
    root = little(tmp_path_factory.mktemp("little"))
    assert prove.main(["--root", str(root)]) == 0
    return root


@cache
def real() -> Page:
    return Page(committed(), SCREEN)


def said(project: Path, name: str, screen: Screen = SCREEN, everything: bool = False) -> list[str]:
    return list(Page(read_package(project), screen, everything).explain(name))


def of(lines: list[str], label: str) -> str:
    """What a page says under a label, lines joined."""
    at = next((n for n, line in enumerate(lines) if line.startswith(f"  {label:<15}")), None)
    if at is None:
        return ""
    more = next((n for n in range(at + 1, len(lines)) if lines[n][:17].strip()), len(lines))
    return " ".join(line.strip() for line in [lines[at][17:], *lines[at + 1 : more]])


# What a page says, on figures of which all is known


def test_a_figure_is_explained_from_print_to_proof(project: Path) -> None:
    lines = said(project, f"{DOCUMENT}:2:5")
    assert lines[0] == "Japan: Services trade, exports 2031: 30.2 (100 million US dollars)"
    assert of(lines, "printed") == f"30.2亿美元  at {DOCUMENT}:2:5 The ferry, Quay 渡船, 渡口"
    assert of(lines, "observation") == level("exports")
    # half a unit of the last digit to each side; then 50.3 - 20.1, each with its half unit
    assert of(lines, "says") == "the true number is between 30.15 and 30.25 (100 million US dollars)"
    assert "All other figures leave between 30.1 and 30.3 (100 million US dollars)" in of(lines, "corroboration")
    assert of(lines, "corroboration").startswith("Confirmed to about one unit of the last digit. The other figures")
    # three figures of one decimal: 0.05 each to spare
    assert of(lines, "relations") == "1 holds"
    (relation,) = (line for line in lines if line.startswith("    ok"))
    after = " ".join(line.strip() for line in lines[lines.index(relation) :])
    assert "should be 50.3 = exports 30.2 + imports 20.1 (100 million US dollars): holds with 0.15 to spare" in after


def test_a_figure_in_a_contradiction_shows_what_fails_and_what_would_agree(project: Path) -> None:
    lines = said(project, level("exports", TRAVEL))
    assert of(lines, "relations") == "1 fails"
    assert any(line.startswith("    FAIL  ") for line in lines)
    assert "contradiction, 0.45 beyond what rounding explains" in " ".join(line.strip() for line in lines)
    assert of(lines, "finding") == f"{FINDING} (contradiction): The printed total is too large."
    # 9.9 - 4.2, each with its half unit
    assert of(lines, "to agree") == "it would have to be between 5.6 and 5.8 (100 million US dollars)"
    assert of(lines, "corroboration").startswith("Disputed. ")


def test_a_contradiction_that_nobody_has_explained_yet_is_shown_in_its_own_words(project: Path) -> None:
    package = read_package(project)
    nothing = {"discrepancies": [], "discrepancy_figures": [], "discrepancy_contradictions": []}
    unlisted = type(package)(package.root, package.descriptor, {**package.tables, **nothing})
    lines = list(Page(unlisted, SCREEN).explain(level("exports", TRAVEL)))
    assert of(lines, "finding") == ""
    (contradiction,) = rows_of(project / "resources/contradictions.csv")
    assert of(lines, "contradiction") == f"{contradiction['sentence']} It is on no list of findings yet."
    assert of(said(project, level("exports", TRAVEL)), "contradiction") == ""


def test_a_growth_rate_shows_what_it_proves_of_the_year_before(project: Path) -> None:
    lines = said(project, f"{DOCUMENT}:4:25")
    assert lines[0] == "Japan: Construction, exports 2031, growth since 2030: 25 %"
    assert of(lines, "printed").startswith(f"增长25%  at {DOCUMENT}:4:25")
    assert of(lines, "relations") == "none: no other figure is compared with it"
    # 2.45/1.255 = 1.9522, 2.55/1.245 = 2.0482
    assert of(lines, "proven") == "2030, not printed: between 1.952 and 2.049 (100 million US dollars)"


def test_a_level_that_nobody_printed_shows_its_proven_ends_and_what_they_rest_on(project: Path) -> None:
    lines = said(project, quantity("exports", BUILDING, BEFORE))
    assert lines[0] == "Japan: Construction, exports 2030: not printed"
    assert of(lines, "proven") == "between 1.952 and 2.049 (100 million US dollars)"
    assert of(lines, "rests on") == "2 figures"
    assert {line.split()[0] for line in lines[-2:]} == {f"{DOCUMENT}:4:5", f"{DOCUMENT}:4:25"}
    assert said(project, quantity("exports", BUILDING)) == said(project, level("exports", BUILDING))


def test_a_series_shows_its_figures_in_order_and_what_is_proven_of_it(project: Path) -> None:
    lines = said(project, series("total"))
    assert lines[0] == "Japan: Services trade, exports and imports (日本服务贸易进出口)"
    assert of(lines, "figures") == "2, each with how far others confirm it"
    assert [line.split()[0] for line in lines if line.startswith(f"    {DOCUMENT}")] == [
        f"{DOCUMENT}:2:45",
        f"{DOCUMENT}:2:65",
    ]
    assert of(lines, "proven").startswith("2030, not printed: between 46.46 and 46.6 ")


def test_the_beginning_of_series_ids_words_numbers_and_lines_list_what_they_may_mean(project: Path) -> None:
    for name, ids in {
        "services_trade.JPN.imp": {series("imports"), series("imports", TRAVEL)},
        "travel exports": {series("exports", TRAVEL), series("total", TRAVEL)},
        "旅行 出口": {series("exports", TRAVEL), series("total", TRAVEL)},
        f"{DOCUMENT}:3": {f"{DOCUMENT}:3:{column}" for column in (5, 25, 45)},
    }.items():
        lines = said(project, name)
        assert lines[0].startswith(f"{len(ids)} "), lines
        assert {line.split()[0] for line in lines[1:]} == ids, listed(lines)
    assert said(project, "30.2") == said(project, f" {DOCUMENT}:2:5 "), "one figure is shown at once"
    assert said(project, "construction") == said(project, series("exports", BUILDING)), "and so is one series"


def test_a_relation_shows_its_sentence_and_its_figures(project: Path) -> None:
    relation = next(r for r in rows_of(project / "resources/relations.csv") if r["verdict"] == "violated_hard")
    lines = said(project, relation["relation_id"])
    assert lines[0].startswith("FAIL Japan: Travel, exports and imports 2031: printed 9.9, should be 9.3")
    assert of(lines, "rests on") == "3 figures"
    assert len(lines) > 5 and all(": Travel, " in line for line in lines[-3:]), listed(lines)


def test_an_id_that_was_recoded_is_explained_as_what_it_is_called_now(project: Path, tmp_path: Path) -> None:
    package = read_package(project)
    moved = {**package.tables, "redirects": [{"old_id": "old", "new_id": level("exports"), "reason": "x"}]}
    page = Page(type(package)(package.root, package.descriptor, moved), SCREEN)
    assert list(page.explain("old")) == said(project, level("exports"))


def test_what_a_word_makes_a_bound_is_not_shown_as_an_exact_number() -> None:
    o = next(o for o in committed().observations if o.qualifier == "lower" and not o.range_id)
    lines = list(real().explain(o.observation_id))
    assert re.search(r": at least [0-9.,]+ ", " ".join(lines[:2])), lines[:2]


def test_a_figure_that_nothing_is_proven_of_says_how_to_prove_it(project: Path) -> None:
    package = read_package(project)
    page = Page(type(package)(package.root, package.descriptor, {**package.tables, "corroboration": []}), SCREEN)
    assert of(list(page.explain(level("exports"))), "corroboration").endswith("run python -m scripts.prove")


# On the real figures


def test_a_listed_finding_is_shown_with_the_figure_and_by_itself() -> None:
    finding = next(f for f in rows_of(ROOT / "resources/discrepancies.csv") if f["discrepancy_id"] == "ito_parts")
    figure = list(real().explain(DISPUTED))
    assert of(figure, "finding") == f"ito_parts ({finding['standing']}): {finding['explanation']}"
    assert of(figure, "table").startswith("outsourcing_by_type, row ITO_OM/2023/")
    own = list(real().explain("ito_parts"))
    assert " ".join(own).startswith(of(figure, "finding"))
    assert any(line.startswith(f"    {DISPUTED}") for line in own)


def test_typical_ids_fit_a_screen(subtests: pytest.Subtests) -> None:
    known = real().known
    busiest = sorted(known.compared, key=lambda o: -len(known.compared[o]))[:20]
    ids = [*list(known.figures)[::40], *busiest, *list(known.series)[::40], *list(known.quantities)[::60]]
    ids += ["services_trade", "mofcom2023", "mofcom2023:104", "outsourcing"]
    assert len(ids) > 100
    for name in ids:
        lines = list(real().explain(name))
        with subtests.test(id=name):
            assert 3 <= len(lines) <= HIGH, listed(lines)
            assert max(map(columns, lines)) <= WIDE, listed(lines)


def test_every_figure_has_its_place_its_number_its_interval_and_its_grade() -> None:
    for name, row in list(real().known.figures.items())[::25]:
        lines = list(real().explain(name))
        page = " ".join(line.strip() for line in lines)
        assert f"{row['printed']}" in of(lines, "printed") and name in page, listed(lines)
        assert of(lines, "says") and of(lines, "relations") and of(lines, "agency"), listed(lines)
        assert "nothing is proven" not in of(lines, "corroboration") != "", listed(lines)


def test_a_list_is_cut_and_counted_unless_all_is_asked_for() -> None:
    cut = list(real().explain("mofcom2023:104:181"))
    every = list(Page(committed(), SCREEN, everything=True).explain("mofcom2023:104:181"))
    (rest,) = (int(m[1]) for line in cut if (m := re.fullmatch(r" +… and ([0-9]+) more \(--all\)", line)))
    holds = [sum(line.startswith(("    ok ", "    (ok)")) for line in lines) for lines in (cut, every)]
    assert holds[0] + rest == holds[1] == sum(int(n) for n in re.findall(r"[0-9]+", of(cut, "relations")))
    assert not any("(--all)" in line for line in every)


# The command


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        (f"{DOCUMENT}:2:6", f"the figures of that line: {DOCUMENT}:2:5, {DOCUMENT}:2:25, "),
        (f"{DOCUMENT.replace('ferry', 'fery')}:2:5", f"did you mean {DOCUMENT}:2:5"),
        (level("exports").replace("JPN", "JPM"), f"did you mean {level('exports')}"),
        (series("exports").replace("trade", "trad"), f"did you mean {series('exports')}"),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_an_unknown_id_is_one_line_with_ids_near_it(
    wrong: str, hint: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert explain.main([wrong, "--package", str(project)]) == 2
    out, err = capsys.readouterr()
    (line,) = err.splitlines()
    assert out == "" and line.startswith(f"{wrong}: names no figure, ") and hint in line, line


def test_a_numeral_that_is_no_figure_is_said_to_be_none(capsys: pytest.CaptureFixture[str]) -> None:
    row = next(r for r in rows_of(ROOT / "resources/excluded_numerals.csv") if r["role"] == "date")
    assert explain.main([row["numeral_id"]]) == 2
    assert capsys.readouterr().err.startswith(f"{row['numeral_id']}: is a numeral but no figure (date)")


def test_a_folder_that_is_no_package_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain.main([DISPUTED, "--package", str(tmp_path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("datapackage.json: is missing in ")


SPOILED = {
    "a mode that is none": ("identities", "mode", "_U", "'_U' is none of "),
    "an operation that is none": ("identities", "operation", "exports", "'exports' is none of "),
    "a period that is none": ("observations", "time_period", "9" * 400, f"'{'9' * 40}' is no period; correct the cell"),
    "a key that stands twice": ("claims", "claim_id", None, "repeats the key "),
    "a link that leads nowhere": ("identity_terms", "observation_id", "x", "'x' is not in observations; restore or"),
    "a value that is no number": ("observations", "obs_value", "NaN", "'NaN' is no number; correct the cell"),
}


@pytest.mark.parametrize("fault", SPOILED)
def test_a_package_whose_tables_make_no_sense_is_refused_by_row_and_column(
    fault: str, package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, column, text, says = SPOILED[fault]
    file = package / "resources" / f"{table}.csv"
    row = set_cell(file, column, rows_of(file)[1][column] if text is None else text)
    assert explain.main([DISPUTED, "--package", str(package)]) == 2
    output, errors = capsys.readouterr()
    where = row + 1 if text is None else row  # of two rows with one key the second is named
    place = f"resources/{table}.csv, row {where}, column {column}: "
    assert output == "" and any(line.startswith(place) and says in line for line in errors.splitlines()), errors


@pytest.mark.parametrize("fault", ["a mode that is none", "an operation that is none"])
def test_what_stops_the_rules_stops_the_validation_by_row_and_column(
    fault: str, package: Path, tmp_path: Path, only, capsys: pytest.CaptureFixture[str]
) -> None:
    only(stages.files, stages.printed, stages.relations)
    table, column, text, says = SPOILED[fault]
    row = set_cell(package / "resources" / f"{table}.csv", column, str(text))
    assert validate.main(["--package", str(package), "--report", str(tmp_path / "report")]) == 2
    line, total = capsys.readouterr().err.splitlines()
    assert line.startswith(f"resources/{table}.csv, row {row}, column {column}: {says}")
    assert total == "1 problem(s); the rules cannot be applied, and no report was written"
    assert not (tmp_path / "report").exists()


def test_a_figure_that_states_nothing_is_one_line(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = package / "resources" / "figure_observations.csv"
    write_rows(file, [row for row in rows_of(file) if row["figure_id"] != DISPUTED])
    assert explain.main([DISPUTED, "--package", str(package)]) == 2
    output, errors = capsys.readouterr()
    said = f"resources: the rules cannot be applied to these tables (LookupError('{DISPUTED} states no observation')); "
    assert output == "" and errors.startswith(said) and errors.count("\n") == 1


def test_the_tables_alone_are_enough(package: Path, tmp_path: Path) -> None:
    """No documents, no seeds, no proofs, and another folder to stand in."""
    process = start("scripts.explain", DISPUTED, "--package", package, cwd=tmp_path, COLUMNS=str(WIDE))
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    assert output.splitlines() == list(real().explain(DISPUTED))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk"])
def test_a_terminal_that_is_not_utf_8_shows_everything_it_can(encoding: str) -> None:
    process = start("scripts.explain", DISPUTED, COLUMNS=str(WIDE), PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert process.stdout is not None
    output = process.stdout.buffer.read().decode(encoding)  # type: ignore[attr-defined]
    assert process.wait(timeout=60) == 0
    lines = output.splitlines()
    assert lines[0].startswith("China: Services outsourcing executed value ")
    assert of(lines, "relations") == "3 fail" and of(lines, "finding").startswith("ito_parts (contradiction): ")
    assert ("外包篇" in output) == (encoding == "gbk")
    assert of(lines, "printed").startswith("99.4亿美元" if encoding == "gbk" else "99.4\\u4ebf\\u7f8e\\u5143")
    assert max(map(columns, lines)) <= WIDE


def test_a_narrow_terminal_gets_narrow_lines_and_loses_no_word() -> None:
    wide = list(real().explain(DISPUTED))
    narrow = list(Page(committed(), Screen(60)).explain(DISPUTED))
    assert max(map(columns, narrow)) <= 60
    assert of(narrow, "finding") == of(wide, "finding")


def test_a_number_keeps_its_percent_sign_and_long_chinese_is_cut_by_width() -> None:
    assert list(Screen(10).hanging("", "it is 57.4 % now")) == ["it is", "57.4 % now"]
    assert list(Screen(9).hanging("> ", "一二三四五")) == ["> 一二三", "  四五"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_reader_that_has_seen_enough_ends_the_command_without_a_word() -> None:
    process = start("scripts.explain", "mofcom2023", "--all")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=60) == UNREAD
    assert process.stderr.read() == ""


def test_a_changed_figure_is_explained_as_it_stands_now(tmp_path: Path) -> None:
    root = little(tmp_path)
    set_cell(root / LEDGER, "printed", "9.3", lambda row: row["printed"] == "9.9")
    assert prove.main(["--root", str(root)]) == 0
    lines = said(root, level("total", TRAVEL))
    assert of(lines, "relations") == "1 holds" and of(lines, "to agree") == ""
