"""What a page hands out is what it shows: the rows of the table, and a picture of the chart."""

from __future__ import annotations

import csv
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Download, Page

from .charts import drawn
from .sample import table
from .visiting import Visitor

NAME = "outsourcing_by_market"
PNG = b"\x89PNG\r\n\x1a\n"
SHOWN = "all => all.filter(row => row.checkVisibility()).map(row => [...row.cells].map(cell => cell.innerText.trim()))"


def saved(page: Page, button: str) -> Download:
    with page.expect_download() as coming:
        page.locator(button).first.click()
    return coming.value


def rows_shown(page: Page) -> list[list[str]]:
    rows = page.locator("main table[data-name] tr").evaluate_all(SHOWN)
    return [plain(row) for row in rows]


def rows_saved(page: Page) -> list[list[str]]:
    file = saved(page, "main [data-rows]")
    assert re.fullmatch(rf"{NAME}-shown-(en|zh)\.csv", file.suggested_filename)
    with Path(file.path()).open(encoding="utf-8-sig", newline="") as stream:
        return [plain(row) for row in csv.reader(stream)]


def plain(cells: list[str]) -> list[str]:
    """Cells without the marks that group digits, with one space between words."""
    return [re.sub(r"(?<=\d),(?=\d{3})", "", " ".join(cell.split())) for cell in cells]


def test_the_csv_of_a_table_has_the_rows_that_are_shown(language: str, origin: str, visitor: Visitor) -> None:
    page = visitor.open(f"{language}/topics/{NAME}.html", origin)
    rows = rows_saved(page)
    assert rows == rows_shown(page)
    assert len(rows) == len(table(NAME)) + 1


def test_a_filtered_table_shows_and_saves_the_rows_that_were_asked_for(visitor: Visitor) -> None:
    page = visitor.open(f"en/topics/{NAME}.html")
    wanted = [row for row in table(NAME) if row["counterpart_area_en"] == "Japan"]
    page.locator("main input[type=search]").press_sequentially("Japan")
    page.wait_for_function("all => document.querySelectorAll('main table[data-name] tbody tr').length < all", arg=20)
    rows = rows_saved(page)
    assert rows == rows_shown(page)
    assert len(rows) == len(wanted) + 1 > 1 and all("Japan" in row for row in rows[1:])


@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_download_of_a_chart_is_a_picture_of_its_bars(form: str, origin: str, visitor: Visitor) -> None:
    page = visitor.open(f"en/topics/{NAME}.html", origin)
    (bars,) = drawn(page)
    file = saved(page, f"main [data-save={form}]")
    content = Path(file.path()).read_bytes()
    assert file.suggested_filename == f"{NAME}-value_musd-en.{form}"
    if form == "png":
        width, height = struct.unpack(">II", content[16:24])
        assert content.startswith(PNG) and min(width, height) > 500 and len(content) > 20_000
    else:
        root = ElementTree.fromstring(content)
        space = "{http://www.w3.org/2000/svg}"
        groups = [group for group in root.iter(f"{space}g") if "mark-rect role-mark" in group.get("class", "")]
        assert root.tag == f"{space}svg"
        assert sum(len(group.findall(f".//{space}path")) for group in groups) == len(bars) > 10
