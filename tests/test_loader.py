"""The loader gives what the files hold: every cell with its type, every figure with a citation."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import china_services_trade as cst
from china_services_trade import _locate, _meaning, _words

ROOT = Path(__file__).resolve().parents[1]
DESCRIPTOR: dict[str, Any] = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
SCHEMAS = {resource["name"]: resource["schema"]["fields"] for resource in DESCRIPTOR["resources"]}
REPORT = "Report on China's Development of Trade in Services 2023 (中国服务贸易发展报告2023)"


def raw(name: str) -> list[dict[str, str]]:
    """The cells of a resource as text, read without the loader."""
    with (ROOT / "resources" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def cells(kind: str) -> list[tuple[str, str, str, object]]:
    """Resource, column, text in the file and loaded value of every cell whose column has a type."""
    found = []
    for name, fields in SCHEMAS.items():
        columns = [field["name"] for field in fields if field["type"] == kind]
        for text, loaded in zip(raw(name), cst.rows(name), strict=True):
            found += [(name, column, text[column], loaded[column]) for column in columns]
    return found


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs code in a fresh interpreter that sees nothing but the package in ``folder``."""
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); sys.dont_write_bytecode = True\n{code}"
    return subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data that the loader reads instead, laid out as in a wheel; returns its folder."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "resources", data / "resources")
    shutil.copy(ROOT / "datapackage.json", data)
    monkeypatch.setattr(_locate, "PACKAGE", tmp_path)
    return data


