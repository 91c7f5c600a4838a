"""What the README says is true today: its commands exist, its snippets run, its numbers are those of the package."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "resources" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def snippets() -> list[str]:
    return re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def snippet_with(text: str) -> str:
    (found,) = [snippet for snippet in snippets() if text in snippet]
    return found


def test_every_file_that_the_readme_links_to_exists():
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert len(links) > 15
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_numbers_in_the_readme_are_those_of_the_package():
    figures, observations = len(rows("figures")), len(rows("observations"))
    relations, discrepancies = len(rows("relations")), len(rows("discrepancies"))
    flat = " ".join(README.split())
    assert f"{figures:,} printed figures, {observations:,} distinct observations" in flat
    assert f"{relations:,} relations between them and {discrepancies} listed discrepancies" in flat
    chinese = (ROOT / "README.zh.md").read_text("utf-8").replace("\n", "")
    assert (
        f"{figures:,} 个印出的数字、{observations:,} 条不重复的观测值、{relations:,} 条勾稽关系和 {discrepancies} 条"
        in chinese
    )


def test_the_table_of_tables_gives_the_rows_of_each_topic_table():
    section = README.split("<!-- topics -->")[1].split("<!-- /topics -->")[0]
    stated = dict(re.findall(r"\| \[(\w+)\]\([^)]*\) \| (\d+) \|", section))
    counted = {name: str(len(rows(name))) for name in stated}
    assert stated == counted
    assert len(stated) == len({cell["table"] for cell in rows("topic_cells")}) + 1  # and the long table


def test_two_figures_in_three_stand_in_a_relation_that_one_digit_can_break():
    page = (ROOT / "docs/reference/coverage.md").read_text("utf-8")
    total = re.search(r"\*\*all\*\* \| (\d+) \| \d+ \| \d+ \| (\d+) \|", page)
    assert total and round(3 * int(total[2]) / int(total[1])) == 2
    assert "Two figures in three" in README


def test_both_readmes_list_the_same_tables_with_the_same_rows():
    chinese = (ROOT / "README.zh.md").read_text("utf-8")
    tables = re.findall(r"\| \[(\w+)\]\([^)]*\) \| (\d+) \| ", README)
    assert len(tables) > 20
    assert re.findall(r"\| \[(\w+)\]\([^)]*\) \| (\d+) \| ", chinese) == tables


def test_the_periods_in_the_readme_are_those_of_the_tables(subtests):
    for name, stated in re.findall(r"\| \[(\w+)\]\([^)]*\) \| \d+ \| ([^|]+) \|", README):
        with subtests.test(table=name):
            periods = sorted({row["time_period"] for row in rows(name)})
            listed = re.split(", | to ", stated)
            assert stated == "all" or (listed[0], listed[-1]) == (periods[0], periods[-1])


def test_the_loader_snippet_prints_travel_and_a_citation():
    printed = run(snippet_with("cst.cite"))
    assert "196260" in printed  # travel imports, 1,962.6 hundred million dollars
    assert "5520亿美元" in printed


def test_the_frictionless_snippet_reads_europe():
    assert run(snippet_with("from frictionless")).strip() == "7381510"  # 73,815.1 hundred million dollars


@pytest.mark.parametrize(("runner", "relation"), [("gx", "Travel"), ("pandera_runner", "exports and imports 2022")])
def test_a_stranger_checks_an_edited_table_in_ten_lines(runner, relation):
    code = snippet_with(f"{runner}.validate")
    assert len([line for line in code.splitlines() if line.strip()]) <= 10
    printed = run(code)
    assert printed.startswith("False\n")
    assert relation in printed and "contradiction" in printed


def test_both_readmes_count_the_grades_of_corroboration():
    counted = Counter(row["grade"] for row in rows("corroboration"))
    for name, label in (("README.md", "label_en"), ("README.zh.md", "label_zh")):
        section = (ROOT / name).read_text("utf-8").split("<!-- grades -->")[1].split("<!-- /grades -->")[0]
        stated = dict(re.findall(r"^\| ([^|]+) \| (\d+) \|", section, flags=re.MULTILINE))
        assert stated == {g[label]: str(counted[g["grade"]]) for g in rows("grades")}, name


def test_the_figure_that_the_readme_explains_is_excluded_as_it_says():
    name = "outsourcing_executed_value.CHN.ITO_OM.offshore.USD.mofcom@2023:level:mofcom2023"
    (left,) = [r for r in rows("contradiction_items") if r["item_id"] == name]
    ends = [str(round(Decimal(left[end]), 2)) for end in ("lower", "upper")]
    assert ends == ["99.85", "100.15"]
    assert "between 99.85 and 100.15 would agree" in " ".join(README.split())
