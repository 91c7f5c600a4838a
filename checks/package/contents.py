"""A data package on disk, read strictly: the descriptor and the rows of every resource, as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ..model.catalogue import Catalogue
from ..model.observation import Observation, observations_from_rows, series_from_rows
from ..model.reference import Reference, reference_from_rows
from ..model.relation import HARD, SOFT
from ..problems import InputError, Problem
from ..verdicts.confrontation import Confrontation, confront_all
from .cells import Rows, cell_problems, value_problems
from .csv_lint import read_rows
from .descriptor import read_descriptor
from .layout import topic_layouts

NEEDED = frozenset(topic_layouts()) | {
    *("figures", "figure_observations", "observations", "series", "relations", "topic_cells", "other_observations"),
    *("partitions", "partition_parts", "identities", "identity_terms", "claims", "claim_terms"),
    *("units", "unit_words", "sign_words", "qualifier_words", "discrepancies", "discrepancy_relations"),
    *("components", "contradictions", "contradiction_items", "discrepancy_contradictions", "discrepancy_figures"),
    *("corroboration", "grades", "bounds", "bound_observations", "quantities", "sections", "indicators"),
}
"""Tables that the rules use."""


@dataclass(frozen=True)
class Package:
    """Descriptor and rows. Raises nothing after construction: reading has checked headers and text."""

    root: Path
    descriptor: Mapping[str, Any]
    tables: Mapping[str, Rows]

    @cached_property
    def observations(self) -> list[Observation]:
        return observations_from_rows(self.tables["observations"])

    @cached_property
    def series(self) -> Catalogue:
        return Catalogue(series_from_rows(self.tables["series"]))

    @cached_property
    def reference(self) -> Reference:
        names = (
            *("partitions", "partition_parts", "claims", "claim_terms", "units"),
            *("identities", "identity_terms", "indicators"),
        )
        return reference_from_rows(*(self.tables[name] for name in names))

    @cached_property
    def confrontation(self) -> Confrontation:
        """Every relation of the figures as they stand."""
        return confront_all(self.observations, self.series, self.reference)

    @cached_property
    def listed(self) -> dict[str, str]:
        """Relation ids that a discrepancy explains, each with the worst verdict that its standing allows."""
        standing = {row["discrepancy_id"]: row["standing"] for row in self.tables["discrepancies"]}
        return {
            row["relation_id"]: SOFT if standing.get(row["discrepancy_id"]) == "rounding" else HARD
            for row in self.tables["discrepancy_relations"]
        }

    def schema(self, name: str) -> Mapping[str, Any]:
        """The Table Schema of one resource."""
        return next(r["schema"] for r in self.descriptor["resources"] if r["name"] == name)


def read_package(root: Path) -> Package:
    """Read the package in ``root``. Raises InputError that names every file, row and column that cannot be used."""
    descriptor = read_descriptor(root, NEEDED)
    tables: dict[str, Rows] = {}
    problems: list[Problem] = []
    for resource in descriptor["resources"]:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        try:
            tables[resource["name"]] = read_rows(root / resource["path"], columns, resource["path"])
            problems += cell_problems(resource, tables[resource["name"]])
        except InputError as error:
            problems += error.problems
    problems += value_problems(tables)
    if problems:
        raise InputError(*problems)
    return Package(root, descriptor, tables)


@cache
def checkout_package() -> Package:
    """The package committed in this checkout, read once."""
    return read_package(Path(__file__).resolve().parents[2])
