"""The metadata gate: one defect, one line that names it; warnings are listed and fail nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import china_services_trade as cst
from checks.package.agreement import agreement_problems, agreement_warnings
from checks.package.metadata import metadata_problems, metadata_warnings
from checks.problems import InputError
from scripts import validate
from scripts.validating import stages

from .conftest import ROOT, TEXTS, copy_to, listed

Change = Callable[[dict[str, Any]], object]

TEXTS_OF = {"title": "Trade", "title_zh": "贸易", "description": "What is traded, and where."}


def field(name: str, kind: str = "string", unit: str = "", title: str = "Area", **more: Any) -> dict[str, Any]:
    texts = {"title": title, "title_zh": f"{title}：地区", "description": "Where it is measured"}
    return {"name": name, "type": kind, **texts, **({"unit": unit} if unit else {})} | more


GOOD: dict[str, Any] = {
    **TEXTS_OF,
    "homepage": "somewhere",
    "resources": [
        {
            **TEXTS_OF,
            "name": "trade",
            "schema": {
                "fields": [
                    field("area"),
                    field("value_musd", "number", "million US dollars", "Value"),
                    field("growth_pc", "number", "percent", "Growth"),
                    field("gap_pp", "number", "percentage points", "Gap"),
                    field("position", "integer", "1", "Position"),
                    field("lower", "number", "see unit_measure, in units where the table has none", "Lower end"),
                    field("slack", "number", "see column unit", "Slack"),
                    field("unit", title="Unit"),
                ]
            },
        },
        {**TEXTS_OF, "name": "units", "schema": {"fields": [field("unit_measure")]}},
    ],
}


def changed(change: Change) -> dict[str, Any]:
    descriptor = deepcopy(GOOD)
    change(descriptor)
    return descriptor


def of(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Picks a column of the good descriptor."""

    def pick(descriptor: dict[str, Any]) -> dict[str, Any]:
        fields = [f for resource in descriptor["resources"] for f in resource["schema"]["fields"]]
        found: dict[str, Any] = next(f for f in fields if f["name"] == name)
        return found

    return pick


def test_a_well_described_package_has_neither_problems_nor_warnings() -> None:
    assert metadata_problems(GOOD, {}) == [] == metadata_warnings(GOOD, {})


