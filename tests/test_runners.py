"""The same relations through pure functions, Pandera, Great Expectations and Frictionless, clean and damaged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from checks.model.relation import UNDETERMINED
from checks.package.contents import Package
from checks.package.edited import confront_topic
from checks.package.layout import TRACED, key_columns, measure_columns, topic_layouts
from checks.runners import frictionless_runner, gx, pandera_runner
from checks.runners.figures_expectation import PACKAGE
from checks.runners.outcome import Outcome
from checks.runners.suite_specs import CUSTOM
from checks.verdicts.confrontation import Confrontation
from scripts.validating.frames import frame

from .rules import ROOT, committed, committed_confrontation, lines

Row = dict[str, Any]
TOPICS = sorted(topic_layouts())
WORLD, REGION, CATEGORY = "world_services_trade", "china_services_trade_by_region", "china_services_trade_by_category"
DIGITAL, EXPORTS = "china_digitally_deliverable_services", "world_services_exports_by_category"


@cache
def clean(topic: str) -> pd.DataFrame:
    return frame(committed(), topic)


def place(topic: str, key: str) -> int:
    """The row of a frame with this key, such as ``EUROPE/exports/2023``, document and status left out."""
    columns = [column for column in key_columns(topic_layouts()[topic]) if column not in TRACED]
    keys = clean(topic)[columns].astype(str).agg("/".join, axis=1)
    (number,) = keys[keys == key].index
    return int(number)


def with_cell(topic: str, key: str, column: str, change: Callable[[Any], Any]) -> pd.DataFrame:
    edited = clean(topic).copy()
    edited[column] = edited[column].astype(object)
    number = place(topic, key)
    before = edited.at[number, column]
    edited.at[number, column] = change(before)
    assert edited.at[number, column] != before, "nothing was edited"
    return edited


def without_row(topic: str, key: str) -> pd.DataFrame:
    return clean(topic).drop(index=place(topic, key)).reset_index(drop=True)


def with_rows_swapped(topic: str, one: str, other: str) -> pd.DataFrame:
    """The measures of two rows change places; the keys stay."""
    edited = clean(topic).copy()
    a, b = place(topic, one), place(topic, other)
    for column in measure_columns(topic_layouts()[topic]):
        edited.loc[[a, b], column] = edited.loc[[b, a], column].to_list()
    return edited


def listed() -> dict[str, str]:
    return committed().listed


# --- four views of one frame -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """What each runner makes of an edited frame."""

    pure: Confrontation
    pandera: Outcome
    great_expectations: Outcome
    frictionless: Outcome

    @property
    def violated(self) -> dict[str, set[str]]:
        return {
            "pure functions": {v.relation_id for v in self.pure.unexplained(committed().listed)},
            "Pandera": set(self.pandera.violated),
            "Great Expectations": set(self.great_expectations.violated),
            "Frictionless": set(self.frictionless.violated),
        }


def seen(topic: str, edited: pd.DataFrame) -> Seen:
    pure = confront_topic(committed(), topic, edited.astype(object).to_dict("records"))
    return Seen(
        pure,
        pandera_runner.validate(topic, edited),
        gx.validate(topic, edited),  # the committed suite
        frictionless_runner.validate_verdicts(pure, listed()),
    )


@cache
def clean_seen(topic: str) -> Seen:
    return seen(topic, clean(topic))


@dataclass(frozen=True)
class Damage:
    """One way to damage a topic table, and relations that must break (a part of each id), worked out by hand."""

    name: str
    topic: str
    edit: Callable[[], pd.DataFrame]
    breaks: tuple[str, ...]

    @cached_property
    def seen(self) -> Seen:
        return seen(self.topic, self.edit())


DAMAGES = [
    # Europe's exports 3950110 + imports 3431390 = 7381500, printed total 7381510; with 8950110 far from it
    Damage(
        "a leading digit",
        WORLD,
        lambda: with_cell(WORLD, "EUROPE/exports/2023", "value_musd", lambda v: v + 5_000_000),
        (
            "flow_total:services_trade.EUROPE.total.USD.wto@2023",
            "share_level:services_trade.EUROPE.exports.USD.wto@2023",
        ),
    ),
    # the national balance: 381120 - 552000 = -170880, printed -170870; without its sign 341740 too high
    Damage(
        "a sign",
        CATEGORY,
        lambda: with_cell(CATEGORY, "_T/balance/2023", "value_musd", lambda v: -v),
        ("flow_balance:services_trade.CHN.balance.USD.mofcom@2023",),
    ),
    # exports 90340 and imports 38670 make 129010; ten times the exports do not
    Damage(
        "a power of ten",
        DIGITAL,
        lambda: with_cell(DIGITAL, "SI/exports/2023", "value_musd", lambda v: v * 10),
        (
            "flow_total:services_trade.CHN.total.SI.USD.mofcom@2023",
            "part_whole:services_trade.CHN.exports.DDS.USD.mofcom@2023",
        ),
    ),
    # totals stay the same, but exports of 552000 less imports of 381120 are a surplus
    Damage(
        "exports and imports swapped",
        CATEGORY,
        lambda: with_rows_swapped(CATEGORY, "_T/exports/2023", "_T/imports/2023"),
        ("flow_balance:services_trade.CHN.balance.USD.mofcom@2023",),
    ),
    # 808510 of 933120 is 86.6 %, not 68.6 %
    Damage(
        "two digits of a share changed places",
        REGION,
        lambda: with_cell(REGION, "CN_EAST/total/2023", "share_of_china_pc", lambda v: Decimal("68.6")),
        ("share_level:services_trade.CN_EAST.total.USD.mofcom@2023",),
    ),
    # six categories of 2022 make the aggregate of 2022 through growth; 33.9 % is the rate of another row
    Damage(
        "a rate of another row",
        EXPORTS,
        lambda: with_cell(EXPORTS, "SJ/2023", "growth_rate_pc", lambda v: Decimal("33.9")),
        ("part_whole:services_trade.WLD.exports.DDS.USD.wto@2022",),
    ),
    # Africa 1.0 points ahead of the world, not 4.7 behind, implies another growth of the world than Europe does
    Damage(
        "a lead with another number",
        WORLD,
        lambda: with_cell(WORLD, "AFRICA/total/2023", "growth_gap_to_world_pp", lambda v: Decimal("1.0")),
        ("implied_growth:services_trade.WLD.total.USD.wto@2023",),
    ),
]
each_damage = pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.name)

LOSSES = [
    ("an emptied level", REGION, lambda: with_cell(REGION, "CN_EAST/exports/2023", "value_musd", lambda v: None)),
    ("an emptied share", WORLD, lambda: with_cell(WORLD, "ASIA/exports/2023", "share_of_world_pc", lambda v: None)),
    ("a deleted row of a region", REGION, lambda: without_row(REGION, "CN_NORTHEAST/imports/2023")),
    ("a deleted row of a balance", CATEGORY, lambda: without_row(CATEGORY, "SC/balance/2023")),
]
each_loss = pytest.mark.parametrize(("topic", "edit"), [x[1:] for x in LOSSES], ids=[x[0] for x in LOSSES])


@pytest.mark.parametrize("topic", TOPICS)
def test_a_clean_table_passes_in_every_runner(topic: str) -> None:
    found = clean_seen(topic)
    assert found.pure.verdicts
    assert not any(found.violated.values()), found.violated
    for outcome in (found.pandera, found.great_expectations, found.frictionless):
        assert outcome.passed, lines([outcome.runner, *outcome.sentences, *outcome.problems])
        assert outcome.examined > 5


@each_damage
def test_every_runner_names_the_same_broken_relations(damage: Damage) -> None:
    found = damage.seen
    pure = found.violated["pure functions"]
    for start in damage.breaks:
        assert any(name.startswith(start) for name in pure), f"{start} holds; broken:" + lines(sorted(pure))
    for runner, names in found.violated.items():
        assert names == pure, f"{runner} differs:" + lines(sorted(names ^ pure))
    assert not any(o.passed for o in (found.pandera, found.great_expectations, found.frictionless))


@each_damage
def test_every_runner_gives_the_sentence_of_each_broken_relation(damage: Damage) -> None:
    sentences = {v.relation_id: v.sentence for v in damage.seen.pure.violated}
    for outcome in (damage.seen.pandera, damage.seen.great_expectations, damage.seen.frictionless):
        assert outcome.violated
        assert list(outcome.sentences) == [sentences[name] for name in outcome.violated]
        # leads that exclude each other leave no growth to compute other changes of share with
        others = [x for x in outcome.problems if "can no longer be compared" not in x]
        assert not others, lines(others)


@each_loss
def test_a_lost_figure_breaks_no_relation_but_fails_where_relations_are_counted(
    topic: str, edit: Callable[[], pd.DataFrame]
) -> None:
    found = seen(topic, edit())
    assert not any(found.violated.values()), found.violated
    counted = [line for line in found.great_expectations.problems if line.endswith("can no longer be compared")]
    assert counted and not found.great_expectations.passed, lines(found.great_expectations.problems)
    lost = [line for line in found.pandera.problems if line.endswith("can no longer be compared")]
    assert lost and not found.pandera.passed, lines(found.pandera.problems)
    before = {v.relation_id for v in clean_seen(topic).pure.verdicts if v.verdict != UNDETERMINED}
    gone = before - {v.relation_id for v in found.pure.verdicts if v.verdict != UNDETERMINED}
    assert {line.split("relation ")[1].split(" can no longer")[0] for line in lost} == gone
    if len(edit()) < len(clean(topic)):
        rows = f"{topic}: expect_table_row_count_to_equal  fails: {{'observed_value': {len(clean(topic)) - 1}}}"
        assert rows in found.great_expectations.problems


@pytest.mark.parametrize("topic", TOPICS)
def test_an_empty_frame_never_passes(topic: str) -> None:
    assert confront_topic(committed(), topic, []).verdicts == ()
    nothing = Confrontation(())
    outcomes = [
        pandera_runner.validate(topic, clean(topic).iloc[0:0]),
        pandera_runner.validate_verdicts(nothing, committed()),
        gx.validate(topic, clean(topic).iloc[0:0]),
        frictionless_runner.validate_verdicts(nothing, listed()),
    ]
    passed = [outcome for outcome in outcomes if outcome.passed]
    assert not passed, lines(passed)


def test_a_frame_without_columns_never_passes() -> None:
    assert not pandera_runner.validate(REGION, pd.DataFrame()).passed
    assert not gx.validate(REGION, pd.DataFrame()).passed


def test_a_column_or_row_too_many_fails_in_great_expectations() -> None:
    for edited, said in ((clean(REGION).assign(remark="x"), "columns_to_match"), (doubled(), "columns_to_be_unique")):
        problems = gx.validate(REGION, edited).problems
        assert any(said in line for line in problems), lines(problems)


def test_the_expectation_fails_for_a_lost_relation_even_where_all_cells_are_in_order() -> None:
    kwargs = {"topic": REGION, "family": "flow_total", "relation_severity": "hard", "listed": {}}
    expectation = gx.ExpectFiguresToAgree(relations=["flow_total:a"], **kwargs)
    held = {
        "relation_id": "flow_total:a",
        "family": "flow_total",
        "severity": "hard",
        "verdict": "holds",
        "sentence": "",
    }
    for relations, lost in (
        ([held], []),
        ([{**held, "verdict": UNDETERMINED}], ["flow_total:a"]),
        ([], ["flow_total:a"]),
    ):
        found = expectation._validate({"table.figure_relations": {"relations": relations, "cells": []}})
        assert (found["success"], found["result"]["lost"]) == (not lost, lost)


def test_an_outcome_that_examined_nothing_has_not_passed() -> None:
    assert not Outcome("any", 0).passed
    assert Outcome("any", 1).passed
    assert not Outcome("any", 1, problems=("x",)).passed
    assert not Outcome("any", 1, violated=("x",), sentences=("y",)).passed


def test_numbers_may_be_text_integers_or_floats_for_the_rules() -> None:
    rows = clean(WORLD).astype(object).to_dict("records")
    expected = [(v.relation_id, v.verdict, v.slack) for v in clean_seen(WORLD).pure.verdicts]
    assert expected
    for kind in (str, float):
        columns = measure_columns(topic_layouts()[WORLD])
        typed = [{k: kind(v) if k in columns and v is not None else v for k, v in row.items()} for row in rows]
        found = [(v.relation_id, v.verdict, v.slack) for v in confront_topic(committed(), WORLD, typed).verdicts]
        assert found == expected


def test_the_order_of_rows_and_columns_does_not_matter_to_the_rules() -> None:
    rows = clean(WORLD).astype(object).to_dict("records")
    turned = [dict(reversed(row.items())) for row in reversed(rows)]
    assert confront_topic(committed(), WORLD, turned) == clean_seen(WORLD).pure


def test_the_whole_package_gives_the_same_verdicts_in_pandera_and_frictionless() -> None:
    result = committed_confrontation()
    for known in (listed(), {}):
        package = with_listed(set(known))
        outcomes = [
            pandera_runner.validate_verdicts(result, package),
            frictionless_runner.validate_verdicts(result, known),
        ]
        expected = {v.relation_id for v in result.violated} - set(known)
        assert [set(o.violated) for o in outcomes] == [expected, expected]
        assert {o.examined for o in outcomes} == {len(result.verdicts)}
        assert [o.passed for o in outcomes] == [bool(known)] * 2


# --- listed discrepancies and severity ---------------------------------------------------------------------------


def with_listed(names: set[str]) -> Package:
    """The committed package with only these relations listed."""
    rows = [r for r in committed().tables["discrepancy_relations"] if r["relation_id"] in names]
    return replace(committed(), tables={**committed().tables, "discrepancy_relations": rows})


def test_relations_across_agencies_are_information_and_fail_all_the_same_unless_listed() -> None:
    """docs/method.md: either way a violation must be listed. Great Expectations' severity only says how grave it is."""
    infos = {v.relation_id for v in committed_confrontation().violated if v.relation.severity == "info"}
    assert infos and infos <= set(listed())
    package = with_listed(set(listed()) - infos)
    outcomes = [
        gx.validate(CATEGORY, clean(CATEGORY), package),
        pandera_runner.validate(CATEGORY, clean(CATEGORY), package),
    ]
    for outcome in outcomes:
        assert set(outcome.violated) == infos
        assert not outcome.passed


