"""The golden table, the normal form of readers, their comparison, and what the command makes of both; no network."""

from __future__ import annotations

import ast
import csv
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import china_services_trade as cst
from checks.problems import InputError
from scripts import readers
from scripts.loading import environments, profiles, run
from scripts.loading.compare import (
    CHARACTERS_LOST,
    EMPTY_TEXT,
    LOST_VALUE,
    OTHER_NUMBER,
    OTHER_TEXT,
    TEXT_KEPT,
    TEXT_TURNED,
    Comparison,
    compare,
    difference,
)
from scripts.loading.environments import Environment, NotInstalled
from scripts.loading.golden import Table, golden_tables
from scripts.loading.page import differences, missing, page
from scripts.loading.profiles import OFFICIAL, Profiles
from scripts.loading.readers import normal_form
from scripts.loading.readers import profiles as official
from scripts.loading.run import Outcome, ReaderFailed
from scripts.loading.ways import PROFILES, WAYS, Way

from .conftest import ROOT, listed

FIELDS = {"code": "string", "name": "string", "value": "number", "line": "integer", "sure": "boolean", "day": "date"}
ROWS = [
    ["001", "NA", "12.50", "7", "true", "2024-02-29"],
    ["1e5", 'a "b", c', "-0.000001", "-3", "false", ""],
    ["x", "", "12345678901234567890.123456", "", "", ""],
    ["é亿", " padded ", "0", "0", "", "1999-12-31"],
]
GOLDEN = [
    ["text:001", "text:NA", "number:12.5", "number:7", "boolean:true", "date:2024-02-29"],
    ["text:1e5", 'text:a "b", c', "number:-0.000001", "number:-3", "boolean:false", None],
    ["text:x", None, "number:12345678901234567890.123456", None, None, None],
    ["text:é亿", "text: padded ", "number:0", "number:0", None, "date:1999-12-31"],
]
"""Written by hand from the rows above."""


def write_package(folder: Path, rows: list[list[str]], header: list[str] | None = None) -> Path:
    """A package of one resource, ``things``, with everything that readers get wrong."""
    (folder / "resources").mkdir(parents=True)
    with (folder / "resources" / "things.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header or list(FIELDS), *rows])
    fields = [{"name": name, "type": kind} for name, kind in FIELDS.items()]
    resource = {
        "name": "things",
        "profile": "tabular-data-resource",
        "type": "table",
        "path": "resources/things.csv",
        "format": "csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True},
        "schema": {"fields": fields, "primaryKey": ["code"], "missingValues": [""]},
    }
    content = {"profile": "tabular-data-package", "name": "traps", "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(content), "utf-8")
    return folder


@pytest.fixture
def traps(tmp_path: Path) -> Path:
    return write_package(tmp_path / "traps", ROWS)


# The golden table


def test_the_golden_table_keeps_every_character_and_digit_and_tells_nothing_from_text(traps):
    table = golden_tables(traps)["things"]
    assert table.rows == GOLDEN
    assert table.printed == ROWS
    assert (table.columns, table.types, table.size) == (list(FIELDS), list(FIELDS.values()), 24)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        *(("value", text) for text in ("1,000", "5%", "+3", "1e3", "01", ".5", "5.", " 5", "NaN", "INF", "５", "-")),
        *(("line", text) for text in ("1.0", "1e3", "007", "-", "+1", "true")),
        *(("sure", text) for text in ("TRUE", "yes", "1", "t")),
        *(("day", text) for text in ("2024-02-30", "2024-2-3", "20240203", "2024-02-03T00:00")),
    ],
)
def test_a_cell_that_is_no_bare_value_of_its_type_is_refused_with_its_place(column, text, tmp_path):
    rows = [list(row) for row in ROWS]
    rows[1][list(FIELDS).index(column)] = text
    with pytest.raises(InputError) as refused:
        golden_tables(write_package(tmp_path / "package", rows))
    assert str(refused.value).startswith(f"resources/things.csv, row 3, column {column}: {text!r} is no bare ")


