"""Checks what is committed: ``python -m scripts.validate [--package DIR] [--documents DIR] [--json FILE]``."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from checks.package.unfit import UNFIT, unfit
from checks.problems import InputError
from checks.visible import visible

from .annotate import annotate
from .building.seeds import ROOT
from .command import finish, unusable
from .outputs import Unwritable, write_files
from .validating.report import report_html
from .validating.result import StageResult
from .validating.results_json import results_json
from .validating.stages import run
from .validating.subject import Subject

SHOWN = 8
"""Problems printed per stage; the report has all of them."""


def main(arguments: list[str] | None = None) -> int:
    """Validate; exit status 0 good, 1 findings that are not on the list, 2 unusable input."""
    options = _options(arguments)
    started = time.perf_counter()
    subject = Subject(options.package or options.root, options.package is None, options.documents)
    results: list[StageResult] = []
    try:
        for result in run(subject):
            results.append(result)
            _print_stage(result)
            annotate(result.problems, subject.root)
            annotate(result.warnings, subject.root, "warning")
    except InputError as error:
        annotate(error.problems, subject.root)
        return unusable(error, "the input cannot be used, nothing was validated")
    except UNFIT as error:
        return _tripped(subject, error)
    status = 1 if any(r.status == "failed" for r in results) else 0
    try:
        _summary(results, subject, status, time.perf_counter() - started, options)
    except Unwritable as error:
        return unusable(error, "the report was not written")
    return status


def _tripped(subject: Subject, error: Exception) -> int:
    """What a rule ends in that cannot be applied, put down to the cells where possible."""
    try:
        fault = unfit(subject.package, error)
    except InputError as unreadable:
        fault = unreadable
    annotate(fault.problems, subject.root)
    return unusable(fault, "the rules cannot be applied, and no report was written")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.validate", description=__doc__)
    parser.add_argument("--package", type=Path, help="validate this package folder instead of the checkout")
    parser.add_argument("--documents", type=Path, help="folder with your copies of the source documents")
    parser.add_argument("--json", type=Path, help="also write the machine-readable results to this file")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout (default: this one)")
    parser.add_argument("--report", type=Path, default=Path("reports"), help="folder of the report (default: reports)")
    return parser.parse_args(arguments)


def _print_stage(result: StageResult) -> None:
    mark = {"passed": "ok  ", "failed": "FAIL", "not run": "--  "}[result.status]
    amount = result.skipped or f"{result.examined:,} {result.unit}"
    notes = f" ({'; '.join(result.notes)})" if result.notes else ""
    print(f"{mark} {result.title}: {amount}{notes}  [{result.seconds:.1f} s]", flush=True)
    _print_some(result.problems)
    _print_some([f"warning: {warning}" for warning in result.warnings])
    if result.status == "failed" and not result.problems:
        print("     examined nothing")


def _print_some(lines: list[str]) -> None:
    for line in lines[:SHOWN]:
        print(f"     {visible(line)}")
    if len(lines) > SHOWN:
        print(f"     … and {len(lines) - SHOWN} more in the report")


def _summary(
    results: list[StageResult], subject: Subject, status: int, seconds: float, options: argparse.Namespace
) -> None:
    package, confrontation = subject.package, subject.confrontation
    version = str(package.descriptor["version"])
    page = options.report / "validation.html"
    discrepancies = package.tables["discrepancies"]
    machine = results_json(results, confrontation, version, status)
    html = report_html(results, confrontation, discrepancies, version)
    named = {options.json: machine} if options.json else {}
    write_files({page: html, page.with_suffix(".json"): machine, **named})
    compared = sum(v.compared for v in confrontation.verdicts)
    not_compared = sum(v.verdict == "undetermined" for v in confrontation.verdicts)
    figures = len(package.tables["figures"])
    standings = [d["standing"] for d in discrepancies]
    found = ", ".join(f"{standings.count(s)} {s}" for s in dict.fromkeys(standings)) or "none"
    print()
    print(
        f"china-services-trade {version}: {figures} figures, {compared} relations compared, {not_compared} undetermined"
    )
    print(f"known discrepancies: {found}")
    idle = [r.name for r in results if r.status == "not run"]
    failed = [r.name for r in results if r.status == "failed"]
    print("failed: " + ", ".join(failed) if failed else "everything that was run holds", end="")
    print(f"; not run: {', '.join(idle)}" if idle else "")
    print(f"report: {page}  ({seconds:.1f} s)")


if __name__ == "__main__":
    finish(main)
