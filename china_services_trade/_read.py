"""Reads a resource with the types that its Table Schema declares, so that no number passes through a float."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ._locate import path, resource
from ._renamed import Row, columns_now

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable

    import pandas

DTYPES = {"string": "string", "integer": "Int64", "boolean": "boolean", "number": "object"}


def rows(name: str) -> list[dict[str, object]]:
    """All rows of a resource, in file order.

    Args:
        name: Name of a resource.

    Returns:
        One dict per row, keys in column order. Strings are ``str``, integers ``int``, booleans ``bool``, numbers
        ``decimal.Decimal`` with the digits that the file holds; an empty cell is ``None``. Units stand in
        ``describe(name)["schema"]["fields"]``. A column that was renamed since the last major version is found by its
        old name too, with a DeprecationWarning.

    Raises:
        UnknownResource: No resource has this name.
        ValueError: The file does not fit its schema, or the list of old names is damaged.
    """
    described = resource(name)
    name, schema = described["name"], described["schema"]  # the name it has now
    missing = frozenset(schema.get("missingValues", [""]))
    readers = {field["name"]: _reader(field["type"]) for field in schema["fields"]}
    file = path(name)
    head, table = table_of(file, file.stat().st_mtime_ns)
    if head != tuple(readers):
        raise ValueError(f"{file}: the columns differ from those that datapackage.json describes")
    try:
        found = [{c: None if row[c] in missing else read(row[c]) for c, read in readers.items()} for row in table]
    except (ValueError, KeyError, ArithmeticError):
        raise ValueError(f"{file}: {_wrong_cell(table, readers, missing)}") from None
    old_names = columns_now(name, readers)
    return [Row(row, old_names) for row in found] if old_names else found


def frame(name: str, *, numbers: Literal["decimal", "float"] = "decimal") -> pandas.DataFrame:
    """All rows of a resource as a pandas data frame with nullable columns; the index merely counts.

    Args:
        name: Name of a resource.
        numbers: "decimal" for object columns of ``decimal.Decimal``, exact, with ``None`` where a cell is empty;
            "float" for ``Float64`` columns, fast, with the error of binary fractions.

    Returns:
        One row per row of the file, one column per column. Strings are ``string``, integers ``Int64``, booleans
        ``boolean``. Units are those of the columns in the schema. ``table["column"]`` finds a renamed column by its old
        name too, as ``rows`` does; ``query`` and ``loc`` do not.

    Raises:
        ImportError: pandas is not installed.
        UnknownResource: No resource has this name.
        ValueError: ``numbers`` is neither of the two.
    """
    require_way(numbers)
    try:
        import pandas
    except ImportError as error:
        raise ImportError('frame() needs pandas: pip install "china-services-trade[pandas]"') from error
    dtypes = {**DTYPES, "number": "Float64"} if numbers == "float" else DTYPES
    described = resource(name)
    table = rows(described["name"])
    columns = {}
    for field in described["schema"]["fields"]:
        cells: Iterable[Any] = [row[field["name"]] for row in table]
        if dtypes[field["type"]] == "Float64":
            cells = [None if cell is None else float(cell) for cell in cells]
        columns[field["name"]] = pandas.Series(cells, dtype=dtypes[field["type"]])
    old_names = columns_now(described["name"], columns)
    if not old_names:
        return pandas.DataFrame(columns)
    from ._frame import Frame

    return Frame.of(columns, old_names)


def require_way(numbers: str) -> None:
    """Raise ValueError for a way to hold numbers that frames do not have."""
    if numbers not in ("decimal", "float"):
        raise ValueError(f'numbers must be "decimal" or "float", not {numbers!r}')


def text_rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of a resource as text; shared between callers, so not to be changed."""
    file = path(name)
    return table_of(file, file.stat().st_mtime_ns)[1]


def index(name: str, key: str) -> dict[str, dict[str, str]]:
    """The rows of a resource as text, by a column that tells them apart."""
    return {row[key]: row for row in text_rows(name)}


@lru_cache(maxsize=64)
def table_of(file: Path, modified: int) -> tuple[tuple[str, ...], tuple[dict[str, str], ...]]:
    """Column names and rows of a CSV file; ``modified`` makes a file that was rebuilt meanwhile be read again."""
    import csv

    with file.open(encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream, strict=True)
        try:
            head = tuple(next(lines, ()))
            return head, tuple(dict(zip(head, line, strict=True)) for line in lines)
        except (csv.Error, UnicodeDecodeError) as error:
            raise ValueError(f"{file} is no CSV in UTF-8 ({error})") from None
        except ValueError:
            raise ValueError(f"{file}: line {lines.line_num} has not as many cells as the first line") from None


def _wrong_cell(
    table: Iterable[dict[str, str]], readers: dict[str, Callable[[str], object]], missing: frozenset[str]
) -> str:
    """Where the first cell stands that is not of its type."""
    for line, row in enumerate(table, start=2):
        for column, read in readers.items():
            try:
                _ = row[column] in missing or read(row[column])
            except (ValueError, KeyError, ArithmeticError):
                return f"line {line}, column {column}: {row[column]!r} is not of its type"
    return "a cell is not of its type"


def _matched(match: re.Match[str] | None) -> str:
    if match is None:
        raise ValueError
    return match[0]


def _reader(kind: str) -> Callable[[str], object]:
    """What turns a cell that is not empty into a value of a Table Schema type."""
    import re
    from decimal import Decimal

    whole = re.compile("-?[0-9]+").fullmatch
    decimal = re.compile(r"-?[0-9]+(?:\.[0-9]+)?").fullmatch
    # int and Decimal alone would also take 1_000, NaN and digits of other scripts
    readers: dict[str, Callable[[str], object]] = {
        "string": str,
        "integer": lambda cell: int(_matched(whole(cell))),
        "number": lambda cell: Decimal(_matched(decimal(cell))),
        "boolean": {"true": True, "false": False}.__getitem__,
    }
    return readers[kind]
