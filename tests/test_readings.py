"""The table of disagreements between two readings is what the raw readings give."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.problems import InputError
from scripts import readings

ROOT = Path(__file__).resolve().parents[1]
HEAD = "line,column,printed,kind,role,unit,note\n"


def checkout(tmp_path: Path, first: str, second: str) -> Path:
    folder = tmp_path / "seeds" / "readings"
    folder.mkdir(parents=True)
    (folder / "made-up.a.csv").write_text(HEAD + first, "utf-8")
    (folder / "made-up.b.csv").write_text(HEAD + second, "utf-8")
    return tmp_path


def test_the_committed_table_is_what_the_committed_readings_give() -> None:
    assert readings.main(["--check"]) == 0
    assert readings.transcription(ROOT).count("\n| ") > 5


def test_rows_and_cells_that_differ_are_counted_and_notes_are_not(tmp_path: Path) -> None:
    first = "1,3,7,numeral,figure,%,\n1,9,2020,numeral,date,,\n2,1,5,numeral,figure,家,sure\n"
    second = "1,3,7,numeral,figure,个百分点,\n1,9,2020,numeral,name,x,\n2,1,5,numeral,figure,家,doubtful\n"
    page = readings.transcription(checkout(tmp_path, first, second))
    assert "| made-up | 3 | 2 | 2 | 2 | 3 |" in page  # rows 1 and 2; unit, role and unit
    assert "| made-up | `unit` | 2 |" in page and "| made-up | `role` | 1 |" in page


def test_readings_of_other_numerals_are_refused_with_the_row(tmp_path: Path) -> None:
    root = checkout(tmp_path, "1,3,7,numeral,figure,%,\n", "1,4,7,numeral,figure,%,\n")
    with pytest.raises(InputError, match=r"made-up\.b\.csv, row 2, column line"):
        readings.transcription(root)
    assert readings.main(["--root", str(root)]) == 2
    assert not (root / readings.FILE).exists()


def test_a_second_run_changes_nothing_and_check_sees_a_changed_table(tmp_path: Path) -> None:
    root = checkout(tmp_path, "1,3,7,numeral,figure,%,\n", "1,3,7,numeral,figure,%,\n")
    assert readings.main(["--root", str(root)]) == 0
    page = (root / readings.FILE).read_bytes()
    assert readings.main(["--root", str(root)]) == 0 and (root / readings.FILE).read_bytes() == page
    (root / readings.FILE).write_text("x", "utf-8")
    assert readings.main(["--root", str(root), "--check"]) == 1
