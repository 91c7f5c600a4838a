"""A browser for all tests, the pages they open, and the question after each whether a page complained of anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.browsing.chromium import NoBrowser, executable, launched
from scripts.loading.environments import SITE, prepare

from ..conftest import ROOT, listed
from .sample import LANGUAGES, kinds, sample
from .visiting import Visitor, served


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--site", type=Path, default=ROOT / "site", metavar="DIR", help="folder of the built pages")


def pytest_configure(config: pytest.Config) -> None:
    """Without pages or a browser nothing is skipped: it is an error, and says what to do."""
    site: Path = config.getoption("site")
    if not (site / LANGUAGES[0] / "index.html").is_file():
        raise pytest.UsageError(f"there are no pages in {site}; make them with python3 -m scripts.run site")
    try:
        executable()
    except NoBrowser as error:
        raise pytest.UsageError(str(error)) from None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``kind`` runs over one page of each kind, ``topic`` over all tables, ``path`` over the rest of the sample."""
    site: Path = metafunc.config.getoption("site")
    topics = [path for path in sample(site) if path.startswith("topics/") and not path.endswith("index.html")]
    pages = {
        "path": [path for path in sample(site) if path not in topics],
        "kind": kinds(site),
        "topic": topics,
        "language": LANGUAGES,
        "origin": ("file", "http"),
    }
    for name in metafunc.fixturenames:
        if name in pages:
            metafunc.parametrize(name, pages[name])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as started:
        yield started


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Path:
    """The folder of the pages."""
    return Path(request.config.getoption("site")).resolve()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as where:
        yield where


@pytest.fixture(scope="session")
def only_visitor(browser: Browser, site: Path, address: str) -> Visitor:
    return Visitor(browser, site, address)


@pytest.fixture
def visitor(only_visitor: Visitor) -> Iterator[Visitor]:
    """Opens pages; whatever they complained of fails the test, unless the test has taken it off the list."""
    yield only_visitor
    if troubles := only_visitor.leave():
        pytest.fail(listed(troubles), pytrace=False)


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which is no part of the pages."""
    prepare(SITE)
    return (SITE.modules / "axe-core" / "axe.min.js").read_text("utf-8")
