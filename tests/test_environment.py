"""What a stranger needs to run the project: one launcher, a lock with hashes, and CI that runs what the README says."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from .conftest import ROOT, listed, start

LOCK = (ROOT / "locks" / "environment.txt").read_text("utf-8")
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
VALIDATE, TEST = "python3 -m scripts.run validate", "python3 -m scripts.run test"


def requirements() -> dict[str, str]:
    """Name of each locked requirement to its whole entry."""
    entries = re.split(r"(?<!\\)\n", re.sub(r"(?m)^\s*#.*\n", "", LOCK))
    return {normal(re.split(r"[=<>!~;\[\s]", entry)[0]): entry for entry in entries if entry.strip()}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def required(group: str) -> list[str]:
    """Requirements of a dependency group, those of the groups it includes too."""
    found = []
    for entry in GROUPS[group]:
        found += required(entry["include-group"]) if isinstance(entry, dict) else [entry]
    return found


# The launcher


@pytest.mark.parametrize("arguments", [[], ["validat"], ["--help"], [""], ["-m", "scripts.validate"]])
def test_an_unknown_command_prints_the_usage_and_exits_with_2(arguments):
    process = start("scripts.run", *arguments)
    output, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (2, "")
    assert output.startswith("usage: python3 -m scripts.run {")
    assert all(command in output for command in ("validate", "test", "build"))


def test_the_launcher_needs_nothing_but_the_standard_library():
    tree = ast.parse((ROOT / "scripts" / "run.py").read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "venv" in names
    assert [name for name in names if name.split(".")[0] not in sys.stdlib_module_names] == []
    assert "print" not in (ROOT / "scripts" / "__init__.py").read_text("utf-8")


def test_the_launcher_starts_without_the_packages_of_the_environment(tmp_path):
    command = [sys.executable, "-S", "-m", "scripts.run", "nothing"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stderr) == (2, "")


def test_an_older_python_is_told_which_one_is_needed(monkeypatch, capsys):
    from scripts import run

    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert run.main(["validate"]) == 2
    assert "Python 3.11 or later is needed; this is 3.9.2" in capsys.readouterr().out


# The lock


def test_every_locked_requirement_has_one_version_and_hashes():
    entries = requirements()
    assert len(entries) > 40
    exact = re.compile(r"[A-Za-z0-9._-]+==[^\s;\\]+(\s*;[^\\]+)?(\s*\\\n\s+--hash=sha256:[0-9a-f]{64})+\s*")
    wrong = [entry for entry in entries.values() if not exact.fullmatch(entry)]
    assert not wrong, listed(wrong)


def test_the_lock_names_no_index_and_no_address():
    for word in ("http", "://", "--index", "--extra-index", "--find-links", "-i ", "@ ", "git+", "file:"):
        found = [line for line in LOCK.splitlines() if word in line]
        assert not found, listed(found)


@pytest.mark.parametrize("group", ["validate", "test", "docs"])
def test_everything_that_a_dependency_group_asks_for_is_locked_in_an_allowed_version(group):
    from packaging.requirements import Requirement

    locked = requirements()
    wanted = [Requirement(text) for text in required(group)]
    assert wanted
    for requirement in wanted:
        entry = locked.get(normal(requirement.name))
        assert entry, f"{requirement} is not locked"
        version = re.match(r"[^=]+==([^\s;\\]+)", entry)
        assert version and version[1] in requirement.specifier, f"{requirement}: locked is {entry.splitlines()[0]}"


# README, CI, workflows


def commands(text: str) -> list[str]:
    """Command lines of the shell blocks of a Markdown text."""
    blocks = re.findall(r"```(?:sh|bash|shell|console)\n(.*?)```", text, flags=re.DOTALL)
    return [line.removeprefix("$ ").strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_the_readme_gives_the_two_commands_and_ci_runs_them():
    stated = commands((ROOT / "README.md").read_text("utf-8"))
    assert VALIDATE in stated and TEST in stated, listed(stated)
    script = [line.strip() for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()]
    assert "set -euo pipefail" in script
    assert TEST in script
    checked = [shlex.split(line) for line in script if line.startswith(VALIDATE)]
    assert [words[4] for words in checked] == ["--documents"], "CI must re-read the documents"
    assert any("scripts.build --check" in line for line in script)
    assert any("ruff check" in line for line in script) and any(line.endswith("-m mypy") for line in script)


def test_every_command_of_the_readme_and_of_the_workflows_is_one_of_the_launcher():
    from scripts.run import COMMANDS

    texts = [(ROOT / "README.md").read_text("utf-8"), *(file.read_text("utf-8") for file in WORKFLOWS)]
    called = re.findall(r"scripts\.run (\w+)", "\n".join(texts))
    assert {"validate", "test"} <= set(called) <= set(COMMANDS)


def test_some_workflow_validates_and_tests_every_change():
    texts = [file.read_text("utf-8") for file in WORKFLOWS]
    running = [text for text in texts if "scripts.run validate" in text and "scripts.run test" in text]
    assert any(re.search(r"(?m)^\s+push:", text) and re.search(r"(?m)^\s+pull_request:", text) for text in running)


@pytest.mark.parametrize(("variables", "status"), [({}, 0), ({"NO_SKIPS": "true"}, 1)], ids=["elsewhere", "in CI"])
def test_a_skipped_test_fails_where_nothing_may_be_left_out(
    variables: dict[str, str], status: int, tmp_path: Path
) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_runtest_makereport\n", "utf-8")
    (tmp_path / "test_idle.py").write_text("import pytest\ndef test_idle(): pytest.skip('idle')\n", "utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "NO_SKIPS"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert ("nothing may be left out here" in done.stdout) == bool(status), done.stdout


def test_ci_leaves_no_test_out() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "NO_SKIPS=true" in script and "python3 -m scripts.run release --check" in script
