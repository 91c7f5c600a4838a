"""The search finds what readers ask for, in both languages and by number, and says so where there is nothing."""

from __future__ import annotations

from collections import Counter
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from scripts.publishing.names import figure_path

from .sample import table
from .visiting import Visitor

FIELD = "main input[name=q]"
FOUND = "main ol a"
SAID = "main [role=status]"

ASKED = [
    ("zh", "旅行", ["旅行"]),
    ("zh", "服务外包", ["服务外包"]),
    ("en", "travel imports", ["travel", "imports"]),
    ("en", "旅行", ["travel"]),
    ("zh", "travel imports", ["旅行", "进口"]),
]
"""Language of the page, what is asked, and the words of the first page that is found."""


def printed_once() -> tuple[str, str]:
    """The longest numeral that a single figure prints, and the figure."""
    rows = [row for row in table("figures") if row["kind"] == "numeral"]
    often = Counter(row["printed"] for row in rows)
    row = max(
        (row for row in rows if often[row["printed"]] == 1), key=lambda row: (len(row["printed"]), row["printed"])
    )
    return row["printed"], row["figure_id"]


def asked(visitor: Visitor, words: str, language: str = "en", origin: str = "file") -> Page:
    page = visitor.open(f"{language}/search.html", origin)
    page.locator(FIELD).fill(words)
    page.wait_for_function("said => document.querySelector(said).textContent.trim()", arg=SAID)
    return page


def targets(page: Page) -> list[str]:
    return [urljoin(page.url, link.get_attribute("href") or "") for link in page.locator(FOUND).all()]


@pytest.mark.parametrize(("tongue", "words", "told"), ASKED)
def test_words_lead_to_a_page_that_has_them(tongue: str, words: str, told: list[str], visitor: Visitor) -> None:
    page = asked(visitor, words, tongue)
    title = page.locator(FOUND).first.inner_text()
    page.locator(FOUND).first.click()
    page.wait_for_load_state()
    text = page.locator("main").inner_text().lower()
    assert [word for word in told if word not in text] == [], page.url
    assert visitor.place().startswith(f"{tongue}/") and "search" not in visitor.place()
    assert title.strip()


def test_a_number_as_printed_leads_to_the_figure_that_prints_it(language: str, visitor: Visitor) -> None:
    number, figure = printed_once()
    page = asked(visitor, number, language)
    assert any(target.endswith(figure_path(figure)) for target in targets(page)), number


def test_an_id_leads_to_its_figure_first(visitor: Visitor) -> None:
    _, figure = printed_once()
    page = asked(visitor, figure)
    assert targets(page)[0].endswith(figure_path(figure))


def test_nonsense_finds_nothing_and_the_page_says_so(language: str, visitor: Visitor) -> None:
    page = asked(visitor, "travel", language)
    before = page.locator(SAID).inner_text()
    for nonsense in ("xyzzy plugh", "龘靐齉", "!?"):
        page.locator(FIELD).fill(nonsense)
        page.wait_for_function(f"() => !document.querySelector('{FOUND}')")
        assert page.locator(SAID).is_visible()
        assert page.locator(SAID).inner_text() not in ("", before)


@pytest.mark.parametrize(("words", "start"), [("服务外包", "file"), ("50% & more #1", "http")])
def test_the_question_stands_in_the_address_and_works_when_it_is_opened_again(
    words: str, start: str, visitor: Visitor
) -> None:
    page = asked(visitor, words, origin=start)
    assert parse_qs(urlsplit(page.url).query) == {"q": [words]}
    before, said = targets(page), page.locator(SAID).inner_text()
    page = visitor.open(f"en/search.html?q={quote(words)}", start)
    assert page.locator(FIELD).input_value() == words
    assert (targets(page), page.locator(SAID).inner_text()) == (before, said)


def test_every_result_leads_to_a_page(visitor: Visitor, site) -> None:
    page = asked(visitor, "travel")
    start = site.as_uri() + "/"
    places = [target.partition("#")[0].removeprefix(start) for target in targets(page)]
    assert len(places) > 10
    assert [place for place in places if not (site / place).is_file()] == []