def test_the_severity_of_an_expectation_follows_that_of_its_relations(subtests: pytest.Subtests) -> None:
    seen_severities = set()
    for topic in TOPICS:
        for expectation in spec(topic)["expectations"]:
            if expectation["type"] == CUSTOM:
                with subtests.test(topic=topic, family=expectation["kwargs"]["family"]):
                    severity = expectation["kwargs"]["relation_severity"]
                    seen_severities.add(severity)
                    assert expectation["severity"] == {"hard": "critical", "info": "info"}[severity]
    assert seen_severities == {"hard", "info"}


def test_every_decided_family_and_severity_of_a_table_has_its_expectation(subtests: pytest.Subtests) -> None:
    for topic in TOPICS:
        with subtests.test(topic=topic):
            verdicts = clean_seen(topic).pure.verdicts
            decided = {(v.relation.family, v.relation.severity) for v in verdicts if v.verdict != UNDETERMINED}
            kwargs = [e["kwargs"] for e in spec(topic)["expectations"] if e["type"] == CUSTOM]
            assert {(k["family"], k["relation_severity"]) for k in kwargs} == decided
            assert all(k["relations"] for k in kwargs)


# --- suites ------------------------------------------------------------------------------------------------------


def spec(topic: str) -> dict[str, Any]:
    return json.loads((gx.SUITES / f"{topic}.json").read_text("utf-8"))


