"""The build: the same bytes everywhere, nothing half written, nothing that hangs on the order of rows."""

from __future__ import annotations

import csv
import json
import random
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest

from checks.package.layout import topic_layouts
from checks.problems import InputError
from scripts import build as command
from scripts.building import topics
from scripts.building.ledger import record
from scripts.building.pipeline import build
from scripts.building.seeds import read_seeds

from .conftest import PROVEN, ROOT, Row, copy_to, listed, rows_of, set_cell, start, state, write_rows
from .little import LEDGER as LITTLE_LEDGER
from .little import ledger, little

DESCRIPTOR = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}
TOPICS = sorted({cell["table"] for cell in rows_of(ROOT / "resources" / "topic_cells.csv")})
LEDGER = "mofcom2023.csv"


def resource(name: str, root: Path = ROOT) -> list[Row]:
    return rows_of(root / "resources" / f"{name}.csv")


def products(root: Path) -> dict[str, bytes]:
    """What a build writes."""
    folders = ("resources", "checks/suites", "checks/proofs", "docs/reference")
    found = [root / "datapackage.json", *(path for folder in folders for path in (root / folder).rglob("*"))]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found if file.is_file()}


def seed_files(root: Path) -> list[Path]:
    return [*(root / "seeds").glob("*.csv"), *(root / "seeds" / "codes").glob("*.csv")]


def measures(name: str) -> list[str]:
    return [field["name"] for field in RESOURCES[name]["schema"]["fields"] if field["type"] == "number"]


# The same bytes, all or nothing


def test_two_processes_with_other_hash_seeds_folders_clocks_and_locales_write_the_committed_bytes(tmp_path):
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "1"},
    )
    runs = []
    for number, variables in enumerate(surroundings):
        root = copy_to(tmp_path / f"checkout {number}", ("seeds", "pyproject.toml", *PROVEN))
        folder = tmp_path / f"folder {number}"
        folder.mkdir()
        runs.append((root, start("scripts.build", "--root", root, cwd=folder, **variables)))
    committed = products(ROOT)
    assert len(committed) > 40
    for root, process in runs:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
        built = products(root)
        assert sorted(built) == sorted(committed)
        assert [name for name in built if built[name] != committed[name]] == []


def test_the_committed_files_are_what_the_committed_seeds_give(capsys):
    assert command.main(["--check"]) == 0, capsys.readouterr().err
    assert capsys.readouterr().err == ""


def test_check_names_each_edited_missing_and_stale_file_and_build_mends_them(checkout, capsys):
    edited = checkout / "resources" / "figures.csv"
    data = bytearray(edited.read_bytes())
    data[-2] ^= 1
    edited.write_bytes(data)
    (checkout / "resources" / "areas.csv").unlink()
    (checkout / "resources" / "islands.csv").write_text("island\n", "utf-8")
    (checkout / "checks" / "suites" / "islands.json").write_text("{}\n", "utf-8")
    before = state(checkout)
    assert command.main(["--check", "--root", str(checkout)]) == 1
    named = [line.split(":")[0] for line in capsys.readouterr().err.splitlines()]
    assert sorted(named) == [
        "checks/suites/islands.json",
        "resources/areas.csv",
        "resources/figures.csv",
        "resources/islands.csv",
    ]
    assert state(checkout) == before, "--check must write nothing"
    assert command.main(["--root", str(checkout)]) == 0
    assert "2 changed, 2 removed" in capsys.readouterr().out
    assert products(checkout) == products(ROOT)


def test_a_build_without_changes_touches_no_file_and_leaves_folders_of_others_alone(checkout):
    (checkout / "resources" / ".editor").mkdir()
    before = state(checkout)
    assert command.main(["--root", str(checkout)]) == 0
    assert state(checkout) == before
    assert (checkout / "resources" / ".editor").is_dir()


@pytest.mark.parametrize(
    ("file", "column", "text"),
    [
        (LEDGER, "role", "figur"),  # stops while ledgers are read
        ("claim_terms.csv", "observation_id", "nothing"),  # stops before the relations
        ("discrepancy_relations.csv", "relation_id", "nothing"),  # stops after the relations
    ],
)
def test_a_build_that_fails_leaves_every_file_untouched(checkout, file, column, text, capsys):
    set_cell(checkout / "seeds" / file, column, text)
    (checkout / "resources" / "areas.csv").write_text("old\n", "utf-8")
    before = state(checkout)
    assert command.main(["--root", str(checkout)]) == 2
    assert state(checkout) == before
    assert "nothing was written" in capsys.readouterr().err


def test_a_build_that_cannot_write_one_file_writes_none(checkout):
    (checkout / "resources" / "areas.csv").write_text("old\n", "utf-8")
    (checkout / "resources" / "units.csv").unlink()
    (checkout / "resources" / "units.csv").mkdir()
    before = state(checkout)
    assert command.main(["--root", str(checkout)]) == 2
    assert state(checkout) == before


