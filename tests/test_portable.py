"""The lint of the portable profile, on a small descriptor that has everything allowed and one fault at a time."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checks.package.portable import portable_problems
from checks.package.portable_cells import portable_cell_problems
from checks.package.portable_fields import misread, portable_pattern
from scripts import validate
from scripts.validating import stages

from .conftest import ROOT, listed, rows_of, set_cell

Descriptor = dict[str, Any]
Change = Callable[[Descriptor], object]


def resource(name: str, fields: list[Descriptor], **schema: Any) -> Descriptor:
    return {
        "name": name,
        "profile": "tabular-data-resource",
        "type": "table",
        "path": f"resources/{name}.csv",
        "title": "A table",
        "title_zh": "表",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True},
        "bytes": 12,
        "hash": "sha256:" + "0" * 64,
        "schema": {"fields": fields, "primaryKey": [fields[0]["name"]], "missingValues": [""], **schema},
    }


def descriptor() -> Descriptor:
    """Whatever the profile has, once."""
    link = {"fields": ["area"], "reference": {"resource": "areas", "fields": ["area"]}}
    fields: list[Descriptor] = [
        {"name": "id", "type": "string", "constraints": {"required": True, "pattern": "^([a-z]+|[A-Z_0-9]{2,3})$"}},
        {"name": "area", "type": "string", "title": "Area", "title_zh": "地区", "description": "Where"},
        {"name": "flow", "type": "string", "constraints": {"enum": ["exports", "_Z"]}},
        {"name": "value", "type": "number", "unit": "percent", "constraints": {"minimum": "-0.5", "maximum": "100"}},
        {"name": "line", "type": "integer", "constraints": {"minimum": "1"}},
        {"name": "day", "type": "date", "constraints": {"minimum": "2020-01-01"}},
        {"name": "sure", "type": "boolean"},
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": "example",
        "title": "Example",
        "title_zh": "例子",
        "version": "1.0.0",
        "created": "2026-01-31T00:00:00Z",
        "keywords": ["example"],
        "licenses": [{"name": "CC-BY-4.0"}],
        "contributors": [{"title": "Someone", "role": "author"}],
        "sources": [{"title": "A page"}],
        "resources": [
            resource("facts", fields, foreignKeys=[link]),
            resource("areas", [{"name": "area", "type": "string"}]),
        ],
    }


def table(d: Descriptor) -> Descriptor:
    found: Descriptor = d["resources"][0]
    return found


def schema(d: Descriptor) -> Descriptor:
    found: Descriptor = table(d)["schema"]
    return found


def field(d: Descriptor, name: str) -> Descriptor:
    return next(f for f in schema(d)["fields"] if f["name"] == name)


def limit(d: Descriptor, name: str) -> Descriptor:
    found: Descriptor = field(d, name).setdefault("constraints", {})
    return found


def link(d: Descriptor) -> Descriptor:
    found: Descriptor = schema(d)["foreignKeys"][0]
    return found


FORBIDDEN: dict[str, tuple[str, Change]] = {
    # the package
    "no marker of version 2": ("$schema", lambda d: d.pop("$schema")),
    "a marker of another version": ("$schema", lambda d: d.update({"$schema": "https://example.org/3"})),
    "no marker of version 1": ("profile", lambda d: d.pop("profile")),
    "a general package": ("profile", lambda d: d.update(profile="data-package")),
    "a title of languages": ("title", lambda d: d.update(title={"en": "Example", "zh": "例子"})),
    "a translated title of languages": ("title_zh", lambda d: d.update(title_zh={"zh": "例子"})),
    "a version of two numbers": ("version", lambda d: d.update(version="1.0")),
    "a day without time": ("created", lambda d: d.update(created="2026-01-31")),
    "a time without zone": ("created", lambda d: d.update(created="2026-01-31T00:00:00")),
    "no moment": ("created", lambda d: d.pop("created")),
    "a role of version 2": ("contributors/0/role", lambda d: d["contributors"][0].update(role="editor")),
    "roles of version 2": ("contributors/0/roles", lambda d: d["contributors"][0].update(roles=["author"])),
    "a contributor without title": ("contributors/0", lambda d: d["contributors"][0].pop("title")),
    "a licence without name": ("licenses/0", lambda d: d["licenses"][0].pop("name")),
    "a source without title": ("sources/0", lambda d: d.update(sources=[{"path": "page.html"}])),
    "an unknown property": ("temporal", lambda d: d.update(temporal={"start": "2020"})),
    "no resources": ("resources", lambda d: d.update(resources=[])),
    "two resources of one name": ("resources", lambda d: d["resources"].append(copy.deepcopy(table(d)))),
    # a resource
    "a name in capitals": ("Facts/name", lambda d: table(d).update(name="Facts")),
    "a general resource": ("facts/profile", lambda d: table(d).update(profile="data-resource")),
    "no type": ("facts/type", lambda d: table(d).pop("type")),
    "a list of paths": ("facts/path", lambda d: table(d).update(path=["a.csv", "b.csv"])),
    "a path upwards": ("facts/path", lambda d: table(d).update(path="resources/../facts.csv")),
    "an absolute path": ("facts/path", lambda d: table(d).update(path="/resources/facts.csv")),
    "a path with backslashes": ("facts/path", lambda d: table(d).update(path="resources\\facts.csv")),
    "an address": ("facts/path", lambda d: table(d).update(path="https://example.org/facts.csv")),
    "a path with a space": ("facts/path", lambda d: table(d).update(path="resources/the facts.csv")),
    "a compressed file": ("facts/path", lambda d: table(d).update(path="resources/facts.csv.gz")),
    "inline data": ("facts/data", lambda d: table(d).update(data=[["id"], ["a"]])),
    "compression": ("facts/compression", lambda d: table(d).update(compression="gz")),
    "a scheme": ("facts/scheme", lambda d: table(d).update(scheme="file")),
    "another format": ("facts/format", lambda d: table(d).update(format="xlsx")),
    "another media type": ("facts/mediatype", lambda d: table(d).update(mediatype="application/json")),
    "a byte order mark": ("facts/encoding", lambda d: table(d).update(encoding="utf-8-sig")),
    "no encoding": ("facts/encoding", lambda d: table(d).pop("encoding")),
    "no dialect": ("facts/dialect", lambda d: table(d).pop("dialect")),
    "another delimiter": ("facts/dialect", lambda d: table(d).update(dialect={"delimiter": ";", "doubleQuote": True})),
    "a richer dialect": ("facts/dialect", lambda d: table(d)["dialect"].update(header=False)),
    "a delimiter alone, which version 1 refuses": ("facts/dialect", lambda d: table(d)["dialect"].pop("doubleQuote")),
    "a size in words": ("facts/bytes", lambda d: table(d).update(bytes="12")),
    "no size": ("facts/bytes", lambda d: table(d).pop("bytes")),
    "a hash without its kind": ("facts/hash", lambda d: table(d).update(hash="0" * 64)),
    "a weak hash": ("facts/hash", lambda d: table(d).update(hash="md5:" + "0" * 32)),
    "a schema behind a path": ("facts/schema", lambda d: table(d).update(schema="schema.json")),
    "a JSON Schema for data": ("facts/jsonSchema", lambda d: table(d).update(jsonSchema={})),
    "a description of languages": ("facts/description", lambda d: table(d).update(description={"en": "x"})),
    # a Table Schema
    "fields in any order": ("facts/fieldsMatch", lambda d: schema(d).update(fieldsMatch=["subset"])),
    "unique keys": ("facts/uniqueKeys", lambda d: schema(d).update(uniqueKeys=[["id"]])),
    "no missing values": ("facts/missingValues", lambda d: schema(d).pop("missingValues")),
    "a word for missing": ("facts/missingValues", lambda d: schema(d).update(missingValues=["", "NA"])),
    "labelled missing values": (
        "facts/missingValues",
        lambda d: schema(d).update(missingValues=[{"value": "", "label": "none"}]),
    ),
    "no fields": ("facts/fields", lambda d: schema(d).update(fields=[])),
    "two fields of one name": ("facts/fields", lambda d: schema(d)["fields"].append({"name": "id", "type": "string"})),
    "a key in plain text": ("facts/primaryKey", lambda d: schema(d).update(primaryKey="id")),
    "a key out of order": ("facts/primaryKey", lambda d: schema(d).update(primaryKey=["area", "id"])),
    "a key of no field": ("facts/primaryKey", lambda d: schema(d).update(primaryKey=["id", "year"])),
    "no key": ("facts/primaryKey", lambda d: schema(d).pop("primaryKey")),
    "a link in plain text": ("facts/foreignKeys", lambda d: link(d).update(fields="area")),
    "a link of no field": ("facts/foreignKeys", lambda d: link(d).update(fields=["place"])),
    "a link without resource": ("facts/foreignKeys", lambda d: link(d)["reference"].pop("resource")),
    "a link with an empty resource": ("facts/foreignKeys", lambda d: link(d)["reference"].update(resource="")),
    "a link into nowhere": ("facts/foreignKeys", lambda d: link(d)["reference"].update(resource="places")),
    "a link to no column": ("facts/foreignKeys", lambda d: link(d)["reference"].update(fields=["code"])),
    "a link of one to two": ("facts/foreignKeys", lambda d: link(d)["reference"].update(fields=["area", "area"])),
    "a link into its own table": (
        "facts/foreignKeys",
        lambda d: link(d)["reference"].update(resource="facts", fields=["id"]),
    ),
    "a link with a predicate": ("facts/foreignKeys", lambda d: link(d).update(predicate="is in")),
    "a link without reference": ("facts/foreignKeys", lambda d: link(d).update(reference="areas")),
    # a field
    "a field without type": ("facts/area/type", lambda d: field(d, "area").pop("type")),
    "a list": ("facts/area/type", lambda d: field(d, "area").update(type="list")),
    "a year": ("facts/area/type", lambda d: field(d, "area").update(type="year")),
    "a datetime": ("facts/day/type", lambda d: field(d, "day").update(type="datetime")),
    "any type": ("facts/area/type", lambda d: field(d, "area").update(type="any")),
    "a format": ("facts/day/format", lambda d: field(d, "day").update(format="%d.%m.%Y")),
    "missing values of a field": ("facts/area/missingValues", lambda d: field(d, "area").update(missingValues=["-"])),
    "categories": ("facts/flow/categories", lambda d: field(d, "flow").update(categories=["exports"])),
    "other words for true": ("facts/sure/trueValues", lambda d: field(d, "sure").update(trueValues=["yes"])),
    "numbers with signs of units": ("facts/value/bareNumber", lambda d: field(d, "value").update(bareNumber=False)),
    "a decimal comma": ("facts/value/decimalChar", lambda d: field(d, "value").update(decimalChar=",")),
    "a group mark": ("facts/value/groupChar", lambda d: field(d, "value").update(groupChar=",")),
    "a title of a field in languages": ("facts/area/title", lambda d: field(d, "area").update(title={"en": "Area"})),
    "constraints in plain text": ("facts/area/constraints", lambda d: field(d, "area").update(constraints="required")),
    "a length": ("facts/id/minLength", lambda d: limit(d, "id").update(minLength=2)),
    "uniqueness": ("facts/id/unique", lambda d: limit(d, "id").update(unique=True)),
    "an open end": ("facts/value/exclusiveMinimum", lambda d: limit(d, "value").update(exclusiveMinimum="0")),
    "a JSON Schema": ("facts/id/jsonSchema", lambda d: limit(d, "id").update(jsonSchema={})),
    "required in words": ("facts/id/required", lambda d: limit(d, "id").update(required="true")),
    "a bound as number": ("facts/value/minimum", lambda d: limit(d, "value").update(minimum=0)),
    "a bound with an exponent": ("facts/value/maximum", lambda d: limit(d, "value").update(maximum="1e2")),
    "a broken bound of whole numbers": ("facts/line/minimum", lambda d: limit(d, "line").update(minimum="1.5")),
    "a bound of text": ("facts/area/minimum", lambda d: limit(d, "area").update(minimum="A")),
    "a pattern of a number": ("facts/value/pattern", lambda d: limit(d, "value").update(pattern="^[0-9]$")),
    "an open pattern": ("facts/id/pattern", lambda d: limit(d, "id").update(pattern="[a-z]+")),
    "no list of codes": ("facts/flow/enum", lambda d: limit(d, "flow").update(enum="exports")),
    "an empty list of codes": ("facts/flow/enum", lambda d: limit(d, "flow").update(enum=[])),
    "a code twice": ("facts/flow/enum", lambda d: limit(d, "flow").update(enum=["exports", "exports"])),
    "codes as numbers": ("facts/flow/enum", lambda d: limit(d, "flow").update(enum=[1, 2])),
    "codes like numbers": ("facts/flow/enum", lambda d: limit(d, "flow").update(enum=["001", "002"])),
    "a code like nothing": ("facts/flow/enum", lambda d: limit(d, "flow").update(enum=["exports", "NA"])),
    "codes of a number": ("facts/value/enum", lambda d: limit(d, "value").update(enum=["a"])),
}


def test_the_small_descriptor_and_the_committed_one_keep_to_the_profile() -> None:
    committed = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    for d in (descriptor(), committed):
        assert not portable_problems(d), listed(portable_problems(d))


FOLLOWS = {"two fields of one name": {"facts/primaryKey"}, "a datetime": {"facts/day/minimum"}}
"""What else a fault makes wrong."""


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_feature_outside_the_profile_is_refused_at_its_place_and_nowhere_else(name: str) -> None:
    place, change = FORBIDDEN[name]
    d = descriptor()
    change(d)
    found = portable_problems(d)
    assert {p.column for p in found} == {place, *FOLLOWS.get(name, ())}, listed(found)
    assert all(p.file == "datapackage.json" and p.message for p in found)


@pytest.mark.parametrize(
    "pattern",
    ["^a$", "^(_U|[0-9]{4}(-Q[1-4]|-[0-9]{2})?)$", "^([a-z][a-z0-9_]*)$", r"^[0-9]+(\.[0-9]+)?$", "^[^,]{1,}$", "^.*$"],
)
def test_plain_anchored_patterns_are_portable(pattern: str) -> None:
    assert portable_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        *("a", "^a", "a$", "^a|b$", "^(a$", "^a)$", "^[a$", 5, None),
        *(r"^\d+$", r"^\w$", r"^\s$", r"^\p{L}$", r"^\bword\b$", r"^(a)\1$", r"^[\d]+$", r"^\x41$", r"^\u0041$"),
        *("^(?:a)$", "^(?=a)a$", "^(?!a)b$", "^(?i)a$", "^(?P<x>a)$", "^a+?$", "^a*?$", "^a++$", "^a{2}?$", "^a{,2}$"),
        *("^[[:alpha:]]$", "^[a-z&&[aeiou]]$", "^a^b$", "^a$b$"),
    ],
)
def test_patterns_that_readers_take_in_different_senses_are_refused(pattern: object) -> None:
    assert not portable_pattern(pattern)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        *((number, "a number") for number in ("1", "001", "-1", "+1.5", ".5", "5.", "1e5", "54865e614128")),
        *((word, "nothing") for word in ("NA", "N/A", "null", "NaN", "None")),
        *((word, "a truth value") for word in ("true", "FALSE")),
        *((text, None) for text in ("", "NAM", "1a", "e5", "-", "_Z", "2025-Q1", "1,5", "none", "亿")),
    ],
)
def test_text_that_a_guessing_reader_takes_for_something_else_is_known(text: str, taken: str | None) -> None:
    assert misread(text) == taken


# Cells


AREAS: list[dict[str, str]] = [{"id": "a", "area": "GBR", "value": "1"}, {"id": "b", "area": "DEU", "value": ""}]


def cell_problems(folder: Path, rows: list[dict[str, str]], header: str = "id,area,value") -> list[str]:
    (folder / "facts.csv").write_text(f"{header}\n", "utf-8")
    link = {"fields": ["area"], "reference": {"resource": "areas", "fields": ["area"]}}
    names = {"id": "string", "area": "string", "value": "number"}
    fields = [{"name": name, "type": kind} for name, kind in names.items()]
    schema = {"fields": fields, "primaryKey": ["id"], "foreignKeys": [link]}
    return [str(p) for p in portable_cell_problems(folder, {"path": "facts.csv", "schema": schema}, rows)]


def test_plain_cells_keep_to_the_profile(tmp_path: Path) -> None:
    assert not cell_problems(tmp_path, AREAS)
    assert not cell_problems(tmp_path, [])


@pytest.mark.parametrize(
    ("row", "column", "text", "says"),
    [
        (1, "area", "", "facts.csv, row 3, column area: is an empty link"),
        (0, "area", "NA", "facts.csv, row 2, column area: 'NA' is read as nothing"),
        (1, "id", "null", "facts.csv, row 3, column id: 'null' is read as nothing"),
    ],
)
def test_a_cell_that_readers_lose_is_refused_with_its_place(
    row: int, column: str, text: str, says: str, tmp_path: Path
) -> None:
    rows = copy.deepcopy(AREAS)
    rows[row][column] = text
    (found,) = cell_problems(tmp_path, rows)
    assert found.startswith(says)


def test_a_column_of_codes_that_all_look_like_numbers_is_refused(tmp_path: Path) -> None:
    (found,) = cell_problems(tmp_path, [{**row, "id": f"00{n}"} for n, row in enumerate(AREAS)])
    assert found.startswith("facts.csv, column id: holds nothing but codes that look like numbers")


def test_columns_in_another_order_than_in_the_schema_are_refused(tmp_path: Path) -> None:
    (found,) = cell_problems(tmp_path, AREAS, "area,id,value")
    assert found.startswith("facts.csv, row 1: columns stand in another order")


# Within the validation


def test_the_validation_runs_the_lint_on_descriptor_and_cells(package, tmp_path, only, capsys):
    only(stages.portable)
    run = ["--package", str(package), "--report", str(tmp_path / "report")]
    assert validate.main(run) == 0
    assert ": 0 columns" not in capsys.readouterr().out
    row = set_cell(package / "resources" / "agencies.csv", "label_en", "NULL")
    file = package / "datapackage.json"
    d = json.loads(file.read_text("utf-8"))
    d["resources"][0]["schema"]["fieldsMatch"] = ["subset"]
    file.write_text(json.dumps(d), "utf-8")
    assert rows_of(package / "resources" / "agencies.csv")[row - 2]["label_en"] == "NULL"
    assert validate.main(run) == 1
    output = capsys.readouterr().out
    assert f"{d['resources'][0]['name']}/fieldsMatch: is outside the portable profile" in output
    assert f"resources/agencies.csv, row {row}, column label_en: 'NULL' is read as nothing" in output
