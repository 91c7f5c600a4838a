"""What an analyst relies on in every topic table, and the pages that describe the tables."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

from checks.package.layout import topic_layouts

ROOT = Path(__file__).resolve().parents[1]


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "resources" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


OBSERVATIONS = {o["observation_id"]: o for o in rows("observations")}
SERIES = {s["series_id"]: s for s in rows("series")}
CELLS = rows("topic_cells")


def shown(name: str) -> list[tuple[str, str, dict[str, str]]]:
    """Row key, column and observation of every filled cell of a topic table."""
    return [(c["row_key"], c["column_name"], OBSERVATIONS[c["observation_id"]]) for c in CELLS if c["table"] == name]


def test_no_column_of_dollars_or_yuan_shows_another_currency(subtests):
    named = {"_musd": "USD", "_mcny": "CNY"}
    tried = 0
    for name in topic_layouts():
        with subtests.test(table=name):
            money = [(k, c, o) for k, c, o in shown(name) if c[-5:] in named]
            tried += len(money)
            assert [(k, c) for k, c, o in money if o["unit_measure"] != named[c[-5:]]] == []
    assert tried > 300


def test_a_growth_rate_stands_beside_amounts_of_its_own_currency(subtests):
    for name in topic_layouts():
        by_row = defaultdict(set)
        for key, column, o in shown(name):
            if column.startswith(("value", "growth_rate")):
                by_row[key].add(SERIES[o["series_id"]]["unit_measure"])
        with subtests.test(table=name):
            assert [key for key, units in by_row.items() if len(units) > 1] == []


def test_a_row_belongs_to_one_document_and_forecasts_stand_in_rows_of_their_own(subtests):
    ahead = 0
    for name in topic_layouts():
        by_row = defaultdict(set)
        for key, _, o in shown(name):
            by_row[key].add((o["document_id"], o["obs_status"] if o["obs_status"] in ("F", "TG", "SC") else "A"))
        ahead += sum(status != "A" for found in by_row.values() for _, status in found)
        with subtests.test(table=name):
            assert [key for key, found in by_row.items() if len(found) > 1] == []
    assert ahead >= 3


def test_a_row_with_an_estimate_says_so():
    estimated = {(c["table"], c["row_key"]) for c in CELLS if OBSERVATIONS[c["observation_id"]]["obs_status"] == "E"}
    assert estimated
    assert [key for _, key in estimated if not key.endswith("/E")] == []


def test_no_bound_and_no_approximate_figure_stands_in_a_topic_table():
    assert [c for c in CELLS if OBSERVATIONS[c["observation_id"]]["qualifier"] != "exact"] == []
    assert sum(o["qualifier"] != "exact" for o in rows("other_observations")) > 100


def test_a_value_in_the_unit_of_its_row_names_that_unit_in_both_languages(subtests):
    for name, layout in topic_layouts().items():
        if any(measure.get("unit") == "row" for measure in layout["measures"]):
            with subtests.test(table=name):
                found = rows(name)
                assert [r for r in found if bool(r["value"]) != bool(r["unit_en"] and r["unit_zh"])] == []


def test_the_data_dictionary_names_every_table_with_its_rows_and_every_column():
    page = (ROOT / "docs/reference/dictionary.md").read_text("utf-8")
    tables = dict(re.findall(r"^### (\w+)\n\n.*\n\n- ([\d,]+) rows", page, flags=re.MULTILINE))
    files = {file.stem: f"{len(rows(file.stem)):,}" for file in (ROOT / "resources").glob("*.csv")}
    assert tables == files
    columns = {column for name in files for column in (ROOT / f"resources/{name}.csv").open().readline().split(",")}
    described = set(re.findall(r"^\| `(\w+)`(?: of [\w, ]+)? \|", page, flags=re.MULTILINE))
    assert {column.strip() for column in columns} == described


def test_the_coverage_page_counts_every_figure_once_and_all_relations():
    page = (ROOT / "docs/reference/coverage.md").read_text("utf-8")
    counted = [
        list(map(int, found))
        for found in re.findall(r"^\| [^|*]+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", page, flags=re.MULTILINE)
    ]
    total = re.search(r"\*\*all\*\* \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", page)
    assert total and len(counted) > 30
    figures, relations, breakable, reached = map(int, total.groups())
    assert figures == len(rows("figures")) == sum(row[0] for row in counted)
    assert relations == len(rows("relations"))
    assert reached == sum(row[3] for row in counted) and 0 < breakable < relations
    assert all(row[2] <= row[1] and row[3] <= row[0] for row in counted)
