"""Polars frames, apart from the rest so that nobody else pays for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ._locate import resource
from ._read import require_way, rows

if TYPE_CHECKING:
    import polars

DIGITS = 38
"""As many as a decimal of Polars holds."""


def polars_frame(name: str, *, numbers: Literal["decimal", "float"] = "decimal") -> polars.DataFrame:
    """All rows of a resource as a Polars data frame.

    Args:
        name: Name of a resource.
        numbers: "decimal" for ``Decimal`` columns, exact, with as many places as the longest number of the column;
            "float" for ``Float64`` columns, fast, with the error of binary fractions.

    Returns:
        One row per row of the file, one column per column. Strings are ``String``, integers ``Int64``, booleans
        ``Boolean``; empty cells are null. Units are those of the columns in the schema. A renamed column is found by
        its new name alone: a Polars frame cannot warn where it is read, as the tables of ``rows`` and ``frame`` do.

    Raises:
        ImportError: Polars is not installed.
        UnknownResource: No resource has this name.
        ValueError: ``numbers`` is neither of the two.
    """
    require_way(numbers)
    try:
        import polars
    except ImportError as error:
        raise ImportError('polars_frame() needs Polars: pip install "china-services-trade[polars]"') from error
    plain = {"string": polars.String, "integer": polars.Int64, "boolean": polars.Boolean, "number": polars.Float64}
    table = rows(name)
    columns = []
    for field in resource(name)["schema"]["fields"]:
        cells: list[Any] = [row[field["name"]] for row in table]
        kind = plain[field["type"]]
        if field["type"] == "number" and numbers == "decimal":
            kind = polars.Decimal(
                DIGITS, max((-cell.as_tuple().exponent for cell in cells if cell is not None), default=0)
            )
        elif field["type"] == "number":
            cells = [None if cell is None else float(cell) for cell in cells]
        columns.append(polars.Series(field["name"], cells, dtype=kind))
    return polars.DataFrame(columns)
