"""Release artefacts that the standard library can write, on a tiny package made by hand."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest

from checks.package.contents import checkout_package
from checks.package.formulas import formula_problems, starts_formula
from checks.problems import InputError
from scripts import run
from scripts.releasing import (
    archive,
    artefacts,
    check,
    compare,
    croissant,
    excel,
    keys,
    parquet,
    sdmx,
    sdmx_structure,
    sql,
    sqlite,
    sums,
    wheel,
)
from scripts.releasing.contents import Release, read_release

from .conftest import ROOT, listed, set_cell
from .test_environment import normal, required
from .tiny import AREAS, COUNTS, tiny_package

ROWS = {
    "counts": [
        ("a", "CHN", None, 3, D("5520.5"), True, "=1+1"),
        ("b", "001", "CHN", 0, D("-0.07"), False, 'said "so", twice'),
        ("c", "CHN", None, -12, D(7913450), True, None),
    ],
    "areas": [("CHN", "China", "中国"), ("001", "World", "全球, 合计")],
    "observations": [
        ("x", "USD", D("5520.5"), 8),
        ("y", "USD", D(-3), 4),
        ("z", "PC", D("0.07"), 0),
        ("w", "PC", None, 0),
    ],
}


@pytest.fixture
def tiny(tmp_path: Path) -> Release:
    return read_release(tiny_package(tmp_path / "tiny"))


def redescribed(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the descriptor of a package."""
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    change(descriptor)
    (folder / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")


def complaint(folder: Path, **changed: str) -> str:
    """What is said of a package that has other text in a table."""
    with pytest.raises(InputError) as caught:
        sqlite.write(read_release(tiny_package(folder, **changed)), folder / "x.sqlite")
    return str(caught.value)


# What is released


def test_cells_are_of_the_types_of_the_schema_and_as_exact_as_the_file(tiny: Release) -> None:
    assert {name: table.rows for name, table in tiny.tables.items()} == ROWS
    assert str(tiny.tables["counts"].rows[0][4]) == "5520.5"
    assert (tiny.stem, tiny.created.isoformat()) == ("tiny-1.2.3", "2031-02-03T04:05:06+00:00")


def test_a_file_that_is_not_the_promised_one_is_not_released(tmp_path: Path) -> None:
    folder = tiny_package(tmp_path)
    set_cell(folder / "resources" / "areas.csv", "label_en", "Chine")
    with pytest.raises(InputError, match=r"resources/areas\.csv: differs from the hash in datapackage\.json"):
        read_release(folder)


def test_a_cell_of_another_type_is_named_with_file_row_and_column(tmp_path: Path) -> None:
    said = complaint(tmp_path, counts=COUNTS.replace("5520.5", "many"))
    assert said == "resources/counts.csv, row 2, column amount: 'many' is no number; correct the cell"


@pytest.mark.parametrize("path", ["../secret.csv", "/etc/passwd", "resources/../../secret.csv"])
def test_a_table_outside_of_the_package_is_neither_read_nor_packed(path: str, tmp_path: Path) -> None:
    folder = tiny_package(tmp_path / "tiny")
    (tmp_path / "secret.csv").write_bytes(AREAS.encode())
    redescribed(folder, lambda d: d["resources"][1].update(path=path))
    with pytest.raises(InputError, match=r"^datapackage\.json, column areas: its path leaves the folder; "):
        read_release(folder)


@pytest.mark.skipif("sys.platform == 'win32'", reason="links need rights there")
@pytest.mark.parametrize("name", ["LICENSE-DATA", "checks/proofs", "checks/proofs/rows.csv"])
def test_what_a_link_leads_to_is_not_packed(name: str, tmp_path: Path) -> None:
    folder = tiny_package(tmp_path / "tiny")
    (tmp_path / "secret" / "rows.csv").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text("secret")
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).symlink_to(tmp_path / ("secret" if name.endswith("proofs") else "secret.csv"))
    with pytest.raises(InputError, match=f"^{name}: leaves the folder; .* link"):
        archive.write(read_release(folder), tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [("name", "../tiny"), ("name", None), ("version", "1.2"), ("version", "1/2"), ("created", "2031-02-30T00:00:00Z")],
)
def test_what_cannot_be_the_name_or_the_time_of_a_file_is_refused(key: str, value: object, tmp_path: Path) -> None:
    folder = tiny_package(tmp_path)
    redescribed(folder, lambda d: d.update({key: value}))
    message = rf"^datapackage\.json(, column {key}: is .* which no artefact can bear|: is no tabular)"
    with pytest.raises(InputError, match=message):
        read_release(folder)