def test_a_header_or_row_of_another_shape_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"things.csv, row 1: the header differs"):
        golden_tables(write_package(tmp_path / "header", ROWS, [*list(FIELDS)[1:], "code"]))
    with pytest.raises(InputError, match=r"things.csv, row 4: has 5 cells, not 6"):
        golden_tables(write_package(tmp_path / "short", [*ROWS[:2], ROWS[2][:5]]))


def test_the_golden_table_of_the_package_is_what_the_loader_of_the_package_reads():
    """Two readings of the same files, written apart."""

    def normal(value: object) -> str | None:
        if value is None:
            return None
        if isinstance(value, bool):
            return f"boolean:{str(value).lower()}"
        return f"text:{value}" if isinstance(value, str) else f"number:{value}"

    golden = golden_tables(ROOT)
    assert list(golden) == cst.resources()
    for name, table in golden.items():
        loaded = cst.rows(name)
        assert len(loaded) == len(table.rows)
        for row, printed, expected in zip(loaded, table.printed, table.rows, strict=True):
            for value, text, cell in zip(row.values(), printed, expected, strict=True):
                assert difference(cell, text, normal(value)) is None, f"{name}: {cell}, loaded {value!r}"


def test_the_golden_table_shares_nothing_with_any_reader():
    own = imported(ROOT / "scripts" / "loading" / "golden.py")
    assert {name for name in own if name.split(".")[0] not in sys.stdlib_module_names} == {"checks.problems"}


def imported(file: Path) -> set[str]:
    """Names of the modules that a Python file imports; relative ones with their dots."""
    tree = ast.parse(file.read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {"." * node.level + str(node.module or node.names[0].name)}
    return names


# The normal form


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", "text:"),
        ("001", "text:001"),
        (True, "boolean:true"),
        (False, "boolean:false"),
        (7, "number:7"),
        (0.1, "number:0.1"),
        (Decimal("12345678901234567890.10"), "number:12345678901234567890.10"),
        (float("nan"), "number:nan"),
        (date(2024, 2, 29), "date:2024-02-29"),
        (datetime(2024, 2, 29), "datetime:2024-02-29 00:00:00"),
        ([1], "list:[1]"),
    ],
)
def test_a_value_is_its_kind_and_canonical_text(value, expected):
    assert normal_form.cell(value) == expected


def test_scalars_of_numpy_are_what_they_hold():
    import numpy as np

    values = [np.float64(0.1), np.int64(7), np.bool_(True), np.str_("001")]
    assert [normal_form.cell(value) for value in values] == ["number:0.1", "number:7", "boolean:true", "text:001"]


def test_a_reader_imports_nothing_of_the_project_but_the_normal_form_and_our_own_reader_the_loader():
    """The environments hold nothing of ours, and a shared reader of CSV would make the comparison worthless."""
    files = sorted((ROOT / "scripts" / "loading" / "readers").glob("*.py"))
    assert len(files) > 10
    for file in files:
        own = {name for name in imported(file) if name.startswith(".") or name.split(".")[0] in OWN}
        allowed = {".normal_form"} | ({"china_services_trade"} if file.name == "loader.py" else set())
        assert own <= allowed, f"{file.name} imports {own}"


OWN = ("scripts", "checks", "china_services_trade", "tests")


# The comparison


def golden() -> dict[str, Table]:
    return {"things": Table(list(FIELDS), list(FIELDS.values()), GOLDEN, ROWS)}


def lines(rows: list[list[str | None]] | None = None, columns: list[str] | None = None) -> list[str]:
    """What a reader says that got these rows; without rows, the golden ones."""
    names = columns or list(FIELDS)
    head: list[object] = [{"versions": {"reader": "1.0"}}, {"table": "things", "columns": names}]
    return [json.dumps(line) for line in [*head, *(GOLDEN if rows is None else rows), {"kinds": {"value": ["float"]}}]]


def spoiled(row: int, column: str, cell: str | None) -> list[list[str | None]]:
    rows = [list(r) for r in GOLDEN]
    rows[row][list(FIELDS).index(column)] = cell
    return rows


