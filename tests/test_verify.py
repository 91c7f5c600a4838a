"""The checker of proofs: it accepts the committed ones, and names what it finds when anything in them is changed."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Container
from fractions import Fraction as F
from functools import cache
from pathlib import Path

import pytest

from checks.verify import grades
from checks.verify.__main__ import main

from .conftest import ROOT, Row, listed, rows_of, set_cell, write_rows

PROOFS = Path("checks/proofs")
RESULTS = Path("resources")
FIGURES, BOUNDS, CORROBORATION = (RESULTS / f"{name}.csv" for name in ("observations", "bounds", "corroboration"))
CONTRADICTIONS, ITEMS = (RESULTS / f"{name}.csv" for name in ("contradictions", "contradiction_items"))
HEADS, STEPS, NUMBERS = (PROOFS / f"{name}.csv" for name in ("certificates", "certificate_rows", "witnesses"))
MEASURES, STATED, RATIOS = (PROOFS / f"{name}.csv" for name in ("measures", "measure_statements", "ratios"))
WHOLE = (
    *("series", "indicators", "quantities", "partitions", "partition_parts"),
    *("claims", "claim_terms", "identities", "identity_terms", "units"),
)
"""Tables that are copied as they are: what they declare of figures that are left out follows for none that stay."""
MIDDLING = range(3, 100)
"""Figures of the components that are copied: enough to be connected in every way, few enough to be checked often."""

Run = Callable[[], tuple[int, list[str]]]


@cache
def tables() -> dict[Path, list[Row]]:
    """The committed tables, cut to components of middling size."""
    kept = {
        row["component_id"] for row in rows_of(ROOT / "resources/components.csv") if int(row["figures"]) in MIDDLING
    }
    found: dict[Path, list[Row]] = {}

    def cut(path: Path, column: str, known: Container[str]) -> list[Row]:
        found[path] = [row for row in rows_of(ROOT / path) if row[column] in known]
        return found[path]

    measures = {row["measure_id"] for row in cut(NUMBERS, "component_id", kept)}
    measures |= {row["measure_id"] for row in cut(RATIOS, "denominator", measures)}  # roots have no number
    figures = {row["observation_id"] for row in cut(STATED, "measure_id", measures)}
    certificates = {row["certificate_id"] for row in cut(HEADS, "component_id", kept)}
    contradictions = {row["contradiction_id"] for row in cut(CONTRADICTIONS, "component_id", kept)}
    edits = {row["edit_id"] for row in cut(PROOFS / "edit_terms.csv", "measure_id", measures)}
    cut(STEPS, "certificate_id", certificates)
    cut(ITEMS, "contradiction_id", contradictions)
    bounds = {row["quantity_id"] for row in cut(BOUNDS, "quantity_id", measures)}
    cut(RESULTS / "bound_observations.csv", "quantity_id", bounds)
    for path in (FIGURES, CORROBORATION):
        cut(path, "observation_id", figures)
    cut(MEASURES, "measure_id", measures)
    for name in ("edits", "edit_observations"):
        cut(PROOFS / f"{name}.csv", "edit_id", edits)
    return found


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """What the checker reads, as far as it is about these components."""
    for path, rows in tables().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
        write_rows(tmp_path / path, rows)
    for name in WHOLE:
        shutil.copy(ROOT / RESULTS / f"{name}.csv", tmp_path / RESULTS)
    return tmp_path


@pytest.fixture
def run(copied: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the checker on the copy: its exit status and its lines but the last, which counts."""

    def check() -> tuple[int, list[str]]:
        status = main([str(copied)])
        return status, capsys.readouterr().out.splitlines()[:-1]

    return check


