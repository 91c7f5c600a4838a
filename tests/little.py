"""A checkout of nine made-up figures in three components, so that a proof of everything takes less than a second."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from pathlib import Path

from scripts.building.lint import series_id

from .conftest import ROOT, Row, copy_to

DOCUMENT = "ferry2031"
LEDGER = f"seeds/{DOCUMENT}.csv"
SHAPES = tomllib.loads((ROOT / "schemas" / "seeds.toml").read_text("utf-8"))
YEAR, BEFORE = "2031", "2030"
CODES = {
    **{"indicator": "services_trade", "ref_area": "JPN", "counterpart_area": "_T", "population": "_Z"},
    **{"unit_measure": "USD", "price_basis": "nominal", "source_agency": "_U", "stock_flow": "flow"},
}
"""Codes of the real lists that no topic table shows."""

FINDING = "travel_total"
"""That 5.1 + 4.2 is not 9.9."""

ALL, TRAVEL, BUILDING = "_T", "SD", "SE"
CELLS = [(flow, item) for item in (ALL, TRAVEL) for flow in ("exports", "imports", "total")] + [("exports", BUILDING)]


def series(flow: str, item: str = ALL) -> str:
    """The id of a series."""
    return series_id({**CODES, "flow": flow, "item": item})


def quantity(flow: str, item: str = ALL, year: str = YEAR) -> str:
    return f"{series(flow, item)}@{year}:{DOCUMENT}"


def level(flow: str, item: str = ALL) -> str:
    """The id of a printed level."""
    return f"{series(flow, item)}@{YEAR}:level:{DOCUMENT}"


def growth(flow: str, item: str = ALL) -> str:
    return f"{series(flow, item)}@{YEAR}:growth_rate:{BEFORE}:{DOCUMENT}"


def ledger() -> list[Row]:
    """Line 2: all three flows and a growth rate; line 3: travel, 5.1 + 4.2 = 9.9; line 4: a level and its growth."""
    return [
        _amount(2, 5, "30.2", series("exports")),
        _amount(2, 25, "20.1", series("imports")),
        _amount(2, 45, "50.3", series("total")),
        _rate(2, 65, "8.1", series("total")),
        _amount(3, 5, "5.1", series("exports", TRAVEL)),
        _amount(3, 25, "4.2", series("imports", TRAVEL)),
        _amount(3, 45, "9.9", series("total", TRAVEL)),
        _amount(4, 5, "2.5", series("exports", BUILDING)),
        _rate(4, 25, "25", series("exports", BUILDING)),
    ]


def _figure(line: int, column: int, printed: str, name: str, unit: str) -> Row:
    place = {"line": str(line), "column": str(column), "printed": printed, "kind": "numeral", "role": "figure"}
    words = {"unit_printed": unit, "unit_at": f"{line}:{column + len(printed)}"}
    return {**place, **words, "series_id": name, "time_period": YEAR, "period_basis": "whole", "obs_status": "A"}


def _amount(line: int, column: int, printed: str, name: str) -> Row:
    row = _figure(line, column, printed, name, "亿美元")
    return {**row, "transformation": "level", "reference_series": "_Z", "reference_period": "_Z"}


def _rate(line: int, column: int, printed: str, name: str) -> Row:
    row = _figure(line, column, printed, name, "%")
    of = {"transformation": "growth_rate", "reference_series": "self", "reference_period": BEFORE}
    return {**row, **of, "sign_printed": "增长", "sign_at": f"{line}:{column - 2}"}


def text() -> str:
    """The made-up document: every figure with its words, at its place."""
    lines = {1: "渡口"}
    for row in ledger():
        number, column = int(row["line"]), int(row["column"])
        sign = row.get("sign_printed", "")
        before = lines.get(number, "").ljust(column - 1 - len(sign), "，")
        lines[number] = before + sign + row["printed"] + row["unit_printed"]
    return "\n".join(lines[number] for number in sorted(lines)) + "\n"


def little(root: Path) -> Path:
    """The seeds of the little checkout in ``root``, and its document in ``documents``; nothing is built or proven."""
    data = text().encode()
    (root / "documents").mkdir(parents=True)
    (root / "documents" / "ferry.txt").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    tables: dict[str, list[Row]] = {
        "documents": [
            {
                **{"document_id": DOCUMENT, "file": "ferry.txt", "sha256": digest, "bytes": str(len(data))},
                **{"title_zh": "渡船", "title_en": "The ferry", "publisher_zh": "_U", "publisher_en": "_U"},
                **{"published": "_U", "reference_year": YEAR, "ledger_lines": "all"},
            }
        ],
        "sections": [
            {"document_id": DOCUMENT, "line": "1", "level": "1", "table": "_Z", "title_zh": "渡口", "title_en": "Quay"}
        ],
        "discrepancies": [
            {
                "discrepancy_id": FINDING,
                "standing": "contradiction",
                "headline": "A total too large",
                "headline_zh": "合计过大",
                "explanation": "The printed total is too large.",
                "explanation_zh": "印出的合计过大。",
            }
        ],
        "discrepancy_relations": [
            {"discrepancy_id": FINDING, "relation_id": f"flow_total:{quantity('total', TRAVEL)}:exports_imports"},
        ],
        "discrepancy_contradictions": [
            {"discrepancy_id": FINDING, "contradiction_id": f"joint:{level('exports', TRAVEL)}"},
        ],
        "series": [{"series_id": series(flow, item), **CODES, "flow": flow, "item": item} for flow, item in CELLS],
        "ledger": ledger(),
    }
    copy_to(root, ("seeds/codes",))
    for name, shape in SHAPES.items():
        if not name.startswith("codes/"):
            file = root / (LEDGER if name == "ledger" else f"seeds/{name}.csv")
            with file.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, shape["columns"], restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(tables.get(name, []))
    return root
