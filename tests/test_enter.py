"""Settled readings become ledger rows: words find their places, codes become series, open differences stop it."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from scripts import enter
from scripts.building.seeds import read_seeds
from scripts.sources.reread import reread

from .conftest import ROOT, copy_to

TEXT = "甲、码头\n2031年,码头进口 3.5 万亿\n美元,同比下降2%。超过12家企业\n"
HEAD = (
    "document_id,line,column,printed,kind,role,unit,sign,qualifier,indicator,ref_area,counterpart_area,flow,item,"
    "population,source_agency,time_period,period_basis,transformation,reference,reference_period,obs_status,range_id,"
    "multiple_kind,note"
)
TRADE = "goods_trade,CHN,_T,imports,_Z,_Z,_U,2031,whole"
FIRST = [
    "harbour,2,1,2031,numeral,date,,,,,,,,,,,,,,,,,,,",
    f"harbour,2,12,3.5,numeral,figure,万亿美元,,,{TRADE},level,,,A,,,",
    f"harbour,3,8,2,numeral,figure,%,下降,,{TRADE},growth_rate,self,2030,A,,,",
    "harbour,3,13,12,numeral,figure,家企业,,超过,ciie_exhibitors,CHN,_Z,_Z,_Z,_Z,_U,2031,whole,level,,,A,,,",
]
SECOND = [row.replace(",2030,A", ",2029,A") for row in FIRST]


def prepared(tmp_path: Path, first: list[str], second: list[str], decisions: str = "") -> tuple[Path, Path]:
    root, documents = tmp_path / "root", tmp_path / "documents"
    copy_to(root, ("seeds",))
    documents.mkdir()
    (documents / "harbour.txt").write_text(TEXT, "utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    row = f"harbour,harbour.txt,{digest},{len(TEXT.encode())},码头,Harbour,_U,_U,_U,2031,all,\n"
    with (root / "seeds/documents.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    (root / "seeds/harbour.csv").write_text((root / "seeds/mofcom2023.csv").read_text("utf-8").split("\n")[0] + "\n")
    for letter, rows in (("a", first), ("b", second)):
        path = root / "seeds" / "readings" / f"harbour.{letter}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join([HEAD, *rows]) + "\n", "utf-8")
    if decisions:
        head = "document_id,line,column,field,value,reason\n"
        (root / "seeds/readings/harbour.settled.csv").write_text(head + decisions, "utf-8")
    return root, documents


def run(root: Path, documents: Path) -> int:
    return enter.main(["harbour", "harbour", "--documents", str(documents), "--root", str(root)])


def test_agreed_readings_are_entered_with_places_and_series_and_stand_up_to_the_document(tmp_path: Path) -> None:
    root, documents = prepared(tmp_path, FIRST, FIRST)
    before = (root / "seeds/series.csv").read_text("utf-8").splitlines()
    assert run(root, documents) == 0
    with (root / "seeds/harbour.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["role"] for row in rows] == ["date", "figure", "figure", "figure"]
    assert [row["unit_at"] for row in rows] == ["", "2:16", "3:9", "3:15"]  # the unit word goes over the line end
    assert rows[2]["sign_at"] == "3:6" and rows[3]["qualifier_at"] == "3:11"
    assert rows[1]["series_id"] == rows[2]["series_id"] == "goods_trade.CHN.imports.USD"
    assert rows[2]["reference_series"] == "self" and rows[1]["reference_series"] == "_Z"
    added = set((root / "seeds/series.csv").read_text("utf-8").splitlines()) - set(before)
    assert {line.split(",")[0] for line in added} >= {"goods_trade.CHN.imports.USD"}
    for document in read_seeds(ROOT)["documents"]:  # the other documents are not here
        (documents / document["file"]).write_text("x", "utf-8")
    problems = [p for p in reread(read_seeds(root), documents).problems if p.file == "seeds/harbour.csv"]
    assert not problems, problems


def test_an_open_difference_stops_the_entry_with_both_codings_and_writes_nothing(tmp_path: Path, capsys) -> None:
    root, documents = prepared(tmp_path, FIRST, SECOND)
    before = (root / "seeds/harbour.csv").read_bytes(), (root / "seeds/series.csv").read_bytes()
    assert run(root, documents) == 2
    error = capsys.readouterr().err
    assert "harbour.b.csv, row 4, column reference_period: 3:8 2: '2030' or '2029'; decide" in error
    assert before == ((root / "seeds/harbour.csv").read_bytes(), (root / "seeds/series.csv").read_bytes())


def test_a_decision_with_its_reason_settles_a_difference_and_a_stray_one_is_refused(tmp_path: Path, capsys) -> None:
    root, documents = prepared(tmp_path, FIRST, SECOND, "harbour,3,8,reference_period,2030,year on year\n")
    assert run(root, documents) == 0
    assert ",growth_rate,self,2030," in (root / "seeds/harbour.csv").read_text("utf-8")
    stray = "harbour,3,8,reference_period,2030,year on year\nharbour,9,9,role,date,x\n"
    (root / "seeds/readings/harbour.settled.csv").write_text("document_id,line,column,field,value,reason\n" + stray)
    assert run(root, documents) == 2
    assert "harbour 9:9 is no row of this passage" in capsys.readouterr().err


def test_a_word_that_is_not_there_is_named(tmp_path: Path, capsys) -> None:
    wrong = [row.replace("下降", "上升") for row in FIRST]
    root, documents = prepared(tmp_path, wrong, wrong)
    assert run(root, documents) == 2
    assert "'上升' is not found near the numeral" in capsys.readouterr().err


def test_entering_twice_changes_nothing(tmp_path: Path) -> None:
    root, documents = prepared(tmp_path, FIRST, FIRST)
    assert run(root, documents) == 0
    once = (root / "seeds/harbour.csv").read_bytes(), (root / "seeds/series.csv").read_bytes()
    assert run(root, documents) == 0
    assert once == ((root / "seeds/harbour.csv").read_bytes(), (root / "seeds/series.csv").read_bytes())


def ledger(root: Path) -> list[dict[str, str]]:
    with (root / "seeds/harbour.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_decision_may_set_the_unit_of_a_series_for_which_the_readings_have_no_column(tmp_path: Path) -> None:
    root, documents = prepared(tmp_path, FIRST, FIRST, "harbour,3,8,unit_measure,CNY,the rate is one of yuan\n")
    assert run(root, documents) == 0
    _, in_dollars, rate, exhibitors = ledger(root)
    assert in_dollars["series_id"] == "goods_trade.CHN.imports.USD"  # the level keeps the unit it prints
    assert rate["series_id"] == "goods_trade.CHN.imports.CNY"
    assert exhibitors["series_id"].startswith("ciie_exhibitors.CHN")
    with (root / "seeds/series.csv").open(encoding="utf-8", newline="") as file:
        (added,) = (r for r in csv.DictReader(file) if r["series_id"] == rate["series_id"])
    assert (added["unit_measure"], added["price_basis"]) == ("CNY", "nominal")


def test_a_decision_may_number_a_variant_and_leaves_the_others_without(tmp_path: Path) -> None:
    root, documents = prepared(tmp_path, FIRST, FIRST, "harbour,2,12,variant,2,stands elsewhere in full\n")
    assert run(root, documents) == 0
    assert [row["variant"] for row in ledger(root)] == ["", "2", "", ""]


def test_a_decision_about_a_variant_of_no_row_is_refused(tmp_path: Path, capsys) -> None:
    root, documents = prepared(tmp_path, FIRST, FIRST, "harbour,9,9,variant,2,x\nharbour,9,9,unit_measure,CNY,x\n")
    assert run(root, documents) == 2
    error = capsys.readouterr().err
    assert "column variant: harbour 9:9 is no row" in error and "column unit_measure: harbour 9:9" in error


def test_a_decision_may_overrule_both_readings(tmp_path: Path) -> None:
    root, documents = prepared(tmp_path, FIRST, FIRST, "harbour,3,8,reference_period,2029,both overlooked it\n")
    assert run(root, documents) == 0
    assert ledger(root)[2]["reference_period"] == "2029"


def test_notes_need_no_decision_and_the_first_that_is_there_is_kept(tmp_path: Path) -> None:
    doubtful = [FIRST[0] + "in doubt", *FIRST[1:]]
    for number, (first, second) in enumerate(((FIRST, doubtful), (doubtful, FIRST))):
        root, documents = prepared(tmp_path / str(number), first, second)
        assert run(root, documents) == 0
        assert ledger(root)[0]["note"] == "in doubt"


def test_a_qualifier_inside_a_number_word_is_found_there(tmp_path: Path, monkeypatch) -> None:
    # 五十多家 begins at 3:11, so 多 stands at 3:13 and 家企业 at 3:14
    text = TEXT.replace("超过12家企业", "多方五十多家企业").replace("。多方", "。")
    monkeypatch.setattr("tests.test_enter.TEXT", text)
    words = FIRST[3].replace("3,13,12,numeral", "3,11,五十多家,word").replace(",超过,", ",多,")
    rows = [*FIRST[:3], words]
    root, documents = prepared(tmp_path, rows, rows)
    assert run(root, documents) == 0
    entered = ledger(root)[3]
    assert (entered["qualifier_at"], entered["unit_at"]) == ("3:13", "3:14")


def test_a_reading_with_a_row_less_is_refused_with_a_message(tmp_path: Path) -> None:
    root, documents = prepared(tmp_path, FIRST, FIRST[:-1])
    assert run(root, documents) == 2


def test_readings_of_other_numerals_are_not_settled(tmp_path: Path) -> None:
    root, documents = prepared(tmp_path, FIRST, [FIRST[0].replace("2,1,2031", "1,1,2031"), *FIRST[1:]])
    assert run(root, documents) == 2


def test_a_coded_row_is_left_alone_when_readings_are_entered_again(tmp_path: Path) -> None:
    root, documents = prepared(tmp_path, FIRST, FIRST)
    assert run(root, documents) == 0
    ledger = root / "seeds/harbour.csv"
    corrected = ledger.read_text("utf-8").replace(",2030,", ",2029,")
    assert corrected != ledger.read_text("utf-8")
    ledger.write_text(corrected, "utf-8")
    assert run(root, documents) == 0
    assert ledger.read_text("utf-8") == corrected


def test_a_decision_may_give_a_currency_and_number_a_variant(tmp_path: Path) -> None:
    decisions = "harbour,3,8,unit_measure,CNY,Said of the amount in yuan\nharbour,2,12,variant,2,Printed twice\n"
    root, documents = prepared(tmp_path, FIRST, FIRST, decisions)
    assert run(root, documents) == 0
    with (root / "seeds/harbour.csv").open(encoding="utf-8", newline="") as file:
        by_print = {row["printed"]: row for row in csv.DictReader(file)}
    assert by_print["2"]["series_id"] == "goods_trade.CHN.imports.CNY"
    assert (by_print["3.5"]["series_id"], by_print["3.5"]["variant"]) == ("goods_trade.CHN.imports.USD", "2")
