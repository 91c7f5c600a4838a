"""Turns the id of a figure into a citation that a reader of the printed document can check."""

from __future__ import annotations

from dataclasses import dataclass

from ._locate import Unknown, descriptor
from ._meaning import meaning
from ._read import index, text_rows
from ._words import printed_words

Row = dict[str, str]


class UnknownId(Unknown):
    """No figure and no observation has this id. The message lists near ids, or the figures of the same line."""


@dataclass(frozen=True)
class Citation:
    """Where a figure is printed and what it means; ``str()`` gives it as one paragraph.

    Attributes:
        document_title: Title in English, in brackets as printed.
        publisher: Publisher in English; empty if unknown.
        published: Date of publication; empty if unknown.
        section_path: Headings from chapter to section as printed; empty if the figure stands before the first.
        table: Number of the table as printed; empty if the figure stands in none.
        printed: The figure as printed with the words that give its sign, bound and unit. Connecting words between them
            are left out, longer ones marked by "…".
        meaning: What is measured, when, relative to what, and the value with its unit, in English. Series that the
            value is relative to stand in square brackets. Several statements are joined by "; ".
        meaning_zh: The same in Chinese.
        findings: One "id (standing): explanation" for each discrepancy that touches the figure.
        figure_id: ``document:line:column`` in the text at hand, not in the printed document.
        package: Name and version of this package.
    """

    document_title: str
    publisher: str
    published: str
    section_path: str
    table: str
    printed: str
    meaning: str
    meaning_zh: str
    findings: tuple[str, ...]
    figure_id: str
    package: str

    def __str__(self) -> str:
        publisher = f"{self.publisher}: " if self.publisher else ""
        published = f", published {self.published}" if self.published else ""
        section = f", section {self.section_path}" if self.section_path else ""
        table = f", table {self.table}" if self.table else ""
        note = f" Note: {' '.join(self.findings)}" if self.findings else ""
        place = f"{publisher}{self.document_title}{published}{section}{table}"
        return f'{place}: "{self.printed}" ({self.meaning}). In: {self.package}, {self.figure_id}.{note}'


def cite(id: str) -> Citation:
    """The citation of a printed figure.

    Args:
        id: A ``figure_id``, or an ``observation_id``, which stands for the first figure that states it. An id that was
            recoded (resource ``redirects``) is cited as what it is called now.

    Raises:
        UnknownId: No figure and no observation has this id.
    """
    figures = index("figures", "figure_id")
    stated: dict[str, list[str]] = {}
    stating: dict[str, str] = {}
    for row in text_rows("figure_observations"):
        stated.setdefault(row["figure_id"], []).append(row["observation_id"])
        stating.setdefault(row["observation_id"], row["figure_id"])
    moved = {row["old_id"]: row["new_id"] for row in text_rows("redirects")}
    now = id
    while now not in figures and now not in stating and now in moved:
        now = moved.pop(now)
    if now not in figures and now not in stating:
        raise UnknownId(_unknown(id, figures, stating))
    figure = figures[stating.get(now, now)]
    document = index("documents", "document_id")[figure["document_id"]]
    meanings = [meaning(figure, document, observation) for observation in stated[figure["figure_id"]]]
    starts = {int(other["column"]) for other in _of_line(figure["document_id"], figure["line"], figures)}
    package = descriptor()
    section = index("sections", "section_id").get(figure["section_id"], {})
    return Citation(
        document_title=f"{document['title_en']} ({document['title_zh']})",
        publisher=_known(document["publisher_en"]),
        published=_known(document["published"]),
        section_path=section.get("path_zh", ""),
        table=_known(section.get("table", "_Z")),
        printed=printed_words(figure, starts),
        meaning="; ".join(english for english, _ in meanings),
        meaning_zh="；".join(chinese for _, chinese in meanings),
        findings=_findings(figure["figure_id"]),
        figure_id=figure["figure_id"],
        package=f"{package['name']} {package['version']}",
    )


def _findings(figure_id: str) -> tuple[str, ...]:
    known = index("discrepancies", "discrepancy_id")
    touching = [r["discrepancy_id"] for r in text_rows("discrepancy_figures") if r["figure_id"] == figure_id]
    return tuple(f"{name} ({known[name]['standing']}): {known[name]['explanation']}" for name in touching)


def _unknown(id: str, figures: dict[str, Row], observations: dict[str, str]) -> str:
    """The message for an id that nothing has."""
    import difflib

    numeral = index("excluded_numerals", "numeral_id").get(id)
    what = f"{id} is a numeral but no figure ({numeral['role']})" if numeral else f"no figure has the id {id!r}"
    document, _, rest = id.partition(":")
    same_line = _of_line(document, rest.partition(":")[0], figures)
    if same_line:
        listed = ", ".join(f"{row['figure_id']} ({row['printed']})" for row in same_line)
        return f"{what}; the figures of that line: {listed}"
    if numeral:
        return f"{what}; that line holds no figure"
    near = difflib.get_close_matches(id, [*figures, *observations], n=5, cutoff=0.6)
    hint = f"near ids: {', '.join(near)}" if near else "no id is near; see the resources figures and observations"
    return f"no figure and no observation has the id {id!r}; {hint}"


def _of_line(document: str, line: str, figures: dict[str, Row]) -> list[Row]:
    return [row for row in figures.values() if (row["document_id"], row["line"]) == (document, line)]


def _known(text: str) -> str:
    return "" if text in ("_U", "_Z") else text
