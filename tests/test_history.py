"""The histories of names and values as the build reads them, and the declarations of what a change is called."""

from __future__ import annotations

import json

import pytest

from checks.package.layout import topic_layouts
from checks.problems import InputError
from scripts.building.changes import on_change, require_declared, stable_keys
from scripts.building.descriptor import project_version, resource_specs
from scripts.building.dictionary import dictionary_page
from scripts.building.history import history_problems, redirect_problems
from scripts.building.seeds import read_seeds

from .conftest import ROOT, Row, listed, write_rows

SPECS = {
    "observations": {"fields": ["observation_id", "obs_value", "qualifier"], "key": ["observation_id"]},
    "towns": {"fields": ["town", "label_en", "shire"], "key": ["town"]},
}
OBSERVATIONS = [{"observation_id": "ayton"}]
RENAME = {
    "kind": "field",
    "place": "towns",
    "old_name": "county",
    "new_name": "shire",
    "version": "2.0.0",
    "reason": "r",
}
REVISION = {"observation_id": "ayton", "field": "obs_value", "version": "2.0.0", "old": "1", "new": "2"}
REVISION |= {"date": "2031-06-01", "reason": "our_error", "note": ""}


def problems(renames: list[Row], revisions: list[Row]) -> list[str]:
    seeds = {"renames": renames, "revisions": revisions}
    return [str(problem) for problem in history_problems(seeds, SPECS, OBSERVATIONS, "2.0.0")]


def test_rows_that_tell_of_what_there_is_are_good():
    everywhere = {**RENAME, "place": "_T", "old_name": "caption", "new_name": "label_en"}
    resource = {**RENAME, "kind": "resource", "place": "_Z", "old_name": "cities", "new_name": "towns"}
    code = {**RENAME, "kind": "code", "place": "shire", "old_name": "n", "new_name": "north"}
    assert problems([RENAME, everywhere, resource, code], [REVISION, {**REVISION, "version": "1.1.0"}]) == []


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ({"place": "town"}, "place", "'town' is no place of a field; write a table, or _T for all of them; did you"),
        ({"kind": "resource", "new_name": "towns"}, "place", "'towns' is no place of a resource; write _Z"),
        ({"kind": "code", "place": "size"}, "place", "'size' is no place of a code; write the column"),
        ({"new_name": "shires"}, "new_name", "'shires' is no field there; write what it is called now; did you mean"),
        ({"old_name": "label_en"}, "old_name", "'label_en' is still a field there; take the row out, or rename it"),
        ({"version": "2.0.1"}, "version", "2.0.1 is above 2.0.0 of pyproject.toml"),
        ({"version": "10.0.0"}, "version", "10.0.0 is above 2.0.0 of pyproject.toml"),
        ({"version": ""}, "version", "is empty; fill it in"),
    ],
)
def test_a_rename_of_what_is_not_there_is_refused(cells, column, says):
    (line,) = problems([{**RENAME, **cells}], [])
    assert line.startswith(f"seeds/renames.csv, row 2, column {column}: {says}")


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ({"observation_id": "aytown"}, "observation_id", "'aytown' is no observation; write the id that it has now"),
        ({"field": "observation_id"}, "field", "'observation_id' is no value column of observations"),
        (
            {"field": "value"},
            "field",
            "'value' is no value column of observations; correct it; did you mean obs_value?",
        ),
        ({"new": "1"}, "new", "is the old value; write both, or take the row out"),
        ({"version": "3.0.0"}, "version", "3.0.0 is above 2.0.0 of pyproject.toml"),
        ({"reason": ""}, "reason", "is empty; fill it in"),
    ],
)
def test_a_revision_of_what_is_not_there_is_refused(cells, column, says):
    (line,) = problems([], [{**REVISION, **cells}])
    assert line.startswith(f"seeds/revisions.csv, row 2, column {column}: {says}")


def test_an_observation_that_was_withdrawn_later_keeps_its_history():
    assert problems([], [{**REVISION, "observation_id": "beeham", "version": "1.1.0"}]) == []


@pytest.mark.parametrize(
    ("name", "cells", "column", "says"),
    [
        ("renames", {**RENAME, "kind": "column"}, "kind", "'column' is not one of resource, field, code"),
        ("renames", {**RENAME, "version": "2.0"}, "version", "'2.0' should be "),
        (
            "revisions",
            {**REVISION, "reason": "oversight"},
            "reason",
            "'oversight' is not one of our_error, source_revised",
        ),
        ("revisions", {**REVISION, "date": "1 June"}, "date", "'1 June' should be "),
    ],
)
def test_cells_off_their_list_or_pattern_stop_the_build(name, cells, column, says, checkout):
    write_rows(checkout / "seeds" / f"{name}.csv", [cells])
    with pytest.raises(InputError) as caught:
        read_seeds(checkout)
    assert [
        str(p) for p in caught.value.problems if str(p).startswith(f"seeds/{name}.csv, row 2, column {column}: {says}")
    ]


