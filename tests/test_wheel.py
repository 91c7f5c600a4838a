"""The wheel is whole: installed without a network it brings all data and answers as the checkout does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
NAME = "china_services_trade"
HISTORIES = tuple(f"resources/{name}.csv" for name in ("redirects", "renames", "revisions"))
"""Tables that may be empty: nothing has been recoded, renamed or revised yet."""

# What a user sees of the loader, with every use of the network refused.
ANSWERS = """
import hashlib, json, sys

def refuse(event, args):
    if event.startswith("socket."):
        raise SystemExit(f"refused: {event} {args}")

sys.addaudithook(refuse)
import china_services_trade as c

names = c.resources()
tables = {name: c.rows(name) for name in names}
unknown = []
for call, wrong in ((c.rows, "figure"), (c.cite, "mofcom2023:104:182")):
    try:
        call(wrong)
    except KeyError as error:
        unknown.append(f"{type(error).__name__}: {error}")
print(json.dumps({
    "home": [c.__file__, str(c.path()), str(c.path(names[0]))],
    "answers": {
        "version": c.__version__,
        "names": names,
        "titles": [c.describe(name)["title"] for name in names],
        "counts": {name: len(rows) for name, rows in tables.items()},
        "rows": {name: hashlib.sha256(repr(rows).encode()).hexdigest() for name, rows in tables.items()},
        "citations": [str(c.cite(row["figure_id"])) for row in tables["figures"]],
        "meanings": [c.cite(row["figure_id"]).meaning_zh for row in tables["figures"]],
        "unknown": unknown,
    },
}))
"""


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment that holds the wheel."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder, cwd=folder)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run(python, "-I", "-m", "pip", "install", "--no-deps", "--no-index", wheel, cwd=folder)
    return python


@pytest.fixture(scope="session")
def installed(python: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the installed package answers, from a folder that has nothing to do with the checkout."""
    content: dict[str, Any] = json.loads(run(python, "-I", "-c", ANSWERS, cwd=tmp_path_factory.mktemp("elsewhere")))
    return content


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the package answers in the checkout."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); sys.dont_write_bytecode = True\n{ANSWERS}"
    content: dict[str, Any] = json.loads(run(sys.executable, "-I", "-c", code, cwd=tmp_path_factory.mktemp("other")))
    return content


def test_the_wheel_carries_the_descriptor_and_all_resources_byte_for_byte(wheel: Path) -> None:
    descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    wanted = ["datapackage.json", *(resource["path"] for resource in descriptor["resources"])]
    assert len(wanted) > 30
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if name.startswith(f"{NAME}/data/")}
        assert inside == {f"{NAME}/data/{path}" for path in wanted}
        for path in wanted:
            content = archive.read(f"{NAME}/data/{path}")
            assert content == (ROOT / path).read_bytes(), path
            assert len(content.splitlines()) > 1 or path in HISTORIES, path


def test_the_wheel_carries_all_modules_and_the_type_marker_and_nothing_else(wheel: Path) -> None:
    code = {f"{NAME}/{file.name}" for file in (ROOT / NAME).glob("*.py")}
    assert f"{NAME}/__init__.py" in code
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    others = {name for name in names if not name.startswith(f"{NAME}/data/") and ".dist-info/" not in name}
    assert others == code | {f"{NAME}/py.typed"}


