"""Whether the files that state version, licences and contributors agree: people read one and trust it for all."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..problems import InputError, Problem
from .within import within

PROJECT, DESCRIPTOR, CITATION, CHANGELOG = "pyproject.toml", "datapackage.json", "CITATION.cff", "CHANGELOG.md"
CODE_LICENCE = "MIT"
"""Of the code alone; all other licences of the project are those of the data."""
FACTS = ("version", "licences", "contributors")

Names = frozenset[str]


@dataclass(frozen=True)
class Stated:
    """What a file says of each fact, each a set of names; None where it does not speak of it.

    ``begins`` says how the lines begin that say it; ``files`` are the licence texts that the file promises;
    ``released`` is the day of the release, empty where the file names none, and ``dated`` how that line begins.
    """

    version: Names
    licences: Names | None
    contributors: Names | None
    begins: tuple[str, str, str] = ("version", "license", "authors")
    files: tuple[str, ...] = ()
    released: str = ""
    dated: str = "date-released"


def agreement_problems(root: Path) -> tuple[int, list[Problem]]:
    """How many statements were compared with pyproject.toml, and those that differ. Raises InputError."""
    texts = {file: _read(root, file) for file in PARSERS}
    stated = {file: _parsed(file, texts[file]) for file in PARSERS}
    project = stated[PROJECT]
    compared, problems = len(project.files), []
    for file in (DESCRIPTOR, CITATION, CHANGELOG):
        for fact, begin in zip(FACTS, stated[file].begins, strict=True):
            said, wanted = getattr(stated[file], fact), getattr(project, fact)
            if said is None:
                continue
            compared += 1
            if said != wanted:
                message = f"is {_shown(said)}, but {PROJECT} says {_shown(wanted)}; correct the one that is wrong"
                problems.append(Problem(file, _line(texts[file], begin), fact, message))
    for file in (CITATION, CHANGELOG):
        if stated[file].released:
            compared += 1
            wanted = stated[DESCRIPTOR].released
            if stated[file].released != wanted:
                message = f"is {stated[file].released}, but {DESCRIPTOR} was created on {wanted}; correct the wrong one"
                problems.append(Problem(file, _line(texts[file], stated[file].dated), "released", message))
    for name in project.files:
        if not (root / name).is_file():
            problems.append(Problem(PROJECT, _line(texts[PROJECT], "license-files"), name, "is missing; restore it"))
    return compared, problems


def agreement_warnings(root: Path) -> list[Problem]:
    """What a citation could still tell."""
    keys = re.findall(r"(?m)^([a-z-]+):", _read(root, CITATION))
    wanted = {"date-released": "give the day of the release", "repository-code": "give the address once there is one"}
    return [Problem(CITATION, 0, key, f"is missing; {advice}") for key, advice in wanted.items() if key not in keys]


def _project(text: str) -> Stated:
    """Of the licence expression only the licences of the data, because the other files speak of the data alone."""
    project = tomllib.loads(text)["project"]
    licences = frozenset(project["license"].split(" AND ")) - {CODE_LICENCE}
    people = frozenset(author["name"] for author in project["authors"])
    return Stated(frozenset({project["version"]}), licences, people, files=tuple(project["license-files"]))


def _descriptor(text: str) -> Stated:
    package = json.loads(text)
    licences = frozenset(licence["name"] for licence in package["licenses"])
    people = frozenset(contributor["title"] for contributor in package["contributors"])
    begins = ('"version"', '"licenses"', '"contributors"')
    return Stated(frozenset({package["version"]}), licences, people, begins, released=package["created"][:10])


def _citation(text: str) -> Stated:
    import yaml

    content = yaml.load(text, Loader=yaml.BaseLoader)  # every scalar a string, so that 1.10 is no number
    licences = content["license"] if isinstance(content["license"], list) else [content["license"]]
    people = frozenset(a.get("name") or f"{a['given-names']} {a['family-names']}" for a in content["authors"])
    released = content.get("date-released", "")
    return Stated(frozenset({content["version"]}), frozenset(licences), people, released=released)


def _changelog(text: str) -> Stated:
    """Version and day of the newest entry; a changelog speaks of nothing else here."""
    newest = re.search(r"(?m)^## (\S+)(?: \(([0-9-]+)\))?", text)
    version = frozenset([newest[1]] if newest else [])
    return Stated(version, None, None, ("## ", "", ""), released=newest[2] or "" if newest else "", dated="## ")


PARSERS: dict[str, Callable[[str], Stated]] = {
    PROJECT: _project,
    DESCRIPTOR: _descriptor,
    CITATION: _citation,
    CHANGELOG: _changelog,
}


def _read(root: Path, file: str) -> str:
    try:
        return within(root, file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Problem(file, 0, "", f"cannot be read ({error}); restore it")) from None


def _parsed(file: str, text: str) -> Stated:
    import yaml

    try:
        return PARSERS[file](text)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError, yaml.YAMLError) as error:
        message = f"does not say version, licence and contributors as expected ({type(error).__name__}); restore it"
        raise InputError(Problem(file, 0, "", message)) from None


def _line(text: str, begin: str) -> int:
    """The first line that begins so, indentation aside; 0 if none does."""
    return next((n for n, line in enumerate(text.splitlines(), start=1) if line.strip().startswith(begin)), 0)


def _shown(names: Names) -> str:
    return ", ".join(sorted(names)) or "nothing"
