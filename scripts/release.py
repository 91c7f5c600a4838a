"""Makes every artefact of a release, or proves that they come out right: ``python -m scripts.release [--check]``.

Works in an environment of its own, made from ``locks/release.txt`` the first time.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from checks.problems import InputError

from . import run
from .command import finish, unusable


def main(arguments: list[str]) -> int:
    """Exit status 0 good, 1 something did not come out right, 2 unusable input."""
    if Path(sys.prefix).resolve() != run.home("release").resolve():
        return run.main(["release", *arguments])
    parser = argparse.ArgumentParser(prog="python -m scripts.release", description=__doc__)
    parser.add_argument("--out", type=Path, default=run.ROOT / "dist", help="folder of the artefacts (default: dist)")
    parser.add_argument("--check", action="store_true", help="build twice elsewhere, compare, install and validate")
    options = parser.parse_args(arguments)
    try:
        return _check() if options.check else _make(options.out)
    except InputError as error:
        return unusable(error, "nothing was released")


def _make(folder: Path) -> int:
    from .releasing import sums, wheel
    from .releasing.artefacts import write_all
    from .releasing.contents import read_release

    release = read_release(run.ROOT)
    for title in write_all(release, folder):
        print(f"made {title}", flush=True)
    changed = wheel.uncommitted(run.ROOT)
    if changed:
        print(f"note: {changed} file(s) differ from the last commit; the source distribution has them as they are")
    print(f"{release.stem}: {len(sums.names(folder))} files and their sums in {folder}")
    return 0


def _check() -> int:
    from .releasing.check import STEPS, Trial

    failed = 0
    with tempfile.TemporaryDirectory() as place:
        trial = Trial(run.ROOT, Path(place).resolve())
        for number, (title, step) in enumerate(STEPS.items()):
            said, problems = step(trial)
            failed += len(problems)
            print(f"{'FAIL' if problems else 'ok  '} {title}: {said}", flush=True)
            for problem in problems:
                print(f"     {problem}", flush=True)
            if problems and not number:
                break
    print(f"{failed} problem(s)" if failed else "the release comes out right")
    return 1 if failed else 0


if __name__ == "__main__":
    finish(lambda: main(sys.argv[1:]))
