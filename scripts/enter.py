"""Enters settled readings into a ledger: ``python -m scripts.enter DOCUMENT PASSAGE [PASSAGE ...] --documents DIR``.

Rows that already have a role stay as they are; take a row out of the ledger to have it entered again.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from checks.problems import InputError, Problem

from .building.seeds import ROOT, Rows, read_seeds, seed_shapes
from .building.write import csv_bytes, write_all
from .command import finish, unusable
from .sources.text import document_path, read_text
from .transcribing.enter import Entry
from .transcribing.settle import settled


def main(arguments: list[str] | None = None) -> int:
    """Enter the passages; exit status 0 good, 2 where a difference is undecided or a word is not found."""
    parser = argparse.ArgumentParser(prog="python -m scripts.enter", description=__doc__)
    parser.add_argument("document", help="document_id of seeds/documents.csv")
    parser.add_argument("passages", nargs="+", help="names of readings in seeds/readings")
    parser.add_argument("--documents", type=Path, required=True, help="folder with your copies of the documents")
    parser.add_argument("--root", type=Path, default=ROOT, help="checkout to work in (default: this one)")
    options = parser.parse_args(arguments)
    try:
        rows, series = _entered(options.root, options.document, options.passages, options.documents)
        shapes = seed_shapes()
        files = {
            f"seeds/{options.document}.csv": csv_bytes(rows, shapes["ledger"]["columns"]),
            "seeds/series.csv": csv_bytes(series, shapes["series"]["columns"]),
        }
        write_all(options.root, files)
    except InputError as error:
        return unusable(error, "nothing was written")
    print(f"seeds/{options.document}.csv: {len(rows)} rows; seeds/series.csv: {len(series)} series")
    return 0


def _entered(root: Path, document_id: str, passages: list[str], folder: Path) -> tuple[Rows, Rows]:
    seeds = read_seeds(root)
    rows = enumerate(seeds["documents"], start=2)
    number, document = next(((n, d) for n, d in rows if d["document_id"] == document_id), (0, None))
    if document is None:
        raise InputError(Problem("seeds/documents.csv", 0, "document_id", f"has no {document_id}; add its row"))
    text, _, _ = read_text(document_path(folder, document["file"], number))
    readings = [
        row
        for passage in passages
        for row in settled(root, passage)
        if row.get("document_id", document_id) == document_id
    ]
    entry = Entry(seeds, document_id, text, readings)
    columns = seed_shapes()["ledger"]["columns"]
    entered = {(int(r["line"]), int(r["column"])): {c: r.get(c, "") for c in columns} for r in entry.ledger_rows()}
    if entry.problems:
        raise InputError(*entry.problems)
    kept = {(int(r["line"]), int(r["column"])): r for r in seeds.get(f"ledger:{document_id}", [])}
    coded = {place: row for place, row in kept.items() if row["role"]}  # a curator's work is never written over
    ledger = [row for _, row in sorted((kept | entered | coded).items())]
    known = {row["series_id"]: row for row in seeds["series"]}
    series = [row for _, row in sorted((entry.series | known).items())]
    return ledger, series


if __name__ == "__main__":
    finish(main)
