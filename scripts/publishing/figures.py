"""The page of a printed figure: what is printed, what it means, what the others say of it, and a citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import inf
from typing import Any

from checks.families.common import display_of
from checks.model.interval import Interval
from checks.model.observation import Observation
from checks.model.relation import UNDETERMINED, Verdict
from china_services_trade._meaning import meaning as stated

from ..explaining.known import Known, Row
from .amounts import in_words
from .citing import citation, cited
from .languages import Language
from .names import figure_path, finding_path, series_path, topic_path
from .pictures import Span, facts_of

SHOWN, OTHERS = 40, 8
"""Relations on a page, and links to the figures of each; the rest is counted."""
SAME = ("series_id", "time_period", "period_basis", "transformation", "reference_series", "reference_period")
"""What two observations share that state the same thing, perhaps in another document."""


def figure_facts(figure_id: str, titles: Mapping[str, str], known: Known, language: Language) -> dict[str, Any]:
    """What the template needs; ``titles`` are those of the topic tables."""
    found, figure = cited(figure_id), known.figures[figure_id]
    observations, document = known.stated[figure_id], known.documents[figure["document_id"]]
    statements = [_statement(name, figure, document, known, language) for name in observations]
    verdicts = {v.relation_id: v for name in observations for v in known.relations[name]}
    section = known.sections.get(figure["section_id"])
    return {
        "heading": statements[0]["meaning"],
        "id": figure_id,
        "printed": found.printed,
        "statements": statements,
        "document": language.of(document, "title"),
        "crumbs": language.of(section, "path").split(" > ") if section else [],
        "section": section["path_zh"].split(" > ") if section else [],
        "section_said": language.of(section, "path") if section and language.code != "zh" else "",
        "table": found.table,
        "line": figure["line"],
        "column": figure["column"],
        "tables": [(topic_path(name), titles[name]) for name in _tables(observations, known)],
        "vintages": list(_vintages(figure_id, known, language)),
        "revisions": [row for row in known.tables["revisions"] if row["observation_id"] in observations],
        "findings": [
            {
                "path": finding_path(f["discrepancy_id"]),
                "standing": f["standing"],
                "headline": f["headline" if language.code == "en" else "headline_zh"],
            }
            for f in known.touching([figure_id])
        ],
        "relations": [_relation(v, observations, known, language) for v in list(verdicts.values())[:SHOWN]],
        "more_relations": max(len(verdicts) - SHOWN, 0),
        "counted": _counted(list(verdicts.values())),
        "citation": citation(figure_id, known, language),
        "before": _neighbour(figure_id, -1, known),
        "after": _neighbour(figure_id, 1, known),
    }


def transformation(o: Observation, known: Known, language: Language) -> str:
    """In which way an observation speaks of its series, and relative to what."""
    label = language.of(known.row("transformations", o.transformation), "label")
    whole = known.series.get(o.reference_series)
    parts = [label]
    if whole is not None and whole.series_id != o.series_id:
        parts.append(whole.label_en if language.code == "en" else whole.label_zh)
    if o.reference_period not in ("_Z", "_U"):
        parts.append(language.period(o.reference_period, "whole"))
    return " · ".join(parts)


def _statement(name: str, figure: Row, document: Row, known: Known, language: Language) -> dict[str, Any]:
    o, grade = known.observations[name], known.corroboration.get(name)
    english, chinese = stated(figure, document, name)
    series, display = known.series[o.series_id], display_of(o, known.words.reference)
    spans = [Span(language.say("span_own"), o.interval)] if o.interval.low != -inf or o.interval.high != inf else []
    if grade and (grade["lower"] or grade["upper"]):
        low = Fraction(grade["lower"]) * o.scale if grade["lower"] else -inf
        high = Fraction(grade["upper"]) * o.scale if grade["upper"] else inf
        spans.append(Span(language.say("span_others"), Interval(low, high), "others"))
    return {
        "meaning": english if language.code == "en" else chinese,
        "amount": in_words(o, language.of(known.row("units", o.unit_measure), "label"), language),
        "qualifier": _precision(o, figure, known, language),
        "grade": language.of(known.grades[grade["grade"]], "label") if grade else "",
        "grade_code": grade["grade"] if grade else "",
        "set_aside": grade is not None and grade["set_aside"] == "true",
        "series": series_path(o.series_id),
        "series_label": series.label_en if language.code == "en" else series.label_zh,
        "picture": facts_of(spans, display, language),
    }


def _precision(o: Observation, figure: Row, known: Known, language: Language) -> str:
    """How exactly the number is meant: counted, rounded, a limit; and where a decimal was dropped in print."""
    said = language.say(
        "qualifier_counted" if o.qualifier == "exact" and not o.half_unit else f"qualifier_{o.qualifier}"
    )
    if known.dropped(figure["figure_id"]):
        said += language.say("dropped_zero", printed=figure["printed"], decimals=o.decimals)
    return said


def _relation(v: Verdict, own: list[str], known: Known, language: Language) -> dict[str, Any]:
    others = [o for o in v.relation.observations if o not in own]
    links = [(figure_path(known.stating[o][0]), known.figures[known.stating[o][0]]["printed"]) for o in others[:OTHERS]]
    return {
        "id": v.relation_id,
        "verdict": v.verdict,
        "trivial": v.verdict != UNDETERMINED and not v.violated and not v.compared,
        "sentence": language.sentence(v.sentence),
        "others": links,
        "more": len(others) - len(links),
    }


def _counted(verdicts: list[Verdict]) -> dict[str, int]:
    """How many relations fail, hold, and leave it open."""
    failing = sum(v.violated for v in verdicts)
    undecided = sum(v.verdict == UNDETERMINED for v in verdicts)
    return {"failing": failing, "holding": len(verdicts) - failing - undecided, "undecided": undecided}


def _tables(observations: list[str], known: Known) -> Iterable[str]:
    """The topic tables in which a figure stands."""
    return dict.fromkeys(c["table"] for c in known.tables["topic_cells"] if c["observation_id"] in observations)


def _vintages(figure_id: str, known: Known, language: Language) -> Iterator[dict[str, Any]]:
    """Every printing of the same thing, this one among them, in the order of the documents."""
    for name in known.stated[figure_id]:
        own = known.observations[name]
        same = [
            o
            for o in known.of_series[own.series_id]
            if o.time_period != "_U" and all(getattr(o, facet) == getattr(own, facet) for facet in SAME)
        ]
        printed = [f for o in same for f in known.stating[o.observation_id]]
        for other in printed if len(printed) > 1 else ():
            row = known.figures[other]
            document = language.of(known.documents[row["document_id"]], "title")
            here = other == figure_id
            yield {
                "printed": known.print_of(row),
                "path": figure_path(other),
                "document": document,
                "line": row["line"],
                "here": here,
            }


def _neighbour(figure_id: str, step: int, known: Known) -> str:
    """The page of the figure before or after it in its document; empty at the ends."""
    names = known.reading_order
    place = names.index(figure_id) + step
    same = 0 <= place < len(names) and names[place].partition(":")[0] == figure_id.partition(":")[0]
    return figure_path(names[place]) if same else ""
