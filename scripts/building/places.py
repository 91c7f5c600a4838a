"""The cells of a ledger that say where a word stands: places, or that there is none."""

from __future__ import annotations

import re

NO_WORD = "none"
"""Said by a row whose figure has no such word in print. Behind it stand the places of words that look like one."""

_PLACE = "[1-9][0-9]*:[1-9][0-9]*"
CELLS = {
    "unit_at": re.compile(f"(?:{_PLACE})?"),
    "sign_at": re.compile(f"(?:{NO_WORD}|{_PLACE})(?:;{_PLACE})*|"),
    "qualifier_at": re.compile(f"(?:{NO_WORD}|{_PLACE})?"),
}
"""Column to what may stand in it."""


def says_none(cell: str) -> bool:
    """Whether the row says that print has no such word."""
    return cell.split(";")[0] == NO_WORD


def own_places(cell: str) -> list[str]:
    """Places of the words of the figure, as ``line:column``."""
    return [] if says_none(cell) else [place for place in cell.split(";") if place]


def passed_over(cell: str) -> list[str]:
    """Places of words near the figure that speak of something else (``none;215:63``)."""
    return cell.split(";")[1:] if says_none(cell) else []
