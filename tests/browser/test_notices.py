"""The tests beside this one notice what they are for: each damage to a page makes their questions fail."""

from __future__ import annotations

import pytest

from .charts import differences, names
from .test_access import violations
from .visiting import Visitor

PAGE = "en/topics/outsourcing_by_type.html"


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("<script src='https://example.org/counter.js'></script>", "asks for https://example.org/counter.js"),
        ("<style>body { background: url(//example.org/dot.png) }</style>", "asks for http://example.org/dot.png"),
        ("<script>console.warn('old')</script>", "console warning: old"),
        ("<script>null.draw()</script>", "uncaught"),
        ("<script src='../../assets/gone.js'></script>", "404"),
        ("<script>alert(1)</script>", "dialog 1"),
    ],
)
def test_a_page_that_complains_or_asks_elsewhere_is_noticed(damage: str, said: str, visitor: Visitor) -> None:
    visitor.open(PAGE, "http", change=lambda text: text.replace("</head>", f"{damage}</head>"))
    assert any(said in trouble for trouble in visitor.leave())


def test_a_chart_without_a_name_is_noticed(visitor: Visitor) -> None:
    page = visitor.open(PAGE, "http")
    page.locator("main :is([aria-label], [aria-labelledby])").evaluate_all(
        "all => all.forEach(node => { node.removeAttribute('aria-label'); node.removeAttribute('aria-labelledby') })"
    )
    assert names(page) == [""]


def test_a_bar_that_is_not_drawn_hidden_or_drawn_twice_is_noticed(visitor: Visitor) -> None:
    page = visitor.open(PAGE, "http")
    bars = page.locator("svg.marks .mark-rect.role-mark path")
    assert differences(page) == []
    bars.first.evaluate("bar => { bar.style.display = 'none' }")
    assert any("cannot be seen" in found for found in differences(page))
    bars.first.evaluate("bar => bar.remove()")
    assert any("1 not drawn" in found for found in differences(page))
    bars.first.evaluate("bar => { bar.after(bar.cloneNode()); bar.nextSibling.__data__ = bar.__data__ }")
    assert any("1 too many" in found for found in differences(page))


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("</main>", "<p style='color:#bbb; background:#fff'>pale</p></main>", "color-contrast"),
        ("</main>", "<input></main>", "label"),
        ('<html lang="en">', "<html>", "html-has-lang"),
    ],
)
def test_what_keeps_somebody_from_reading_is_noticed(
    right: str, wrong: str, rule: str, visitor: Visitor, axe: str
) -> None:
    page = visitor.open(PAGE, "http", change=lambda text: text.replace(right, wrong))
    assert any(found.startswith(rule) for found in violations(page, axe))
    visitor.leave()
