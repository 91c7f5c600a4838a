"""Which pages are opened: all kinds that a built site has, and of each kind so many that its forms are among them."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path

from scripts.publishing.names import figure_path, series_path

from ..conftest import ROOT, Row, rows_of

LANGUAGES = ("en", "zh")
ALL = ("topics", "findings")
"""Folders of which every page is in the sample."""


@cache
def table(name: str) -> tuple[Row, ...]:
    """A table of the package as its CSV file has it."""
    return tuple(rows_of(ROOT / "resources" / f"{name}.csv"))


@cache
def kinds(site: Path) -> tuple[str, ...]:
    """One page of each kind, below the folder of a language: each on its own, the list and one page of every folder."""
    chosen: list[str] = []
    for folder, paths in _by_folder(site).items():
        known = [path for path in _chosen(folder) if path in paths]
        lists = [path for path in paths if path.endswith("/index.html")]
        others = known or [path for path in paths if path not in lists]
        chosen += lists + others[:1] if folder else paths
    return tuple(chosen)


@cache
def sample(site: Path) -> tuple[str, ...]:
    """The pages of all kinds and forms, below the folder of a language."""
    chosen = {*kinds(site)}
    for folder, paths in _by_folder(site).items():
        some = paths if folder in ALL else [path for path in _chosen(folder) if path in paths]
        chosen |= {*(some or paths[:: max(len(paths) // 3, 1)])}
    return tuple(sorted(chosen))


@cache
def figures() -> dict[str, Row]:
    """A figure of each form: one that a finding touches, one said to be approximate, one of a table, and more."""
    every = table("figures")
    touched = {row["figure_id"] for row in table("discrepancy_figures")}
    numbered = {row["section_id"] for row in table("sections") if row["table"] not in ("", "_Z", "_U")}
    several = {row["figure_id"] for row in table("figure_observations") if row["position"] != "1"}
    forms = {
        "touched": [row for row in every if row["figure_id"] in touched],
        "approximate": [row for row in every if row["qualifier_printed"]],
        "negative": [row for row in every if row["sign_printed"]],
        "of a table": [row for row in every if row["section_id"] in numbered],
        "of several statements": [row for row in every if row["figure_id"] in several],
        "in words": [row for row in every if row["kind"] == "word"],
    }
    for document, rows in groupby(every, key=lambda row: row["document_id"]):
        forms[f"last of {document}"] = list(rows)[-1:]
    return {form: rows[0] for form, rows in forms.items() if rows}


def _chosen(folder: str) -> list[str]:
    if folder == "figures":
        return [figure_path(row["figure_id"]) for row in figures().values()]
    if folder == "series":
        bounded = {row["series_id"] for row in table("bounds")}
        names = [row["series_id"] for row in table("series")]
        return [series_path(name) for name in (names[0], next(n for n in names if n in bounded), names[-1])]
    return []


@cache
def _by_folder(site: Path) -> dict[str, list[str]]:
    tree, found = site / LANGUAGES[0], dict[str, list[str]]()
    for path in sorted(file.relative_to(tree).as_posix() for file in tree.rglob("*.html")):
        found.setdefault(path.rpartition("/")[0], []).append(path)
    return found