def test_the_wheel_needs_no_other_distribution(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (file,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = Parser().parsestr(archive.read(file).decode("utf-8"))
    assert metadata["Name"] == "china-services-trade"
    needed = metadata.get_all("Requires-Dist") or []
    assert [each for each in needed if "extra ==" not in each] == []
    for extra in ("pandas", "polars"):
        assert any(re.match(rf"{extra}\b.*; extra == '{extra}'", each) for each in needed), needed
    assert set(metadata.get_all("Provides-Extra") or []) == {"pandas", "polars"}
    descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    assert metadata["Version"] == descriptor["version"]


def test_installing_the_wheel_brings_nothing_else_along(python: Path, tmp_path: Path) -> None:
    listed = json.loads(run(python, "-I", "-m", "pip", "list", "--format=json", cwd=tmp_path))
    assert {each["name"].lower() for each in listed} - {"pip", "setuptools"} == {"china-services-trade"}


def test_the_installed_package_reads_its_own_data(installed: dict[str, Any], python: Path) -> None:
    environment = python.parent.parent
    for place in installed["home"]:
        assert Path(place).is_relative_to(environment), place
        assert not Path(place).is_relative_to(ROOT), place
    assert Path(installed["home"][1]).parent.name == "data"


def test_the_installed_package_answers_as_the_checkout_does(
    installed: dict[str, Any], checkout: dict[str, Any]
) -> None:
    assert Path(checkout["home"][1]) == ROOT / "datapackage.json"
    assert len(installed["answers"]["citations"]) > 300
    assert installed["answers"]["counts"]["world_services_trade"] > 20
    for question, answer in checkout["answers"].items():
        assert installed["answers"][question] == answer, question


def test_the_installed_package_cites_and_explains_errors(installed: dict[str, Any]) -> None:
    answers = installed["answers"]
    (imports,) = [text for text in answers["citations"] if text.endswith(" mofcom2023:104:181.")]
    assert '"5520亿美元" (China: Services trade, imports, 2023: level 5520 x 100 million US dollars)' in imports
    assert answers["unknown"][0].startswith("UnknownResource: no resource is called 'figure'; near names: figures")
    assert answers["unknown"][1].startswith("UnknownId: no figure has the id 'mofcom2023:104:182'; the figures of")


@pytest.mark.parametrize(
    ("function", "library", "extra"), [("frame", "pandas", "pandas"), ("polars_frame", "Polars", "polars")]
)
def test_a_frame_without_its_library_says_in_one_line_how_to_install_it(
    function: str, library: str, extra: str, python: Path, tmp_path: Path
) -> None:
    code = f"import china_services_trade as c\ntry: c.{function}('figures')\nexcept ImportError as error: print(error)"
    told = run(python, "-I", "-c", code, cwd=tmp_path)
    assert told.strip() == f'{function}() needs {library}: pip install "china-services-trade[{extra}]"'


def test_the_data_are_found_by_importlib_resources(python: Path, tmp_path: Path) -> None:
    code = """
from importlib.resources import as_file, files
import china_services_trade as c
data = files("china_services_trade") / "data"
assert (files("china_services_trade") / "py.typed").is_file()
for name in c.resources():
    with as_file(data / "resources" / f"{name}.csv") as file:
        assert file.read_bytes() == c.path(name).read_bytes(), name
print((data / "datapackage.json").read_bytes() == c.path().read_bytes())
"""
    assert run(python, "-I", "-c", code, cwd=tmp_path).strip() == "True"


def test_the_import_takes_less_than_fifty_milliseconds(python: Path, tmp_path: Path) -> None:
    code = "import time; start = time.process_time(); import china_services_trade; print(time.process_time() - start)"
    taken = [float(run(python, "-I", "-c", code, cwd=tmp_path)) for _ in range(5)]
    assert min(taken[1:]) < 0.05, taken  # the first run compiles


TYPED = """
from decimal import Decimal
from pathlib import Path

import china_services_trade as cst

names: list[str] = cst.resources()
file: Path = cst.path(names[0])
rows: list[dict[str, object]] = cst.rows("figures")
citation: cst.Citation = cst.cite("mofcom2023:104:181")
version: str = cst.__version__
"""


@pytest.mark.parametrize(
    ("code", "finds"), [(TYPED, ""), (TYPED + "wrong: int = cst.path()\ncst.rows(7)\n", "assignment arg-type")]
)
def test_a_type_checker_knows_what_the_installed_package_gives(
    code: str, finds: str, python: Path, tmp_path: Path
) -> None:
    (tmp_path / "user.py").write_text(code, "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", str(tmp_path / "cache")]
    done = subprocess.run(
        [*command, "--python-executable", str(python), "user.py"], cwd=tmp_path, capture_output=True, text=True
    )
    assert " ".join(re.findall(r"\[([a-z-]+)\]", done.stdout)) == finds, done.stdout + done.stderr
