"""Turns seeds into resources/*.csv and datapackage.json: ``python -m scripts.build [--check]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from checks.problems import InputError

from .building.pipeline import build
from .building.seeds import ROOT
from .building.write import write_all


def main(arguments: list[str] | None = None) -> int:
    """Build; exit status 0 good, 1 committed files differ (with --check), 2 unusable seeds."""
    parser = argparse.ArgumentParser(prog="python -m scripts.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a committed file differs")
    parser.add_argument("--root", type=Path, default=ROOT, help="checkout to build in (default: this one)")
    options = parser.parse_args(arguments)
    try:
        files, confrontation = build(options.root)
    except InputError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.problems)} problem(s); nothing was written", file=sys.stderr)
        return 2
    if options.check:
        return _check(options.root, files)
    changed = write_all(options.root, files)
    stale = [path for path in (options.root / "resources").glob("*.csv") if f"resources/{path.name}" not in files]
    for path in stale:
        path.unlink()
    relations = len(confrontation.verdicts)
    print(f"{len(files)} files, {len(changed)} changed, {len(stale)} removed; {relations} relations")
    return 0


def _check(root: Path, files: dict[str, bytes]) -> int:
    different = [name for name, data in files.items() if not (root / name).is_file() or (root / name).read_bytes() != data]
    different += [f"resources/{p.name}" for p in (root / "resources").glob("*") if f"resources/{p.name}" not in files]
    for name in different:
        print(f"{name}: differs from what the seeds give; run python -m scripts.build and commit", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    raise SystemExit(main())