def append(data: Path, name: str, *lines: list[str]) -> None:
    with (data / "resources" / f"{name}.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(lines)


# Names, paths, descriptions


def test_resources_are_named_in_descriptor_order_and_all_files_are_among_them() -> None:
    assert cst.resources() == list(SCHEMAS)
    assert {f"{name}.csv" for name in cst.resources()} == {file.name for file in (ROOT / "resources").iterdir()}
    assert {"figures", "observations", "series", "redirects", "world_services_trade"} <= set(cst.resources())


def test_path_without_a_name_is_the_descriptor() -> None:
    assert cst.path() == ROOT / "datapackage.json"


def test_path_of_a_resource_is_its_file() -> None:
    for name in SCHEMAS:
        assert cst.path(name) == ROOT / "resources" / f"{name}.csv"


def test_describe_gives_what_the_descriptor_says() -> None:
    for resource in DESCRIPTOR["resources"]:
        assert cst.describe(resource["name"]) == resource


def test_describe_gives_a_copy() -> None:
    cst.describe("figures")["schema"]["fields"].clear()
    assert [field["name"] for field in cst.describe("figures")["schema"]["fields"]] == list(raw("figures")[0])


def test_version_is_that_of_descriptor_and_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert cst.__version__ == DESCRIPTOR["version"] == project["version"]


def test_every_public_name_is_there_and_listed() -> None:
    wanted = {"__version__", "cite", "describe", "frame", "path", "polars_frame", "resources", "rows"}
    assert wanted | {"Citation", "UnknownId", "UnknownResource"} == set(cst.__all__)
    for name in cst.__all__:
        assert getattr(cst, name) is not None
        assert name in dir(cst)


def test_an_attribute_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'tables'"):
        _ = cst.tables  # type: ignore[attr-defined]


@pytest.mark.parametrize("function", [cst.rows, cst.frame, cst.describe, cst.path])
def test_a_misspelt_resource_is_answered_with_near_names(function: Any) -> None:
    with pytest.raises(cst.UnknownResource) as caught:
        function("observation")
    message = str(caught.value)
    assert message.startswith("no resource is called 'observation'; near names: observations")
    assert "\n" not in message and isinstance(caught.value, KeyError)


def test_a_part_of_a_name_is_near_to_all_names_that_hold_it() -> None:
    with pytest.raises(cst.UnknownResource) as caught:
        cst.rows("region")
    assert "china_services_trade_by_region" in str(caught.value)


def test_a_name_near_to_nothing_is_answered_with_all_names() -> None:
    with pytest.raises(cst.UnknownResource) as caught:
        cst.rows("qqqqqq")
    assert str(caught.value) == f"no resource is called 'qqqqqq'; the resources are: {', '.join(SCHEMAS)}"


# Rows


def test_rows_have_the_columns_of_the_schema_in_order() -> None:
    for name, fields in SCHEMAS.items():
        loaded = cst.rows(name)
        assert len(loaded) == len(raw(name))
        assert all(list(row) == [field["name"] for field in fields] for row in loaded)
    assert sum(len(cst.rows(name)) for name in SCHEMAS) > 1000


def test_rows_keep_decimals_as_printed() -> None:
    numbers = cells("number")
    assert len([text for _, _, text, _ in numbers if text]) > 1000
    for name, column, text, value in numbers:
        if text:
            assert type(value) is Decimal, (name, column, text)
            assert f"{value:f}" == text and value.as_tuple() == Decimal(text).as_tuple(), (name, column)
        else:
            assert value is None, (name, column)


def test_trailing_zeros_and_long_numbers_survive(copied: Path) -> None:
    file = copied / "resources" / "world_services_trade.csv"
    first = raw("world_services_trade")[0]["value_musd"]
    for printed in ("4.50", "12345678901234567890.1234567890", "-0.0"):
        file.write_text((ROOT / "resources" / file.name).read_text("utf-8").replace(first, printed, 1), "utf-8")
        assert str(cst.rows("world_services_trade")[0]["value_musd"]) == printed


def test_rows_give_integers_booleans_and_strings_their_types() -> None:
    for name, column, text, value in cells("integer"):
        assert (type(value) is int and str(value) == text) or (value is None and text == ""), (name, column)
    booleans = cells("boolean")
    assert {value for *_, value in booleans} == {True, False}
    for name, column, text, value in booleans:
        assert {"true": True, "false": False}[text] is value, (name, column)
    for name, column, text, value in cells("string"):
        assert value == text if text else value is None, (name, column)
    assert any(value is None for *_, value in cells("string"))


def test_required_columns_hold_no_none() -> None:
    checked = 0
    for name, fields in SCHEMAS.items():
        required = [field["name"] for field in fields if field.get("constraints", {}).get("required")]
        for row in cst.rows(name):
            assert all(row[column] is not None for column in required), (name, row)
            checked += len(required)
    assert checked > 1000


def test_rows_are_fresh_each_time() -> None:
    first = cst.rows("figures")
    first[0].clear()
    first.pop()
    assert len(cst.rows("figures")) == len(raw("figures"))
    assert cst.rows("figures")[0]["figure_id"] == raw("figures")[0]["figure_id"]


def test_a_file_that_was_rebuilt_is_read_again(copied: Path) -> None:
    before = cst.rows("redirects")
    append(copied, "redirects", ["a", "b", "c"])
    assert cst.rows("redirects") == [*before, {"old_id": "a", "new_id": "b", "reason": "c"}]


def test_a_descriptor_that_was_rebuilt_is_read_again(copied: Path) -> None:
    assert cst.__version__ == DESCRIPTOR["version"]
    (copied / "datapackage.json").write_text(json.dumps({**DESCRIPTOR, "version": "99.0"}), "utf-8")
    assert cst.__version__ == "99.0"
    assert cst.cite("mofcom2023:104:181").package == "china-services-trade 99.0"


def test_a_file_with_other_columns_than_described_is_refused(copied: Path) -> None:
    (copied / "resources" / "redirects.csv").write_text("old_id,reason,new_id\n", "utf-8")
    with pytest.raises(ValueError, match=r"redirects\.csv: the columns differ"):
        cst.rows("redirects")


def test_a_row_with_a_cell_too_few_is_refused(copied: Path) -> None:
    append(copied, "redirects", ["a", "b"])
    with pytest.raises(ValueError, match=r"redirects\.csv: line \d+ has not as many cells"):
        cst.rows("redirects")


# Frames


def test_frames_have_nullable_types_and_the_values_of_rows() -> None:
    pandas = pytest.importorskip("pandas")
    names = {"string": "string", "integer": "Int64", "boolean": "boolean", "number": "object"}
    for name, fields in SCHEMAS.items():
        frame = cst.frame(name)
        assert list(frame.columns) == [field["name"] for field in fields]
        assert list(frame.index) == list(range(len(raw(name))))
        for field in fields:
            column = frame[field["name"]]
            assert str(column.dtype) == names[field["type"]], (name, field["name"])
            values = [None if pandas.isna(value) else value for value in column]
            assert values == [row[field["name"]] for row in cst.rows(name)], (name, field["name"])
            if field["type"] == "number":
                assert {type(value) for value in values if value is not None} <= {Decimal}, (name, field["name"])
    assert len(cst.frame("figures")) > 300


def test_frames_with_floats_hold_the_nearest_float_of_each_number() -> None:
    pandas = pytest.importorskip("pandas")
    seen = 0
    for name, fields in SCHEMAS.items():
        frame = cst.frame(name, numbers="float")
        for column in [field["name"] for field in fields if field["type"] == "number"]:
            assert str(frame[column].dtype) == "Float64", (name, column)
            for text, value in zip([row[column] for row in raw(name)], frame[column], strict=True):
                assert pandas.isna(value) if text == "" else value == float(text), (name, column)
                seen += text != ""
    assert seen > 1000


def test_another_way_to_hold_numbers_is_refused_with_both_options_named() -> None:
    with pytest.raises(ValueError, match='numbers must be "decimal" or "float", not \'double\''):
        cst.frame("figures", numbers="double")  # type: ignore[arg-type]


def test_a_frame_without_pandas_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError) as caught:
        cst.frame("figures")
    assert str(caught.value) == 'frame() needs pandas: pip install "china-services-trade[pandas]"'
    assert cst.rows("figures")