def test_there_is_one_suite_for_each_topic_table() -> None:
    assert sorted(path.stem for path in gx.SUITES.glob("*.json")) == TOPICS


@pytest.mark.parametrize("topic", TOPICS)
def test_a_committed_suite_loads_completely_and_equals_the_one_built_in_code(topic: str) -> None:
    loaded, built = gx.load_suite(gx.SUITES / f"{topic}.json"), gx.build_suite(committed(), topic)
    wanted = spec(topic)["expectations"]
    assert len(loaded.expectations) == len(wanted) > 10
    for one, other, raw in zip(loaded.expectations, built.expectations, wanted, strict=True):
        assert one.expectation_type == other.expectation_type == raw["type"]
        assert one.configuration.kwargs == other.configuration.kwargs
        assert one.severity == other.severity == raw["severity"]
        assert raw["kwargs"].items() <= one.configuration.kwargs.items()


def test_the_committed_suite_and_the_built_one_give_the_same_result() -> None:
    damage = next(d for d in DAMAGES if d.topic == REGION)
    outcome = damage.seen.great_expectations
    assert outcome.violated
    assert outcome == gx.validate(REGION, damage.edit(), committed())
    assert outcome.examined == len(spec(REGION)["expectations"])


def test_validating_leaves_no_package_behind() -> None:
    before = PACKAGE.get()
    gx.validate(REGION, clean(REGION), with_listed(set()))
    assert PACKAGE.get() is before


