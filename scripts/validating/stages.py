"""The stages of a validation, in the order in which a reader of the summary wants them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from checks.package.agreement import agreement_problems, agreement_warnings
from checks.package.csv_lint import read_rows
from checks.package.formulas import formula_problems
from checks.package.layout import topic_layouts
from checks.package.links import hash_problems
from checks.package.metadata import FIELDS, metadata_problems, metadata_warnings
from checks.package.portable import portable_problems
from checks.package.portable_cells import portable_cell_problems
from checks.package.restate import places, restated, retraced
from checks.package.within import within
from checks.problems import Problem
from checks.verdicts.findings import idle, released, unlisted
from checks.verdicts.joint import LIST, joint_problems
from checks.verdicts.pins import COLUMNS, differences
from checks.verify import meaning, published, witnesses
from checks.verify.certificates import Proofs

from ..building.pipeline import build
from ..building.seeds import ROOT, read_seeds
from ..sources.reread import reread
from .proven import proven
from .result import StageResult
from .subject import Subject
from .suspects import suspects

Stage = Callable[[Subject], StageResult]


def run(subject: Subject) -> Iterator[StageResult]:
    """Run every stage; each result comes as soon as it is there. Raises InputError where input cannot be used."""
    for stage in STAGES:
        started = time.perf_counter()
        if stage in RULES and subject.broken:
            result = StageResult(stage.__name__, TITLES[stage], skipped="keys or links between tables are broken")
        else:
            result = stage(subject)
        result.seconds = time.perf_counter() - started
        yield result


def rebuilt(subject: Subject) -> StageResult:
    result = StageResult("rebuilt", TITLES[rebuilt], unit="files")
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
    result = StageResult("files", TITLES[files], unit="resources")
    result.examined = len(subject.package.tables)
    result.notes += _empty(subject)
    result.problems = [
        str(p) for p in [*hash_problems(subject.package), *formula_problems(subject.package), *subject.broken]
    ]
    return result


def metadata(subject: Subject) -> StageResult:
    result = StageResult("metadata", TITLES[metadata], unit="columns")
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
    result = StageResult("portable", TITLES[portable], unit="columns")
    package = subject.package
    problems = portable_problems(package.descriptor)
    for resource in package.descriptor["resources"]:
        result.examined += len(resource["schema"]["fields"])
        problems += portable_cell_problems(package.root, resource, package.tables[resource["name"]])
    result.problems = [str(p) for p in problems]
    return result


def frictionless(subject: Subject) -> StageResult:
    from checks.runners import frictionless_runner

    result = StageResult("frictionless", TITLES[frictionless], unit="resources")
    _ = subject.package  # our own reading refuses what Frictionless would follow: links, addresses, archives
    outcome = frictionless_runner.validate_files(subject.root)
    result.problems = list(outcome.problems)
    if not subject.broken:
        verdicts = frictionless_runner.validate_verdicts(subject.confrontation, subject.package.listed)
        result.problems += [*verdicts.problems, *_named(verdicts.violated)]
    result.examined = outcome.examined
    result.notes += _empty(subject)
    return result


def printed(subject: Subject) -> StageResult:
    result = StageResult("printed", TITLES[printed], unit="figures")
    result.examined = len(subject.package.tables["figure_observations"])
    result.problems = [str(p) for p in restated(subject.package)]
    return result


def topics(subject: Subject) -> StageResult:
    result = StageResult("topics", TITLES[topics], unit="cells")
    result.examined = len(subject.package.tables["topic_cells"]) + len(subject.package.tables["other_observations"])
    result.problems = [str(p) for p in retraced(subject.package)]
    return result


def relations(subject: Subject) -> StageResult:
    result = StageResult("relations", TITLES[relations], unit="relations compared")
    file = "resources/relations.csv"
    committed = {row["relation_id"]: row for row in subject.package.tables["relations"]}
    rows = places(subject.package, "relations", "relation_id")
    verdicts = subject.confrontation.verdicts
    result.examined = sum(v.compared for v in verdicts)
    open_ones = sum(v.verdict == "undetermined" for v in verdicts)
    result.notes.append(
        f"{len(verdicts) - open_ones - result.examined} more cannot fail by one digit, {open_ones} undetermined"
    )
    result.problems = [str(p) for p in unlisted(subject.confrontation, subject.package.listed)]
    for v in verdicts:
        row = committed.pop(v.relation_id, None)
        if row is None:
            result.problems.append(f"{file}: lacks {v.relation_id}; rebuild")
        elif row["verdict"] != v.verdict:
            message = f"{v.relation_id} has {row['verdict']} where the figures give {v.verdict}: {v.sentence}"
            result.problems.append(str(Problem(file, rows[v.relation_id], "verdict", message)))
    message = "no longer follows from the figures; rebuild"
    result.problems += [str(Problem(file, rows[name], "relation_id", f"{name} {message}")) for name in committed]
    result.problems += _pinned(subject)
    if subject.has_seeds:
        result.warnings = [str(p) for p in suspects(subject)]
    return result


def findings(subject: Subject) -> StageResult:
    result = StageResult("findings", TITLES[findings], unit="entries")
    package = subject.package
    result.examined = len(subject.listed)
    result.problems = [str(p) for p in idle(subject.confrontation, subject.listed)]
    result.problems += [
        str(p)
        for p in released(
            package.observations, package.series, package.reference, subject.confrontation, subject.listed
        )
    ]
    if not subject.listed and not subject.confrontation.violated:
        result.examined, result.notes = 1, ["no discrepancies listed, none found"]
    return result


def joint(subject: Subject) -> StageResult:
    result = StageResult("joint", TITLES[joint], unit="components")
    tables = subject.package.tables
    result.examined = len(tables["components"])
    result.notes.append(f"{len(tables['contradictions'])} contradictions, all listed")
    listed = read_rows(within(subject.root, LIST)) if subject.has_seeds else []
    result.problems = [str(p) for p in joint_problems(subject.package, listed)]
    if result.problems:
        result.notes = []
    return result


def certificates(subject: Subject) -> StageResult:
    result = StageResult("certificates", TITLES[certificates], unit="certificates")
    with proven(subject) as (folder, origin):
        if folder is None:
            result.skipped = "no proofs for the observations of this package"
            return result
        if subject.stale:
            result.skipped = "figures have changed since they were proven; run python -m scripts.prove"
            return result
        try:
            _add_up(folder, result)
        except (ArithmeticError, LookupError, StopIteration, ValueError) as error:
            message = f"checks/proofs: do not fit the tables ({error!r}); restore them, or run python -m scripts.prove"
            result.problems, result.notes = [message], []
    result.notes += [origin] if origin else []
    return result


def _add_up(folder: Path, result: StageResult) -> None:
    proofs = Proofs(folder)
    result.problems = proofs.check()
    ends, wrong = published.check(folder, proofs)
    numbers, missed = witnesses.check(folder, proofs)
    justified, unjustified = meaning.check(folder)
    result.problems = [*unjustified, *result.problems, *wrong, *missed]
    result.examined = len(proofs.head)
    result.notes.append(f"{ends:,} published results, {numbers:,} numbers that satisfy everything at once")
    result.notes.append(f"{justified.total():,} rows that follow from what is printed and declared")


def pandera(subject: Subject) -> StageResult:
    from checks.runners import pandera_runner

    from .frames import frame

    result = StageResult("pandera", TITLES[pandera], unit="frames")
    for name in subject.package.tables:
        result.problems += pandera_runner.frame_problems(name, frame(subject.package, name), subject.package)
    outcome = pandera_runner.validate_verdicts(subject.confrontation, subject.package)
    result.problems += [*outcome.problems, *_named(outcome.violated)]
    result.examined = len(subject.package.tables) + 1
    result.notes += _empty(subject)
    return result


def great_expectations(subject: Subject) -> StageResult:
    from checks.runners import gx

    from .frames import frame

    result = StageResult("great_expectations", TITLES[great_expectations], unit="expectations")
    for topic in topic_layouts():
        outcome = gx.validate(topic, frame(subject.package, topic), subject.package)
        result.examined += outcome.examined
        result.problems += [*outcome.problems, *_named(outcome.violated)]
        if subject.has_seeds:
            committed, built = (
                gx.load_suite(subject.root / gx.SUITE_FOLDER / f"{topic}.json"),
                gx.build_suite(subject.package, topic),
            )
            if [e.configuration.kwargs for e in committed.expectations] != [
                e.configuration.kwargs for e in built.expectations
            ]:
                result.problems.append(f"checks/suites/{topic}.json: differs from the suite built in code; rebuild")
    return result


def documents(subject: Subject) -> StageResult:
    result = StageResult("documents", TITLES[documents], unit="numerals")
    if subject.documents is None:
        result.skipped = "no documents given (--documents DIR)"
        return result
    if not subject.has_seeds:
        result.skipped = "a package folder has no ledgers"
        return result
    outcome = reread(read_seeds(subject.root), subject.documents)
    result.examined = outcome.compared
    result.notes.append(f"{outcome.documents} documents")
    result.problems = [str(p) for p in outcome.problems]
    return result


TITLES: dict[Stage, str] = {
    rebuilt: "Committed files are what the seeds give",
    files: "Files are clean and have the promised bytes",
    metadata: "Every column is described, and all files agree on version, licence and contributors",
    portable: "Descriptor and cells keep to what every reader understands",
    frictionless: "Frictionless: types, keys, links, enums",
    printed: "Values are what the printed parts give",
    topics: "Topic tables give back every observation",
    relations: "Identities between figures hold",
    findings: "Listed discrepancies explain all that fails, and nothing more",
    joint: "All figures together: what cannot all be true is proven and listed",
    certificates: "Every proof holds when it is added up again",
    pandera: "Pandera: typed frames and verdicts",
    great_expectations: "Great Expectations: one consistency suite per topic",
    documents: "Rows and documents agree both ways",
}
STAGES = tuple(TITLES)
RULES = (printed, topics, relations, findings, joint, certificates, pandera, great_expectations)
"""Stages that follow links between tables."""


def _empty(subject: Subject) -> list[str]:
    """A note that names the tables of which only the header could be checked."""
    names = [name for name, rows in subject.package.tables.items() if not rows]
    return [f"no rows to check in {', '.join(names)}"] if names else []


def _pinned(subject: Subject) -> list[str]:
    if not subject.has_seeds:
        return []
    pinned = read_rows(subject.root / "seeds" / "pinned_counts.csv", COLUMNS, "seeds/pinned_counts.csv")
    return differences(subject.confrontation, pinned)


def _named(violated: tuple[str, ...]) -> list[str]:
    return [f"relation {name} is violated and not listed" for name in violated]


def _first_difference(one: bytes, other: bytes) -> int:
    for number, (a, b) in enumerate(zip(one.split(b"\n"), other.split(b"\n"), strict=False), start=1):
        if a != b:
            return number
    return min(one.count(b"\n"), other.count(b"\n")) + 1
