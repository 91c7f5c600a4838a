"""The descriptor against the official JSON Schemas, as a reader's environment holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .run import ReaderFailed, start
from .ways import PROFILES

OFFICIAL = 6
"""Package, resource and Table Schema, of version 1 and of version 2."""
SHOWN = 3
"""Problems named for each of them."""


@dataclass
class Profiles:
    """``found``: one entry for each JSON Schema, as ``readers/profiles.py`` writes it."""

    versions: dict[str, str] = field(default_factory=dict)
    found: list[dict[str, Any]] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """What the schemas refuse, and what shows that they were not asked."""
        said = []
        for one in self.found:
            name = f"{one['schema']} of version {one['version']}"
            said += [f"{name} refuses {error}" for error in one["errors"][:SHOWN]]
            if len(one["errors"]) > SHOWN:
                said.append(f"{name} refuses {len(one['errors']) - SHOWN} more of the kind")
            if not one["bites"]:
                said.append(f"{name} accepts a damaged descriptor too; its verdict means nothing")
            if not one["parts"]:
                said.append(f"{name} had nothing to look at")
        if len(self.found) != OFFICIAL:
            said.append(f"{len(self.found)} of {OFFICIAL} JSON Schemas were asked")
        return said


def validate(package: Path) -> Profiles:
    """Ask all official JSON Schemas. Raises ReaderFailed."""
    return read(start(PROFILES, "profiles", str(package), "plain"))


def read(lines: Iterable[str]) -> Profiles:
    """What the lines of ``readers/profiles.py`` say."""
    profiles = Profiles()
    for line in lines:
        content = json.loads(line)
        if "versions" in content:
            profiles.versions = content["versions"]
        else:
            profiles.found.append(content)
    if not profiles.versions:
        raise ReaderFailed("profiles says nothing")
    return profiles