def test_a_suite_that_lost_an_expectation_is_refused() -> None:
    whole = spec(REGION)
    for lost in (0, -1):
        kept = [e for i, e in enumerate(whole["expectations"]) if i != lost % len(whole["expectations"])]
        suite = gx.gx.ExpectationSuite(name=REGION, expectations=kept)
        with pytest.raises(gx.SuiteIncomplete, match=rf"{len(kept)} of {len(kept) + 1} expectations loaded"):
            gx._require_complete(suite, whole)


def test_a_suite_file_with_an_expectation_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    whole = spec(REGION)
    whole["expectations"][-1]["type"] = "expect_figures_to_agre"
    path = tmp_path / "suite.json"
    path.write_text(json.dumps(whole), "utf-8")
    with pytest.raises(gx.SuiteIncomplete, match="expectations loaded"):
        gx.load_suite(path)


def test_a_suite_without_any_consistency_expectation_is_refused() -> None:
    plain = [e for e in spec(REGION)["expectations"] if e["type"] != CUSTOM]
    assert plain
    suite = gx.gx.ExpectationSuite(name=REGION, expectations=plain)
    with pytest.raises(gx.SuiteIncomplete, match="0 of 0 consistency expectations"):
        gx._require_complete(suite, {"name": REGION, "expectations": plain})


