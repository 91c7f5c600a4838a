"""Which pages are opened: all kinds that a built site has, and of each kind so many that its forms are among them."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from scripts.publishing.names import figure_path, series_path

from ..conftest import ROOT, Row, rows_of

LANGUAGES = ("en", "zh")
ALL = ("topics", "findings")
"""Folders of which every page is in the sample."""


def table(name: str) -> list[Row]:
    """A table of the package as its CSV file has it."""
    return rows_of(ROOT / "resources" / f"{name}.csv")


def kinds(site: Path) -> list[str]:
    """One page of each kind, below the folder of a language: each on its own, the list and one page of every folder."""
    by_folder = _by_folder(site)
    chosen = [path for path in by_folder.pop("", [])]
    for folder, paths in by_folder.items():
        known = [path for path in _chosen(folder) if path in paths]
        chosen += [path for path in paths if path.endswith("/index.html")]
        chosen += (known or [path for path in paths if not path.endswith("/index.html")])[:1]
    return chosen


def sample(site: Path) -> list[str]:
    """The pages of all kinds and forms, below the folder of a language."""
    chosen = kinds(site)
    for folder, paths in _by_folder(site).items():
        some = paths if folder in ALL else [path for path in _chosen(folder) if path in paths]
        chosen += some or paths[:: max(len(paths) // 3, 1)]
    return sorted(set(chosen))


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


def _by_folder(site: Path) -> dict[str, list[str]]:
    tree = site / LANGUAGES[0]
    paths = sorted(file.relative_to(tree).as_posix() for file in tree.rglob("*.html"))
    return {
        folder: list(some)
        for folder, some in groupby(
            sorted(paths, key=lambda p: p.rpartition("/")[0]), key=lambda p: p.rpartition("/")[0]
        )
    }
