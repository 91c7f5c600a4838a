"""Listed discrepancies: nothing unexplained, nothing listed in vain, and each entry explains something."""

from __future__ import annotations

from dataclasses import replace

from checks.model.observation import Observation
from checks.problems import Problem
from checks.verdicts.findings import idle, released, unlisted

from .rules import (
    CELLS,
    committed,
    committed_confrontation,
    confronted,
    growth,
    lead,
    level,
    lines,
    parts_of,
    reference,
    said,
    stating,
)

SERIES = CELLS

# exports 100.0 + imports 200.0 = 300.0, but 310.0 is printed; growth 10.0 - 8.0 = 2.0, but a lead of 5.0 is printed
SUM = level("total", "310.0"), level("exports", "100.0"), level("imports", "200.0")
LEAD = growth("total_A", "10.0"), growth("total_B", "8.0"), lead("total_A", "total_B", "5.0")
FIGURES = [*SUM, *LEAD]
WRONG_SUM = "flow_total:total@2023:doc:exports_imports"
WRONG_LEAD = "growth_gap:total_A@2023:doc:total_B:2022"

Row = dict[str, str]


def entry(discrepancy: str, relation: str) -> Row:
    return {"discrepancy_id": discrepancy, "relation_id": relation}


BOTH = [entry("sum", WRONG_SUM), entry("lead", WRONG_LEAD)]


def worst(listed: list[Row]) -> dict[str, str]:
    """The listed relations, each allowed to be a contradiction."""
    return {row["relation_id"]: "violated_hard" for row in listed}


def all_findings(figures: list[Observation], listed: list[Row]) -> list[Problem]:
    """What the three functions say of made-up figures."""
    result = confronted(figures, SERIES)
    return [
        *unlisted(result, worst(listed)),
        *idle(result, listed),
        *released(figures, SERIES, reference(), result, listed),
    ]


def right(figures: list[Observation]) -> list[Observation]:
    """The same figures with the sum and the lead as they should be."""
    values = {SUM[0].observation_id: "300", LEAD[2].observation_id: "2"}
    return [stating(o, values.get(o.observation_id, o.value)) for o in figures]


def test_the_made_up_figures_break_two_relations() -> None:
    assert {v.relation_id for v in confronted(FIGURES, SERIES).violated} == {WRONG_SUM, WRONG_LEAD}
    assert not confronted(right(FIGURES), SERIES).violated


def test_everything_is_in_order_when_both_discrepancies_are_listed() -> None:
    problems = all_findings(FIGURES, BOTH)
    assert not problems, lines(problems)


def test_nothing_listed_and_nothing_violated_is_in_order() -> None:
    assert not all_findings(right(FIGURES), [])


def test_an_unlisted_violation_is_reported_with_its_sentence() -> None:
    (problem,) = unlisted(confronted(FIGURES, SERIES), worst([BOTH[1]]))
    assert (problem.file, problem.column) == ("resources/relations.csv", WRONG_SUM)
    # [309.95, 310.05) against [299.9, 300.1): 309.95 - 300.1 = 9.85
    assert "printed 310.0" in problem.message and "9.85 beyond what rounding explains" in problem.message
    assert problem.message.endswith("correct the figure or list the finding")


def test_without_a_list_every_violation_is_reported() -> None:
    problems = unlisted(confronted(FIGURES, SERIES), worst([]))
    assert {p.column for p in problems} == {WRONG_SUM, WRONG_LEAD}


def test_an_idle_entry_is_reported_by_its_row() -> None:
    problems = idle(confronted(right(FIGURES), SERIES), BOTH)
    assert [(p.file, p.row, p.column) for p in problems] == [
        ("seeds/discrepancy_relations.csv", 2, "relation_id"),
        ("seeds/discrepancy_relations.csv", 3, "relation_id"),
    ]
    assert [p.message for p in problems] == [
        f"{WRONG_SUM} is not violated; take the entry off the list",
        f"{WRONG_LEAD} is not violated; take the entry off the list",
    ]


def test_an_entry_that_names_no_relation_is_idle() -> None:
    problems = idle(confronted(FIGURES, SERIES), [*BOTH, entry("sum", "flow_total:nothing")])
    assert [(p.row, p.message) for p in problems] == [
        (4, "flow_total:nothing is not violated; take the entry off the list")
    ]


def test_an_undetermined_relation_is_idle_on_the_list() -> None:
    figures = [SUM[0], SUM[1], *LEAD]  # imports are not printed: no sum
    assert [p.row for p in idle(confronted(figures, SERIES), BOTH)] == [2]


# --- releasing and restoring -------------------------------------------------------------------------------------


def test_releasing_the_listed_figures_must_make_everything_hold() -> None:
    result = confronted(FIGURES, SERIES)
    problems = released(FIGURES, SERIES, reference(), result, [BOTH[0]])
    # the lead is not listed, so it stays
    (problem,) = problems
    assert problem.file == "seeds/discrepancy_relations.csv"
    assert problem.message == f"with all listed figures released these are still violated: {WRONG_LEAD}"


