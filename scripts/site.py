"""Makes the pages of the package in a folder that any static host serves: ``python -m scripts.site [--out DIR]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from checks.package.contents import read_package
from checks.problems import InputError, Problem

from .building.seeds import ROOT
from .command import UNUSABLE, finish, unusable
from .loading.environments import SITE, NotInstalled, prepare
from .outputs import require_no_link
from .publishing.pages import pages
from .publishing.render import ASSETS

MARK = "assets/site.css"
"""What tells a folder of pages from any other."""
LIBRARIES = {
    "simple-datatables": "simple-datatables/dist/umd/simple-datatables.js",
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
        require_own(options.out)
        files = dict(pages(read_package(ROOT)))
        files |= assets(options.libraries or _installed())
    except InputError as error:
        return unusable(error, "no pages were made")
    except NotInstalled as error:
        print(f"{error}; the pages need Node.js to fetch their libraries once", file=sys.stderr)
        return UNUSABLE
    put(options.out, files)
    print(f"{len(files)} files in {options.out}  ({time.perf_counter() - started:.1f} s)")
    return 0


def require_own(folder: Path) -> None:
    """Raises InputError where the pages would replace a folder that holds something else, or what a link leads to."""
    require_no_link(folder)
    if folder.exists() and not (folder / MARK).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        message = "holds something else than pages, and they would take its place; name a new or an empty folder"
        raise InputError(Problem(str(folder), 0, "", message))


def assets(libraries: Path) -> dict[str, bytes]:
    """Style, scripts and libraries by their paths. Raises InputError for a library that is not there."""
    found = {f"assets/{file.name}": file.read_bytes() for file in sorted(ASSETS.iterdir())}
    for name, place in LIBRARIES.items():
        if not (libraries / place).is_file():
            raise InputError(Problem(str(libraries / place), 0, "", "is missing; install the libraries of locks/site"))
        found[f"assets/{name}.js"] = (libraries / place).read_bytes()
    return found


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files into a folder beside this one, which then takes its place."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as place:
        made = Path(place) / "made"
        for path, content in files.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_bytes(content)
        if folder.exists():
            folder.rename(Path(place) / "before")
        made.rename(folder)


def _installed() -> Path:
    """The locked libraries, fetched the first time."""
    if prepare(SITE):
        print(f"fetched the libraries of locks/site into {SITE.home.parent.name}", flush=True)
    return SITE.modules


if __name__ == "__main__":
    finish(main)
