"""Charts draw one bar for every row of their data, whatever the reader chooses, and those rows are the table's."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ..conftest import listed
from .charts import HELD, choices, differences, drawn, held, names, settle
from .sample import table
from .visiting import Visitor

TOTALS = {"_T", "DDS", "SF", "SG"}
"""Items of the table by category that hold others, which a chart of parts leaves out."""


def test_the_start_page_draws_its_charts(language: str, origin: str, visitor: Visitor) -> None:
    page = visitor.open(f"{language}/index.html", origin)
    assert len(held(page)) > 0
    assert differences(page) == []


def test_every_choice_of_every_table_draws_a_bar_for_every_row(topic: str, language: str, visitor: Visitor) -> None:
    page = visitor.open(f"{language}/{topic}")
    assert page.locator(HELD).count() == 1
    assert differences(page) == [], topic
    for choice in choices(page)[1:]:
        page.locator("main select").select_option(choice)
        settle(page)
        assert differences(page) == [], (topic, choice)


def test_the_bars_by_category_are_the_exports_and_imports_of_2023_in_the_csv(visitor: Visitor) -> None:
    rows = [
        row
        for row in table("china_services_trade_by_category")
        if row["time_period"] == "2023" and row["flow"] in ("exports", "imports") and row["item"] not in TOTALS
    ]
    wanted = Counter((row["item_en"], row["flow_en"], row["value_musd"]) for row in rows if row["value_musd"])
    page = visitor.open("en/topics/china_services_trade_by_category.html")
    (bars,) = drawn(page)
    told = [bar["told"] for bar in bars]
    assert Counter((" ".join(bar["label"].split()), bar["group"], bar["value"]) for bar in told) == wanted
    assert len(bars) == len(rows) >= 20


def test_a_bar_is_as_long_as_its_number_is_large(visitor: Visitor) -> None:
    page = visitor.open("en/topics/china_services_trade_by_region.html")
    (bars,) = drawn(page)
    numbers = [float(bar["told"]["value"]) for bar in bars]
    scale = max(bar["width"] for bar in bars) / max(numbers)
    assert [bar for bar, number in zip(bars, numbers, strict=True) if abs(bar["width"] - scale * number) > 0.5] == []


def test_every_chart_has_a_name_of_its_own_for_whoever_cannot_see_it(language: str, visitor: Visitor) -> None:
    page = visitor.open(f"{language}/index.html")
    found = names(page)
    assert all(found) and len({*found}) == len(found) == len(held(page)), found


def test_another_choice_gives_a_chart_another_name(language: str, visitor: Visitor) -> None:
    page = visitor.open(f"{language}/topics/world_services_trade.html")
    (before,) = names(page)
    page.locator("main select").select_option(choices(page)[1])
    settle(page)
    (after,) = names(page)
    assert before and after and after != before


def test_a_choice_stands_in_the_address_and_is_shown_again(origin: str, visitor: Visitor) -> None:
    page = visitor.open("zh/topics/world_services_trade.html", origin)
    choice = choices(page)[-1]
    page.locator("main select").select_option(choice)
    settle(page)
    page.reload()
    settle(page)
    assert page.locator("main select").input_value() == choice
    assert differences(page) == []


def test_every_table_has_a_page_with_a_chart(site: Path, visitor: Visitor) -> None:
    named = {row["table"] for row in table("topic_cells")}
    missing = [name for name in named if not (site / "en" / "topics" / f"{name}.html").is_file()]
    assert named and missing == [], listed(missing)
