"""What a transformation demands of a figure, on made-up figures about tea."""

from __future__ import annotations

import pytest

from checks.model.sense import senseless
from checks.package.contents import read_package
from checks.package.restate import restated
from scripts import build

from .conftest import ROOT, Row, listed, rows_of, set_cell

FREE = ("index", "duration", "effect", "other", "multiple", "ratio_part", "rank", "intensity")
"""Transformations of which the unit or the base period is anything that print says."""


def found(
    transformation: str,
    unit: str = "PC",
    own: str = "2031",
    base: str = "2030",
    of: str = "tea",
    flows: tuple[str, str] = ("", ""),
    level_unit: str = "USD",
) -> dict[str, str]:
    """Column to message for a figure about the series ``tea``, whose levels are in ``level_unit``."""
    o = {"series_id": "tea", "reference_series": of, "transformation": transformation}
    row = {**o, "unit_measure": unit, "time_period": own, "reference_period": base}
    return dict(senseless(row, level_unit, *flows))


def columns(*arguments: str, **named: object) -> list[str]:
    return list(found(*arguments, **named))  # type: ignore[arg-type]


# --- units -------------------------------------------------------------------------------------------------------

RATES = ("growth_rate", "average_growth_rate", "share_of_growth", "ratio_to_reference_period")
POINTS = ("change_in_share", "change_in_growth_rate", "growth_gap", "contribution_to_growth")


@pytest.mark.parametrize("transformation", RATES)
def test_a_rate_is_in_percent_or_a_fraction_and_never_in_points(transformation: str) -> None:
    assert [columns(transformation, unit) for unit in ("PC", "PURE", "PP", "USD")] == [
        *([], []),
        *(["unit_measure"], ["unit_measure"]),
    ]


@pytest.mark.parametrize("transformation", POINTS)
def test_a_difference_of_rates_or_shares_is_in_points_and_never_in_percent(transformation: str) -> None:
    assert [columns(transformation, unit) for unit in ("PP", "PC", "USD")] == [[], ["unit_measure"], ["unit_measure"]]


def test_a_share_in_points_is_refused_with_what_to_do() -> None:
    assert found("share", "PP", base="2031", of="drinks") == {
        "unit_measure": "a share is in percent, not in PP; correct the unit word or the transformation"
    }


@pytest.mark.parametrize(
    ("unit", "level_unit", "fits"),
    [
        *(("USD", "USD", True), ("WEEKS", "DAYS", True), ("PC", "PC", True)),
        *(("PC", "USD", False), ("PP", "USD", False), ("PP", "PC", False)),
    ],
)
@pytest.mark.parametrize("transformation", ["level", "threshold"])
def test_a_level_is_in_percent_only_if_its_series_is(
    transformation: str, unit: str, level_unit: str, fits: bool
) -> None:
    assert columns(transformation, unit, base="_Z", level_unit=level_unit) == ([] if fits else ["unit_measure"])


@pytest.mark.parametrize(
    ("unit", "level_unit", "fits"),
    [
        *(("USD", "USD", True), ("WEEKS", "DAYS", True), ("PP", "PC", True)),
        *(("PC", "PC", False), ("PC", "USD", False), ("PP", "USD", False)),
    ],
)
def test_a_change_is_in_points_if_its_series_is_in_percent(unit: str, level_unit: str, fits: bool) -> None:
    assert columns("change", unit, level_unit=level_unit) == ([] if fits else ["unit_measure"])


# --- base periods ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "base", "fits"),
    [
        *(("2031", "2030", True), ("2031", "2031", False), ("2031", "2032", False)),
        *(("2031-Q1", "2030-Q4", True), ("2031-Q1", "2031-Q2", False), ("2031-Q2", "2031-Q2", False)),
        *(("2031-04", "2031-03", True), ("2031-04", "2031-Q2", False), ("2031-12", "2031", False)),
        *(("2031-01-01/P4M", "2030-01-01/P4M", True), ("2031-01-01/P4M", "2031-Q1", True)),
        *(("2031-01-01/P3M", "2031-Q1", False), ("2031-Q1", "2031-01-01/P4M", False)),
        *(("2031-01-31/P1M", "2031-01-31/P27D", True), ("2031-02-01/P28D", "2031-02", False)),
        *(("2032-02-01/P29D", "2032-02-01/P28D", True), ("2031", "2029-01-01/P2Y", True)),
        *(("9999", "9998", True), ("0000", "0000", False)),
        *(("2031", "_U", True), ("_U", "_U", True), ("_U", "2030", True), ("2031", "_Z", False)),
    ],
)
@pytest.mark.parametrize("transformation", ["growth_rate", "change", "change_in_share", "growth_gap", "multiple"])
def test_what_is_since_a_base_has_one_that_ends_earlier(transformation: str, own: str, base: str, fits: bool) -> None:
    unit = "PP" if transformation in POINTS else "PC" if transformation == "growth_rate" else "USD"
    assert columns(transformation, unit, own, base) == ([] if fits else ["reference_period"])


