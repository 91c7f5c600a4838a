"""Spoiled bytes of tables and descriptors: every command ends with one of its exit statuses and leaves all files alone.

The examples are made anew the same way each time (derandomized), from real files and from a little checkout.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import china_services_trade as cst
from checks.package.csv_lint import read_rows
from checks.package.descriptor import read_descriptor
from checks.problems import InputError
from checks.visible import visible
from china_services_trade import _locate
from scripts import build, diff, explain, validate
from scripts.differing.manifest import manifest_bytes
from scripts.differing.sources import opened
from scripts.differing.version import read_version
from scripts.releasing.contents import read_release
from scripts.validating import stages

from .conftest import ROOT, TEXTS, copy_to, rows_of, state
from .little import BEFORE, BUILDING, DOCUMENT, LEDGER, TRAVEL, level, little, quantity, series
from .pairs import TOWNS, folder, towns
from .tiny import tiny_package


def fuzz(examples: int) -> settings:
    """The same examples in every run; a slow machine is no failure."""
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
    return settings(max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=checks)


# Edits

NASTY = [
    *(text.encode() for text in ['"', '""', '"\n"', ",", ";", "\n", "\r", "\r\n", "\t", "\0", "\u2028", "\ufeff"]),
    *(b"\xff", b"\xed\xa0\x80"),  # no UTF-8
    *(
        text.encode()
        for text in ["=1+1", "-", ".", "1e9", "1/0", "0/1", "9" * 400, "NaN", "inf", "²", "５", "_U", "_Z"]
    ),
    *(text.encode() for text in ["<script>", "{}", "[", "null", "..", "/"]),
]
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True), st.integers(0, 12), st.one_of(st.sampled_from(NASTY), st.binary(max_size=6))
    ),
    min_size=1,
    max_size=3,
)
"""Where in the file, how many bytes go, what comes in their place."""


def spoiled(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for place, length, inserted in edits:
        start = int(place * len(data))
        data = data[:start] + inserted + data[start + length :]
    return data


WORDS = [
    "",
    "x",
    "exports",
    "_U",
    "_Z",
    "a;b",
    "0",
    "-0",
    "-1",
    "1.5",
    "1/0",
    "1e5",
    "2023-13",
    "²",
    "\u202e",
    "9" * 400,
]
CELLS = st.one_of(st.sampled_from(WORDS), st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=4))
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-2, 2), st.just(10**40), st.floats(), st.sampled_from(WORDS), st.just("(")
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.sampled_from(["name", "a"]), inner, max_size=2)
    ),
    max_leaves=3,
)
KEYS = [
    "missingValues",
    "constraints",
    "foreignKeys",
    "primaryKey",
    "type",
    "name",
    "path",
    "dialect",
    "enum",
    "format",
]


def places(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to everything in a JSON document."""
    yield path
    inner = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


def replaced(content: Any, path: tuple[Any, ...], value: Any, key: str) -> Any:
    """The document with another value at a path; ``key`` is what an object gets in addition, unless it is empty."""
    content = deepcopy(content)
    target = content
    for step in path[:-1]:
        target = target[step]
    if not path:
        return value
    if key and isinstance(target, dict):
        target[key] = value
    else:
        target[path[-1]] = value
    return content


# A small checkout


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The little checkout, built; nothing of it is proven."""
    root = copy_to(little(tmp_path_factory.mktemp("small") / "checkout"), TEXTS)
    assert build.main(["--root", str(root)]) == 0
    return root


def quiet(command: Any, *arguments: object) -> tuple[int, str]:
    """Exit status and everything printed."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = command.main([*map(str, arguments)])
    return status, said.getvalue()


@contextlib.contextmanager
def replacing(file: Path, content: bytes) -> Iterator[None]:
    """Another content for a while; nothing else below the folder may change meanwhile."""
    before = file.read_bytes()
    file.write_bytes(content)
    try:
        yield
    finally:
        file.write_bytes(before)


# Tables and descriptors by themselves


