"""Makes the pages of the package in a folder that any static host serves: ``python -m scripts.site [--out DIR]``."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path

from checks.package.contents import read_package

from .building.seeds import ROOT
from .command import UNUSABLE, finish
from .loading.environments import Environment, NotInstalled, prepare
from .publishing.pages import pages

ASSETS = Path(__file__).parent / "publishing" / "assets"
LIBRARY_ENVIRONMENT = Environment("npm", folder=(ROOT / "locks" / "site", ROOT / ".site-libraries"))
LIBRARIES = {
    "minisearch": "minisearch/dist/umd/index.js",
    "vega": "vega/build/vega.min.js",
    "vega-lite": "vega-lite/build/vega-lite.min.js",
    "vega-embed": "vega-embed/build/vega-embed.min.js",
}


def main(arguments: list[str] | None = None) -> int:
    """Make all pages; exit status 0 good, 2 unusable input."""
    parser = argparse.ArgumentParser(prog="python -m scripts.site", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "site", help="folder of the pages (default: site)")
    parser.add_argument("--libraries", type=Path, metavar="DIR", help="node_modules to take the libraries from")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        libraries = options.libraries or _installed()
    except NotInstalled as error:
        print(f"{error}; the pages need Node.js to fetch their libraries once", file=sys.stderr)
        return UNUSABLE
    shutil.rmtree(options.out, ignore_errors=True)
    (options.out / "assets").mkdir(parents=True)
    for file in ASSETS.iterdir():
        shutil.copy(file, options.out / "assets")
    for name, place in LIBRARIES.items():
        shutil.copy(libraries / place, options.out / "assets" / f"{name}.js")
    count = 0
    for path, content in pages(read_package(ROOT)):
        (options.out / path).parent.mkdir(parents=True, exist_ok=True)
        (options.out / path).write_bytes(content)
        count += 1
    print(f"{count} pages in {options.out}  ({time.perf_counter() - started:.1f} s)")
    return 0


def _installed() -> Path:
    """The locked libraries, fetched the first time."""
    if prepare(LIBRARY_ENVIRONMENT):
        print(f"fetched the libraries of locks/site into {LIBRARY_ENVIRONMENT.home.parent.name}", flush=True)
    return LIBRARY_ENVIRONMENT.modules


if __name__ == "__main__":
    finish(main)
