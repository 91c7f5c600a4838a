"""Everything about one figure on one screen: ``python -m scripts.explain ID``.

ID is a figure (document:line:column), an observation, a series or the beginning of its id, a quantity, a relation, or
a finding. Whoever knows none gives a number as it is printed, words of a name, or document:line.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from checks.package.contents import Package, read_package
from checks.package.links import link_problems
from checks.package.unfit import UNFIT, senseless_cells, unfit
from checks.problems import InputError
from checks.visible import visible

from .building.seeds import ROOT
from .command import UNUSABLE, finish, unusable
from .explaining.lines import Screen
from .explaining.page import Page

WIDEST, NARROWEST = 120, 60
"""Columns of a line, whatever the terminal has."""


def main(arguments: list[str] | None = None) -> int:
    """Explain; exit status 0 good, 2 where the id names nothing or the package cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m scripts.explain", description=__doc__)
    parser.add_argument("id", help="an id, a printed number, words of a name, or document:line")
    parser.add_argument("--package", type=Path, default=ROOT, help="package folder (default: this checkout)")
    parser.add_argument("--all", action="store_true", help="cut no list, however long it is")
    options = parser.parse_args(arguments)
    try:
        lines, problem = _explained(read_whole(options.package), options)
    except InputError as error:
        return unusable(error)
    if not lines:
        print(visible(problem), file=sys.stderr)
        return UNUSABLE
    print("\n".join(map(visible, lines)))
    return 0


def read_whole(folder: Path) -> Package:
    """A package whose tables hang together and make sense. Raises InputError with a problem for all that does not."""
    package = read_package(folder)
    if broken := [*link_problems(package), *senseless_cells(package)]:
        raise InputError(*broken)
    return package


def _explained(package: Package, options: argparse.Namespace) -> tuple[list[str], str]:
    """The lines about an id; where there are none, what is wrong with the id."""
    try:
        page = Page(package, _screen(), options.all)
        lines = list(page.explain(options.id))
        return lines, "" if lines else page.problem(options.id)
    except UNFIT as error:
        raise unfit(package, error) from None


def _screen() -> Screen:
    width = shutil.get_terminal_size((WIDEST, 0)).columns
    return Screen(min(max(width, NARROWEST), WIDEST), sys.stdout.encoding or "ascii")


if __name__ == "__main__":
    finish(main)