@fuzz(200)
@given(data=st.one_of(st.binary(max_size=60), EDITS.map(lambda edits: spoiled(b'id,note\n1,"a, b"\n2,\n', edits))))
def test_bytes_are_a_table_or_refused(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    try:
        rows = read_rows(file)
    except InputError as error:
        assert error.problems and all("\n" not in str(problem) for problem in error.problems)
    else:
        assert len({tuple(row) for row in rows}) <= 1
    assert file.read_bytes() == data


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A package of three tables that the loader reads instead."""
    home = tmp_path_factory.mktemp("loaded")
    descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] in ("trade_in_yuan", "units", "grades")]
    copy_to(home / "data", tuple(r["path"] for r in descriptor["resources"]))
    (home / "data" / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    with mock.patch.object(_locate, "PACKAGE", home):
        yield home / "data"


def load_everything() -> None:
    try:
        for name in cst.resources():
            cst.describe(name)
            assert cst.path(name).is_file()
            cst.rows(name)
    except (ValueError, FileNotFoundError, cst.UnknownResource) as error:
        assert "\n" not in str(error), error


@fuzz(120)
@given(edits=EDITS, name=st.sampled_from(["datapackage.json", "resources/trade_in_yuan.csv", "resources/units.csv"]))
def test_the_loader_reads_spoiled_files_or_says_why_not(edits: Any, name: str, loaded: Path) -> None:
    with replacing(loaded / name, spoiled((loaded / name).read_bytes(), edits)):
        before = state(loaded)
        load_everything()
        assert state(loaded) == before


@fuzz(120)
@given(data=st.data())
def test_the_loader_reads_a_descriptor_of_another_shape_or_says_why_not(data: Any, loaded: Path) -> None:
    content = json.loads((loaded / "datapackage.json").read_text("utf-8"))
    path = data.draw(st.sampled_from(list(places(content))))
    content = replaced(content, path, data.draw(VALUES), data.draw(st.sampled_from(["", *KEYS])))
    with replacing(loaded / "datapackage.json", json.dumps(content).encode()):
        load_everything()


@fuzz(60)
@given(data=st.data())
def test_a_descriptor_of_another_shape_is_fit_to_be_read_on_or_refused(data: Any, tmp_path: Path) -> None:
    content = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    content["resources"] = [r for r in content["resources"] if r["name"] in ("documents", "sections", "roles")]
    path = data.draw(st.sampled_from(list(places(content))))
    content = replaced(content, path, data.draw(VALUES), data.draw(st.sampled_from(["", *KEYS])))
    (tmp_path / "datapackage.json").write_text(json.dumps(content), "utf-8")
    try:
        descriptor = read_descriptor(tmp_path)
    except InputError as error:
        assert error.problems and all("\n" not in str(problem) for problem in error.problems)
    else:
        assert all(field["name"] for r in descriptor["resources"] for field in r["schema"]["fields"] if field["name"])


# The commands


COMPUTING = (
    stages.files,
    stages.metadata,
    stages.printed,
    stages.topics,
    stages.relations,
    stages.findings,
    stages.joint,
)
"""Stages that compute with cells and start no other tool."""


def one_cell(data: st.DataObject, folder: Path, tables: tuple[str, ...]) -> tuple[Path, bytes]:
    """Some file of some tables with one other cell, and its content."""
    file = folder / data.draw(st.sampled_from(tables))
    rows = rows_of(file)
    row = data.draw(st.sampled_from(rows))
    row[data.draw(st.sampled_from(list(row)))] = data.draw(CELLS)
    content = io.StringIO()
    writer = csv.DictWriter(content, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file, content.getvalue().encode()


def ends_well(command: Any, root: Path, *arguments: object) -> None:
    """The command ends with one of its statuses and leaves all files below ``root`` alone."""
    held = state(root)
    status, said = quiet(command, *arguments)
    assert status in (0, 1, 2), said
    assert state(root) == held


NAMES = ["observations", "figures", "series", "units", "other_observations", "relations", "quantities", "indicators"]
TABLES = tuple(f"resources/{name}.csv" for name in NAMES)


@fuzz(60)
@given(data=st.data())
def test_a_package_with_a_spoiled_cell_passes_or_fails_and_is_left_alone(
    data: st.DataObject, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "STAGES", COMPUTING)
    file, content = one_cell(data, small, TABLES)
    with replacing(file, content):
        ends_well(validate, small, "--package", small, "--report", tmp_path / "report")


@fuzz(30)
@given(edits=EDITS, name=st.sampled_from([*TABLES, "datapackage.json"]))
def test_a_package_with_spoiled_bytes_passes_or_fails_and_is_left_alone(
    edits: Any, name: str, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "STAGES", COMPUTING)
    with replacing(small / name, spoiled((small / name).read_bytes(), edits)):
        ends_well(validate, small, "--package", small, "--report", tmp_path / "report")


EXPLAINED = (f"{DOCUMENT}:2:5", level("exports", TRAVEL), series("total"), quantity("exports", BUILDING, BEFORE), "5.1")


@fuzz(50)
@given(data=st.data())
def test_an_id_of_a_package_with_a_spoiled_cell_is_explained_or_refused(data: st.DataObject, small: Path) -> None:
    name = data.draw(st.sampled_from([*NAMES, "documents", "sections", "figure_observations", "grades"]))
    file, content = one_cell(data, small, (f"resources/{name}.csv",))
    with replacing(file, content):
        ends_well(explain, small, data.draw(st.sampled_from(EXPLAINED)), "--package", small)


# Two versions


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders ``old`` and ``new`` with the towns, and the manifest of the old one."""
    home = tmp_path_factory.mktemp("pair")
    for name in ("old", "new"):
        folder(home / name, towns())
    with opened(str(home / "old"), home) as files:
        (home / "manifest.json").write_bytes(manifest_bytes(read_version(files)))
    return home


DESCRIBED = "new/datapackage.json"
COMPARED = [DESCRIBED, *(f"new/resources/{name}.csv" for name in TOWNS)]


@fuzz(80)
@given(edits=EDITS, name=st.sampled_from([*COMPARED, "manifest.json"]))
def test_versions_with_spoiled_bytes_are_compared_or_refused(edits: Any, name: str, pair: Path) -> None:
    old = pair / ("manifest.json" if name == "manifest.json" else "old")
    with replacing(pair / name, spoiled((pair / name).read_bytes(), edits)):
        ends_well(diff, pair, old, pair / "new")


@fuzz(150)
@given(data=st.data(), name=st.sampled_from([DESCRIBED, "manifest.json"]))
def test_versions_of_another_shape_are_compared_or_refused(data: st.DataObject, name: str, pair: Path) -> None:
    content = json.loads((pair / name).read_text("utf-8"))
    path = data.draw(st.sampled_from(list(places(content))))
    content = replaced(content, path, data.draw(VALUES), data.draw(st.sampled_from(["", *KEYS])))
    old = pair / ("manifest.json" if name == "manifest.json" else "old")
    with replacing(pair / name, json.dumps(content).encode()):
        ends_well(diff, pair, old, pair / "new")


# A release


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_package(tmp_path_factory.mktemp("released"))


def read_or_refuse(folder: Path) -> None:
    """The package as a release takes it; what it refuses, it refuses in lines."""
    before = state(folder)
    try:
        release = read_release(folder)
    except InputError as error:
        assert error.problems and all("\n" not in visible(str(problem)) for problem in error.problems)
    else:
        assert "/" not in release.stem and release.created.tzinfo
    assert state(folder) == before


@fuzz(80)
@given(edits=EDITS, name=st.sampled_from(["datapackage.json", "resources/counts.csv", "resources/areas.csv"]))
def test_a_release_of_spoiled_bytes_is_read_or_refused(edits: Any, name: str, released: Path) -> None:
    content = spoiled((released / name).read_bytes(), edits)
    descriptor = json.loads((released / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        if resource["path"] == name:  # else the hash alone would refuse it
            resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    with replacing(released / "datapackage.json", json.dumps(descriptor).encode()), replacing(released / name, content):
        read_or_refuse(released)


@fuzz(150)
@given(data=st.data())
def test_a_release_of_another_shape_is_read_or_refused(data: st.DataObject, released: Path) -> None:
    content = json.loads((released / "datapackage.json").read_text("utf-8"))
    path = data.draw(st.sampled_from(list(places(content))))
    content = replaced(content, path, data.draw(VALUES), data.draw(st.sampled_from(["", *KEYS])))
    with replacing(released / "datapackage.json", json.dumps(content).encode()):
        read_or_refuse(released)


# Seeds


SEEDS = (LEDGER, *(f"seeds/{name}.csv" for name in ("series", "sections", "documents", "discrepancies", "codes/units")))


@fuzz(60)
@given(data=st.data())
def test_seeds_with_a_spoiled_cell_are_built_or_refused_and_left_alone(data: st.DataObject, small: Path) -> None:
    file, content = one_cell(data, small, SEEDS)
    with replacing(file, content):
        ends_well(build, small, "--check", "--root", small)


@fuzz(30)
@given(edits=EDITS, name=st.sampled_from(SEEDS))
def test_seeds_with_spoiled_bytes_are_built_or_refused_and_left_alone(edits: Any, name: str, small: Path) -> None:
    with replacing(small / name, spoiled((small / name).read_bytes(), edits)):
        ends_well(build, small, "--check", "--root", small)


def test_without_spoiling_the_small_checkout_is_as_it_should_be(small: Path, tmp_path: Path) -> None:
    assert quiet(build, "--check", "--root", small) == (0, "")
    assert len(rows_of(small / "resources" / "relations.csv")) > 3
