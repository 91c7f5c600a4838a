"""Sentences of contradictions on made-up figures: every expected number is computed by hand beside its test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction as F

import pytest

from checks.joint.contradictions import Contradiction, contradictions
from checks.joint.derive import joint_system
from checks.joint.system import EQUAL, Edit, Ratio, System
from checks.joint.words import Words
from checks.model.observation import Observation, Series
from checks.model.reference import Reference
from checks.model.relation import HARD, SOFT
from scripts.building.pipeline import build
from scripts.proving.decimals import towards
from scripts.proving.names import Names, numbered
from scripts.proving.sentences import sentence
from scripts.proving.store import PROOFS, RESULTS
from scripts.proving.workings import Number, Workings, step_to

from .rules import (
    FLOWS,
    ITEMS,
    ROOT,
    average,
    committed,
    figure,
    growth,
    lead,
    level,
    parts_of,
    rank,
    ratio_part,
    reference,
    said,
    share,
    share_change,
)

ALL = reference(parts_of("yes"))
NOTHING = reference()
LABELS = {
    "whole": "Land: Trade, exports",
    "first": "Land: Trade (Travel), exports",
    "second": "Land: Trade (Transport), exports",
    "total": "Land: Trade, exports and imports",
    "exports": "Land: Trade, exports",
    "imports": "Land: Trade, imports",
    "balance": "Land: Trade, balance",
}


def labelled(series: Mapping[str, Series]) -> dict[str, Series]:
    return {name: replace(s, label_en=LABELS[name]) for name, s in series.items()}


def contradiction(
    *figures: Observation, series: Mapping[str, Series] = ITEMS, known: Reference = NOTHING
) -> tuple[System, Contradiction]:
    """The one contradiction of some figures, with its component."""
    parts = joint_system(figures, labelled(series), known).components()
    (found,) = [(part, c) for part in parts for c in contradictions(part)[0]]
    return found


def told(
    *figures: Observation,
    series: Mapping[str, Series] = ITEMS,
    known: Reference = NOTHING,
    lines: Mapping[str, list[int]] | None = None,
    relations: Mapping[frozenset[str], str] | None = None,
) -> str:
    """The sentence of the one contradiction of some figures; all stand in line 7 unless ``lines`` say otherwise."""
    part, c = contradiction(*figures, series=series, known=known)
    places = lines if lines is not None else {o.observation_id: [7] for o in figures}
    return sentence(part, c, Words(labelled(series), known, places), relations or {})


def opening(text: str) -> str:
    """A sentence without what would agree."""
    return text.partition(" Everything else")[0]


BRACKETS = "Each figure as printed, in brackets the end of its rounding at which the two are nearest:"

# --- an edit that is not met ---------------------------------------------------------------------------------------

EARLIER = (
    level("whole", "100.0"),
    growth("whole", "10.0"),
    level("first", "60.0"),
    growth("first", "20.0"),
    growth("second", "5.0"),
)
"""100.0/1.1 = 90.909 in 2022, and 60.0/1.2 + 40.0/1.05 = 50 + 38.095."""


def test_parts_of_an_earlier_year_are_led_back_to_figures_step_by_step() -> None:
    """At the nearest 100.05/1.1005 = 90.9132 and 59.95/1.1995 + 40.1/1.0495 = 49.9792 + 38.2087 = 88.1878."""
    assert opening(told(*EARLIER, known=ALL)) == (
        "Land: Trade, exports 2022: 90.909 = 100.0/(1 + 10.0%), should be 88.095 = 50.0 + 38.095 "
        "(100 million US dollars). Step by step: Travel 2022: 50.0 = 60.0/(1 + 20.0%); "
        "Transport 2023: 40.0 = 100.0 - 60.0; Transport 2022: 38.095 = 40.0/(1 + 5.0%). "
        "Rounding brings the two no nearer than 90.91 and 88.19. "
        f"{BRACKETS} line 7: 100.0 (100.05), 10.0% (10.05%), 60.0 (59.95), 20.0% (19.95%), 5.0% (4.95%)."
    )


def test_each_figure_is_listed_under_its_lines() -> None:
    whole, growth_of_whole, *others = EARLIER
    lines = {whole.observation_id: [12, 3], growth_of_whole.observation_id: [3]}
    lines |= {o.observation_id: [9] for o in others}
    end = " line 3: 10.0% (10.05%); lines 3 and 12: 100.0 (100.05); line 9: 60.0 (59.95), 20.0% (19.95%), 5.0% (4.95%)."
    assert opening(told(*EARLIER, known=ALL, lines=lines)).endswith(f"nearest:{end}")


def test_figures_are_listed_even_where_their_lines_are_not_known() -> None:
    end = "nearest: 100.0 (100.05), 10.0% (10.05%), 60.0 (59.95), 20.0% (19.95%), 5.0% (4.95%)."
    assert opening(told(*EARLIER, known=ALL, lines={})).endswith(end)


def test_a_level_comes_from_the_two_sums_that_share_an_unknown() -> None:
    """Exports are (300.0 - 100.0)/2 = 100; at the nearest 100.05/89.95 = 1.112285, and growth of 25.0 is 24.95."""
    figures = (
        level("total", "300.0"),
        level("balance", "-100.0"),
        growth("exports", "25.0"),
        level("exports", "90.0", "2022"),
    )
    assert opening(told(*figures, series=FLOWS)) == (
        "Land: Trade, exports 2023, growth since 2022: printed 25.0, should be 11.111 = 100.0/90.0 - 1 (%). "
        "Step by step, in 100 million US dollars: exports 2023: 100.0 = (300.0 - 100.0)/2. "
        "Rounding brings the two no nearer than 24.95 and 11.23. "
        f"{BRACKETS} line 7: 300.0 (300.05), -100.0 (-99.95), 90.0 (89.95), 25.0% (24.95%)."
    )


def test_words_stand_before_the_numbers_that_they_are_about() -> None:
    """At best 5.5 against 7.5."""
    first, second = level("first", "5"), level("second", "8")
    assert told(first, second, known=reference(said("above_all", first, second))) == (
        "It is said: Land: Trade (Travel), exports 2023: printed 5, should be more than 8 = Transport 2023 "
        "(100 million US dollars). Rounding brings the two no nearer than 5.5 and 7.5. "
        f"{BRACKETS} line 7: 5 (5.5), 8 (7.5)."
    )


def test_ranks_that_an_order_rests_on_are_named() -> None:
    figures = level("first", "5"), level("second", "8"), rank("first", "whole", "1"), rank("second", "whole", "2")
    text = opening(told(*figures))
    assert "Land: Trade (Travel), exports 2023: printed 5, should be at least 8 = Transport 2023" in text
    assert text.endswith("line 7: Travel 2023, rank: 1 (RANK); line 7: Transport 2023, rank: 2 (RANK).")


def test_a_change_that_nobody_prints_is_an_amount() -> None:
    """10.0 % of 200.0 is 20, and 90.0/1.2 = 75 became 90.0: 15."""
    figures = (
        level("whole", "200.0", "2022"),
        figure("first", "10.0", "contribution_to_growth", "whole"),
        level("first", "90.0"),
        growth("first", "20.0"),
    )
    assert opening(told(*figures)).startswith(
        "Land: Trade (Travel), exports 2023, change since 2022: 20.0 = 200.0 x 10.0%, should be 15.0 = 90.0 - 75.0 "
        "(100 million US dollars). Step by step: Travel 2022: 75.0 = 90.0/(1 + 20.0%)."
    )


def test_where_only_rates_are_printed_a_level_is_taken_as_100() -> None:
    """1.2 x 1.2 = 1.44 in two years, and 1.44/1.1 = 1.309; at the nearest 1.1995 x 1.1995/1.1005 = 1.307406."""
    figures = growth("first", "10.0", "2022"), growth("first", "20.0"), average("first", "20.0", "2021")
    assert opening(told(*figures)) == (
        "With Land: Trade (Travel), exports 2021 taken as 100, Land: Trade (Travel), exports 2023, growth since 2022: "
        "printed 20.0, should be 30.909 = 144.0/110.0 - 1 (%). Step by step: "
        "Land: Trade (Travel), exports 2023: 144.0 = 100.0 x (1 + 20.0%)^2; "
        "Land: Trade (Travel), exports 2022: 110.0 = 100.0 x (1 + 10.0%). "
        "Rounding brings the two no nearer than 20.05 and 30.74. "
        f"{BRACKETS} line 7: 20.0% (19.95%), 10.0% (10.05%), 20.0% (20.05%)."
    )


def test_rates_and_shares_alone_may_be_explained_by_rounded_numbers_too() -> None:
    """30.0 - 30.0 x 1.25/1.5 = 5, at most 30.05 x (1 - 1.2495/1.5005) = 5.0267; no end is touched."""
    figures = growth("whole", "25.0"), growth("first", "50.0"), share("first", "whole", "30.0")
    figures = *figures, share_change("first", "whole", "5.1")
    _, c = contradiction(*figures)
    assert (c.verdict, c.touches, c.proof.value) == (SOFT, False, 0)
    text = opening(told(*figures))
    assert "printed 5.1, should be 5.0 = 30.0% - 25.0% (percentage points)" in text
    assert "no nearer than 5.050 and 5.027." in text
    assert text.endswith("Computing from rounded numbers would explain it.")


def test_an_end_that_is_touched_is_named() -> None:
    """101 is at least 100.5, and 60.25 + 40.25 is just that."""
    figures = level("whole", "101"), level("first", "60.2"), level("second", "40.2")
    assert opening(told(*figures, known=ALL)) == (
        "Land: Trade, exports 2023: printed 101, should be 100.4 = 60.2 + 40.2 (100 million US dollars). "
        "Rounding brings the two together at 100.5 only, where a half is rounded down. "
        f"{BRACKETS} line 7: 60.2 (60.25), 40.2 (40.25), 101 (100.5)."
    )


# --- a figure that others make something else of -------------------------------------------------------------------

MOVED = (
    level("whole", "100.0"),
    growth("whole", "25.0"),
    level("first", "30.0"),
    growth("first", "50.0"),
    share_change("first", "whole", "7.0"),
)
"""30.0 of 100.0, and 20 of 80 the year before: 30 - 25 = 5."""


def test_a_change_of_a_share_is_the_difference_of_two_shares() -> None:
    """At the nearest 30.05/99.95 x (1 - 1.2495/1.5005) = 0.300650 x 0.167277 = 5.0292 %; 7.0 is at least 6.95."""
    assert opening(told(*MOVED)) == (
        "Land: Trade (Travel), exports 2023, change of its share in Land: Trade, exports since 2022: printed 7.0, "
        "should be 5.0 = 30.0% - 25.0% (percentage points). Step by step, in 100 million US dollars: "
        "Travel 2023, share in Land: 30.0% = 30.0/100.0; Travel 2022: 20.0 = 30.0/(1 + 50.0%); "
        "Land 2022: 80.0 = 100.0/(1 + 25.0%); Travel 2022, share in Land: 25.0% = 20.0/80.0. "
        "Rounding brings the two no nearer than 6.95 and 5.03. "
        f"{BRACKETS} line 7: 30.0 (30.05), 100.0 (99.95), 50.0% (50.05%), 25.0% (24.95%), 7.0 (6.95)."
    )


def test_a_difference_that_rounded_numbers_give_says_so() -> None:
    """92.6 of 1,000.0 is 9.26 %, and 92.6/1.11 = 83.42 of 1,000.0 is 8.34 %; 9.3 - 8.3 is 1.0."""
    moved = share_change("first", "whole", "1.0")
    levels = level("whole", "1000.0"), growth("whole", "0.0"), level("first", "92.6"), growth("first", "11.0")
    assert contradiction(*levels, moved)[1].verdict == SOFT
    assert opening(told(*levels, moved)).endswith("1.0 (0.95). It is what rounded numbers give: 9.3 - 8.3 = 1.0.")


def test_a_hard_contradiction_has_no_excuse() -> None:
    assert contradiction(*MOVED)[1].verdict == HARD
    assert "rounded numbers" not in told(*MOVED)


def test_a_soft_contradiction_of_a_sum_may_be_explained_by_rounded_numbers() -> None:
    """100/3.7 = 27.0, and 60/6 + 40/2.4 = 26.7; but growth of 500 % is also 60 against 10.4 that was rounded to 10."""
    figures = level("first", "60"), growth("first", "500.0"), level("whole", "100"), growth("whole", "270.0")
    figures = *figures, growth("second", "140.0")
    assert contradiction(*figures, known=ALL)[1].verdict == SOFT
    assert opening(told(*figures, known=ALL)).endswith(". Computing from rounded numbers would explain it.")


def test_a_part_of_a_ratio_is_said_as_it_is_printed() -> None:
    """45.0 of 100.0 is 45; at the nearest 44.95/100.05 = 44.928 against 40.05."""
    figures = level("whole", "100.0"), level("first", "45.0"), ratio_part("first", "whole", "40.0")
    text = opening(told(*figures))
    assert (
        "part of a ratio within Land: Trade, exports: printed 40.0, should be 45.0 = 100 x (45.0/100.0) (PURE)" in text
    )
    assert text.endswith(
        f"no nearer than 40.05 and 44.92. {BRACKETS} line 7: 45.0 (44.95), 100.0 (100.05), 40.0 (40.05)."
    )


def test_what_rests_on_rates_proven_before_is_told_too() -> None:
    """20 % less 10 %; at the nearest 119.95/100.05 - 110.05/99.95 = 1.198901 - 1.101051 = 9.785 %."""
    figures = (
        level("first", "120.0"),
        level("first", "100.0", "2022"),
        level("whole", "110.0"),
        level("whole", "100.0", "2022"),
        lead("first", "whole", "5.0"),
    )
    assert opening(told(*figures)) == (
        "Land: Trade (Travel), exports 2023, growth lead over Land: Trade, exports: printed 5.0, "
        "should be 10.0 = 20.0% - 10.0% (percentage points). Step by step: "
        "Travel 2023, growth since 2022: 20.0% = 120.0/100.0 - 1; "
        "Land 2023, growth since 2022: 10.0% = 110.0/100.0 - 1. "
        "Rounding brings the two no nearer than 5.05 and 9.78. "
        f"{BRACKETS} line 7: 120.0 (119.95), 100.0 (100.05), 110.0 (110.05), 100.0 (99.95), 5.0 (5.05)."
    )


# --- lists, and sentences of relations -----------------------------------------------------------------------------

OPEN = level("first", ">60"), level("second", ">50"), level("whole", "100.0")
"""Two lower bounds leave no number to compare the whole with."""


def test_what_cannot_be_computed_is_listed_with_what_all_names_share_said_once() -> None:
    text = opening(told(*OPEN, known=ALL))
    assert text == (
        "Any of these may be true, but not all together: Land: Trade, exports (line 7): "
        "Travel 2023: more than 60 (100 million US dollars); Transport 2023: more than 50 (100 million US dollars); "
        "Land 2023: 100.0 (100 million US dollars)."
    )


def test_a_list_names_the_line_of_each_figure_where_they_differ() -> None:
    lines = {o.observation_id: [number] for number, o in enumerate(OPEN, start=4)}
    text = told(*OPEN, known=ALL, lines=lines)
    assert "Land: Trade, exports: Travel 2023 (line 4): more than 60" in text
    assert "; Transport 2023 (line 5): more than 50" in text
    assert "; Land 2023 (line 6): 100.0" in text


def test_figures_of_one_series_are_listed_by_what_they_do_not_share() -> None:
    assert opening(told(level("first", ">60"), level("first", "<50"))) == (
        "Any of these may be true, but not all together: Land: Trade (Travel), exports (line 7): "
        "2023: more than 60 (100 million US dollars); 2023: less than 50 (100 million US dollars)."
    )


def test_a_relation_that_shows_a_contradiction_is_quoted_and_its_figures_placed() -> None:
    figures = level("whole", "100"), level("first", "60"), level("second", "45")
    relation = {frozenset(o.observation_id for o in figures): "60 + 45 is not 100"}
    lines = {o.observation_id: [number] for number, o in enumerate(figures, start=1)}
    assert told(*figures, known=ALL, relations=relation, lines=lines) == (
        "60 + 45 is not 100. Everything else would agree if Travel 2023 (line 2) were between 54 and 56 (100 million "
        "US dollars); or if Transport 2023 (line 3) were between 39 and 41 (100 million US dollars); or if Land: "
        "Trade, exports 2023 (line 1) were between 104 and 106 (100 million US dollars)."
    )


def test_what_all_remedies_share_is_said_once() -> None:
    figures = level("whole", "100"), level("first", "60"), level("second", "45")
    whole, first, second = (o.observation_id for o in figures)
    part, c = contradiction(*figures, known=ALL)
    alone = {item: ends for (_, item), ends in c.allowed.items()}
    pairs = (first, whole), (second, whole)
    both = replace(c, releases=pairs, allowed={(pair, item): alone[item] for pair in pairs for item in pair})
    assert sentence(part, both, Words(labelled(ITEMS), ALL), {}).endswith(
        " Everything else would agree if Land 2023 were between 104 and 106 (100 million US dollars), and besides "
        "either Travel 2023 were between 54 and 56 (100 million US dollars); or Transport 2023 were between 39 and 41 "
        "(100 million US dollars)."
    )


def test_a_prover_is_told_the_lines_of_every_observation() -> None:
    heard: list[Words] = []

    def listening(*given: object) -> dict[str, list[dict[str, str]]]:
        heard.append(given[-1])
        return {name: [] for name in (*RESULTS, *PROOFS)}

    build(ROOT, listening)
    (words,) = heard
    places = defaultdict(set)
    for link in committed().tables["figure_observations"]:
        places[link["observation_id"]].add(int(link["figure_id"].split(":")[1]))
    found = {o.observation_id: words.lines(o) for o in committed().observations}
    assert found == {name: tuple(sorted(lines)) for name, lines in places.items()}
    assert {len(lines) for lines in found.values()} > {1}, "some facts are printed on several lines"


# --- names ---------------------------------------------------------------------------------------------------------


def test_short_names_leave_out_what_all_labels_share() -> None:
    names = Names(
        {"a": "Land: Trade (Travel), exports", "b": "Land: Trade (Transport), exports", "c": "Land: Trade, exports"}
    )
    assert names.common == "Land: Trade, exports"
    assert names.left == {"a": "Travel", "b": "Transport", "c": ""}
    assert names.by_area == {"a": "Travel", "b": "Transport", "c": "Land"}
    assert names.by_label == {"a": "Travel", "b": "Transport", "c": "Land: Trade, exports"}


def test_the_area_goes_without_saying_beside_a_series_of_the_same() -> None:
    labels = {"a": "Land: Trade, exports", "b": "Land: Trade, imports", "c": "City: Trade, imports", "d": "City: Trade"}
    assert Names(labels).left == {"a": "Land, exports", "b": "Land, imports", "c": "City, imports", "d": "City"}
    assert Names(labels, home="a").left == {"a": "exports", "b": "imports", "c": "City, imports", "d": "City"}


def test_names_that_would_be_ambiguous_are_not_shortened() -> None:
    labels = {"a": "Land: Trade (Travel), exports", "b": "Land: Trade, Travel, exports"}
    names = Names(labels)
    assert (names.left, names.common) == (labels, "")


def test_one_series_is_all_that_its_name_shares() -> None:
    names = Names({"a": "Land: Trade (Travel)", "b": "Land: Trade (Travel)"})
    assert names.common == "Land: Trade (Travel)" and set(names.left.values()) == {""}
    assert set(names.by_area.values()) == {"Land: Trade (Travel)"}


@pytest.mark.parametrize(
    ("lines", "text"), [((), ""), ((9,), "line 9"), ((2, 9), "lines 2 and 9"), ((1, 2, 9), "lines 1, 2 and 9")]
)
def test_lines_are_counted_up(lines: tuple[int, ...], text: str) -> None:
    assert numbered(lines) == text


# --- single steps --------------------------------------------------------------------------------------------------

ONE = F(1)
NUMBERS = {"x": F(12), "y": F(3), "r": F(1, 4)}


@pytest.mark.parametrize(
    ("connection", "unknown", "form", "value"),
    [
        (Edit("e", "", EQUAL, (("z", ONE), ("x", -ONE), ("y", ONE))), "z", "{0} - {1}", 9),
        (Edit("e", "", EQUAL, (("x", ONE), ("y", -ONE), ("z", -ONE))), "z", "{0} - {1}", 9),
        (Edit("e", "", EQUAL, (("z", F(2)), ("x", -ONE), ("y", -ONE))), "z", "({0} + {1})/2", F(15, 2)),
        (Edit("e", "", EQUAL, (("z", ONE), ("x", F(-3)), ("y", F(-3)))), "z", "3 x ({0} + {1})", 45),
        (Edit("e", "", EQUAL, (("z", ONE), ("x", -ONE), ("y", F(-2)))), "z", "{0} + 2 x {1}", 18),
        (Edit("e", "", EQUAL, (("r", ONE), ("z", ONE)), ONE), "z", "- {0} + 100%", F(3, 4)),
        (Ratio("r", "z", "x", 1), "z", "{0} x (1 + {1})", 15),
        (Ratio("r", "z", "x"), "z", "{0} x {1}", 3),
        (Ratio("r", "x", "z", 1, 2), "z", "{0}/(1 + {1})^2", F(192, 25)),
        (Ratio("z", "x", "y", 1), "z", "{0}/{1} - 1", 3),
    ],
)  # fmt: skip
def test_a_connection_is_solved_for_what_is_not_known(
    connection: Edit | Ratio, unknown: str, form: str, value: F
) -> None:
    step = step_to(connection, unknown)
    assert step is not None
    assert (step.form, step.value(NUMBERS)) == (form, value)


def test_no_step_takes_a_root_or_divides_by_zero() -> None:
    assert step_to(Ratio("z", "x", "y", 1, 2), "z") is None
    workings = Workings({"x": Number(ONE, ONE), "r": Number(F(-1), F(-1))})
    workings.follow([Ratio("r", "x", "z", 1)])
    assert "z" not in workings.numbers


@pytest.mark.parametrize(
    ("first", "second", "least", "shown"),
    [
        ("1.2349", "1.1111", 1, ("1.23", "1.12", 2)),
        ("-5.049", "4", 2, ("-5.04", "4", 2)),
        ("10", "99", 0, ("10", "99", 0)),
        ("1.0004", "1.0001", 1, ("1.0004", "1.0001", 5)),
    ],
)
def test_two_numbers_are_never_shown_farther_apart_than_they_are(
    first: str, second: str, least: int, shown: tuple[str, str, int]
) -> None:
    assert towards(F(first), F(second), least) == (F(shown[0]), F(shown[1]), shown[2])
