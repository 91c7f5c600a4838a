"""Pages can be read by whoever reads otherwise: axe-core finds nothing serious, light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from ..conftest import listed
from .visiting import NARROW, WIDE, Visitor

WAYS = [("en", "light", WIDE), ("zh", "dark", WIDE), ("zh", "light", NARROW)]
GRAVE = ("serious", "critical")
RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false });
  return violations.map(({ id, impact, nodes }) => ({ id, impact, at: nodes.slice(0, 3).map(node =>
    `${node.target.join(" ")}: ${node.failureSummary.split("\\n").slice(1).join(" ").trim()}`) }));
}"""


def violations(page: Page, axe: str) -> list[str]:
    """What keeps somebody from reading the page, with the first places."""
    page.evaluate(axe)
    found = [rule for rule in page.evaluate(RUN) if rule["impact"] in GRAVE]
    return [f"{rule['id']} ({rule['impact']}): {place}" for rule in found for place in rule["at"]]


@pytest.mark.parametrize(("tongue", "scheme", "width"), WAYS)
def test_a_page_has_no_serious_violation(
    kind: str, tongue: str, scheme: str, width: int, visitor: Visitor, axe: str
) -> None:
    page = visitor.open(f"{tongue}/{kind}", width=width, scheme=scheme)
    found = violations(page, axe)
    assert found == [], listed(found)
