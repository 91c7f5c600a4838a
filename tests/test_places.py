"""The cells that say where a word stands, and the rows that the build refuses because they say it wrongly."""

from __future__ import annotations

import pytest

from scripts import build
from scripts.building.places import own_places, passed_over, says_none

from .conftest import rows_of, set_cell

LEDGER = "seeds/mofcom2023.csv"


@pytest.mark.parametrize(
    ("cell", "none", "own", "passed"),
    [
        ("", False, [], []),
        ("3:1", False, ["3:1"], []),
        ("3:1;3:9", False, ["3:1", "3:9"], []),
        ("none", True, [], []),
        ("none;3:1", True, [], ["3:1"]),
        ("none;3:1;4:9", True, [], ["3:1", "4:9"]),
    ],
)
def test_places_are_those_of_the_own_words_or_behind_none_those_of_others(cell, none, own, passed) -> None:
    assert (says_none(cell), own_places(cell), passed_over(cell)) == (none, own, passed)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        *(("sign_at", "there"), ("sign_at", "3"), ("sign_at", "3:0"), ("sign_at", "3:1;"), ("sign_at", "3:1;none")),
        *(("unit_at", "none"), ("unit_at", "3:1;3:2"), ("qualifier_at", "none;3:1"), ("qualifier_at", "3,1")),
    ],
)
def test_what_is_no_place_stops_the_build(column, cell, checkout, capsys) -> None:
    number = set_cell(checkout / LEDGER, column, cell, lambda row: row["role"] == "figure" and row["sign_printed"])
    assert build.main(["--root", str(checkout)]) == 2
    line = capsys.readouterr().err.splitlines()[0]
    assert line.startswith(f"{LEDGER}, row {number}, column {column}: ")
    assert line.endswith(f"{cell!r} names no place; write line:column, several with ;")


def test_a_sign_word_passed_over_without_a_note_stops_the_build(checkout, capsys) -> None:
    number = set_cell(checkout / LEDGER, "note", "", lambda row: row["sign_at"].startswith("none;"))
    assert build.main(["--root", str(checkout)]) == 2
    line = capsys.readouterr().err.splitlines()[0]
    assert line.startswith(f"{LEDGER}, row {number}, column note: ")
    assert line.endswith("is empty, but sign_at passes over a sign word; say what that word speaks of")


def test_places_of_words_passed_over_are_no_places_of_sign_words_in_the_package(checkout) -> None:
    rows = rows_of(checkout / LEDGER)
    passing = {f"mofcom2023:{r['line']}:{r['column']}" for r in rows if r["sign_at"].startswith("none;")}
    assert passing
    published = {f["figure_id"]: f["sign_at"] for f in rows_of(checkout / "resources/figures.csv")}
    assert {published[figure] for figure in passing} == {""}
