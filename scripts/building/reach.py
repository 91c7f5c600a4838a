"""How far the checks reach: the figures of each chapter, their relations, and which of these can catch a digit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from checks.verdicts.confrontation import Confrontation, kind_of

from .seeds import Rows

CHAPTER_LEVEL = 2


@dataclass(frozen=True)
class Chapter:
    """A chapter of a document, or an article of a newspaper page."""

    document_id: str
    title_en: str
    title_zh: str = field(compare=False)


@dataclass
class Reach:
    """Ids of the figures of a chapter, of its relations, of those that a changed digit breaks, of figures in these."""

    figures: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    breakable: set[str] = field(default_factory=set)
    guarded: set[str] = field(default_factory=set)

    @property
    def share(self) -> int:
        """Percent of the figures that a relation can catch, rounded half up."""
        return (200 * len(self.guarded) + len(self.figures)) // (2 * len(self.figures))


def reach(tables: Mapping[str, Rows], confrontation: Confrontation) -> dict[Chapter, Reach]:
    """Chapters in the order of the documents. A relation between chapters counts in each of them."""
    chapter_of = chapters(tables)
    printed: dict[str, set[str]] = defaultdict(set)
    for link in tables["figure_observations"]:
        printed[link["observation_id"]].add(link["figure_id"])
    found: dict[Chapter, Reach] = defaultdict(Reach)
    for figure, chapter in chapter_of.items():
        found[chapter].figures.add(figure)
    for v in confrontation.verdicts:
        touched = {figure for o in v.relation.observations for figure in printed[o]}
        for figure in touched:
            own = found[chapter_of[figure]]
            own.relations.add(v.relation_id)
            if kind_of(v) == "compared":
                own.breakable.add(v.relation_id)
                own.guarded.add(figure)
    return dict(found)


def chapters(tables: Mapping[str, Rows]) -> dict[str, Chapter]:
    """Figure id to the chapter or article it stands in, chapters in the order of the documents.

    A document with headings of three levels or more has chapters below its parts; a page has articles.
    """
    sections = {s["section_id"]: s for s in tables["sections"]}
    deep = {s["document_id"] for s in tables["sections"] if int(s["level"]) > CHAPTER_LEVEL}
    found = {}
    for figure in sorted(tables["figures"], key=lambda f: (f["document_id"], int(f["line"]), int(f["column"]))):
        english, chinese = (sections[figure["section_id"]][f"path_{x}"].split(" > ") for x in ("en", "zh"))
        depth = min(CHAPTER_LEVEL if figure["document_id"] in deep else 1, len(english))
        found[figure["figure_id"]] = Chapter(
            figure["document_id"], english[depth - 1], chinese[min(depth, len(chinese)) - 1]
        )
    return found
