"""The core tables: what is printed, what it means, and which relations it takes part in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from fractions import Fraction

from checks.model.facts import quantity_id
from checks.model.index import year_before
from checks.model.relation import Verdict
from checks.problems import InputError, Problem, near

from .labels import Labels
from .ledger_row import Recorded
from .seeds import Rows, Seeds

CODE_LISTS = {
    "areas": "codes/areas",
    "items": "codes/items",
    "flows": "codes/flows",
    "agencies": "codes/agencies",
    "indicators": "codes/indicators",
    "populations": "codes/populations",
    "transformations": "codes/transformations",
    "units": "codes/units",
    "unit_words": "codes/unit_words",
    "sign_words": "codes/sign_words",
    "qualifier_words": "codes/qualifier_words",
    "roles": "codes/roles",
    "obs_statuses": "codes/obs_statuses",
    "grades": "codes/grades",
}
COPIED = {**CODE_LISTS, "documents": "documents", "conventions": "conventions", "redirects": "redirects"}
COPIED |= {
    name: name
    for name in (
        *("partitions", "partition_parts", "identities", "identity_terms", "claims", "claim_terms"),
        *("renames", "revisions"),
    )
}


def printed_tables(seeds: Seeds, recorded: Recorded) -> dict[str, Rows]:
    """Everything that does not depend on the relations."""
    tables = {name: list(seeds[seed]) for name, seed in COPIED.items()}
    tables["sections"] = _sections(seeds)
    tables["series"] = _series(seeds)
    tables["figures"] = [{**f, "section_id": _section_of(tables["sections"], f)} for f in recorded.figures]
    tables["excluded_numerals"] = recorded.exclusions
    tables["figure_observations"] = recorded.links
    tables["observations"] = list(recorded.observations.values())
    tables["quantities"] = _quantities(tables["observations"])
    return tables


def relation_tables(verdicts: list[Verdict], discrepancies: Rows, listed: Rows, links: Rows) -> dict[str, Rows]:
    """Relations with their verdicts and terms, and the findings they support."""
    figures_of = defaultdict(list)
    for link in links:
        figures_of[link["observation_id"]].append(link["figure_id"])
    by_id = {v.relation_id: v for v in verdicts}
    require_known("seeds/discrepancy_relations.csv", listed, "relation_id", by_id, "relation")
    touched: dict[str, set[str]] = defaultdict(set)
    for row in listed:
        for observation in by_id[row["relation_id"]].relation.observations:
            touched[row["discrepancy_id"]].update(figures_of[observation])
    return {
        "relations": [_relation_row(v) for v in verdicts],
        "relation_terms": [
            {"relation_id": v.relation_id, "quantity_id": quantity, "part": part}
            for v in verdicts
            for quantity, part in v.relation.quantities
        ],
        "relation_observations": [
            {"relation_id": v.relation_id, "observation_id": o} for v in verdicts for o in v.relation.observations
        ],
        "discrepancies": [
            {**d, "arithmetic": " ".join(by_id[relation].sentence + "." for relation in sorted(_of(listed, d)))}
            for d in discrepancies
        ],
        "discrepancy_relations": listed,
        "discrepancy_figures": [
            {"discrepancy_id": d, "figure_id": f} for d, figures in touched.items() for f in sorted(figures)
        ],
    }


def require_known(file: str, rows: Rows, column: str, known: Collection[str], what: str) -> None:
    """Raise InputError where a seed names something that the build did not make."""
    unknown = [(number, row[column]) for number, row in enumerate(rows, start=2) if row[column] not in known]
    if unknown:
        advice = "correct it or take the row out"
        messages = [(number, f"{name!r} is no {what}; {advice}{near(name, sorted(known))}") for number, name in unknown]
        raise InputError(*(Problem(file, number, column, message) for number, message in messages))


def decimal_text(number: Fraction | None, places: int = 6) -> str:
    """A slack as a decimal, cut towards zero so that it never promises more than there is."""
    if number is None:
        return ""
    scaled = abs(number) * 10**places
    units = scaled.numerator // scaled.denominator
    text = f"{units // 10**places}.{units % 10**places:0{places}d}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 and text != "0" else text


def _relation_row(v: Verdict) -> dict[str, str]:
    return {
        "relation_id": v.relation_id,
        "document_id": v.relation.document_id,
        "family": v.relation.family,
        "severity": v.relation.severity,
        "verdict": v.verdict,
        "compared": "true" if v.compared else "false",
        "slack": decimal_text(v.slack),
        "unit": v.relation.display.unit,
        "sentence": v.sentence,
    }


def _of(listed: Rows, discrepancy: dict[str, str]) -> list[str]:
    return [row["relation_id"] for row in listed if row["discrepancy_id"] == discrepancy["discrepancy_id"]]


def _sections(seeds: Seeds) -> Rows:
    rows: Rows = []
    path: dict[int, dict[str, str]] = {}
    for section in sorted(seeds["sections"], key=lambda s: (s["document_id"], int(s["line"]))):
        level = int(section["level"])
        path = {**{k: v for k, v in path.items() if k < level}, level: section}
        rows.append(
            {
                **section,
                "heading_line": section["heading_line"] or section["line"],
                "table": section["table"] or "_Z",
                "section_id": f"{section['document_id']}:{section['line']}",
                "path_zh": " > ".join(path[k]["title_zh"].replace("_U", "（无标题）") for k in sorted(path)),
                "path_en": " > ".join(path[k]["title_en"] for k in sorted(path)),
            }
        )
    return rows


def _section_of(sections: Rows, figure: dict[str, str]) -> str:
    line = int(figure["line"])
    before = [
        s
        for s in sections
        if s["document_id"] == figure["document_id"] and int(s["line"]) <= line <= int(s["last_line"] or line)
    ]
    return before[-1]["section_id"] if before else "_Z"


def _series(seeds: Seeds) -> Rows:
    labels = Labels(seeds)
    return [{**s, "label_en": labels.series_en(s), "label_zh": labels.series_zh(s)} for s in seeds["series"]]


def _quantities(observations: Rows) -> Rows:
    rows = {}
    for o in observations:
        for series_id, period in (
            (o["series_id"], o["time_period"]),
            (o["series_id"], o["reference_period"]),
            (o["reference_series"], o["time_period"]),
            (o["reference_series"], o["reference_period"]),
            *([(o["series_id"], year_before(o["reference_period"]))] if _is_second_difference(o) else []),
        ):
            if "_Z" in (series_id, period):
                continue
            identity = quantity_id(series_id, period, o["period_basis"], o["document_id"])
            rows[identity] = {
                "quantity_id": identity,
                "series_id": series_id,
                "time_period": period,
                "period_basis": o["period_basis"],
                "document_id": o["document_id"],
            }
    return list(rows.values())


def _is_second_difference(o: dict[str, str]) -> bool:
    """A change of a growth rate reaches back one year more than its reference period."""
    return o["transformation"] == "change_in_growth_rate"