def test_restoring_the_figures_of_an_entry_that_explains_nothing_is_reported() -> None:
    figures = [*FIGURES, growth("exports_A", "7.0"), lead("exports_A", "total_B", "-1.0")]
    holds = "growth_gap:exports_A@2023:doc:total_B:2022"
    problems = released(figures, SERIES, reference(), confronted(figures, SERIES), [*BOTH, entry("idle", holds)])
    assert [(p.file, p.message) for p in problems] == [
        ("seeds/discrepancies.csv", "idle explains nothing: with its figures restored everything holds")
    ]


def test_each_of_two_entries_is_restored_while_the_other_stays_released() -> None:
    # with the lead right, the entry about it explains nothing, although the sum is still wrong
    figures = [*SUM, LEAD[0], LEAD[1], stating(LEAD[2], "2")]
    problems = released(figures, SERIES, reference(), confronted(figures, SERIES), BOTH)
    assert [p.message for p in problems] == ["lead explains nothing: with its figures restored everything holds"]


def test_an_entry_may_release_several_figures() -> None:
    # the printed total contradicts its flows and its own second statement: two relations, two stated figures
    again = level("total", "300.0", variant=2)
    figures = [*FIGURES, again]
    double = "duplicate:total@2023:doc:level:_Z:_Z:v2"
    assert {v.relation_id for v in confronted(figures, SERIES).violated} == {WRONG_SUM, WRONG_LEAD, double}
    listed = [*BOTH, entry("sum", double)]
    problems = all_findings(figures, listed)
    assert not problems, lines(problems)


def test_restoring_an_entry_restores_a_figure_that_another_entry_names_too() -> None:
    # the total 310.0 contradicts its flows (300) and its parts (100): two entries state the same figure
    parts = level("total_A", "50.0"), level("total_B", "50.0")
    figures, known = [*SUM, *parts], reference(parts_of("yes"))
    result = confronted(figures, SERIES, known)
    wrong_parts = "part_whole:total@2023:doc:split"
    assert {v.relation_id for v in result.violated} == {WRONG_SUM, wrong_parts}
    problems = released(figures, SERIES, known, result, [BOTH[0], entry("parts", wrong_parts)])
    assert not problems, lines(problems)


def test_a_claim_about_a_released_figure_is_released_with_it() -> None:
    a, b = growth("total_A", "5.0"), growth("total_B", "8.0")
    known = reference(said("above_all", a, b))
    result = confronted([a, b], SERIES, known)
    (claim,) = result.violated
    listed = [entry("claim", claim.relation_id)]
    assert not released([a, b], SERIES, known, result, listed)
    assert not idle(result, listed) and not unlisted(result, worst(listed))


# --- the committed package ---------------------------------------------------------------------------------------


def committed_list() -> list[Row]:
    rows = committed().tables["discrepancy_relations"]
    assert rows
    return [dict(row) for row in rows]


def committed_findings(listed: list[Row]) -> list[Problem]:
    package, result = committed(), committed_confrontation()
    return [
        *unlisted(result, worst(listed)),
        *idle(result, listed),
        *released(package.observations, package.series, package.reference, result, listed),
    ]


def test_the_committed_list_explains_everything_and_nothing_in_vain() -> None:
    problems = committed_findings(committed_list())
    assert not problems, lines(problems)


def test_taking_one_discrepancy_off_the_committed_list_is_noticed() -> None:
    whole = committed_list()
    gone = whole[-1]["discrepancy_id"]
    problems = committed_findings([row for row in whole if row["discrepancy_id"] != gone])
    missing = {row["relation_id"] for row in whole if row["discrepancy_id"] == gone}
    assert {p.column for p in problems if p.file == "resources/relations.csv"} == missing
    assert any("still violated" in p.message for p in problems), lines(problems)


def test_a_holding_relation_on_the_committed_list_is_noticed() -> None:
    holding = next(v.relation_id for v in committed_confrontation().verdicts if v.compared and not v.violated)
    problems = committed_findings([*committed_list(), entry("needless", holding)])
    assert [p.message for p in problems] == [
        f"{holding} is not violated; take the entry off the list",
        "needless explains nothing: with its figures restored everything holds",
    ]


def test_correcting_a_listed_figure_makes_its_entry_idle() -> None:
    package = committed()
    soft = next(v for v in committed_confrontation().violated if v.verdict == "violated_soft")
    (name,) = soft.relation.stated.observations
    wanted = round(soft.relation.computed.point * 100, 1)  # in percentage points, one decimal as printed
    figures = [replace(o, value=wanted) if o.observation_id == name else o for o in package.observations]
    result = confronted(figures, package.series, package.reference)
    assert [p.message for p in idle(result, committed_list())] == [
        f"{soft.relation_id} is not violated; take the entry off the list"
    ]
    assert not unlisted(result, worst(committed_list()))