@cache
def steps() -> dict[str, list[Row]]:
    """Rows of each committed certificate."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in tables()[STEPS]:
        found[row["certificate_id"]].append(row)
    return found


@cache
def heads() -> dict[str, Row]:
    return {row["certificate_id"]: row for row in tables()[HEADS]}


def using(figure: str) -> set[str]:
    """Certificates a row of which names this end of a figure; it is their own, not that of a step."""
    sources = {
        c: {s for row in rows for s in row["row"].removeprefix("product:").split("|")} for c, rows in steps().items()
    }
    return {c for c, named in sources.items() if figure in named}


def busiest(number: int) -> list[str]:
    """Figures that most certificates name, every tenth of them: many are used, and they state different things."""
    uses: dict[str, int] = defaultdict(int)
    for rows in steps().values():
        for name in {s for row in rows for s in row["row"].removeprefix("product:").split("|")}:
            if name.startswith("figure:"):
                uses[name.removeprefix("figure:").rpartition(":")[0]] += 1
    rounded = {o["observation_id"] for o in tables()[FIGURES] if o["rounding"] == "rounded"}
    order = sorted((figure for figure in uses if figure in rounded), key=lambda figure: (-uses[figure], figure))
    return order[: 10 * number : 10]


def named_in(lines: list[str]) -> set[str]:
    """Certificates of which a line says that they do not hold."""
    return {line.split()[1].rstrip(":") for line in lines if line.startswith("certificate ")}


def plain_bound(needs: str = "") -> Row:
    """A certificate of a bound on a measure itself, not on a ratio, more than one row of which is used."""
    return next(
        head
        for name, head in sorted(heads().items())
        if head["measure_id"]
        and not head["ratio_id"]
        and len(steps()[name]) > 2
        and any(row["row"].startswith(needs) for row in steps()[name])
    )


def test_the_committed_proofs_hold(capsys: pytest.CaptureFixture[str]) -> None:
    status = main([str(ROOT)])
    out = capsys.readouterr().out
    assert status == 0, out
    assert len(out.splitlines()) == 1
    assert int(out.split()[0]) > 3000, out


def test_the_cut_proofs_hold(run: Run) -> None:
    assert run() == (0, [])
    assert len(tables()[HEADS]) > 100
    assert {row["verdict"] for row in tables()[CONTRADICTIONS]} >= {"violated_hard"}


def test_every_kind_of_figure_is_used_by_some_certificate() -> None:
    named = {s for row in rows_of(ROOT / STEPS) for s in row["row"].removeprefix("product:").split("|")}
    kinds = {
        o["transformation"]
        for o in rows_of(ROOT / FIGURES)
        if any(f"figure:{o['observation_id']}:{side}" in named for side in ("low", "high"))
    }
    assert {"level", "growth_rate", "share", "change", "change_in_share", "growth_gap"} <= kinds, kinds


@pytest.mark.parametrize("figure", busiest(6))
def test_an_altered_figure_makes_every_certificate_fail_that_uses_it(figure: str, copied: Path, run: Run) -> None:
    """Away from the other end: what used the lower end claims too much when the figure is lower, and so on."""
    found = {o["observation_id"]: o for o in tables()[FIGURES]}[figure]
    for side, sign in (("low", -1), ("high", 1)):
        changed = F(found["obs_value"]) + F(sign, 10 ** int(found["decimals"]))
        text = f"{float(changed):.{found['decimals']}f}"
        set_cell(copied / FIGURES, "obs_value", text, lambda row: row["observation_id"] == figure)
        status, lines = run()
        users = using(f"figure:{figure}:{side}")
        assert status == 1
        missed = users - named_in(lines)
        assert not missed, f"{figure} {text} instead of {found['obs_value']}: {listed(sorted(missed)[:5])}"


def test_a_figure_that_is_gone_is_reported_with_all_that_used_it(copied: Path, run: Run) -> None:
    figure = busiest(1)[0]
    rows = [row for row in rows_of(copied / FIGURES) if row["observation_id"] != figure]
    write_rows(copied / FIGURES, rows)
    set_rows = [row for row in rows_of(copied / CORROBORATION) if row["observation_id"] != figure]
    write_rows(copied / CORROBORATION, set_rows)
    status, lines = run()
    users = using(f"figure:{figure}:low") | using(f"figure:{figure}:high")
    assert status == 1
    assert users <= named_in(lines), lines[:5]


@pytest.mark.parametrize("factor", [F(2), F(1, 3), F(-1), F(0)], ids=["doubled", "a third", "negative", "zero"])
def test_a_changed_multiplier_is_reported(factor: F, copied: Path, run: Run) -> None:
    name = plain_bound()["certificate_id"]
    known = steps()[name][0]
    text = str(F(known["multiplier"]) * factor)
    set_cell(copied / STEPS, "multiplier", text, lambda row: row == known)
    status, lines = run()
    assert status == 1
    assert f"certificate {name}: its rows do not add up to what it claims" in lines


def test_negative_multipliers_are_reported_even_where_the_sum_is_right(copied: Path, run: Run) -> None:
    """A row added and taken away again changes no sum."""
    name = plain_bound()["certificate_id"]
    rows = rows_of(copied / STEPS)
    extra = steps()[name][0]["row"]
    rows += [{"certificate_id": name, "row": extra, "multiplier": text} for text in ("7", "-7")]
    write_rows(copied / STEPS, rows)
    assert f"certificate {name}: its rows do not add up to what it claims" in run()[1]


def test_a_dropped_row_is_reported(copied: Path, run: Run) -> None:
    name = plain_bound()["certificate_id"]
    write_rows(copied / STEPS, [row for row in rows_of(copied / STEPS) if row != steps()[name][-1]])
    assert f"certificate {name}: its rows do not add up to what it claims" in run()[1]


def test_a_certificate_without_rows_is_reported(copied: Path, run: Run) -> None:
    name = plain_bound()["certificate_id"]
    write_rows(copied / STEPS, [row for row in rows_of(copied / STEPS) if row["certificate_id"] != name])
    assert f"certificate {name}: its rows do not add up to what it claims" in run()[1]


def test_a_certificate_that_claims_more_is_reported(copied: Path, run: Run) -> None:
    for ratio in (False, True):
        name = next(n for n, h in sorted(heads().items()) if h["side"] == "low" and bool(h["ratio_id"]) == ratio)
        value = F(heads()[name]["value"])
        more = str(value + abs(value) / 1000 + F(1, 10**6))
        set_cell(copied / HEADS, "value", more, lambda row, name=name: row["certificate_id"] == name)
        assert f"certificate {name}: its rows do not add up to what it claims" in run()[1]


def test_a_product_with_the_wrong_denominator_is_reported(copied: Path, run: Run) -> None:
    """The bound on the denominator belongs to another level."""
    name, known = next(
        (n, row) for n, rows in sorted(steps().items()) for row in rows if row["row"].startswith("product:")
    )
    measure, denominator, on_ratio, on_denominator = known["row"].removeprefix("product:").split("|")
    other = next(
        m["measure_id"]
        for m in rows_of(copied / MEASURES)
        if m["not_negative"] == "true" and m["measure_id"] != denominator
    )
    changed = f"product:{measure}|{denominator}|{on_ratio}|sign:{other}"
    assert on_denominator != f"sign:{other}"
    set_cell(copied / STEPS, "row", changed, lambda row: row == known)
    status, lines = run()
    assert status == 1
    assert name in named_in(lines)
    assert any("ends do not belong to the ratio" in line for line in lines)


def test_a_product_with_a_ratio_that_does_not_exist_is_reported(copied: Path, run: Run) -> None:
    name, known = next(
        (n, row) for n, rows in sorted(steps().items()) for row in rows if row["row"].startswith("product:")
    )
    set_cell(copied / STEPS, "row", known["row"].replace("|", "|of_nothing_", 1), lambda row: row == known)
    assert name in named_in(run()[1])


def test_a_sign_that_is_not_known_is_reported(copied: Path, run: Run) -> None:
    """Levels of which the table no longer says that they are not negative."""
    name, known = next(
        (n, row["row"]) for n, rows in sorted(steps().items()) for row in rows if row["row"].startswith("sign:")
    )
    measure = known.removeprefix("sign:")
    set_cell(copied / MEASURES, "not_negative", "false", lambda row: row["measure_id"] == measure)
    status, lines = run()
    assert status == 1
    assert name in named_in(lines)


def test_a_certificate_that_rests_on_itself_is_reported(copied: Path, run: Run) -> None:
    name = plain_bound()["certificate_id"]
    row = {"certificate_id": name, "row": f"certificate:{name}", "multiplier": "1"}
    write_rows(copied / STEPS, [r for r in rows_of(copied / STEPS) if r["certificate_id"] != name] + [row])
    assert name in named_in(run()[1])


@pytest.mark.parametrize(("table", "key"), [(BOUNDS, "quantity_id"), (CORROBORATION, "observation_id")], ids=str)
@pytest.mark.parametrize(("column", "sign"), [("lower", 1), ("upper", -1)])
def test_a_published_end_that_is_one_unit_tighter_is_reported(
    table: Path, key: str, column: str, sign: int, copied: Path, run: Run
) -> None:
    known = next(row for row in rows_of(copied / table) if "." in row[column])
    places = len(known[column].partition(".")[2])
    tighter = F(known[column]) + F(sign, 10**places)
    set_cell(copied / table, column, f"{float(tighter):.{places}f}", lambda row: row[key] == known[key])
    assert run() == (1, [f"{known[key]}: its {column} end is not what its certificate proves"])


@pytest.mark.parametrize(("table", "key"), [(BOUNDS, "quantity_id"), (CORROBORATION, "observation_id")], ids=str)
@pytest.mark.parametrize(("column", "sign"), [("lower", -1), ("upper", 1)])
def test_a_published_end_that_is_wider_than_rounding_makes_it_is_reported(
    table: Path, key: str, column: str, sign: int, copied: Path, run: Run
) -> None:
    known = next(row for row in rows_of(copied / table) if "." in row[column])
    places = len(known[column].partition(".")[2])
    wider = F(known[column]) + F(sign, 10**places)
    set_cell(copied / table, column, f"{float(wider):.{places}f}", lambda row: row[key] == known[key])
    assert run() == (1, [f"{known[key]}: its {column} end is not what its certificate proves"])


@pytest.mark.parametrize("sign", [-1, 1], ids=["one less", "one more"])
@pytest.mark.parametrize("column", ["lower", "upper"])
def test_a_bound_of_a_count_is_the_last_whole_number_that_can_be(
    column: str, sign: int, copied: Path, run: Run
) -> None:
    known = next(row for row in rows_of(copied / BOUNDS) if (row["unit_measure"], row["unit_mult"]) == ("PERSONS", "0"))
    other = str(int(known[column]) + sign)
    set_cell(copied / BOUNDS, column, other, lambda row: row["quantity_id"] == known["quantity_id"])
    assert run() == (1, [f"{known['quantity_id']}: its {column} end is not what its certificate proves"])


GRADED = ["last_digit", "second_last_digit", "third_last_digit", "loose", "one_side", "repeated", "alone"]


@pytest.mark.parametrize("grade", GRADED)
def test_a_grade_that_the_certificates_do_not_give_is_reported(grade: str, copied: Path, run: Run) -> None:
    known = next(row for row in rows_of(copied / CORROBORATION) if row["grade"] == grade)
    other = GRADED[GRADED.index(grade) - 1]
    name = known["observation_id"]
    set_cell(copied / CORROBORATION, "grade", other, lambda row: row == known)
    assert run() == (1, [f"{name}: its grade is {other}, should be {grade}"])


@pytest.mark.parametrize(
    ("low", "high", "grade"),
    [
        ("49", "51", "last_digit"),
        ("49", "51.1", "second_last_digit"),
        ("40", "60", "second_last_digit"),
        ("40", "60.1", "third_last_digit"),
        ("37.5", "62.5", "loose"),  # half the value is not narrower than half the value
        (None, "51", "one_side"),
        (None, None, "alone"),
    ],
)
def test_a_grade_is_the_width_in_units_of_the_last_place(low: str | None, high: str | None, grade: str) -> None:
    ends = [None if end is None else F(end) for end in (low, high)]
    assert grades._grade(F(50), F(1), ends, disputed=False, repeated=False) == grade
    assert grades._grade(F(50), F(1), ends, disputed=True, repeated=False) == "disputed"


def test_an_interval_of_one_percent_is_told_apart_only_where_places_are_finer() -> None:
    assert grades._grade(F(50000), F(1), [F(49750), F(50250)], disputed=False, repeated=False) == "one_percent"
    assert grades._grade(F(50000), F(1), [F(49750), F(50251)], disputed=False, repeated=False) == "loose"


@pytest.mark.parametrize("column", ["lower", "upper"])
def test_a_distance_that_the_certificates_do_not_give_is_reported(column: str, copied: Path, run: Run) -> None:
    known = next(row for row in rows_of(copied / CORROBORATION) if row[f"{column}_places"])
    set_cell(copied / CORROBORATION, f"{column}_places", "77.7", lambda row: row == known)
    assert run() == (1, [f"{known['observation_id']}: its {column} end is not as many places away as is said"])


@pytest.mark.parametrize("instead", ["", "000000000000"], ids=["none", "unknown"])
def test_a_published_end_without_its_certificate_is_reported(instead: str, copied: Path, run: Run) -> None:
    known = next(row for row in rows_of(copied / BOUNDS) if row["upper"])
    set_cell(copied / BOUNDS, "upper_certificate", instead, lambda row: row["quantity_id"] == known["quantity_id"])
    assert run() == (1, [f"{known['quantity_id']}: its upper end is not what its certificate proves"])


def test_an_interval_that_rests_on_its_own_figure_is_reported(copied: Path, run: Run) -> None:
    """A certificate that says no more than what the figure prints, given for what all others leave for it."""
    o = next(row for row in rows_of(copied / CORROBORATION) if row["lower_certificate"] and row["set_aside"] == "false")
    name = o["observation_id"]
    old = heads()[o["lower_certificate"]]
    stated = next(s for s in rows_of(copied / STATED) if s["observation_id"] == name)
    head = {**old, "certificate_id": "own", "measure_id": stated["measure_id"], "side": "low", "ratio_id": ""}
    figure = next(row for row in rows_of(copied / FIGURES) if row["observation_id"] == name)
    scale = F(10) ** int(figure["unit_mult"]) * (F(1, 100) if figure["unit_measure"] in ("PC", "PP") else 1)
    half = F(1, 2 * 10 ** int(figure["decimals"])) if figure["rounding"] == "rounded" else F(0)
    end = F(figure["obs_value"]) - half
    write_rows(copied / HEADS, [*rows_of(copied / HEADS), {**head, "value": str(end * scale / F(stated["factor"]))}])
    row = {"certificate_id": "own", "row": f"figure:{name}:low", "multiplier": "1"}
    write_rows(copied / STEPS, [*rows_of(copied / STEPS), row])
    where = {"where": lambda row: row["observation_id"] == name}
    set_cell(copied / CORROBORATION, "lower", str(float(end)), **where)
    set_cell(copied / CORROBORATION, "lower_certificate", "own", **where)
    status, lines = run()
    assert status == 1 and f"{name}: its lower end rests on itself or on what is set aside" in lines, listed(lines)


def test_a_contradiction_of_other_figures_than_its_certificate_names_is_reported(copied: Path, run: Run) -> None:
    known = next(row for row in rows_of(copied / ITEMS) if row["named"] == "true" and row["release"] == "0")
    set_cell(copied / ITEMS, "named", "false", lambda row: row == known)
    assert run() == (1, [f"{known['contradiction_id']}: is not what its certificate proves"])


def test_a_contradiction_whose_figures_agree_after_all_is_reported(copied: Path, run: Run) -> None:
    """Each figure that may be at fault, changed into the middle of what the rest leaves for it."""
    hard = {r["contradiction_id"]: r for r in rows_of(copied / CONTRADICTIONS) if r["verdict"] == "violated_hard"}
    figures_only = set(hard) - {r["contradiction_id"] for r in rows_of(copied / ITEMS) if r["item_kind"] == "words"}
    known = [r for r in rows_of(copied / ITEMS) if r["lower"] and r["upper"] and r["contradiction_id"] in figures_only]
    assert known
    for row in known:
        middle = (F(row["lower"]) + F(row["upper"])) / 2
        figure = {"where": lambda o, row=row: o["observation_id"] == row["item_id"]}
        before = next(o["obs_value"] for o in rows_of(copied / FIGURES) if o["observation_id"] == row["item_id"])
        set_cell(copied / FIGURES, "obs_value", f"{float(middle):.4f}", **figure)
        certificate = hard[row["contradiction_id"]]["certificate_id"]
        assert f"certificate {certificate}: its rows do not add up to what it claims" in run()[1], row
        set_cell(copied / FIGURES, "obs_value", before, **figure)


def test_a_changed_number_of_a_witness_is_reported_by_all_that_name_it(copied: Path, run: Run) -> None:
    ratio = next(r for r in rows_of(copied / RATIOS) if r["power"] == "1")
    known = next(w for w in rows_of(copied / NUMBERS) if w["measure_id"] == ratio["denominator"])
    changed = str(F(known["value"]) * 2)
    set_cell(copied / NUMBERS, "value", changed, lambda row: row["measure_id"] == known["measure_id"])
    status, lines = run()
    assert status == 1
    assert f"{ratio['ratio_id']}: its witness is not that of its parts" in lines


def test_a_missing_number_of_a_witness_is_reported(copied: Path, run: Run) -> None:
    stated = next(s for s in rows_of(copied / STATED) if s["observation_id"].split(":")[1] == "level")
    numbers = [w for w in rows_of(copied / NUMBERS) if w["measure_id"] != stated["measure_id"]]
    write_rows(copied / NUMBERS, numbers)
    assert f"{stated['observation_id']}: its witness lies outside what is printed" in run()[1]


def test_a_negative_number_of_a_witness_is_reported(copied: Path, run: Run) -> None:
    measure = next(m["measure_id"] for m in rows_of(copied / MEASURES) if m["not_negative"] == "true")
    set_cell(copied / NUMBERS, "value", "-1", lambda row: row["measure_id"] == measure)
    assert f"{measure}: is negative" in run()[1]
