"""What a page hands out is what it shows: the rows of the table, and a picture of the chart."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

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


def plain(cells: list[str]) -> list[str]:
    """Cells without the marks that group digits, with one space between words."""
    return [re.sub(r"(?<=\d),(?=\d{3})", "", " ".join(cell.split())) for cell in cells]


def test_the_csv_of_a_table_has_the_rows_that_are_shown(language: str, origin: str, visitor: Visitor) -> None:
    page = visitor.open(f"{language}/topics/{NAME}.html", origin)
    shown = page.locator("main table#rows tr").evaluate_all(SHOWN)
    file = saved(page, "main [data-rows]")
    assert file.suggested_filename == f"{NAME}.csv"
    with Path(file.path()).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert [plain(row) for row in rows] == [plain(row) for row in shown]
    assert len(rows) == len(table(NAME)) + 1


def test_the_download_of_a_chart_is_a_picture_of_its_bars(origin: str, visitor: Visitor) -> None:
    page = visitor.open(f"en/topics/{NAME}.html", origin)
    (bars,) = drawn(page)
    file = saved(page, "main [data-save]")
    content = Path(file.path()).read_bytes()
    if file.suggested_filename.endswith(".png"):
        assert content.startswith(PNG) and len(content) > 5000
    else:
        assert file.suggested_filename.endswith(".svg")
        root = ElementTree.fromstring(content)
        space = "{http://www.w3.org/2000/svg}"
        groups = [group for group in root.iter(f"{space}g") if "mark-rect role-mark" in group.get("class", "")]
        assert root.tag == f"{space}svg"
        assert sum(len(group.findall(f".//{space}path")) for group in groups) == len(bars) > 10
