"""A made-up document goes the whole way of CONTRIBUTING.md, and the tool leaves alone what it must."""

from __future__ import annotations

import csv
import hashlib
import importlib
import re
import shlex
from collections import defaultdict
from pathlib import Path

import pytest

from scripts import transcribe
from scripts.building.seeds import ROOT

from .conftest import PROVEN, TEXTS, copy_to

ID = "example2031"  # the name that CONTRIBUTING.md uses
FILE = f"documents/{ID}.txt"
LEDGER = f"seeds/{ID}.csv"

TEXT = """\
镜海国服务贸易简报

一、总体情况
据第二届镜海论坛介绍，2031年镜海国服务进出口500亿元，同比**增长25%**，增速比上年提高3个百分点。\
其中，服务出口300亿元，占服务进出口的60%；服务进口200亿
元，同比下降10%。

二、主要领域
镜海国旅行服务出口超过90亿元，占服务出口的比重与上年持平。
镜海国建筑服务出口40亿元，同比下降5.5%。
简报于2032年3月发布。
"""

TOTAL, EXPORTS, IMPORTS, TRAVEL, CONSTRUCTION = (
    f"services_trade.MIRROR_SEA.{part}.CNY" for part in ("total", "exports", "imports", "exports.SD", "exports.SE")
)
LEVEL = {"transformation": "level", "reference_series": "_Z", "reference_period": "_Z"}
GROWTH = {"transformation": "growth_rate", "reference_series": "self", "reference_period": "2030"}
SHARE = {"transformation": "share", "reference_period": "2031"}
YUAN, PERCENT, POINTS = {"unit_printed": "亿元"}, {"unit_printed": "%"}, {"unit_printed": "个百分点"}
UP, RISES, DOWN = {"sign_printed": "增长"}, {"sign_printed": "提高"}, {"sign_printed": "下降"}

