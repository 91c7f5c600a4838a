"""The examples work with the package as it is installed, and fail where a column that they use goes away."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import china_services_trade as cst

from .conftest import ROOT, rows_of

EXAMPLES = ROOT / "examples"
PROJECT = EXAMPLES / "trade-report"
SNIPPETS = sorted(path for path in EXAMPLES.iterdir() if path.is_file() and path.suffix != ".md")
USES = re.compile(r"Uses (\w+): ([\w, ]+)\.")
TABLE = "china_services_trade_by_category"


def columns(table: str) -> list[str]:
    return [field["name"] for field in cst.describe(table)["schema"]["fields"]]


def imports_of_2023() -> dict[str, str]:
    rows = rows_of(ROOT / "resources" / f"{TABLE}.csv")
    return {
        row["item_en"]: row["value_musd"]
        for row in rows
        if (row["flow"], row["time_period"]) == ("imports", "2023") and row["value_musd"]
    }


# The project


@pytest.fixture
def installed(wheel: Path, tmp_path: Path) -> Path:
    """A folder with the installed wheel, and nothing of the checkout."""
    folder = tmp_path / "installed"
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel)]
    subprocess.run([sys.executable, *install], check=True, cwd=tmp_path, stdin=subprocess.DEVNULL)
    shutil.copytree(PROJECT, tmp_path / "project", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def outcome(installed: Path) -> tuple[int, str]:
    """Exit status and output of the tests of the example project."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"],
        cwd=installed.parent / "project",
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_the_example_project_passes_its_tests_and_fails_them_where_a_column_goes_away(installed: Path) -> None:
    status, said = outcome(installed)
    assert status == 0 and " passed" in said, said
    sys.path.insert(0, str(PROJECT))
    try:
        from trade_report import COLUMNS  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(PROJECT))
    data = installed / "china_services_trade" / "data"
    whole = shutil.copytree(data, installed.parent / "whole")
    for gone in COLUMNS:
        shutil.rmtree(data)
        without(gone, shutil.copytree(whole, data))
        status, said = outcome(installed)
        assert status != 0 and f"[{gone}]" in said, said


def without(gone: str, data: Path) -> None:
    """Take a column out of a package folder, so that all else still fits."""
    descriptor = json.loads((data / "datapackage.json").read_text("utf-8"))
    (resource,) = [r for r in descriptor["resources"] if r["name"] == TABLE]
    resource["schema"]["fields"] = [f for f in resource["schema"]["fields"] if f["name"] != gone]
    (data / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    rows = rows_of(data / resource["path"])
    with (data / resource["path"]).open("w", encoding="utf-8", newline="") as stream:
        kept = [name for name in rows[0] if name != gone]
        writer = csv.DictWriter(stream, kept, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.slow
def test_the_example_project_prints_its_report(installed: Path) -> None:
    done = subprocess.run(
        [sys.executable, "trade_report.py"],
        cwd=installed.parent / "project",
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert f"{int(imports_of_2023()['Travel']):,}" in done.stdout


def test_the_example_project_pins_the_version_at_hand_and_names_only_columns_that_exist() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["dependencies"] == [f"china-services-trade=={cst.__version__}"]
    code = (PROJECT / "trade_report.py").read_text("utf-8")
    used = re.search(r"COLUMNS = \(([^)]*)\)", code)
    assert used
    named = re.findall(r'"(\w+)"', used[1])
    assert set(named) <= set(columns(TABLE))
    assert set(re.findall(r'row\["(\w+)"\]', code)) <= set(named), "a column in use is not watched by the test"


# Snippets


def test_there_are_snippets_in_four_languages() -> None:
    assert [path.name for path in SNIPPETS] == ["excel.pq", "query.sql", "read.R", "read.mjs"]


@pytest.mark.parametrize("file", SNIPPETS, ids=lambda path: path.name)
def test_a_snippet_names_the_table_and_columns_it_uses_and_they_exist(file: Path) -> None:
    text = file.read_text("utf-8")
    stated = USES.search(" ".join(re.sub(r"(?m)^(?://|--|#) ?", "", text).split()))
    assert stated, f"{file.name} does not say what it uses"
    table, names = stated[1], stated[2].split(", ")
    assert set(names) <= set(columns(table))
    code = "\n".join(line for line in text.splitlines() if not re.match(r"(?://|--|#)", line))
    assert f"{table}.csv" in code
    assert [name for name in names if not re.search(rf"\b{name}\b", code)] == [], "named but not used"
    assert {word for word in re.findall(r"\w+", code) if word in columns(table)} <= set(names), "used but not named"
    assert "NOT RUN by the tests" in text or "un by the tests" in text or "The tests run" in text


def test_the_javascript_prints_what_the_table_holds() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    command = [node, str(EXAMPLES / "read.mjs")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    expected = [f"{name}: {value} million US dollars" for name, value in imports_of_2023().items()]
    assert len(expected) > 5 and done.stdout.splitlines() == expected


def test_the_javascript_finds_cells_beside_empty_and_quoted_ones(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    lines = [
        "note,item_en,flow,time_period,value_musd",
        ",Travel,imports,2031,1",
        ",Travel,imports,2023,5.10",
        '"a, ""b""","Rail, road",imports,2023,7',
        '"",Sea,imports,2023,0',
        "x,Air,imports,2023,",
        ",,imports,2023,9",
    ]
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / f"{TABLE}.csv").write_text("\n".join([*lines, ""]), "utf-8")
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    command = [node, str(tmp_path / "examples" / "read.mjs")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=tmp_path)
    found = [("Travel", "5.10"), ("Rail, road", "7"), ("Sea", "0"), ("", "9")]
    assert done.stdout.splitlines() == [f"{name}: {value} million US dollars" for name, value in found]


def test_the_query_joins_exports_and_imports() -> None:
    database = sqlite3.connect(":memory:")
    rows = rows_of(ROOT / "resources" / f"{TABLE}.csv")
    numbers = {f["name"] for f in cst.describe(TABLE)["schema"]["fields"] if f["type"] == "number"}
    declared = ", ".join(f"{name} {'NUMERIC' if name in numbers else 'TEXT'}" for name in rows[0])
    database.execute(f"CREATE TABLE 'resources/{TABLE}.csv' ({declared})")
    cells = [[cell or None for cell in row.values()] for row in rows]
    database.executemany(f"INSERT INTO 'resources/{TABLE}.csv' VALUES ({', '.join('?' * len(rows[0]))})", cells)
    found = database.execute((EXAMPLES / "query.sql").read_text("utf-8")).fetchall()
    imports = {name: int(value) for name, value in imports_of_2023().items()}
    assert len(found) > 5
    assert {name: value for name, _, value in found} == {name: imports[name] for name, *_ in found}
    assert [value for *_, value in found] == sorted((value for *_, value in found), reverse=True)


def test_the_list_of_examples_names_each_of_them() -> None:
    listed = set(re.findall(r"\]\(([^)]+)\)", (EXAMPLES / "README.md").read_text("utf-8")))
    assert listed == {path.name for path in EXAMPLES.iterdir() if path.name != "README.md"}
