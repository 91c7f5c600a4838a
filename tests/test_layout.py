"""How topic tables are laid out, on made-up layouts."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest

from checks.package.layout import (
    TRACED,
    columns,
    factor,
    in_own_unit,
    key_columns,
    measure_columns,
    row_key,
    topic_layouts,
)

from .rules import figure

PLAIN: dict[str, Any] = {
    "rows": {"item": ["A", "B"], "flow": ["total"]},
    "measures": [
        {"name": "value_musd", "transformation": "level", "unit_measure": "USD", "unit_mult": 6},
        {"name": "share_pc", "transformation": "share", "of": {"item": ["_T"]}, "names": "share_of"},
    ],
}
OWN: dict[str, Any] = {
    "rows": {"indicator": "all"},
    "stocks": True,
    "measures": [{"name": "value", "transformation": "level", "unit": "row"}],
    "extra": ["proxy_for"],
}


def test_a_row_is_identified_by_its_codes_its_time_its_document_and_its_status() -> None:
    assert key_columns(PLAIN) == ["item", "flow", "time_period", "document_id", "obs_status"]
    assert TRACED == ("document_id", "obs_status")


def test_a_table_of_stocks_tells_the_end_of_a_period_from_the_whole_of_it() -> None:
    assert key_columns(OWN) == ["indicator", "time_period", "period_basis", "document_id", "obs_status"]
    assert key_columns({**OWN, "stocks": False}) == ["indicator", "time_period", "document_id", "obs_status"]


def test_columns_are_codes_with_names_then_the_key_then_measures_then_findings() -> None:
    assert columns(PLAIN) == [
        *("item", "item_en", "item_zh", "flow", "flow_en", "flow_zh"),
        *("time_period", "document_id", "obs_status"),
        *("value_musd", "share_pc", "share_of", "share_of_en", "share_of_zh", "finding_ids"),
    ]


def test_a_measure_in_its_own_unit_is_followed_by_the_unit_in_both_languages() -> None:
    assert columns(OWN) == [
        *("indicator", "indicator_en", "indicator_zh", "time_period", "period_basis", "document_id", "obs_status"),
        *("value", "unit_en", "unit_zh", "proxy_for", "finding_ids"),
    ]


def test_only_a_measure_that_says_so_is_in_its_own_unit() -> None:
    assert [in_own_unit(m) for m in (*PLAIN["measures"], *OWN["measures"])] == [False, False, True]
    assert not in_own_unit({"name": "value", "unit": "table"})


@pytest.mark.parametrize(
    ("unit", "mult", "expected"),
    [
        # money in millions: 100 million = 10^8 = 100 x 10^6; 10 thousand = 10^4 = 10^6/100; a trillion = 10^12
        ("USD", 8, "100"),
        ("CNY", 4, "1/100"),
        ("HKD", 12, "1000000"),
        ("USD", 6, "1"),
        ("CNY", 0, "1/1000000"),
        # everything else in single units
        ("PERSONS", 4, "10000"),
        ("PERSONS", 0, "1"),
        ("TONNES", 8, "100000000"),
        ("PC", 0, "1"),
    ],
)
def test_a_row_in_its_own_unit_shows_money_in_millions_and_all_else_in_units(
    unit: str, mult: int, expected: str
) -> None:
    o = figure("whole", "5", unit_measure=unit, unit_mult=mult)
    assert factor(OWN["measures"][0], o) == F(expected)


@pytest.mark.parametrize(
    ("mult", "measure", "expected"),
    [(8, 6, "100"), (4, 6, "1/100"), (6, 6, "1"), (12, 8, "10000"), (0, 4, "1/10000"), (8, 0, "100000000")],
)
def test_a_column_with_a_power_of_ten_shows_every_figure_in_it(mult: int, measure: int, expected: str) -> None:
    o = figure("whole", "5", unit_mult=mult)
    assert factor({"name": "value", "unit_mult": measure}, o) == F(expected)


def test_a_column_without_power_shows_percentages_as_printed() -> None:
    assert factor(PLAIN["measures"][1], figure("whole", "5", "share", "whole")) == 1


def test_the_key_of_a_row_joins_its_key_columns_in_order() -> None:
    row = {"flow": "total", "item": "A", "time_period": "2025-Q1", "document_id": "doc", "obs_status": "F", "x": 1}
    assert row_key(PLAIN, row) == "A/total/2025-Q1/doc/F"


def test_a_forecast_has_another_row_than_the_figure_of_the_same_year() -> None:
    row = {"flow": "total", "item": "A", "time_period": "2025", "document_id": "doc"}
    assert len({row_key(PLAIN, {**row, "obs_status": status}) for status in ("A", "F", "TG")}) == 3


def test_every_layout_has_columns_of_different_names_and_its_key_among_them() -> None:
    layouts = topic_layouts()
    assert layouts
    for name, layout in layouts.items():
        names = columns(layout)
        assert len(set(names)) == len(names), name
        assert {*key_columns(layout), *measure_columns(layout)} <= set(names), name
        assert names[-1] == "finding_ids", name