def test_a_reason_of_a_redirect_is_free_text_although_that_of_a_revision_is_not(checkout):
    write_rows(checkout / "seeds" / "redirects.csv", [{"old_id": "a", "new_id": "b", "reason": "it was a stock"}])
    assert read_seeds(checkout)["redirects"]


# What a change is called


def test_every_column_outside_a_key_says_in_the_descriptor_what_its_changes_are_called():
    resources = json.loads((ROOT / "datapackage.json").read_text("utf-8"))["resources"]
    silent = [
        (resource["name"], field["name"])
        for resource in resources
        for field in resource["schema"]["fields"]
        if (field["name"] in resource["schema"]["primaryKey"]) == ("on_change" in field)
    ]
    assert not silent, listed(silent)
    assert all(isinstance(resource["stable_keys"], bool) for resource in resources)


def test_printed_values_are_revised_verdicts_recomputed_and_words_relabelled():
    found = [on_change("observations", column) for column in ("obs_value", "unit_measure", "time_period", "qualifier")]
    assert set(found) == {"revised"}
    measures = [measure["name"] for layout in topic_layouts().values() for measure in layout["measures"]]
    assert {on_change("world_services_trade", measure) for measure in measures} == {"revised"}
    assert on_change("relations", "verdict") == on_change("bounds", "lower") == "recomputed"
    assert on_change("relations", "sentence") == on_change("items", "label_en") == "relabelled"


def test_a_table_of_results_holds_no_past_values():
    assert not stable_keys("other_observations") and stable_keys("observations")
    assert (on_change("other_observations", "obs_value"), on_change("observations", "obs_value")) == (
        "recomputed",
        "revised",
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda specs: specs["figures"]["fields"].append("mayor"), "what a changed mayor of figures is; add it to"),
        (lambda specs: specs.update(mayors={"fields": ["mayor"], "key": ["mayor"]}), "whether the keys of mayors are"),
        (lambda specs: specs.pop("grades"), "names grades, which is no table; take it out"),
        (lambda specs: specs["relations"]["fields"].remove("slack"), "names slack, which is no column outside a key"),
    ],
)
def test_the_build_refuses_what_is_not_declared_and_what_is_declared_in_vain(change, says):
    specs = {name: {**spec, "fields": list(spec["fields"])} for name, spec in resource_specs().items()}
    require_declared(specs)
    change(specs)
    with pytest.raises(InputError, match=says):
        require_declared(specs)


def test_a_column_that_means_two_things_has_two_lines_in_the_dictionary():
    descriptor = (ROOT / "datapackage.json").read_bytes()
    names = [resource["name"] for resource in json.loads(descriptor)["resources"]]
    page = dictionary_page(descriptor, {name: [] for name in names}).decode()
    assert "| `reason` of redirects, renames | string |" in page
    assert "| `reason` of revisions | string |" in page
    assert "| `table` of topic_cells | string |  | Table | 表 | Name of the topic table |" in page


# Redirects


IDS = {
    "figures": [{"figure_id": "book:1:1"}],
    "observations": [{"observation_id": "ayton:2030"}],
    "series": [{"series_id": "ayton"}],
    "relations": [{"relation_id": "sum:north"}],
}


def redirected(*pairs: tuple[str, str]) -> list[str]:
    rows = [{"old_id": old, "new_id": new, "reason": "recoded"} for old, new in pairs]
    return [str(problem) for problem in redirect_problems(rows, IDS)]


def test_a_redirect_leads_from_what_is_gone_to_any_id_directly_or_by_another():
    assert redirected(("a", "ayton:2030"), ("b", "book:1:1"), ("c", "ayton"), ("d", "sum:north"), ("e", "a")) == []


def test_a_redirect_to_what_is_no_id_is_refused():
    (line,) = redirected(("1962.6", "1926.6"))
    assert line.startswith("seeds/redirects.csv, row 2, column new_id: '1926.6' is no id of figures, observations, ")


def test_a_redirect_away_from_what_is_still_there_is_refused():
    (line,) = redirected(("ayton:2030", "ayton"))
    assert line == "seeds/redirects.csv, row 2, column old_id: 'ayton:2030' is still an id; take the row out"


# The version at hand


def test_the_version_is_that_of_the_checkout_that_is_built(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "7.8.9"\n', "utf-8")
    assert project_version(tmp_path) == "7.8.9"


def test_seeds_without_a_project_have_the_version_of_this_checkout(tmp_path):
    assert project_version(tmp_path) == project_version(ROOT)


@pytest.mark.parametrize("content", ["", "[project", "[project]\n", "project = 1\n"])
def test_a_project_without_version_is_one_line(content, tmp_path):
    (tmp_path / "pyproject.toml").write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"pyproject\.toml, column version: cannot be read"):
        project_version(tmp_path)