def run_python(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GX_ANALYTICS_ENABLED": "false", **variables}
    return subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, text=True, capture_output=True)


def test_loading_a_suite_without_the_custom_class_loses_expectations_and_the_guard_says_so() -> None:
    """Great Expectations logs what it does not know and goes on; only the guard notices."""
    done = run_python(
        f"""
import json
import great_expectations as gx
spec = json.load(open("checks/suites/{REGION}.json", encoding="utf-8"))
suite = gx.ExpectationSuite(name=spec["name"], expectations=spec["expectations"], meta=spec["meta"])
print(len(spec["expectations"]), len(suite.expectations))
from checks.runners import gx as runner
try:
    runner._require_complete(suite, spec)
except runner.SuiteIncomplete as error:
    print(error)
"""
    )
    custom = sum(e["type"] == CUSTOM for e in spec(REGION)["expectations"])
    whole = len(spec(REGION)["expectations"])
    assert custom > 0
    assert done.stdout.splitlines() == [
        f"{whole} {whole - custom}",
        f"suite {REGION}: {whole - custom} of {whole} expectations loaded, 0 of {custom} consistency expectations; "
        "import checks.runners.gx before loading",
    ], done.stdout + done.stderr[-2000:]


# --- Pandera -----------------------------------------------------------------------------------------------------

