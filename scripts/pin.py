"""Writes down how many relations are compared, after a change that is meant: ``python -m scripts.pin``."""

from __future__ import annotations

import argparse
from pathlib import Path

from checks.problems import InputError
from checks.verdicts.pins import COLUMNS, counted

from .building.pipeline import build
from .building.seeds import ROOT
from .building.write import csv_bytes, write_all
from .command import finish, unusable

FILE = "seeds/pinned_counts.csv"


def main(arguments: list[str] | None = None) -> int:
    """Pin the counts; exit status 0 good, 2 unusable seeds."""
    parser = argparse.ArgumentParser(prog="python -m scripts.pin", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="checkout to work in (default: this one)")
    options = parser.parse_args(arguments)
    try:
        _, confrontation = build(options.root)
    except InputError as error:
        return unusable(error)
    changed = write_all(options.root, {FILE: csv_bytes(counted(confrontation), COLUMNS)})
    print(f"{FILE}: {'changed; read the difference before you commit it' if changed else 'unchanged'}")
    return 0


if __name__ == "__main__":
    finish(main)
