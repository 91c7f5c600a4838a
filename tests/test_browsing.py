"""What the browser commands do before there is a browser: find one, or say in one line what is missing."""

from __future__ import annotations

import json
import os
import re
import stat
import tomllib
from pathlib import Path

import pytest

from scripts import pictures
from scripts.browsing.chromium import NoBrowser, executable
from scripts.site import LIBRARIES

from .conftest import ROOT

LOCK = ROOT / "locks" / "browser.txt"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the path, empty."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return tmp_path


def program(folder: Path, name: str) -> str:
    file = folder / (f"{name}.exe" if os.name == "nt" else name)
    file.write_text("", "utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


def test_the_browser_of_the_machine_is_found_by_the_names_it_has(programs: Path) -> None:
    other = program(programs, "google-chrome")
    assert Path(executable()).samefile(other)
    first = program(programs, "chromium")
    assert Path(executable()).samefile(first)


def test_a_variable_names_another_browser(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(programs, "chromium")
    own = program(programs, "mine")
    monkeypatch.setenv("CHROMIUM", own)
    assert executable() == own


@pytest.mark.parametrize(("named", "said"), [("", "no Chromium found"), ("nowhere", "CHROMIUM names nowhere")])
def test_without_a_browser_one_line_says_so(
    named: str, said: str, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", named)
    with pytest.raises(NoBrowser, match=said) as raised:
        executable()
    assert "\n" not in str(raised.value)


def test_without_pages_or_a_browser_no_pictures_are_taken(programs, tmp_path, monkeypatch, capsys) -> None:
    options = ["--site", str(tmp_path / "site"), "--out", str(tmp_path / "out")]
    assert pictures.main(options) == 2
    assert "is missing; make the pages with" in capsys.readouterr().err
    for code in pictures.LANGUAGES:
        (tmp_path / "site" / code).mkdir(parents=True)
        for path in pictures.SHOWN.values():
            (tmp_path / "site" / code / path).write_text("<h1>page</h1>", "utf-8")
    monkeypatch.setattr(pictures, "pictures", lambda pages: {name: b"x" * 250_001 for name in pages})
    assert pictures.main(options) == 2
    assert "at most 250,000 bytes" in capsys.readouterr().err
    monkeypatch.setattr(pictures, "pictures", lambda pages: (_ for _ in ()).throw(NoBrowser("no Chromium found")))
    assert pictures.main(options) == 2
    assert capsys.readouterr().err == "no Chromium found\n"
    assert not (tmp_path / "out").exists()


def test_both_readmes_show_the_pictures_of_their_language_and_say_what_they_show() -> None:
    for file, code in (("README.md", "en"), ("README.zh.md", "zh")):
        shown = re.findall(r"!\[([^]]+)\]\((docs/pictures/[^)]+)\)", (ROOT / file).read_text("utf-8"))
        assert [place for _, place in shown] == [f"docs/pictures/{name}_{code}.png" for name in pictures.SHOWN], file
        assert all(len(words) > 10 for words, _ in shown)
        assert [place for _, place in shown if (ROOT / place).stat().st_size > pictures.MOST] == []


def test_the_lock_of_the_browser_tests_has_hashes_and_names_no_index() -> None:
    from packaging.requirements import Requirement

    text = LOCK.read_text("utf-8")
    locked = dict(re.findall(r"(?m)^([a-z0-9._-]+)==([^\s;\\]+)", text))
    for wanted in map(
        Requirement, tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["browser"]
    ):
        assert locked[wanted.name] in wanted.specifier, wanted
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", text).strip())
    assert entries and [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"://|--(extra-)?index|--find-links|git\+|file:", text)


def test_what_tests_the_pages_is_no_part_of_them() -> None:
    told = json.loads((ROOT / "locks" / "site" / "npm" / "package.json").read_text("utf-8"))
    assert set(told["devDependencies"]) == {"axe-core"}
    assert set(told["dependencies"]) == set(LIBRARIES)
    lock = json.loads((ROOT / "locks" / "site" / "npm" / "package-lock.json").read_text("utf-8"))["packages"]
    assert lock[""]["devDependencies"] == told["devDependencies"]
    assert [name for name, entry in lock.items() if "resolved" in entry] == []
    assert [name for name, entry in lock.items() if name and not entry["integrity"].startswith("sha512-")] == []
