"""How far the checks reach, chapter by chapter, as a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from checks.verdicts.confrontation import Confrontation, kind_of

from .dictionary import FIRST
from .seeds import Rows

CHAPTER_LEVEL = 2


def coverage_page(tables: Mapping[str, Rows], confrontation: Confrontation) -> bytes:
    """Markdown: for each chapter its figures, the relations they enter, and the figures that a relation can catch."""
    chapter_of = _chapters(tables)
    printed: dict[str, set[str]] = defaultdict(set)
    for link in tables["figure_observations"]:
        printed[link["observation_id"]].add(link["figure_id"])
    figures: dict[str, set[str]] = defaultdict(set)
    for figure, chapter in chapter_of.items():
        figures[chapter].add(figure)
    relations: dict[str, set[str]] = defaultdict(set)
    breakable: dict[str, set[str]] = defaultdict(set)
    reached: set[str] = set()
    for v in confrontation.verdicts:
        touched = {figure for o in v.relation.observations for figure in printed[o]}
        chapters = {chapter_of[figure] for figure in touched}
        for chapter in chapters:
            relations[chapter].add(v.relation_id)
        if kind_of(v) == "compared":
            reached |= touched
            for chapter in chapters:
                breakable[chapter].add(v.relation_id)
    lines = [
        *("# How far the checks reach", "", FIRST, ""),
        "A relation is breakable if some single changed digit of a figure makes it fail. A relation between chapters",
        "counts in each of them.",
        "",
        "| chapter | figures | relations | breakable | figures in a breakable relation | |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for chapter, own in figures.items():
        lines.append(_row(chapter, len(own), len(relations[chapter]), len(breakable[chapter]), len(own & reached)))
    everything = {v.relation_id for v in confrontation.verdicts}
    compared = {v.relation_id for v in confrontation.verdicts if kind_of(v) == "compared"}
    total = sum(map(len, figures.values()))
    lines.append(_row("**all**", total, len(everything), len(compared), len(reached)))
    return ("\n".join(lines) + "\n").encode()


def _row(name: str, figures: int, relations: int, breakable: int, reached: int) -> str:
    share = 100 * reached // figures
    return f"| {name} | {figures} | {relations} | {breakable} | {reached} | {share} % |"


def _chapters(tables: Mapping[str, Rows]) -> dict[str, str]:
    """Figure id to the chapter or article it stands in, chapters in the order of the documents.

    A document with headings of three levels or more has chapters below its parts; a page has articles.
    """
    sections = {s["section_id"]: s for s in tables["sections"]}
    deep = {s["document_id"] for s in tables["sections"] if int(s["level"]) > CHAPTER_LEVEL}
    found = {}
    for figure in sorted(tables["figures"], key=lambda f: (f["document_id"], int(f["line"]), int(f["column"]))):
        path = sections[figure["section_id"]]["path_en"].split(" > ")
        depth = min(CHAPTER_LEVEL if figure["document_id"] in deep else 1, len(path))
        found[figure["figure_id"]] = f"{figure['document_id']}: {path[depth - 1]}"
    return found
