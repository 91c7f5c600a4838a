"""A link to a figure opens at that figure, and the page tells what the tables of the package tell."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest

from scripts.publishing.names import figure_path

from ..conftest import Row
from .sample import figures, table
from .visiting import Visitor

FORMS = figures()


@pytest.mark.parametrize("figure", FORMS.values(), ids=FORMS)
def test_the_page_of_a_figure_shows_its_id_and_what_is_printed(figure: Row, language: str, visitor: Visitor) -> None:
    page = visitor.open(f"{language}/{figure_path(figure['figure_id'])}")
    heading = page.locator("h1").inner_text()
    assert heading and page.title().startswith(heading[:20])
    assert figure["figure_id"] in page.locator("main").inner_text()
    printed = page.locator("main .printed").first.inner_text()
    for told in (figure["printed"], figure["unit_printed"]):
        assert told in printed, figure
    documents = {row["document_id"]: row for row in table("documents")}
    assert documents[figure["document_id"]][f"title_{language}"] in page.locator("main").inner_text()


def test_the_page_of_a_figure_tells_the_number_that_is_meant_and_of_what(language: str, visitor: Visitor) -> None:
    figure = FORMS["of a table"]
    (observation,) = [row for row in table("observations") if row["observation_id"] == figure["observation_id"]]
    (series,) = [row for row in table("series") if row["series_id"] == observation["series_id"]]
    page = visitor.open(f"{language}/{figure_path(figure['figure_id'])}")
    text = page.locator("main").inner_text().replace(",", "")
    assert observation["obs_value"] in text and series[f"label_{language}"].replace(",", "") in text


def test_the_page_of_a_figure_in_dispute_leads_to_its_findings(language: str, visitor: Visitor) -> None:
    figure = FORMS["touched"]["figure_id"]
    findings = {row["discrepancy_id"] for row in table("discrepancy_figures") if row["figure_id"] == figure}
    page = visitor.open(f"{language}/{figure_path(figure)}")
    links = [link.get_attribute("href") or "" for link in page.locator("main a").all()]
    assert findings and [name for name in findings if not any(f"findings/{name}" in link for link in links)] == []


def test_a_number_in_a_table_is_a_link_to_a_figure_that_states_it(origin: str, visitor: Visitor) -> None:
    stating: dict[str, list[str]] = {}
    for row in table("figure_observations"):
        stating.setdefault(row["observation_id"], []).append(row["figure_id"])
    (cell,) = [
        row["observation_id"]
        for row in table("topic_cells")
        if row["table"] == "china_services_trade_by_category"
        and row["column_name"] == "value_musd"
        and row["row_key"].startswith("SD/imports/2023/")
    ]
    (travel,) = [
        row
        for row in table("china_services_trade_by_category")
        if (row["item"], row["flow"], row["time_period"]) == ("SD", "imports", "2023")
    ]
    page = visitor.open("en/topics/china_services_trade_by_category.html", origin)
    page.locator("main table").get_by_role("link", name=f"{int(travel['value_musd']):,}", exact=True).first.click()
    page.wait_for_load_state()
    opened = unquote(urlsplit(page.url).path + "#" + urlsplit(page.url).fragment).strip("#")
    assert any(opened.endswith(figure_path(figure)) for figure in stating[cell]), opened
    assert any(figure in page.locator("main").inner_text() for figure in stating[cell])


def test_the_overview_has_a_way_to_every_figure(language: str, visitor: Visitor) -> None:
    page = visitor.open(f"{language}/overview.html")
    links = set(page.locator("main a").evaluate_all("all => all.map(link => link.getAttribute('href'))"))
    missing = [row["figure_id"] for row in table("figures") if figure_path(row["figure_id"]) not in links]
    assert missing == []
