"""Fills the templates; whatever comes from the tables is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2

from .languages import Language, languages

TEMPLATES = Path(__file__).with_name("templates")
ASSETS = Path(__file__).with_name("assets")


def page(template: str, language: Language, path: str, package: dict[str, str], **facts: Any) -> bytes:
    """A page in a language; ``path`` is below the folder of that language."""
    (other,) = (each for each in languages() if each.code != language.code)
    up = "../" * (len(PurePosixPath(path).parts))
    known = {"language": language, "other": other, "say": language.say, "path": path, "package": package}
    known |= {"up": up, "home": f"{up}{language.code}/"}
    return fill(template, **known, **facts)


def moved(up: str, ways: Mapping[str, Language]) -> bytes:
    """A page that leads on to the first of ``ways``; ``up`` leads to the folder of the site."""
    language, target = next(iter(ways.values())), next(iter(ways))
    listed = [(path, each.name, each.code) for path, each in ways.items()]
    facts = {"language": language, "say": language.say, "up": up, "target": target, "ways": listed}
    return fill("moved.html", **facts)


def fill(template: str, **facts: Any) -> bytes:
    """A template with its facts, as UTF-8."""
    return _environment().get_template(template).render(**facts).encode()


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
