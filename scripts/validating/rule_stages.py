"""The stages that look at figures: what they print, how they agree, and whether the documents bear them out."""

from __future__ import annotations

from pathlib import Path

from checks.package.csv_lint import read_rows
from checks.package.layout import topic_layouts
from checks.package.restate import places, restated, retraced
from checks.package.within import within
from checks.problems import Problem
from checks.verdicts.findings import idle, released, unlisted
from checks.verdicts.joint import LIST, joint_problems
from checks.verdicts.pins import COLUMNS, differences
from checks.verify import meaning, published, witnesses
from checks.verify.certificates import Proofs

from ..building.seeds import read_seeds
from ..sources.reread import reread
from .notes import empty_tables, named
from .proven import proven
from .result import StageResult
from .subject import Subject
from .suspects import suspects
from .titles import TITLES


def printed(subject: Subject) -> StageResult:
    result = StageResult("printed", TITLES["printed"], unit="figures")
    result.examined = len(subject.package.tables["figure_observations"])
    result.problems = [str(p) for p in restated(subject.package)]
    return result


def topics(subject: Subject) -> StageResult:
    result = StageResult("topics", TITLES["topics"], unit="cells")
    result.examined = len(subject.package.tables["topic_cells"]) + len(subject.package.tables["other_observations"])
    result.problems = [str(p) for p in retraced(subject.package)]
    return result


def relations(subject: Subject) -> StageResult:
    result = StageResult("relations", TITLES["relations"], unit="relations compared")
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
    result = StageResult("findings", TITLES["findings"], unit="entries")
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
    result = StageResult("joint", TITLES["joint"], unit="components")
    tables = subject.package.tables
    result.examined = len(tables["components"])
    result.notes.append(f"{len(tables['contradictions'])} contradictions, all listed")
    listed = read_rows(within(subject.root, LIST)) if subject.has_seeds else []
    result.problems = [str(p) for p in joint_problems(subject.package, listed)]
    if result.problems:
        result.notes = []
    return result


def certificates(subject: Subject) -> StageResult:
    result = StageResult("certificates", TITLES["certificates"], unit="certificates")
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


def pandera(subject: Subject) -> StageResult:
    from checks.runners import pandera_runner

    from .frames import frame

    result = StageResult("pandera", TITLES["pandera"], unit="frames")
    for name in subject.package.tables:
        result.problems += pandera_runner.frame_problems(name, frame(subject.package, name), subject.package)
    outcome = pandera_runner.validate_verdicts(subject.confrontation, subject.package)
    result.problems += [*outcome.problems, *named(outcome.violated)]
    result.examined = len(subject.package.tables) + 1
    result.notes += empty_tables(subject)
    return result


def great_expectations(subject: Subject) -> StageResult:
    from checks.runners import gx

    from .frames import frame

    result = StageResult("great_expectations", TITLES["great_expectations"], unit="expectations")
    for topic in topic_layouts():
        outcome = gx.validate(topic, frame(subject.package, topic), subject.package)
        result.examined += outcome.examined
        result.problems += [*outcome.problems, *named(outcome.violated)]
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
    result = StageResult("documents", TITLES["documents"], unit="numerals")
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


def _pinned(subject: Subject) -> list[str]:
    if not subject.has_seeds:
        return []
    pinned = read_rows(subject.root / "seeds" / "pinned_counts.csv", COLUMNS, "seeds/pinned_counts.csv")
    return differences(subject.confrontation, pinned)
