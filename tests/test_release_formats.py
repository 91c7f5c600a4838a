"""Release artefacts that need libraries of their own; ``python -m scripts.release --check`` runs these tests."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal as D
from pathlib import Path

import pytest

from checks.problems import InputError
from scripts.releasing import archive, compare, croissant, duckdb, excel, parquet, safety, sdmx
from scripts.releasing.contents import Release, read_release

from .conftest import ROOT, rows_of
from .tiny import COUNTS, tiny_package


@pytest.fixture
def tiny(tmp_path: Path) -> Release:
    return read_release(tiny_package(tmp_path / "tiny"))


@pytest.fixture(autouse=True)
def unpacked_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mlcroissant._src.core import constants

    for place in ("DOWNLOAD_PATH", "EXTRACT_PATH"):
        monkeypatch.setattr(constants, place, type(constants.DOWNLOAD_PATH)(tmp_path / place))


@pytest.mark.parametrize(
    ("writer", "suffix"),
    [(parquet, "-parquet.zip"), (excel, ".xlsx"), (duckdb, ".duckdb")],
    ids=["parquet", "excel", "duckdb"],
)
def test_a_format_gives_back_every_cell(tiny: Release, tmp_path: Path, writer, suffix: str) -> None:
    writer.write(tiny, tmp_path / f"x{suffix}")
    assert compare.differences(tiny.tables, writer.read(tmp_path / f"x{suffix}")) == []


@pytest.mark.parametrize("writer", [parquet, excel], ids=["parquet", "excel"])
def test_a_format_is_the_same_bytes_wherever_it_is_made(tmp_path: Path, writer) -> None:
    made = []
    for name in ("one", "two"):
        release = read_release(tiny_package(tmp_path / name))
        writer.write(release, tmp_path / f"{name}.made")
        made.append((tmp_path / f"{name}.made").read_bytes())
    assert made[0] == made[1]


# Parquet


def test_parquet_has_the_types_and_texts_of_the_schema(tiny: Release, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    parquet.write(tiny, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as packed:
        schema = pq.read_schema(io.BytesIO(packed.read("counts.parquet")))
    assert [str(field.type) for field in schema] == [
        *("string", "string", "string", "int64", "decimal128(18, 2)", "bool", "string")
    ]
    assert [field.name for field in schema if field.nullable] == ["proxy_for", "note"]
    facts = schema.field("amount").metadata
    assert (facts[b"unit"], facts[b"title_zh"].decode()) == (b"million", "列")


def test_numbers_that_no_decimal_holds_are_text_in_parquet(tmp_path: Path) -> None:
    long = "1" * 39
    release = read_release(tiny_package(tmp_path / "tiny", counts=COUNTS.replace("5520.5", long)))
    parquet.write(release, tmp_path / "x.zip")
    assert [row[4] for row in parquet.read(tmp_path / "x.zip")["counts"]] == [long, "-0.07", "7913450"]


def test_decimals_of_parquet_come_back_with_every_digit_from_another_library(tmp_path: Path) -> None:
    exact = "12345678901234567890123456789012345.67"  # 37 digits, of which a binary fraction gives back 17
    release = read_release(tiny_package(tmp_path / "tiny", counts=COUNTS.replace("5520.5", exact)))
    parquet.write(release, tmp_path / "x.zip")
    found = [row[4] for row in parquet.read(tmp_path / "x.zip")["counts"]]
    assert found == [D(exact), D("-0.07"), D(7913450)] and all(isinstance(number, D) for number in found)


def test_a_wrong_digit_in_parquet_is_found(tmp_path: Path, tiny: Release) -> None:
    other = read_release(tiny_package(tmp_path / "other", counts=COUNTS.replace("5520.5", "5520.51")))
    parquet.write(other, tmp_path / "x.zip")
    (found,) = compare.differences(tiny.tables, parquet.read(tmp_path / "x.zip"))
    assert found == "counts, row 2, column amount: gives Decimal('5520.51'), should give Decimal('5520.5')"


# Excel


def test_codes_stay_text_and_numbers_are_numbers_in_excel(tiny: Release, tmp_path: Path) -> None:
    import openpyxl

    excel.write(tiny, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["readme", "index", "columns", "counts", "areas", "observations"]
    assert (book["areas"]["A3"].value, book["areas"]["A3"].data_type) == ("001", "s")
    assert (book["areas"]["C2"].value, book["areas"]["C3"].value) == ("中国", "全球, 合计")
    amounts = book["counts"]["E"]
    assert [(cell.value, cell.data_type) for cell in amounts[1:]] == [(5520.5, "n"), (-0.07, "n"), (7913450, "n")]
    assert [cell.data_type for cell in book["counts"]["F"][1:]] == ["b", "b", "b"]
    assert book["counts"].freeze_panes == "A2" and book["counts"].auto_filter.ref == "A1:G4"
    assert book.properties.created == datetime(2031, 2, 3, 4, 5, 6)


def test_a_number_that_excel_would_round_is_text(tmp_path: Path) -> None:
    release = read_release(tiny_package(tmp_path / "tiny", counts=COUNTS.replace("5520.5", "1234567890123456.5")))
    excel.write(release, tmp_path / "x.xlsx")
    assert excel.read(tmp_path / "x.xlsx")["counts"][0][4] == D("1234567890123456.5")


def test_the_readme_sheet_speaks_english_and_chinese_and_the_index_leads_to_every_sheet(
    tiny: Release, tmp_path: Path
) -> None:
    import openpyxl

    excel.write(tiny, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    lines = [row[0] for row in book["readme"].values]
    assert lines[:3] == ["Tiny package", "小数据包", "Three tables."]
    assert any("tiny 1.2.3 (2031-02-03)" in line for line in lines)
    assert any("工作表" in line for line in lines)
    assert not [line for line in lines if "{" in line]
    links = {cell.value: cell.hyperlink.location for cell in book["index"]["A"][1:]}
    assert links == {name: f"'{name}'!A1" for name in ("counts", "areas", "observations")}


@pytest.mark.parametrize("text", safety.HOSTILE)
def test_text_that_looks_like_a_formula_is_text_in_excel_and_stays_text_when_edited(tmp_path: Path, text: str) -> None:
    import openpyxl

    release = read_release(tiny_package(tmp_path / "tiny"))
    counts = release.tables["counts"]
    row = (*counts.rows[0][:-1], text)  # no CSV file may hold a tab, so it is put in here
    tables = {**release.tables, "counts": replace(counts, rows=[row])}
    excel.write(replace(release, tables=tables), tmp_path / "x.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx")["counts"]["G2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert safety.guarded(tmp_path / "x.xlsx") == (1, [])


def test_a_formula_and_unmarked_text_are_found_in_a_workbook(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.active["A2"] = "'+1"
    book.active["A3"] = "+1"
    book.save(tmp_path / "x.xlsx")
    count, problems = safety.guarded(tmp_path / "x.xlsx")
    assert count == 1
    assert problems == [
        "x.xlsx, sheet Sheet, cell A1: is a formula",
        "x.xlsx, sheet Sheet, cell A3: is not marked as text",
    ]


def test_a_text_that_no_cell_of_excel_holds_is_named(tmp_path: Path) -> None:
    release = read_release(tiny_package(tmp_path / "tiny", counts=COUNTS.replace("=1+1", "x" * 32768)))
    with pytest.raises(InputError, match="row 2, column note: has 32768 characters, a cell of Excel holds 32767"):
        excel.write(release, tmp_path / "x.xlsx")


# Croissant


def test_mlcroissant_loads_every_cell_from_the_archive(tiny: Release, tmp_path: Path) -> None:
    archive.write(tiny, tmp_path / "tiny-1.2.3.zip")
    croissant.write(tiny, tmp_path / "x.json")
    back = croissant.read(tmp_path / "x.json")
    assert compare.differences(tiny.tables, back) == []


def test_mlcroissant_rejects_a_description_with_a_link_to_nowhere(tiny: Release, tmp_path: Path) -> None:
    import mlcroissant

    archive.write(tiny, tmp_path / "tiny-1.2.3.zip")
    croissant.write(tiny, tmp_path / "x.json")
    text = (tmp_path / "x.json").read_text("utf-8")
    wrong = text.replace(
        '"fileObject": {\n              "@id": "resources/counts.csv"', '"fileObject": {\n "@id": "gone"'
    )
    assert wrong != text
    (tmp_path / "x.json").write_text(wrong, encoding="utf-8")
    with pytest.raises(mlcroissant.ValidationError):
        croissant.read(tmp_path / "x.json")


# DuckDB


def test_duckdb_has_exact_decimals_comments_and_keys(tiny: Release, tmp_path: Path) -> None:
    import duckdb as library

    duckdb.write(tiny, tmp_path / "x.duckdb")
    with library.connect(str(tmp_path / "x.duckdb")) as base:
        asked = "SELECT data_type, comment FROM duckdb_columns() WHERE column_name = 'amount'"
        assert base.execute(asked).fetchone() == ("DECIMAL(18,2)", "Amount (列): Says amount [million]")
        # the column needs two decimals, so -3 x 10^4 is held as -3.00 x 10^4
        asked = "SELECT mantissa, exponent FROM observations_exact WHERE observation_id = 'y'"
        assert base.execute(asked).fetchone() == (-300, 2)
        with pytest.raises(library.ConstraintException):
            base.execute("INSERT INTO counts VALUES ('d', 'XXX', NULL, 1, 1, true, '')")


def test_two_duckdb_files_of_one_release_hold_the_same(tiny: Release, tmp_path: Path) -> None:
    for name in ("one", "two"):
        duckdb.write(tiny, tmp_path / name)
    assert duckdb.everything(tmp_path / "one") == duckdb.everything(tmp_path / "two")


# SDMX


def test_sdmx_that_does_not_fit_its_schema_is_rejected(tmp_path: Path) -> None:
    from pysdmx.errors import Invalid

    release = read_release(ROOT)
    sdmx.write(release, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    wrong = members["structure.json"].replace(b'"conceptIdentity"', b'"concept"')
    assert wrong != members["structure.json"]
    archive.zipped(tmp_path / "y.zip", {**members, "structure.json": wrong}, release.created)
    with pytest.raises(Invalid):
        sdmx.read(tmp_path / "y.zip")


# Examples


def test_the_query_of_the_examples_runs_with_duckdb_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb as library

    monkeypatch.chdir(ROOT)
    found = library.sql((ROOT / "examples" / "query.sql").read_text("utf-8")).fetchall()
    rows = rows_of(ROOT / "resources" / "china_services_trade_by_category.csv")
    values = {(row["item_en"], row["flow"]): row["value_musd"] for row in rows if row["time_period"] == "2023"}
    assert len(found) > 5
    for name, exports, imports in found:
        assert (str(exports), str(imports)) == (values[name, "exports"], values[name, "imports"])
