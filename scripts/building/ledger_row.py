"""One ledger row on its way to a figure or an exclusion; every value is computed here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from checks.model.identity import observation_id
from checks.model.printed import NotANumber, Value, Words, number_of, value_of
from checks.model.sense import senseless
from checks.problems import Problem, near

from .places import CELLS, NO_WORD, own_places, passed_over, says_none
from .seeds import Seeds

PERIOD = re.compile(r"_U|\d{4}(-Q[1-4]|-(0[1-9]|1[0-2])|-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/P[1-9]\d*[YMD])?")
PLACE = re.compile("[1-9][0-9]*")
BASES = ("whole", "end", "average")
SELF = "self"
DIRECTED = (
    *("growth_rate", "average_growth_rate", "change", "change_in_share", "change_in_growth_rate", "growth_gap"),
    *("contribution_to_growth", "effect"),
)
"""Transformations whose figures have a direction."""
BALANCE = "balance"
"""The flow whose levels have one too."""

Row = dict[str, str]


@dataclass
class Recorded:
    """What the ledgers yield: rows of figures, exclusions, observations, and the links between them."""

    figures: list[Row] = field(default_factory=list)
    exclusions: list[Row] = field(default_factory=list)
    observations: dict[str, Row] = field(default_factory=dict)
    links: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class RowReader:
    """One ledger row on its way to a figure or an exclusion."""

    seeds: Seeds
    words: Words
    document_id: str
    file: str
    number: int
    row: Row
    recorded: Recorded

    def read(self) -> None:
        row = self.row
        figure_id = f"{self.document_id}:{row['line']}:{row['column']}"
        place = {"figure_id": figure_id, "document_id": self.document_id, "line": row["line"], "column": row["column"]}
        roles = [r["role"] for r in self.seeds["codes/roles"]]
        if not PLACE.fullmatch(row["line"]) or not PLACE.fullmatch(row["column"]):
            self._problem("line", "line and column must be whole numbers from 1")
        elif row["role"] not in roles:
            meant = "has no role yet; code it as figure or give the reason why it is none"
            self._problem("role", meant if not row["role"] else f"unknown role{near(row['role'], roles)}")
        elif row["role"] == "figure":
            observations = list(self._observations())
            for position, observation in enumerate(observations, start=1):
                self._add(figure_id, str(position), observation)
            if observations:
                first = observation_id(observations[0])
                words = {column: ";".join(own_places(row[column])) for column in CELLS}
                self.recorded.figures.append({**row, **place, **words, "observation_id": first})
        else:
            self.recorded.exclusions.append({**row, **place})

    def _observations(self) -> Iterator[Row]:
        row, before = self.row, len(self.recorded.problems)
        self._check_codes()
        self._check_places()
        known = {s["series_id"]: s for s in self.seeds["series"]}
        for series_id in row["series_id"].split(";"):
            if series_id not in known:
                hint = near(series_id, list(known))
                self._problem("series_id", f"series {series_id!r} does not exist; add it to seeds/series.csv{hint}")
                continue
            self._check_sign(known[series_id]["flow"])
            value = self._value(known[series_id]["unit_measure"])
            if value is not None and len(self.recorded.problems) == before:
                observation = self._observation(series_id, value)
                self._check_sense(observation, known)
                yield observation

    def _check_codes(self) -> None:
        row = self.row
        transformations = [r["transformation"] for r in self.seeds["codes/transformations"]]
        statuses = [r["obs_status"] for r in self.seeds["codes/obs_statuses"]]
        checks = (
            ("transformation", transformations),
            ("obs_status", statuses),
            ("period_basis", list(BASES)),
        )
        for column, known in checks:
            if row[column] not in known:
                self._problem(column, f"{row[column]!r} is no code of the list{near(row[column], known)}")
        for column in ("time_period", "reference_period"):
            if not PERIOD.fullmatch(row[column]) and not (column == "reference_period" and row[column] == "_Z"):
                form = "use 2023, 2025-Q1, 2025-04, 2025-01-01/P4M or _U"
                self._problem(column, f"{row[column]!r} is no period; {form}")
        series = {s["series_id"] for s in self.seeds["series"]} | {SELF, "_Z"}
        if row["reference_series"] not in series:
            hint = near(row["reference_series"], sorted(series))
            self._problem("reference_series", f"{row['reference_series']!r} is no series, self or _Z{hint}")
        if row["variant"] and not row["variant"].isdigit():
            self._problem("variant", "must be a whole number, or empty for the first variant")
        if row["decimals"] and not row["decimals"].isdigit():
            self._problem("decimals", "must be a whole number, or empty to follow print or convention")

    def _check_places(self) -> None:
        row = self.row
        for column, form in CELLS.items():
            if not form.fullmatch(row[column]):
                self._problem(column, f"{row[column]!r} names no place; write line:column, several with ;")
        if passed_over(row["sign_at"]) and not row["note"]:
            self._problem("note", "is empty, but sign_at passes over a sign word; say what that word speaks of")

    def _check_sign(self, flow: str) -> None:
        """What can rise or fall says with which word it does; a lost sign word would turn it around in silence."""
        row = self.row
        if (
            has_direction(row["transformation"], flow)
            and row["kind"] == "numeral"
            and not row["sign_printed"]
            and not says_none(row["sign_at"])
        ):
            self._problem("sign_printed", f"names no sign word; write it, or {NO_WORD} in sign_at if none is printed")

    def _check_sense(self, observation: Row, series: Mapping[str, Row]) -> None:
        own, whole = series[observation["series_id"]], series.get(observation["reference_series"], {})
        word = "unit_printed" if self.row["unit_printed"] else "printed"
        for column, message in senseless(observation, own["unit_measure"], own["flow"], whole.get("flow", "")):
            self._problem(word if column == "unit_measure" else column, message)

    def _value(self, level_unit: str) -> Value | None:
        row = self.row
        try:
            return value_of(
                row["printed"],
                row["unit_printed"],
                row["sign_printed"],
                row["qualifier_printed"],
                row["transformation"],
                level_unit,
                self.words,
            )
        except NotANumber as error:
            self._problem("printed", str(error))
            return None

    def _observation(self, series_id: str, value: Value) -> Row:
        row = self.row
        decimals, basis = self._decimals(value)
        kinds = {u["unit_measure"]: u["unit_kind"] for u in self.seeds["codes/units"]}
        limit = row["transformation"] == "threshold"  # a limit is set, not measured
        counted = kinds[value.unit_measure] in ("count", "ordinal", "duration") and not value.unit_mult
        fraction = "" if _finite(value.number) else str(value.number)
        return {
            "series_id": series_id,
            "time_period": row["time_period"],
            "period_basis": row["period_basis"],
            "transformation": row["transformation"],
            "reference_series": series_id if row["reference_series"] == SELF else row["reference_series"],
            "reference_period": row["reference_period"],
            "qualifier": value.qualifier if not row["range_id"] or self.is_ratio else self._end_of_range(value),
            "bound_kind": value.bound_kind if not row["range_id"] or self.is_ratio else "strict",
            "variant": row["variant"] or "1",
            "document_id": self.document_id,
            "obs_value": "" if fraction else _decimal_text(value.number),
            "obs_fraction": fraction,
            "unit_measure": value.unit_measure,
            "unit_mult": str(value.unit_mult),
            "decimals": str(decimals),
            "rounding": "exact" if (counted and not decimals) or fraction or limit else "rounded",
            "decimals_basis": basis,
            "range_id": f"{self.document_id}:{row['range_id']}" if row["range_id"] else "",
            "multiple_kind": row["multiple_kind"],
            "obs_status": row["obs_status"],
        }

    @property
    def is_ratio(self) -> bool:
        return self.row["transformation"] == "ratio_part"

    def _end_of_range(self, value: Value) -> str:
        """Signs first, then order: the smaller end is the lower one."""
        others = []
        for other in self.seeds[f"ledger:{self.document_id}"]:
            if other["range_id"] == self.row["range_id"] and other["role"] == "figure":
                signs = [self.words.signs.get(w, 1) for w in filter(None, other["sign_printed"].split(";"))]
                try:
                    number, _, _ = number_of(other["printed"])
                except NotANumber:
                    continue  # the other row has its own problem
                for sign in signs:
                    number *= sign
                others.append(number)
        return "lower" if value.number == min(others) else "upper"

    def _decimals(self, value: Value) -> tuple[int, str]:
        row = self.row
        if row["decimals"]:
            return int(row["decimals"]), "wider" if int(row["decimals"]) < value.decimals else "convention"
        word = row["unit_printed"] or ("_Z" if row["kind"] == "numeral" else row["printed"])
        for convention in self.seeds["conventions"]:
            if (
                convention["document_id"] == self.document_id
                and int(convention["first_line"]) <= int(row["line"]) <= int(convention["last_line"])
                and convention["unit_word"] == word
                and value.decimals < int(convention["decimals"])
            ):
                return int(convention["decimals"]), "convention"
        return value.decimals, "printed"

    def _add(self, figure_id: str, position: str, observation: Row) -> None:
        identity = observation_id(observation)
        known = self.recorded.observations.setdefault(identity, {"observation_id": identity, **observation})
        if known["decimals_basis"] != observation["decimals_basis"]:  # 10.0 once in full, once as 10 by convention
            known["decimals_basis"] = observation["decimals_basis"] = "convention"
        if known != {"observation_id": identity, **observation}:
            message = f"states {identity} with other digits or unit than an earlier row; number the variants"
            self._problem("variant", message)
        self.recorded.links.append({"figure_id": figure_id, "position": position, "observation_id": identity})

    def _problem(self, column: str, message: str) -> None:
        place = f"{self.row['line']}:{self.row['column']} {self.row['printed']!r}"
        self.recorded.problems.append(Problem(self.file, self.number, column, f"{place}: {message}"))


def has_direction(transformation: str, flow: str) -> bool:
    """Whether a figure can rise or fall, so that print gives it a sign word."""
    return transformation in DIRECTED or (transformation == "level" and flow == BALANCE)


def _finite(number: Fraction) -> bool:
    denominator = number.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def _decimal_text(number: Fraction) -> str:
    text = format(Decimal(number.numerator) / Decimal(number.denominator), "f")
    return text
