"""How far the checks reach, chapter by chapter, as a page."""

from __future__ import annotations

from collections.abc import Mapping

from checks.verdicts.confrontation import Confrontation

from .dictionary import FIRST
from .reach import Reach, reach
from .seeds import Rows


def coverage_page(tables: Mapping[str, Rows], confrontation: Confrontation) -> bytes:
    """Markdown: for each chapter its figures, the relations they enter, and the figures that a relation can catch."""
    found = reach(tables, confrontation)
    lines = [
        *("# How far the checks reach", "", FIRST, ""),
        "A relation is breakable if some single changed digit of a figure makes it fail. A relation between chapters",
        "counts in each of them.",
        "",
        "| chapter | figures | relations | breakable | figures in a breakable relation | |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(_row(f"{chapter.document_id}: {chapter.title_en}", own) for chapter, own in found.items()),
    ]
    facets = ("figures", "relations", "breakable", "guarded")
    lines.append(_row("**all**", Reach(*(set().union(*(getattr(own, f) for own in found.values())) for f in facets))))
    return ("\n".join(lines) + "\n").encode()


def _row(name: str, own: Reach) -> str:
    counts = [len(own.figures), len(own.relations), len(own.breakable), len(own.guarded)]
    return f"| {name} | {' | '.join(map(str, counts))} | {own.share} % |"