def test_a_reader_that_gets_every_cell_is_exact():
    found = compare(golden(), lines())
    assert found.exact and (found.equal, found.cells, found.tables) == (24, 24, 1)
    assert (found.versions, found.kinds["number"]) == ({"reader": "1.0"}, {"float"})
    assert not found.differing and not found.faults


@pytest.mark.parametrize(
    ("row", "column", "cell", "way"),
    [
        (0, "code", "number:1", CHARACTERS_LOST),
        (1, "code", "number:100000.0", CHARACTERS_LOST),
        (0, "code", "text:1", OTHER_TEXT),
        (0, "name", None, LOST_VALUE),
        (2, "name", "text:", EMPTY_TEXT),
        (2, "name", "text:None", "a value where there is none"),
        (3, "name", "text:padded", OTHER_TEXT),
        (0, "value", "text:12.50", TEXT_KEPT),
        (0, "value", "text:12.5", "another type"),
        (0, "value", "number:12.49999999999999999999", OTHER_NUMBER),
        (2, "value", "number:1.2345678901234567e+19", OTHER_NUMBER),
        (2, "value", "number:12345678901234567890.12345", OTHER_NUMBER),
        (3, "value", "number:nan", OTHER_NUMBER),
        (3, "value", None, LOST_VALUE),
        (2, "line", "number:0", "a value where there is none"),
        (1, "line", "number:3", OTHER_NUMBER),
        (0, "sure", "text:true", TEXT_KEPT),
        (0, "sure", "number:1", "another type"),
        (0, "sure", "boolean:false", "another value"),
        (0, "day", "datetime:2024-02-29 00:00:00", "another type"),
        (0, "day", "date:2024-02-28", "another value"),
    ],
)
def test_a_cell_that_a_reader_gets_wrong_is_noticed_counted_and_named(row, column, cell, way):
    found = compare(golden(), lines(spoiled(row, column, cell)))
    assert not found.exact
    assert found.equal == 23
    assert {name: dict(columns) for name, columns in found.differing.items()} == {way: {column: 1}}
    assert found.first[way].startswith(f"`things`, row {row + 2}, `{column}`: ")


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [
        (0, "value", "number:12.50"),
        (0, "line", "number:7.0"),
        (1, "value", "number:-1e-06"),
        (1, "value", "number:-1E-6"),
        (3, "value", "number:-0"),
    ],
)
def test_the_same_number_in_another_notation_is_the_same_number(row, column, cell):
    assert compare(golden(), lines(spoiled(row, column, cell))).exact


def test_text_that_survives_as_number_is_told_from_text_that_does_not():
    assert difference("text:2023", "2023", "number:2023") == TEXT_TURNED
    assert difference("text:2023.0", "2023.0", "number:2023") == CHARACTERS_LOST


@pytest.mark.parametrize(
    ("name", "spoilt", "says"),
    [
        ("a lost row", lines(GOLDEN[:-1]), "`things` has 3 rows, not 4"),
        ("a row too many", lines([*GOLDEN, GOLDEN[0]]), "`things` has 5 rows, not 4"),
        ("no rows", lines([]), "`things` has 0 rows, not 4"),
        ("a lost column", lines([row[1:] for row in GOLDEN], list(FIELDS)[1:]), "`things` has other columns: name,"),
        ("columns in another order", lines(columns=[*list(FIELDS)[1:], "code"]), "`things` has other columns: name,"),
        ("no table", lines()[:1], "`things` is not read"),
        ("no answer", [], "`things` is not read"),
        ("a table that breaks off", lines()[:-1], "`things` is not read to its end"),
        ("a cell cut off", lines([GOLDEN[0], GOLDEN[1][:-1], *GOLDEN[2:]]), "`things`, row 3, has 5 cells, not 6"),
        ("a cell too many", lines([[*GOLDEN[0], None], *GOLDEN[1:]]), "`things`, row 2, has 7 cells, not 6"),
        ("an error", ['{"table": "things", "error": "Oops: no"}'], "`things` is not read: Oops: no"),
    ],
)
def test_a_table_of_another_shape_is_noticed_and_named(name, spoilt, says):
    found = compare(golden(), spoilt)
    assert not found.exact, name
    assert [fault for fault in found.faults if fault.startswith(says)], listed(found.faults)


