"""What the databases share: table definitions with keys and comments, tables that describe the others, views."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from checks.problems import InputError, Problem

from .contents import Column, Release, Rows, Table
from .keys import NATURAL, all_links

VIEWS = Path(__file__).with_name("views.sql")
DESCRIBING = {
    "about": ("name", "value"),
    "table_descriptions": ("table_name", "title", "title_zh", "description"),
    "column_descriptions": ("table_name", "column_name", "position", "title", "title_zh", "unit", "description"),
}
"""Tables that say what the database holds, with their columns; the first ones are the key."""


def create_table(table: Table, tables: Mapping[str, Table], sql_type: Callable[[Table, Column], str]) -> str:
    """The statement that makes a table, commented, with its own and natural keys and all links."""
    lines = []
    for column in table.columns:
        line = f"{quoted(column.name)} {sql_type(table, column)}"
        line += " NOT NULL" if column.required else ""
        if column.enum:
            line += f" CHECK ({quoted(column.name)} IN ({', '.join(map(literal, column.enum))}))"
        lines.append((line, described(column)))
    lines.append((f"PRIMARY KEY ({_listed(table.key)})", ""))
    natural = NATURAL.get(table.name, ())
    if natural and set(natural) <= {column.name for column in table.columns}:
        lines.append((f"UNIQUE ({_listed(natural)})", "what tells rows apart by their meaning"))
    for link in all_links(table, tables):
        target = f"{quoted(link.table)} ({quoted(link.target)})"
        lines.append((f"FOREIGN KEY ({quoted(link.column)}) REFERENCES {target}", ""))
    body = ""
    for number, (line, comment) in enumerate(lines, start=1):
        comma = "," if number < len(lines) else ""
        body += f"  {line}{comma}{f' -- {comment}' if comment else ''}\n"
    return f"CREATE TABLE {quoted(table.name)} ( -- {_one_line(f'{table.title} ({table.title_zh})')}\n{body})"


def describing_rows(release: Release) -> dict[str, Rows]:
    """The rows of the tables that describe the others."""
    about = ("name", "title", "title_zh", "description", "version", "created")
    licence = release.descriptor["licenses"][0]
    taken = set(release.tables) & set(DESCRIBING)
    if taken:
        raise InputError(Problem("datapackage.json", 0, "", f"{', '.join(taken)}: name is taken; rename the resource"))
    return {
        "about": [(key, release.descriptor[key]) for key in about] + [("license", licence["path"])],
        "table_descriptions": [(t.name, t.title, t.title_zh, t.description) for t in release.tables.values()],
        "column_descriptions": [
            (t.name, c.name, place, c.title, c.title_zh, c.unit or None, c.description)
            for t in release.tables.values()
            for place, c in enumerate(t.columns, start=1)
        ],
    }


def create_describing(name: str) -> str:
    """The statement that makes one of the tables that describe the others."""
    columns = DESCRIBING[name]
    key = columns[: 2 if name == "column_descriptions" else 1]
    types = ("INTEGER" if column == "position" else "TEXT" for column in columns)
    body = ", ".join(f"{quoted(column)} {kind}" for column, kind in zip(columns, types, strict=True))
    return f"CREATE TABLE {quoted(name)} ({body}, PRIMARY KEY ({_listed(key)}))"


def views(tables: Mapping[str, Table]) -> Iterator[str]:
    """The statements of the views whose tables are all there."""
    for statement in re.findall(r"^CREATE VIEW .*?;$", VIEWS.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE):
        if set(re.findall(r"^(?:FROM|JOIN|LEFT JOIN) (\w+)", statement, flags=re.MULTILINE)) <= set(tables):
            yield statement.removesuffix(";")


def view_name(statement: str) -> str:
    """The name of the view that a statement makes."""
    return statement.split()[2]


def insert(name: str, width: int) -> str:
    """The statement that adds a row of ``width`` cells."""
    return f"INSERT INTO {quoted(name)} VALUES ({', '.join('?' * width)})"


def described(column: Column) -> str:
    """Title in both languages, description and unit of a column, in one line."""
    unit = f" [{column.unit}]" if column.unit else ""
    return _one_line(f"{column.title} ({column.title_zh}): {column.description}{unit}")


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, names))


def _one_line(text: str) -> str:
    return " ".join(text.split())