# Polars


def test_a_polars_frame_without_polars_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ImportError) as caught:
        cst.polars_frame("figures")
    assert str(caught.value) == 'polars_frame() needs Polars: pip install "china-services-trade[polars]"'


def test_another_way_to_hold_numbers_in_polars_is_refused_with_both_options_named() -> None:
    with pytest.raises(ValueError, match='numbers must be "decimal" or "float", not \'double\''):
        cst.polars_frame("figures", numbers="double")  # type: ignore[arg-type]


class StandIn:
    """Takes down what the loader asks of Polars, which is not among the tools of the tests."""

    String, Int64, Boolean, Float64 = "String", "Int64", "Boolean", "Float64"

    @staticmethod
    def Decimal(digits: int, places: int) -> str:
        return f"Decimal({digits}, {places})"

    @staticmethod
    def Series(name: str, cells: list[object], dtype: str) -> tuple[str, list[object], str]:
        return name, cells, dtype

    @staticmethod
    def DataFrame(columns: object) -> object:
        return columns


def test_a_polars_frame_is_given_typed_columns_in_order_with_room_for_every_decimal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "polars", StandIn)  # type: ignore[arg-type]
    plain = {"string": "String", "integer": "Int64", "boolean": "Boolean"}
    for name in ("world_services_trade", "observations", "relations"):
        columns: Any = cst.polars_frame(name)
        assert [column for column, *_ in columns] == [field["name"] for field in SCHEMAS[name]]
        for (column, cells, kind), field in zip(columns, SCHEMAS[name], strict=True):
            assert cells == [row[column] for row in cst.rows(name)]
            if field["type"] == "number":
                places = max(len(row[column].partition(".")[2]) for row in raw(name))
                assert kind == f"Decimal(38, {places})", column
            else:
                assert kind == plain[field["type"]], column