def test_rows_in_another_order_are_noticed():
    assert not compare(golden(), lines([GOLDEN[1], GOLDEN[0], *GOLDEN[2:]])).exact


def test_an_empty_table_that_is_not_read_is_noticed():
    empty = {**golden(), "nothing": Table(["x"], ["string"], [], [])}
    assert not compare(empty, lines()).exact
    assert compare(empty, [*lines(), '{"table": "nothing", "columns": ["x"]}', '{"kinds": {}}']).exact


def test_a_table_twice_or_an_unknown_one_is_refused():
    with pytest.raises(ValueError, match="things is read twice"):
        compare(golden(), [*lines(), *lines()[1:]])
    with pytest.raises(ValueError, match="others is read twice or is no resource"):
        compare(golden(), [line.replace("things", "others") for line in lines()])


def test_a_comparison_of_nothing_is_not_exact():
    assert not compare({}, []).exact
    assert not Comparison().exact


# Readers of the project's own environment, on the package with traps


def read_with(script: str, idiom: str, package: Path) -> Comparison:
    """A reader's script, run by the Python of these tests."""
    command = [sys.executable, "-m", f"scripts.loading.readers.{script}", str(package), idiom]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    return compare(golden_tables(package), done.stdout.splitlines())


def test_frictionless_gets_every_cell_of_the_package_with_traps(traps):
    found = read_with("frictionless", "plain", traps)
    assert found.exact, listed([*found.faults, *found.first.values()])
    assert found.kinds["number"] == {"Decimal"}


def test_pandas_without_types_takes_na_for_nothing_and_with_types_loses_only_digits_of_floats(traps):
    guessed = read_with("pandas", "plain", traps)
    assert guessed.differing[LOST_VALUE] == {"name": 1}, "NA is read as nothing"
    assert guessed.differing[TEXT_KEPT] == {"day": 2}
    typed = read_with("pandas", "typed", traps)
    assert {way: dict(columns) for way, columns in typed.differing.items()} == {OTHER_NUMBER: {"value": 1}}
    assert "12345678901234567890.123456" in typed.first[OTHER_NUMBER]


def test_codes_without_letters_lose_their_zeros_in_pandas(tmp_path):
    found = read_with("pandas", "plain", write_package(tmp_path / "codes", [ROWS[0], ["002", *ROWS[1][1:]]]))
    assert found.differing[CHARACTERS_LOST] == {"code": 2}
    assert found.first[CHARACTERS_LOST] == "`things`, row 2, `code`: text `001`, got number `1`"


# The official JSON Schemas


DRAFT = {
    "type": "object",
    "required": ["resources"],
    "properties": {"resources": {"type": "array"}, "created": {"type": "string", "format": "date-time"}},
}


def test_a_json_schema_is_really_asked():
    assert official.errors(DRAFT, {"resources": []}) == []
    assert official.errors(DRAFT, {}) == ["all of it: 'resources' is a required property"]
    assert official.errors(DRAFT, {"resources": 1}) == ["resources: 1 is not of type 'array'"]


def test_every_part_of_the_descriptor_is_damaged_in_ways_that_a_schema_must_refuse(traps):
    content = json.loads((traps / "datapackage.json").read_text("utf-8"))
    parts = official.parts_of(content)
    assert parts == {
        "datapackage": [content],
        "dataresource": content["resources"],
        "tableschema": [content["resources"][0]["schema"]],
    }
    for name, needed in (("datapackage", "resources"), ("dataresource", "name"), ("tableschema", "fields")):
        lacking, wrong = official.damages(name, parts[name][0])
        assert needed not in lacking and wrong[needed] == 1
        assert needed in parts[name][0], "the descriptor itself is left alone"


