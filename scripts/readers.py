"""Loads the package with every reader and compares each cell: ``python -m scripts.readers [--write | --only NAME]``."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from checks.package.contents import Package, read_package
from checks.package.portable import portable_problems
from checks.package.portable_cells import portable_cell_problems
from checks.problems import InputError

from .command import finish
from .loading.environments import ROOT, Environment, NotInstalled, prepare
from .loading.golden import Table, golden_tables
from .loading.page import differences, missing, page, title
from .loading.profiles import Profiles, validate
from .loading.run import Outcome, ReaderFailed, load
from .loading.ways import PROFILES, WAYS, Way
from .outputs import write_files

FILE = ROOT / "docs" / "readers.md"
WORKERS = os.cpu_count() or 1
SHOWN = 5
"""Problems printed for each reader."""
ADVICE = "; if that is right, run python -m scripts.readers --write"


def main(arguments: list[str] | None = None) -> int:
    """Load and compare; exit status 0 good, 1 a reader differs or could not be installed, 2 unusable input."""
    options = _options(arguments)
    ways = [way for way in WAYS if not options.only or way.name in options.only]
    environments = [way.environment for way in ways] + ([] if options.only else [PROFILES])
    started = time.perf_counter()
    try:
        package, golden = read_package(ROOT), golden_tables(ROOT)
    except InputError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 2
    problems = [*_lint(package), *_install(dict.fromkeys(environments))]
    if not problems:
        outcomes, problems = _load(ways, golden)
        profiles = None if options.only else _validate(problems)
    if not problems:
        columns = sum(len(table.columns) for table in golden.values())
        problems = _page(outcomes, profiles, columns, options.write)
    for line in problems:
        print(line)
    verdict = f"{len(problems)} problem(s)" if problems else "every reader gets what docs/readers.md says"
    print(f"{verdict}  ({time.perf_counter() - started:.0f} s)")
    return 1 if problems else 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    names = list(dict.fromkeys(way.name for way in WAYS))
    parser = argparse.ArgumentParser(prog="python -m scripts.readers", description=__doc__)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--write", action="store_true", help="write docs/readers.md instead of comparing with it")
    choice.add_argument("--only", action="append", choices=names, metavar="NAME", help=f"one of {', '.join(names)}")
    return parser.parse_args(arguments)


def _lint(package: Package) -> list[str]:
    problems = portable_problems(package.descriptor)
    for resource in package.descriptor["resources"]:
        problems += portable_cell_problems(package.root, resource, package.tables[resource["name"]])
    _progress(not problems, f"portable profile: {len(package.tables)} tables")
    return [str(problem) for problem in problems]


def _install(environments: Iterable[Environment]) -> list[str]:
    """Make the environments that are not there; returns what could not be made."""
    failed = []
    with ThreadPoolExecutor(WORKERS) as pool:
        for environment, future in [(e, pool.submit(prepare, e)) for e in environments]:
            try:
                if future.result():
                    _progress(True, f"environment of {environment.name} made")
            except NotInstalled as error:
                failed.append(str(error))
                _progress(False, str(error))
    return failed


def _load(ways: Sequence[Way], golden: Mapping[str, Table]) -> tuple[list[Outcome], list[str]]:
    """What every way got, and what is wrong with it."""
    outcomes, problems = [], []
    with ThreadPoolExecutor(WORKERS) as pool:
        for way, future in [(way, pool.submit(load, way, ROOT, golden)) for way in ways]:
            try:
                outcomes.append(future.result())
                problems += _judged(outcomes[-1])
            except (ReaderFailed, ValueError) as error:
                problems.append(f"{title(way)}: {error}")
                _progress(False, problems[-1])
    return outcomes, problems


def _judged(outcome: Outcome) -> list[str]:
    found, way = outcome.comparison, outcome.way
    wrong = way.exact and not found.exact
    amount = "every cell" if found.exact else f"{found.equal:,} of {found.cells:,} cells"
    _progress(not wrong, f"{title(way)}: {amount} as golden  [{outcome.seconds:.1f} s]")
    if not wrong:
        return []
    said = [f"{cells.total():,} x {kind}: {found.first[kind]}" for kind, cells in found.differing.items()]
    return [f"{title(way)}: {line}" for line in [*found.faults, *said][:SHOWN] or ["nothing was compared"]]


def _validate(problems: list[str]) -> Profiles:
    """What the official JSON Schemas say; adds to the problems."""
    try:
        profiles = validate(ROOT)
    except ReaderFailed as error:
        profiles = Profiles()
        problems.append(str(error))
    problems += profiles.problems
    _progress(not profiles.problems, f"{len(profiles.found)} JSON Schemas of versions 1 and 2")
    return profiles


def _page(outcomes: Sequence[Outcome], profiles: Profiles | None, columns: int, write: bool) -> list[str]:
    """Write the page, or hold the committed one against what ran; returns what differs."""
    name = FILE.relative_to(ROOT).as_posix()
    committed = FILE.read_text("utf-8") if FILE.is_file() else ""
    if profiles is None:
        return [f"{name} {line}{ADVICE}" for line in missing(committed, outcomes)]
    text = page(outcomes, profiles, columns)
    if write:
        write_files({FILE: text.encode()})
        return []
    return [f"{name}, {line}{ADVICE}" for line in differences(committed, text)]


def _progress(good: bool, line: str) -> None:
    print(f"{'ok  ' if good else 'FAIL'} {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    finish(main)
