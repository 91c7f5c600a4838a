"""The package as an Excel workbook: a readme, an index, the columns explained, then a sheet for every table.

Text stays text: whatever starts like a formula carries Excel's own mark for text, so that it does not run even when
somebody edits the cell, and yet reads as it does in the CSV.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable
from datetime import UTC
from decimal import Decimal
from pathlib import Path
from typing import Any

from checks.package.formulas import starts_formula
from checks.problems import InputError, Problem

from .contents import Cell, Release, Rows, Table

TEXTS = Path(__file__).resolve().parents[2] / "schemas" / "release.toml"
DIGITS = 15
"""Decimal digits that Excel keeps of a number."""
LONGEST_NAME, LONGEST_TEXT = 31, 32767
WIDTHS = (6, 60)
FRONT = ("readme", "index", "columns")
INDEX_HEAD = ("sheet", "table", "rows", "title", "title_zh", "description")
COLUMNS_HEAD = ("sheet", "column", "type", "title", "title_zh", "unit", "description")


def write(release: Release, file: Path) -> None:
    """Write the workbook. Raises InputError where a text is too long for a cell or two sheets get one name."""
    import xlsxwriter

    never = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    book = xlsxwriter.Workbook(file, dict.fromkeys(never, False))
    about = release.descriptor
    created = release.created.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": about["title"], "subject": about["title_zh"], "created": created})
    writer = _Writer(book)
    names = sheet_names(release.tables)
    _readme(writer, release)
    _index(writer, release, names)
    columns: Rows = [
        (names[t.name], c.name, c.type, c.title, c.title_zh, c.unit or None, c.description)
        for t in release.tables.values()
        for c in t.columns
    ]
    writer.sheet(FRONT[2], COLUMNS_HEAD, columns)
    for table in release.tables.values():
        _check_lengths(table)
        writer.sheet(names[table.name], [c.name for c in table.columns], table.rows)
    book.close()


def read(file: Path) -> dict[str, Rows]:
    """Rows of every table, read by another library than the one that wrote them."""
    import openpyxl

    book = openpyxl.load_workbook(file, read_only=True)
    index = _body(book["index"])
    types: dict[str, list[str]] = {}
    for row in _body(book["columns"]):
        types.setdefault(row[0], []).append(row[2])
    return {row[1]: [_cells(cells, types[row[0]]) for cells in _body(book[row[0]])] for row in index}


def sheet_names(names: Iterable[str]) -> dict[str, str]:
    """Names of at most 31 characters: where one is longer, its words are cut to the same length, as long as may be."""
    short = {name: _shortened(name) for name in names}
    taken: dict[str, str] = dict.fromkeys(FRONT, "the workbook")
    for name, sheet in short.items():
        if sheet.lower() in taken:
            message = f"{name} and {taken[sheet.lower()]} would both be the sheet {sheet}; rename one of them"
            raise InputError(Problem("datapackage.json", 0, "resources", message))
        taken[sheet.lower()] = name
    return short


def is_exact(number: Decimal) -> bool:
    """Whether Excel keeps all digits of a number."""
    return len(number.normalize().as_tuple().digits) <= DIGITS


class _Writer:
    """Puts cells into sheets, each by its type and nothing by its looks."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.guarded = book.add_format({"quote_prefix": True})

    def sheet(self, name: str, head: Iterable[str], rows: Rows) -> Any:
        """A table with a frozen header row, filters and columns as wide as their cells."""
        sheet = self.book.add_worksheet(name)
        head = list(head)
        for place, title in enumerate(head):
            sheet.write_string(0, place, title, self.head)
            cells = (row[place] for row in rows)
            width = max([_width(title) + 2, *(_width(str(cell)) for cell in cells if cell is not None)])
            sheet.set_column(place, place, min(max(width + 1, WIDTHS[0]), WIDTHS[1]))
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                self.put(sheet, number, place, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(head) - 1)
        return sheet

    def put(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        """One cell by its type; a number that Excel would round is text."""
        if cell is None:
            return
        if isinstance(cell, bool):
            sheet.write_boolean(row, column, cell)
        elif isinstance(cell, int | Decimal) and is_exact(Decimal(cell)):
            sheet.write_number(row, column, cell if isinstance(cell, int) else float(cell))
        else:
            text = str(cell)
            sheet.write_string(row, column, text, self.guarded if starts_formula(text) else None)


def _readme(writer: _Writer, release: Release) -> None:
    about = release.descriptor
    counts = {name: len(release.tables[name].rows) for name in ("figures", "observations") if name in release.tables}
    facts = {"figures": 0, "observations": 0, **counts}
    facts |= {"name": about["name"], "version": about["version"], "date": about["created"][:10]}
    facts["license"] = about["licenses"][0]["path"]
    texts = tomllib.loads(TEXTS.read_text("utf-8"))["readme"]
    sheet = writer.book.add_worksheet(FRONT[0])
    sheet.set_column(0, 0, 110)
    lines = [(about["title"], writer.title), (about["title_zh"], writer.title), (about["description"], writer.wrapped)]
    lines += [(text.format(**facts), writer.wrapped) for language in ("en", "zh") for text in texts[language]]
    for number, (line, form) in enumerate(lines):
        sheet.write_string(number, 0, line, form)


def _index(writer: _Writer, release: Release, names: dict[str, str]) -> None:
    rows: Rows = [
        (names[t.name], t.name, len(t.rows), t.title, t.title_zh, t.description) for t in release.tables.values()
    ]
    sheet = writer.sheet(FRONT[1], INDEX_HEAD, rows)
    for number, row in enumerate(rows, start=1):
        sheet.write_url(number, 0, f"internal:'{row[0]}'!A1", string=str(row[0]))


def _shortened(name: str) -> str:
    words = name.split("_")
    for length in range(max(map(len, words)), 0, -1):
        short = "_".join(word[:length] for word in words)
        if len(short) <= LONGEST_NAME:
            return short
    return name[:LONGEST_NAME]


def _check_lengths(table: Table) -> None:
    for number, row in enumerate(table.rows, start=2):
        for column, cell in zip(table.columns, row, strict=True):
            if isinstance(cell, str) and len(cell) > LONGEST_TEXT:
                message = f"has {len(cell)} characters, a cell of Excel holds {LONGEST_TEXT}; shorten the text"
                raise InputError(Problem(table.path, number, column.name, message))


def _width(text: str) -> int:
    """Columns of a text on the screen; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _body(sheet: Any) -> list[tuple[Any, ...]]:
    rows = sheet.iter_rows(values_only=True)
    width = len(next(rows))
    return [(*row, *(None,) * (width - len(row))) for row in rows]


def _cells(cells: tuple[Any, ...], types: list[str]) -> tuple[Cell, ...]:
    return tuple(
        Decimal(repr(cell) if isinstance(cell, float) else cell) if kind == "number" and cell is not None else cell
        for cell, kind in zip(cells, types, strict=True)
    )