def verdict(**changes: Any) -> dict[str, Any]:
    whole = {
        "version": "1.0",
        "schema": "datapackage.json",
        "sha256": "0" * 64,
        "parts": 1,
        "errors": [],
        "bites": True,
    }
    return {**whole, **changes}


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ([verdict()] * (OFFICIAL - 1), "5 of 6 JSON Schemas were asked"),
        ([], "0 of 6 JSON Schemas were asked"),
        (
            [verdict(errors=["name: is wrong"]), *[verdict()] * 5],
            "datapackage.json of version 1.0 refuses name: is wrong",
        ),
        ([verdict(bites=False), *[verdict()] * 5], "datapackage.json of version 1.0 accepts a damaged descriptor too"),
        ([verdict(parts=0), *[verdict()] * 5], "datapackage.json of version 1.0 had nothing to look at"),
    ],
)
def test_an_official_schema_that_refuses_or_was_not_really_asked_is_a_problem(found, says):
    problems = Profiles({"dplib-py": "1"}, found).problems
    assert len(problems) == 1 and problems[0].startswith(says), listed(problems)
    assert not Profiles({"dplib-py": "1"}, [verdict()] * OFFICIAL).problems


def test_many_errors_of_one_schema_are_cut_short_and_counted():
    found = [verdict(errors=[f"{n}: is wrong" for n in range(9)]), *[verdict()] * 5]
    assert Profiles({}, found).problems[-1].endswith("refuses 6 more of the kind")


# The command


def outcome(way: Way, rows: list[list[str | None]] | None = None) -> Outcome:
    return Outcome(way, compare(golden(), lines(rows)), 0.1)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., int]]:
    """The command on two ways, without environments; ``change`` spoils what a way gets."""
    exact = Way("good", Environment("good"), "good", "read()")
    guessing = Way("guess", Environment("guess"), "guess", "guess()", exact=False)
    monkeypatch.setattr(readers, "WAYS", (exact, guessing))
    monkeypatch.setattr(readers, "FILE", tmp_path / "readers.md")
    monkeypatch.setattr(readers, "ROOT", write_package(tmp_path / "root", ROWS).parent)
    monkeypatch.setattr(readers, "golden_tables", lambda root: golden())
    monkeypatch.setattr(readers, "read_package", lambda root: None)
    monkeypatch.setattr(readers, "_lint", lambda package: [])
    monkeypatch.setattr(readers, "prepare", lambda environment: False)
    monkeypatch.setattr(readers, "validate", lambda root: Profiles({"dplib-py": "1"}, [verdict()] * OFFICIAL))

    def run_it(*arguments: str, **rows: list[list[str | None]]) -> int:
        guessed = {"guess": spoiled(0, "code", "number:1"), **rows}
        monkeypatch.setattr(readers, "load", lambda way, root, tables: outcome(way, guessed.get(way.name)))
        return readers.main(list(arguments))

    yield run_it


def test_what_ran_is_written_and_agrees_with_itself_the_next_time(command, capsys):
    assert command("--write") == 0
    assert command() == 0 and command("--only", "guess") == 0
    text = readers.FILE.read_text("utf-8")
    assert "| good | 1.0 | `read()` | 1 | all |" in text
    assert "| guess | 1.0 | `guess()` | 1 | 23 of 24 |" in text
    assert "`things`, row 2, `code`: text `001`, got number `1`" in " ".join(text.split())
    assert "every reader gets what docs/readers.md says" in capsys.readouterr().out


def test_a_reader_that_should_be_exact_and_is_not_fails_and_is_never_written(command, capsys):
    spoilt = {"good": spoiled(2, "value", "number:12345678901234567000")}
    for arguments in (["--write"], [], ["--only", "good"]):
        assert command(*arguments, **spoilt) == 1
        output = capsys.readouterr()
        assert "good `read()`: 1 x another number: `things`, row 4, `value`" in output.out
        assert "FAIL good `read()`: 23 of 24 cells as golden" in output.err
    assert not readers.FILE.exists()