CODED = [
    ("第二", {"role": "name"}),
    ("2031", {"role": "date"}),
    ("500", {"series_id": TOTAL, **LEVEL, **YUAN}),
    ("25", {"series_id": TOTAL, **GROWTH, **PERCENT, **UP}),
    ("3", {"series_id": TOTAL, **GROWTH, "transformation": "change_in_growth_rate", **POINTS, **RISES}),
    ("300", {"series_id": EXPORTS, **LEVEL, **YUAN}),
    ("60", {"series_id": EXPORTS, **SHARE, "reference_series": TOTAL, **PERCENT}),
    ("200", {"series_id": IMPORTS, **LEVEL, **YUAN}),
    ("10", {"series_id": IMPORTS, **GROWTH, **PERCENT, **DOWN}),
    ("90", {"series_id": TRAVEL, **LEVEL, **YUAN, "qualifier_printed": "超过"}),
    ("持平", {"series_id": TRAVEL, **GROWTH, "transformation": "change_in_share", "reference_series": EXPORTS}),
    ("40", {"series_id": CONSTRUCTION, **LEVEL, **YUAN}),
    ("5.5", {"series_id": CONSTRUCTION, **GROWTH, **PERCENT, **DOWN}),
    ("2032", {"role": "date"}),
    ("3", {"role": "date"}),
]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the real seeds, the made-up document in documents/, and nothing of it in the seeds yet.

    What is proven of the other documents is there too, or proving would start from nothing, and the files that have to
    agree on the version.
    """
    copy_to(tmp_path, ("seeds", *TEXTS, *PROVEN))
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_text(TEXT, "utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def listed(root: Path) -> Path:
    """The same checkout with the document, its headings, area and series in the seeds."""
    digest, size = hashlib.sha256(TEXT.encode()).hexdigest(), len(TEXT.encode())
    describe(root, f"{ID}.txt,{digest},{size}")
    add_headings_and_codes(root)
    return root


def commands(heading: str) -> list[str]:
    """The commands in the code blocks below a heading of CONTRIBUTING.md."""
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines()]


def run(command: str, root: Path) -> int:
    """Run a command of CONTRIBUTING.md in a checkout."""
    python, option, module, *arguments = shlex.split(command)
    assert (python, option) == ("python", "-m")
    status = importlib.import_module(module).main([*arguments, "--root", str(root)])
    assert isinstance(status, int)
    return status


def append(path: Path, *lines: str) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        file.writelines(f"{line}\n" for line in lines)


def describe(root: Path, file_hash_bytes: str, lines: str = "all") -> None:
    row = f"{ID},{file_hash_bytes},镜海国服务贸易简报,Services trade of Mirror Sea,_U,_U,_U,2031,{lines},Made up"
    append(root / "seeds/documents.csv", row)


def add_headings_and_codes(root: Path) -> None:
    append(
        root / "seeds/sections.csv",
        f"{ID},1,,,1,,镜海国服务贸易简报,Services trade of Mirror Sea",
        f"{ID},3,,,2,,一、总体情况,1. The whole",
        f"{ID},7,,,2,,二、主要领域,2. Main categories",
    )
    append(root / "seeds/codes/areas.csv", "MIRROR_SEA,economy,Mirror Sea,镜海国,,A made-up economy")
    for series in (TOTAL, EXPORTS, IMPORTS, TRAVEL, CONSTRUCTION):
        flow, item = series.split(".")[2], (series.split(".")[3] if series.count(".") == 4 else "_T")
        append(root / "seeds/series.csv", f"{series},services_trade,MIRROR_SEA,_T,{flow},{item},_Z,CNY,nominal,_U,flow")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def code_every_row(root: Path) -> None:
    """What a curator does with the bare rows: read, and fill in."""
    rows = read(root / LEDGER)
    assert [row["printed"] for row in rows] == [printed for printed, _ in CODED]
    for row, (_, codes) in zip(rows, CODED, strict=True):
        figure = {"role": "figure", "time_period": "2031", "period_basis": "whole", "obs_status": "A"}
        row.update({**(figure if "series_id" in codes else {}), **codes})
        line, start = int(row["line"]), int(row["column"]) - 1
        text = TEXT.split("\n")[line - 1]
        if row["unit_printed"]:
            row["unit_at"] = f"{line}:{start + len(row['printed']) + 1}"
        if row["sign_printed"]:
            row["sign_at"] = f"{line}:{text.rindex(row['sign_printed'], 0, start) + 1}"
        if row["qualifier_printed"]:
            row["qualifier_at"] = f"{line}:{text.rindex(row['qualifier_printed'], 0, start) + 1}"
    write(root / LEDGER, rows)


def put_stand_ins_for_the_other_documents(root: Path) -> None:
    """The real documents are not in the repository; these hold only what the seeds say stands in them."""
    documents = read(root / "seeds/documents.csv")
    for document in documents:
        if document["document_id"] != ID:
            data = _stand_in(root, document).encode()
            (root / "documents" / document["file"]).write_bytes(data)
            document |= {"sha256": hashlib.sha256(data).hexdigest(), "bytes": str(len(data))}
    write(root / "seeds/documents.csv", documents)


def _stand_in(root: Path, document: dict[str, str]) -> str:
    lines: dict[int, dict[int, str]] = defaultdict(dict)

    def put(words: str, places: str) -> None:
        for word, place in zip(words.split(";"), places.split(";"), strict=True):
            line, column = map(int, place.split(":"))
            lines[line] |= dict(enumerate(word, start=column))

    name = document["document_id"]
    ledger = read(root / f"seeds/{name}.csv") if document["ledger_lines"] else []
    for row in ledger:
        put(row["printed"], f"{row['line']}:{row['column']}")
        for kind in ("unit", "sign", "qualifier"):
            if row[f"{kind}_printed"]:
                put(row[f"{kind}_printed"], row[f"{kind}_at"])
    for row in read(root / "seeds/sections.csv"):
        if row["document_id"] == name and row["title_zh"] != "_U":
            line = int(row["heading_line"] or row["line"])
            start = _start_of_heading(row["title_zh"], [r for r in ledger if int(r["line"]) == line])
            put("#" * (start - 1) + row["title_zh"], f"{line}:1")
    for row in read(root / "seeds/claims.csv"):
        if row["document_id"] == name:
            put(row["printed"], f"{row['line']}:{row['column']}")
    for row in ledger:
        _fill_up_to_unit(row, lines[int(row["line"])])
        _fill_from_passed_over(root, row, lines[int(row["line"])])
    covered = [int(number) for number in re.findall("[0-9]+", document["ledger_lines"])]
    last = max([*lines, *covered, 1])
    return "\n".join(
        "".join(lines[n].get(c, "，") for c in range(1, max(lines[n], default=1) + 1)) for n in range(1, last + 1)
    )


def _start_of_heading(title: str, rows: list[dict[str, str]]) -> int:
    """Column where a heading begins: after its marks, which a numeral in it gives away."""
    for row in rows:
        if row["printed"] in title and title.count(row["printed"]) == 1:
            return int(row["column"]) - title.index(row["printed"])
    return 1


def _fill_from_passed_over(root: Path, row: dict[str, str], line: dict[int, str]) -> None:
    """A clause that begins with the sign words which a row passes over, as its note names them."""
    known = [code["sign_word"] for code in read(root / "seeds/codes/sign_words.csv")]
    for place in row["sign_at"].split(";")[1:] if row["sign_at"].startswith("none") else []:
        start = int(place.partition(":")[2])
        clause = next(word for word in known if word in row["note"]).ljust(int(row["column"]) - start, "·")
        line |= dict(enumerate(clause, start)) | line


def _fill_up_to_unit(row: dict[str, str], line: dict[int, str]) -> None:
    """White space between a numeral and its unit; a comma where further numbers share the unit."""
    place = row["unit_at"].split(":")
    if row["role"] != "figure" or len(place) != 2 or place[0] != row["line"]:
        return
    end, unit = int(row["column"]) + len(row["printed"]), int(place[1])
    gap = [column for column in range(end, unit) if column not in line]
    shared = any(line.get(column, "").isdigit() for column in range(end, unit))
    for number, column in enumerate(gap):
        line[column] = " " if not shared else "、" if number == len(gap) - 1 else row["unit_printed"][number]


def transcribed(root: Path, *options: str) -> int:
    return transcribe.main([ID, "--root", str(root), *options])


def suggestions(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    """What --suggest says, by place."""
    capsys.readouterr()
    assert transcribed(root, "--suggest") == 0
    said: dict[str, list[str]] = {}
    place = ""
    for line in capsys.readouterr().out.splitlines():
        if line.startswith(" "):
            said[place].append(" ".join(line.split()))
        else:
            place = line.split()[0]
            said[place] = []
    return said


def place_of(printed: str) -> str:
    """Line and column of a stretch of the made-up text that stands there once."""
    assert TEXT.count(printed) == 1
    before = TEXT[: TEXT.index(printed)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


@pytest.mark.slow
def test_a_new_document_goes_through_by_the_commands_of_contributing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_hand = {
        f"python -m scripts.transcribe {ID}": lambda: add_headings_and_codes(root),
        "python -m scripts.build": lambda: code_every_row(root),
        "python -m scripts.validate --documents documents": lambda: put_stand_ins_for_the_other_documents(root),
    }
    given = [command for command in commands("Add a document, or next year's report") if command.startswith("python")]
    assert [command for command in given if command in by_hand] == list(by_hand)
    for command in given:
        by_hand.get(command, lambda: None)()
        if "scripts.validate" in command:
            assert run("python -m scripts.build", root) == 0  # the stand-ins changed hashes in the seeds
        status = run(command, root)
        printed = capsys.readouterr()
        assert status == 0, f"{command}\n{printed.out}\n{printed.err}"
        if "--hash" in command:
            describe(root, printed.out.strip())
        if "--list" in command:
            assert len(printed.out.splitlines()) == len(CODED)
    assert "FAIL" not in printed.out and "not run" not in printed.out
    values = {o["observation_id"]: o["obs_value"] for o in read(root / "resources/observations.csv")}
    assert values[f"{IMPORTS}@2031:level:{ID}"] == "200"
    assert values[f"{IMPORTS}@2031:growth_rate:2030:{ID}"] == "-10"
    assert values[f"{TRAVEL}@2031:change_in_share:{EXPORTS}:2030:{ID}"] == "0"
    assert values[f"{TRAVEL}@2031:level:lower:{ID}"] == "90"
    excluded = [row["role"] for row in read(root / "resources/excluded_numerals.csv") if row["document_id"] == ID]
    assert excluded == ["name", "date", "date", "date"]
    decided = {r["relation_id"]: r["verdict"] for r in read(root / "resources/relations.csv") if r["document_id"] == ID}
    assert decided and set(decided.values()) <= {"holds", "undetermined"}
    assert "holds" in decided.values()


def test_a_wrong_series_id_is_answered_with_the_right_one(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    transcribed(listed)
    code_every_row(listed)
    append(listed / "seeds/series.csv", "my_series,services_trade,MIRROR_SEA,_T,exports,SA,_Z,CNY,nominal,_U,flow")
    assert run("python -m scripts.build", listed) == 2
    assert "should be services_trade.MIRROR_SEA.exports.SA.CNY" in capsys.readouterr().err


def test_the_ledger_opens_with_a_bare_row_for_every_numeral(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert transcribed(listed) == 0
    rows = read(listed / LEDGER)
    assert [row["printed"] for row in rows] == [printed for printed, _ in CODED]
    assert {column for row in rows for column in row if row[column]} == {"line", "column", "printed", "kind"}
    assert "15 numerals in lines 1-11; 0 had rows, 15 appended, 15 rows without role" in capsys.readouterr().out
    assert [path.name for path in (listed / "seeds").glob(".*")] == []


def test_a_rerun_appends_nothing_and_leaves_the_file_alone(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    transcribed(listed)
    before = (listed / LEDGER).read_bytes(), (listed / LEDGER).stat().st_mtime_ns
    assert transcribed(listed) == 0
    assert ((listed / LEDGER).read_bytes(), (listed / LEDGER).stat().st_mtime_ns) == before
    assert "15 had rows, 0 appended" in capsys.readouterr().out


def test_rows_that_are_there_keep_every_byte_and_new_ones_find_their_place(listed: Path) -> None:
    transcribed(listed)
    header, *lines = (listed / LEDGER).read_text("utf-8").splitlines()
    mine = [line.replace(",numeral,", ',"numeral",').removesuffix(",") + ',"a note, quoted"' for line in lines]
    (listed / LEDGER).write_text("\n".join([header, *mine[3:5], mine[12], ""]), "utf-8")
    assert transcribed(listed) == 0
    wanted = [header, *lines[:3], *mine[3:5], *lines[5:12], mine[12], *lines[13:]]
    assert (listed / LEDGER).read_text("utf-8") == "".join(f"{line}\n" for line in wanted)


def test_only_the_covered_lines_are_opened(root: Path) -> None:
    data = TEXT.encode()
    describe(root, f"{ID}.txt,{hashlib.sha256(data).hexdigest()},{len(data)}", "8-9")
    assert transcribed(root) == 0
    assert [row["printed"] for row in read(root / LEDGER)] == ["90", "持平", "40", "5.5"]


def test_the_list_shows_what_is_open_and_writes_nothing(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert transcribed(listed, "--list") == 0
    out = capsys.readouterr().out.splitlines()
    assert not (listed / LEDGER).exists()
    assert len(out) == len(CODED)
    assert out[7] == f"{place_of('200')} numeral 进出口的60%；服务进口【200】亿⏎元，同比下降10%。"
    transcribed(listed)
    code_every_row(listed)
    before = (listed / LEDGER).read_bytes()
    capsys.readouterr()
    assert transcribed(listed, "--list") == 0
    assert capsys.readouterr().out == ""
    assert (listed / LEDGER).read_bytes() == before


def test_a_row_without_role_is_still_listed(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    transcribed(listed)
    code_every_row(listed)
    rows = read(listed / LEDGER)
    rows[4]["role"] = ""
    write(listed / LEDGER, rows)
    capsys.readouterr()
    transcribed(listed, "--list")
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [place_of("3个百分点")]


def test_a_unit_that_the_line_end_breaks_is_found_whole(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"unit 亿元 {place_of('亿' + chr(10) + '元')}" in suggestions(listed, capsys)[place_of("200")]


def test_sign_and_qualifier_words_are_shown_with_their_places(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = suggestions(listed, capsys)
    assert f"sign 增长 {place_of('增长')}, 提高 {place_of('提高')}" in said[place_of("25%")]  # the nearest first
    assert f"qualifier 超过 {place_of('超过')}" in said[place_of("90")]
    assert not [line for line in said[place_of("40")] if line.startswith("qualifier")]  # another sentence


def test_the_series_that_the_sentence_names_comes_first(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = suggestions(listed, capsys)
    for printed, series in (("500", TOTAL), ("90", TRAVEL), ("40亿", CONSTRUCTION)):
        ranked = [line.split()[1] for line in said[place_of(printed)] if line.startswith("series?")]
        assert ranked[0] == series
        assert 1 <= len(ranked) <= 3


def test_suggestions_are_the_same_every_time_and_write_nothing(
    listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert suggestions(listed, capsys) == suggestions(listed, capsys)
    assert not (listed / LEDGER).exists()


def problem(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error."""
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_an_unknown_document_is_answered_with_near_names(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert transcribe.main(["exampel2031", "--root", str(listed)]) == 2
    said = problem(capsys)
    assert said.startswith("seeds/documents.csv, column document_id: has no document 'exampel2031'; add a row for it")
    assert said.endswith("did you mean example2031?")


def test_a_missing_file_is_one_line(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (listed / FILE).unlink()
    assert transcribed(listed) == 2
    assert f"{ID}.txt: file is missing; put your copy of the document there" in problem(capsys)
    assert not (listed / LEDGER).exists()


def test_another_copy_of_the_document_is_refused(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (listed / FILE).write_text(TEXT.replace("500", "501"), "utf-8")
    assert transcribed(listed) == 2
    assert "has sha256" in problem(capsys)
    assert not (listed / LEDGER).exists()


def test_a_document_in_another_encoding_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / FILE).write_bytes(TEXT.encode("gb18030"))
    assert transcribe.main(["--hash", FILE]) == 2
    assert "is not UTF-8" in problem(capsys)


@pytest.mark.parametrize("lines", ["", "8", "9-8", "0-3", "3-99", "some"])
def test_lines_that_the_document_has_not_are_refused(
    root: Path, lines: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = TEXT.encode()
    describe(root, f"{ID}.txt,{hashlib.sha256(data).hexdigest()},{len(data)}", lines)
    assert transcribed(root) == 2
    said = problem(capsys)
    row = len(read(root / "seeds/documents.csv")) + 1
    assert said.startswith(f"seeds/documents.csv, row {row}, column ledger_lines: ")
    assert said.endswith("write the lines that the ledger covers, such as 38-266, or all")


def test_a_row_that_fits_no_numeral_stops_the_tool(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    transcribed(listed)
    rows = read(listed / LEDGER)
    rows[2]["printed"] = "501"
    write(listed / LEDGER, [*rows[:10]])
    before = (listed / LEDGER).read_bytes()
    capsys.readouterr()
    assert transcribed(listed) == 2
    place = f"{rows[2]['line']}:{rows[2]['column']}"
    said = f"{LEDGER}, row 4, column printed: {place} prints 500 (numeral), not 501 (numeral); correct the row"
    assert problem(capsys) == said
    assert (listed / LEDGER).read_bytes() == before


def test_a_code_that_no_list_has_stops_the_suggestions(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    append(listed / "seeds/series.csv", "x,services_trade,MIROR_SEA,_T,exports,_T,_Z,CNY,nominal,_U,flow")
    assert transcribed(listed, "--suggest") == 2
    said = problem(capsys)
    assert "column ref_area: 'MIROR_SEA' is not in seeds/codes/areas.csv" in said
    assert "did you mean MIRROR_SEA" in said


def test_a_document_or_a_hash_must_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        transcribe.main([])
    assert stopped.value.code == 2
    assert "name either a DOCUMENT" in capsys.readouterr().err
