"""Keys and links that a database can hold although the portable descriptor cannot.

The descriptor links few columns, because its readers fail on empty cells and on several links of a table. A database
also takes the codes of every table, which are found by the name of their column, and the natural keys.
"""

from __future__ import annotations

from collections.abc import Mapping

from .contents import Link, Table

ROLES = {
    "ref_area": ("areas", "area"),
    "counterpart_area": ("areas", "area"),
    "proxy_for": ("areas", "area"),
    "source_agency": ("agencies", "agency"),
}
"""Columns that are called by the part they play, not by the code list they draw on."""

FREE = {("concessions", "relation_id")}
"""Columns that only look like links: a concession names relations as they would be without it."""

NATURAL: dict[str, tuple[str, ...]] = {
    "figures": ("document_id", "line", "column"),
    "excluded_numerals": ("document_id", "line", "column"),
    "quantities": ("series_id", "time_period", "period_basis", "document_id"),
    "series": (
        *("indicator", "ref_area", "counterpart_area", "flow", "item", "population"),
        *("unit_measure", "price_basis", "source_agency"),
    ),
    "observations": (
        *("series_id", "time_period", "period_basis", "transformation", "reference_series", "reference_period"),
        *("qualifier", "variant", "document_id"),
    ),
}
"""What tells rows apart by what they mean; the id is composed of it."""


def all_links(table: Table, tables: Mapping[str, Table]) -> list[Link]:
    """The links that the descriptor declares, then those that follow from the names of columns."""
    declared = {link.column for link in table.links}
    own = set(table.key) if len(table.key) == 1 else set()
    links = list(table.links)
    owners = _owners(tables)
    for column in table.columns:
        target = ROLES.get(column.name) or owners.get(column.name)
        free = (table.name, column.name) in FREE or column.name in declared | own
        if target and target[0] in tables and target[0] != table.name and not free:
            links.append(Link(column.name, *target))
    return links


def in_order(tables: Mapping[str, Table]) -> list[Table]:
    """Tables so that each stands after those it points at."""
    ordered: dict[str, Table] = {}

    def place(table: Table) -> None:
        if table.name not in ordered:
            for link in all_links(table, tables):
                if link.table != table.name:
                    place(tables[link.table])
            ordered[table.name] = table

    for table in tables.values():
        place(table)
    return list(ordered.values())


def _owners(tables: Mapping[str, Table]) -> dict[str, tuple[str, str]]:
    """The table in which a code is at home: it alone is the key there, and the key is no link to elsewhere."""
    return {
        table.key[0]: (table.name, table.key[0])
        for table in tables.values()
        if len(table.key) == 1 and table.key[0] not in {link.column for link in table.links}
    }
