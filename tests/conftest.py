"""Copies of the checkout to damage, plain reading and writing of their tables, and no network for any test."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from scripts.proving.store import PROOFS, RESULTS, proof_path
from scripts.validating import stages

from .offline.sitecustomize import reaches_out

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ("datapackage.json", "resources")
TEXTS = ("pyproject.toml", "CITATION.cff", "CHANGELOG.md", "LICENSE", "LICENSE-DATA")
CHECKOUT = (*PACKAGE, *TEXTS, "seeds", "checks/suites", "checks/proofs", "docs/reference")
PROVEN = tuple(proof_path(name) for name in (*RESULTS, *PROOFS))
"""What only the solver makes; a build takes it over."""

Row = dict[str, str]

os.environ.pop("GITHUB_ACTIONS", None)  # there too, the output that tests expect has no annotations


collect_ignore = ["browser"]  # needs a browser and built pages; scripts.run browser asks for it by name
if os.environ.get("RELEASE_TESTS") != "all":
    collect_ignore.append("test_release_formats.py")  # needs its own environment; scripts.release --check runs it there


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may be left out (``NO_SKIPS``, as ``.ci/run`` sets it), a test that is skipped has failed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("NO_SKIPS"):
        report.outcome, report.longrepr = "failed", f"skipped, but nothing may be left out here: {report.longrepr}"
    return report


def copy_to(folder: Path, names: tuple[str, ...]) -> Path:
    """These files and folders of the checkout, in ``folder``."""
    for name in names:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)
    return folder


OFFLINE = os.pathsep.join(map(str, (ROOT / "tests" / "offline", ROOT)))
"""The path on which a process finds the project and is ended when it reaches for the network."""
_attempts: list[str] = []


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if reaches_out(event, arguments):
        _attempts.append(f"{event} {arguments}")
        raise PermissionError(f"no test may use the network: {event}")


sys.addaudithook(_refuse)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fails a test that reached for the network, whatever became of it."""
    _attempts.clear()
    yield
    assert not _attempts, listed(_attempts)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What ``--root`` needs; schemas and layouts are read from the real checkout."""
    return copy_to(tmp_path / "checkout", CHECKOUT)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """What ``--package`` needs: the descriptor and the resources."""
    return copy_to(tmp_path / "package", PACKAGE)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes the validation run these stages alone, because a full run takes ten seconds."""

    def choose(*chosen: stages.Stage) -> None:
        monkeypatch.setattr(stages, "STAGES", chosen)

    return choose


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once from the checkout with the tools at hand."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    done = subprocess.run(build, cwd=folder, capture_output=True, text=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stdout + done.stderr
    (file,) = folder.glob("*.whl")
    return file


def rows_of(file: Path) -> list[Row]:
    """The rows of a CSV file, read without the project's own reader; row ``n`` of the list is file row ``n + 2``."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(file: Path, rows: list[Row]) -> None:
    """Write rows as the project does; the header stays."""
    with file.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def set_cell(file: Path, column: str, text: str, where: Callable[[Row], object] = lambda row: True) -> int:
    """Change one cell of the first row that fits; returns the file row."""
    rows = rows_of(file)
    place = next(n for n, row in enumerate(rows) if where(row) and row[column] != text)
    rows[place][column] = text
    write_rows(file, rows)
    return place + 2


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of change of every file below ``folder``."""
    return {name: (file.read_bytes(), file.stat().st_mtime_ns) for name, file in files_below(folder)}


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file


def start(module: str, *arguments: object, cwd: Path = ROOT, **variables: str) -> subprocess.Popen[str]:
    """A command of the project in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": OFFLINE, "PYTHONIOENCODING": "utf-8", **variables}
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=cwd, env=environment, text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def listed(items: object) -> str:
    """Offending rows, one a line, for the message of a failing assertion."""
    return "\n" + "\n".join(f"  {item}" for item in items)  # type: ignore[attr-defined]
