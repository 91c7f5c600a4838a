"""The Chromium that is installed, started without a window and without errands of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VARIABLE = "CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # glyphs as wide on one machine as on the next
)


class NoBrowser(Exception):
    """There is no browser to start; the message says in one line what to do."""


def executable() -> str:
    """The browser that the variable names, else the first on the path. Raises NoBrowser."""
    named = os.environ.get(VARIABLE, "")
    if named:
        found = shutil.which(named)
        if not found:
            raise NoBrowser(f"{VARIABLE} names {named}, which is no program")
        return found
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise NoBrowser(f"no Chromium found; install one (Debian: apt-get install chromium) or name it in {VARIABLE}")


@contextmanager
def launched() -> Iterator[Browser]:
    """The browser, started. Raises NoBrowser."""
    from playwright.sync_api import sync_playwright

    program = executable()
    as_root = getattr(os, "geteuid", lambda: 1)() == 0  # to root, the sandbox of Chromium refuses itself
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, headless=True, args=list(FLAGS), chromium_sandbox=not as_root
        )
        try:
            yield browser
        finally:
            browser.close()
