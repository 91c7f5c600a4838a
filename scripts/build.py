"""Turns seeds into resources/*.csv and datapackage.json: ``python -m scripts.build [--check]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from checks.problems import InputError

from .annotate import annotate
from .building.pipeline import build
from .building.seeds import ROOT
from .building.write import differing, write_all
from .command import finish, unusable


def main(arguments: list[str] | None = None) -> int:
    """Build; exit status 0 good, 1 committed files differ (with --check), 2 unusable seeds."""
    parser = argparse.ArgumentParser(prog="python -m scripts.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a committed file differs")
    parser.add_argument(
        "--root",
        type=Path,
        default=ROOT,
        help="checkout to build in (default: this one, whose schemas hold in any case)",
    )
    options = parser.parse_args(arguments)
    try:
        files, confrontation = build(options.root)
        if options.check:
            return _check(options.root, files)
        changed = write_all(options.root, files)
    except InputError as error:
        annotate(error.problems, options.root)
        return unusable(error, "nothing was written")
    stale = _stale(options.root, files)
    for name in stale:
        (options.root / name).unlink()
    relations = len(confrontation.verdicts)
    print(f"{len(files)} files, {len(changed)} changed, {len(stale)} removed; {relations} relations")
    return 0


def _check(root: Path, files: dict[str, bytes]) -> int:
    different = [*differing(root, files), *_stale(root, files)]
    for name in different:
        print(f"{name}: differs from what the seeds give; run python -m scripts.build and commit", file=sys.stderr)
    return 1 if different else 0


def _stale(root: Path, files: dict[str, bytes]) -> list[str]:
    """Files in the folders of build products that the build does not make."""
    folders = {Path(name).parent for name in files} - {Path(".")}
    found = [path for folder in folders for path in (root / folder).glob("*") if path.is_file()]
    return sorted({path.relative_to(root).as_posix() for path in found} - set(files))


if __name__ == "__main__":
    finish(main)
