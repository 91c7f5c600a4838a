"""What this project relies on: run it after every change of the pinned version, before anything else."""

import pytest
from trade_report import COLUMNS, TABLE, report

import china_services_trade as cst


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_that_is_used_is_still_there(column):
    assert column in [field["name"] for field in cst.describe(TABLE)["schema"]["fields"]]


def test_values_are_still_in_million_dollars():
    units = {field["name"]: field.get("unit") for field in cst.describe(TABLE)["schema"]["fields"]}
    assert units["value_musd"] == "million US dollars"


def test_the_report_shows_travel_as_the_ministry_prints_it():
    (travel,) = [line for line in report() if line.startswith("Travel: ")]
    assert travel.endswith(", imports 196,260")  # 1,962.6 hundred million dollars
