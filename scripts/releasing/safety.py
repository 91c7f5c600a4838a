"""Looks into a workbook as a spreadsheet does: nothing in it may run, however much it looks like a formula."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from checks.package.formulas import starts_formula

from . import excel
from .contents import Release, Rows

HOSTILE = ("=1+1", '=HYPERLINK("http://x.invalid","x")', "+1", "-1+1", "@SUM(1)", "\t=1", "＝1+1", "-")


def formulas(release: Release, book: Path, folder: Path) -> tuple[int, list[str]]:
    """Cells that look like formulas, and what is wrong with them: in ``book``, and in one spoiled on purpose."""
    count, problems = guarded(book)
    spoiled = folder / "hostile.xlsx"
    table = next(t for t in release.tables.values() if any(c.type == "string" for c in t.columns))
    row = tuple(HOSTILE[0] if c.type == "string" else None for c in table.columns)
    rows: Rows = [tuple(text if cell else None for cell in row) for text in HOSTILE]
    excel.write(replace(release, tables={table.name: replace(table, rows=rows)}), spoiled)
    more, wrong = guarded(spoiled)
    wanted = sum(cell is not None for row in rows for cell in row)
    if more != wanted:
        wrong.append(f"hostile cells: {more} of {wanted} are there")
    return count + more, [*problems, *wrong]


def guarded(book: Path) -> tuple[int, list[str]]:
    """How many text cells of a workbook look like formulas, and those that are formulas or lack the mark for text."""
    import openpyxl

    count, problems = 0, []
    for sheet in openpyxl.load_workbook(book):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    problems.append(f"{book.name}, sheet {sheet.title}, cell {cell.coordinate}: is a formula")
                elif isinstance(cell.value, str) and starts_formula(cell.value):
                    count += 1
                    if not cell.quotePrefix:
                        problems.append(
                            f"{book.name}, sheet {sheet.title}, cell {cell.coordinate}: is not marked as text"
                        )
    return count, problems
