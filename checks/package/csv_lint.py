"""Reads CSV the strict way: what tolerant readers let pass (BOM, CRLF, stray quotes, unseen characters) stops here."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..problems import InputError, Problem, near
from ..visible import unseen
from .plain_file import plain_bytes

FULL_WIDTH = re.compile("[０-９．％]")
LONGEST = 131_072
"""Characters of a cell: what the csv module takes, unless some library in the process has raised its limit."""
TOO_LONG = f"a cell has more than {LONGEST:,} characters; shorten it, or close the quote it begins with"
OTHER_DELIMITERS = ";\t|"
_CELL = '(?:"(?:[^"]|"")*"|[^",]*)'
_ROW = re.compile(f"{_CELL}(?:,{_CELL})*")


def read_rows(path: Path, columns: Sequence[str] | None = None, name: str = "") -> list[dict[str, str]]:
    """Rows of a UTF-8, LF, comma-separated file as dictionaries; row ``n`` of the list is file row ``n + 2``.

    ``columns``: the header the file must have, in any order; None accepts any header.
    Raises InputError that names every problem found, each with its row.
    """
    return parsed_rows(plain_bytes(path, name or path.name), columns, name or path.name)


def parsed_rows(data: bytes, columns: Sequence[str] | None, name: str) -> list[dict[str, str]]:
    """Rows of the content of a file, which need not lie in a folder; otherwise as ``read_rows``."""
    text = _text(data, name)
    table = _parse(text, name)
    header, body = table[0], table[1:]
    problems = [*_header_problems(header, columns, name), *_hidden(text, table, name)]
    for number, row in enumerate(body, start=2):
        if len(row) != len(header):
            message = f"has {len(row)} cells where the header has {len(header)}; check commas and quotes in this row"
            problems.append(Problem(name, number, "", message))
            continue
        for column, cell in zip(header, row, strict=True):
            if FULL_WIDTH.search(cell):
                problems.append(
                    Problem(name, number, column, f"full-width digit or sign in {cell!r}; type it half-width")
                )
    if problems:
        raise InputError(*problems)
    return [dict(zip(header, row, strict=True)) for row in body]


def _text(data: bytes, name: str) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        raise InputError(Problem(name, 1, "", "starts with a byte order mark; save as UTF-8 without BOM"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise InputError(Problem(name, row, "", "is not UTF-8; save the file as UTF-8")) from None
    if "\r" in text:
        row = text[: text.index("\r")].count("\n") + 1
        raise InputError(Problem(name, row, "", "has carriage returns; save with LF line ends"))
    if not text.strip():
        raise InputError(Problem(name, 0, "", "is empty; it needs a header row"))
    if not text.endswith("\n"):
        raise InputError(
            Problem(name, text.count("\n") + 1, "", "last row lacks its line end; the file may be cut off")
        )
    return text


def _parse(text: str, name: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text), strict=True)
    table: list[list[str]] = []
    started = 1
    try:
        for row in reader:
            if reader.line_num > started:
                raise InputError(Problem(name, started, "", "a cell runs over the line end; close its quote"))
            if any(len(cell) > LONGEST for cell in row):
                raise InputError(Problem(name, started, "", TOO_LONG))
            table.append(row)
            started = reader.line_num + 1
    except csv.Error as error:
        raise InputError(Problem(name, started, "", _fault(error))) from None
    if len(table[0]) == 1:
        for delimiter in OTHER_DELIMITERS:
            if delimiter in table[0][0]:
                shown = "tab" if delimiter == "\t" else delimiter
                message = f"is separated by {shown}; save with commas"
                raise InputError(Problem(name, 1, "", message))
    for number, line in enumerate(text.split("\n"), start=1):
        if not _ROW.fullmatch(line):
            message = "a quote stands inside a bare cell; put the cell in quotes and double the quote, or remove it"
            raise InputError(Problem(name, number, "", message))
    return table


def _fault(error: csv.Error) -> str:
    """What is wrong, in our words where those of the module mislead."""
    if "field limit" in str(error):
        return TOO_LONG
    return f"unbalanced quote ({error}); close or double the quote"


def _hidden(text: str, table: list[list[str]], name: str) -> Iterator[Problem]:
    """Cells with characters that are not printed. Line ends aside, most files have none, and need one look."""
    if not unseen(text.replace("\n", "")):
        return
    names = dict(enumerate(table[0]))
    for number, row in enumerate(table, start=1):
        for place, cell in enumerate(row):
            if code := unseen(cell):
                column = names.get(place, "") if number > 1 else ""
                yield Problem(name, number, column, f"has the character {code}, which is not printed; take it out")


def _header_problems(header: list[str], columns: Sequence[str] | None, name: str) -> list[Problem]:
    problems = []
    for column in sorted({c for c in header if header.count(c) > 1}):
        problems.append(Problem(name, 1, column, "stands twice in the header; keep one"))
    if columns is not None:
        for column in header:
            if column not in columns:
                hint = near(column, list(columns))
                problems.append(Problem(name, 1, column, f"is no column of this file; remove or rename it{hint}"))
        for column in columns:
            if column not in header:
                problems.append(Problem(name, 1, column, "column is missing; add it"))
    return problems
