"""Takes the pictures of the pages that the READMEs show: ``python -m scripts.pictures [--site DIR] [--out DIR]``.

Needs the built pages and Chromium, and runs in the environment of locks/browser.txt.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .browsing.chromium import NoBrowser, launched
from .command import UNUSABLE, finish

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[1]
SIZE = {"width": 1400, "height": 900}
SHOWN = {"start": "index.html", "overview": "overview.html"}
"""What each picture shows, by its name."""
LANGUAGES = ("en", "zh")
MOST = 250_000
"""Bytes of a picture; readers of a README should not wait for it."""
DRAWN = "() => !document.querySelector('script#charts') || document.querySelector('svg.marks')"
"""A page with charts has one."""
TRIES, PAUSE = 20, 250
"""How often a page may change before it stands still, and for how many milliseconds it must."""


def main(arguments: list[str] | None = None) -> int:
    """Take all pictures; exit status 0 good, 2 where there are no pages, no browser, or a picture is too large."""
    parser = argparse.ArgumentParser(prog="python -m scripts.pictures", description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="folder of the built pages (default: site)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures", help="folder of the pictures")
    options = parser.parse_args(arguments)
    pages = {f"{name}_{code}": options.site / code / path for name, path in SHOWN.items() for code in LANGUAGES}
    for file in pages.values():
        if not file.is_file():
            return _complain(f"{file} is missing; make the pages with python3 -m scripts.run site")
    try:
        taken = pictures(pages)
    except NoBrowser as error:
        return _complain(str(error))
    large = [name for name, picture in taken.items() if len(picture) > MOST]
    if large:
        return _complain(f"{', '.join(large)}: should have at most {MOST:,} bytes; nothing was written")
    options.out.mkdir(parents=True, exist_ok=True)
    for name, picture in taken.items():
        (options.out / f"{name}.png").write_bytes(picture)
        print(f"{name}.png: {len(picture):,} bytes")
    return 0


def pictures(pages: dict[str, Path]) -> dict[str, bytes]:
    """The upper part of each page as PNG, in light colours. Raises NoBrowser."""
    with launched() as browser:
        context = browser.new_context(
            viewport={"width": SIZE["width"], "height": SIZE["height"]},
            device_scale_factor=1,
            color_scheme="light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        return {name: _picture(page, file) for name, file in pages.items()}


def _picture(page: Page, file: Path) -> bytes:
    """The page once it stands still: charts are drawn after it has loaded."""
    page.goto(file.resolve().as_uri())
    page.wait_for_function(DRAWN)
    before = b""
    for _ in range(TRIES):
        page.wait_for_timeout(PAUSE)
        now: bytes = page.screenshot(animations="disabled", caret="hide")
        if now == before:
            break
        before = now
    return before


def _complain(message: str) -> int:
    print(message, file=sys.stderr)
    return UNUSABLE


if __name__ == "__main__":
    finish(main)
