"""Following the last release: the step, the changelog, the revisions and the renames, on made-up checkouts."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import diff as command
from scripts.differing.baseline import NO_HISTORY
from scripts.differing.manifest import FILE, manifest_bytes
from scripts.differing.sources import opened
from scripts.differing.version import read_version

from .conftest import ROOT, listed
from .pairs import Tables, checkout, entry, folder, put, towns

FIRST = entry("1.0.0", "2031-05-01", new="- Towns.")
NOTHING_RELEASED = manifest_bytes(None)

Change = Callable[[Tables], object]


@pytest.fixture
def manifest(tmp_path: Path) -> bytes:
    """What the release of 1.0.0 left behind."""
    with opened(str(folder(tmp_path / "released", towns())), ROOT) as files:
        return manifest_bytes(read_version(files))


@pytest.fixture
def checked(tmp_path: Path, manifest: bytes, capsys) -> Callable[..., tuple[int, list[str]]]:
    """Checks what changes make of the towns; gives the exit status and the problems, or what was said at the end."""

    def check(*changes: Change, version: str = "1.1.0", changelog: str = "", option: str = "--check"):
        tables = towns()
        for change in changes:
            change(tables)
        checkout(tmp_path / "new", tables, version, changelog or OPEN + FIRST, manifest)
        status = command.main([option, "--root", str(tmp_path / "new")])
        output, errors = capsys.readouterr()
        return status, errors.splitlines() if status else [output.splitlines()[-1].removesuffix(f"; {NO_HISTORY}")]

    return check


OPEN = entry("1.1.0", "not yet released", new="- Names of towns.")
CHANGED = entry("1.1.0", "not yet released", past="- Ayton had 1201 inhabitants.")


def relabel(tables: Tables) -> None:
    put(tables, "towns", "ayton", "label_en", "Ayton-on-Sea")


def revise(tables: Tables) -> None:
    put(tables, "observations", "ayton:2030", "obs_value", "1201")


def telling(**cells: str) -> Change:
    """Adds the row that tells of the revision; ``cells`` replace what is right."""
    right = {"observation_id": "ayton:2030", "field": "obs_value", "version": "1.1.0", "old": "1200", "new": "1201"}
    row = {**right, "reason": "our_error", "date": "2031-06-01", "note": "", **cells}
    return lambda tables: tables["revisions"]["rows"].append([row[name] for name in tables["revisions"]["fields"]])


# The baseline


def test_before_the_first_release_nothing_is_compared_and_the_summary_says_so(tmp_path, capsys):
    root = checkout(
        tmp_path, towns(), "0.1.0", entry("0.1.0", "not yet released", new="- All towns."), NOTHING_RELEASED
    )
    assert command.main(["--check", "--root", str(root)]) == 0
    assert capsys.readouterr().out == (
        "0.1.0 was compared with nothing, because nothing has been released yet; only its changelog was read; "
        f"{NO_HISTORY}\n"
    )


# The manifest beside its history


def git(where: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *arguments], cwd=where, capture_output=True, check=True)


def released_checkout(tmp_path: Path, manifest: bytes) -> Path:
    """A repository in which 1.0.0 was released."""
    root = checkout(tmp_path / "new", towns(), "1.0.0", FIRST, manifest)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "1.0.0")
    return root


def test_a_manifest_that_stands_as_it_was_committed_is_good(tmp_path, manifest, capsys):
    root = released_checkout(tmp_path, manifest)
    assert command.main(["--check", "--root", str(root)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1.0.0 was compared with 1.0.0: 11 rows"


def test_a_manifest_written_anew_for_a_released_version_is_no_baseline(tmp_path, manifest, capsys):
    root = released_checkout(tmp_path, manifest)
    changed = towns()
    put(changed, "observations", "ayton:2030", "obs_value", "1201")
    folder(root, changed)
    with opened(str(root), ROOT) as files:
        (root / "releases" / "manifest.json").write_bytes(manifest_bytes(read_version(files)))
    for commit in (False, True):
        if commit:
            git(root, "commit", "-q", "-a", "-m", "as if nothing had happened")
        assert command.main(["--check", "--root", str(root)]) == 1
        message = "releases/manifest.json: differs from the manifest that 1.0.0 was released with; restore that one"
        assert message in capsys.readouterr().err


def test_a_release_cannot_be_taken_back(tmp_path, manifest, capsys):
    root = released_checkout(tmp_path, manifest)
    (root / "releases" / "manifest.json").write_bytes(NOTHING_RELEASED)
    (root / "CHANGELOG.md").write_text(FIRST.replace("2031-05-01", "not yet released"), "utf-8")
    assert command.main(["--check", "--root", str(root)]) == 1
    assert "column released: says null, but 1.0.0 was released; restore it" in capsys.readouterr().err


def test_a_version_is_released_once(checked):
    status, lines = checked(version="1.0.0", changelog=FIRST, option="--release")
    assert status == 1
    assert (
        lines[0] == "pyproject.toml, column version: 1.0.0 is released already and stays what it was; raise the version"
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "is missing; restore the manifest of the last release"),
        (b"", "is no manifest of a release"),
        (b"{}", "is no manifest of a release"),
        (
            b'{"released": "1", "name": "", "created": "", "facts": {}, "findings": [], "tables": []}',
            "is no manifest of a release",
        ),
        (b'{"released": "1.0.0", "name": "towns"}', "is no manifest of a release"),
        (b'{"released": "1.0.0", "name": "towns", "tables": [1]}', "is no manifest of a release"),
    ],
)
def test_a_missing_or_broken_manifest_fails_in_one_line(content, says, tmp_path, capsys):
    root = checkout(tmp_path, towns(), "1.0.0", FIRST, content or b"")
    if content is None:
        (root / FILE).unlink()
    assert command.main(["--check", "--root", str(root)]) == 2
    line, _ = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{FILE}: {says}")


def test_nothing_can_be_revised_or_renamed_before_the_first_release(tmp_path, capsys):
    tables = towns()
    telling(version="0.1.0")(tables)
    tables["renames"]["rows"].append(["resource", "_Z", "cities", "towns", "0.1.0", "smaller"])
    root = checkout(tmp_path, tables, "0.1.0", entry("0.1.0", "not yet released", new="- Towns."), NOTHING_RELEASED)
    assert command.main(["--check", "--root", str(root)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [re.sub(":.*", "", line) for line in lines[:-1]] == [
        "seeds/revisions.csv, row 2, column field",
        "seeds/renames.csv, row 2, column old_name",
    ]


def test_the_manifest_of_this_repository_and_its_changelog_agree(capsys):
    assert command.main(["--check"]) == 0, capsys.readouterr().err


def test_ci_checks_the_version_at_every_change():
    assert "-m scripts.diff --check" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_check_needs_nothing_but_the_standard_library():
    command_line = [sys.executable, "-S", "-m", "scripts.diff", "--check"]
    done = subprocess.run(command_line, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


# The step


def test_an_unchanged_checkout_of_the_released_version_is_good(checked):
    assert checked(version="1.0.0", changelog=FIRST) == (0, ["1.0.0 was compared with 1.0.0: 11 rows"])


def remove(tables: Tables) -> None:
    del tables["relation_terms"]


@pytest.mark.parametrize(
    ("change", "version", "enough"),
    [
        (relabel, "1.0.0", False),
        (relabel, "1.0.1", True),
        (lambda tables: tables["relations"]["rows"].append(["sum:all", "holds", "4 is 4"]), "1.0.1", False),
        (lambda tables: tables["relations"]["rows"].append(["sum:all", "holds", "4 is 4"]), "1.1.0", True),
        (remove, "1.9.0", False),
        (remove, "2.0.0", True),
        (lambda tables: None, "0.9.0", False),
    ],
)
def test_a_version_that_steps_too_little_fails_and_is_told_the_smallest_that_would_do(change, version, enough, checked):
    names = "- `relation_terms` is removed." if change is remove else ""
    told = entry(version, "not yet released", new="- Something.", names=names)
    status, lines = checked(change, version=version, changelog=told + (FIRST if version > "1.0.0" else ""))
    small = [line for line in lines if line.startswith("pyproject.toml, column version: ")]
    assert bool(small) != enough, listed(lines)
    assert (status == 0) == enough
    if small and version.startswith("1."):
        step = {"1.0.0": "1.0.1", "1.0.1": "1.1.0", "1.9.0": "2.0.0"}[version]
        assert f"{version} is too small; a " in small[0] and f" step gives {step}: " in small[0]


# The changelog


@pytest.mark.parametrize(
    ("changelog", "says"),
    [
        (FIRST, "lacks the entry of 1.1.0 at its top; add '## 1.1.0 (not yet released)'"),
        ("# Changelog\n", "lacks the entry of 1.1.0 at its top"),
        (OPEN.replace("not yet released", "2031-06-01") + FIRST, "should bear (not yet released), because"),
        (OPEN.replace("### Past values changed", "### Past") + FIRST, "has nothing below '### Past values changed'"),
        (OPEN.replace("### New values\n\n- Names of towns.", "") + FIRST, "has nothing below '### New values'"),
        (OPEN, "has nothing as the last release, releases/manifest.json 1.0.0"),
        (OPEN + entry("0.9.0", "2031-01-01"), "has 0.9.0 as the last release, releases/manifest.json 1.0.0"),
        (OPEN + FIRST.replace("2031-05-01", "not yet released"), "should be a released version before 1.1.0"),
        (OPEN + FIRST + entry("1.0.0", "2031-01-01"), "should be a released version before 1.0.0"),
        (entry("1.1.0", "not yet released", past="- Ayton.") + FIRST, "tells of changed values, but none differs"),
    ],
)
def test_a_changelog_that_does_not_fit_the_version_fails(changelog, says, checked):
    status, lines = checked(relabel, changelog=changelog)
    assert status == 1
    assert len([line for line in lines if line.startswith("CHANGELOG.md") and says in line]) == 1, listed(lines)


@pytest.mark.parametrize("heading", ["## 1.1.0", "## 1.1 (not yet released)", "## 1.1.0 (soon)", "## Unreleased"])
def test_a_heading_that_nobody_could_read_by_machine_is_refused(heading, checked):
    status, lines = checked(relabel, changelog=f"# Changelog\n\n{heading}\n")
    assert status == 2
    assert lines[0].startswith(f"CHANGELOG.md, row 3: '{heading}' should be '## 1.2.3 (not yet released)' or")


@pytest.mark.parametrize(
    ("change", "changelog", "column"),
    [
        (revise, OPEN, "Past values changed"),
        (lambda tables: tables["towns"]["rows"].append(["deeford", "Deeford", "north"]), CHANGED, "New values"),
        (lambda tables: put(tables, "observations", "ceeby:2030", "obs_value", "7"), CHANGED, "New values"),
        (remove, OPEN, "Names removed or renamed"),
        (lambda tables: tables["towns"]["rows"].pop(), OPEN, "Names removed or renamed"),
    ],
)
def test_what_the_data_do_must_stand_below_its_heading(change, changelog, column, checked):
    status, lines = checked(change, changelog=changelog + FIRST)
    assert status == 1
    assert [line for line in lines if line.startswith("CHANGELOG.md") and f"column {column}: " in line], listed(lines)


def test_a_row_of_the_histories_is_no_new_value(checked):
    assert checked(revise, telling(), changelog=CHANGED + FIRST)[0] == 0


# Revisions


def test_a_revised_value_needs_a_row_with_the_reason(checked):
    status, lines = checked(revise, changelog=CHANGED + FIRST)
    assert status == 1
    assert lines[0] == (
        "seeds/revisions.csv: lacks ayton:2030, obs_value: it was 1200, is 1201; add a row with the reason"
    )


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"old": "1199"}, "old"),
        ({"new": "1202"}, "old"),
        ({"version": "1.0.9"}, "version"),
        ({"field": "qualifier"}, "field"),
        ({"observation_id": "beeham:2030"}, "field"),
        ({"reason": "source_revised"}, "reason"),
    ],
)
def test_a_row_that_tells_of_another_change_than_the_data_fails(row, column, checked):
    status, lines = checked(revise, telling(**row), changelog=CHANGED + FIRST)
    assert status == 1
    assert lines[0].startswith(f"seeds/revisions.csv, row 2, column {column}: "), listed(lines)


def test_values_under_quite_other_keys_are_not_taken_for_unrevised(checked):
    def recode(tables: Tables) -> None:
        tables["observations"]["key"] = ["observation_id", "document_id"]

    told = entry("2.0.0", "not yet released", names="- The key of `observations`.") + FIRST
    status, lines = checked(recode, version="2.0.0", changelog=told)
    assert status == 1
    assert lines[0].startswith("seeds/revisions.csv: cannot be checked, because no row of observations has the key of")


@pytest.mark.parametrize(
    ("fields", "version", "says"),
    [
        ({"unit": "thousand persons"}, "2.0.0", "'obs_value', whose unit was persons and is thousand persons"),
        ({"type": "integer"}, "2.0.0", "'obs_value', whose type was number and is integer"),
        ({"on_change": "relabelled"}, "1.1.0", "'obs_value', whose promise was revised and is relabelled"),
    ],
    ids=["unit", "type", "promise"],
)
def test_what_a_column_means_otherwise_stands_in_the_changelog(fields, version, says, checked):
    def change(tables: Tables) -> None:
        tables["observations"]["fields"]["obs_value"].update(fields)

    for names, status in (("", 1), ("- Another meaning of `obs_value`.", 0)):
        told = entry(version, "not yet released", names=names) + FIRST
        found, lines = checked(change, version=version, changelog=told)
        assert found == status, lines
        assert status == 0 or any(says in line for line in lines), lines


def test_a_declared_code_that_was_not_renamed_is_named(checked):
    def declare(tables: Tables) -> None:
        tables["renames"]["rows"].append(["code", "obs_value", "1200", "1201", "1.1.0", "none"])

    told = entry("1.1.0", "not yet released", past="- One value.") + FIRST
    _, lines = checked(revise, declare, telling(), changelog=told)
    assert any("'1200' is no code of the last release that is gone; take the row out" in line for line in lines), lines


def test_a_source_counts_as_revised_if_its_document_is_another_file(checked):
    def publish_anew(tables: Tables) -> None:
        put(tables, "documents", "census", "sha256", "bb")

    assert checked(revise, publish_anew, telling(reason="source_revised"), changelog=CHANGED + FIRST)[0] == 0


def test_rows_of_earlier_releases_stay_and_are_not_asked_for_again(tmp_path, checked, manifest):
    assert checked(revise, telling(), changelog=CHANGED + FIRST)[0] == 0
    root, dated = tmp_path / "new", CHANGED.replace("not yet released", "2031-05-01")
    (root / "CHANGELOG.md").write_text(dated + FIRST, "utf-8")
    assert command.main(["--release", "--root", str(root)]) == 0
    assert command.main(["--check", "--root", str(root)]) == 0
    later = entry("1.1.1", "not yet released") + dated + FIRST
    tables = towns()
    for change in (revise, telling(), relabel):
        change(tables)
    checkout(root, tables, "1.1.1", later, (root / FILE).read_bytes())
    assert command.main(["--check", "--root", str(root)]) == 0


# Renames


def rename(tables: Tables) -> None:
    fields = tables["towns"]["fields"]
    tables["towns"]["fields"] = {{"county": "shire"}.get(name, name): word for name, word in fields.items()}


def declare(tables: Tables) -> None:
    tables["renames"]["rows"].append(["field", "towns", "county", "shire", "2.0.0", "the usual word"])


def test_a_renamed_column_needs_a_row_that_keeps_its_alias(checked):
    told = entry("2.0.0", "not yet released", names="- Column `county` of `towns` is called `shire`.") + FIRST
    status, lines = checked(rename, version="2.0.0", changelog=told)
    assert (status, lines[0]) == (
        1,
        "seeds/renames.csv: lacks field county of towns, now shire; add a row to keep an alias",
    )
    assert checked(rename, declare, version="2.0.0", changelog=told)[0] == 0


def test_a_rename_that_renames_nothing_fails(checked):
    told = entry("2.0.0", "not yet released") + FIRST
    status, lines = checked(declare, version="2.0.0", changelog=told)
    assert status == 1
    assert lines[0] == (
        "seeds/renames.csv, row 2, column old_name: 'county' is no field of the last release that is gone; "
        "take the row out"
    )


# Releasing


def test_a_release_writes_the_manifest_that_the_next_version_is_checked_with(tmp_path, capsys):
    root = checkout(tmp_path / "new", towns(), "1.0.0", FIRST, NOTHING_RELEASED)
    assert command.main(["--check", "--root", str(root)]) == 1  # the changelog has a release that no manifest knows
    assert command.main(["--release", "--root", str(root)]) == 0
    assert command.main(["--check", "--root", str(root)]) == 0
    capsys.readouterr()
    tables = towns()
    relabel(tables)
    folder(root, tables)
    assert command.main(["--check", "--root", str(root)]) == 1
    assert "1.0.0 is too small; a patch step gives 1.0.1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changelog", "says"),
    [
        (entry("1.0.0", "not yet released", new="- Towns."), "should bear the day of the release"),
        (
            FIRST.replace("2031-05-01", "2031-05-02"),
            "should bear the day of created in schemas/package.toml, 2031-05-01",
        ),
    ],
)
def test_a_release_without_its_day_is_refused_and_leaves_the_manifest_alone(changelog, says, tmp_path, capsys):
    root = checkout(tmp_path, towns(), "1.0.0", changelog, NOTHING_RELEASED)
    assert command.main(["--release", "--root", str(root)]) == 1
    assert says in capsys.readouterr().err
    assert (root / FILE).read_bytes() == NOTHING_RELEASED
