"""Opens the ledger of a document: a row for every numeral, for a curator to code by docs/codebook.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from checks.problems import InputError

from .building.seeds import ROOT
from .building.write import csv_bytes
from .command import finish, unusable
from .sources.numerals import Numeral
from .transcribing.inputs import Source, fingerprint, open_source, read_codes
from .transcribing.reading import Reading
from .transcribing.rows import Ledger, read_ledger
from .transcribing.suggest import Candidate, Suggester


def main(arguments: list[str] | None = None) -> int:
    """Transcribe; exit status 0 good, 2 unusable input, in which case nothing was written."""
    options = _options(arguments)
    try:
        if options.hash:
            _print_hash(options.hash)
            return 0
        source = open_source(options.root, options.documents or options.root / "documents", options.document)
        ledger = read_ledger(options.root, source)
        if options.suggest:
            _print_suggestions(options.root, source, ledger)
        elif options.list:
            _print_open(source, ledger)
        else:
            _append(options.root, source, ledger)
        sys.stdout.flush()
    except InputError as error:
        return unusable(error)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.transcribe", description=__doc__)
    parser.add_argument("document", metavar="DOCUMENT", nargs="?", help="document_id of seeds/documents.csv")
    parser.add_argument("--documents", type=Path, metavar="DIR", help="folder of the source files (default: documents)")
    parser.add_argument("--root", type=Path, default=ROOT, metavar="DIR", help="checkout (default: this one)")
    parser.add_argument("--list", action="store_true", help="write nothing; show numerals without row or role")
    parser.add_argument("--suggest", action="store_true", help="like --list, with words and series that may fit")
    parser.add_argument("--hash", type=Path, metavar="FILE", help="print file,sha256,bytes for seeds/documents.csv")
    options = parser.parse_args(arguments)
    if bool(options.document) == bool(options.hash):
        parser.error("name either a DOCUMENT of seeds/documents.csv or --hash FILE")
    return options


def _print_hash(path: Path) -> None:
    sha256, size = fingerprint(path)
    row = {"file": path.name, "sha256": sha256, "bytes": str(size)}
    print(csv_bytes([row], list(row)).decode().splitlines()[1])


def _append(root: Path, source: Source, ledger: Ledger) -> None:
    found = source.numerals()
    missing = ledger.missing(found)
    grown = ledger.with_rows(missing)
    grown.write(root)
    lines = f"{len(found)} numerals in lines {source.lines[0]}-{source.lines[-1]}"
    rows = f"{len(found) - len(missing)} had rows, {len(missing)} appended, {grown.without_role()} rows without role"
    print(f"{ledger.file}: {lines}; {rows}")


def _print_open(source: Source, ledger: Ledger) -> None:
    reading = Reading(source.text)
    for numeral in ledger.open(source.numerals()):
        print(_in_context(reading, numeral))


def _print_suggestions(root: Path, source: Source, ledger: Ledger) -> None:
    seeds = read_codes(root)
    reading = Reading(source.text)
    suggester = Suggester(reading, seeds)
    for numeral in ledger.open(source.numerals()):
        suggestion = suggester.suggest(numeral)
        print(_in_context(reading, numeral))
        _print_words("unit", suggestion.units)
        _print_words("sign", suggestion.signs)
        _print_words("qualifier", suggestion.qualifiers)
        for candidate in suggestion.series:
            _print_words("series?", (_with_names(candidate),))


def _in_context(reading: Reading, numeral: Numeral) -> str:
    return f"{numeral.line}:{numeral.column} {numeral.kind} {reading.context(numeral)}"


def _print_words(label: str, words: tuple[str, ...]) -> None:
    if words:
        print(f"    {label:<10}{', '.join(words)}")


def _with_names(candidate: Candidate) -> str:
    named = [f"says {' '.join(candidate.said)}"] if candidate.said else []
    named += [f"before it {' '.join(candidate.carried)}"] if candidate.carried else []
    return f"{candidate.series_id} ({', '.join(named)})"


if __name__ == "__main__":
    finish(main)
