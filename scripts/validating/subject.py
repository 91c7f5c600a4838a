"""What is validated, read once and shared by all stages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from checks.package.contents import Package, read_package
from checks.package.links import link_problems
from checks.problems import Problem
from checks.verdicts.confrontation import Confrontation


@dataclass
class Subject:
    """What is validated: a checkout with seeds, or a package folder alone."""

    root: Path
    has_seeds: bool
    documents: Path | None

    @cached_property
    def package(self) -> Package:
        return read_package(self.root)

    @cached_property
    def confrontation(self) -> Confrontation:
        if self.broken:
            return Confrontation(())
        return self.package.confrontation

    @cached_property
    def broken(self) -> list[Problem]:
        """Broken keys and links; where there are any, no rule can be applied."""
        return link_problems(self.package)

    @property
    def listed(self) -> list[dict[str, str]]:
        return self.package.tables["discrepancy_relations"]