def test_a_polars_frame_with_floats_holds_the_nearest_float_of_each_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", StandIn)  # type: ignore[arg-type]
    found = {column: (cells, kind) for column, cells, kind in cst.polars_frame("trade_in_yuan", numbers="float")}  # type: ignore[attr-defined]
    cells, kind = found["value_mcny"]
    assert kind == "Float64"
    assert cells == [float(row["value_mcny"]) if row["value_mcny"] else None for row in raw("trade_in_yuan")]


# Citations


def test_a_level_is_cited_in_one_paragraph() -> None:
    # Line 104 prints 服务进口5520亿美元 in chapter 综述篇, second part, first section.
    assert str(cst.cite("mofcom2023:104:181")) == (
        f"Ministry of Commerce of the People's Republic of China: {REPORT}, section 综述篇 > 中国服务贸易发展情况 > "
        '一、服务贸易稳步发展: "5520亿美元" (China: Services trade, imports, 2023: level 5520 x 100 million US '
        f"dollars). In: china-services-trade {DESCRIPTOR['version']}, mofcom2023:104:181."
    )


# Figure, the words of the document, what they mean: read by hand in the lines of the report.
CITED = [
    ("53:202", "下降11.2%", "World: Transport, exports, 2023: growth rate -11.2 % on 2022"),
    ("93:115", "逆差1708.7亿美元", "China: Services trade, balance, 2023: level -1708.7 x 100 million US dollars"),
    ("93:166", "逆差…841.8亿美元", "China: Transport, balance, 2023: level -841.8 x 100 million US dollars"),
    ("173:64", "超2400家", "China: Enterprises exhibiting on site at CIFTIS, 2023: level more than 2400 enterprises"),
    ("173:73", "1100余项成果", "China: Outcomes reached at CIFTIS, 2023: level somewhat more than 1100 outcomes"),
    ("173:260", "超过300个创新项目", "level more than 300 projects"),
    ("209:248", "14亿多", "China: Population, date not named: level somewhat more than 14 x 100 million persons"),
    ("77:100", "增加高达160%", "growth rate as much as 160 % on a base period not named, scenario"),
    ("209:417", "1.5万美元左右", "threshold about 1.5 x 10,000 US dollars"),
    (
        "59:262",
        "持平",
        "Asia: Services trade, exports and imports, 2023: growth gap of 0 percentage points to [World: ",
    ),
    ("59:283", "持平", "change of 0 percentage points in its share of [World: Services trade, exports and imports]"),
    ("195:114", "三分之一左右", "2023: share about 1/3 of [China: Foreign trade, exports and imports]"),
    ("185:78", "十八条", "2023: level 18 policy measures"),
    ("215:114", "二十年", "duration 20 years"),
    ("209:292", "第二", "China: Consumer goods market, 2023: rank 2 in [World: Consumer goods market]"),
    ("59:469", "下降0.3个百分点", "change of -0.3 percentage points in its share of [World: "),
    ("59:57", "高1个百分点", "growth gap of 1 percentage point to [World: "),
    ("75:235", "增长7.6%", "average growth rate 7.6 % a year since 2005"),
    ("79:96", "萎缩…7%", "effect -7 % (one end of a range), scenario, source: International Monetary Fund"),
    ("205:204", "增长…19.7%", "2032: average growth rate 19.7 % a year since 2024, forecast"),
    ("117:1", "增长2.9%", "China: Digitally deliverable services, imports, 2023: growth rate 2.9 % on 2022"),
    ("195:84", "29个国家和地区", "China: Free trade agreement partners, end of 2023: level 29 countries and regions"),
    ("209:60", "增长5.8%", "China: Value added of the service sector, real, 2023: growth rate 5.8 % on 2022"),
    ("209:91", "60.2%", "contribution of 60.2 % to the growth of [China: Gross domestic product, real] since 2022"),
    ("53:73", "94.1%", "World: Flight frequency, 2023: 94.1 % of its value in a period not named"),
]


