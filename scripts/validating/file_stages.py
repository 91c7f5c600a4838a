"""The stages that look at files: what is committed, how it is written, and what is said of it."""

from __future__ import annotations

from checks.package.agreement import agreement_problems, agreement_warnings
from checks.package.csv_lint import read_rows
from checks.package.formulas import formula_problems
from checks.package.links import hash_problems
from checks.package.metadata import FIELDS, metadata_problems, metadata_warnings
from checks.package.portable import portable_problems
from checks.package.portable_cells import portable_cell_problems
from checks.package.within import within

from ..building.pipeline import build
from ..building.seeds import ROOT
from .notes import empty_tables, named
from .result import StageResult
from .subject import Subject
from .titles import TITLES


def rebuilt(subject: Subject) -> StageResult:
    result = StageResult("rebuilt", TITLES["rebuilt"], unit="files")
    if not subject.has_seeds:
        result.skipped = "a package folder has no seeds"
        return result
    files, _ = build(subject.root)
    result.examined = len(files)
    for name, data in files.items():
        path = within(subject.root, name)
        if not path.is_file():
            result.problems.append(f"{name}: is missing; run python -m scripts.build")
        elif path.read_bytes() != data:
            row = _first_difference(path.read_bytes(), data)
            result.problems.append(f"{name}, row {row}: differs from what the seeds give; run python -m scripts.build")
    return result


def files(subject: Subject) -> StageResult:
    result = StageResult("files", TITLES["files"], unit="resources")
    result.examined = len(subject.package.tables)
    result.notes += empty_tables(subject)
    result.problems = [
        str(p) for p in [*hash_problems(subject.package), *formula_problems(subject.package), *subject.broken]
    ]
    return result


def metadata(subject: Subject) -> StageResult:
    result = StageResult("metadata", TITLES["metadata"], unit="columns")
    descriptor, rows, warnings = subject.package.descriptor, {}, []
    result.examined = sum(len(resource["schema"]["fields"]) for resource in descriptor["resources"])
    if subject.has_seeds:
        rows = {row["field"]: number for number, row in enumerate(read_rows(ROOT / FIELDS, name=FIELDS), start=2)}
        compared, problems = agreement_problems(subject.root)
        result.notes.append(f"{compared} statements on version, licence and contributors compared")
        warnings = agreement_warnings(subject.root)
    else:
        problems = []
        result.notes.append("a package folder has no other files to agree with")
    result.problems = [str(p) for p in [*metadata_problems(descriptor, rows), *problems]]
    result.warnings = [str(p) for p in [*metadata_warnings(descriptor, rows), *warnings]]
    return result


def portable(subject: Subject) -> StageResult:
    result = StageResult("portable", TITLES["portable"], unit="columns")
    package = subject.package
    problems = portable_problems(package.descriptor)
    for resource in package.descriptor["resources"]:
        result.examined += len(resource["schema"]["fields"])
        problems += portable_cell_problems(package.root, resource, package.tables[resource["name"]])
    result.problems = [str(p) for p in problems]
    return result


def frictionless(subject: Subject) -> StageResult:
    from checks.runners import frictionless_runner

    result = StageResult("frictionless", TITLES["frictionless"], unit="resources")
    _ = subject.package  # our own reading refuses what Frictionless would follow: links, addresses, archives
    outcome = frictionless_runner.validate_files(subject.root)
    result.problems = list(outcome.problems)
    if not subject.broken:
        verdicts = frictionless_runner.validate_verdicts(subject.confrontation, subject.package.listed)
        result.problems += [*verdicts.problems, *named(verdicts.violated)]
    result.examined = outcome.examined
    result.notes += empty_tables(subject)
    return result


def _first_difference(one: bytes, other: bytes) -> int:
    for number, (a, b) in enumerate(zip(one.split(b"\n"), other.split(b"\n"), strict=False), start=1):
        if a != b:
            return number
    return min(one.count(b"\n"), other.count(b"\n")) + 1