def test_a_guessing_reader_that_gets_something_else_than_the_page_says_fails(command, capsys):
    assert command("--write") == 0
    changed = {"guess": spoiled(0, "name", None)}
    assert command(**changed) == 1
    assert "row 28: should say `- **no value where there is one**" in re.sub(
        r"row \d+", "row 28", capsys.readouterr().out
    )
    assert command("--only", "guess", **changed) == 1
    assert "does not say `- **no value where there is one**" in capsys.readouterr().out
    assert command("--only", "good", **changed) == 0


def test_a_missing_page_fails_and_says_how_to_write_it(command, capsys):
    assert command() == 1
    assert "run python -m scripts.readers --write" in capsys.readouterr().out


def test_a_reader_that_cannot_be_installed_fails(command, capsys, monkeypatch):
    assert command("--write") == 0

    def prepare(environment: Environment) -> bool:
        if environment.name == "guess":
            raise NotInstalled("guess could not be installed: no such version")
        return False

    monkeypatch.setattr(readers, "prepare", prepare)
    assert command() == 1
    assert "guess could not be installed: no such version" in capsys.readouterr().out


def test_a_reader_that_breaks_down_fails_and_its_last_line_is_shown(command, capsys, monkeypatch):
    assert command("--write") == 0
    monkeypatch.setattr(readers, "validate", lambda root: profiles.read([]))
    assert command() == 1
    assert "profiles says nothing" in capsys.readouterr().out


def test_a_script_that_ends_badly_is_told_by_its_last_line(tmp_path):
    (tmp_path / "datapackage.json").write_text("{", "utf-8")
    with pytest.raises(ReaderFailed, match=r"^pandas failed: .*Error"):
        run.start(Here("here"), "pandas", str(tmp_path), "plain")


def test_a_script_gives_its_lines_without_the_folder_of_the_package(traps):
    said = run.start(Here("here"), "pandas", str(traps), "plain")
    assert compare(golden_tables(traps), said).tables == 1
    assert not [line for line in said if str(traps) in line]


class Here(Environment):
    """The environment of these tests."""

    python = Path(sys.executable)  # type: ignore[assignment]


def test_a_reader_that_does_not_say_its_version_has_failed(monkeypatch):
    monkeypatch.setattr(run, "start", lambda *arguments: lines()[1:])
    with pytest.raises(ReaderFailed, match="does not say its version"):
        run.load(WAYS[0], ROOT, golden())


def test_the_page_has_no_clock_and_differences_name_the_line():
    outcomes = [outcome(way) for way in WAYS[:2]]
    text = page(outcomes, Profiles({"dplib-py": "1"}, [verdict()] * OFFICIAL), 6)
    assert text == page([replace(o, seconds=9.9) for o in outcomes], Profiles({"dplib-py": "1"}, [verdict()] * 6), 6)
    assert differences(text, text) == []
    assert differences(text.replace("# What", "# Which", 1), text) == ["row 1: should say `# What readers get`"]
    (longer,) = differences(text + "more", text)
    assert longer.endswith(": should say ``")
    (longer,) = differences(text + "more\n", text)
    assert missing(text, outcomes) == []


# Environments