@pytest.mark.parametrize(("place", "printed", "meaning"), CITED, ids=[place for place, *_ in CITED])
def test_a_figure_is_cited_with_its_words_in_order_and_its_meaning(place: str, printed: str, meaning: str) -> None:
    citation = cst.cite(f"mofcom2023:{place}")
    assert citation.printed == printed
    assert meaning in citation.meaning
    assert f'"{printed}" (' in str(citation)


def test_meanings_are_given_in_chinese_too() -> None:
    assert cst.cite("mofcom2023:104:181").meaning_zh == "中国服务贸易进口，2023年：5520亿美元"
    assert cst.cite("mofcom2023:53:202").meaning_zh == "全球运输服务出口，2023年：比2022年下降11.2%，来源：世界贸易组织"
    assert cst.cite("mofcom2023:173:73").meaning_zh == "中国服贸会成果，2023年：1100余项成果"


def test_a_figure_said_of_three_economies_mentions_all() -> None:
    citation = cst.cite("mofcom2023:65:257")
    stated = [row for row in raw("figure_observations") if row["figure_id"] == citation.figure_id]
    assert len(stated) == 3
    assert citation.printed == "超过10%"
    parts = citation.meaning.split("; ")
    assert [part.split(":")[0] for part in parts] == ["United Kingdom", "Japan", "Ireland"]
    assert all("2023: growth rate more than 10 % on 2022" in part for part in parts)
    assert all(area in citation.meaning_zh for area in ("英国", "日本", "爱尔兰"))


def test_a_figure_that_a_discrepancy_touches_says_so() -> None:
    (finding,) = cst.cite("mofcom2023:93:40").findings
    (known,) = [r for r in raw("discrepancies") if r["discrepancy_id"] == "china_growth_above_major_economies"]
    assert finding == f"china_growth_above_major_economies (wording): {known['explanation']}"
    assert str(cst.cite("mofcom2023:93:40")).endswith(f", mofcom2023:93:40. Note: {finding}")


def test_exactly_the_figures_of_discrepancies_have_findings() -> None:
    touched = {row["figure_id"] for row in raw("discrepancy_figures")}
    assert touched
    assert {row["figure_id"] for row in raw("figures") if cst.cite(row["figure_id"]).findings} == touched


def test_a_figure_measured_elsewhere_says_what_it_stands_for() -> None:
    # Footnote: 以广东服务进出口数据代替, said of 珠三角.
    figures = [row for row in raw("figures") if row["area_printed"]]
    assert figures
    for row in figures:
        assert f"printed as {row['area_printed']}, stands in for " in cst.cite(row["figure_id"]).meaning


def test_every_figure_can_be_cited() -> None:
    observations = {row["observation_id"]: row for row in raw("observations")}
    series = {row["series_id"]: row for row in raw("series")}
    figures = raw("figures")
    assert len(figures) > 300
    for row in figures:
        citation = cst.cite(row["figure_id"])
        observation = observations[row["observation_id"]]
        words = [row["printed"], row["unit_printed"], row["qualifier_printed"], *row["sign_printed"].split(";")]
        assert all(word in citation.printed for word in words), row
        assert citation.meaning.startswith(series[observation["series_id"]]["label_en"])
        assert citation.meaning_zh.startswith(series[observation["series_id"]]["label_zh"])
        assert observation["obs_value"] + observation["obs_fraction"] in citation.meaning
        text = str(citation)
        assert text.count(row["figure_id"]) == 1 and "\n" not in text
        assert "_U" not in text and "[]" not in text and "  " not in text
        assert f"line {row['line']}" not in text
        assert set(get_type_hints(cst.Citation)) == set(vars(citation))


def test_an_observation_is_cited_as_its_first_figure() -> None:
    first: dict[str, str] = {}
    for row in raw("figure_observations"):
        first.setdefault(row["observation_id"], row["figure_id"])
    assert set(first) == {row["observation_id"] for row in raw("observations")}
    for observation, figure in first.items():
        assert cst.cite(observation) == cst.cite(figure)


