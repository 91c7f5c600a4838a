"""Corrupted ledgers: the slips, what is re-recorded and confronted of them, and what the measurement says of itself."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from random import Random

import pytest

from checks.model.observation import observations_from_rows
from checks.model.printed import Words
from checks.package.contents import read_package
from checks.problems import InputError
from checks.verdicts.confrontation import confront_all
from scripts import mutate
from scripts.building.ledger import record
from scripts.building.seeds import read_seeds
from scripts.mutating.ledgers import Change
from scripts.mutating.mutants import Mutant, Mutator
from scripts.mutating.operators import LEADING_ZERO, OPERATORS, SAME_DIGITS, SAME_NEIGHBOUR, Place
from scripts.mutating.run import Plan, score
from scripts.mutating.singles import only_numbers, worse
from scripts.mutating.source import SourceCheck
from scripts.mutating.tally import ALL, rate, table
from scripts.mutating.trial import Bench
from scripts.sources.reread import reread

from .conftest import ROOT, Row, listed
from .rules import committed_confrontation
from .test_reread import Book

SMALL = "facilitation2025"
"""A document of few figures, none of which is joined to many others."""
WORDS = Words({}, {"增长": 1, "高": 1, "下降": -1, "低": -1, "逆差": -1}, {})


@cache
def bench() -> Bench:
    return Bench(read_seeds(ROOT), None, seed=0)


@cache
def mutants() -> list[Mutant]:
    return [mutant for figure in bench().mutator.figures for mutant in bench().mutator.mutants(figure)]


def drawn(amount: int, *operators: str) -> list[Mutant]:
    return Random("tests").sample([m for m in mutants() if not operators or m.operator in operators], amount)


def row(printed: str = "", **cells: str) -> Row:
    names = ["unit_printed", "sign_printed", "sign_at", "series_id", "time_period", "reference_period"]
    return {"printed": printed, "kind": "numeral", **dict.fromkeys(names, ""), **cells}


def slips(operator: str, own: Row, following: str = "", sibling: str = "", seed: int = 0) -> list[tuple[object, str]]:
    """What each slip of an operator leaves of a row, in the cells that changed, and the words for it."""
    place = Place(own, WORDS, following, sibling, Random(seed))
    found: list[tuple[object, str]] = []
    for rows, what in OPERATORS[operator](place):
        changed = [{k: v for k, v in r.items() if v != own[k]} for r in rows] if rows is not None else None
        found.append((changed, what))
    return found


def printed(operator: str, text: str, **cells: str) -> list[str]:
    return [changed[0]["printed"] for changed, _ in slips(operator, row(text, **cells)) if changed]  # type: ignore[index]


# --- slips -------------------------------------------------------------------------------------------------------


def test_every_digit_is_mistaken_once_and_the_number_keeps_its_form() -> None:
    for seed in range(30):
        found = [changed[0]["printed"] for changed, _ in slips("wrong_digit", row("190.7"), seed=seed)]  # type: ignore[index]
        for at, text in zip((0, 1, 2, 4), found, strict=True):
            assert len(text) == 5 and [i for i in range(5) if text[i] != "190.7"[i]] == [at], text
            assert text[0] != "0", text


def test_the_zero_before_a_point_may_come_and_go() -> None:
    first = {slips("wrong_digit", row("5.2"), seed=seed)[0][1] for seed in range(60)}
    assert "5.2 -> 0.2" in first
    assert all(text.endswith(".2") for text in first)


def test_a_number_in_words_gets_another_number_word() -> None:
    (text,) = printed("wrong_digit", "第五", kind="word")
    assert text[0] == "第" and text[1] in "一二三四六七八九"
    assert printed("wrong_digit", "持平", kind="word") == []


def test_digits_are_swapped_across_the_point_and_equal_ones_are_left_out() -> None:
    found = slips("swapped_digits", row("3811.2"))
    assert [what for changed, what in found if changed] == ["3811.2 -> 8311.2", "3811.2 -> 3181.2", "3811.2 -> 3812.1"]
    assert [what for changed, what in found if not changed] == [SAME_DIGITS]
    assert slips("swapped_digits", row("50")) == [(None, LEADING_ZERO)]


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("3811.2", ["381.12", "38112"]),
        ("4.5", ["0.45", "45"]),
        ("0.45", ["0.045", "4.5"]),
        ("126", ["12.6"]),
        ("5", ["0.5"]),
        ("1,204", ["120.4"]),
    ],
)
def test_the_point_moves_one_place(text: str, moved: list[str]) -> None:
    assert printed("shifted_point", text) == moved


@pytest.mark.parametrize(
    ("unit", "others"),
    [
        ("亿美元", ["万美元", "万亿美元"]),
        ("万亿元", ["亿元"]),
        ("万人", ["亿人"]),
        ("%", ["个百分点"]),
        ("个百分点", ["%"]),
        ("家", []),
    ],
)
def test_units_are_taken_for_their_neighbours(unit: str, others: list[str]) -> None:
    assert [c[0]["unit_printed"] for c, _ in slips("wrong_unit", row("1", unit_printed=unit)) if c] == others  # type: ignore[index]


def test_each_sign_word_is_lost_with_its_place_and_flipped_into_an_opposite_one() -> None:
    two = row("0.2", sign_printed="逆差;下降", sign_at="3:1;3:9")
    assert [changed for changed, _ in slips("lost_sign", two)] == [
        [{"sign_printed": "下降", "sign_at": "3:9"}],
        [{"sign_printed": "逆差", "sign_at": "3:1"}],
    ]
    assert [changed for changed, _ in slips("denied_sign", two)] == [[{"sign_printed": "", "sign_at": "none"}]]
    for changed, _ in slips("flipped_sign", two):
        assert WORDS.signs[next(w for w in changed[0]["sign_printed"].split(";") if w not in ("逆差", "下降"))] == 1  # type: ignore[index]
    assert slips("lost_sign", row("1")) == slips("flipped_sign", row("1")) == slips("denied_sign", row("1")) == []


def test_years_move_by_one_and_keep_their_form() -> None:
    for seed in range(10):
        ((changed, _),) = slips("wrong_year", row("1", time_period="2025-Q1"), seed=seed)
        assert changed in ([{"time_period": "2024-Q1"}], [{"time_period": "2026-Q1"}])
    assert slips("wrong_base_year", row("1", reference_period="_U")) == []


def test_a_neighbour_with_the_same_number_is_left_out() -> None:
    assert slips("neighbours_value", row("5"), following="5") == [(None, SAME_NEIGHBOUR)]
    assert slips("neighbours_value", row("5"), following="6")[0][0] == [{"printed": "6"}]
    assert slips("neighbours_value", row("5")) == []


def test_rows_are_lost_and_doubled_and_flows_exchanged() -> None:
    own = row("5", series_id="tea.exports")
    assert slips("lost_row", own)[0][0] == []
    assert slips("doubled_row", own)[0][0] == [{}, {}]
    assert slips("wrong_flow", own, sibling="tea.imports")[0][0] == [{"series_id": "tea.imports"}]
    assert slips("wrong_flow", own) == []


def test_the_next_figure_of_the_document_with_the_same_unit_is_the_neighbour() -> None:
    figures = [f for f in bench().mutator.figures if f.row["kind"] == "numeral"]
    places = {f.figure_id: place for place, f in enumerate(figures)}
    for mutant in drawn(50, "neighbours_value"):
        place = places[mutant.figure_id]
        unit = mutant.original["unit_printed"]
        rest = [
            f for f in figures[place + 1 :] if f.row["unit_printed"] == unit and f.document_id == mutant.document_id
        ]
        assert mutant.rows[0]["printed"] == rest[0].row["printed"]


def test_every_operator_finds_figures_and_no_mutant_is_the_row_itself() -> None:
    assert {m.operator for m in mutants()} == set(OPERATORS)
    same = [m for m in mutants() if m.rows == (m.original,)]
    assert not same, listed(same)


def test_what_is_drawn_for_a_figure_does_not_depend_on_the_figures_before_it() -> None:
    seeds = read_seeds(ROOT)
    mutator = Mutator(seeds, seed=0)
    last = mutator.figures[-1]
    assert list(mutator.mutants(last)) == [m for m in mutants() if m.figure_id == last.figure_id]


# --- structure ---------------------------------------------------------------------------------------------------


def test_a_row_read_again_gives_what_the_whole_ledger_gives(subtests: pytest.Subtests) -> None:
    ledgers = bench().ledgers
    for mutant in drawn(10):
        with subtests.test(figure=mutant.figure_id, slip=mutant.operator, what=mutant.what):
            name = f"ledger:{mutant.document_id}"
            corrupt = {**ledgers.seeds, name: ledgers.corrupted(mutant)}
            full, change = record(corrupt), ledgers.change(mutant)
            after = {o.observation_id: o for o in observations_from_rows(list(full.observations.values()))}
            if not full.problems:
                assert change.gone == ledgers.observations.keys() - after.keys()
                stated = {o for o in after.values() if ledgers.observations.get(o.observation_id) != o}
                assert set(change.stated) == stated
            refused = full.problems or len(mutant.rows) > 1
            assert bool(change.refused) or not refused, change


@pytest.mark.parametrize(
    ("operator", "message"),
    [
        ("doubled_row", "two rows have one place"),
        ("lost_sign", "names no sign word"),
        ("wrong_digit", "with other digits or unit than an earlier row"),
        ("lost_row", "which no row states"),
        ("wrong_base_year", "name the earlier period"),
        ("wrong_year", "is taken in its own period"),
        ("wrong_unit", "correct the unit word or the transformation"),
        ("wrong_flow", "are no part"),
    ],
)
def test_the_structure_refuses(operator: str, message: str) -> None:
    changes = (bench().ledgers.change(m) for m in mutants() if m.operator == operator)
    assert next((c for c in changes if message in c.refused), None) is not None


# --- source ------------------------------------------------------------------------------------------------------


def test_one_place_read_again_gives_what_the_whole_document_gives(tmp_path, subtests: pytest.Subtests) -> None:
    Book().write(tmp_path)
    seeds = read_seeds(tmp_path)
    check = SourceCheck(seeds, tmp_path / "sources")
    clean = seeds["ledger:book"]
    cells = {name: "" for name in clean[0]}
    for index, own in enumerate(clean):
        place = Place({**cells, **own}, bench().ledgers.words, "7", "", Random(index))
        for operator, slip in OPERATORS.items():
            for rows, what in slip(place):
                if rows is None:
                    continue
                mutant = Mutant("book", index, "", operator, own, rows, what)
                corrupt = [*clean[:index], *rows, *clean[index + 1 :]]
                with subtests.test(operator=operator, what=what):
                    full = reread({**seeds, "ledger:book": corrupt}, tmp_path / "sources").problems
                    assert sorted(p.message for p in check.problems(mutant)) == sorted(p.message for p in full)


def test_documents_that_do_not_agree_with_the_ledgers_are_refused(tmp_path) -> None:
    book = Book()
    book.rows[1]["printed"] = "12.6"
    book.write(tmp_path)
    with pytest.raises(InputError):
        SourceCheck(read_seeds(tmp_path), tmp_path / "sources")


# --- relations ---------------------------------------------------------------------------------------------------


def everywhere(change: Change) -> list[str]:
    """Relations that newly fail, or fail worse, when all figures of all documents are confronted again."""
    known, stated = bench().map, {o.observation_id: o for o in change.stated}
    kept = {name: o for name, o in known.observations.items() if name not in change.gone} | stated
    confrontation = confront_all(kept.values(), known.series, known.reference.restricted(kept))
    clean = {v.relation_id: v.verdict for v in committed_confrontation().violated}
    number = only_numbers(change, known.observations)
    return [
        v.relation_id
        for v in confrontation.violated
        if worse(v, clean) and (number or not stated.keys().isdisjoint(v.relation.observations))
    ]


def test_the_neighbourhood_of_a_change_says_what_all_figures_say(subtests: pytest.Subtests) -> None:
    numbers = drawn(10, "wrong_digit", "swapped_digits", "shifted_point", "wrong_unit", "neighbours_value")
    for mutant in numbers + drawn(10, "wrong_year", "wrong_base_year", "wrong_flow", "lost_row"):
        change = bench().ledgers.change(mutant)
        with subtests.test(figure=mutant.figure_id, what=mutant.what):
            near, full = bench().singles.noticed(change), everywhere(change)
            assert near.relation_id in full if near else not full


def test_a_wrong_leading_digit_of_a_total_breaks_its_relations() -> None:
    mutant = next(m for m in mutants() if m.figure_id == "mofcom2023:104:181" and m.operator == "wrong_digit")
    assert bench().singles.noticed(bench().ledgers.change(mutant)) is not None


# --- the measurement ---------------------------------------------------------------------------------------------


def test_clean_data_raise_no_alarm_beyond_the_listed_findings() -> None:
    places = range(len(bench().map.neighbourhoods))

    alarms = bench().standing(read_package(ROOT).listed, places)
    assert not alarms, listed(alarms)
    small = score(Plan(ROOT, document_id=SMALL))
    assert {o.mutant.document_id for o in small.outcomes} == {SMALL}
    assert not small.alarms, listed(small.alarms)


def test_a_run_without_documents_says_that_the_source_check_did_not_run(capsys) -> None:
    assert mutate.main(["--document", SMALL, "--sample", "40", "--jobs", "1"]) == 0
    said = capsys.readouterr().out
    assert "source check: not run" in said
    assert "source not run" in said and "with documents not run" in said
    found = score(Plan(ROOT, document_id=SMALL, sample=40))
    assert {r["source"] for r in table(found)} == {""}
    assert "Not run: the documents were not at hand" in " ".join(mutate.written(found)[mutate.PAGE].decode().split())


def test_the_same_seed_gives_the_same_bytes_and_another_one_others() -> None:
    plans = [Plan(ROOT, document_id=SMALL, sample=60, seed=seed) for seed in (5, 6, 5)]
    one, other, again = (mutate.written(score(plan)) for plan in plans)
    assert one == again
    assert one != other


def test_pages_speak_of_all_mutants_or_are_not_written() -> None:
    for option in (["--sample", "5"], ["--document", SMALL]):
        with pytest.raises(SystemExit):
            mutate.main([*option, "--write"])


def test_rates_say_one_hundred_only_where_all_were_noticed() -> None:
    assert rate({"mutants": "3000", "single": "2999"}, "single") == "99.9 %"
    assert rate({"mutants": "3000", "single": "3000"}, "single") == "100.0 %"


def test_the_amounts_of_the_operators_add_up() -> None:
    rows = table(score(Plan(ROOT, document_id=SMALL)))
    of_all = [r for r in rows if r["document_id"] == ALL]
    total = next(r for r in of_all if r["operator"] == ALL)
    for column in ("mutants", "structure", "single", "whole", "without_documents"):
        assert int(total[column]) == sum(int(r[column]) for r in of_all if r["operator"] != ALL)


def test_a_number_outside_of_what_all_others_leave_for_it_contradicts_them() -> None:
    joint, observations = bench().joint, bench().map.observations
    tried = 0
    for mutant in drawn(400, "wrong_digit"):
        change = bench().ledgers.change(mutant)
        if len(change.stated) != 1 or not only_numbers(change, observations):
            continue
        o = change.stated[0]
        neighbourhood = bench().map.neighbourhoods[bench().map.place[o.observation_id]]
        if not 3 < len(neighbourhood.observations) < 15 or o.transformation in ("rank", "ratio_part"):
            continue
        room = joint.room(o.observation_id)
        if room is None or room[0] is None or room[1] is None:
            continue
        tried += 1
        away = o.interval.high < room[0] or o.interval.low > room[1]
        assert joint.noticed(change) == away, (mutant.figure_id, mutant.what, [float(Fraction(x)) for x in room])
    assert tried > 5
