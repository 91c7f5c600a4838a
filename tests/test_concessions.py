"""Words and partitions that make a relation hold, found by taking them away."""

from __future__ import annotations

import pytest

from checks.model.observation import Observation
from checks.model.reference import Reference
from checks.verdicts.concessions import PARTITION, QUALIFIER, Concession, concessions

from .rules import FLOWS, ITEMS, confronted, growth, level, parts_of, reference, share

OF_100 = level("first", "40.0"), level("whole", "100.0")
SPLIT = "part_whole:whole@2023:doc:split"


def conceded(figures: list[Observation], known: Reference | None = None, flows: bool = False) -> list[Concession]:
    series, known = (FLOWS if flows else ITEMS), known or reference()
    return concessions(figures, series, known, confronted(figures, series, known))


def named(found: list[Concession]) -> list[tuple[str, str, str]]:
    return [(c.kind, c.subject, c.relation_id) for c in found]


def test_a_word_that_keeps_a_share_from_contradicting_is_a_concession() -> None:
    # about 70 %, where 40.0 of 100.0 are 40 %
    about = share("first", "whole", "~70")
    (found,) = conceded([about, *OF_100])
    assert (found.kind, found.subject) == (QUALIFIER, about.observation_id)
    assert found.relation_id.startswith("share_level:first@2023:doc:whole")
    assert "printed 70, should be 40" in found.sentence and "contradiction" in found.sentence


@pytest.mark.parametrize("text", [">30", "<50", "≲45"])
def test_a_bound_that_is_not_the_number_itself_is_a_concession(text: str) -> None:
    # each of them holds, and 40 % is neither 30 nor 50 nor 45
    bound = share("first", "whole", text)
    assert [(c.kind, c.subject) for c in conceded([bound, *OF_100])] == [(QUALIFIER, bound.observation_id)]


@pytest.mark.parametrize("text", ["~40", ">40", "~40.0", "<40"])
def test_a_word_that_rescues_nothing_is_not_listed(text: str) -> None:
    assert conceded([share("first", "whole", text), *OF_100]) == []


def test_a_word_beside_a_figure_that_nothing_is_compared_with_is_not_listed() -> None:
    assert conceded([share("first", "whole", "~70"), level("whole", "100.0")]) == []


def test_the_ends_of_a_range_are_not_read_as_exact() -> None:
    ends = [share("first", "whole", text, range_id="r") for text in (">30", "<50")]
    assert conceded([*ends, *OF_100]) == []


def test_exact_figures_concede_nothing_even_where_they_contradict() -> None:
    assert conceded([share("first", "whole", "70"), *OF_100]) == []


@pytest.mark.parametrize("kind", ["no", "unknown", "overlapping"])
def test_parts_that_need_not_make_up_the_whole_are_a_concession(kind: str) -> None:
    # 40.0 + 30.0 stay within 100.0 and are not 100.0
    figures = [*OF_100, level("second", "30.0")]
    (found,) = conceded(figures, reference(parts_of(kind)))
    # named by the relation that stands for it today: a bound on the sum, or on each part
    assert (found.kind, found.subject) == (PARTITION, "split") and found.relation_id.startswith(SPLIT)
    assert "printed 100.0, should be 70.0 = 40.0 + 30.0" in found.sentence


@pytest.mark.parametrize("kind", ["no", "unknown", "overlapping", "residual"])
def test_parts_that_make_up_the_whole_anyway_concede_nothing(kind: str) -> None:
    assert conceded([*OF_100, level("second", "60.0")], reference(parts_of(kind))) == []


def test_parts_of_which_one_is_not_printed_concede_nothing() -> None:
    assert conceded(list(OF_100), reference(parts_of("no"))) == []


def test_parts_that_are_said_to_make_up_the_whole_concede_nothing() -> None:
    assert conceded([*OF_100, level("second", "30.0")], reference(parts_of("yes"))) == []


def test_shares_that_overlap_are_a_concession_where_they_pass_100() -> None:
    # 80.0 + 70.0 = 150 %
    shares = [share("first", "whole", "80.0"), share("second", "whole", "70.0")]
    found = conceded(shares, reference(parts_of("overlapping")))
    assert named(found) == [(PARTITION, "split", "share_sum:whole@2023:doc:split")]


def test_growth_beyond_all_parts_is_a_concession_of_an_open_partition() -> None:
    # 9.0 is above 3.0 and 8.0, so some other part grew faster
    rates = [growth(s, text) for s, text in zip(ITEMS, ("9.0", "3.0", "8.0"), strict=True)]
    found = conceded([*rates, level("whole", "1.0")], reference(parts_of("no")))
    assert named(found) == [(PARTITION, "split", "growth_bracket:whole@2023:doc:split:fastest:2022")]


def test_concessions_come_in_order_whatever_the_order_of_the_figures() -> None:
    figures = [share("first", "whole", "~70"), *OF_100, level("second", "30.0"), share("second", "whole", ">10")]
    forth = conceded(figures, reference(parts_of("no")))
    assert forth == conceded(figures[::-1], reference(parts_of("no")))
    assert [c.kind for c in forth] == sorted(c.kind for c in forth)
    assert {c.kind for c in forth} == {QUALIFIER, PARTITION}
    assert len(set(named(forth))) == len(forth)


# --- faults that are open: each test says what is right ----------------------------------------------------------


def test_a_bound_that_fails_anyway_is_no_concession() -> None:
    # more than 50 % contradicts 40 % already; read as exact, the relation has another id and seems to fail anew
    assert conceded([share("first", "whole", ">50"), *OF_100]) == []


def test_an_open_partition_that_fails_anyway_is_no_concession() -> None:
    # 40.0 + 70.0 pass 100.0 already; made exhaustive, the relation loses its :within and seems to fail anew
    assert conceded([*OF_100, level("second", "70.0")], reference(parts_of("no"))) == []


def test_a_word_that_alone_rescues_nothing_is_not_listed_beside_one_that_does() -> None:
    # exactly 100.0 and more than 180 pass 250.0; exactly 180 and about 100 say nothing, so only "about" rescues
    about, bound = level("exports", "~100.0"), level("imports", ">180.0")
    found = conceded([level("total", "250.0"), about, bound], flows=True)
    assert {c.subject for c in found} == {about.observation_id}