def test_what_is_unknown_of_a_document_is_left_out(copied: Path) -> None:
    file = copied / "resources" / "documents.csv"
    rows = raw("documents")
    for row in rows:
        row.update(publisher_en="_U", published="2024-01-31")
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    citation = cst.cite("mofcom2023:104:181")
    assert citation.publisher == "" and citation.published == "2024-01-31"
    assert str(citation).startswith(f"{REPORT}, published 2024-01-31, section 综述篇")


def test_a_citation_cannot_be_changed() -> None:
    citation = cst.cite("mofcom2023:104:181")
    with pytest.raises(AttributeError):
        citation.printed = "5521亿美元"  # type: ignore[misc]
    assert citation == cst.cite("mofcom2023:104:181") and len({citation, cst.cite("mofcom2023:104:181")}) == 1


def test_a_recoded_id_is_cited_as_what_it_is_called_now(copied: Path) -> None:
    level = "services_trade.CHN.imports.USD.mofcom@2023:level:mofcom2023"
    with pytest.raises(cst.UnknownId, match="'older'"):
        cst.cite("older")
    append(copied, "redirects", ["older", "old", "moved"], ["old", level, "moved again"], ["old:1:1", level, "moved"])
    assert cst.cite("older") == cst.cite("old:1:1") == cst.cite("mofcom2023:104:181")


def test_redirects_in_a_circle_end_as_an_unknown_id(copied: Path) -> None:
    append(copied, "redirects", ["a", "b", ""], ["b", "a", ""])
    with pytest.raises(cst.UnknownId, match="'a'"):
        cst.cite("a")


def test_an_id_that_still_exists_is_not_redirected(copied: Path) -> None:
    append(copied, "redirects", ["mofcom2023:104:181", "mofcom2023:44:27", "wrong"])
    assert cst.cite("mofcom2023:104:181").printed == "5520亿美元"


def test_an_unknown_column_is_answered_with_the_figures_of_the_line() -> None:
    with pytest.raises(cst.UnknownId) as caught:
        cst.cite("mofcom2023:104:182")
    message = str(caught.value)
    line = [row for row in raw("figures") if (row["document_id"], row["line"]) == ("mofcom2023", "104")]
    assert len(line) > 3 and isinstance(caught.value, KeyError)
    assert message.startswith("no figure has the id 'mofcom2023:104:182'; the figures of that line: ")
    assert message.split("line: ")[1].split(", ") == [f"{row['figure_id']} ({row['printed']})" for row in line]


def test_a_misspelt_observation_is_answered_with_near_ids() -> None:
    with pytest.raises(cst.UnknownId) as caught:
        cst.cite("services_trade.CHN.import.USD.mofcom@2023:level:mofcom2023")
    assert "near ids: services_trade.CHN.imports.USD.mofcom@2023:level:mofcom2023" in str(caught.value)


def test_a_misspelt_document_is_answered_with_near_ids() -> None:
    with pytest.raises(cst.UnknownId) as caught:
        cst.cite("mofcom203:104:181")
    assert "mofcom2023:104:181" in str(caught.value)


def test_an_id_near_to_nothing_says_where_ids_stand() -> None:
    with pytest.raises(cst.UnknownId) as caught:
        cst.cite("§§§")
    assert str(caught.value).endswith("see the resources figures and observations")


def test_a_numeral_that_is_no_figure_is_told_apart_from_an_unknown_id() -> None:
    numeral = raw("excluded_numerals")[0]
    with pytest.raises(cst.UnknownId) as caught:
        cst.cite(numeral["numeral_id"])
    assert f"{numeral['numeral_id']} is a numeral but no figure ({numeral['role']})" in str(caught.value)


