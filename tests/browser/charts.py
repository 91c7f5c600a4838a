"""Charts as they stand on a page: the data that the page embeds, and the bars that are really drawn."""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import Any

from playwright.sync_api import Page

Bar = dict[str, Any]

HELD = "script#charts"
"""Where a page holds its charts: a list of those it draws, or the choices of one chart by their names."""
PATIENCE = 5
"""Seconds in which charts must be drawn."""
DRAWN = """keys => [...document.querySelectorAll("svg.marks")].map(svg => ({
  width: svg.getBoundingClientRect().width,
  bars: [...svg.querySelectorAll(".mark-rect.role-mark path")].map(path => {
    const told = Object.entries(path.__data__?.datum ?? {}).filter(([key]) => keys.includes(key));
    const box = path.getBBox();
    return { told: Object.fromEntries(told), width: box.width, height: box.height, visible: path.checkVisibility() };
  }),
}))"""

NAMED = """() => [...document.querySelectorAll("svg.marks")].map(svg => {
  const named = svg.closest("[aria-label], [aria-labelledby]");
  const ids = named?.getAttribute("aria-labelledby")?.split(/\\s+/) ?? [];
  const texts = ids.map(id => document.getElementById(id)?.textContent ?? "");
  return [named?.getAttribute("aria-label") ?? "", ...texts].join(" ").trim();
})"""


def held(page: Page) -> list[list[Bar]]:
    """The rows of each chart that the page should show now."""
    if not page.locator(HELD).count():
        return []
    told = json.loads(page.locator(HELD).text_content() or "")
    if isinstance(told, dict):
        select = choices(page)
        told = [told[page.locator("main select").input_value() if select else next(iter(told))]]
    return [chart["data"]["values"] for chart in told]


def choices(page: Page) -> list[str]:
    """What the reader may choose to see in the chart; none where there is only one thing."""
    values: list[str] = page.locator("main select option").evaluate_all("all => all.map(option => option.value)")
    told = page.locator(HELD).text_content() or "{}"
    return [value for value in values if value in json.loads(told)]


def drawn(page: Page) -> list[list[Bar]]:
    """The bars of each chart that are drawn."""
    wanted = held(page)
    keys = sorted({key for rows in wanted for row in rows for key in row})
    found: list[dict[str, Any]] = page.evaluate(DRAWN, keys)
    return [chart["bars"] for chart in found]


def differences(page: Page) -> list[str]:
    """What is drawn too much, too little, or so that nobody sees it."""
    wanted, found = held(page), drawn(page)
    said = [] if len(wanted) == len(found) else [f"{len(found)} charts drawn of {len(wanted)}"]
    for number, (rows, bars) in enumerate(zip(wanted, found, strict=False)):
        asked, there = Counter(map(_text, rows)), Counter(_text(bar["told"]) for bar in bars)
        said += [f"chart {number}: {count} not drawn {bar}" for bar, count in (asked - there).items()]
        said += [f"chart {number}: {count} too many {bar}" for bar, count in (there - asked).items()]
        said += [f"chart {number}: no row in its data"] if not rows else []
        said += [f"chart {number}: cannot be seen {bar}" for bar in bars if not _seen(bar)]
    return said


def names(page: Page) -> list[str]:
    """What each chart is called for whoever cannot see it; nothing where Vega calls it what it calls every chart."""
    found: list[str] = page.evaluate(NAMED)
    return ["" if name == "Vega visualization" else name for name in found]


def settle(page: Page) -> None:
    """Wait until the charts are drawn as the page wants them, or until that takes too long; tests tell what differs."""
    if page.locator(HELD).count():
        latest = time.monotonic() + PATIENCE
        while differences(page) and time.monotonic() < latest:
            page.wait_for_timeout(20)


def _seen(bar: Bar) -> bool:
    nothing = any(float(bar["told"].get(key) or 1) == 0 for key in ("value", "number"))
    return bar["visible"] and bar["height"] > 0 and (bar["width"] > 0 or nothing)


def _text(row: Bar) -> str:
    """A row to compare; labels are broken into lines to be drawn."""
    told = {key: "".join(cell.split()) if isinstance(cell, str) else cell for key, cell in row.items()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
