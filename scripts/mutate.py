"""Measures the checks by corrupting the ledgers: ``python -m scripts.mutate [--documents DIR] [--sample N] [--write]``.

Every figure is spoiled in every way in which a curator might slip, and every layer of checks is asked whether it
notices. Writes docs/mutation.md and docs/mutation.csv.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from checks.package.contents import read_package
from checks.problems import InputError

from .building.seeds import ROOT
from .building.write import csv_bytes, differing, write_all
from .command import unusable
from .mutating.page import NOTICED, SLIPS, page
from .mutating.run import Plan, Score, score
from .mutating.tally import ALL, COLUMNS, rate, table

PAGE, TABLE = "docs/mutation.md", "docs/mutation.csv"


def main(arguments: list[str] | None = None) -> int:
    """Measure; exit status 0 good, 1 alarms on clean data or (with --check) other pages, 2 unusable input."""
    parser, options = _options(arguments)
    whole = options.sample is None and not options.document
    if (options.write or options.check) and not whole:
        parser.error("the pages speak of all mutants; leave out --sample and --document")
    plan = Plan(options.root, options.documents, options.seed, options.sample, options.document)
    try:
        found = score(plan, options.jobs)
        _print(found)
        status = 1 if found.alarms else 0
        files = written(found) if options.write or options.check else {}
        if options.write:
            changed = write_all(options.root, files)
            print(f"{', '.join(changed) or 'nothing'} changed")
        if options.check:
            status |= _compare(options.root, files)
    except InputError as error:
        return unusable(error)
    return status


def written(found: Score) -> dict[str, bytes]:
    """The page and the table by file name."""
    labels = {row["series_id"]: row["label_en"] for row in read_package(found.plan.root).tables["series"]}
    return {PAGE: page(found, labels), TABLE: csv_bytes(table(found), COLUMNS)}


def _options(arguments: list[str] | None) -> tuple[argparse.ArgumentParser, argparse.Namespace]:
    parser = argparse.ArgumentParser(prog="python -m scripts.mutate", description=__doc__)
    parser.add_argument("--documents", type=Path, help="folder with your copies of the source documents")
    parser.add_argument("--document", default="", metavar="ID", help="corrupt the ledger of this document only")
    parser.add_argument("--sample", type=int, metavar="N", help="try so many mutants, drawn with the seed")
    parser.add_argument("--seed", type=int, default=0, help="seed of everything that is drawn (default: 0)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: one per processor)")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE} and {TABLE}")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the committed pages differ")
    parser.add_argument("--root", type=Path, default=ROOT, help="checkout to work in (default: this one)")
    return parser, parser.parse_args(arguments)


def _print(found: Score) -> None:
    print(f"{found.figures} figures, {len(found.outcomes)} mutants")
    if found.plan.documents is None:
        print("source check: not run, no documents given (--documents DIR)")
    rows = [row for row in table(found) if row["document_id"] == ALL]
    for row in rows:
        rates = ", ".join(f"{c.replace('_', ' ')} {rate(row, c)}" for c in NOTICED)
        print(f"{SLIPS[row['operator']]}: {row['mutants']} mutants; {rates}")
    for alarm in found.alarms:
        print(f"alarm on clean data: {alarm}", file=sys.stderr)
    print(f"{len(found.alarms)} alarms on clean data")


def _compare(root: Path, files: dict[str, bytes]) -> int:
    different = differing(root, files)
    for name in different:
        print(f"{name}: differs; run python -m scripts.mutate --write and commit", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    raise SystemExit(main())