TRY_PANDERA = f"""
from checks.package.contents import checkout_package
from checks.runners import pandera_runner
from scripts.validating.frames import frame
package = checkout_package()
edited = frame(package, "{REGION}")
edited.loc[3, "value_musd"] = edited.loc[3, "value_musd"] * 10
try:
    print("passed:", pandera_runner.validate("{REGION}", edited, package).passed)
except pandera_runner.ValidationDisabled as error:
    print("disabled:", error)
"""


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"PANDERA_VALIDATION_ENABLED": "False"}, "disabled: Pandera validation is disabled"),
        ({"PANDERA_VALIDATION_DEPTH": "SCHEMA_ONLY"}, "disabled: Pandera validates only in part"),
        ({"PANDERA_VALIDATION_DEPTH": "DATA_ONLY"}, "disabled: Pandera validates only in part"),
        ({"PANDERA_VALIDATION_DEPTH": "SCHEMA_AND_DATA"}, "passed: False"),
    ],
    ids=lambda x: "=".join(*x.items()) if isinstance(x, dict) else "",
)
def test_switching_pandera_off_does_not_make_a_wrong_table_pass(variables: dict[str, str], said: str) -> None:
    """SCHEMA_ONLY once made every table pass, because the relations are a check on data."""
    done = run_python(TRY_PANDERA, **variables)
    assert done.stdout.startswith(said), done.stdout + done.stderr[-2000:]


def test_switching_pandera_off_in_the_process_is_noticed_too() -> None:
    from pandera.config import config_context

    with config_context(validation_enabled=False), pytest.raises(pandera_runner.ValidationDisabled):
        pandera_runner.validate(REGION, clean(REGION), committed())


def test_every_resource_passes_its_pandera_schema(subtests: pytest.Subtests) -> None:
    assert len(committed().tables) > 30
    for name in committed().tables:
        with subtests.test(resource=name):
            problems = pandera_runner.frame_problems(name, frame(committed(), name), committed())
            assert not problems, lines(problems)


def problems_of(edited: pd.DataFrame) -> list[str]:
    return pandera_runner.frame_problems(REGION, edited, committed())


def test_text_in_a_number_column_gives_one_readable_line() -> None:
    edited = with_cell(REGION, "CN_EAST/total/2023", "value_musd", lambda v: "abc")
    assert problems_of(edited) == [f"{REGION}, row 3, column value_musd: 'abc' fails is_decimal"]


def test_a_float_in_a_decimal_column_gives_one_readable_line() -> None:
    edited = with_cell(REGION, "CN_EAST/total/2023", "value_musd", lambda v: 808510.5)
    assert problems_of(edited) == [f"{REGION}, row 3, column value_musd: 808510.5 fails is_decimal"]


def test_a_missing_column_gives_one_readable_line() -> None:
    (line,) = problems_of(clean(REGION).drop(columns="value_musd"))
    assert line.startswith(f"{REGION}, ") and line.endswith("'value_musd' fails column_in_dataframe")


def test_an_extra_column_gives_one_readable_line() -> None:
    (line,) = problems_of(clean(REGION).assign(remark="x"))
    assert line.startswith(f"{REGION}, ") and line.endswith("'remark' fails column_in_schema")


