"""Comparing two versions: rows by key, names, findings, and the step that the policy asks for, on made-up pairs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from copy import deepcopy
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from checks.package.semver import parse, stepped
from checks.package.semver import text as written
from checks.problems import InputError
from checks.visible import plain
from scripts import diff as command
from scripts.differing.compare import Difference, compare
from scripts.differing.manifest import manifest_bytes, read_manifest
from scripts.differing.page import SHOWN, page
from scripts.differing.policy import bump
from scripts.differing.rows import TableChanges
from scripts.differing.sources import opened
from scripts.differing.version import Version, read_version

from .conftest import ROOT, listed
from .pairs import Tables, cells, folder, put, towns, zipped


def version(where: Path, tables: Tables, number: str = "1.0.0") -> Version:
    return read(str(folder(where, tables, number)))


def read(source: str) -> Version:
    with opened(source, ROOT) as files:
        return read_version(files)


@pytest.fixture
def compared(tmp_path: Path) -> Callable[..., Difference]:
    """The difference between the towns and what a change makes of them."""

    def compared_with(*changes: Callable[[Tables], object]) -> Difference:
        new = towns()
        for change in changes:
            change(new)
        return compare(version(tmp_path / "old", towns()), version(tmp_path / "new", new, "1.1.0"))

    return compared_with


def table(difference: Difference, name: str) -> TableChanges:
    return next(each for each in difference.tables if each.name == name)


def told(difference: Difference, name: str = "observations") -> list[tuple[str, ...]]:
    return [(c.kind, "/".join(c.key), c.column, c.old, c.new) for c in table(difference, name).changes]


def setting(name: str, key: str, column: str, text: str) -> Callable[[Tables], None]:
    return lambda tables: put(tables, name, key, column, text)


# Rows


def test_equal_versions_differ_in_nothing_and_need_no_step(compared):
    difference = compared()
    assert not any(t.changes or t.added or t.withdrawn for t in difference.tables)
    assert (difference.names, difference.renamed, difference.metadata, difference.findings) == ([], [], [], [])
    assert bump(difference).level == "none"
    assert "**Nothing differs.**" in page(difference, bump(difference))
    assert "Without rows in both versions: renames, revisions, redirects." in page(difference, bump(difference))


def test_rows_are_matched_by_key_whatever_their_order(compared):
    difference = compared(lambda tables: tables["observations"]["rows"].reverse())
    assert table(difference, "observations").compared == 3
    assert bump(difference).level == "none"


@pytest.mark.parametrize(
    ("column", "text", "kind", "level"),
    [
        ("obs_value", "1201", "revised", "minor"),
        ("qualifier", "lower", "revised", "minor"),
        ("obs_value", "", "revised", "minor"),
        ("finding_ids", "north_south", "recomputed", "minor"),
        ("label_en", "Ayton-on-Sea", "relabelled", "patch"),
        ("obs_value", "1200.0", "relabelled", "patch"),  # the same number in another spelling
    ],
)
def test_a_changed_cell_is_called_what_its_column_declares(column, text, kind, level, compared):
    difference = compared(setting("observations", "ayton:2030", column, text))
    before = dict(zip(towns()["observations"]["fields"], cells(towns(), "observations", "ayton:2030"), strict=True))
    assert told(difference) == [(kind, "ayton:2030", column, before[column], text)]
    assert bump(difference).level == level


def test_a_number_where_there_was_none_is_a_new_value_and_no_changed_one(compared):
    difference = compared(setting("observations", "ceeby:2030", "obs_value", "7"))
    assert told(difference) == [("filled", "ceeby:2030", "obs_value", "", "7")]
    shown = page(difference, bump(difference))
    assert "PAST VALUES CHANGED" not in shown
    assert bump(difference).level == "minor"


def test_revised_values_are_told_first_and_loudly_with_old_and_new_value_and_the_reason(compared):
    row = ["ayton:2030", "obs_value", "1.1.0", "1200", "1201", "our_error", "2031-04-01", "a digit misread"]
    difference = compared(
        setting("observations", "ayton:2030", "obs_value", "1201"),
        lambda tables: tables["revisions"]["rows"].append(row),
        lambda tables: tables["towns"]["rows"].append(["deeford", "Deeford", "north"]),
    )
    shown = page(difference, bump(difference))
    line = "- observations `ayton:2030`: obs_value was `1200`, is `1201` (our error: a digit misread)"
    assert shown.index("## PAST VALUES CHANGED: 1 in observations\n") < shown.index(line) < shown.index("## New names")
    new = shown.partition("## New names and values")[2].partition("##")[0]
    assert new.split("- ")[1:] == ["towns `deeford` is new\n\n"]  # a row of the histories is no new value


@pytest.mark.parametrize(("name", "level"), [("towns", "major"), ("relations", "minor")])
def test_a_withdrawn_row_breaks_a_promise_only_where_keys_are_stable(name, level, compared):
    key = towns()[name]["rows"][0][0]
    difference = compared(lambda tables: tables[name]["rows"].pop(0))
    assert table(difference, name).withdrawn == [(key,)]
    assert bump(difference).level == level


def test_a_new_row_is_minor(compared):
    difference = compared(lambda tables: tables["towns"]["rows"].append(["deeford", "Deeford", "north"]))
    assert table(difference, "towns").added == [("deeford",)]
    assert bump(difference).level == "minor"


def test_a_recoded_id_is_a_renamed_row_whose_values_are_still_compared(compared):
    def recode(tables: Tables) -> None:
        cells(tables, "observations", "ayton:2030")[:2] = ["ayton:2030.end", "1201"]
        tables["redirects"]["rows"].append(["ayton:2030", "ayton:2030.end", "it was counted at the end of the year"])
        cells(tables, "relation_terms", "sum:north")[1] = "ayton:2030.end"

    difference = compared(recode)
    observations, terms = table(difference, "observations"), table(difference, "relation_terms")
    assert observations.renamed == [(("ayton:2030",), ("ayton:2030.end",))]
    assert (observations.added, observations.withdrawn) == ([], [])
    assert told(difference) == [("revised", "ayton:2030.end", "obs_value", "1200", "1201")]
    assert terms.renamed == [(("sum:north", "ayton:2030"), ("sum:north", "ayton:2030.end"))]
    assert bump(difference).level == "major"


def redirect(tables: Tables, old: str, new: str) -> None:
    tables["redirects"]["rows"].append([old, new, "recoded"])


def test_redirects_are_followed_to_their_end_and_leave_ids_alone_that_still_exist(compared):
    def recode(tables: Tables) -> None:
        redirect(tables, "ayton:2030", "ayton:2030.e")
        redirect(tables, "ayton:2030.e", "ayton:2030.end")
        redirect(tables, "beeham:2030", "ceeby:2030")
        cells(tables, "observations", "ayton:2030")[0] = "ayton:2030.end"

    observations = table(compared(recode), "observations")
    assert observations.renamed == [(("ayton:2030",), ("ayton:2030.end",))]
    assert observations.changes == []


def test_of_two_rows_that_became_one_the_second_is_withdrawn(compared):
    def merge(tables: Tables) -> None:
        redirect(tables, "ayton:2030", "town:2030")
        redirect(tables, "beeham:2030", "town:2030")
        rows = tables["observations"]["rows"]
        rows[:2] = [["town:2030", *rows[0][1:]]]

    observations = table(compared(merge), "observations")
    assert observations.renamed == [(("ayton:2030",), ("town:2030",))]
    assert observations.withdrawn == [("beeham:2030",)]


COUNTIES = {"key": ["county"], "stable": True, "fields": {"county": ""}, "rows": [["north"], ["south"]]}
"""The code list of a column."""


def with_counties() -> Tables:
    return {**towns(), "counties": deepcopy(COUNTIES)}


def southern(tables: Tables) -> None:
    for town in ("beeham", "ceeby"):
        put(tables, "towns", town, "county", "southern")


def rename_code(tables: Tables, column: str, old: str, new: str) -> None:
    tables["renames"]["rows"].append(["code", column, old, new, "2.0.0", "as it calls itself"])


def compared_with_counties(tmp_path: Path, change: Callable[[Tables], None]) -> Difference:
    after = with_counties()
    change(after)
    return compare(version(tmp_path / "old", with_counties()), version(tmp_path / "new", after, "2.0.0"))


def test_a_renamed_code_is_no_changed_value_where_it_stands_in_a_cell(tmp_path):
    def rename(tables: Tables) -> None:
        rename_code(tables, "county", "south", "southern")
        tables["counties"]["rows"][1] = ["southern"]
        southern(tables)

    difference = compared_with_counties(tmp_path, rename)
    assert told(difference, "towns") == []
    assert [(r.kind, r.place, r.old, r.new) for r in difference.renamed] == [("code", "county", "south", "southern")]
    assert bump(difference).level == "major"


def test_a_code_that_is_still_on_its_list_was_not_renamed(tmp_path):
    def rename(tables: Tables) -> None:
        rename_code(tables, "county", "south", "southern")
        tables["counties"]["rows"].append(["southern"])
        southern(tables)

    difference = compared_with_counties(tmp_path, rename)
    assert [change[1] for change in told(difference, "towns")] == ["beeham", "ceeby"]
    assert difference.renamed == []


@pytest.mark.parametrize("list_", ["renames", "redirects"])
def test_no_list_of_names_can_make_another_number_of_a_past_value(list_, compared):
    def hide(tables: Tables) -> None:
        put(tables, "observations", "ayton:2030", "obs_value", "1201")
        if list_ == "renames":
            rename_code(tables, "obs_value", "1200", "1201")
        else:
            redirect(tables, "1200", "1201")

    assert told(compared(hide)) == [("revised", "ayton:2030", "obs_value", "1200", "1201")]


def test_a_new_version_cannot_call_a_revised_value_something_less(compared):
    def weaken(tables: Tables) -> None:
        put(tables, "observations", "ayton:2030", "obs_value", "1201")
        tables["observations"]["fields"]["obs_value"]["on_change"] = "relabelled"

    difference = compared(weaken)
    assert told(difference) == [("revised", "ayton:2030", "obs_value", "1200", "1201")]
    (promise,) = difference.names
    assert (promise.kind, promise.place, promise.old, promise.new) == (
        "promise",
        "observations.obs_value",
        "revised",
        "relabelled",
    )
    assert bump(difference).level == "minor"


def test_a_new_version_cannot_take_back_that_keys_are_stable_to_withdraw_a_row(compared):
    def weaken(tables: Tables) -> None:
        tables["towns"]["stable"] = False
        tables["towns"]["rows"].pop()

    difference = compared(weaken)
    assert table(difference, "towns").withdrawn == [("ceeby",)]
    assert {(r.level, r.sentence) for r in bump(difference).reasons} >= {
        ("major", "promise of towns was stable keys and is computed keys"),
        ("major", "towns: 1 row withdrawn"),
    }


# Names


def test_new_and_removed_fields_and_resources_are_named(compared):
    def change(tables: Tables) -> None:
        del tables["relation_terms"], tables["towns"]["fields"]["county"]
        tables["towns"]["rows"] = [[*row[:2], "1"] for row in tables["towns"]["rows"]]
        tables["towns"]["fields"]["rank"] = {"type": "integer", "on_change": "revised"}
        tables["villages"] = {"key": ["village"], "stable": True, "fields": {"village": ""}, "rows": [["eeton"]]}

    names = {(c.kind, c.place, c.old, c.new) for c in compared(change).names}
    assert names == {
        ("resource", "", "relation_terms", ""),
        ("resource", "", "", "villages"),
        ("field", "towns", "county", ""),
        ("field", "towns", "", "rank"),
    }


def rename_field(tables: Tables) -> None:
    fields = tables["towns"]["fields"]
    tables["towns"]["fields"] = {{"county": "shire"}.get(name, name): word for name, word in fields.items()}


def rename_table(tables: Tables) -> None:
    tables["places"] = tables.pop("towns")


def rename_key(tables: Tables) -> None:
    fields = tables["towns"]["fields"]
    tables["towns"] |= {"key": ["place"], "fields": {"place": "", **{k: v for k, v in fields.items() if k != "town"}}}


@pytest.mark.parametrize(
    ("change", "kind", "place", "old", "new"),
    [
        (rename_field, "field", "towns", "county", "shire"),
        (rename_table, "resource", "", "towns", "places"),
        (rename_key, "field", "towns", "town", "place"),
    ],
)
@pytest.mark.parametrize("declared", [True, False])
def test_a_renamed_name_is_found_by_its_declaration_or_by_its_rows(change, kind, place, old, new, declared, compared):
    def declare(tables: Tables) -> None:
        if declared:
            row = [kind, place or "_Z", old, new, "2.0.0", "it is the usual word"]
            tables["renames"]["rows"].append(row)
            tables[place or new]["rows"][0][1] = "New label"  # rows that differ leave no doubt to a declaration

    difference = compared(change, declare)
    assert [asdict(r) for r in difference.renamed] == [
        {"kind": kind, "place": place, "old": old, "new": new, "declared": declared}
    ]
    assert difference.names == []
    assert table(difference, place or new).compared == 3
    assert bump(difference).level == "major"


def test_a_column_that_could_be_either_of_two_new_ones_is_removed_not_renamed(compared):
    def change(tables: Tables) -> None:
        rename_field(tables)
        tables["towns"]["fields"]["district"] = "revised"
        for row in tables["towns"]["rows"]:
            row.append(row[2])

    difference = compared(change)
    assert difference.renamed == []
    assert {(c.old, c.new) for c in difference.names} == {("county", ""), ("", "shire"), ("", "district")}


def test_what_holds_nothing_cannot_be_recognised_under_another_name(compared):
    def change(tables: Tables) -> None:
        tables["moves"] = {**tables.pop("redirects"), "rows": []}
        fields = tables["observations"]["fields"]
        tables["observations"]["fields"] = {{"finding_ids": "findings"}.get(k, k): word for k, word in fields.items()}

    difference = compared(change)
    assert difference.renamed == []
    assert {(c.old, c.new) for c in difference.names} == {
        *(("redirects", ""), ("", "moves"), ("finding_ids", ""), ("", "findings")),
    }


def set_type(tables: Tables) -> None:
    tables["observations"]["fields"]["obs_value"]["type"] = "string"


def set_unit(tables: Tables) -> None:
    tables["observations"]["fields"]["obs_value"]["unit"] = "thousand persons"


def drop_unit(tables: Tables) -> None:
    del tables["observations"]["fields"]["obs_value"]["unit"]


def say_unit(tables: Tables) -> None:
    tables["observations"]["fields"]["qualifier"]["unit"] = "word"


def set_path(tables: Tables) -> None:
    tables["towns"]["path"] = "data/towns.csv"


def drop_code(tables: Tables) -> None:
    tables["observations"]["fields"]["qualifier"]["constraints"]["enum"].remove("lower")


def add_code(tables: Tables) -> None:
    tables["observations"]["fields"]["qualifier"]["constraints"]["enum"].append("upper")


def set_title(tables: Tables) -> None:
    tables["towns"]["title"] = "Towns of both counties"


def describe_field(tables: Tables) -> None:
    tables["observations"]["fields"]["obs_value"]["description"] = "Inhabitants"


@pytest.mark.parametrize(
    ("change", "level"),
    [
        (set_type, "major"),
        (set_path, "major"),
        (drop_code, "major"),
        (add_code, "minor"),
        (set_unit, "major"),
        (drop_unit, "minor"),
        (say_unit, "patch"),
        (set_title, "patch"),
        (describe_field, "patch"),
    ],
)
def test_a_name_that_means_something_else_asks_for_its_step(change, level, compared):
    assert bump(compared(change)).level == level


def test_rows_under_another_key_are_said_not_to_be_compared(compared):
    def change(tables: Tables) -> None:
        tables["towns"]["key"] = ["town", "county"]

    difference = compared(change)
    reason = "towns: rows, because the key was town and is town, county"
    assert difference.silent == [reason]
    assert table(difference, "towns").compared == 0
    assert f"## Could not be compared\n\n- {reason}" in page(difference, bump(difference))
    assert bump(difference).level == "major"


def test_a_new_column_that_nobody_declares_is_refused(tmp_path, capsys):
    new = towns()
    new["towns"]["fields"]["mayor"] = ""
    for row in new["towns"]["rows"]:
        row.append("Doe")
    old = folder(tmp_path / "old", towns())
    assert command.main([str(old), str(folder(tmp_path / "new", new))]) == 2
    line, total = capsys.readouterr().err.splitlines()
    assert line.startswith("datapackage.json, column mayor: does not say what a changed cell of it is in towns")
    assert total == "1 problem(s); nothing was compared"


def test_what_the_new_version_does_not_declare_is_taken_from_the_old_one(compared):
    def forget(tables: Tables) -> None:
        tables["towns"]["fields"]["county"] = ""

    difference = compared(forget, setting("towns", "ayton", "county", "west"))
    assert told(difference, "towns") == [("revised", "ayton", "county", "north", "west")]


# The step


@pytest.mark.parametrize(
    ("level", "number"), [("none", "1.2.3"), ("patch", "1.2.4"), ("minor", "1.3.0"), ("major", "2.0.0")]
)
def test_a_step_begins_anew_what_lies_below_it(level, number):
    assert written(stepped((1, 2, 3), level)) == number


@pytest.mark.parametrize(
    "number", ["1", "1.2", "1.2.3.4", "01.2.3", "1.2.3rc1", "v1.2.3", "1.2.-3", "1.2.³", "9999999.0.0"]
)
def test_only_three_plain_numbers_are_a_version(number):
    assert parse(number) is None
    assert parse("10.0.12") == (10, 0, 12)


@pytest.mark.parametrize(
    ("change", "number"),
    [
        (lambda tables: tables["towns"]["rows"].pop(), (2, 0, 0)),
        (setting("observations", "ayton:2030", "obs_value", "5"), (1, 1, 0)),
        (setting("observations", "ayton:2030", "label_en", "A"), (1, 0, 1)),
        (lambda tables: None, (1, 0, 0)),
    ],
)
def test_the_smallest_step_is_counted_from_the_old_version(change, number, compared):
    assert bump(compared(change)).number == number


def test_the_gravest_reason_decides_and_all_are_given(compared):
    needed = bump(compared(set_title, rename_field, setting("observations", "ayton:2030", "obs_value", "5")))
    assert [reason.level for reason in needed.reasons] == ["major", "minor", "patch"]
    assert needed.reasons[0].sentence == "field county of towns is called shire"


# Findings


@pytest.mark.parametrize(
    ("relation", "verdict", "word"),
    [
        ("sum:north", "violated_hard", "new"),
        ("sum:south", "violated_soft", "changed"),
        ("sum:south", "holds", "healed"),
        ("sum:south", "undetermined", "lost"),
    ],
)
def test_a_relation_heals_only_by_holding(relation, verdict, word, compared):
    (finding,) = compared(setting("relations", relation, "verdict", verdict)).findings
    assert (finding.word, finding.id, finding.new) == (word, relation, verdict)


def test_a_relation_that_is_gone_has_not_healed(compared):
    difference = compared(lambda tables: tables["relations"]["rows"].pop())
    (finding,) = difference.findings
    assert (finding.word, finding.old, finding.new, finding.sentence) == ("lost", "violated_hard", "gone", "3 is 4")
    assert "not healed, but no longer compared or proven `sum:south`" in page(difference, bump(difference))


CONTRADICTED: Tables = {
    "contradictions": {
        "key": ["contradiction_id"],
        "stable": False,
        "fields": {"contradiction_id": "", "verdict": "recomputed"},
        "rows": [["joint:ayton", "violated_hard"]],
    },
    "contradiction_items": {
        "key": ["contradiction_id", "release", "item_id"],
        "stable": False,
        "fields": {"contradiction_id": "", "release": "", "item_id": ""},
        "rows": [["joint:ayton", "1", "ayton:2030"], ["joint:ayton", "0", "claim:growing"]],
    },
    "corroboration": {
        "key": ["observation_id"],
        "stable": False,
        "fields": {"observation_id": "", "grade": "recomputed"},
        "rows": [["ayton:2030", "disputed"], ["beeham:2030", "alone"]],
    },
    "discrepancies": {
        "key": ["discrepancy_id"],
        "stable": False,
        "fields": {"discrepancy_id": "", "standing": "recomputed", "explanation": "relabelled"},
        "rows": [["ayton_sum", "contradiction", "The parts exceed the whole."]],
    },
    "discrepancy_contradictions": {
        "key": ["discrepancy_id", "contradiction_id"],
        "stable": False,
        "fields": {"discrepancy_id": "", "contradiction_id": ""},
        "rows": [["ayton_sum", "joint:ayton"]],
    },
}


@pytest.mark.parametrize(
    ("proven", "figures", "word"), [(True, True, "healed"), (False, True, "lost"), (True, False, "lost")]
)
def test_a_contradiction_heals_only_if_its_figures_are_still_proven(proven, figures, word, tmp_path):
    old = towns() | deepcopy(CONTRADICTED)
    if not figures:  # of mere words nothing can be said
        del old["contradiction_items"]["rows"][0]
    new = old | {
        name: {**CONTRADICTED[name], "rows": []}
        for name in ("contradictions", "contradiction_items", "discrepancies", "discrepancy_contradictions")
    }
    rows = CONTRADICTED["corroboration"]["rows"]
    new["corroboration"] = {**CONTRADICTED["corroboration"], "rows": rows if proven else rows[1:]}
    findings = compare(version(tmp_path / "old", old), version(tmp_path / "new", new)).findings
    assert {f.kind: f.word for f in findings} == {"contradiction": word, "discrepancy": word}


# A manifest instead of the old version


def many_changes(tables: Tables) -> None:
    put(tables, "observations", "ayton:2030", "obs_value", "1201")
    put(tables, "observations", "ayton:2030", "label_en", "Ayton-on-Sea")
    put(tables, "observations", "beeham:2030", "finding_ids", "sum")
    put(tables, "observations", "ceeby:2030", "obs_value", "7")
    put(tables, "relations", "sum:south", "verdict", "holds")
    put(tables, "relations", "sum:south", "sentence", "4 is 4")
    tables["towns"]["rows"][2] = ["deeford", "Deeford", "north"]
    tables["relation_terms"]["rows"].append(["sum:north", "ceeby:2030"])
    set_title(tables)
    drop_code(tables)


def test_a_manifest_tells_the_same_rows_values_names_and_findings_as_the_old_version(tmp_path, compared):
    (tmp_path / "manifest.json").write_bytes(manifest_bytes(version(tmp_path / "old", towns())))
    stored = read_manifest(tmp_path / "manifest.json")
    assert stored
    by_rows = compared(many_changes)
    by_manifest = compare(stored, by_rows.new)
    assert by_manifest.names == by_rows.names and by_manifest.metadata == by_rows.metadata
    assert [(f.id, f.word) for f in by_manifest.findings] == [(f.id, f.word) for f in by_rows.findings]
    assert bump(by_manifest) == bump(by_rows)
    for one, other in zip(by_manifest.tables, by_rows.tables, strict=True):
        assert (one.added, one.withdrawn, one.compared) == (other.added, other.withdrawn, other.compared)
        for word in ("revised", "filled"):
            assert one.of(word) == other.of(word)
        for word in ("recomputed", "relabelled"):
            assert {c.key for c in one.of(word)} == {c.key for c in other.of(word)}
    kinds = {change.kind for each in by_manifest.tables for change in each.changes}
    assert kinds == {"revised", "filled", "recomputed", "relabelled"}


def test_a_manifest_says_what_its_digests_cannot_compare(tmp_path):
    (tmp_path / "manifest.json").write_bytes(manifest_bytes(version(tmp_path / "old", towns())))
    new = towns()
    del new["relations"]["fields"]["sentence"]
    new["relations"]["rows"] = [row[:2] for row in new["relations"]["rows"]]
    stored = read_manifest(tmp_path / "manifest.json")
    assert stored
    difference = compare(stored, version(tmp_path / "new", new))
    reason = "relations: what is relabelled, because the manifest has one digest for it and sentence"
    assert difference.silent == [reason]


def test_the_same_version_leaves_the_same_manifest_wherever_it_lies(tmp_path):
    one, other = version(tmp_path / "one", towns()), read(str(zipped(tmp_path / "other.zip", towns())))
    assert manifest_bytes(one) == manifest_bytes(other)


def test_the_manifest_of_the_checkout_is_far_smaller_than_its_tables():
    checkout = read(str(ROOT))
    tables = sum((ROOT / each.path).stat().st_size for each in checkout.tables.values())
    assert 3 * len(manifest_bytes(checkout)) < tables


# Where a version may lie


def git(where: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=towns", "-c", "user.email=towns@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *settings, *arguments], cwd=where, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_folder_a_zip_a_wheel_and_a_git_revision_hold_the_same_version(tmp_path):
    lying = folder(tmp_path / "folder", towns())
    git(lying, "init", "--quiet")
    git(lying, "add", ".")
    git(lying, "commit", "--quiet", "--message", "Towns")
    git(lying, "tag", "v1.0.0")
    places = [
        str(lying),
        str(lying / "datapackage.json"),
        str(zipped(tmp_path / "flat.zip", towns())),
        str(zipped(tmp_path / "deep.zip", towns(), "towns-1.0.0/")),
        str(zipped(tmp_path / "towns-1.0.0-py3-none-any.whl", towns(), "towns/data/")),
    ]
    found = [read(place) for place in places]
    (lying / "resources" / "towns.csv").unlink()  # a revision is read as it was committed
    for revision in ("v1.0.0", "HEAD", git(lying, "rev-parse", "HEAD").strip()[:9]):
        with opened(revision, lying) as files:
            found.append(read_version(files))
    assert all(each.tables == found[0].tables for each in found)
    assert found[0].tables["towns"].rows.keys() == {("ayton",), ("beeham",), ("ceeby",)}


@pytest.mark.parametrize("source", ["nowhere", "--output=x", "--since=2020", "HEAD~100000", ""])
def test_a_name_that_is_nothing_of_this_is_refused_in_one_line(source, tmp_path, capsys):
    old = str(folder(tmp_path / "old", towns()))
    assert command.main(["--", old, source or "-"]) == 2
    line, _ = capsys.readouterr().err.splitlines()
    assert line.endswith("is neither a folder, a zip, a wheel nor a git revision; name one of these")


def broken(name: str, text: str) -> Callable[[Path], object]:
    return lambda package: (package / name).write_text(text, "utf-8")


def descriptor(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    def spoil(package: Path) -> None:
        content = json.loads((package / "datapackage.json").read_text("utf-8"))
        change(content)
        (package / "datapackage.json").write_text(json.dumps(content), "utf-8")

    return spoil


def outside(package: Path) -> None:
    (package.parent / "secret.csv").write_text("town,label_en,county\n", "utf-8")
    (package / "resources" / "towns.csv").unlink()
    (package / "resources" / "towns.csv").symlink_to(package.parent / "secret.csv")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (broken("datapackage.json", "[]"), "is no tabular data package"),
        (broken("datapackage.json", "[" * 100_000), "is no tabular data package"),
        (descriptor(lambda d: d.update(title="\ud800")), "has the character U+D800, which is not printed; take it out"),
        (descriptor(lambda d: d.update({"\u202e": 1})), "has the character U+202E, which is not printed; take it out"),
        (
            broken("datapackage.json", '{"version": "1.0.0", "version": "2.0.0"}'),
            "has the key 'version' twice; keep one",
        ),
        (broken("datapackage.json", '{"version": NaN}'), "NaN is no number"),
        (descriptor(lambda d: d["resources"][6]["schema"]["fields"].pop()), "lacks note in"),
        (broken("resources/towns.csv", "town,label_en,county\na,b,c\na,b,c\n"), "repeats the key a; keep one row"),
        (broken("resources/towns.csv", "town,label_en\na,b\n"), "column is missing; add it"),
        (descriptor(lambda d: d.update(version="1.0rc1")), "should be three numbers such as 1.2.3"),
        (
            descriptor(lambda d: d["resources"][1].update(path="../towns.csv")),
            "its path leaves the package; correct it",
        ),
        (descriptor(lambda d: d["resources"][1].update(path="/etc/passwd")), "its path leaves the package; correct it"),
        (descriptor(lambda d: d["resources"][1]["schema"].update(primaryKey=["no"])), "it has no primaryKey of its"),
        (descriptor(lambda d: d["resources"][1]["schema"]["fields"][1].update(on_change="x")), "should be revised"),
        (descriptor(lambda d: d["resources"][1]["schema"]["fields"][1].update(constraints=5)), "cannot be understood"),
        (descriptor(lambda d: d["resources"][1].pop("stable_keys")), "does not say in"),
        (lambda package: (package / "resources" / "towns.csv").unlink(), "cannot be read in"),
        (
            lambda package: (package / "resources" / "towns.csv").unlink() or (package / "resources/towns.csv").mkdir(),
            "cannot be read",
        ),
        pytest.param(outside, "is a link that leaves", marks=pytest.mark.skipif("sys.platform == 'win32'")),
    ],
)
def test_a_package_that_cannot_be_compared_is_refused_in_one_line(spoil, says, tmp_path, capsys):
    old, new = folder(tmp_path / "old", towns()), folder(tmp_path / "new", towns())
    spoil(new)
    assert command.main([str(old), str(new)]) == 2
    output, errors = capsys.readouterr()
    line, total = errors.splitlines()
    assert says in line and total == "1 problem(s); nothing was compared"
    assert output == ""


# The page and its files


def test_the_screen_cuts_long_lists_and_the_files_do_not(tmp_path, capsys):
    new = towns()
    new["towns"]["rows"] += [[f"town{n}", f"Town {n}", "north"] for n in range(SHOWN + 5)]
    old, lying = folder(tmp_path / "old", towns()), folder(tmp_path / "new", new, "1.1.0")
    page_file, json_file = tmp_path / "out" / "page.md", tmp_path / "out" / "diff.json"
    arguments = [str(old), str(lying), "--markdown", str(page_file), "--json", str(json_file)]
    assert command.main(arguments) == 0
    screen = capsys.readouterr().out
    assert "… and 5 more" in screen and f"`town{SHOWN + 4}`" not in screen
    assert f"`town{SHOWN + 4}` is new" in page_file.read_text("utf-8")
    machine = json.loads(json_file.read_text("utf-8"))
    (found,) = [each for each in machine["tables"] if each["name"] == "towns"]
    assert len(found["added"]) == SHOWN + 5
    assert machine["bump"] == {
        "level": "minor",
        "version": "1.1.0",
        "enough": True,
        "reasons": [{"level": "minor", "sentence": f"towns: {SHOWN + 5} rows added"}],
    }


def test_the_json_has_a_place_for_everything_that_the_page_tells(tmp_path):
    new = towns()
    many_changes(new)
    rename_field(new)
    old, lying = folder(tmp_path / "old", towns()), folder(tmp_path / "new", new)
    command.main([str(old), str(lying), "--json", str(tmp_path / "diff.json")])
    machine = json.loads((tmp_path / "diff.json").read_text("utf-8"))
    found = {each["name"]: each for each in machine["tables"]}
    revised = {"key": ["ayton:2030"], "column": "obs_value", "old": "1200", "new": "1201"}
    assert found["observations"]["revised"] == [revised]
    assert machine["past_values_changed"] is True
    assert found["towns"]["withdrawn"] == [["ceeby"]] and found["towns"]["added"] == [["deeford"]]
    renamed = {"kind": "field", "place": "towns", "old": "county", "new": "shire", "declared": False}
    assert machine["fields"] == {"added": [], "removed": [], "renamed": [renamed]}
    assert [c["old"] for c in machine["codes"]["removed"]] == ["lower"]
    assert [f["id"] for f in machine["findings"]["healed"]] == ["sum:south"]
    assert machine["metadata"] == ["towns"]


def test_words_of_strangers_can_neither_steer_the_terminal_nor_format_the_page(compared):
    difference = compared(setting("observations", "ayton:2030", "qualifier", "`<b>"))
    assert "is `'<b>`" in page(difference, bump(difference))
    assert plain("`\x1b[2J\n\u202e") == r"'\x1b[2J\n\u202e"  # which no table may hold, but a name of a folder can


def test_old_and_new_are_both_needed_and_exclude_the_check(capsys):
    for arguments in ([], ["one"], ["one", "two", "--check"], ["one", "two", "--release"]):
        with pytest.raises(SystemExit) as left:
            command.main(arguments)
        assert left.value.code == 2, listed(arguments)
    assert "give OLD and NEW, or --check, or --release" in capsys.readouterr().err


def test_an_unusable_version_raises_before_anything_is_compared(tmp_path):
    with pytest.raises(InputError), opened(str(tmp_path), ROOT) as files:
        read_version(files)