def test_every_kind_of_statement_can_be_said_in_both_languages() -> None:
    kinds = raw("transformations")
    assert set(_meaning.ENGLISH) | set(_meaning.CHINESE) <= {kind["transformation"] for kind in kinds}
    for kind in kinds:
        observation = {"transformation": kind["transformation"], "reference_period": "2022", "time_period": "2023"}
        for patterns, label in ((_meaning.ENGLISH, kind["label_en"]), (_meaning.CHINESE, kind["label_zh"])):
            for whole in ("", "the whole"):
                said = _meaning._statement(patterns, label, observation, "VALUE", whole)
                assert "VALUE" in said and "{" not in said and "[]" not in said and "“”" not in said


@pytest.mark.parametrize(
    ("period", "basis", "english", "chinese"),
    [
        ("2023", "whole", "2023", "2023年"),
        ("2023", "end", "end of 2023", "2023年末"),
        ("2025-Q1", "whole", "2025-Q1", "2025年第1季度"),
        ("2025-04", "average", "average of 2025-04", "2025年4月平均"),
        ("2025-01-01/P4M", "whole", "4 months from 2025-01-01", "2025-01-01起4个月"),
        ("_U", "whole", "period not named", "时期未注明"),
    ],
)
def test_periods_are_put_into_words(period: str, basis: str, english: str, chinese: str) -> None:
    assert _words.period_en(period, basis) == english
    assert _words.period_zh(period, basis) == chinese


# Where the data lie, and what the import costs


def test_a_copied_checkout_reads_its_own_data(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "china_services_trade", tmp_path / "china_services_trade")
    shutil.copytree(ROOT / "resources", tmp_path / "resources")
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    done = run(
        "import china_services_trade as c; print(c.path('figures')); print(c.cite('mofcom2023:104:181'))", tmp_path
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        str(tmp_path / "resources" / "figures.csv"),
        str(cst.cite("mofcom2023:104:181")),
    ]


def test_data_inside_the_package_come_first(copied: Path) -> None:
    assert cst.path() == copied / "datapackage.json"
    assert cst.path("figures") == copied / "resources" / "figures.csv"
    assert len(cst.rows("figures")) == len(raw("figures")) > 0


def test_missing_data_are_one_clear_line(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "china_services_trade", tmp_path / "china_services_trade")
    done = run("import china_services_trade as c\nc.resources()", tmp_path)
    message = done.stderr.splitlines()[-1]
    assert message.startswith(
        f"FileNotFoundError: no datapackage.json in {tmp_path / 'china_services_trade' / 'data'} or "
    )
    assert message.endswith("the data are missing, reinstall china-services-trade")


def test_a_missing_resource_file_is_one_clear_line(copied: Path) -> None:
    (copied / "resources" / "figures.csv").unlink()
    with pytest.raises(FileNotFoundError, match=r"figures\.csv is missing: .* reinstall china-services-trade$"):
        cst.rows("figures")


def test_the_import_loads_nothing_that_only_some_calls_need() -> None:
    done = run("import china_services_trade\nprint(*sys.modules)", ROOT)
    assert done.stderr == ""
    loaded = set(done.stdout.split())
    assert "china_services_trade" in loaded
    assert not loaded & {"pandas", "numpy", "csv", "json", "decimal", "difflib", "socket", "ssl", "importlib.metadata"}


def test_nothing_opens_a_socket_or_writes_a_file() -> None:
    done = run(
        """
def refuse(event, args):
    if event.startswith(("socket.", "urllib.", "subprocess.")) or (event == "open" and set(str(args[1])) & set("wax+")):
        raise SystemExit(f"refused: {event} {args}")
sys.addaudithook(refuse)
import china_services_trade as c
print(sum(len(c.rows(name)) for name in c.resources()), len(str(c.cite(c.rows("figures")[0]["figure_id"]))))
""",
        ROOT,
    )
    assert done.stderr == ""
    total, length = map(int, done.stdout.split())
    assert total == sum(len(raw(name)) for name in SCHEMAS) and length > 100
