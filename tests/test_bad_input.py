"""Input that cannot be used: the right exit status, one line with file, row, column and advice, and nothing changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scripts import build, validate
from scripts.validating import stages

from .conftest import Row, listed, set_cell, start, state

LEDGER = "seeds/mofcom2023.csv"
OBSERVATIONS = "resources/observations.csv"
DESCRIPTOR = "datapackage.json"
WHOLE = 0
"""Stands for the row where a problem is one of the whole file."""

Damage = Callable[[Path], int]
"""Spoils a file and returns the row that the problem must name."""


@dataclass(frozen=True)
class Fault:
    """``says`` is a part of the line that tells what to do."""

    name: str
    file: str
    damage: Damage
    says: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.file.rpartition('/')[2]} {self.name}"

    def line(self, row: int) -> str:
        return self.file + f", row {row}" * bool(row) + f", column {self.column}" * bool(self.column) + ": "


def missing(file: Path) -> int:
    file.unlink()
    return WHOLE


def folder(file: Path) -> int:
    file.unlink()
    file.mkdir()
    return WHOLE


def data(change: Callable[[bytes], bytes], row: int = WHOLE) -> Damage:
    def damage(file: Path) -> int:
        before = file.read_bytes()
        after = change(before)
        assert after != before
        file.write_bytes(after)
        return row

    return damage


def line(number: int, change: Callable[[bytes], bytes], row: int = WHOLE) -> Damage:
    """Changes one line of a file; the problem is to name it, unless ``row`` is given."""

    def changed(before: bytes) -> bytes:
        lines = before.split(b"\n")
        lines[number - 1] = change(lines[number - 1])
        return b"\n".join(lines)

    return data(changed, row or number)


def cut_off(file: Path) -> int:
    return data(lambda b: b[:-1], file.read_bytes().count(b"\n"))(file)


def repeated(file: Path) -> int:
    return data(lambda b: b + b.split(b"\n")[1] + b"\n", file.read_bytes().count(b"\n") + 1)(file)


def cell(column: str, text: str, where: Callable[[Row], object] = lambda row: True) -> Damage:
    return lambda file: set_cell(file, column, text, where)


def described(change: Callable[[dict[str, Any]], object]) -> Damage:
    def damage(file: Path) -> int:
        content = json.loads(file.read_text("utf-8"))
        change(content)
        file.write_text(json.dumps(content), "utf-8")
        return WHOLE

    return damage


def of_any_table(file: str, column: str, wrong: str) -> Iterator[Fault]:
    """What can be wrong with every table; ``column`` is its first, ``wrong`` a misspelling of it."""
    first, other = column.encode(), wrong.encode()
    yield Fault("is missing", file, missing, "restore it")
    yield Fault("is a folder", file, folder, "restore the file")
    yield Fault("is empty", file, data(lambda b: b""), "it needs a header row")
    yield Fault("starts with a BOM", file, data(lambda b: b"\xef\xbb\xbf" + b, 1), "save as UTF-8 without BOM")
    yield Fault("is not UTF-8", file, line(2, lambda s: b"\xd4\xc6" + s), "save the file as UTF-8")
    yield Fault("has CRLF", file, data(lambda b: b.replace(b"\n", b"\r\n"), 1), "save with LF line ends")
    yield Fault("has one CR", file, line(2, lambda s: s + b"\r"), "save with LF line ends")
    yield Fault("has semicolons", file, data(lambda b: b.replace(b",", b";"), 1), "save with commas")
    yield Fault("has tabs", file, data(lambda b: b.replace(b",", b"\t"), 1), "separated by tab; save with commas")
    yield Fault("leaves a quote open", file, line(2, lambda s: b'"' + s), "close")
    yield Fault("has a quote in a bare cell", file, line(2, lambda s: s.replace(b",", b'"x,', 1)), "double the quote")
    yield Fault("has a cell over two lines", file, line(2, lambda s: b'"a\nb",' + s), "close its quote")
    yield Fault("has a full-width digit", file, line(3, lambda s: "５".encode() + s), "type it half-width", column)
    yield Fault(
        "has an unknown column", file, line(1, lambda s: s.replace(first, other, 1)), f"did you mean {column}", wrong
    )
    yield Fault("lacks a column", file, line(1, lambda s: s.replace(first, other, 1)), "add it", column)
    yield Fault("has a column twice", file, line(1, lambda s: s + b"," + first), "keep one", column)
    yield Fault("has a short row", file, line(2, lambda s: s.rpartition(b",")[0]), "check commas and quotes")
    yield Fault("has a blank line", file, line(2, lambda s: s + b"\n", row=3), "check commas and quotes")
    yield Fault("is cut off", file, cut_off, "may be cut off")


def figure(row: Row) -> bool:
    return row["role"] == "figure" and row["kind"] == "numeral" and "" not in (row["sign_printed"], row["unit_printed"])


def growth(row: Row) -> bool:
    return row["transformation"] == "growth_rate"


SEEDS = [
    *of_any_table(LEDGER, "line", "lines"),
    *of_any_table("seeds/codes/flows.csv", "flow", "flows"),
    Fault("repeats a key", LEDGER, repeated, "remove one of the two", "column"),
    Fault("has a line that is no number", LEDGER, cell("line", "x"), "must be whole numbers", "line"),
    Fault("has no role", LEDGER, cell("role", ""), "code it as figure or give the reason", "role"),
    Fault("has an unknown role", LEDGER, cell("role", "figur"), "did you mean figure or", "role"),
    Fault("names no series", LEDGER, cell("series_id", "", figure), "add it to seeds/series.csv", "series_id"),
    Fault(
        "misspells a series",
        LEDGER,
        cell("series_id", "services_trade.WLD.exports.USD.wt", figure),
        "did you mean services_trade.WLD.exports.USD.wto",
        "series_id",
    ),
    Fault("has a word for a period", LEDGER, cell("time_period", "上年", figure), "use 2023, 2025-Q1", "time_period"),
    Fault("has a month 13", LEDGER, cell("time_period", "2023-13", figure), "use 2023, 2025-Q1", "time_period"),
    Fault("has two years", LEDGER, cell("reference_period", "2021/22", figure), "use 2023", "reference_period"),
    Fault("has no period", LEDGER, cell("time_period", "", figure), "use 2023, 2025-Q1", "time_period"),
    Fault(
        "misspells a transformation",
        LEDGER,
        cell("transformation", "growht_rate", growth),
        "did you mean growth_rate",
        "transformation",
    ),
    Fault("has an unknown status", LEDGER, cell("obs_status", "Z", figure), "is no code of the list", "obs_status"),
    Fault("has an unknown basis", LEDGER, cell("period_basis", "hole", figure), "did you mean whole", "period_basis"),
    Fault("misspells self", LEDGER, cell("reference_series", "slef", growth), "did you mean self", "reference_series"),
    Fault("has a unit word off the list", LEDGER, cell("unit_printed", "桶", figure), "unit word 桶", "printed"),
    Fault("has no unit word", LEDGER, cell("unit_printed", "", figure), "write the unit as printed", "printed"),
    Fault("has a sign word off the list", LEDGER, cell("sign_printed", "疯长", figure), "sign word 疯长", "printed"),
    Fault("has a qualifier off the list", LEDGER, cell("qualifier_printed", "怕有", figure), "word 怕有", "printed"),
    Fault("has a numeral with a dot behind", LEDGER, cell("printed", "12.", figure), "mend the numeral", "printed"),
    Fault("has decimals in words", LEDGER, cell("decimals", "one", figure), "must be a whole number", "decimals"),
    Fault(
        "misspells a code",
        "seeds/series.csv",
        cell("flow", "export", lambda row: row["flow"] == "exports"),
        "add it there or correct it; did you mean exports",
        "flow",
    ),
    Fault("has an id not composed of codes", "seeds/series.csv", cell("series_id", "x"), "should be", "series_id"),
    Fault("names no document", "seeds/sections.csv", cell("document_id", "mofcom23"), "mean mofcom2023", "document_id"),
    Fault("names no unit", "seeds/codes/unit_words.csv", cell("unit_measure", "US"), "mean USD", "unit_measure"),
    Fault(
        "names no observation", "seeds/claim_terms.csv", cell("observation_id", "x"), "correct it or", "observation_id"
    ),
    Fault(
        "names no relation", "seeds/discrepancy_relations.csv", cell("relation_id", "x"), "correct it or", "relation_id"
    ),
]
"""``seeds/mofcom2023.csv`` stands for all ledgers, ``flows.csv`` for all other seeds."""

UNCHECKED = [
    Fault(f"has {text} for {column}", f"seeds/{file}.csv", cell(column, text), "", column)
    for file, column, text in (
        ("mofcom2023", "line", "0"),
        ("mofcom2023", "line", "²"),
        ("sections", "line", "forty"),
        ("sections", "level", "x"),
        ("conventions", "first_line", "x"),
        ("conventions", "decimals", "x"),
        ("codes/unit_words", "unit_mult", "x"),
        ("codes/sign_words", "sign", "plus"),
        ("partitions", "dimension", "itme"),
        ("partitions", "exhaustive", "maybe"),
        ("claims", "predicate", "fastest"),
        ("claims", "line", "x"),
        ("documents", "ledger_lines", "38 to 266"),
    )
]

PACKAGE = [
    *of_any_table(OBSERVATIONS, "observation_id", "observation_ids"),
    Fault("has text for a number", OBSERVATIONS, cell("obs_value", "many"), "correct the cell", "obs_value"),
    Fault("has a grouped number", OBSERVATIONS, cell("obs_value", "1,204"), "correct the cell", "obs_value"),
    Fault("has a number with a power", OBSERVATIONS, cell("obs_value", "1.²"), "correct the cell", "obs_value"),
    Fault("has a fraction for an integer", OBSERVATIONS, cell("unit_mult", "8.0"), "correct the cell", "unit_mult"),
    Fault("has yes for true", "resources/relations.csv", cell("compared", "yes"), "correct the cell", "compared"),
    Fault("is missing", DESCRIPTOR, missing, "name the package folder"),
    Fault("is a folder", DESCRIPTOR, folder, "restore the file"),
    Fault("is cut short", DESCRIPTOR, data(lambda b: b[:-40]), "restore the file"),
    Fault("starts with a BOM", DESCRIPTOR, data(lambda b: b"\xef\xbb\xbf" + b), "restore the file"),
    Fault("is not UTF-8", DESCRIPTOR, data(lambda b: b.replace(b"{", b"{\xd4\xc6", 1)), "restore the file"),
    Fault("is no package", DESCRIPTOR, data(lambda b: b"{}\n"), "is no tabular data package"),
    Fault("is a list", DESCRIPTOR, data(lambda b: b"[]\n"), "is no tabular data package"),
    *(
        Fault(
            f"has the path {path}",
            DESCRIPTOR,
            described(lambda content, path=path: content["resources"][0].update(path=path)),
            "its path leaves the folder; give",
            "world_services_trade",
        )
        for path in ("../areas.csv", "resources/../../areas.csv", "/etc/areas.csv")
    ),
]


def problems_of(text: str, fault: Fault, row: int) -> None:
    found = [said for said in text.splitlines() if said.startswith(fault.line(row)) and fault.says in said]
    assert found, f"no line starts with {fault.line(row)!r} and says {fault.says!r}:\n{text}"
    assert "Traceback" not in text


def spoiled(fault: Fault, root: Path) -> tuple[int, dict[str, tuple[bytes, int]]]:
    row = fault.damage(root / fault.file)
    return row, state(root)


@pytest.mark.parametrize("fault", SEEDS, ids=str)
def test_seeds_that_cannot_be_used_stop_the_build_with_a_line_that_says_where_and_what_to_do(fault, checkout, capsys):
    row, before = spoiled(fault, checkout)
    assert build.main(["--root", str(checkout)]) == 2
    output, errors = capsys.readouterr()
    problems_of(errors, fault, row)
    assert errors.splitlines()[-1].endswith("problem(s); nothing was written")
    assert output == ""
    assert state(checkout) == before


@pytest.mark.parametrize("fault", UNCHECKED, ids=str)
def test_seed_cells_of_the_wrong_type_or_off_their_list_stop_the_build(fault, checkout, capsys):
    row, _ = spoiled(fault, checkout)
    assert build.main(["--root", str(checkout)]) == 2
    problems_of(capsys.readouterr().err, fault, row)


@pytest.mark.parametrize("fault", PACKAGE, ids=str)
def test_a_package_that_cannot_be_used_stops_the_validation_likewise(fault, package, tmp_path, capsys):
    row, before = spoiled(fault, package)
    assert validate.main(["--package", str(package), "--report", str(tmp_path / "report")]) == 2
    output, errors = capsys.readouterr()
    problems_of(errors, fault, row)
    assert "nothing was validated" in errors.splitlines()[-1]
    assert "everything that was run holds" not in output
    assert state(package) == before
    assert not (tmp_path / "report").exists()


WRONG = [
    Fault("repeats a key", OBSERVATIONS, repeated, "remove one of the two", "observation_id"),
    Fault("misspells a code", OBSERVATIONS, cell("transformation", "growht", growth), "correct it", "transformation"),
    Fault("names no series", OBSERVATIONS, cell("series_id", "x"), "'x' is not in series; restore", "series_id"),
    Fault(
        "names no observation", "resources/claim_terms.csv", cell("observation_id", "x"), "correct", "observation_id"
    ),
    Fault(
        "names no observation", "resources/topic_cells.csv", cell("observation_id", "x"), "correct", "observation_id"
    ),
    Fault(
        "names no relation", "resources/discrepancy_relations.csv", cell("relation_id", "x"), "restore", "relation_id"
    ),
    Fault("has a verdict off the list", "resources/relations.csv", cell("verdict", "holdz"), '"enum"', "verdict"),
]
"""Packages that can be read and are wrong."""


@pytest.mark.parametrize("fault", WRONG, ids=str)
def test_a_package_with_broken_keys_links_or_codes_fails_and_says_where(fault, package, tmp_path, only, capsys):
    own = (stages.files, stages.printed, stages.topics, stages.relations, stages.findings)
    only(*own, *([stages.frictionless] if "enum" in fault.says else []))
    row, before = spoiled(fault, package)
    assert validate.main(["--package", str(package), "--report", str(tmp_path / "report")]) == 1
    output, errors = capsys.readouterr()
    problems_of("\n".join(said.strip() for said in output.splitlines()), fault, row)
    assert errors == ""
    assert state(package) == before


def without(*path: str | int) -> Damage:
    """Takes one property out of the descriptor."""

    def change(content: Any) -> None:
        for step in path[:-1]:
            content = content[step]
        del content[path[-1]]

    return described(change)


CRASHES = {
    "a value is missing": (OBSERVATIONS, cell("obs_value", "", lambda row: row["obs_value"])),
    "a fraction has no denominator": (OBSERVATIONS, cell("obs_fraction", "1/0")),
    "a required integer is empty": (OBSERVATIONS, cell("variant", "")),
    "a share names no whole": (OBSERVATIONS, cell("reference_series", "x", lambda r: r["transformation"] == "share")),
    "a dimension is none": ("resources/partitions.csv", cell("dimension", "itme")),
    "a table is not listed": (DESCRIPTOR, without("resources", 0)),
    "a hash is missing": (DESCRIPTOR, without("resources", 0, "hash")),
    "a type is missing": (DESCRIPTOR, without("resources", 0, "schema", "fields", 0, "type")),
    "the key is missing": (DESCRIPTOR, without("resources", 0, "schema", "primaryKey")),
    "the version is missing": (DESCRIPTOR, without("version")),
}


@pytest.mark.parametrize("fault", CRASHES)
def test_a_package_that_rules_cannot_compute_with_is_refused(fault, package, tmp_path, only):
    only(stages.files, stages.printed, stages.topics, stages.relations, stages.pandera)
    file, damage = CRASHES[fault]
    damage(package / file)
    assert validate.main(["--package", str(package), "--report", str(tmp_path)]) in (1, 2)


def test_the_commands_exit_with_2_and_print_no_traceback(checkout, package, tmp_path):
    SEEDS[0].damage(checkout / SEEDS[0].file)
    PACKAGE[0].damage(package / PACKAGE[0].file)
    runs = {
        start("scripts.build", "--root", checkout): SEEDS[0],
        start("scripts.validate", "--package", package, "--report", tmp_path / "report"): PACKAGE[0],
    }
    for process, fault in runs.items():
        output, errors = process.communicate(timeout=60)
        assert process.returncode == 2, output + errors
        problems_of(errors, fault, WHOLE)


def test_the_table_of_faults_has_no_fault_twice():
    for faults in (SEEDS, PACKAGE, WRONG):
        names = [str(fault) for fault in faults]
        assert len(names) == len(set(names)), listed(names)
