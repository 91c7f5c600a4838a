"""Pages open in silence, ask nobody else for anything, fit a narrow screen, and can be used by keys and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from ..conftest import listed
from .visiting import NARROW, Visitor

FOCUSED = """() => {
  const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
  return {
    tag: node.localName, href: node.getAttribute("href") ?? "", inside: Boolean(node.closest("nav")),
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none",
    visible: box.width > 1 && box.height > 1 && box.left >= 0 && box.top >= 0 && box.right <= innerWidth,
  };
}"""
PAPER = {"width": 718, "height": 1000}
"""What remains of A4 within its margins."""
CUT = """tables => tables.flatMap(table => {
  const cutting = [];
  for (let box = table.parentElement; box; box = box.parentElement) {
    const cuts = getComputedStyle(box).overflowX !== "visible" && box.scrollWidth > box.clientWidth + 1;
    if (cuts && box !== document.scrollingElement)
      cutting.push(`${box.localName}.${box.className} shows ${box.clientWidth} of ${box.scrollWidth}`);
  }
  return cutting;
})"""
WIDER = """() => [...document.querySelectorAll("body *")]
  .filter(node => node.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 5).map(node => `${node.localName}.${node.className} to ${node.getBoundingClientRect().right}`)"""


def test_a_page_opens_from_disk_and_complains_of_nothing(path: str, language: str, visitor: Visitor) -> None:
    visitor.open(f"{language}/{path}")


def test_a_page_of_each_kind_opens_from_a_server_and_complains_of_nothing(kind: str, visitor: Visitor) -> None:
    visitor.open(f"zh/{kind}", "http")


def test_the_other_language_is_one_click_away_and_so_is_the_way_back(kind: str, visitor: Visitor) -> None:
    page = visitor.open(f"en/{kind}", "http")
    switched(page, "zh")
    assert visitor.place() == f"zh/{kind}"
    assert page.locator("html").get_attribute("lang") == "zh"
    switched(page, "en")
    assert visitor.place() == f"en/{kind}"


def switched(page: Page, to: str) -> None:
    page.locator(f"header a:is([lang={to}], [hreflang={to}])").click()
    page.wait_for_load_state()


def test_no_page_is_wider_than_a_narrow_screen(kind: str, language: str, visitor: Visitor) -> None:
    page = visitor.open(f"{language}/{kind}", width=NARROW)
    width = page.evaluate("document.scrollingElement.scrollWidth")
    assert width <= NARROW, listed(page.evaluate(WIDER))


def test_tab_reaches_the_skip_link_then_the_navigation_and_shows_where_it_is(kind: str, visitor: Visitor) -> None:
    page = visitor.open(f"en/{kind}")
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")  # a page may have put the reader into its form
    reached = []
    for _ in range(3):
        page.keyboard.press("Tab")
        page.wait_for_timeout(20)
        reached.append(page.evaluate(FOCUSED))
    skip, *links = reached
    assert skip["tag"] == "a" and skip["href"].startswith("#") and page.locator(skip["href"]).count() == 1
    assert [link["inside"] for link in links] == [True, True], listed(reached)
    assert [stop for stop in reached if not (stop["marked"] and stop["visible"])] == []


def test_the_skip_link_leads_behind_the_navigation(visitor: Visitor) -> None:
    page = visitor.open("en/topics/index.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


def test_a_printed_page_has_its_heading_and_its_whole_tables(kind: str, language: str, visitor: Visitor) -> None:
    page = visitor.open(f"{language}/{kind}")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    hidden = "all => all.filter(node => !node.checkVisibility()).length"
    assert page.locator("main :is(table, tr)").evaluate_all(hidden) == 0
    page.set_viewport_size(PAPER)
    assert page.locator("main table").evaluate_all(CUT) == []
    assert page.locator("main table").count() or not kind.startswith("series/")


@pytest.mark.parametrize("asked", ["<img src=x onerror=alert(1)>", "'\"><script>alert(1)</script>"])
def test_a_question_that_is_markup_stays_text(asked: str, origin: str, visitor: Visitor) -> None:
    from urllib.parse import quote

    page = visitor.open(f"en/search.html?q={quote(asked)}", origin)
    page.wait_for_timeout(100)
    assert page.locator("input[name=q]").input_value() == asked
    assert page.locator("img").count() == 0
    assert page.locator("main script").count() == 0
