"""Proves that a release comes out right: made twice, compared, read back, installed, unpacked and validated again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from . import archive, compare, duckdb, safety, sums
from .artefacts import ARTEFACTS
from .contents import Release, read_release

Result = tuple[str, list[str]]
"""What was looked at, and one line for each thing that is wrong."""

CIRCUMSTANCES = (
    ({"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}, 0o022),
    ({"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"}, 0o077),
)
"""What must not show in the artefacts: variables and permissions of each build; folder and clock differ too."""

LOADS = "import china_services_trade as c; print(c.__version__, sum(len(c.rows(n)) for n in c.resources()), c.path())"


class Trial:
    """Two builds of one checkout, in a folder that is thrown away."""

    def __init__(self, root: Path, place: Path) -> None:
        self.root, self.place = root, place
        self.release: Release = read_release(root)
        self.first, self.second = place / "first", place / "second"
        self.unlike = [a.file(self.release, self.first).name for a in ARTEFACTS if not a.same_bytes]
        self.installed: Path | None = None
        # mlcroissant keeps what it unpacks under the name of the archive, so no older archive may lie there
        os.environ["CROISSANT_CACHE"] = str(place / "croissant")


def made_twice(trial: Trial) -> Result:
    problems = []
    for folder, (variables, umask) in zip((trial.first, trial.second), CIRCUMSTANCES, strict=True):
        command = [sys.executable, "-m", "scripts.release", "--out", str(folder)]
        problems += _run(command, trial.root, variables, umask)
    return f"{len(sums.names(trial.first))} files and their sums", problems


def same_bytes(trial: Trial) -> Result:
    both = {file.name for folder in (trial.first, trial.second) for file in folder.iterdir()}
    promised = sorted(both - {*trial.unlike, sums.NAME})  # the sums also list the files that cannot be the same
    advice = "find what is taken from the clock, the folder or the order of a set"
    wrong = [name for name in promised if _bytes(trial.first / name) != _bytes(trial.second / name)]
    return f"{len(promised)} files are the same", [f"{name}: differs between the builds; {advice}" for name in wrong]


def same_content(trial: Trial) -> Result:
    wrong = [
        f"{name}: holds something else in the second build"
        for name in trial.unlike
        if duckdb.everything(trial.first / name) != duckdb.everything(trial.second / name)
    ]
    return f"{', '.join(trial.unlike)} (never the same bytes)", wrong


def summed(trial: Trial) -> Result:
    return f"{len(sums.names(trial.first))} files are what {sums.NAME} says", sums.problems(trial.first)


def read_back(trial: Trial) -> Result:
    problems, cells = [], 0
    for artefact in ARTEFACTS:
        file = artefact.file(trial.release, trial.first)
        tables = artefact.wanted(trial.release)
        found = compare.differences(tables, artefact.read(file))
        problems += [f"{file.name}: {difference}" for difference in found]
        cells += sum(len(table.rows) * len(table.columns) for table in tables.values())
    return f"{len(ARTEFACTS)} formats give back what the CSV files hold, {cells:,} cells", problems


def harmless(trial: Trial) -> Result:
    book = trial.first / f"{trial.release.stem}.xlsx"
    cells, problems = safety.formulas(trial.release, book, trial.place)
    return f"{cells} cells that look like formulas are marked as text", problems


def tested(trial: Trial) -> Result:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_release_formats.py"]
    return "the tests that need this environment", _run(command, trial.root, {"RELEASE_TESTS": "all"})


def installed(trial: Trial) -> Result:
    home = trial.place / "environment"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wheel = next(trial.first.glob("*.whl"))
    problems = _run([sys.executable, "-m", "venv", str(home)], trial.place)
    install = ["-I", "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    problems = problems or _run([str(python), *install], trial.place)
    if problems:
        return wheel.name, problems
    done = subprocess.run([str(python), "-I", "-c", LOADS], cwd=trial.place, capture_output=True, text=True)
    rows = sum(len(table.rows) for table in trial.release.tables.values())
    said = done.stdout.strip()
    if not said.startswith(f"{trial.release.descriptor['version']} {rows} {home}"):
        last = (said or done.stderr.strip()).splitlines()[-1:]
        return wheel.name, [f"{wheel.name}: the installed loader should give {rows} rows, but says {last}"]
    trial.installed = Path(said.split(" ", 2)[2]).parent
    return f"{wheel.name} without a network; its loader gives {rows:,} rows", []


def validated_as_installed(trial: Trial) -> Result:
    if trial.installed is None:
        return "nothing", ["the wheel was not installed"]
    return _validated(trial, trial.installed)


def validated_as_unpacked(trial: Trial) -> Result:
    folder = trial.place / "unpacked"
    archive.unpack(trial.first / f"{trial.release.stem}.zip", folder)
    return _validated(trial, folder)


STEPS: dict[str, Callable[[Trial], Result]] = {
    "Made twice": made_twice,
    "Byte for byte": same_bytes,
    "By content": same_content,
    "Sums": summed,
    "Read back": read_back,
    "Formulas": harmless,
    "Tests": tested,
    "Installed": installed,
    "Validated as installed": validated_as_installed,
    "Validated as unpacked": validated_as_unpacked,
}
"""Without the first nothing else can be looked at."""


def _validated(trial: Trial, folder: Path) -> Result:
    report = trial.place / "report"
    command = [sys.executable, "-m", "scripts.validate", "--package", str(folder), "--report", str(report)]
    done = subprocess.run(command, cwd=trial.root, capture_output=True, text=True, encoding="utf-8")
    lines = done.stdout.splitlines()
    idle = [line[2:].strip().partition("  [")[0] for line in lines if line.startswith("--")]
    passed = sum(line.startswith("ok") for line in lines)
    problems = [line.strip() for line in lines if line.startswith(("FAIL", "     "))] + done.stderr.splitlines()
    return f"{passed} stages passed; not run: {', '.join(idle) or 'none'}", problems if done.returncode else []


def _run(command: list[str], folder: Path, variables: dict[str, str] | None = None, umask: int = -1) -> list[str]:
    """The last lines of what a command says, if it fails."""
    environment = {**os.environ, **(variables or {})}
    done = subprocess.run(command, cwd=folder, env=environment, umask=umask, capture_output=True, text=True)
    said = (done.stdout + done.stderr).strip().splitlines()[-3:] or ["says nothing"]
    return [f"{' '.join(command[1:3])}: {line}" for line in said] if done.returncode else []


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
