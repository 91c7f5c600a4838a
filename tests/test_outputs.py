"""Files that somebody names on a command line: whole or not at all, never through a link, one line where it fails."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from scripts import diff, validate
from scripts.outputs import Unwritable, write_files
from scripts.validating import stages

from .pairs import folder, towns

LINKS = pytest.mark.skipif("sys.platform == 'win32'", reason="links need rights there")


def test_files_are_written_in_new_folders_and_replace_what_was_there(tmp_path: Path) -> None:
    one, other = tmp_path / "new" / "folder" / "a.json", tmp_path / "b.json"
    other.write_text("a longer text than the new one", "utf-8")
    write_files({one: b"1\n", other: b"2\n"})
    assert (one.read_bytes(), other.read_bytes()) == (b"1\n", b"2\n")
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["a.json", "b.json", "folder", "new"]


@LINKS
def test_nothing_is_written_where_one_of_the_files_is_a_link(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", "utf-8")
    for target in (secret, tmp_path / "nowhere"):
        link = tmp_path / f"to-{target.name}"
        link.symlink_to(target)
        with pytest.raises(Unwritable, match="is or passes a link, and nothing is written through links"):
            write_files({tmp_path / "fine.json": b"1", link: b"2"})
    assert secret.read_text("utf-8") == "secret"
    assert sorted(os.listdir(tmp_path)) == ["secret", "to-nowhere", "to-secret"]


@LINKS
def test_a_folder_below_the_current_one_may_be_no_link_and_one_above_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "reports").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "temporary").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    monkeypatch.chdir(tmp_path / "here")
    for path in (Path("reports/a.json"), tmp_path / "here" / "reports" / "deep" / "a.json"):
        with pytest.raises(Unwritable, match="is or passes a link"):
            write_files({path: b"1"})
    write_files({tmp_path / "temporary" / "a.json": b"1"})
    assert os.listdir(tmp_path / "elsewhere") == ["a.json"]


@LINKS
def test_a_pipe_is_not_written_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unwritable, match="pipe: is a device or pipe; name a plain file"):
        write_files({tmp_path / "pipe": b"1"})


@pytest.mark.parametrize("name", [".", "file/below.json", "a" * 5000])
def test_a_file_that_cannot_be_written_is_one_line_and_leaves_nothing_behind(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("1", "utf-8")
    with pytest.raises(Unwritable) as caught:
        write_files({tmp_path / name: b"2"})
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"{tmp_path / name}: cannot be written (") and "\n" not in str(problem)
    assert os.listdir(tmp_path) == ["file"] and (tmp_path / "file").read_text("utf-8") == "1"


@LINKS
@pytest.mark.parametrize("option", ["--json", "--markdown"])
@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_comparison_goes_into_no_link_and_no_folder(
    option: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = folder(tmp_path / "old", towns()), folder(tmp_path / "new", towns())
    secret, out = tmp_path / "secret", tmp_path / "out"
    secret.write_text("secret", "utf-8")
    if kind == "link":
        out.symlink_to(secret)
    else:
        out.mkdir()
    assert diff.main([str(old), str(new), option, str(out)]) == 2
    line, total = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{out}: ") and total == "1 problem(s); the comparison was not written"
    assert secret.read_text("utf-8") == "secret"


@LINKS
@pytest.mark.parametrize("name", ["reports/validation.html", "reports/validation.json", "results.json", "reports"])
def test_a_report_is_not_written_through_a_link(
    name: str, package: Path, tmp_path: Path, only, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    only(stages.files)
    secret = tmp_path / "secret"
    secret.mkdir() if name == "reports" else secret.write_text("secret", "utf-8")
    here = tmp_path / "here"
    (here / name).parent.mkdir(parents=True)
    (here / name).symlink_to(secret, target_is_directory=secret.is_dir())
    monkeypatch.chdir(here)
    assert validate.main(["--package", str(package), "--json", "results.json"]) == 2
    *_, line, total = capsys.readouterr().err.splitlines()
    assert "is or passes a link" in line and total == "1 problem(s); the report was not written"
    assert (os.listdir(secret) == []) if secret.is_dir() else (secret.read_text("utf-8") == "secret")


def test_a_report_that_can_be_written_holds_the_results(package: Path, tmp_path: Path, only) -> None:
    only(stages.files)
    arguments = [
        "--package",
        str(package),
        "--report",
        str(tmp_path / "r"),
        "--json",
        str(tmp_path / "more" / "a.json"),
    ]
    assert validate.main(arguments) == 0
    assert sorted(os.listdir(tmp_path / "r")) == ["validation.html", "validation.json"]
    assert json.loads((tmp_path / "more" / "a.json").read_text("utf-8"))["exit_status"] == 0