DEFECTS: dict[str, tuple[Change, str]] = {
    "a column without description": (
        lambda d: of("area")(d).pop("description"),
        "datapackage.json, column trade.area.description: is missing; write it",
    ),
    "a description of spaces": (
        lambda d: of("area")(d).update(description="  "),
        "datapackage.json, column trade.area.description: is missing; write it",
    ),
    "a column without English label": (
        lambda d: of("area")(d).update(title=""),
        "datapackage.json, column trade.area.title: is missing; write it",
    ),
    "a column without Chinese label": (
        lambda d: of("area")(d).pop("title_zh"),
        "datapackage.json, column trade.area.title_zh: is missing; write it",
    ),
    "an English label where the Chinese one belongs": (
        lambda d: of("area")(d).update(title_zh="Area"),
        "datapackage.json, column trade.area.title_zh: 'Area' is not Chinese; translate it",
    ),
    "a Chinese label where the English one belongs": (
        lambda d: of("area")(d).update(title="地区"),
        "datapackage.json, column trade.area.title: '地区' is not English; translate it",
    ),
    "a label that is no text": (
        lambda d: of("area")(d).update(title={"en": "Area"}),
        "datapackage.json, column trade.area.title: is missing; write it",
    ),
    "a number without unit": (
        lambda d: of("position")(d).pop("unit"),
        "datapackage.json, column trade.position.unit: is missing; write the unit, 1 for a pure number, "
        "or 'see' the columns that say it",
    ),
    "a unit that the name of the column contradicts": (
        lambda d: of("value_musd")(d).update(unit="million yuan"),
        "datapackage.json, column trade.value_musd.unit: is 'million yuan', but the name ends in _musd; "
        "write million US dollars",
    ),
    "percent where the name says percentage points": (
        lambda d: of("gap_pp")(d).update(unit="percent"),
        "datapackage.json, column trade.gap_pp.unit: is 'percent', but the name ends in _pp; write percentage points",
    ),
    "a unit that sends to a column that is not there": (
        lambda d: of("lower")(d).update(unit="see unit_measure"),
        "datapackage.json, column trade.lower.unit: sends its reader to unit_measure, which is no column there; "
        "correct it",
    ),
    "a unit that sends to a plain word that is no column": (
        lambda d: of("slack")(d).update(unit="see column units"),
        "datapackage.json, column trade.slack.unit: sends its reader to units, which is no column there; correct it",
    ),
    "a table without description": (
        lambda d: d["resources"][0].pop("description"),
        "datapackage.json, column trade.description: is missing; write it",
    ),
    "a table without Chinese title": (
        lambda d: d["resources"][1].update(title_zh=""),
        "datapackage.json, column units.title_zh: is missing; write it",
    ),
    "a package without title": (lambda d: d.pop("title"), "datapackage.json, column title: is missing; write it"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_gap_in_the_descriptions_is_a_problem_that_names_it(defect: str) -> None:
    change, line = DEFECTS[defect]
    assert [str(p) for p in metadata_problems(changed(change), {})] == [line]


def test_in_a_checkout_the_problem_names_the_line_that_describes_all_columns_of_the_name() -> None:
    def change(descriptor: dict[str, Any]) -> None:
        descriptor["resources"][1]["schema"]["fields"].append(field("area", title=""))
        of("area")(descriptor)["title"] = ""

    assert [str(p) for p in metadata_problems(changed(change), {"area": 7})] == [
        "schemas/fields.csv, row 7, column title_en: of area is missing; write it"
    ]


SHORTCOMINGS: dict[str, tuple[Change, str]] = {
    "no homepage": (lambda d: d.pop("homepage"), "datapackage.json, column homepage: is missing; give the address"),
    "codes that the description does not explain": (
        lambda d: of("area")(d).update(constraints={"enum": ["Where", "CHN"]}),
        "datapackage.json, column area: the description does not explain CHN; add them",
    ),
    "a description that repeats the title": (
        lambda d: of("area")(d).update(description="Area."),
        "datapackage.json, column area: the description only repeats the title",
    ),
    "two columns of one label": (
        lambda d: of("gap_pp")(d).update(title="Growth", title_zh="增长"),
        "datapackage.json, column trade: two columns have the title 'Growth'; tell them apart",
    ),
}


@pytest.mark.parametrize("shortcoming", SHORTCOMINGS)
def test_a_shortcoming_is_a_warning_and_no_problem(shortcoming: str) -> None:
    change, line = SHORTCOMINGS[shortcoming]
    descriptor = changed(change)
    found = [str(w) for w in metadata_warnings(descriptor, {})]
    assert len(found) == 1 and found[0].startswith(line), listed(found)
    assert metadata_problems(descriptor, {}) == []


def test_two_chinese_labels_of_a_table_that_are_the_same_are_a_warning_too() -> None:
    columns = [field(name, title=name.title(), title_zh="地区") for name in ("area", "partner")]
    descriptor = {**GOOD, "resources": [{**TEXTS_OF, "name": "t", "schema": {"fields": columns}}]}
    assert [str(w) for w in metadata_warnings(descriptor, {})] == [
        "datapackage.json, column t: two columns have the title_zh '地区'; tell them apart"
    ]


# Version, licences and contributors


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return copy_to(tmp_path, ("datapackage.json", *TEXTS))


def replaced(folder: Path, file: str, old: str, new: str) -> int:
    """Replaces a text once; returns the line where it stood."""
    content = (folder / file).read_text("utf-8")
    assert old in content
    (folder / file).write_text(content.replace(old, new, 1), "utf-8")
    return content[: content.index(old)].count("\n") + 1


def test_the_committed_files_agree_and_at_least_nine_statements_were_compared() -> None:
    # version: descriptor, citation, changelog; licences and contributors: descriptor, citation; two licence texts
    # and, once it is released, the day: citation, changelog
    compared, problems = agreement_problems(ROOT)
    assert (compared >= 9, problems) == (True, [])


NOW = cst.__version__
DISAGREEMENTS = [
    ("CITATION.cff", "\nversion: ", "\nversion: 9", f"version: is 9{NOW}, but pyproject.toml says {NOW}"),
    ("datapackage.json", '"version": "', '"version": "9', f"version: is 9{NOW}, but pyproject.toml says {NOW}"),
    (
        "CHANGELOG.md",
        f"## {NOW}",
        f"## 9.9.9 (not yet released)\n\n## {NOW}",
        "version: is 9.9.9, but pyproject.toml says",
    ),
    (  # behind a day that may stand there already: of two the last counts
        "CITATION.cff",
        "\nlicense: ",
        "\ndate-released: 1926-01-01\nlicense: ",
        "released: is 1926-",
    ),
    ("CHANGELOG.md", f"## {NOW} (", f"## {NOW} (1926-01-01)\n\n## 0.0.9 (", "released: is 1926-"),
    ("CITATION.cff", "license: CC-BY-4.0", "license: MIT", "licences: is MIT, but pyproject.toml says CC-BY-4.0"),
    ("datapackage.json", '"name": "CC-BY-4.0"', '"name": "CC0-1.0"', "licences: is CC0-1.0, but pyproject.toml says"),
    ("CITATION.cff", "  - name: china", "  - name: other china", "contributors: is other china-services-trade contri"),
    (
        "datapackage.json",
        '"title": "china-services-trade contributors"',
        '"title": "someone"',
        "contributors: is someone, but pyproject.toml says china-services-trade contributors",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "says"), DISAGREEMENTS)
def test_a_statement_that_differs_is_a_problem_that_names_file_line_and_both_sides(
    file: str, old: str, new: str, says: str, texts: Path
) -> None:
    row = replaced(texts, file, old, new)
    compared, problems = agreement_problems(texts)
    assert compared >= 9
    (problem,) = map(str, problems)
    assert problem.startswith(f"{file}, row ") and f", column {says}" in problem, problem
    assert abs(int(problem.split("row ")[1].split(",")[0]) - row) <= 2, problem  # lists begin a line or two above
    assert problem.endswith(("correct the one that is wrong", "correct the wrong one"))


def test_a_licence_in_the_project_that_no_other_file_names_is_a_problem_of_both(texts: Path) -> None:
    replaced(texts, "pyproject.toml", '"MIT AND CC-BY-4.0"', '"MIT AND CC-BY-4.0 AND ODbL-1.0"')
    _, problems = agreement_problems(texts)
    assert [(p.file, p.column) for p in problems] == [("datapackage.json", "licences"), ("CITATION.cff", "licences")]


def test_a_licence_text_that_is_missing_is_a_problem(texts: Path) -> None:
    (texts / "LICENSE-DATA").unlink()
    (problem,) = map(str, agreement_problems(texts)[1])
    assert problem.startswith("pyproject.toml, row ") and ", column LICENSE-DATA: is missing; restore it" in problem


def test_a_person_is_named_by_given_and_family_names(texts: Path) -> None:
    people = "  - given-names: Ann\n    family-names: Example\n"
    replaced(texts, "CITATION.cff", "  - name: china-services-trade contributors\n", people)
    (problem,) = agreement_problems(texts)[1]
    assert problem.message.startswith("is Ann Example, but")


@pytest.mark.parametrize("file", ["pyproject.toml", "datapackage.json", "CITATION.cff", "CHANGELOG.md"])
@pytest.mark.parametrize("data", [None, b"", b"\xff\xfe", b"[]\n", b"{", b"a: [\n", b"- a\n"])
def test_a_file_that_says_nothing_usable_is_one_line(file: str, data: bytes | None, texts: Path) -> None:
    (texts / file).unlink()
    if data is not None:
        (texts / file).write_bytes(data)
    try:
        problems = agreement_problems(texts)[1]
    except InputError as error:
        problems = list(error.problems)
    assert {p.file for p in problems} == {file}


def test_what_a_citation_could_still_tell_is_a_warning(texts: Path) -> None:
    missing = [w.column for w in agreement_warnings(texts)]
    with (texts / "CITATION.cff").open("a", encoding="utf-8") as stream:
        stream.writelines(f"{key}: something\n" for key in missing)
    assert agreement_warnings(texts) == []


# The stage


def run(subject: stages.Subject) -> Any:
    return stages.metadata(subject)


def test_the_stage_fails_on_a_problem_and_lists_warnings_without_failing(checkout: Path) -> None:
    result = run(stages.Subject(checkout, True, None))
    assert result.status == "passed" and result.examined > 500
    assert any("homepage" in warning for warning in result.warnings)
    replaced(checkout, "CITATION.cff", "\nversion: ", "\nversion: 9")
    assert run(stages.Subject(checkout, True, None)).status == "failed"


def test_a_package_folder_is_judged_by_its_descriptor_alone(package: Path) -> None:
    result = run(stages.Subject(package, False, None))
    assert result.status == "passed" and "no other files" in result.notes[0]
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    del descriptor["resources"][0]["schema"]["fields"][0]["description"]
    (package / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    result = run(stages.Subject(package, False, None))
    name = descriptor["resources"][0]["schema"]["fields"][0]["name"]
    assert result.problems == [
        f"datapackage.json, column {descriptor['resources'][0]['name']}.{name}.description: is missing; write it"
    ]


def test_warnings_are_printed_and_stand_in_the_machine_readable_results(package, tmp_path, only, capsys) -> None:
    only(stages.metadata)
    assert validate.main(["--package", str(package), "--report", str(tmp_path / "report")]) == 0
    assert "     warning: datapackage.json, column homepage: is missing" in capsys.readouterr().out
    (stage,) = json.loads((tmp_path / "report" / "validation.json").read_text("utf-8"))["stages"]
    assert stage["status"] == "passed" and stage["problems"] == [] and stage["warnings"]
    assert "<h2>Warnings</h2>" in (tmp_path / "report" / "validation.html").read_text("utf-8")
