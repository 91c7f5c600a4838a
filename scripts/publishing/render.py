"""Fills the templates; whatever comes from the tables is escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2

from .languages import Language, languages

TEMPLATES = Path(__file__).with_name("templates")


def page(template: str, language: Language, path: str, package: dict[str, str], **facts: Any) -> bytes:
    """A page in a language; ``path`` is below the folder of that language."""
    (other,) = (each for each in languages() if each.code != language.code)
    up = "../" * (len(PurePosixPath(path).parts))
    known = {"language": language, "other": other, "say": language.say, "path": path, "up": up, "package": package}
    return _environment().get_template(template).render(**known, **facts).encode()


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
