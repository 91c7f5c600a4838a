"""What a page shows of the columns of a table: which, under what heading, with what unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .languages import Language

HIDDEN = ("document_id", "obs_status", "proxy_for")
"""Columns that a page leaves out where all rows say the same."""


def is_number(field: Mapping[str, Any]) -> bool:
    return field["type"] in ("number", "integer")


def text_of(facts: Mapping[str, Any], key: str, language: Language) -> str:
    """A text of the descriptor, which has no ending in English."""
    return str(facts[key if language.code == "en" else f"{key}_{language.code}"])


def heading_of(column: str, fields: Mapping[str, Any], language: Language) -> str:
    """The title of a column; labels are titled like the codes that they name, because the codes are left out."""
    code = column.removesuffix(f"_{language.code}")
    title = text_of(fields[code if code in fields else column], "title", language)
    return title.removesuffix(" (English)").removesuffix("（中文）")


def unit_of_column(field: Mapping[str, Any], language: Language) -> str:
    """The unit of a column in brackets; none where the rows say it."""
    unit = field.get("unit", "")
    return f" ({language.say(f'unit {unit}')})" if f"unit {unit}" in language.words else ""


def other_language(column: str, fields: Mapping[str, Any], language: Language) -> bool:
    """Whether a column says in another language, or as a code, what another column says in this one."""
    own = f"_{language.code}"
    if column.endswith(("_en", "_zh")):
        return not column.endswith(own)
    return f"{column}{own}" in fields


def says_nothing(column: str, rows: list[dict[str, str]]) -> bool:
    """Whether a column is empty, of codes that are the same in all rows, or said by the period already."""
    said = {row[column] for row in rows}
    return said == {""} or column == "period_basis" or (column in HIDDEN and len(said) == 1)


def grouped(number: str) -> str:
    """A number with group marks; its digits stay as they are."""
    whole, point, decimals = number.removeprefix("-").partition(".")
    return ("-" if number.startswith("-") else "") + f"{int(whole):,}" + point + decimals
