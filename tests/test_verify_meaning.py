"""The checker of meaning: every committed row follows from what figures mean, and each that is spoiled is named."""

from __future__ import annotations

import ast
import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from checks.verify.meaning import KEYS, check

from .conftest import ROOT, Row, listed, rows_of, write_rows

PROOFS, TABLES = "checks/proofs", "resources"
MEASURES, STATED, RATIOS = (f"{PROOFS}/{name}.csv" for name in ("measures", "measure_statements", "ratios"))
EDITS, TERMS, RESTING = (f"{PROOFS}/{name}.csv" for name in ("edits", "edit_terms", "edit_observations"))
FIGURES, SERIES, PARTITIONS, CLAIMS = (
    f"{TABLES}/{name}.csv" for name in ("observations", "series", "partitions", "claims")
)
Slip = Callable[["Copy"], str]
EXPORTS = "services_trade.CHN.exports.USD.mofcom"
WORLD = "services_trade.WLD.exports.USD.wto"
GROWTH = f"{EXPORTS}@2023:growth_rate:2022:mofcom2023"


class Copy:
    """Tables that can be spoiled; ``named`` gives table and id of each row that the checker reports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def first(self, table: str, fits: Callable[[Row], object]) -> Row:
        return next(row for row in rows_of(self.folder / table) if fits(row))

    def change(self, table: str, row: Row, **cells: str) -> None:
        rows = rows_of(self.folder / table)
        rows[rows.index(row)] = {**row, **cells}
        write_rows(self.folder / table, rows)

    def add(self, table: str, *rows: Row) -> None:
        write_rows(self.folder / table, [*rows_of(self.folder / table), *rows])

    def drop(self, table: str, row: Row) -> None:
        write_rows(self.folder / table, [other for other in rows_of(self.folder / table) if other != row])

    def add_edit(self, name: str, operator: str, **terms: str) -> None:
        """An edit with these coefficients, in a table that has their measures."""
        self.add(EDITS, {"edit_id": name, "family": name.partition(":")[0], "operator": operator, "constant": "0"})
        self.add(TERMS, *({"edit_id": name, "measure_id": m, "coefficient": c} for m, c in terms.items()))

    def add_ratio(self, measure: str, numerator: str, denominator: str, offset: str = "0", power: str = "1") -> str:
        name = f"{measure}|{denominator}"
        cells = {"measure_id": measure, "numerator": numerator, "denominator": denominator}
        self.add(RATIOS, {"ratio_id": name, **cells, "offset": offset, "power": power})
        return f"{RATIOS}, {name}"

    def named(self) -> list[str]:
        return [line.rpartition(": ")[0] for line in check(self.folder)[1]]


@pytest.fixture
def copied(tmp_path: Path) -> Copy:
    for name in (*KEYS, TERMS, f"{TABLES}/indicators.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return Copy(tmp_path)


@cache
def size(edit_id: str) -> int:
    return sum(row["edit_id"] == edit_id for row in rows_of(ROOT / TERMS))


def kind(measure: str) -> str:
    """The transformation that the id of a measure names."""
    return measure.split(":")[1]


def ratio(copy: Copy, transformation: str, **cells: str) -> str:
    """Spoil the first ratio of a transformation."""
    row = copy.first(RATIOS, lambda r: kind(r["measure_id"]) == transformation and cells.items() - r.items())
    copy.change(RATIOS, row, **cells)
    return f"{RATIOS}, {row['ratio_id']}"


def edit(copy: Copy, family: str, **cells: str) -> str:
    """Spoil the first edit of a family."""
    row = copy.first(EDITS, lambda e: e["family"] == family)
    copy.change(EDITS, row, **cells)
    return f"{EDITS}, {row['edit_id']}"


def term(copy: Copy, family: str, spoil: Callable[[Row, Row], Row | None]) -> str:
    """Spoil the last term of the first edit of a family that has three or more, or as many as there are."""
    edits = [e["edit_id"] for e in rows_of(copy.folder / EDITS) if e["family"] == family]
    name = next((e for e in edits if size(e) > 2), edits[0])
    rows = rows_of(copy.folder / TERMS)
    places = [n for n, row in enumerate(rows) if row["edit_id"] == name]
    spoiled = spoil(rows[places[-1]], rows[places[0]])
    rows[places[-1] : places[-1] + 1] = [spoiled] if spoiled else []
    write_rows(copy.folder / TERMS, rows)
    return f"{EDITS}, {name}"


def swapped(copy: Copy, family: str) -> str:
    """Exchange the signs of the last two terms of the first edit of a family."""
    name = copy.first(EDITS, lambda e: e["family"] == family)["edit_id"]
    first, second = [row for row in rows_of(copy.folder / TERMS) if row["edit_id"] == name][-2:]
    assert first["coefficient"] != second["coefficient"]
    copy.change(TERMS, first, coefficient=second["coefficient"])
    copy.change(TERMS, second, coefficient=first["coefficient"])
    return f"{EDITS}, {name}"


def opposite(row: Row, _: Row) -> Row:
    return {**row, "coefficient": row["coefficient"].removeprefix("-") if "-" in row["coefficient"] else "-1"}


def gone(row: Row, _: Row) -> None:
    return None


def another(row: Row, first: Row) -> Row:
    """A level that is nothing of the kind stands in the place of the right one."""
    return {**row, "measure_id": f"{EXPORTS}@2012:mofcom2023"}


def stray(row: Row, first: Row) -> Row:
    """The measure of the first term stands in the last as well."""
    return {**row, "measure_id": first["measure_id"]}


def added(copy: Copy, family: str, measure: str) -> str:
    """One more part in the sum of the first edit of a family."""
    name = copy.first(EDITS, lambda e: e["family"] == family and size(e["edit_id"]) > 2)["edit_id"]
    copy.add(TERMS, {"edit_id": name, "measure_id": measure, "coefficient": "-1"})
    return f"{EDITS}, {name}"


def statement(copy: Copy, fits: Callable[[Row], object], **cells: str) -> str:
    row = copy.first(STATED, fits)
    copy.change(STATED, row, **cells)
    return f"{STATED}, {row['observation_id']}"


def sign(copy: Copy, part: str) -> str:
    """Say of the first measure with this in its name that it is not negative."""
    row = copy.first(MEASURES, lambda m: part in m["measure_id"] and m["not_negative"] == "false")
    copy.change(MEASURES, row, not_negative="true")
    return f"{MEASURES}, {row['measure_id']}"


RATIO_SLIPS: dict[str, Slip] = {
    "growth without its one": lambda c: ratio(c, "growth_rate", offset="0"),
    "a share with a one": lambda c: ratio(c, "share", offset="1"),
    "average growth over a year too many": lambda c: ratio(c, "average_growth_rate", power="12"),
    "average growth over one year": lambda c: ratio(c, "average_growth_rate", power="1"),
    "a multiple with a one": lambda c: ratio(c, "multiple", offset="1"),
    "a part of growth that is the part itself": lambda c: ratio(
        c, "share_of_growth", numerator=f"{EXPORTS}@2023:mofcom2023"
    ),
    "a change in share of the part instead of its excess": lambda c: ratio(
        c, "change_in_share", numerator=f"{EXPORTS}@2023:mofcom2023"
    ),
    "growth since another year": lambda c: c.add_ratio(
        GROWTH, f"{EXPORTS}@2023:mofcom2023", f"{EXPORTS}@2021:mofcom2023", "1"
    ),
    "growth turned round": lambda c: c.add_ratio(
        GROWTH, f"{EXPORTS}@2022:mofcom2023", f"{EXPORTS}@2023:mofcom2023", "1"
    ),
    "growth of the stock at the end": lambda c: c.add_ratio(
        GROWTH, f"{EXPORTS}@2023.end:mofcom2023", f"{EXPORTS}@2022.end:mofcom2023", "1"
    ),
    "growth in another document": lambda c: c.add_ratio(
        GROWTH, f"{EXPORTS}@2023:goods2024", f"{EXPORTS}@2022:goods2024", "1"
    ),
    "growth that no figure speaks of": lambda c: c.add_ratio(
        f"{EXPORTS}@1999:growth_rate:1998:mofcom2023",
        f"{EXPORTS}@1999:mofcom2023",
        f"{EXPORTS}@1998:mofcom2023",
        "1",
    ),
    "a share across two agencies": lambda c: c.add_ratio(
        f"{EXPORTS}@2023:share:{WORLD}:mofcom2023", f"{EXPORTS}@2023:mofcom2023", f"{WORLD}@2023:mofcom2023"
    ),
    "a level that is itself times a share of one": lambda c: c.add_ratio(
        "services_trade.CHN.total.SPORTS.CNY.gas@2022:share:mofcom2023",
        f"{EXPORTS}@1999:mofcom2023",
        f"{EXPORTS}@1999:mofcom2023",
    ),
}
EDIT_SLIPS: dict[str, Slip] = {
    "a total less its imports": lambda c: term(c, "flow_total", opposite),
    "a balance of imports less exports": lambda c: swapped(c, "flow_balance"),
    "a balance that is a total": lambda c: term(c, "flow_balance", opposite),
    "a flow of another year": lambda c: term(c, "flow_total", another),
    "a part that is left out of an exhaustive sum": lambda c: term(c, "part_whole", gone),
    "a part that is another series": lambda c: term(c, "part_whole", another),
    "a part that is added": lambda c: added(c, "part_whole", f"{EXPORTS}@2023:mofcom2023"),
    "a sum of parts that is at least the whole": lambda c: edit(c, "part_whole", operator="at_least"),
    "parts within a whole of which one is no part": lambda c: term(c, "within", another),
    "a foreign part within a whole": lambda c: added(c, "within", f"{EXPORTS}@2023:mofcom2023"),
    "parts of a rest that is said to be none": lambda c: edit(c, "within", operator="equal"),
    "a rank turned round": lambda c: swapped(c, "rank_order"),
    "a rank with room": lambda c: edit(c, "rank_order", constant="1"),
    "a ratio that makes a hundred": lambda c: edit(c, "ratio_sum", constant="100"),
    "a ratio without one part": lambda c: term(c, "ratio_sum", gone),
    "a claim on another figure": lambda c: term(c, "claim", another),
    "a claim turned round": lambda c: term(c, "claim", opposite),
    "a claim by a margin": lambda c: edit(c, "claim", constant="1/10"),
    "an identity with a wrong sign": lambda c: term(c, "identity", opposite),
    "an identity on another figure": lambda c: term(c, "identity", another),
    "an identity without an operand": lambda c: term(c, "identity", gone),
    "a bound that is an equation": lambda c: edit(c, "identity", operator="equal"),
    "a base of another year": lambda c: term(c, "base", another),
    "growth of something else that is presupposed": lambda c: term(c, "growing", another),
    "a difference with a wrong sign": lambda c: term(c, "difference", opposite),
    "a difference from itself": lambda c: term(c, "difference", stray),
    "a difference that is not zero": lambda c: edit(c, "difference", constant="1"),
    "a whole that is no part of itself": lambda c: edit(c, "whole", constant="0"),
}
OTHER_SLIPS: dict[str, Slip] = {
    "a part of a ratio taken for a share": lambda c: statement(c, lambda s: s["factor"] == "100", factor="1"),
    "a level taken for a hundred": lambda c: statement(c, lambda s: s["factor"] == "1", factor="100"),
    "a figure of another year": lambda c: statement(
        c, lambda s: s["observation_id"] == GROWTH, measure_id=f"{EXPORTS}@2022:growth_rate:2021:mofcom2023"
    ),
    "a figure of imports": lambda c: statement(
        c, lambda s: s["observation_id"] == GROWTH, measure_id=GROWTH.replace("exports", "imports")
    ),
    "a balance above zero": lambda c: sign(c, ".balance."),
    "a profit above zero": lambda c: sign(c, "construction_profit"),
    "a growth rate above zero": lambda c: sign(c, ":growth_rate:"),
    "an excess above zero": lambda c: sign(c, "/excess"),
}


WORDS_SLIPS: dict[str, Callable[[Copy], set[str]]] = {
    "a claim that says the opposite": lambda c: declared(c, CLAIMS, "predicate", "above_all", "below_all"),
    "a claim that something falls": lambda c: declared(c, CLAIMS, "predicate", "positive", "negative"),
    "an identity that is a bound from above": lambda c: declared(
        c, f"{TABLES}/identities.csv", "mode", "at_least", "at_most"
    ),
    "a partition that only arithmetic led to": lambda c: declared(c, PARTITIONS, "basis_kind", "stated", "inferred"),
    "a partition that exhausts nothing": lambda c: declared(c, PARTITIONS, "exhaustive", "yes", "no"),
    "a partition of another document": lambda c: declared(c, PARTITIONS, "document_id", "mofcom2023", "goods2024"),
}


def declared(copy: Copy, table: str, column: str, text: str, instead: str) -> set[str]:
    """Change what the first declaration with this text says; all edits that name it stop following."""
    key = KEYS[table][0]
    edits = [e["edit_id"] for e in rows_of(copy.folder / EDITS)]

    def resting(row: Row) -> set[str]:
        return {f"{EDITS}, {e}" for e in edits if row[key] in e.split(":")}

    row = copy.first(table, lambda r: r[column] == text and resting(r))
    copy.change(table, row, **{column: instead})
    return resting(row)


def named_alone(copied: Copy, slip: Slip) -> None:
    wanted = slip(copied)
    assert copied.named() == [wanted]


def test_every_row_follows_and_every_kind_of_row_is_there() -> None:
    justified, wrong = check(ROOT)
    assert not wrong, listed(wrong)
    assert justified.keys() == {
        *("quantity", "statement", "measure", "not_negative"),
        *("growth_rate", "share", "average_growth_rate", "multiple", "change_in_share", "share_of_growth"),
        *("quotient", "step"),
        *("difference", "flow_total", "flow_balance", "part_whole", "within", "rank_order", "ratio_sum"),
        *("claim", "identity", "base", "growing", "whole"),
    }
    rows = {name: len(rows_of(ROOT / name)) for name in (MEASURES, STATED, RATIOS, EDITS, f"{TABLES}/quantities.csv")}
    assert justified.total() == sum(rows.values())


@pytest.mark.parametrize("slip", RATIO_SLIPS.values(), ids=RATIO_SLIPS)
def test_a_ratio_that_means_something_else_is_named(slip: Slip, copied: Copy) -> None:
    named_alone(copied, slip)


@pytest.mark.parametrize("slip", EDIT_SLIPS.values(), ids=EDIT_SLIPS)
def test_an_edit_that_does_not_follow_is_named(slip: Slip, copied: Copy) -> None:
    named_alone(copied, slip)


@pytest.mark.parametrize("slip", OTHER_SLIPS.values(), ids=OTHER_SLIPS)
def test_a_measure_that_a_figure_does_not_state_or_that_can_be_negative_is_named(slip: Slip, copied: Copy) -> None:
    named_alone(copied, slip)


@pytest.mark.parametrize("slip", WORDS_SLIPS.values(), ids=WORDS_SLIPS)
def test_all_edits_that_rest_on_a_declaration_are_named_when_it_says_something_else(
    slip: Callable[[Copy], set[str]], copied: Copy
) -> None:
    wanted = slip(copied)
    assert wanted
    assert set(copied.named()) == wanted


def test_an_id_that_stands_twice_is_named_in_every_table(copied: Copy) -> None:
    wanted = []
    for table, key in KEYS.items():
        row = rows_of(copied.folder / table)[0]
        copied.add(table, row)
        wanted.append(f"{table}, {', '.join(row[column] for column in key)}: stands there 2 times")
    assert check(copied.folder)[1][: len(wanted)] == wanted


def test_exchanged_places_of_a_ranking_name_the_order_that_rests_on_them(copied: Copy) -> None:
    order = copied.first(EDITS, lambda e: e["family"] == "rank_order")["edit_id"]
    names = [row["observation_id"] for row in rows_of(copied.folder / RESTING) if row["edit_id"] == order]
    ranks = [copied.first(FIGURES, lambda o, name=name: o["observation_id"] == name) for name in names]
    for row, other in zip(ranks, reversed(ranks), strict=True):
        copied.change(FIGURES, row, obs_value=other["obs_value"])
    assert f"{EDITS}, {order}" in copied.named()


@pytest.mark.parametrize("family", ["base", "growing", "rank_order"])
def test_an_edit_that_does_not_name_the_figures_that_it_rests_on_is_named(family: str, copied: Copy) -> None:
    row = copied.first(RESTING, lambda r: r["edit_id"].startswith(f"{family}:"))
    copied.drop(RESTING, row)
    assert copied.named() == [f"{EDITS}, {row['edit_id']}"]


def test_overlapping_parts_stay_within_the_whole_one_by_one_only(copied: Copy) -> None:
    overlapping = {p["partition_id"] for p in rows_of(ROOT / PARTITIONS) if p["exhaustive"] == "overlapping"}
    parts = [
        r for r in rows_of(ROOT / TERMS) if len(r["edit_id"].split(":")) > 4 and r["edit_id"].startswith("within:")
    ]
    one = next(r for r in parts if r["edit_id"].split(":")[3] in overlapping and r["coefficient"] == "-1")
    whole = one["edit_id"].split(":")[:4]
    other = next(r for r in parts if r["edit_id"].split(":")[:4] == whole and r["coefficient"] == "-1" and r != one)
    copied.add(TERMS, {**other, "edit_id": one["edit_id"]})
    assert copied.named() == [f"{EDITS}, {one['edit_id']}"]


def test_parts_of_what_may_be_negative_do_not_stay_within_it(copied: Copy) -> None:
    """A loss in the part that is not printed would let the others exceed the whole."""
    row = copied.first(f"{TABLES}/indicators.csv", lambda i: i["indicator"] == "computing_power")
    copied.change(f"{TABLES}/indicators.csv", row, may_be_negative="true")
    named = copied.named()
    levels = {m["measure_id"] for m in rows_of(ROOT / MEASURES) if m["not_negative"] == "true"}
    own = {m for m in levels if m.startswith("computing_power.")}
    within = {e["edit_id"] for e in rows_of(ROOT / EDITS) if e["edit_id"].startswith("within:computing_power.")}
    assert own
    assert within
    assert set(named) == {f"{MEASURES}, {m}" for m in own} | {f"{EDITS}, {e}" for e in within}


def test_an_excess_multiple_that_is_coded_as_a_plain_one_names_its_ratio(copied: Copy) -> None:
    o = copied.first(FIGURES, lambda o: o["multiple_kind"] == "excess")
    copied.change(FIGURES, o, multiple_kind="ratio")
    measure = copied.first(STATED, lambda s: s["observation_id"] == o["observation_id"])["measure_id"]
    own = copied.first(RATIOS, lambda r: r["measure_id"] == measure)
    assert copied.named() == [f"{RATIOS}, {own['ratio_id']}"]


def figure_of(copied: Copy, transformation: str, **cells: str) -> str:
    """A figure that the documents do not have, like the growth of exports in 2023 but of another kind, and stated."""
    o = {
        **copied.first(FIGURES, lambda row: row["observation_id"] == GROWTH),
        "transformation": transformation,
        **cells,
    }
    own = f"{EXPORTS}@2023:{transformation}:{o['reference_series']}"
    name = f"{own}:mofcom2023" if o["reference_period"] == "2023" else f"{own}:2022:mofcom2023"
    copied.add(FIGURES, {**o, "observation_id": name})
    copied.add(STATED, {"observation_id": name, "measure_id": name, "factor": "1"})
    return name


@pytest.mark.parametrize(("multiple", "offset", "wrong"), [("ratio", "0", "1"), ("excess", "1", "0")])
def test_a_multiple_of_another_series_compares_the_levels_of_one_period(
    multiple: str, offset: str, wrong: str, copied: Copy
) -> None:
    total = EXPORTS.replace("exports", "total")
    name = figure_of(copied, "multiple", reference_series=total, reference_period="2023", multiple_kind=multiple)
    levels = f"{EXPORTS}@2023:mofcom2023", f"{total}@2023:mofcom2023"
    copied.add_ratio(name, *levels, offset)
    assert copied.named() == []
    added = copied.add_ratio(name, *levels, wrong)
    assert copied.named() == [added, added]  # it stands there twice, and one of the two is wrong


def test_a_contribution_to_growth_is_the_increase_over_the_earlier_whole(copied: Copy) -> None:
    total = EXPORTS.replace("exports", "total")
    name = figure_of(copied, "contribution_to_growth", reference_series=total)
    increase = f"{EXPORTS}@2023:change:2022:mofcom2023"
    copied.add_ratio(name, increase, f"{total}@2022:mofcom2023")
    assert copied.named() == []
    added = copied.add_ratio(name, increase, f"{total}@2023:mofcom2023")
    assert copied.named() == [added]


def test_a_share_in_a_balance_or_its_growth_connects_nothing(copied: Copy) -> None:
    balance = EXPORTS.replace("exports", "balance")
    name = figure_of(copied, "share", reference_series=balance, reference_period="2023")
    added = copied.add_ratio(name, f"{EXPORTS}@2023:mofcom2023", f"{balance}@2023:mofcom2023")
    assert copied.named() == [added]


def test_a_true_equation_with_an_auxiliary_measure_is_named_outside_its_own_rows(copied: Copy) -> None:
    excess = copied.first(EDITS, lambda e: e["edit_id"].endswith("/excess"))["edit_id"]
    terms = {t["measure_id"]: t["coefficient"] for t in rows_of(copied.folder / TERMS) if t["edit_id"] == excess}
    copied.add_edit("difference:again", "equal", **terms)
    assert copied.named() == [f"{EDITS}, difference:again"]


@pytest.mark.parametrize("unclear", ["unnamed period", "band of a span"])
def test_what_has_no_period_of_its_own_states_no_level(unclear: str, copied: Copy) -> None:
    o = copied.first(
        FIGURES,
        lambda o: (
            o["transformation"] == "level"
            and (o["time_period"] == "_U" if unclear == "unnamed period" else o["time_period"].endswith("Y"))
            and o["qualifier"] == "lower"
        ),
    )
    level = f"{o['series_id']}@{o['time_period']}:{o['document_id']}"
    assert [statement(copied, lambda s: s["observation_id"] == o["observation_id"], measure_id=level)] == copied.named()


def test_a_level_in_another_unit_than_its_series_is_named(copied: Copy) -> None:
    o = copied.first(FIGURES, lambda row: row["transformation"] == "level" and row["unit_measure"] == "USD")
    copied.change(FIGURES, o, unit_measure="CNY")
    assert copied.named() == [f"{STATED}, {o['observation_id']}"]


def test_a_measure_that_no_figure_speaks_of_is_named(copied: Copy) -> None:
    name = f"{EXPORTS}@1999:share:{WORLD}:mofcom2023"
    copied.add(MEASURES, {"measure_id": name, "not_negative": "false"})
    assert copied.named() == [f"{MEASURES}, {name}"]


def test_a_quantity_that_is_named_for_another_year_is_named(copied: Copy) -> None:
    row = copied.first(f"{TABLES}/quantities.csv", lambda q: q["time_period"] == "2023")
    copied.change(f"{TABLES}/quantities.csv", row, time_period="2024")
    assert copied.named() == [f"{TABLES}/quantities.csv, {row['quantity_id']}"]


def test_a_printed_growth_rate_or_share_without_its_ratio_is_named(copied: Copy) -> None:
    stated = {s["measure_id"] for s in rows_of(ROOT / STATED)}
    for transformation in ("growth_rate", "share"):
        row = copied.first(RATIOS, lambda r, t=transformation: kind(r["measure_id"]) == t and r["measure_id"] in stated)
        copied.drop(RATIOS, row)
        assert f"{RATIOS}, {row['ratio_id']}" in copied.named()


def test_a_figure_without_statement_and_a_term_without_edit_are_named(copied: Copy) -> None:
    row = rows_of(copied.folder / STATED)[0]
    copied.drop(STATED, row)
    copied.add(TERMS, {"edit_id": "claim:nothing", "measure_id": GROWTH, "coefficient": "1"})
    assert copied.named() == [f"{TERMS}, claim:nothing", f"{STATED}, {row['observation_id']}"]


@pytest.mark.parametrize("text", ["", "one", "1/0"])
def test_a_number_that_cannot_be_read_is_named(text: str, copied: Copy) -> None:
    wanted = [edit(copied, "claim", constant=text), ratio(copied, "growth_rate", offset=text)]
    assert sorted(copied.named()) == sorted(wanted)


def test_the_checker_shares_no_code_with_what_it_checks() -> None:
    """Everything that it imports is its own or of the standard library."""
    imported: set[tuple[int, str]] = set()
    for file in (ROOT / "checks/verify").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {(0, alias.name) for alias in node.names}
            if isinstance(node, ast.ImportFrom):
                imported.add((node.level, node.module or ""))
    assert {level for level, _ in imported} == {0, 1}
    assert {name.partition(".")[0] for level, name in imported if level == 0} <= sys.stdlib_module_names
