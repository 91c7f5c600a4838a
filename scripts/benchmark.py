"""Times the checks, and other tools on the same sums: ``python -m scripts.benchmark [--quick] [--write]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from checks.package.contents import checkout_package

from .benchmarking.joint import everything
from .benchmarking.own import jointly, known, relationwise
from .benchmarking.packages import generate
from .benchmarking.report import report
from .benchmarking.sums import generate_sums, package_sums
from .benchmarking.tournament import compare
from .command import finish
from .outputs import write_files

FILE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
FIGURES, QUICK_FIGURES = (3_000, 100_000), (150, 600)
SUMS, QUICK_SUMS = 1_000_000, 2_000
REPEATS = 5
FEWER = 20_000
"""From so many figures on, one run is timed."""
SEED = 1


def main(arguments: list[str] | None = None) -> int:
    """Benchmark; exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m scripts.benchmark", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes and one run, to see that everything works")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md instead of printing the tables")
    options = parser.parse_args(arguments)
    text = run(options.quick)
    if options.write:
        write_files({FILE: text.encode()})
        _progress(f"{FILE.parent.name}/{FILE.name} written")
    else:
        print(text)
    return 0


def run(quick: bool) -> str:
    """Everything that is measured, as Markdown."""
    repeats = 1 if quick else REPEATS
    package = checkout_package()
    given = package.observations, package.series, package.reference
    _progress(f"the package, {len(package.observations):,} figures")
    relations, confrontation = relationwise(*given, repeats)
    joint, _ = jointly(*given, repeats)
    proofs = None
    if not quick:
        _progress("contradictions, bounds and corroboration of the package")
        proofs = everything(*given)
    generated = []
    for figures in QUICK_FIGURES if quick else FIGURES:
        _progress(f"a generated package of {figures:,} figures")
        generated.append(known(generate(figures, SEED), repeats if figures < FEWER else 1))
    own_sums = package_sums(confrontation.verdicts, package.observations)
    comparisons = [
        compare("Sums of the package", own_sums, repeats, _progress),
        compare("Generated sums", [generate_sums(QUICK_SUMS if quick else SUMS, SEED)], repeats, _progress),
    ]
    return report((relations, joint), proofs, generated, comparisons, quick)


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    finish(main)