def fake_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A lock in a made-up place; returns the list of commands that would run."""
    commands: list[list[str]] = []
    monkeypatch.setattr(environments, "LOCKS", tmp_path / "locks")
    monkeypatch.setattr(environments, "HOME", tmp_path / "home")
    monkeypatch.setattr(environments, "_run", lambda command, folder=None: commands.append(command))
    monkeypatch.setattr(environments.venv, "create", lambda home, with_pip: home.mkdir(parents=True))
    (tmp_path / "locks" / "npm").mkdir(parents=True)
    for name in ("build.txt", "old.txt", "npm/package.json", "npm/package-lock.json"):
        (tmp_path / "locks" / name).write_text("one\n", "utf-8")
    return commands


def test_an_environment_is_made_once_and_again_when_its_lock_changes(tmp_path, monkeypatch):
    commands = fake_lock(tmp_path, monkeypatch)
    old = Environment("old", "build")
    assert environments.prepare(old) is True
    assert [command[-1] for command in commands] == [str(lock) for lock in old.locks]
    assert all("--require-hashes" in command for command in commands)
    assert environments.prepare(old) is False
    (tmp_path / "locks" / "old.txt").write_text("two\n", "utf-8")
    assert environments.prepare(old) is True


def test_an_environment_that_broke_off_is_made_anew_and_the_reason_is_one_line(tmp_path, monkeypatch):
    fake_lock(tmp_path, monkeypatch)

    def fail(command: list[str], folder: Path | None = None) -> None:
        said = "Collecting x\nERROR: No matching distribution found for x==1\nhint: none\n"
        raise subprocess.CalledProcessError(1, command, stderr=said)

    with monkeypatch.context() as patch:
        patch.setattr(environments, "_run", fail)
        with pytest.raises(NotInstalled) as failed:
            environments.prepare(Environment("old"))
        assert str(failed.value) == "old could not be installed: ERROR: No matching distribution found for x==1"
    assert environments.prepare(Environment("old")) is True


def test_without_node_the_readers_of_npm_cannot_be_installed_and_that_is_said(tmp_path, monkeypatch):
    fake_lock(tmp_path, monkeypatch)
    monkeypatch.setattr(environments.shutil, "which", lambda name: None)
    with pytest.raises(NotInstalled, match="npm could not be installed: node and npm are not there"):
        environments.prepare(Environment("npm"))


# Locks, page and CI as committed


ENVIRONMENTS = sorted({way.environment for way in WAYS} | {PROFILES}, key=lambda e: e.name)
LOCKS = sorted({lock for e in ENVIRONMENTS for lock in e.locks})


def test_every_environment_has_a_lock_and_every_lock_an_environment():
    there = [file for file in (ROOT / "locks" / "readers").rglob("*") if file.is_file()]
    assert sorted(there) == LOCKS


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.suffix == ".txt"], ids=lambda lock: lock.stem)
def test_every_python_lock_has_hashes_names_no_index_and_keeps_to_its_group(lock):
    from packaging.requirements import Requirement

    text = lock.read_text("utf-8")
    assert not re.search(r"https?:|--(extra-)?index|--find-links|git\+|file:", text)
    entries = re.split(r"(?<!\\)\n", re.sub(r"(?m)^\s*#.*\n", "", text).strip())
    assert entries and all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    locked = {re.split(r"==", entry)[0]: re.split(r"==|[\s;\\]+", entry)[1] for entry in entries}
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    for wanted in map(Requirement, groups[f"reader-{lock.stem}"]):
        assert locked[wanted.name.lower()] in wanted.specifier, wanted


def test_the_lock_of_npm_names_no_address_and_every_package_has_its_hash():
    folder = ROOT / "locks" / "readers" / "npm"
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    assert set(wanted) == {"datapackage", "frictionless.js", "tableschema"}
    assert packages[""]["dependencies"] == wanted
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    for name, entry in packages.items():
        assert "resolved" not in entry, name
        assert not name or entry["integrity"].startswith("sha512-"), name


def test_the_committed_page_names_every_reader_and_what_guessing_ones_do_not_get():
    text = (ROOT / "docs" / "readers.md").read_text("utf-8")
    for way in WAYS:
        assert f"| {way.name} | " in text and f" `{way.code}` |" in text, way
        assert way.exact or f"\n### {way.name} `{way.code}`\n" in text, way
    asked = {"frictionless", "datapackage", "dataflows", "pandas-datapackage-reader", "pandas", "polars", "duckdb"}
    asked |= {"china_services_trade"}
    asked |= {"pyarrow", "npm datapackage", "npm tableschema", "npm frictionless.js"}
    assert asked <= {way.name for way in WAYS}
    assert [way.name for way in WAYS if not way.exact and way.descriptor] == ["npm tableschema", "npm frictionless.js"]


def test_ci_and_a_workflow_load_the_package_with_every_reader():
    script = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert "python3 -m scripts.run readers" in script
    workflows = [file.read_text("utf-8") for file in (ROOT / ".github" / "workflows").glob("*.yml")]
    assert any("python -m scripts.run readers\n" in text for text in workflows)
    assert not any("continue-on-error" in text for text in workflows)
