"""What is validated, read once and shared by all stages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from checks.joint.derive import joint_system
from checks.package.contents import Package, read_package
from checks.package.links import link_problems
from checks.problems import Problem
from checks.verdicts.confrontation import Confrontation
from checks.verdicts.joint import unproven


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

    @cached_property
    def stale(self) -> list[Problem]:
        """Components of which nothing is proven as their figures stand; then certificates speak of other figures."""
        package = self.package
        system = joint_system(package.observations, package.series, package.reference)
        return unproven(system, package.tables["components"])

    @property
    def listed(self) -> list[dict[str, str]]:
        return self.package.tables["discrepancy_relations"]
