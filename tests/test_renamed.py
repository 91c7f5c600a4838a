"""Old names of tables and columns: the loader answers to them for one major version, and says so."""

from __future__ import annotations

import csv
import json
import pickle
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

import china_services_trade as cst
from china_services_trade import _locate

ROOT = Path(__file__).resolve().parents[1]
TABLE = "world_services_trade"
COLUMN = ["field", TABLE, "value_in_dollars", "value_musd", "3.0.0", "shorter"]
RESOURCE = ["resource", "_Z", "world_trade", TABLE, "3.0.0", "clearer"]
EVERYWHERE = ["field", "_T", "period", "time_period", "3.0.0", "the word of the standard"]
VALUE = Decimal("7913450")


@pytest.fixture
def renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes the loader read a copy of some tables, of a version in which names were changed."""

    def rename(*rows: list[str], version: str = "3.1.0") -> None:
        data = tmp_path / "data"
        (data / "resources").mkdir(parents=True)
        descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
        descriptor["version"] = version
        (data / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
        for name in (TABLE, "flows", "renames"):
            shutil.copy(ROOT / "resources" / f"{name}.csv", data / "resources")
        with (data / "resources" / "renames.csv").open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)
        monkeypatch.setattr(_locate, "PACKAGE", tmp_path)

    return rename


def test_a_renamed_resource_is_found_by_its_old_name_with_one_warning_at_the_callers_line(renamed):
    renamed(RESOURCE)
    for function in (cst.rows, cst.frame, cst.describe, cst.path):
        with pytest.warns(DeprecationWarning) as caught:
            function("world_trade")
        assert [(str(w.message), w.filename) for w in caught] == [
            (f"resource 'world_trade' is called '{TABLE}' now; the old name ends with the next major version", __file__)
        ]


def test_a_renamed_column_is_found_in_a_row_by_its_old_name_with_a_warning_at_the_callers_line(renamed):
    renamed(COLUMN, EVERYWHERE)
    row = cst.rows(TABLE)[0]
    for find in (lambda: row["value_in_dollars"], lambda: row.get("value_in_dollars")):
        with pytest.warns(DeprecationWarning, match="column 'value_in_dollars' is called 'value_musd' now") as caught:
            assert find() == VALUE
        assert [w.filename for w in caught] == [__file__]
    with pytest.warns(DeprecationWarning, match="column 'period' is called 'time_period' now"):
        assert row["period"] == "2023"


def test_a_row_lists_its_columns_by_their_new_names_alone(renamed):
    renamed(COLUMN)
    plain = {name: value for name, value in cst.rows(TABLE)[0].items()}
    assert list(plain) == [field["name"] for field in cst.describe(TABLE)["schema"]["fields"]]
    assert cst.rows(TABLE)[0] == plain and repr(cst.rows(TABLE)[0]) == repr(plain)
    assert "value_in_dollars" not in cst.rows(TABLE)[0]


def test_a_frame_and_its_slices_find_a_renamed_column_by_its_old_name(renamed):
    renamed(COLUMN)
    table = cst.frame(TABLE)
    for slice_ in (table, table.query("flow == 'total'"), table[table["flow"] == "exports"], table.copy()):
        with pytest.warns(DeprecationWarning, match="column 'value_in_dollars' is called 'value_musd' now") as caught:
            old = slice_["value_in_dollars"]
            pair = slice_[["flow", "value_in_dollars"]]
        assert [w.filename for w in caught] == [__file__] * 2
        assert old.equals(slice_["value_musd"]) and list(pair.columns) == ["flow", "value_musd"]


def test_new_names_and_tables_without_renames_warn_of_nothing(renamed):
    renamed(COLUMN)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert cst.rows(TABLE)[0]["value_musd"] == cst.frame(TABLE)["value_musd"][0] == VALUE
        assert type(cst.rows("flows")[0]) is dict
        assert type(cst.frame("flows")).__module__.startswith("pandas")


@pytest.mark.parametrize("version", ["4.0.0", "2.9.0"])
def test_an_alias_lives_in_the_major_version_that_renamed_and_in_no_other(version, renamed):
    renamed(COLUMN, RESOURCE, version=version)
    assert type(cst.rows(TABLE)[0]) is dict
    with pytest.raises(KeyError):
        cst.frame(TABLE)["value_in_dollars"]
    with pytest.raises(cst.UnknownResource, match="no resource is called 'world_trade'"):
        cst.rows("world_trade")


def test_a_name_that_nothing_had_is_still_an_error(renamed):
    renamed(
        COLUMN,
        ["resource", "_Z", "nothing", "gone_too", "3.0.0", ""],
        ["field", "_T", "value_in_yuan", "yuan", "3.0.0", ""],
    )
    row, table = cst.rows(TABLE)[0], cst.frame(TABLE)
    for find in (lambda: row["value_in_yuan"], lambda: table["value_in_yuan"], lambda: table[["value_in_yuan"]]):
        with pytest.raises(KeyError, match="value_in_yuan"):
            find()
    assert row.get("value_in_yuan") is None and row.get("value_in_yuan", 5) == 5
    with pytest.raises(cst.UnknownResource):
        cst.rows("nothing")


def test_rows_and_frames_with_old_names_can_be_stored(renamed):
    renamed(COLUMN)
    for stored in (pickle.loads(pickle.dumps(cst.rows(TABLE)[0])), pickle.loads(pickle.dumps(cst.frame(TABLE)))):
        with pytest.warns(DeprecationWarning):
            assert next(iter(stored)) == "ref_area" and stored["value_in_dollars"] is not None


def test_a_package_without_the_list_of_renames_has_no_aliases(renamed):
    renamed(COLUMN)
    (_locate.PACKAGE / "data" / "resources" / "renames.csv").unlink()
    assert type(cst.rows(TABLE)[0]) is dict


DAMAGED = {
    "no UTF-8": (b"\xff\xfe", "is no CSV in UTF-8"),
    "nothing": (b"", "has no column kind"),
    "other columns": (b"kind,place\nfield,_T\n", "has no column old_name"),
    "a row that is too short": (b"kind,place,old_name,new_name,version\nfield,_T\n", "not as many cells"),
    "a row that is too long": (b"kind,place,old_name,new_name,version\na,b,c,d,e,f\n", "not as many cells"),
    "a quote that nobody closes": (b'kind,place,old_name,new_name,version\n"a', "is no CSV in UTF-8"),
}


@pytest.mark.parametrize("fault", DAMAGED)
def test_a_damaged_list_of_renames_is_one_clear_line(fault, renamed):
    renamed()
    file = _locate.PACKAGE / "data" / "resources" / "renames.csv"
    content, says = DAMAGED[fault]
    file.write_bytes(content)
    for call in (lambda: cst.rows(TABLE), lambda: cst.frame(TABLE), lambda: cst.describe("nothing")):
        with pytest.raises(ValueError, match=says) as caught:
            call()
        assert str(caught.value).startswith(str(file)) and "\n" not in str(caught.value)


@pytest.mark.skipif("sys.platform == 'win32'", reason="links need rights there")
def test_a_list_of_renames_elsewhere_is_not_opened(renamed, tmp_path):
    renamed(COLUMN)
    file = _locate.PACKAGE / "data" / "resources" / "renames.csv"
    file.rename(tmp_path / "elsewhere.csv")
    file.symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(ValueError, match=r"^the path of renames leaves the folder; .*link"):
        cst.rows(TABLE)


def test_rows_need_no_pandas_to_know_old_names():
    code = "import sys, china_services_trade as c; c.rows('flows'); print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