def test_a_build_that_is_refused_a_file_midway_puts_back_those_before_it(tmp_path, monkeypatch, capsys):
    """As when a table is open in a program that locks it."""
    root, replace = little(tmp_path), Path.replace
    assert command.main(["--root", str(root)]) == 0
    set_cell(root / LITTLE_LEDGER, "printed", "2.6", lambda row: row["printed"] == "2.5")
    (root / "resources" / "areas.csv").unlink()
    before = {name: data for name, (data, _) in state(root).items()}
    moved = []

    def locked(self, target):
        if target.name == "observations.csv":
            raise PermissionError(13, "in use")
        moved.append(target.name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    capsys.readouterr()
    assert command.main(["--root", str(root)]) == 2
    assert capsys.readouterr().err.splitlines()[0].startswith("resources/observations.csv: cannot be written (in use)")
    assert "areas.csv" in moved
    assert {name: data for name, (data, _) in state(root).items()} == before


def test_a_project_whose_figures_stand_in_no_topic_table_has_them_all_in_the_long_one(tmp_path):
    built, _ = build(little(tmp_path))
    long = csv.DictReader(built["resources/other_observations.csv"].decode().splitlines())
    assert len(list(long)) == len(ledger())
    assert {name for name in TOPICS if built[f"resources/{name}.csv"].count(b"\n") > 1} == set()


def test_a_layout_that_nothing_fits_stops_the_build_where_others_are_filled(monkeypatch):
    """As when all its series are recoded and the layout is not."""
    layouts = topic_layouts()
    islands = {**layouts["goods_trade"], "where": {"indicator": ["islands"]}}
    monkeypatch.setattr(topics, "topic_layouts", lambda: {**layouts, "islands": islands})
    with pytest.raises(InputError, match="of islands is filled in 0 of 0 rows; drop it"):
        build(ROOT)


def test_no_file_has_a_byte_order_mark_a_carriage_return_or_a_missing_line_end():
    files = [*(ROOT / name for name in products(ROOT)), *(ROOT / "seeds").rglob("*.csv")]
    assert len(files) > 70
    wrong = []
    for file in files:
        data = file.read_bytes()
        if data.startswith(b"\xef\xbb\xbf") or b"\r" in data or not data.endswith(b"\n") or b"\0" in data:
            wrong.append(file.relative_to(ROOT))
    assert not wrong, listed(wrong)


# Order of rows, new rows


@pytest.mark.parametrize("order", ["reversed", "shuffled"])
def test_the_order_of_seed_rows_changes_nothing_but_the_order_of_sources_in_the_descriptor(checkout, order):
    moved = 0
    for file in seed_files(checkout):
        rows = rows_of(file)
        before = list(rows)
        if order == "reversed":
            rows.reverse()
        else:
            random.Random(file.name).shuffle(rows)
        write_rows(file, rows)
        moved += rows != before
    assert moved > 20
    built, _ = build(checkout)
    committed = products(ROOT)
    different = [name for name, data in built.items() if committed[name] != data]
    assert different in ([], ["datapackage.json"]), listed(different)
    descriptor = json.loads(built["datapackage.json"])
    titles = {source["title"] for source in descriptor.pop("sources")}
    assert titles == {source["title"] for source in DESCRIPTOR["sources"]}
    assert descriptor == {key: value for key, value in DESCRIPTOR.items() if key != "sources"}


def test_a_new_ledger_row_changes_no_other_row_of_any_table(checkout):
    """A made-up amount of a made-up year, for a series that stands in no topic table, on a line without numerals."""
    ledger = checkout / "seeds" / LEDGER
    rows = rows_of(ledger)
    topical = {cell["observation_id"].split("@")[0] for cell in resource("topic_cells")}
    levels = [n for n, row in enumerate(rows) if row["transformation"] == "level" and ";" not in row["series_id"]]
    like = next(n for n in levels if rows[n]["series_id"] not in topical)
    line = next(n for n in range(int(rows[like]["line"]), 10**6) if str(n) not in {row["line"] for row in rows})
    new = {**rows[like], "line": str(line), "column": "1", "printed": "40", "time_period": "1901", "variant": ""}
    rows.insert(like, {**new, "qualifier_printed": "", "qualifier_at": "", "range_id": ""})
    write_rows(ledger, rows)
    built, _ = build(checkout)
    added: dict[str, list[str]] = {}
    for name in RESOURCES:
        after = list(csv.DictReader(built[f"resources/{name}.csv"].decode().splitlines()))
        before = resource(name)
        lost = [row for row in before if row not in after]
        assert not lost, name + listed(lost)
        assert [row for row in after if row in before] == before, f"{name} is in another order"
        if len(after) > len(before):
            added[name] = [next(iter(row.values())) for row in after if row not in before]
    observation = f"{new['series_id']}@1901"
    assert added.pop("figures") == added.pop("figure_observations") == [f"mofcom2023:{line}:1"]
    assert {name: len(ids) for name, ids in added.items() if name in ("observations", "quantities")} == {
        "observations": 1,
        "quantities": 1,
    }
    assert all(observation in text for text in chain(*added.values())), added


def test_a_quarter_is_no_year_and_stands_in_no_column_of_annual_growth(checkout):
    """A made-up growth of a quarter over a whole year, for a series of a topic table, is a row like any other."""
    ledger = checkout / "seeds" / LEDGER
    shown = {cell["observation_id"] for cell in resource("topic_cells")}
    growth = {o["series_id"] for o in resource("observations") if o["observation_id"] in shown} & {
        row["series_id"] for row in rows_of(ledger) if row["transformation"] == "growth_rate"
    }
    rows = rows_of(ledger)
    like = next(row for row in rows if row["series_id"] in growth and row["transformation"] == "growth_rate")
    write_rows(ledger, [*rows, {**like, "column": "9999", "time_period": "2024-Q1", "reference_period": "2023"}])
    built, _ = build(checkout)
    assert f"{like['series_id']}@2024-Q1:growth_rate:2023:" in built["resources/other_observations.csv"].decode()
    assert "2024-Q1" not in built["resources/topic_cells.csv"].decode()


@pytest.mark.parametrize(("low", "high"), [("1,204", "2,500"), ("12", "25"), ("两个", "十个")])
def test_the_ends_of_a_range_are_ordered_by_their_numbers_however_they_are_printed(low, high, checkout):
    rows = rows_of(checkout / "seeds" / LEDGER)
    like = next(row for row in rows if row["transformation"] == "level" and row["unit_printed"] == "亿美元")
    range_id = {"range_id": "made_up", "time_period": "1901", "variant": "", "decimals": ""}
    like = {**like, **range_id, "kind": "numeral", "qualifier_printed": "", "sign_printed": ""}
    ends = [{**like, "column": "9998", "printed": high}, {**like, "column": "9999", "printed": low}]
    write_rows(checkout / "seeds" / LEDGER, [*rows, *ends])
    recorded = record(read_seeds(checkout))
    assert not recorded.problems, listed(recorded.problems)
    of_figure = {link["figure_id"]: recorded.observations[link["observation_id"]] for link in recorded.links}
    found = [of_figure[f"mofcom2023:{like['line']}:{column}"]["qualifier"] for column in ("9999", "9998")]
    assert found == ["lower", "upper"]


# What the tables promise each other


def test_every_table_but_the_histories_has_rows_and_they_are_unique_by_key(subtests):
    assert len(RESOURCES) >= 40
    for name, described in RESOURCES.items():
        with subtests.test(table=name):
            rows = resource(name)
            assert rows or name in ("redirects", "renames", "revisions")
            key = described["schema"]["primaryKey"]
            keys = [tuple(row[column] for column in key) for row in rows]
            assert len(set(keys)) == len(keys), listed(k for k in set(keys) if keys.count(k) > 1)
            assert all(map(all, keys)), "a key has an empty cell"


def test_every_foreign_key_points_at_a_row(subtests):
    links = [
        (name, link["fields"][0], link["reference"]["resource"], link["reference"]["fields"][0])
        for name, described in RESOURCES.items()
        for link in described["schema"].get("foreignKeys", [])
    ]
    assert len(links) > 40
    followed = 0
    for name, column, target, field in links:
        with subtests.test(link=f"{name}.{column} -> {target}.{field}"):
            known = {row[field] for row in resource(target)}
            dangling = [row for row in resource(name) if row[column] not in known]
            assert not dangling, listed(dangling)
            followed += len(resource(name))
    assert followed > 5000


def quantities_of(o: Row) -> set[tuple[str, str, str, str]]:
    """The true values that an observation speaks of, as the codebook defines its transformation."""
    own, time, base = o["series_id"], o["time_period"], o["reference_period"]
    other = o["reference_series"]
    if o["transformation"] in ("level", "threshold"):
        places = {(own, time)}
    elif o["transformation"] in ("growth_rate", "change", "average_growth_rate"):
        places = {(own, time), (own, base)}
    elif o["transformation"] == "share":
        places = {(own, time), (other, time)}
    elif o["transformation"] in ("change_in_share", "growth_gap"):
        places = {(own, time), (own, base), (other, time), (other, base)}
    elif o["transformation"] == "change_in_growth_rate":
        places = {(own, time), (own, base), (own, f"{int(base[:4]) - 1}{base[4:]}")}
    else:
        return set()
    return {(*place, o["period_basis"], o["document_id"]) for place in places}


@pytest.mark.parametrize(
    ("transformation", "number"),
    [
        ("level", 1),
        ("growth_rate", 2),
        ("share", 2),
        ("change_in_growth_rate", 3),
        ("change_in_share", 4),
        ("growth_gap", 4),
    ],
)
def test_an_observation_speaks_of_as_many_quantities_as_its_transformation_says(transformation, number):
    known = {
        tuple(q[column] for column in ("series_id", "time_period", "period_basis", "document_id"))
        for q in resource("quantities")
    }
    observations = [o for o in resource("observations") if o["transformation"] == transformation]
    observations = [o for o in observations if (o["time_period"], o["reference_period"]) != ("_U", "_U")]
    assert observations
    of_itself = {o["observation_id"] for o in observations if o["reference_series"] == o["series_id"]}
    if transformation == "share":
        number_of = {o["observation_id"]: number - (o["observation_id"] in of_itself) for o in observations}
    else:
        number_of = {o["observation_id"]: number for o in observations}
    wrong = [o for o in observations if len(quantities_of(o) & known) != number_of[o["observation_id"]]]
    assert not wrong, listed(wrong)


def test_every_quantity_is_one_that_some_observation_or_edit_speaks_of_and_its_id_says_which():
    observations = resource("observations")
    usual = set().union(*map(quantities_of, observations))
    rare = {o["series_id"] for o in observations if not quantities_of(o)}
    rare |= {o["reference_series"] for o in observations if not quantities_of(o)}
    with (ROOT / "checks/proofs/measures.csv").open(encoding="utf-8", newline="") as file:
        named_by_edits = {row["measure_id"] for row in csv.DictReader(file)}
    wrong = []
    for q in resource("quantities"):
        time = q["time_period"] + ("" if q["period_basis"] == "whole" else f".{q['period_basis']}")
        place = (q["series_id"], q["time_period"], q["period_basis"], q["document_id"])
        named = q["quantity_id"] == f"{q['series_id']}@{time}:{q['document_id']}"
        spoken_of = place in usual or q["series_id"] in rare or q["quantity_id"] in named_by_edits
        if not named or not spoken_of:
            wrong.append(q)
    assert not wrong, listed(wrong)


def test_topic_tables_and_the_long_table_give_back_every_observation_once():
    shown = [cell["observation_id"] for cell in resource("topic_cells")]
    rest = [row["observation_id"] for row in resource("other_observations")]
    assert len(shown) > 250 and len(rest) > 100
    assert not set(shown) & set(rest), listed(set(shown) & set(rest))
    assert set(shown) | set(rest) == {o["observation_id"] for o in resource("observations")}


def test_every_filled_cell_of_a_topic_table_shows_the_number_of_its_observation():
    observations = {o["observation_id"]: o for o in resource("observations")}
    traced = {(c["table"], c["row_key"], c["column_name"]): c["observation_id"] for c in resource("topic_cells")}
    wrong = []
    for name in TOPICS:
        key = RESOURCES[name]["schema"]["primaryKey"]
        for row in resource(name):
            for column in measures(name):
                observation = traced.pop((name, "/".join(row[k] for k in key), column), None)
                if bool(row[column]) != bool(observation):
                    wrong.append((name, column, row))
                elif observation:
                    o = observations[observation]
                    money = o["unit_measure"] in ("USD", "CNY", "HKD")
                    in_millions = column.endswith(("_musd", "_mcny")) or (column == "value" and money)
                    scaled = column == "value" or in_millions
                    power = int(o["unit_mult"]) - (6 if in_millions else 0) if scaled else 0
                    if Decimal(row[column]) != Decimal(o["obs_value"]).scaleb(power):
                        wrong.append((name, column, row, o["obs_value"]))
    assert not wrong, listed(wrong)
    assert not traced, listed(traced)


def test_no_measure_column_of_a_topic_table_is_under_half_filled(subtests):
    assert len(TOPICS) >= 5
    for name in TOPICS:
        rows = resource(name)
        assert measures(name) and len(rows) > 5
        for column in measures(name):
            with subtests.test(table=name, column=column):
                assert 2 * sum(bool(row[column]) for row in rows) >= len(rows)


def test_a_lost_sign_word_stops_the_build_even_without_the_documents(checkout, capsys):
    path = checkout / "seeds" / "mofcom2023.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(r for r in rows if r["sign_printed"] == "下降" and r["transformation"] == "growth_rate")
    row["sign_printed"] = row["sign_at"] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert command.main(["--root", str(checkout)]) == 2
    assert "names no sign word" in capsys.readouterr().err
