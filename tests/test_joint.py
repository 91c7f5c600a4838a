"""The joint system on made-up figures: measures, edits, components, exact arithmetic, contradictions, stored proofs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction as F

import pytest

from checks.joint.contradictions import Contradiction, contradictions
from checks.joint.corroboration import corroborations
from checks.joint.derive import joint_system
from checks.joint.digest import component_id
from checks.joint.engine import Engine
from checks.joint.exact import combination, solve
from checks.joint.rows import HIGH, LOW
from checks.joint.steps import shortened
from checks.joint.system import Edit, System
from checks.model.observation import Observation, Series
from checks.model.reference import Reference
from checks.model.relation import HARD, SOFT
from scripts.proving.decimals import outward
from scripts.proving.store import PROOFS, RESULTS, current, merged, still_true, unproven

from .rules import (
    FLOWS,
    ITEMS,
    a_series,
    average,
    change,
    count,
    equation,
    faster,
    figure,
    growth,
    lead,
    level,
    multiple,
    parts_of,
    rank,
    ratio_part,
    reference,
    said,
    share,
    share_change,
    some_series,
    stating,
)

ALL = reference(parts_of("yes"))
SOME = reference(parts_of("no"))
NOTHING = reference()
NOW, BEFORE, EARLIER = "first@2023:doc", "first@2022:doc", "first@2021:doc"
WHOLE, WHOLE_BEFORE = "whole@2023:doc", "whole@2022:doc"
GROWTH, GROWTH_BEFORE = "first@2023:growth_rate:2022:doc", "first@2022:growth_rate:2021:doc"
OF_WHOLE = "whole@2023:growth_rate:2022:doc"
SHARE, SHARE_BEFORE = "first@2023:share:whole:doc", "first@2022:share:whole:doc"


def system_of(*figures: Observation, series: Mapping[str, Series] = ITEMS, known: Reference = NOTHING) -> System:
    return joint_system(figures, series, known)


def forms(system: System) -> set[str]:
    """Every ratio and edit, written out."""
    ratios = {f"{r.numerator} = ({r.offset} + {r.measure})^{r.power} x {r.denominator}" for r in system.ratios.values()}
    return ratios | {_form(e) for e in system.edits.values()}


def _form(edit: Edit) -> str:
    sign = {"equal": "=", "at_least": ">=", "more_than": ">"}[edit.operator]
    return f"{edit.family}: {' '.join(f'{int(c):+} {m}' for m, c in edit.terms)} {sign} {edit.constant}"


# --- which measure a figure states, and what it is made of ---------------------------------------------------------

ABOVE = f"{NOW} = (1 + {GROWTH})^1 x {BEFORE}"
ABOVE_BEFORE = f"{BEFORE} = (1 + {GROWTH_BEFORE})^1 x {EARLIER}"
WHOLE_ABOVE = f"{WHOLE} = (1 + {OF_WHOLE})^1 x {WHOLE_BEFORE}"
PART, PART_BEFORE = f"{NOW} = (0 + {SHARE})^1 x {WHOLE}", f"{BEFORE} = (0 + {SHARE_BEFORE})^1 x {WHOLE_BEFORE}"
INCREASE, OF_ALL = "first@2023:change:2022:doc", "whole@2023:change:2022:doc"
ROSE = f"difference: +1 {INCREASE} -1 {NOW} +1 {BEFORE} = 0"
ALL_ROSE = f"difference: +1 {OF_ALL} -1 {WHOLE} +1 {WHOLE_BEFORE} = 0"
MOVED = "first@2023:change_in_share:whole:2022:doc"

STATED = [
    ("a level", level("first", "5"), NOW, set()),
    ("a growth rate", growth("first", "5"), GROWTH, {ABOVE}),
    ("a growth rate since an earlier year", growth("first", "5", since="2021"), "first@2023:growth_rate:2021:doc",
     {f"{NOW} = (1 + first@2023:growth_rate:2021:doc)^1 x {EARLIER}"}),
    ("a share", share("first", "whole", "5"), SHARE, {PART}),
    ("a share of a whole in itself", share("whole", "whole", "100"), "whole@2023:share:doc",
     {"whole: +1 whole@2023:share:doc = 1"}),
    ("a change", change("first", "5"), INCREASE, {ROSE}),
    ("a change in share", share_change("first", "whole", "5"), MOVED,
     {PART, PART_BEFORE, WHOLE_ABOVE, f"difference: +1 {MOVED} -1 {SHARE} +1 {SHARE_BEFORE} = 0",
      f"{MOVED}/unchanged = (0 + {SHARE_BEFORE})^1 x {WHOLE}", f"{MOVED}/unchanged = (1 + {OF_WHOLE})^1 x {BEFORE}",
      f"difference: +1 {MOVED}/excess -1 {NOW} +1 {MOVED}/unchanged = 0",
      f"{MOVED}/excess = (0 + {MOVED})^1 x {WHOLE}"}),
    ("a change in growth", faster("first", "5"), "first@2023:change_in_growth_rate:2022:doc",
     {ABOVE, ABOVE_BEFORE,
      f"difference: +1 first@2023:change_in_growth_rate:2022:doc -1 {GROWTH} +1 {GROWTH_BEFORE} = 0"}),
    ("a growth gap", lead("first", "whole", "5"), "first@2023:growth_gap:whole:2022:doc",
     {ABOVE, WHOLE_ABOVE, f"difference: +1 first@2023:growth_gap:whole:2022:doc -1 {GROWTH} +1 {OF_WHOLE} = 0"}),
    ("a contribution", figure("first", "5", "contribution_to_growth", "whole"),
     "first@2023:contribution_to_growth:whole:2022:doc",
     {ROSE, f"{INCREASE} = (0 + first@2023:contribution_to_growth:whole:2022:doc)^1 x {WHOLE_BEFORE}"}),
    ("a share of growth", figure("first", "5", "share_of_growth", "whole"),
     "first@2023:share_of_growth:whole:2022:doc",
     {ROSE, ALL_ROSE, f"growing: +1 {OF_ALL} > 0",
      f"{INCREASE} = (0 + first@2023:share_of_growth:whole:2022:doc)^1 x {OF_ALL}"}),
    ("an average growth rate", average("first", "5", "2020"), "first@2023:average_growth_rate:2020:doc",
     {f"{NOW} = (1 + first@2023:average_growth_rate:2020:doc)^3 x first@2020:doc"}),
    ("a multiple of another level", multiple("first", "whole", "5"), "first@2023:multiple:whole:doc",
     {f"{NOW} = (0 + first@2023:multiple:whole:doc)^1 x {WHOLE}"}),
    ("a multiple above another level", multiple("first", "whole", "5", "excess"), "first@2023:multiple:whole:doc",
     {f"{NOW} = (1 + first@2023:multiple:whole:doc)^1 x {WHOLE}"}),
    ("a multiple of its own earlier level", multiple("first", "first", "5", since="2022"),
     "first@2023:multiple:2022:doc", {f"{NOW} = (0 + first@2023:multiple:2022:doc)^1 x {BEFORE}"}),
    ("a multiple of another growth", multiple("first", "whole", "5", since="2022"),
     "first@2023:multiple:whole:2022:doc",
     {ABOVE, WHOLE_ABOVE, f"{GROWTH} = (0 + first@2023:multiple:whole:2022:doc)^1 x {OF_WHOLE}"}),
    ("an intensity, which is the level of a series per unit",
     figure("first", "5", "intensity", "whole", since="2023"), NOW, set()),
    ("an index", figure("first", "5", "index", "_Z", since="2022"), "first@2023:index:2022:doc", set()),
]  # fmt: skip


@pytest.mark.parametrize(("o", "measure", "made_of"), [s[1:] for s in STATED], ids=[s[0] for s in STATED])
def test_a_figure_states_a_measure_that_is_made_of_levels(o: Observation, measure: str, made_of: set[str]) -> None:
    system = system_of(o)
    assert system.statements[o.observation_id].measure == measure
    assert system.statements[o.observation_id].factor == 1
    assert forms(system) == made_of


def test_a_part_of_a_ratio_is_a_share_a_hundred_times_as_large() -> None:
    o = ratio_part("first", "whole", "40")
    system = system_of(o)
    assert (system.statements[o.observation_id].measure, system.statements[o.observation_id].factor) == (SHARE, 100)
    assert forms(system) == {PART}


def test_figures_of_unnamed_periods_are_private() -> None:
    figures = (growth("first", "5", time="_U", since="2022"), growth("first", "6", time="2023", since="_U"))
    system = system_of(*figures)
    assert [s.measure for s in system.statements.values()] == [o.observation_id for o in system_figures(system)]
    assert not system.ratios


def system_figures(system: System) -> Iterable[Observation]:
    return (s.observation for s in system.statements.values())


def test_the_end_of_a_band_over_years_is_no_level() -> None:
    o = figure("first", ">5", time="2020/P4Y")
    assert system_of(o).statements[o.observation_id].measure == o.observation_id


def test_two_prints_of_one_fact_state_one_measure() -> None:
    system = system_of(level("first", "5"), level("first", "5.1", variant=2), level("first", ">4"))
    assert {s.measure for s in system.statements.values()} == {NOW}


def test_levels_of_two_agencies_are_not_connected() -> None:
    series = some_series(a_series("whole"), a_series("first", item="A", source_agency="exchange"))
    figures = [share("first", "whole", "5"), lead("first", "whole", "5"), share_change("first", "whole", "5")]
    figures += [figure("first", "5", kind, "whole") for kind in ("contribution_to_growth", "share_of_growth")]
    assert forms(system_of(*figures, series=series)) == set()


def test_nothing_is_divided_by_a_balance() -> None:
    figures = [share("exports", "balance", "5"), growth("balance", "5"), share_change("exports", "balance", "5")]
    assert forms(system_of(*figures, series=FLOWS)) == set()


def test_levels_are_not_negative_but_balances_may_be() -> None:
    system = system_of(level("exports", "5"), level("balance", "-5"), series=FLOWS)
    assert "exports@2023:doc" in system.not_negative
    assert "balance@2023:doc" not in system.not_negative


# --- edits -------------------------------------------------------------------------------------------------------


def test_a_partition_gives_one_edit_even_for_parts_that_are_not_printed() -> None:
    system = system_of(level("whole", "9"), level("first", "5"), known=ALL)
    assert forms(system) == {f"part_whole: +1 {WHOLE} -1 {NOW} -1 second@2023:doc = 0"}


@pytest.mark.parametrize("kind", ["no", "unknown", "residual"])
def test_parts_that_do_not_exhaust_the_whole_stay_within_it(kind: str) -> None:
    system = system_of(level("whole", "9"), level("first", "5"), level("second", "3"), known=reference(parts_of(kind)))
    assert forms(system) == {f"within: +1 {WHOLE} -1 {NOW} -1 second@2023:doc >= 0"}


def test_overlapping_parts_stay_within_the_whole_one_by_one() -> None:
    known = reference(parts_of("overlapping"))
    system = system_of(level("whole", "9"), level("first", "5"), level("second", "8"), known=known)
    assert forms(system) == {f"within: +1 {WHOLE} -1 {part}@2023:doc >= 0" for part in ("first", "second")}


def test_flows_are_connected_as_soon_as_two_are_known() -> None:
    total, balance = (
        f"flow_{name}: +1 {name}@2023:doc -1 exports@2023:doc {sign}1 imports@2023:doc = 0"
        for name, sign in (("total", "-"), ("balance", "+"))
    )
    assert forms(system_of(level("exports", "5"), series=FLOWS)) == set()
    assert forms(system_of(level("exports", "5"), level("total", "9"), series=FLOWS)) == {total, balance}


def test_words_and_identities_are_edits_that_can_be_released() -> None:
    first, second = level("first", "5"), level("second", "3")
    claim = said("above_all", first, second)
    system = system_of(first, second, known=reference(claim, equation("sum", "at_least", first, second)))
    assert forms(system) == {
        f"claim: +1 {NOW} -1 second@2023:doc > 0",
        f"identity: +1 {NOW} -1 second@2023:doc >= 0",
    }
    assert all(e.items == (e.edit_id,) for e in system.edits.values())


def test_an_order_by_rank_rests_on_the_printed_places() -> None:
    places = rank("first", "whole", "1"), rank("second", "whole", "2")
    system = system_of(*places)
    (edit,) = system.edits.values()
    assert _form(edit) == f"rank_order: +1 {NOW} -1 second@2023:doc >= 0"
    assert edit.items == tuple(o.observation_id for o in places)
    assert not system.without(edit.items[:1]).edits


# --- components --------------------------------------------------------------------------------------------------


def test_figures_that_share_no_measure_are_apart() -> None:
    figures = [level("whole", "9"), share("first", "whole", "50"), level("second", "3", "2022")]
    parts = system_of(*figures).components()
    assert [sorted(p.statements) for p in parts] == [
        sorted(o.observation_id for o in figures[:2]),
        [figures[2].observation_id],
    ]
    assert parts[0].not_negative == {NOW, WHOLE}
    assert set(parts[1].quantities) == {"second@2022:doc"}


def test_documents_are_apart() -> None:
    figures = [level("whole", "9"), level("whole", "8", document="other")]
    assert len(system_of(*figures).components()) == 2


def test_pruning_leaves_what_can_be_learned_from() -> None:
    """The growth needs a base that nothing names; the sum of the parts binds all three levels."""
    kept = system_of(level("whole", "9"), level("first", "5"), level("second", "4"), growth("first", "5"), known=ALL)
    assert forms(kept.pruned()) == {f"part_whole: +1 {WHOLE} -1 {NOW} -1 second@2023:doc = 0"}
    assert kept.pruned().statements == kept.statements


def test_pruning_keeps_a_sum_that_an_unprinted_part_cannot_always_meet() -> None:
    """What is left for the second part must not be negative; for a whole that is not printed anything will do."""
    assert forms(system_of(level("whole", "9"), level("first", "5"), known=ALL).pruned()) != set()
    assert (
        forms(system_of(level("first", "9"), level("second", "5"), growth("whole", "1"), known=ALL).pruned()) == set()
    )


# --- exact arithmetic --------------------------------------------------------------------------------------------


def test_equations_are_solved_exactly() -> None:
    one, third = F(1), F(1, 3)
    assert solve([({0: one, 1: one}, F(3)), ({0: one, 1: -one}, third)], 2) == [F(5, 3), F(4, 3)]
    assert solve([({0: one, 1: one}, F(3))], 3) in ([F(3), F(0), F(0)], [F(0), F(3), F(0)])
    assert solve([({0: one}, F(3)), ({0: 2 * one}, F(5))], 1) is None
    assert solve([({}, F(0))], 1) == [F(0)]
    assert solve([({}, F(1))], 1) is None


def test_rows_are_combined_exactly_in_all_but_the_free_entry() -> None:
    rows = [{"x": F(1), "y": F(2), "1": F(7)}, {"y": F(1), "1": F(1)}]
    assert combination(rows, {"x": F(3)}, "1") == [F(3), F(-6)]
    assert combination(rows, {"z": F(1)}, "1") is None
    assert combination(rows[:1], {"x": F(1)}, "1") is None


@pytest.mark.parametrize("value", [F(1, 3), F(-1, 3), F(2, 3) * 10**15, F(-7, 11) / 10**9, F(0), F(5)])
def test_proven_ends_are_rounded_outward(value: F) -> None:
    low, high = shortened(value, LOW), shortened(value, HIGH)
    assert low <= value <= high
    assert high - low <= abs(value) / 10**11
    assert F(outward(value, LOW, 2)) <= value <= F(outward(value, HIGH, 2))


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [("1.234", "1.23", "1.24"), ("-1.234", "-1.24", "-1.23"), ("1.2", "1.2", "1.2"), ("0", "0", "0"),
     ("-0.001", "-0.01", "0"), ("100", "100", "100"), ("-3.999", "-4", "-3.99")],
)  # fmt: skip
def test_published_ends_drop_trailing_zeros_only(value: str, low: str, high: str) -> None:
    assert outward(F(value), LOW, 2) == low
    assert outward(F(value), HIGH, 2) == high


# --- the engine --------------------------------------------------------------------------------------------------


def interval(system: System, measure: str) -> tuple[F | None, F | None]:
    engine = Engine(system)
    engine.tighten()
    low, high = (engine.best(measure, side) for side in (LOW, HIGH))
    assert engine.unproven == 0
    return (None if low is None else low.bound.value, None if high is None else high.bound.value)


def test_a_part_that_is_not_printed_is_what_the_others_leave() -> None:
    # [99.95, 100.05) - [59.95, 60.05) in 100 million dollars
    system = system_of(level("whole", "100.0"), level("first", "60.0"), known=ALL)
    assert interval(system, "second@2023:doc") == (F("39.9") * 10**8, F("40.1") * 10**8)


def test_a_level_before_growth_is_enclosed() -> None:
    # [109.5, 110.5) / [1.095, 1.105)
    low, high = interval(system_of(level("first", "110"), growth("first", "10")), BEFORE)
    assert low == shortened(F("109.5") / F("1.105") * 10**8, LOW)
    assert high == shortened(F("110.5") / F("1.095") * 10**8, HIGH)


def test_an_average_growth_rate_is_a_root() -> None:
    # the cube root of [133.05, 133.15)/[99.95, 100.05), about 10 percent
    figures = level("first", "133.1"), level("first", "100.0", "2020"), average("first", "10", "2020")
    system = system_of(*figures)
    engine = Engine(system)
    with engine.without([figures[2].observation_id]):
        low, high = (engine.best("first@2023:average_growth_rate:2020:doc", side) for side in (LOW, HIGH))
    assert low is not None and high is not None
    assert (1 + low.bound.value) ** 3 <= F("133.05") / F("100.05")
    assert (1 + high.bound.value) ** 3 >= F("133.15") / F("99.95")
    assert high.bound.value - low.bound.value < F(1, 1000)


def test_what_is_left_for_a_figure_never_rests_on_it() -> None:
    """Also where the figure is the denominator of another: the multiple of a growth rate."""
    figures = [growth("first", "20.0"), growth("whole", "10.0"), multiple("first", "whole", "2.0", since="2022")]
    figures += [level("first", "120.0"), level("first", "100.0", "2022"), level("whole", "110.0")]
    figures += [level("whole", "100.0", "2022"), lead("first", "whole", "10.0")]
    system = system_of(*figures)
    engine = Engine(system)
    engine.tighten()
    for c in corroborations(system, system, engine):
        for end in (c.low, c.high):
            assert end is None or c.statement.observation.observation_id not in end.bound.rests


# --- contradictions ----------------------------------------------------------------------------------------------


def flagged(
    *figures: Observation, series: Mapping[str, Series] = ITEMS, known: Reference = NOTHING
) -> list[Contradiction]:
    """The contradictions of all components; no answer of the solver goes unproven."""
    return [c for part in system_of(*figures, series=series, known=known).components() for c in contradictions(part)[0]]


PARTS = level("whole", "100"), level("first", "60"), level("second", "45")
"""60 + 45 is 105, at least 59.5 + 44.5 = 104, and not 100."""


def test_a_whole_and_its_parts_contradict_each_other_and_any_one_may_be_wrong() -> None:
    whole, first, second = PARTS
    (found,) = flagged(*PARTS, known=ALL)
    assert found.verdict == HARD
    assert found.items == tuple(sorted(o.observation_id for o in PARTS))
    assert found.releases == tuple((item,) for item in found.items)
    allowed = {
        item: tuple(None if step is None else step.bound.value / 10**8 for step in ends)
        for (_, item), ends in found.allowed.items()
    }
    # the whole in [59.5 + 44.5, 60.5 + 45.5], the first in [99.5 - 45.5, 100.5 - 44.5], the second likewise
    assert allowed == {
        whole.observation_id: (F(104), F(106)),
        first.observation_id: (F(54), F(56)),
        second.observation_id: (F(39), F(41)),
    }


def test_a_second_relation_tells_which_figure_is_wrong() -> None:
    """Both shares agree with the whole and the first part: only the second part can be wrong."""
    _, _, second = PARTS
    figures = *PARTS, share("first", "whole", "60.0"), share("second", "whole", "40.0")
    found = flagged(*figures, known=ALL)
    assert [c.releases for c in found] == [((second.observation_id,),)]


def test_two_contradictions_apart_are_found_both() -> None:
    figures = level("first", "60"), share("first", "whole", "50"), level("whole", "100")
    others = level("second", "60", "2022"), growth("second", "10"), level("second", "90")
    found = flagged(*figures, *others)
    assert [set(c.items) for c in found] == [{o.observation_id for o in group} for group in (figures, others)] or [
        set(c.items) for c in found
    ] == [{o.observation_id for o in group} for group in (others, figures)]


def test_words_are_set_aside_before_figures() -> None:
    first, second = level("first", "5"), level("second", "8")
    (found,) = flagged(first, second, known=reference(said("above_all", first, second)))
    words = f"claim:words:{first.observation_id}:{second.observation_id}"
    assert found.items == tuple(sorted((first.observation_id, second.observation_id, words)))
    assert found.released == (words,)


def test_figures_without_any_level_contradict_each_other_too() -> None:
    """Shares of 60.0 and 30.0 do not make a whole; that all levels are zero does not help."""
    (found,) = flagged(share("first", "whole", "60.0"), share("second", "whole", "30.0"), known=ALL)
    assert (found.verdict, found.touches) == (HARD, False)


def test_two_contradictions_of_open_ends_are_found_even_beside_closed_ones_that_touch() -> None:
    """50 or more and 50 or less leave one number and are no contradiction; 101 = 60.25 + 40.25 is none but by half."""
    touching = level("whole", ">50", "2022"), level("whole", "<50", "2022")
    figures = level("whole", "101"), level("first", "60.2"), level("second", "40.2"), growth("whole", "101")
    (found,) = flagged(*touching, *figures, known=ALL)
    assert (found.verdict, found.touches) == (SOFT, True)
    assert set(found.items) == {o.observation_id for o in figures[:3]}


def test_a_product_excludes_zero_only_if_its_denominator_does() -> None:
    """Growth of 9.95 % exactly lies on the closed end of 10.0: the multiple of it is free to be anything it prints."""
    figures = growth("whole", "10.0"), growth("whole", "<9.95"), multiple("first", "whole", "2.0", since="2022")
    assert flagged(*figures, growth("first", "20")) == []


def test_a_share_that_its_rounded_levels_exclude_is_hard() -> None:
    """Levels [1.5, 2.5) and [6.5, 7.5) allow 20 to 38.5 %; 20.40 of 70.40 is 28.98 % within 0.01, and not 28.57 %."""
    assert flagged(level("first", "2"), level("whole", "7"), share("first", "whole", "28.57")) == []
    exact = level("first", "20.40"), level("whole", "70.40"), share("first", "whole", "28.57")
    assert [c.verdict for c in flagged(*exact)] == [HARD]


def test_a_change_of_rounded_shares_is_soft() -> None:
    """[29.295, 29.305) - [28.195, 28.205) lies in [1.09, 1.11]; had both been rounded before, 0.01 more to each side.

    1.12 is [1.115, 1.125) and within 0.01 of that, 1.14 is not.
    """
    figures = share("first", "whole", "29.30"), share("first", "whole", "28.20", time="2022")
    moved = share_change("first", "whole", "1.12")
    (found,) = flagged(*figures, moved)
    assert found.verdict == SOFT
    (worse,) = flagged(*figures, stating(moved, "1.14"))
    assert worse.verdict == HARD


def test_no_answer_of_the_solver_goes_unproven_in_small_systems() -> None:
    for part in system_of(*PARTS, share("first", "whole", "60.0"), growth("first", "5"), known=ALL).components():
        engine = Engine(part)
        engine.contradiction()
        engine.contradiction(half_up=True)
        assert engine.unproven == 0


# --- stored proofs -----------------------------------------------------------------------------------------------

CONNECTED = level("whole", "100.0"), level("first", "60.0"), share("first", "whole", "60.0")


def identity(*figures: Observation, known: Reference = NOTHING) -> str:
    (part,) = system_of(*figures, known=known).components()
    return component_id(part)


def test_the_id_of_a_component_does_not_depend_on_the_order_or_on_other_components() -> None:
    apart = level("second", "5", "2020")
    assert identity(*CONNECTED) == identity(*reversed(CONNECTED))
    assert identity(*CONNECTED) in {component_id(p) for p in system_of(*CONNECTED, apart).components()}


def test_labels_do_not_change_the_id_of_a_component() -> None:
    renamed = {name: replace(s, label_en="another", label_zh="another") for name, s in ITEMS.items()}
    (part,) = system_of(*CONNECTED, series=renamed).components()
    assert component_id(part) == identity(*CONNECTED)


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize(
    "changes",
    [{"value": F(61)}, {"decimals": 2}, {"rounding": "exact"}, {"unit_mult": 3}, {"obs_status": "F"},
     {"qualifier": "lower", "bound_kind": "strict"}],
    ids=lambda changes: next(iter(changes)),
)  # fmt: skip
def test_any_number_changes_the_id_of_its_component(place: int, changes: dict[str, object]) -> None:
    figures = list(CONNECTED)
    figures[place] = replace(figures[place], **changes)
    assert identity(*figures) != identity(*CONNECTED)


def test_another_edit_changes_the_id_of_a_component() -> None:
    figures = *CONNECTED, level("second", "40.0")
    assert len({identity(*figures, known=k) for k in (ALL, SOME)}) == 2


def test_results_stay_true_as_long_as_their_component_does() -> None:
    system = system_of(*CONNECTED, count("second", "5"))
    tables: dict[str, list[dict[str, str]]] = {name: [] for name in (*RESULTS, *PROOFS)}

    def add(table: str, **cells: str) -> None:
        columns = {**RESULTS, **PROOFS}[table].split(",")
        tables[table].append(dict.fromkeys(columns, "") | cells)

    for name, part in current(system).items():
        add("components", component_id=name)
        add("contradictions", contradiction_id=f"joint:{name}", component_id=name)
        add("contradiction_items", contradiction_id=f"joint:{name}")
        add("certificates", certificate_id=f"of {name}", component_id=name)
        add("certificate_rows", certificate_id=f"of {name}")
        for m in sorted(part.measures):
            add("witnesses", component_id=name, measure_id=m)
        for o in part.statements:
            add("corroboration", observation_id=o)
        for q in part.quantities:
            add("bounds", quantity_id=q)
            add("bound_observations", quantity_id=q)
    assert still_true(tables, system) == tables
    assert unproven(tables, system) == {}

    whole, *others = CONNECTED
    changed = system_of(stating(whole, "99.9"), *others, count("second", "5"))
    kept = still_true(tables, changed)
    (alone,) = (name for name, part in current(system).items() if len(part.statements) == 1)
    assert [row["component_id"] for row in kept["components"]] == [alone]
    assert {name: len(rows) for name, rows in kept.items()} == dict.fromkeys(tables, 1)
    (fresh,) = unproven(tables, changed).values()
    assert len(fresh.statements) == 3
    both = merged(kept, {name: rows[:1] for name, rows in kept.items()})
    assert {name: len(rows) for name, rows in both.items()} == {name: len(rows) for name, rows in kept.items()}
