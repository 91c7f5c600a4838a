"""Versions made with bad intent: what a comparison reads of them, it reads inside them, and it ends in one line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts import diff
from scripts.differing.manifest import manifest_bytes, read_manifest
from scripts.differing.sources import opened
from scripts.differing.version import read_version

from .pairs import checkout, entry, folder, towns

LINKS = pytest.mark.skipif("sys.platform == 'win32'", reason="links need rights there")


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """The one problem that a command named."""
    line, total = capsys.readouterr().err.splitlines()
    assert total == "1 problem(s); nothing was compared"
    return line


def manifest(where: Path) -> bytes:
    with opened(str(folder(where, towns())), where) as files:
        return manifest_bytes(read_version(files))


@LINKS
@pytest.mark.parametrize("name", ["resources/towns.csv", "datapackage.json"])
def test_a_pipe_in_place_of_a_file_does_not_keep_the_comparison_waiting(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = folder(tmp_path / "old", towns()), folder(tmp_path / "new", towns())
    (new / name).unlink()
    os.mkfifo(new / name)
    assert diff.main([str(old), str(new)]) == 2
    assert complaint(capsys) == f"{name}: is a link or device; put the file itself there"


@LINKS
@pytest.mark.parametrize("suffix", ["", ".json", ".zip"])
def test_a_pipe_is_no_version(suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / f"pipe{suffix}"
    os.mkfifo(pipe)
    assert diff.main([str(pipe), str(folder(tmp_path / "new", towns()))]) == 2
    assert complaint(capsys).startswith(f"{pipe}: is ")


@pytest.mark.parametrize("name", ["a" * 5000, "a" * 5000 + ".json", "a/" * 5000])
def test_a_name_that_no_file_can_have_is_one_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert diff.main([name, str(folder(tmp_path / "new", towns()))]) == 2
    assert complaint(capsys).startswith(f"{name}: is ")


@LINKS
@pytest.mark.parametrize("name", ["releases/manifest.json", "CHANGELOG.md", "releases", "seeds/revisions.csv"])
@pytest.mark.parametrize("option", ["--check", "--release"])
def test_a_checkout_is_compared_by_its_own_files_alone(
    name: str, option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = entry("1.0.0", "2031-05-01")
    root = checkout(tmp_path / "root", towns(), "1.0.0", told, manifest(tmp_path / "old"))
    (root / name).rename(tmp_path / "moved")
    (root / name).symlink_to(tmp_path / "moved", target_is_directory=name == "releases")
    assert diff.main([option, "--root", str(root)]) == 2
    assert "link" in complaint(capsys)


def put(*path: Any) -> Callable[[Any], None]:
    """Sets a part of a document; the last of ``path`` is the value."""

    def change(content: Any) -> None:
        *steps, last, value = path
        for step in steps:
            content = content[step]
        content[last] = value

    return change


SHAPES = {
    "a finding of another kind": (put("findings", 0, 0, "x"), "'x' is no kind of finding"),
    "a finding that is a number": (put("findings", 0, 1, 5), "5 should be text"),
    "a path that is a number": (put("tables", 0, 1, 5), "5 should be text"),
    "a key that is a text": (put("tables", 0, 2, "ab"), "'ab' should be a list"),
    "a key that is no column": (put("tables", 0, 2, ["ab"]), "lack one of its key"),
    "no key": (put("tables", 0, 2, []), "lack one of its key"),
    "a word for changes that there is not": (put("tables", 0, 5, 1, 2, "x"), "'x' is none of"),
    "a head that is too short": (lambda content: content["tables"][0].pop(), "not enough values"),
    "a table twice": (lambda c: c["tables"].append(c["tables"][0]), "two tables have one name"),
    "a row that is too short": (lambda c: c["rows towns"][0].pop(), "a row of towns has"),
    "a row twice": (lambda c: c["rows towns"].append(c["rows towns"][0]), "towns repeats the key"),
    "a text that is not there": (put("rows towns", 0, 0, 10**6), "has the text 1000000, which is not there"),
    "a text before the first": (put("rows towns", 0, 0, -1), "has the text -1, which is not there"),
    "a truth value for a text": (put("rows towns", 0, 0, True), "True should be text"),
    "facts that are a list": (put("facts", []), "has no attribute"),
    "a name that is nothing": (put("name", None), "None should be text"),
    "a version that is none": (put("released", "1.0"), "1.0"),
    "no rows": (lambda content: content.pop("rows towns"), "rows towns"),
    "half a character": (put("name", "\ud800"), "has the character U+D800"),
}


@pytest.mark.parametrize("fault", SHAPES)
def test_a_manifest_of_another_shape_is_refused_in_one_line(
    fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, content = tmp_path / "m.json", json.loads(manifest(tmp_path / "old"))
    file.write_text(json.dumps(content), "utf-8")
    assert read_manifest(file, "m.json")
    change, says = SHAPES[fault]
    change(content)
    file.write_text(json.dumps(content), "utf-8")
    assert diff.main([str(file), str(tmp_path / "old")]) == 2
    line = complaint(capsys)
    assert line.startswith(f"{file}: is no manifest of a release (") and says in line
