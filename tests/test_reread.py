"""Re-reading a made-up document: whatever row and print do not share is found, and the row is named."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.problems import InputError
from scripts import validate
from scripts.building.seeds import read_seeds
from scripts.sources.reread import Reread, reread
from scripts.validating import stages

from .conftest import ROOT, Row, listed

LINES = [
    "云岛账本",
    "2031年云岛卖茶12.5亿元，增长8%。",
    "买盐1,204万元，逆差减少0.2亿元，超40家店开张。",
    "船队有30余艘船，鱼价约7元。修船花去9亿",
    "元，造船花去6亿**元**左右。",
    "三分之一的船是新船，茶价与盐价持平。",
    "（甲）灯塔",
    "灯塔比上年高2.5个百分点",
    "，灯油涨价。",
    "这一行有3个数，不入账。",
]
NUMBERS = 13
"""Digits and number words of the covered lines 2 to 8, counted by eye."""

UNITS = {"亿": 8, "亿元": 8, "万元": 4, "元": 0, "%": 0, "家店": 0, "家": 0, "艘": 0, "个百分点": 0}
SIGNS = {"增长": 1, "减少": -1, "逆差": -1, "下降": -1, "高": 1, "提高": 1, "-": -1}
QUALIFIERS = {"超": "lower", "余": "lower", "约": "approx", "左右": "approx"}
FILLED = {
    "documents": {c: "_U" for c in ("title_zh", "title_en", "publisher_zh", "publisher_en", "published")}
    | {"reference_year": "2031"},
    "sections": {"title_en": "Islands"},
    "claims": {"predicate": "positive", "summary": "dearer", "summary_zh": "更贵"},
    "codes/units": {"label_en": "unit", "label_zh": "单位", "unit_kind": "count"},
    "codes/qualifier_words": {"bound_kind": "none", "label_en": "word"},
}
"""Cells that no seed may leave empty and that nothing here depends on."""
SHAPES = tomllib.loads((ROOT / "schemas" / "seeds.toml").read_text("utf-8"))


def place(line: int, text: str) -> str:
    return f"{line}:{LINES[line - 1].index(text) + 1}"


def figure(line: int, printed: str, unit: str = "", sign: str = "", qualifier: str = "", unit_at: str = "") -> Row:
    """A row whose words are looked up in the line; a unit that print breaks says where it starts."""
    column = LINES[line - 1].index(printed) + 1
    rest = LINES[line - 1][column - 1 :]
    after = f"{line}:{column + rest.index(unit)}" if unit and not unit_at else unit_at
    return {
        "line": str(line),
        "column": str(column),
        "printed": printed,
        "kind": "numeral" if printed[0].isascii() else "word",
        "role": "figure",
        "unit_printed": unit,
        "unit_at": after if unit else "",
        "sign_printed": sign,
        "sign_at": ";".join(place(line, word) for word in sign.split(";") if word),
        "qualifier_printed": qualifier,
        "qualifier_at": place(line, qualifier) if qualifier else "",
    }


def ledger() -> list[Row]:
    """File rows 2 to 14."""
    return [
        {"line": "2", "column": "1", "printed": "2031", "kind": "numeral", "role": "date"},
        figure(2, "12.5", "亿元"),
        figure(2, "8", "%", "增长"),
        figure(3, "1,204", "万元"),
        figure(3, "0.2", "亿元", "逆差;减少"),
        figure(3, "40", "家店", "", "超"),
        figure(4, "30", "艘", "", "余"),
        figure(4, "7", "元", "", "约"),
        figure(4, "9", "亿元", unit_at="4:21"),
        figure(5, "6", "亿元", "", "左右", unit_at="5:8"),
        figure(6, "三分之一"),
        figure(6, "持平"),
        figure(8, "2.5", "个百分点", "高"),
    ]


class Book:
    """Document and seeds of the made-up book, to be changed before they are written."""

    def __init__(self) -> None:
        self.lines = list(LINES)
        self.rows = ledger()
        self.heading = {"line": "7", "title_zh": "（甲）灯塔"}
        self.claim = {"line": "9", "column": "2", "printed": "灯油涨价"}
        self.bytes_added = b""

    def row(self, printed: str) -> Row:
        return next(row for row in self.rows if row["printed"] == printed)

    def number(self, printed: str) -> int:
        return self.rows.index(self.row(printed)) + 2

    def write(self, folder: Path) -> None:
        text = "\n".join(self.lines).encode()
        (folder / "sources").mkdir()
        (folder / "sources" / "book.txt").write_bytes(text + self.bytes_added)
        document = {"document_id": "book", "file": "book.txt", "ledger_lines": "2-8", "bytes": str(len(text))}
        section = {"document_id": "book", "level": "1", **self.heading}
        tables: dict[str, list[Row]] = {
            "documents": [{**document, "sha256": hashlib.sha256(text).hexdigest()}],
            "sections": [{"document_id": "book", "line": "1", "level": "1", "title_zh": LINES[0]}, section],
            "claims": [{"claim_id": "oil", "document_id": "book", **self.claim}],
            "codes/units": [{"unit_measure": "U"}],
            "codes/unit_words": [
                {"unit_word": word, "unit_measure": "U", "unit_mult": str(power)} for word, power in UNITS.items()
            ],
            "codes/sign_words": [{"sign_word": word, "sign": str(sign)} for word, sign in SIGNS.items()],
            "codes/qualifier_words": [{"qualifier_word": word, "qualifier": kind} for word, kind in QUALIFIERS.items()],
            "ledger": self.rows,
        }
        for name, shape in SHAPES.items():
            for row in tables.get(name, []):
                row.update({c: v for c, v in FILLED.get(name, {}).items() if c not in row})
            file = folder / "seeds" / f"{'book' if name == 'ledger' else name}.csv"
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, shape["columns"], restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(tables.get(name, []))


@pytest.fixture
def book() -> Book:
    return Book()


def read(book: Book, folder: Path) -> Reread:
    book.write(folder)
    return reread(read_seeds(folder), folder / "sources")


def test_the_book_as_printed_is_clean_and_every_numeral_is_compared(book, tmp_path):
    outcome = read(book, tmp_path)
    assert not outcome.problems, listed(outcome.problems)
    assert (outcome.compared, outcome.documents) == (NUMBERS, 1)


def test_the_stage_of_the_validation_counts_what_was_compared(book, tmp_path):
    book.write(tmp_path)
    result = stages.documents(stages.Subject(tmp_path, True, tmp_path / "sources"))
    assert (result.status, result.examined, result.unit) == ("passed", NUMBERS, "numerals")


Change = Callable[[Book], object]


def put(printed: str, /, **cells: str) -> Change:
    return lambda book: book.row(printed).update(cells)


def reprint(line: int, old: str, new: str) -> Change:
    """Another document, whose hash is known, with the ledger of the first."""

    def change(book: Book) -> None:
        assert book.lines[line - 1].count(old) == 1
        book.lines[line - 1] = book.lines[line - 1].replace(old, new)

    return change


CORRUPTIONS: dict[str, tuple[Change, str, str, str]] = {
    # what is wrong: how, numeral of the row that is named, column, words
    "ten thousand for a hundred million": (
        put("12.5", unit_printed="万元"), "12.5", "unit_at", "'万元' does not stand at 2:14"),
    "a hundred million for ten thousand": (
        put("1,204", unit_printed="亿元"), "1,204", "unit_at", "'亿元' does not stand at 3:8"),
    "a unit that is the start of the printed one": (
        put("12.5", unit_printed="亿"), "12.5", "unit_printed", "'亿元'"),
    "a count whose noun is lost": (
        put("40", unit_printed="家"), "40", "unit_printed", "'家店'"),
    "a lost unit": (
        put("8", unit_printed="", unit_at=""), "8", "unit_printed", "'%' follows"),
    "a lost unit that a line end breaks": (
        put("9", unit_printed="", unit_at=""), "9", "unit_printed", "'亿元' follows"),
    "a lost unit that marks of emphasis break": (
        put("6", unit_printed="", unit_at="", qualifier_printed="", qualifier_at=""),
        "6", "unit_printed", "'亿元' follows"),
    "a broken unit that is cut at the break": (
        put("9", unit_printed="亿"), "9", "unit_printed", "'亿元'"),
    "a unit without a place": (
        put("8", unit_at=""), "8", "unit_at", "needs one line:column for each word"),
    "the unit of another numeral": (
        put("0.2", unit_at=place(3, "万元"), unit_printed="万元"), "0.2", "unit_at", "does not belong"),
    "a lost sign word": (
        put("8", sign_printed="", sign_at=""), "8", "sign_printed", "'增长' stands beside"),
    "a lost sign word of two": (
        put("0.2", sign_printed="逆差", sign_at=place(3, "逆差")), "0.2", "sign_printed", "'减少' stands beside"),
    "a flipped sign word": (
        put("8", sign_printed="下降"), "8", "sign_at", f"'下降' does not stand at {place(2, '增长')}"),
    "a sign word at the wrong place": (
        put("8", sign_at="2:10"), "8", "sign_at", "'增长' does not stand at 2:10"),
    "the sign word of another numeral": (
        put("0.2", sign_printed="增长", sign_at=place(2, "增长")), "0.2", "sign_printed", "'减少' stands beside"),
    "one place for two sign words": (
        put("0.2", sign_at=place(3, "逆差")), "0.2", "sign_at", "needs one line:column for each word"),
    "a lost qualifier before the numeral": (
        put("40", qualifier_printed="", qualifier_at=""), "40", "qualifier_printed", "'超' stands beside"),
    "a lost qualifier between numeral and unit": (
        put("30", qualifier_printed="", qualifier_at=""), "30", "qualifier_printed", "'余' stands beside"),
    "a lost qualifier after a broken unit": (
        put("6", qualifier_printed="", qualifier_at=""), "6", "qualifier_printed", "'左右' stands beside"),
    "another qualifier": (
        put("7", qualifier_printed="超"), "7", "qualifier_at", "'超' does not stand at"),
    "a place behind the end of the line": (
        put("8", unit_at="2:99"), "8", "unit_at", "does not stand at 2:99"),
    "another digit in the row": (
        put("12.5", printed="12.6"), "12.6", "printed", "prints '12.5'"),
    "another digit in print": (
        reprint(2, "12.5", "12.9"), "12.5", "printed", "prints '12.9'"),
    "a numeral cut short": (
        put("1,204", printed="1"), "1", "printed", "prints '1,204'"),
    "a numeral of the wrong kind": (
        put("三分之一", kind="numeral"), "三分之一", "printed", "(word)"),
    "a row without a numeral": (
        put("持平", column="3"), "持平", "column", "no numeral at 6:3"),
    "a row outside the covered lines": (
        put("持平", line="10", column="5", printed="3", kind="numeral"), "3", "column", "outside the covered lines"),
}  # fmt: skip


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_row_that_print_does_not_bear_out_is_named(what, book, tmp_path):
    change, printed, column, words = CORRUPTIONS[what]
    change(book)
    outcome = read(book, tmp_path)
    problems = [(p.file, p.row, p.column) for p in outcome.problems if words in p.message]
    assert ("seeds/book.csv", book.number(printed), column) in problems, listed(outcome.problems)
    others = [p for p in outcome.problems if p.row not in (0, book.number(printed))]
    assert not others, listed(others)


@pytest.mark.parametrize(
    ("change", "printed", "place_of_it"),
    [
        (lambda book: book.rows.remove(book.row("8")), "8", "2:19"),
        (lambda book: book.rows.remove(book.row("持平")), "持平", "6:16"),
        (lambda book: book.rows.remove(book.row("三分之一")), "三分之一", "6:1"),
        (reprint(3, "开张", "开张5天"), "5", "3:28"),
        (reprint(6, "新船", "两大新船"), "两大", "6:8"),
    ],
)
def test_a_numeral_in_digits_or_words_without_a_row_is_named_with_its_place(
    change, printed, place_of_it, book, tmp_path
):
    change(book)
    said = [p for p in read(book, tmp_path).problems if "has no row" in p.message]
    found = [(p.file, p.message) for p in said]
    assert ("seeds/book.csv", f"numeral {printed!r} at {place_of_it} has no row; run scripts.transcribe") in found


def test_a_numeral_that_moved_is_missed_at_its_old_place_and_found_at_its_new_one(book, tmp_path):
    reprint(2, "卖茶", "卖出茶")(book)
    problems = read(book, tmp_path).problems
    rows = {(p.row, p.column) for p in problems if "no numeral at" in p.message}
    assert rows == {(book.number("12.5"), "column"), (book.number("8"), "column")}, listed(problems)
    unrecorded = [p.message.split(" has")[0] for p in problems if "has no row" in p.message]
    assert unrecorded == ["numeral '12.5' at 2:11", "numeral '8' at 2:20"]


@pytest.mark.parametrize("added", [b"\n", b" ", "。".encode("gbk")])
def test_a_document_with_another_hash_is_named_and_not_compared(added, book, tmp_path):
    book.bytes_added = added
    outcome = read(book, tmp_path)
    assert [(p.file, p.row) for p in outcome.problems] == [("book.txt", 0)]
    assert "not the document that was read" in outcome.problems[0].message
    assert outcome.compared == 0


@pytest.mark.parametrize(("line", "title"), [("8", "（甲）灯塔"), ("7", "（乙）灯塔"), ("11", "（甲）灯塔")])
def test_a_heading_that_does_not_start_its_line_is_named(line, title, book, tmp_path):
    book.heading = {"line": line, "title_zh": title}
    (problem,) = read(book, tmp_path).problems
    assert (problem.file, problem.row, problem.column) == ("seeds/sections.csv", 3, "title_zh")
    assert f"{title!r} is not the start of line {line}" in problem.message


@pytest.mark.parametrize("change", [{"column": "3"}, {"line": "8"}, {"printed": "灯油跌价"}])
def test_words_of_a_claim_that_do_not_stand_at_their_place_are_named(change, book, tmp_path):
    book.claim.update(change)
    (problem,) = read(book, tmp_path).problems
    assert (problem.file, problem.row, problem.column) == ("seeds/claims.csv", 2, "column")
    assert f"does not stand at {book.claim['line']}:{book.claim['column']}" in problem.message


def test_words_of_a_claim_may_be_broken_by_a_line_end(book, tmp_path):
    book.lines[8:10] = ["，灯油", "涨价。"]
    assert read(book, tmp_path).problems == []


def test_a_missing_document_ends_the_validation_with_exit_status_2(book, tmp_path, only, capsys):
    book.write(tmp_path)
    only(stages.documents)
    (tmp_path / "sources" / "book.txt").unlink()
    with pytest.raises(InputError):
        reread(read_seeds(tmp_path), tmp_path / "sources")
    arguments = ["--root", tmp_path, "--documents", tmp_path / "sources", "--report", tmp_path / "report"]
    assert validate.main([*map(str, arguments)]) == 2
    errors = capsys.readouterr().err
    assert errors.startswith(f"book.txt: is not in {tmp_path / 'sources'}; put your copy there\n"), errors


# --- a unit for two numerals, words that are none, headings elsewhere --------------------------------------------


def extra(book: Book, line: int, text: str, *rows: Row) -> None:
    """Print another line in the book, with these rows in place of those that it had."""
    book.lines[line - 1] = text
    book.rows = [row for row in book.rows if row["line"] != str(line)] + list(rows)


def coded(line: int, column: int, printed: str, unit: str, unit_at: str, **cells: str) -> Row:
    row = figure(2, "12.5") | {"line": str(line), "column": str(column), "printed": printed}
    return row | {"unit_printed": unit, "unit_at": unit_at} | cells


@pytest.mark.parametrize("joint", ["和", "、", "至", "-"])
def test_a_unit_behind_the_second_number_serves_the_first(joint, book, tmp_path):
    high = {"sign_printed": "高", "sign_at": "8:6"}
    # 灯塔比上年高 is six characters, 2.5 stands at 7, the joint at 10, 2.7 at 11, the unit at 14
    first = coded(8, 7, "2.5", "个百分点", "8:14", **high)
    extra(book, 8, f"灯塔比上年高2.5{joint}2.7个百分点", first, coded(8, 11, "2.7", "个百分点", "8:14", **high))
    outcome = read(book, tmp_path)
    assert not outcome.problems, listed(outcome.problems)


def test_a_unit_behind_a_number_of_something_else_does_not_serve_the_first(book, tmp_path):
    first = coded(8, 7, "2.5", "个百分点", "8:15", sign_printed="高", sign_at="8:6")
    extra(book, 8, "灯塔比上年高2.5，高2.7个百分点", first, coded(8, 12, "2.7", "个百分点", "8:15"))
    problems = [(p.row, p.column) for p in read(book, tmp_path).problems if "does not belong" in p.message]
    assert problems == [(book.number("2.5"), "unit_at")]


def test_a_number_with_its_own_unit_does_not_take_that_of_the_next(book, tmp_path):
    # 茶12.5亿、8%: the row of 12.5 claims the % at 8:9
    row = coded(8, 2, "12.5", "%", "8:9")
    extra(book, 8, "茶12.5亿、8%", row, coded(8, 8, "8", "%", "8:9"))
    assert [p.row for p in read(book, tmp_path).problems] == [book.rows.index(row) + 2]


HIGH = "灯塔高25元"
"""``高`` at 8:3, 25 at 8:4, ``元`` at 8:6."""


@pytest.mark.parametrize("transformation", ["level", "share", "threshold", "rank"])
def test_a_touching_sign_word_is_none_where_the_row_says_so(transformation, book, tmp_path):
    extra(book, 8, HIGH, coded(8, 4, "25", "元", "8:6", sign_at="none", transformation=transformation))
    outcome = read(book, tmp_path)
    assert not outcome.problems, listed(outcome.problems)


DIRECTED = (
    *("growth_rate", "average_growth_rate", "change", "change_in_share", "change_in_growth_rate", "growth_gap"),
    *("contribution_to_growth", "effect"),
)


@pytest.mark.parametrize("transformation", DIRECTED)
def test_a_figure_with_a_direction_hides_no_touching_sign_word(transformation, book, tmp_path):
    extra(book, 8, HIGH, coded(8, 4, "25", "元", "8:6", sign_at="none", transformation=transformation))
    (problem,) = read(book, tmp_path).problems
    assert (problem.row, problem.column) == (book.number("25"), "sign_printed")
    assert "'高' stands beside the numeral but not in the row" in problem.message


def test_a_figure_with_a_direction_may_say_that_no_sign_word_is_there(book, tmp_path):
    extra(book, 8, "灯塔比邻居25元", coded(8, 6, "25", "元", "8:8", sign_at="none", transformation="growth_gap"))
    outcome = read(book, tmp_path)
    assert not outcome.problems, listed(outcome.problems)


def test_a_balance_hides_no_touching_sign_word(book, tmp_path):
    row = coded(8, 4, "25", "元", "8:6", sign_at="none", transformation="level", series_id="tea.balance")
    extra(book, 8, "茶逆差25元", row)
    assert [p.column for p in read(book, tmp_path).problems if p.row == book.number("25")] == ["sign_printed"]


def test_without_none_a_touching_word_must_be_in_the_row(book, tmp_path):
    extra(book, 8, HIGH, coded(8, 4, "25", "元", "8:6", transformation="level"))
    assert [(p.row, p.column) for p in read(book, tmp_path).problems] == [(book.number("25"), "sign_printed")]


def denied(book: Book, text: str, sign_at: str = "none", **cells: str) -> Row:
    """A row of transformation growth rate for the number 25 of this text, in place of line 8."""
    column, unit_at = text.index("25") + 1, f"8:{text.index('25') + 3}"
    row = coded(8, column, "25", "元", unit_at, sign_at=sign_at, transformation="growth_rate", **cells)
    extra(book, 8, text, row)
    return row


def said_of(book: Book, folder: Path) -> list[tuple[str, str]]:
    number = book.number("25")
    return [(p.column, p.message) for p in read(book, folder).problems if p.row == number]


@pytest.mark.parametrize(
    ("text", "word", "at"),
    [
        ("灯油增长到25元", "增长", "8:3"),
        ("灯油，下降油价最多（每桶）25元", "下降", "8:4"),
        ("灯油25元的增长，", "增长", "8:7"),
        ("灯油25元，分下降和不下降", "", ""),
        ("下降。灯油25元；增长", "", ""),
        ("灯塔提高到25元", "提高", "8:3"),
    ],
)
def test_a_figure_said_to_have_no_sign_word_has_none_in_its_whole_clause(text, word, at, book, tmp_path):
    denied(book, text)
    advice = f"write it in sign_printed, or none;{at} and in note what it speaks of"
    wanted = [("sign_at", f"says none, but {word!r} stands in its clause at {at}; {advice}")] if word else []
    assert said_of(book, tmp_path) == wanted


def test_a_word_of_a_clause_that_goes_over_line_ends_is_found(book, tmp_path):
    denied(book, "灯油25元")
    book.lines[6] = "（甲）灯塔增长到"
    ((column, message),) = said_of(book, tmp_path)
    assert column == "sign_at" and "'增长' stands in its clause at 7:6" in message


def test_a_sign_word_of_something_else_is_passed_over_where_the_note_says_of_what(book, tmp_path):
    denied(book, "下降的灯油25元", "none;8:1", note="下降 is said of the oil that burns")
    assert said_of(book, tmp_path) == []


def test_a_sign_word_is_not_passed_over_without_a_reason(book, tmp_path):
    denied(book, "下降的灯油25元", "none;8:1", note="oil")
    assert said_of(book, tmp_path) == [("note", "does not say what '下降' at 8:1 speaks of, which sign_at passes over")]


@pytest.mark.parametrize(("text", "place"), [("灯油25元", "8:1"), ("增长，灯油25元", "8:1"), ("灯油25元", "99:1")])
def test_a_place_without_a_sign_word_of_the_clause_is_not_passed_over_in_vain(text, place, book, tmp_path):
    denied(book, text, f"none;{place}", note="增长")
    message = f"passes over {place}, where no sign word of its clause stands; take it out"
    assert said_of(book, tmp_path) == [("sign_at", message)]


def test_one_of_two_sign_words_that_is_not_passed_over_is_named(book, tmp_path):
    denied(book, "下降的灯油增长到25元", "none;8:1", note="下降 is said of the oil that burns")
    ((column, message),) = said_of(book, tmp_path)
    assert column == "sign_at" and "'增长' stands in its clause at 8:6" in message


def test_a_touching_sign_word_is_not_passed_over_whatever_the_note_says(book, tmp_path):
    denied(book, "灯油增长25元", "none;8:3", note="增长 is said of the oil that burns")
    columns = [column for column, _ in said_of(book, tmp_path)]
    assert columns[0] == "sign_printed"


def test_a_minus_belongs_to_the_number_that_it_touches_alone(book, tmp_path):
    minus = coded(8, 4, "3", "元", "8:5", sign_printed="-", sign_at="8:3", transformation="growth_rate")
    own = coded(8, 7, "25", "元", "8:9", sign_at="none", transformation="growth_rate")
    extra(book, 8, "灯油-3元、25元", minus, own)
    assert said_of(book, tmp_path) == []


def test_a_figure_without_a_direction_is_not_asked_about_its_clause(book, tmp_path):
    row = denied(book, "灯油增长到25元")
    row["transformation"] = "level"
    assert said_of(book, tmp_path) == []


# --- words that date the base ------------------------------------------------------------------------------------


def grown(book: Book, text: str, own: str, base: str, **cells: str) -> None:
    """A growth rate of 25 for the text of line 8, with its period and base period."""
    periods = {"time_period": own, "reference_period": base}
    denied(book, text, **{"sign_printed": "", "note": "增长", **periods, **cells})
    book.row("25")["sign_at"] = f"none;8:{text.index('增长') + 1}" if "增长" in text else "none"


@pytest.mark.parametrize(
    ("own", "base", "fits"),
    [
        *(("2031", "2030", True), ("2031-Q1", "2030-Q1", True), ("2031-04", "2030", True), ("_U", "_U", True)),
        *(("2031", "2029", False), ("2032", "2030", False), ("2031-04", "2031-03", False), ("2031", "_U", False)),
    ],
)
@pytest.mark.parametrize("word", ["同比", "上年", "去年"])
def test_what_is_said_to_be_since_last_year_has_its_base_in_that_year(word, own, base, fits, book, tmp_path):
    text = f"灯油比{word}增长到25元"
    grown(book, text, own, base)
    advice = f"name a period of {int(own[:4]) - 1}, or say in note what {word} speaks of" if not fits else ""
    message = f"is {base}, but {word!r} stands in its clause at 8:4; {advice}"
    assert said_of(book, tmp_path) == ([] if fits else [("reference_period", message)])


@pytest.mark.parametrize("text", ["灯油25元", "去年，灯油25元", "灯油25元；比去年贵"])
def test_a_base_may_be_any_earlier_year_where_the_clause_names_none(text, book, tmp_path):
    grown(book, text, "2031", "2026")
    assert said_of(book, tmp_path) == []


def test_a_word_for_last_year_that_speaks_of_something_else_is_named_in_the_note(book, tmp_path):
    grown(book, "去年的灯油25元", "2031", "2026", note="去年 dates the oil")
    assert said_of(book, tmp_path) == []


@pytest.mark.parametrize("transformation", ["level", "share", "duration"])
def test_what_is_relative_to_no_earlier_period_is_not_asked_for_one(transformation, book, tmp_path):
    grown(book, "灯油去年25元", "2031", "_Z")
    book.row("25")["transformation"] = transformation
    assert said_of(book, tmp_path) == []


@pytest.mark.parametrize("printed", ["40", "30", "7"])
def test_a_touching_qualifier_is_none_where_the_row_says_so(printed, book, tmp_path):
    put(printed, qualifier_printed="", qualifier_at="none", transformation="growth_rate")(book)
    outcome = read(book, tmp_path)
    assert not outcome.problems, listed(outcome.problems)


def test_none_beside_a_word_is_one_place_too_few(book, tmp_path):
    put("8", sign_at="none")(book)
    found = [(p.row, p.column, p.message) for p in read(book, tmp_path).problems]
    assert (book.number("8"), "sign_at", "needs one line:column for each word") in found


@pytest.mark.parametrize("heading", ["（甲）灯塔", "## （甲）灯塔", "**（甲）灯塔**", "　（甲）灯塔"])
def test_a_heading_may_stand_elsewhere_and_behind_marks(heading, book, tmp_path):
    book.lines[6] = heading
    book.heading |= {"line": "4", "heading_line": "7"}
    outcome = read(book, tmp_path)
    assert not outcome.problems, listed(outcome.problems)


def test_a_heading_that_does_not_start_the_line_it_stands_in_is_named_with_that_line(book, tmp_path):
    book.heading |= {"line": "7", "heading_line": "8"}
    (problem,) = read(book, tmp_path).problems
    assert (problem.row, problem.column) == (3, "title_zh")
    assert "is not the start of line 8" in problem.message


def test_a_passage_without_headline_has_none_to_look_for(book, tmp_path):
    book.heading |= {"line": "9", "title_zh": "_U"}
    assert read(book, tmp_path).problems == []
