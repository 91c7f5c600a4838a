"""From a settled reading to ledger rows and series: words get their places, codes become series ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from checks.package.layout import MONEY
from checks.problems import Problem

from ..building.ledger_row import has_direction
from ..building.lint import series_id
from ..building.places import NO_WORD
from ..building.seeds import Seeds
from ..sources.text import Text
from .locate import qualifier_place, sign_place, unit_place

Row = dict[str, str]

DIMENSIONS = ("indicator", "ref_area", "counterpart_area", "flow", "item", "population", "source_agency")
UNSTATED = "_U"
GROWTH = (
    *("growth_rate", "average_growth_rate", "change_in_growth_rate", "growth_gap"),
    *("contribution_to_growth", "share_of_growth", "effect"),
)
LEVELS = ("level", "threshold", "change", "intensity")
FINDERS = {"unit": unit_place, "sign": sign_place, "qualifier": qualifier_place}


class Entry:
    """Turns the rows of one document's settled readings into ledger rows; ``series`` collects what they need."""

    def __init__(self, seeds: Seeds, document_id: str, text: Text, rows: list[Row]) -> None:
        self.document_id = document_id
        self.text = text
        self.rows = [{**row, "population": row.get("population") or "_Z"} for row in rows]
        self.indicators = {r["indicator"]: r for r in seeds["codes/indicators"]}
        self.words: dict[str, set[str]] = defaultdict(set)
        for r in seeds["codes/unit_words"]:
            self.words[r["unit_word"]].add(r["unit_measure"])
        self.series: dict[str, Row] = {}
        self.problems: list[Problem] = []
        self.units = self._printed_units()

    def ledger_rows(self) -> Iterator[Row]:
        """One ledger row per reading row."""
        for row in self.rows:
            entered = {key: row[key] for key in ("line", "column", "printed", "kind", "role")}
            if row["role"] == "figure":
                entered |= self._printed(row) | self._meant(row)
            yield entered | {"note": row["note"]}

    def _printed(self, row: Row) -> Row:
        start = self.text.offset(int(row["line"]), int(row["column"]))
        assert start is not None
        end = start + len(row["printed"])
        cells = {}
        for kind, find in FINDERS.items():
            words = [word for word in row[kind].split(";") if word]
            places = [find(self.text, start, end, word) for word in words]
            for word, place in zip(words, places, strict=True):
                if place is None:
                    self._problem(row, kind, f"{word!r} is not found near the numeral")
            cells[f"{kind}_printed"] = ";".join(words)
            cells[f"{kind}_at"] = ";".join("{}:{}".format(*self.text.place(p)) for p in places if p is not None)
        if has_direction(row["transformation"], row["flow"]) and row["kind"] == "numeral" and not row["sign"]:
            cells["sign_at"] = NO_WORD
        return cells

    def _meant(self, row: Row) -> Row:
        areas = row["ref_area"].split(";")
        measured = [self._series({**row, "ref_area": area}, row["transformation"]) for area in areas]
        reference = row["reference"]
        if reference and reference != "self":
            changes = dict(part.split("=", 1) for part in reference.split(";"))
            unit = self.series[measured[0]]["unit_measure"] if measured[0] else ""
            changed = {**row, "ref_area": areas[0], "unit_measure": "", **changes}
            reference = self._series(changed, row["transformation"], unit)
        return {
            "series_id": ";".join(measured),
            "time_period": row["time_period"],
            "period_basis": row["period_basis"],
            "transformation": row["transformation"],
            "reference_series": reference or "_Z",
            "reference_period": row["reference_period"] or "_Z",
            "obs_status": row["obs_status"],
            "range_id": row["range_id"],
            "multiple_kind": row.get("multiple_kind", ""),
            "variant": row.get("variant", ""),
        }

    def _series(self, row: Row, transformation: str, measured: str = "") -> str:
        indicator = self.indicators.get(row["indicator"])
        if indicator is None:
            self._problem(row, "indicator", f"{row['indicator']!r} is no indicator")
            return ""
        measure = self._measure(row, indicator["unit_measure"], transformation, measured)
        real = transformation in GROWTH and indicator["growth_basis"] == "real"
        codes = {dimension: row[dimension] for dimension in DIMENSIONS}
        price = "real" if real else "nominal"
        series = {
            **codes,
            "unit_measure": measure,
            "price_basis": price if measure in (*MONEY, UNSTATED) else "_Z",
            "stock_flow": indicator["stock_flow"],
        }
        identity = series_id(series)
        self.series[identity] = {"series_id": identity, **series}
        return identity

    def _measure(self, row: Row, usual: str, transformation: str, measured: str) -> str:
        """The unit of a series: decided, printed with a level, that of what is measured against it, or the usual one.

        A rate of a series that prints no level takes the one currency in which the document prints its indicator.
        """
        if row.get("unit_measure"):
            return row["unit_measure"]
        printed = self.words.get(row["unit"], set())
        if transformation in LEVELS and len(printed) == 1 and printed != {"PP"} and not measured:
            return next(iter(printed))
        units = self.units.get(_key(row)) or set()
        if units:
            return usual if usual in units else sorted(units)[0]
        if usual not in MONEY:
            return usual
        currencies = set.union(set(), *(u for k, u in self.units.items() if k[0] == row["indicator"])) & set(MONEY)
        if measured in (*MONEY, UNSTATED):
            return measured
        return currencies.pop() if len(currencies) == 1 else usual

    def _printed_units(self) -> dict[tuple[str, ...], set[str]]:
        """Units in which the levels of a series are printed, so that its rates join the same series."""
        units: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for row in self.rows:
            if row["role"] == "figure" and row["transformation"] == "level" and len(self.words[row["unit"]]) == 1:
                units[_key(row)] |= self.words[row["unit"]]
        return units

    def _problem(self, row: Row, column: str, message: str) -> None:
        place = f"{row['line']}:{row['column']} {row['printed']!r}"
        self.problems.append(Problem(f"readings of {self.document_id}", 0, column, f"{place}: {message}"))


def _key(row: Row) -> tuple[str, ...]:
    return tuple(row[dimension] for dimension in DIMENSIONS)