def test_a_column_of_another_type_gives_one_readable_line() -> None:
    (line,) = problems_of(clean(REGION).assign(ref_area_en=range(len(clean(REGION)))))
    assert line.startswith(f"{REGION}, ") and "column ref_area_en: 'int64' fails dtype('string" in line


def test_an_unknown_code_gives_one_readable_line() -> None:
    edited = frame(committed(), "relations")
    edited.loc[0, "verdict"] = "perhaps"
    (line,) = pandera_runner.frame_problems("relations", edited, committed())
    assert line.startswith("relations, row 0, column verdict: 'perhaps' fails isin(")


def doubled() -> pd.DataFrame:
    again = clean(REGION).iloc[[place(REGION, "CN_EAST/exports/2023")]]
    return pd.concat([clean(REGION), again], ignore_index=True)


def test_a_duplicate_key_names_both_rows() -> None:
    (line,) = problems_of(doubled())
    both = f"{place(REGION, 'CN_EAST/exports/2023')}, {len(clean(REGION))}"
    assert line == f"{REGION}, rows {both}: repeat a key; remove one of them"


def test_a_duplicate_key_gives_one_readable_line() -> None:
    assert len(problems_of(doubled())) == 1


@pytest.mark.parametrize(
    "edit",
    [
        lambda: clean(REGION).drop(columns="value_musd"),
        lambda: clean(REGION).drop(columns="flow"),
        lambda: clean(REGION).assign(remark="x"),
        doubled,
        lambda: with_cell(REGION, "CN_EAST/total/2023", "value_musd", lambda v: 808510.0 + 0.25),
    ],
    ids=["missing measure", "missing key", "extra column", "duplicate key", "float"],
)
def test_a_frame_of_another_shape_fails_in_pandera(edit: Callable[[], pd.DataFrame]) -> None:
    edited = edit()
    outcome = pandera_runner.validate(REGION, edited, committed())
    assert outcome.problems and not outcome.passed


@pytest.mark.parametrize("cell", ["abc", Decimal("Infinity")])
def test_a_cell_that_is_no_number_fails_with_a_line_instead_of_a_traceback(cell: object) -> None:
    edited = with_cell(REGION, "CN_EAST/total/2023", "value_musd", lambda v: cell)
    outcome = pandera_runner.validate(REGION, edited, committed())
    assert outcome.problems and not outcome.passed


@pytest.mark.parametrize("column", ["value_musd", "growth_rate_pc", "change_in_growth_rate_pp"])
def test_an_emptied_part_of_an_exhausted_whole_is_noticed(column: str) -> None:
    edited = with_cell(EXPORTS, "SG/2023", column, lambda v: None)
    assert not gx.validate(EXPORTS, edited).passed
    assert not pandera_runner.validate(EXPORTS, edited).passed


def test_a_number_in_a_cell_that_was_empty_is_noticed() -> None:
    edited = clean(REGION).copy()
    number = place(REGION, "CN_CENTRAL_WEST/exports/2023")
    assert edited.at[number, "growth_rate_pc"] is None
    edited.at[number, "growth_rate_pc"] = Decimal("99.9")
    assert not pandera_runner.validate(REGION, edited, committed()).passed


def test_an_emptied_part_of_a_bound_is_noticed() -> None:
    edited = with_cell(REGION, "CN_YRD/total/2023", "growth_rate_pc", lambda v: None)
    assert not gx.validate(REGION, edited).passed
    assert not pandera_runner.validate(REGION, edited).passed


# --- Frictionless ------------------------------------------------------------------------------------------------


def test_frictionless_reports_a_violated_relation_by_its_id() -> None:
    outcome = frictionless_runner.validate_verdicts(committed_confrontation(), {})
    assert set(outcome.violated) == set(listed())
    assert not outcome.problems, lines(outcome.problems)