@pytest.mark.parametrize("number", ["1_000", "NaN", "Infinity", "1e3", "+1", " 1", ".5", "１"])
def test_a_number_is_digits_with_a_point_and_nothing_else(number: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^resources/counts\.csv, row 2, column amount: "):
        read_release(tiny_package(tmp_path, counts=COUNTS.replace("5520.5", number)))


def test_a_column_that_says_it_is_not_required_may_be_empty_in_a_database(tmp_path: Path) -> None:
    folder = tiny_package(tmp_path, areas=AREAS.replace("China", ""))
    redescribed(folder, lambda d: d["resources"][1]["schema"]["fields"][1].update(constraints={"required": False}))
    release = read_release(folder)
    assert [column.required for column in release.tables["areas"].columns] == [True, False, True]
    sqlite.write(release, tmp_path / "x.sqlite")
    assert sqlite.read(tmp_path / "x.sqlite")["areas"][0] == ("CHN", None, "中国")


# The folder of artefacts


STEMS = ("tiny-package-", "tiny_package-")


def made_in(folder: Path, *names: str) -> Path:
    """New artefacts and their sums, somewhere else."""
    folder.mkdir()
    for name in names:
        (folder / name).write_text(f"new {name}")
    sums.write(folder)
    return folder


def test_old_artefacts_that_the_sums_list_make_room_and_nothing_else_does(tmp_path: Path, tiny: Release) -> None:
    out, made = tmp_path / "out", made_in(tmp_path / "made", "tiny-package-2.zip")
    out.mkdir()
    mine = ["notes.txt", "tiny-package-0.zip", "other-1.zip"]  # the second is not listed
    for name in ("tiny-package-1.zip", "tiny_package-1-py3-none-any.whl", *mine):
        (out / name).write_text("old")
    (out / "tiny-package-folder").mkdir()
    (tmp_path / "tiny-package-victim.txt").write_text("old")
    listed = ["tiny-package-1.zip", "tiny_package-1-py3-none-any.whl", "notes.txt", "other-1.zip", "gone.zip"]
    listed += ["../tiny-package-victim.txt", str(tmp_path / "tiny-package-victim.txt"), "tiny-package-folder", "", "."]
    listed += ["tiny-package-/../../tiny-package-victim.txt"]
    lines = [f"00  {name}\n" for name in listed]
    (out / "SHA256SUMS").write_text("".join([*lines, "no sum\n", "\n"]))
    artefacts.put(made, out, STEMS)
    assert sorted(os.listdir(out)) == sorted(["SHA256SUMS", "tiny-package-2.zip", "tiny-package-folder", *mine])
    assert (tmp_path / "tiny-package-victim.txt").read_text() == "old"
    assert sums.names(out) == ["tiny-package-2.zip"]
    assert artefacts.stems(tiny) == ("tiny-", "tiny-")


@pytest.mark.skipif("sys.platform == 'win32'", reason="links need rights there")
@pytest.mark.parametrize("name", ["tiny-package-1.zip", "SHA256SUMS"])
@pytest.mark.parametrize("kind", ["link", "folder"])
def test_an_artefact_goes_neither_through_a_link_nor_into_a_folder_of_its_name(
    name: str, kind: str, tmp_path: Path
) -> None:
    out, made = tmp_path / "out", made_in(tmp_path / "made", "tiny-package-1.zip")
    out.mkdir()
    (tmp_path / "secret").write_text("secret")
    if kind == "link":
        (out / name).symlink_to(tmp_path / "secret")
    else:
        (out / name).mkdir()
    (out / "tiny-package-0.zip").write_text("old")
    before = sorted(os.listdir(out))
    with pytest.raises(InputError, match="link, and nothing is written through links" if kind == "link" else "folder"):
        artefacts.put(made, out, STEMS)
    assert (tmp_path / "secret").read_text() == "secret" and sorted(os.listdir(out)) == before


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("1")
    with pytest.raises(InputError, match=r"file/out: cannot be written \(") as caught:
        artefacts.put(made_in(tmp_path / "made", "tiny-package-1.zip"), tmp_path / "file" / "out", STEMS)
    assert "\n" not in str(caught.value)


# Keys and links


def test_codes_are_linked_by_the_name_of_their_column_or_by_their_role(tiny: Release) -> None:
    links = keys.all_links(tiny.tables["counts"], tiny.tables)
    assert [(link.column, link.table, link.target) for link in links] == [
        ("ref_area", "areas", "area"),
        ("proxy_for", "areas", "area"),
    ]


def test_a_table_stands_after_those_it_points_at(tiny: Release) -> None:
    assert [table.name for table in keys.in_order(tiny.tables)] == ["areas", "counts", "observations"]


def test_every_natural_key_and_free_column_of_the_package_exists() -> None:
    tables = read_release(ROOT).tables
    for name, columns in keys.NATURAL.items():
        assert set(columns) <= {c.name for c in tables[name].columns}, name
    for name, column in keys.FREE:
        assert column in {c.name for c in tables[name].columns}
    assert {target for target, _ in keys.ROLES.values()} <= set(tables)


# SQLite


def test_the_database_gives_back_every_cell(tiny: Release, tmp_path: Path) -> None:
    sqlite.write(tiny, tmp_path / "x.sqlite")
    back = sqlite.read(tmp_path / "x.sqlite")
    assert compare.differences(tiny.tables, back) == []
    assert back == ROWS


def test_numbers_of_the_database_compare_and_sort_as_numbers(tiny: Release, tmp_path: Path) -> None:
    sqlite.write(tiny, tmp_path / "x.sqlite")
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as base:
        assert base.execute("SELECT count_id FROM counts ORDER BY amount").fetchall() == [("b",), ("a",), ("c",)]
        assert base.execute("SELECT count_id FROM counts WHERE amount > 6000").fetchall() == [("c",)]
        assert base.execute("SELECT area FROM areas WHERE area = '001'").fetchall() == [("001",)]


def test_the_database_refuses_what_breaks_a_key_a_link_or_a_type(tiny: Release, tmp_path: Path) -> None:
    sqlite.write(tiny, tmp_path / "x.sqlite")
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as base:
        base.execute("PRAGMA foreign_keys = ON")
        for wrong in (
            "INSERT INTO areas VALUES ('CHN', 'again', '再')",
            "INSERT INTO areas VALUES ('XXX', NULL, '无')",
            "INSERT INTO counts VALUES ('d', 'XXX', NULL, 1, 1, 1, '')",
            "INSERT INTO counts VALUES ('d', 'CHN', 'XXX', 1, 1, 1, '')",
            "INSERT INTO counts VALUES ('d', 'CHN', NULL, 1, 1, 2, '')",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                base.execute(wrong)


def test_a_code_that_no_list_has_is_named_before_anything_is_released(tmp_path: Path) -> None:
    said = complaint(tmp_path, counts=COUNTS.replace("b,001,CHN", "b,001,TWN2"))
    assert said == "x.sqlite: counts, row 2: points at what is not in areas; correct the code"


def test_a_key_that_stands_twice_is_named(tmp_path: Path) -> None:
    said = complaint(tmp_path, areas=AREAS + "CHN,again,再\n")
    assert said.startswith("resources/areas.csv: breaks a key or a limit (UNIQUE constraint failed: areas.area)")


@pytest.mark.parametrize("number", ["1234567890.123456", "0.00001"])
def test_a_number_that_a_binary_fraction_cannot_give_back_is_refused(tmp_path: Path, number: str) -> None:
    said = complaint(tmp_path, counts=COUNTS.replace("5520.5", number))
    assert said.startswith("resources/counts.csv, row 2, column amount: ") and "more digits" in said


def test_whole_numbers_of_the_database_give_the_number_meant_exactly(tiny: Release, tmp_path: Path) -> None:
    sqlite.write(tiny, tmp_path / "x.sqlite")
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as base:
        rows = base.execute("SELECT * FROM observations_exact").fetchall()
    assert rows == [("x", "USD", 55205, 7), ("y", "USD", -3, 4), ("z", "PC", 7, -2)]


def test_a_database_says_what_its_columns_hold(tiny: Release, tmp_path: Path) -> None:
    sqlite.write(tiny, tmp_path / "x.sqlite")
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as base:
        (made,) = base.execute("SELECT sql FROM sqlite_master WHERE name = 'counts'").fetchone()
        (unit,) = base.execute("SELECT unit FROM column_descriptions WHERE column_name = 'amount'").fetchone()
        about = dict(base.execute("SELECT * FROM about"))
    assert '"amount" NUMERIC NOT NULL, -- Amount (列): Says amount [million]\n' in made
    assert (unit, about["version"], about["title_zh"]) == ("million", "1.2.3", "小数据包")


def test_every_view_of_the_package_gives_rows_and_loses_none(tmp_path: Path) -> None:
    release = read_release(ROOT)
    sqlite.write(release, tmp_path / "x.sqlite")
    made = [statement.split()[2] for statement in sql.views(release.tables)]
    assert len(made) == sql.VIEWS.read_text("utf-8").count("CREATE VIEW")
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as base:
        counts = {name: base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in made}
        exact = {row[0]: D(row[2]).scaleb(row[3]) for row in base.execute("SELECT * FROM observations_exact")}
        unlabelled = base.execute("SELECT count(*) FROM observations_labelled WHERE series_zh IS NULL").fetchone()
    for view, table in {
        "observations_labelled": "observations",
        "observations_backed": "observations",
        "figures_labelled": "figure_observations",
        "bounds_labelled": "bounds",
        "findings_printed": "discrepancy_figures",
    }.items():
        assert counts[view] == len(release.tables[table].rows), view
    assert all(counts.values()), counts
    assert unlabelled == (0,)
    table = release.tables["observations"]
    meant = zip(table.cells("observation_id"), table.cells("obs_value"), table.cells("unit_mult"), strict=True)
    assert exact == {name: value.scaleb(mult) for name, value, mult in meant if isinstance(value, D)}  # type: ignore[arg-type]


# Archive, sums, and the same bytes whenever they are made


def test_the_archive_holds_the_descriptor_at_its_root_all_resources_and_the_proofs(tmp_path: Path) -> None:
    folder = tiny_package(tmp_path / "tiny")
    (folder / "checks" / "proofs").mkdir(parents=True)
    (folder / "checks" / "proofs" / "rows.csv").write_text("a\n1\n")
    (folder / "resources" / "left over.csv").write_text("no\n")
    archive.write(read_release(folder), tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as packed:
        members = packed.infolist()
        assert [member.filename for member in members] == [
            *("datapackage.json", "resources/counts.csv", "resources/areas.csv", "resources/observations.csv"),
            "checks/proofs/rows.csv",
        ]
        assert all(packed.read(member) == (folder / member.filename).read_bytes() for member in members)
        assert {member.date_time for member in members} == {(2031, 2, 3, 4, 5, 6)}
    assert archive.read(tmp_path / "x.zip") == ROWS


def test_files_are_the_same_bytes_wherever_and_whenever_they_are_made(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        release = read_release(tiny_package(tmp_path / name / "tiny"))
        os.utime(release.root / "datapackage.json", (len(made), len(made)))
        for writer, suffix in ((archive, ".zip"), (sqlite, ".sqlite"), (croissant, ".json")):
            writer.write(release, release.root.parent / f"tiny-1.2.3{suffix}")
        made.append([file.read_bytes() for file in sorted((tmp_path / name).glob("tiny-*"))])
    assert len(made[0]) == 3
    assert made[0] == made[1]


def test_sums_tell_what_was_altered_lost_or_added(tmp_path: Path) -> None:
    for name in ("b.zip", "a.txt", "c"):
        (tmp_path / name).write_text(name)
    sums.write(tmp_path)
    lines = (tmp_path / "SHA256SUMS").read_text().splitlines()
    assert [line[64:] for line in lines] == ["  a.txt", "  b.zip", "  c"]
    # printf a.txt | sha256sum
    assert lines[0][:64] == "18b7cb099a9ea3f50ba899b5ba81e0d377a5f3b16f8f6eeb8b3e58cd4692b993"
    assert sums.problems(tmp_path) == [] and sums.names(tmp_path) == ["a.txt", "b.zip", "c"]
    (tmp_path / "a.txt").write_text("other")
    (tmp_path / "b.zip").unlink()
    (tmp_path / "d").write_text("new")
    assert sums.problems(tmp_path) == [
        "d: is not listed in SHA256SUMS",
        "a.txt: differs from its sum in SHA256SUMS",
        "b.zip: is missing",
    ]


# Croissant


@pytest.fixture
def described(tiny: Release) -> dict[str, object]:
    return json.loads(json.dumps(croissant.dataset(tiny, b"archive")))  # type: ignore[no-any-return]


def test_the_description_has_what_schema_org_asks_of_a_dataset(described) -> None:
    assert described["@type"] == "sc:Dataset" and described["@context"]["@vocab"] == "https://schema.org/"
    assert (described["name"], described["version"], described["datePublished"]) == ("tiny", "1.2.3", "2031-02-03")
    assert described["license"] == "https://example.org/licence"
    assert described["description"] == {"en": "Three tables.", "zh": "小数据包"}
    assert described["creator"] == [{"@type": "sc:Organization", "name": "nobody"}]
    assert described["citeAs"].startswith(
        "@misc{tiny-1.2.3, title = {Tiny package}, author = {{nobody}}, year = {2031}"
    )


def test_the_description_names_every_file_with_its_sum_and_every_column_with_its_type(described) -> None:
    packed, *files = described["distribution"]
    assert packed["contentUrl"] == "tiny-1.2.3.zip"
    # printf archive | sha256sum: of the seven letters "archive"
    assert packed["sha256"] == "0eb3e36bfb24dcd9bb1d1bece1531216b59539a8fde17ee80224af0653c92aa3"
    assert [file["contentUrl"] for file in files] == [f"resources/{name}.csv" for name in ROWS]
    assert {file["containedIn"]["@id"] for file in files} == {packed["@id"]}
    types = {field["@id"]: field["dataType"] for table in described["recordSet"] for field in table["field"]}
    assert len(types) == 7 + 3 + 4
    assert types["counts/shops"] == "sc:Integer" and types["counts/amount"] == "sc:Float"
    assert types["counts/open"] == "sc:Boolean" and types["areas/area"] == "sc:Text"


def test_the_description_gives_keys_and_links(described) -> None:
    counts = described["recordSet"][0]
    assert counts["key"] == [{"@id": "counts/count_id"}]
    linked = {field["name"]: field["references"] for field in counts["field"] if "references" in field}
    assert linked == {"ref_area": {"fileObject": {"@id": "resources/areas.csv"}, "extract": {"column": "area"}}}


def test_the_description_invents_no_address(described) -> None:
    del described["@context"]
    addresses = set(re.findall(r"https?://[^\s\"]+", json.dumps(described)))
    assert addresses == {"http://mlcommons.org/croissant/1.1", "https://example.org/licence"}


# Parquet and Excel, as far as no library is needed


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["5520.5", "-0.07", "7913450"], (18, 2)),
        (["123456789012345678"], (18, 0)),
        (["1234567890123456789"], (38, 0)),
        (["12345678901234567.12"], (38, 2)),
        (["1" * 39], None),
        ([None, "0"], (18, 0)),
    ],
)
def test_decimals_have_the_digits_that_the_column_needs(numbers: list[str | None], expected) -> None:
    assert parquet.shape([None if number is None else D(number) for number in numbers]) == expected


def test_names_of_sheets_are_short_and_told_apart() -> None:
    names = excel.sheet_names(["areas", "intellectual_property_and_geographic_information"])
    assert names["areas"] == "areas"
    # 31 characters at most; with six letters a word and four joints it is 6+6+3+6+6+4 = 31
    assert names["intellectual_property_and_geographic_information"] == "intell_proper_and_geogra_inform"
    with pytest.raises(InputError, match="would both be the sheet"):
        excel.sheet_names([f"{'a' * 40}_b", f"{'a' * 41}_b"])
    with pytest.raises(InputError, match="Index and the workbook would both be the sheet Index"):
        excel.sheet_names(["Index"])


@pytest.mark.parametrize(("number", "exact"), [("123456789012345", True), ("1234567890123456", False), ("0.10", True)])
def test_a_number_is_a_number_in_excel_only_with_all_its_digits(number: str, exact: bool) -> None:
    assert excel.is_exact(D(number)) == exact


# Text that a spreadsheet would run


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠A", "-"])
def test_text_that_a_spreadsheet_takes_for_a_formula_is_known(text: str) -> None:
    assert starts_formula(text)


@pytest.mark.parametrize("text", ["", "001", "a=1", "中国", "1-2", " =1", "'=1", "_Z", "增长-3%"])
def test_other_text_is_not_taken_for_a_formula(text: str) -> None:
    assert not starts_formula(text)


def test_no_cell_of_the_committed_tables_would_run_as_excel_opens_the_csv() -> None:
    assert checkout_package().tables
    problems = list(formula_problems(checkout_package()))
    assert not problems, listed(problems)


def test_a_cell_that_would_run_is_named(package: Path, capsys, only, tmp_path: Path) -> None:
    from scripts import validate
    from scripts.validating import stages

    only(stages.files)
    row = set_cell(package / "resources" / "areas.csv", "label_en", '=HYPERLINK("x")')
    assert validate.main(["--package", str(package), "--report", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert f"resources/areas.csv, row {row}, column label_en: '=HYPERLINK(\"x\")' starts like a spreadsheet" in said


# The check itself notices


def test_a_cell_that_came_back_as_something_else_is_named(tiny: Release) -> None:
    spoiled = {**ROWS, "areas": [("CHN", "China", "中国"), (1, "World", "全球, 合计")]}
    assert compare.differences(tiny.tables, spoiled) == ["areas, row 3, column area: gives 1, should give '001'"]
    assert compare.differences(tiny.tables, {**ROWS, "areas": []}) == ["areas: has 0 rows, should have 2"]
    assert compare.differences(tiny.tables, {"counts": ROWS["counts"], "areas": ROWS["areas"], "more": []}) == [
        "more: is no table of the package",
        "observations: is missing",
    ]


@pytest.mark.parametrize(("cell", "right"), [(1, True), (True, 1), ("1", 1), (5520.5, D("5520.5")), (None, "")])
def test_what_only_looks_equal_did_not_come_back(cell, right) -> None:
    assert not compare.same(cell, right)


def test_two_builds_that_differ_are_told_by_the_file(tmp_path: Path) -> None:
    trial = check.Trial(tiny_package(tmp_path / "tiny"), tmp_path)
    for folder, text in ((trial.first, "1"), (trial.second, "2")):
        folder.mkdir()
        (folder / "same.zip").write_text("0")
        (folder / "other.zip").write_text(text)
        (folder / "tiny-1.2.3.duckdb").write_text(text)
    (trial.second / "more.zip").write_text("0")
    said, problems = check.same_bytes(trial)
    assert said == "3 files are the same" and [line.split(":")[0] for line in problems] == ["more.zip", "other.zip"]


def test_only_files_that_git_tracks_are_packed(tmp_path: Path) -> None:
    for command in (["init", "-q"], ["add", "kept.txt", "gone.txt"]):
        (tmp_path / "kept.txt").write_text("1")
        (tmp_path / "gone.txt").write_text("1")
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    (tmp_path / "gone.txt").unlink()
    (tmp_path / "stray.txt").write_text("1")
    assert wheel.tracked(tmp_path) == ["kept.txt"]
    assert wheel.uncommitted(tmp_path) == 3


@pytest.mark.skipif("sys.platform == 'win32'", reason="links need rights there")
def test_a_tracked_link_out_of_the_checkout_is_not_packed(tmp_path: Path, tiny: Release) -> None:
    (tmp_path / "secret").write_text("secret")
    root = tmp_path / "root"
    root.mkdir()
    (root / "notes.txt").symlink_to(tmp_path / "secret")
    for command in (["init", "-q"], ["add", "notes.txt"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    with pytest.raises(InputError, match=r"^notes\.txt: leaves the folder; .* link"):
        wheel.write(replace(tiny, root=root), tmp_path)


def test_outside_a_checkout_nothing_is_packed(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InputError, match="is no git checkout; make releases from a clone"):
        wheel.tracked(tmp_path)


# SDMX, on the package itself because its codes are what may not fit


@pytest.fixture(scope="module")
def whole() -> Release:
    return read_release(ROOT)


def test_every_coded_cell_of_sdmx_is_in_its_code_list(whole: Release) -> None:
    message = sdmx_structure.structure(whole)["data"]
    codes = {each["id"]: {code["id"] for code in each["codes"]} for each in message["codelists"]}
    checked = 0
    for flow in sdmx_structure.FLOWS:
        rows = list(csv.DictReader(io.StringIO(sdmx.data(whole, flow).decode())))
        for part in sdmx_structure.parts(whole, flow):
            if part.codes:
                cells = {row[part.id] for row in rows} - {""}
                assert cells <= codes[part.codes], (part.id, cells - codes[part.codes])
                checked += len(cells)
    assert checked > 800


def test_sdmx_has_every_observation_once_and_a_time_wherever_there_is_one(whole: Release) -> None:
    dated, undated = (list(csv.DictReader(io.StringIO(sdmx.data(whole, f).decode()))) for f in sdmx_structure.FLOWS)
    ids = whole.tables["observations"].cells("observation_id")
    assert sorted(row["OBSERVATION_ID"] for row in (*dated, *undated)) == sorted(map(str, ids))
    assert undated and "TIME_PERIOD" not in undated[0]
    assert not [row for row in dated if not re.match("[0-9]{4}", row["TIME_PERIOD"])]
    assert {(row["STRUCTURE"], row["STRUCTURE_ID"], row["ACTION"]) for row in undated} == {
        ("dataflow", f"CST:OBSERVATIONS_UNDATED({whole.descriptor['version']})", "I")
    }


def test_the_dimensions_of_sdmx_tell_all_observations_apart(whole: Release) -> None:
    for flow in sdmx_structure.FLOWS:
        rows = list(csv.DictReader(io.StringIO(sdmx.data(whole, flow).decode())))
        head = list(rows[0])
        dimensions = head[3 : head.index("OBS_VALUE")]
        assert len({tuple(row[d] for d in dimensions) for row in rows}) == len(rows) > 100


def test_codes_of_sdmx_are_named_in_english_and_chinese(whole: Release) -> None:
    lists = {each["id"]: each for each in sdmx_structure.structure(whole)["data"]["codelists"]}
    china = next(code for code in lists["CL_AREAS"]["codes"] if code["id"] == "CHN")
    assert china == {"id": "CHN", "name": "China", "names": {"en": "China", "zh": "中国"}}


# The environment


def test_every_command_with_an_environment_of_its_own_has_its_lock() -> None:
    assert set(run.OWN_LOCK) <= set(run.COMMANDS)
    homes = {run.home(lock) for lock in ("environment", *run.OWN_LOCK.values())}
    assert len(homes) == 1 + len({*run.OWN_LOCK.values()}) and all(home.parent == ROOT for home in homes)
    asked = ["git", "check-ignore", *(f"{home.name}/" for home in homes)]
    ignored = subprocess.run(asked, cwd=ROOT, capture_output=True)
    assert len(ignored.stdout.splitlines()) == len(homes)


def test_the_release_lock_has_all_that_its_group_asks_for_with_hashes_and_names_no_index() -> None:
    from packaging.requirements import Requirement

    text = (ROOT / "locks" / "release.txt").read_text("utf-8")
    locked = {normal(name): version for name, version in re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^\s;\\]+)", text)}
    for wanted in map(Requirement, required("release")):
        assert locked[normal(wanted.name)] in wanted.specifier, wanted
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", text).strip())
    assert not [entry for entry in entries if "--hash=sha256:" not in entry]
    for word in ("://", "--index", "--extra-index", "--find-links", "git+", "file:"):
        assert word not in text, word