@pytest.mark.parametrize("transformation", ["share", "intensity", "ratio_part", "rank"])
def test_what_is_relative_to_others_of_its_time_names_its_own_period(transformation: str) -> None:
    for own, base, fits in (
        *(("2031", "2031", True), ("_U", "_U", True)),
        *(("2031", "2030", False), ("2031", "2032", False), ("2031", "_U", False), ("2031", "_Z", False)),
    ):
        unit = "PC" if transformation == "share" else "USD"
        assert columns(transformation, unit, own, base, "drinks") == ([] if fits else ["reference_period"]), (own, base)


@pytest.mark.parametrize("transformation", ["level", "threshold"])
def test_a_level_has_no_base(transformation: str) -> None:
    assert found(transformation, "USD", base="2030") == {
        "reference_period": f"is 2030, but a {transformation} has no base period; write _Z"
    }
    assert columns(transformation, "USD", base="_Z") == []


def test_a_multiple_of_another_series_may_be_one_of_its_own_time_but_of_no_later_one() -> None:
    assert [columns("multiple", "TIMES", base=base, of="salt") for base in ("2030", "2031", "2032")] == [
        *([], []),
        ["reference_period"],
    ]


@pytest.mark.parametrize("transformation", ["duration", "effect", "index", "other"])
def test_nothing_is_demanded_where_the_sense_leaves_it_open(transformation: str) -> None:
    assert [columns(transformation, unit, base=base) for unit in ("PC", "PP") for base in ("2031", "_Z")] == [[]] * 4


# --- directions of trade -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flow", "whole", "fits"),
    [
        *(("exports", "exports", True), ("exports", "total", True), ("imports", "total", True), ("_Z", "_Z", True)),
        *(("exports", "_Z", True), ("_Z", "exports", True), ("exports", "", True)),
        *(("exports", "imports", False), ("imports", "exports", False), ("total", "exports", False)),
        *(("exports", "balance", False), ("balance", "exports", False)),
    ],
)
@pytest.mark.parametrize("transformation", ["share", "change_in_share", "share_of_growth", "contribution_to_growth"])
def test_a_part_has_the_direction_of_its_whole_or_the_whole_has_both(
    transformation: str, flow: str, whole: str, fits: bool
) -> None:
    unit, base = ("PP" if transformation in POINTS else "PC"), ("2031" if transformation == "share" else "2030")
    said = columns(transformation, unit, base=base, of="drinks", flows=(flow, whole))
    assert said == ([] if fits else ["reference_series"])


def test_exports_of_all_imports_are_refused_with_what_to_do() -> None:
    assert found("share", base="2031", of="drinks", flows=("exports", "imports")) == {
        "reference_series": "has flow imports, of which exports are no part; name the series with flow exports or total"
    }


def test_growth_of_exports_may_lead_that_of_imports() -> None:
    assert columns("growth_gap", "PP", of="drinks", flows=("exports", "imports")) == []


# --- where it is asked -------------------------------------------------------------------------------------------


def test_every_transformation_of_the_list_has_demands_or_is_known_to_have_none() -> None:
    codes = {row["transformation"] for row in rows_of(ROOT / "seeds" / "codes" / "transformations.csv")}
    without_unit = {code for code in codes if "unit_measure" not in found(code, "PP") | found(code, "PC")}
    without_base = {code for code in codes if not found(code, base="2032").get("reference_period")}
    assert without_unit | without_base <= set(FREE), listed(sorted((without_unit | without_base) - set(FREE)))
    assert set(FREE) <= codes


LEDGER = "seeds/mofcom2023.csv"


def rate(row: Row) -> bool:
    return row["transformation"] == "growth_rate" and row["unit_printed"] == "%" and row["reference_period"] == "2022"


@pytest.mark.parametrize(
    ("column", "cell", "named", "words"),
    [
        ("unit_printed", "个百分点", "unit_printed", "a growth rate is in percent, not in PP"),
        ("reference_period", "2024", "reference_period", "2024 does not end before 2023; name the earlier period"),
        ("reference_period", "_Z", "reference_period", "a growth rate has a base; name it, or write _U"),
    ],
)
def test_a_row_without_sense_stops_the_build_and_is_named(
    column: str, cell: str, named: str, words: str, checkout, capsys
) -> None:
    number = set_cell(checkout / LEDGER, column, cell, rate)
    assert build.main(["--root", str(checkout)]) == 2
    (line, last) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{LEDGER}, row {number}, column {named}: ") and words in line
    assert last == "1 problem(s); nothing was written"


def test_a_package_without_seeds_is_asked_the_same(package) -> None:
    number = set_cell(
        package / "resources/observations.csv",
        "reference_period",
        "2024",
        lambda o: o["obs_value"] and o["transformation"] == "share",
    )
    found = [str(p) for p in restated(read_package(package)) if p.column == "reference_period"]
    place = f"resources/observations.csv, row {number}, column reference_period: "
    assert [line.startswith(place) and "is taken in its own period" in line for line in found] == [True], listed(found)
