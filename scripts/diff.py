"""Compares two versions of the package by key and says which version step the differences ask for.

``python -m scripts.diff OLD NEW`` compares folders, zips, wheels, git revisions or a release manifest (OLD only);
``--check`` compares the checkout with the last release and fails where the version, the changelog or the revisions lag
behind; ``--release`` writes the manifest of the version at hand, against which the next one is checked.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from checks.package.plain_file import plain_bytes
from checks.package.within import within
from checks.problems import InputError, Problem

from .annotate import annotate
from .building.seeds import ROOT
from .building.write import write_all
from .command import complain, finish, unusable
from .differing import release
from .differing.as_json import json_bytes
from .differing.baseline import baseline_problems
from .differing.changelog import FILE as CHANGELOG
from .differing.compare import Difference, compare
from .differing.manifest import FILE, manifest_bytes, read_manifest
from .differing.page import page
from .differing.policy import bump
from .differing.sources import DESCRIPTOR, opened
from .differing.version import Version, read_version
from .outputs import Unwritable, write_files


def main(arguments: list[str] | None = None) -> int:
    """Compare; exit status 0 good, 1 the version at hand may not follow the last release, 2 unusable input."""
    options = _options(arguments)
    try:
        if options.check or options.release:
            return _against_release(options)
        old, new = _old(options.old, options.root), _new(options.new, options.root)
        _tell(compare(old, new), options)
    except Unwritable as error:
        return unusable(error, "the comparison was not written")
    except InputError as error:
        return unusable(error, "nothing was compared")
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.diff", description=__doc__)
    parser.add_argument("old", nargs="?", metavar="OLD", help="folder, zip, wheel, git revision or manifest")
    parser.add_argument("new", nargs="?", metavar="NEW", help="folder, zip, wheel or git revision")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the comparison for machines")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also write the page with all its lists in full")
    parser.add_argument("--check", action="store_true", help="compare the checkout with the last release")
    parser.add_argument("--release", action="store_true", help="check, then write the manifest of this version")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout (default: this one)")
    options = parser.parse_args(arguments)
    if (options.check or options.release) == bool(options.old) or bool(options.old) != bool(options.new):
        parser.error("give OLD and NEW, or --check, or --release")
    return options


def _old(source: str, root: Path) -> Version:
    if Path(source).suffix != ".json" or Path(source).name == DESCRIPTOR:
        return _new(source, root)
    version = read_manifest(Path(source), source)
    if version is None:
        message = "says that nothing has been released yet; there is nothing to compare with"
        raise InputError(Problem(source, 0, "", message))
    return version


def _new(source: str, root: Path) -> Version:
    with opened(source, root) as files:
        return read_version(files)


def _tell(difference: Difference, options: argparse.Namespace) -> None:
    """The page on the screen, and in full in the files that were asked for."""
    needed = bump(difference)
    print(page(difference, needed), end="")
    files = {
        options.json: json_bytes(difference, needed),
        options.markdown: page(difference, needed, shown=None).encode(),
    }
    write_files({path: content for path, content in files.items() if path})


def _against_release(options: argparse.Namespace) -> int:
    root: Path = options.root
    for name in (FILE, CHANGELOG):  # a link would let a checkout show files of whoever compares it
        if within(root, name).exists():
            plain_bytes(root / name, name)
    candidate = release.candidate(root)
    if candidate.difference:
        _tell(candidate.difference, options)
        print()
    released = candidate.baseline.number if candidate.baseline else None
    moved, note = baseline_problems(root, released)
    problems = [*moved, *release.problems(candidate, final=options.release)]
    annotate(problems, root)
    complain(problems)
    if problems:
        print(f"{len(problems)} problem(s); {release.summary(candidate)}", file=sys.stderr)
        return 1
    print(release.summary(candidate) + (f"; {note}" if note else ""))
    if options.release:
        write_all(root, {FILE: manifest_bytes(candidate.version)})
        print(f"{FILE} now holds this version; commit it with the tag of the release")
    return 0


if __name__ == "__main__":
    finish(main)
