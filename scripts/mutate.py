"""Measures the checks by corrupting the ledgers: ``python -m scripts.mutate [--documents DIR] [--write | --check]``.

Every figure is spoiled in every way in which a curator might slip, and every layer of checks is asked whether it
notices, which takes many minutes. ``--check`` tries some figures again, in one minute, and compares.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from checks.package.contents import read_package
from checks.problems import InputError

from .building.seeds import ROOT
from .building.write import csv_bytes, write_all
from .command import finish, unusable
from .mutating.by_figure import FIGURE_COLUMNS, figure_rows
from .mutating.page import NOTICED, SLIPS, page
from .mutating.recheck import BY_FIGURE, PAGE, TABLE, recheck
from .mutating.run import Plan, Score, score
from .mutating.tally import ALL, COLUMNS, rate, table

SHOWN = 20
"""Differences printed one by one."""


def main(arguments: list[str] | None = None) -> int:
    """Measure; exit status 0 good, 1 alarms on clean data or (with --check) another score, 2 unusable input."""
    parser, options = _options(arguments)
    whole = options.sample is None and not options.document
    if ((options.write or options.check) and not whole) or (options.write and options.seed):
        parser.error("the pages speak of all mutants of seed 0; leave out --sample, --document and --seed")
    if options.write and options.documents is None:
        parser.error("the pages speak of all layers; say where the documents are with --documents")
    try:
        if options.check:
            return _check(options)
        plan = Plan(options.root, options.documents, options.seed, options.sample, options.document)
        found = score(plan, options.jobs)
        _print(found)
        if options.write:
            changed = write_all(options.root, written(found))
            print(f"{', '.join(changed) or 'nothing'} changed")
    except InputError as error:
        return unusable(error)
    return 1 if found.alarms else 0


def written(found: Score) -> dict[str, bytes]:
    """The page and the tables by file name."""
    labels = {row["series_id"]: row["label_en"] for row in read_package(found.plan.root).tables["series"]}
    return {PAGE: page(found, labels), TABLE: csv_bytes(table(found), COLUMNS)} | {
        BY_FIGURE: csv_bytes(figure_rows(found.outcomes), FIGURE_COLUMNS)
    }


def _options(arguments: list[str] | None) -> tuple[argparse.ArgumentParser, argparse.Namespace]:
    parser = argparse.ArgumentParser(prog="python -m scripts.mutate", description=__doc__)
    parser.add_argument("--documents", type=Path, help="folder with your copies of the source documents")
    parser.add_argument("--document", default="", metavar="ID", help="corrupt the ledger of this document only")
    parser.add_argument("--sample", type=int, metavar="N", help="try so many mutants, drawn with the seed")
    parser.add_argument("--seed", type=int, default=0, help="seed of what is drawn (default: 0)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: one per processor)")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE} and its tables")
    check = "try some figures, drawn with the seed, and fail if the committed score is not true of them"
    parser.add_argument("--check", action="store_true", help=check)
    parser.add_argument("--root", type=Path, default=ROOT, help="checkout to work in (default: this one)")
    return parser, parser.parse_args(arguments)


def _print(found: Score) -> None:
    print(f"{found.figures} figures, {len(found.outcomes)} mutants")
    _not_run(found)
    rows = [row for row in table(found) if row["document_id"] == ALL]
    for row in rows:
        rates = ", ".join(f"{c.replace('_', ' ')} {rate(row, c)}" for c in NOTICED)
        print(f"{SLIPS[row['operator']]}: {row['mutants']} mutants; {rates}")
    for alarm in found.alarms:
        print(f"alarm on clean data: {alarm}", file=sys.stderr)
    print(f"{len(found.alarms)} alarms on clean data")


def _check(options: argparse.Namespace) -> int:
    found, wrong = recheck(Plan(options.root, options.documents), options.seed, options.jobs)
    alarms = [f"alarm on clean data: {alarm}" for alarm in found.alarms] if found else []
    if found:
        _not_run(found)
        tried = len({o.mutant.figure_id for o in found.outcomes})
        print(f"{tried} figures tried again, {len(found.outcomes)} slips: {len(wrong)} not as recorded")
    for line in [*wrong[:SHOWN], *alarms]:
        print(line, file=sys.stderr)
    if len(wrong) > SHOWN:
        print(f"… and {len(wrong) - SHOWN} more", file=sys.stderr)
    return 1 if wrong or alarms else 0


def _not_run(found: Score) -> None:
    if found.plan.documents is None:
        print("source check: not run, no documents given (--documents DIR)")


if __name__ == "__main__":
    finish(main)
