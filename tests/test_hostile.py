"""Packages and seeds made with bad intent: nothing outside their folder is opened, fetched or written."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import china_services_trade as cst
from checks.package.contents import read_package
from checks.package.csv_lint import read_rows
from checks.package.descriptor import read_descriptor
from checks.problems import InputError, Problem
from china_services_trade import _locate
from china_services_trade._inside import inside
from china_services_trade._locate import FILE_BYTES
from scripts import build, validate
from scripts.building.write import write_all
from scripts.command import unusable
from scripts.transcribing.inputs import open_source
from scripts.validating import stages

from .conftest import ROOT, listed, rows_of, set_cell, state
from .test_validate import HOSTILE, Page, is_self_contained

Change = Callable[[dict[str, Any]], object]

SECRET = "top secret"

OUTSIDE = [
    "../secret.csv",
    "resources/../../secret.csv",
    "resources/./areas.csv",
    "..",
    ".",
    "",
    "/etc/passwd",
    "//host/share/a.csv",
    "resources//areas.csv",
    "C:/secret.csv",
    "C:secret.csv",
    "\\\\host\\share\\a.csv",
    "resources\\areas.csv",
    "..\\secret.csv",
    "http://192.0.2.1/a.csv",
    "file:///etc/passwd",
    "s3://bucket/a.csv",
    "data:text/csv,a",
    "resources/areas.csv\0.txt",
    "resources/areas.csv\n",
    "areas.csv:stream",
]
NO_NAMES = [None, 7, ["resources/areas.csv"], {"path": "resources/areas.csv"}, True]


# One rule on paths


@pytest.mark.parametrize("name", [*OUTSIDE, *NO_NAMES], ids=repr)
def test_a_name_that_is_no_plain_path_below_the_folder_is_refused(name: object, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^leaves the folder; "):
        inside(tmp_path, name)


@pytest.mark.parametrize("name", ["a.csv", "resources/a.csv", "a..b/c.csv", "~/a.csv", "中文.csv", "a b.csv"])
def test_a_plain_path_is_taken_as_it_stands(name: str, tmp_path: Path) -> None:
    assert inside(tmp_path, name) == tmp_path / name


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that nobody may open."""
    (tmp_path / "elsewhere").mkdir()
    file = tmp_path / "elsewhere" / "secret.csv"
    file.write_text(f"{SECRET}\n", "utf-8")
    return file


def test_a_link_that_leads_out_is_refused_and_one_that_stays_is_not(tmp_path: Path, secret: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.csv").write_text("x\n", "utf-8")
    (folder / "own.csv").symlink_to(folder / "a.csv")
    (folder / "out.csv").symlink_to(secret)
    (folder / "far").symlink_to(secret.parent, target_is_directory=True)
    (folder / "round.csv").symlink_to(folder / "round.csv")
    assert inside(folder, "own.csv").read_text("utf-8") == "x\n"
    for name in ("out.csv", "far/secret.csv", "far/new.csv", "round.csv"):
        with pytest.raises(ValueError, match=r"leaves the folder; .* link"):
            inside(folder, name)


def test_a_folder_that_is_reached_by_a_link_itself_may_be_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert inside(tmp_path / "link", "a.csv") == tmp_path / "link" / "a.csv"


# The loader


def small(path: object, **more: Any) -> dict[str, Any]:
    schema = {"fields": [{"name": "id", "type": "string"}]}
    return {"name": "p", "version": "1.0.0", "resources": [{"name": "t", "path": path, "schema": schema}], **more}


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[object], Path]:
    """Makes the loader read a package folder with this descriptor."""
    data = tmp_path / "installed" / "data"
    data.mkdir(parents=True)
    monkeypatch.setattr(_locate, "PACKAGE", data.parent)

    def describe(descriptor: object) -> Path:
        (data / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
        return data

    return describe


@pytest.mark.parametrize("path", OUTSIDE, ids=repr)
def test_the_loader_opens_no_path_that_leaves_its_folder(path: str, loaded: Any, secret: Path) -> None:
    loaded(small(path))
    for call in (cst.path, cst.rows, cst.frame):
        with pytest.raises(ValueError, match="the path of t leaves the folder; give a relative path below it"):
            call("t")


def test_the_loader_follows_no_link_out_of_its_folder(loaded: Any, secret: Path) -> None:
    data = loaded(small("t.csv"))
    (data / "t.csv").symlink_to(secret)
    with pytest.raises(ValueError, match=r"the path of t leaves the folder; .t\.csv. is or passes a link"):
        cst.rows("t")
    (data / "t.csv").unlink()
    (data / "t.csv").write_text("id\n1\n", "utf-8")
    assert cst.rows("t") == [{"id": "1"}]


def test_the_loader_takes_no_descriptor_from_elsewhere(loaded: Any, tmp_path: Path) -> None:
    data = loaded({})
    (tmp_path / "other.json").write_text(json.dumps(small("t.csv")), "utf-8")
    (data / "datapackage.json").unlink()
    (data / "datapackage.json").symlink_to(tmp_path / "other.json")
    with pytest.raises(ValueError, match="the path of the descriptor leaves the folder"):
        cst.resources()


@pytest.mark.parametrize(
    "descriptor",
    [
        None,
        [],
        {},
        {"resources": 1},
        small("t.csv", resources=[1]),
        small("t.csv", version=1),
        small("t.csv", name=None),
        small("t.csv", resources=[{"name": [], "path": "t.csv", "schema": {"fields": []}}]),
        small("t.csv", resources=[{"name": "t", "path": "t.csv", "schema": "http://192.0.2.1/schema.json"}]),
        small(
            "t.csv", resources=[{"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "a", "type": "any"}]}}]
        ),
        small("t.csv", resources=[{"name": "t", "path": "t.csv", "schema": {"fields": [], "missingValues": [[]]}}]),
    ],
    ids=lambda d: json.dumps(d)[:60],
)
def test_a_descriptor_of_another_shape_is_one_clear_line(descriptor: object, loaded: Any) -> None:
    loaded(descriptor)
    for call in (cst.resources, lambda: cst.rows("t"), lambda: cst.describe("t"), lambda: cst.__version__):
        with pytest.raises(ValueError, match=r"datapackage\.json is no tabular data package; reinstall"):
            call()


def test_a_descriptor_that_nests_without_end_is_one_clear_line(loaded: Any) -> None:
    data = loaded({})
    (data / "datapackage.json").write_text("[" * 200_000, "utf-8")
    with pytest.raises(ValueError, match="no tabular data package"):
        cst.resources()


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("number", "12 %"), ("integer", "1.0"), ("boolean", "TRUE"), ("number", "1e"), ("integer", "9" * 5000)],
)
def test_a_cell_that_is_not_of_its_type_is_named_by_line_and_column(kind: str, cell: str, loaded: Any) -> None:
    schema = {"fields": [{"name": "id", "type": "string"}, {"name": "x", "type": kind}]}
    data = loaded(small("t.csv", resources=[{"name": "t", "path": "t.csv", "schema": schema}]))
    (data / "t.csv").write_text(f"id,x\na,\nb,{cell}\n", "utf-8")
    with pytest.raises(ValueError, match=r"t\.csv: line 3, column x: .* is not of its type"):
        cst.rows("t")


@pytest.mark.parametrize("content", [b"id\n\xff\n", b'id\n"a\n', b'id\n"a"b\n', b"id\n" + b"x" * 200_000 + b"\n"])
def test_a_file_that_is_no_csv_is_one_clear_line(content: bytes, loaded: Any) -> None:
    data = loaded(small("t.csv"))
    (data / "t.csv").write_bytes(content)
    limit = csv.field_size_limit(131_072)  # what Python starts with; Frictionless raises it for the whole process
    try:
        with pytest.raises(ValueError, match=r"t\.csv is no CSV in UTF-8 \("):
            cst.rows("t")
    finally:
        csv.field_size_limit(limit)


def test_the_loader_opens_files_of_the_package_alone() -> None:
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r}); sys.dont_write_bytecode = True
opened = []
sys.addaudithook(lambda event, arguments: event == "open" and opened.append(str(arguments[0])))
import china_services_trade as cst
for name in cst.resources():
    cst.rows(name), cst.describe(name)
cst.cite("mofcom2023:104:181")
print(*opened, sep="\\n")
"""
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    own = {str(ROOT / "datapackage.json"), *(str(file) for file in (ROOT / "resources").iterdir())}
    opened = set(done.stdout.splitlines())
    assert own <= opened
    code_of = (str(ROOT / "china_services_trade"), sys.prefix, sys.base_prefix, os.path.dirname(os.__file__))
    assert [file for file in opened - own if not file.startswith(code_of)] == []


# Packages that strangers made


def every(change: Callable[[dict[str, Any]], object]) -> Change:
    return lambda descriptor: change(descriptor["resources"][0])


HOSTILE_DESCRIPTORS: dict[str, Change] = {
    **{f"path {path!r}": every(lambda r, path=path: r.update(path=path)) for path in OUTSIDE},
    **{f"path {name!r}": every(lambda r, name=name: r.update(path=name)) for name in NO_NAMES},
    "inline data": every(lambda r: r.update(data=[["a"], [1]])),
    "another scheme": every(lambda r: r.update(scheme="http")),
    "a compressed file": every(lambda r: r.update(compression="zip", innerpath="a.csv")),
    "further files": every(lambda r: r.update(extrapaths=["../secret.csv"])),
    "a profile to fetch": lambda d: d.update(profile="http://192.0.2.1/profile.json"),
    "a schema of the descriptor to fetch": lambda d: d.update({"$schema": "http://192.0.2.1/profile.json"}),
    "profiles of the first draft": lambda d: d.update(profiles=["http://192.0.2.1/profile.json"]),
    "a profile of a resource to fetch": every(lambda r: r.update(profile="http://192.0.2.1/profile.json")),
    "a Table Schema to fetch": every(lambda r: r.update(schema="http://192.0.2.1/schema.json")),
    "a Table Schema with a profile": every(lambda r: r["schema"].update({"$schema": "http://192.0.2.1/s.json"})),
    "a dialect to fetch": every(lambda r: r.update(dialect="http://192.0.2.1/dialect.json")),
    "an encoding that unpacks": every(lambda r: r.update(encoding="bz2")),
    "another format": every(lambda r: r.update(format="xlsx")),
    "a resource to fetch": lambda d: d["resources"].append("http://192.0.2.1/resource.json"),
    "a link to another package": every(
        lambda r: r["schema"]["foreignKeys"][0]["reference"].update(package="http://192.0.2.1/datapackage.json")
    ),
    "two resources of one name": lambda d: d["resources"].append(d["resources"][0]),
    "a pattern that is none": every(lambda r: r["schema"]["fields"][0].update(constraints={"pattern": "("})),
    "a number without end": lambda d: d.update(size="SIZE"),
}


@pytest.fixture
def untouched(tmp_path: Path, secret: Path) -> Iterator[None]:
    """Nothing outside the package is opened or changed, whatever comes of it."""
    before = secret.read_bytes()
    yield
    assert secret.read_bytes() == before


@pytest.mark.parametrize("fault", HOSTILE_DESCRIPTORS)
def test_a_descriptor_that_opens_anything_else_is_refused_before_any_table_is_read(
    fault: str, tmp_path: Path, secret: Path, untouched: None, capsys: pytest.CaptureFixture[str]
) -> None:
    descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    HOSTILE_DESCRIPTORS[fault](descriptor)
    folder = tmp_path / "package"
    folder.mkdir()
    text = json.dumps(descriptor).replace('"SIZE"', "9" * 5000)
    (folder / "datapackage.json").write_text(text, "utf-8")  # its tables are missing, so reading them would say so
    before = state(folder)
    assert validate.main(["--package", str(folder), "--report", str(tmp_path / "report")]) == 2
    output, errors = capsys.readouterr()
    lines = errors.splitlines()
    assert all(line.startswith("datapackage.json") for line in lines[:-1]), listed(lines)
    assert lines[-1].endswith("nothing was validated") and "ok  " not in output
    assert SECRET not in errors
    assert state(folder) == before and not (tmp_path / "report").exists()


@pytest.mark.parametrize("name", ["resources/areas.csv", "datapackage.json", "resources"])
def test_a_package_that_links_elsewhere_is_refused(
    name: str, package: Path, tmp_path: Path, secret: Path, untouched: None, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "elsewhere" / "moved"
    (package / name).rename(target)
    (package / name).symlink_to(target, target_is_directory=target.is_dir())
    assert validate.main(["--package", str(package), "--report", str(tmp_path / "report")]) == 2
    errors = capsys.readouterr().err
    assert "link" in errors and "Traceback" not in errors, errors


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
@pytest.mark.parametrize("name", ["resources/areas.csv", "datapackage.json"])
def test_a_pipe_in_place_of_a_file_does_not_keep_the_validation_waiting(
    name: str, package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / name).unlink()
    os.mkfifo(package / name)
    assert validate.main(["--package", str(package), "--report", str(tmp_path / "report")]) == 2
    assert name in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such files")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder by a link"])
def test_proofs_that_lie_elsewhere_are_not_added_up(
    kind: str, package: Path, tmp_path: Path, secret: Path, only: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    only(stages.certificates)
    proofs = package / "checks" / "proofs"
    proofs.parent.mkdir()
    if kind == "folder by a link":
        proofs.symlink_to(secret.parent, target_is_directory=True)
    else:
        proofs.mkdir()
        (proofs / "rows.csv").symlink_to(secret) if kind == "link" else os.mkfifo(proofs / "rows.csv")
    assert validate.main(["--package", str(package), "--report", str(tmp_path / "report")]) == 2
    line, _ = capsys.readouterr().err.splitlines()
    assert line.startswith("checks/proofs") and "link" in line and SECRET not in line


def test_frictionless_sees_a_package_only_after_our_own_reading(package: Path, tmp_path: Path, only: Any) -> None:
    only(stages.frictionless)
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    descriptor["profile"] = "http://192.0.2.1/profile.json"
    (package / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    assert validate.main(["--package", str(package), "--report", str(tmp_path / "report")]) == 2


def test_text_of_every_column_is_escaped_in_the_report_of_a_whole_run(
    package: Path, tmp_path: Path, only: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    only(stages.files, stages.metadata, stages.printed, stages.relations, stages.findings)
    marked = {
        "discrepancies": ("explanation", "arithmetic", "standing"),
        "series": ("label_en", "label_zh"),
        "units": ("label_en",),
        "claims": ("summary",),
        "figures": ("note", "sign_printed"),
    }
    for name, columns in marked.items():
        for column in columns:
            text = HOSTILE.replace("\n", "") + f":{name}.{column}"
            set_cell(package / "resources" / f"{name}.csv", column, text)
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    descriptor["version"] = f"{HOSTILE}:version"
    descriptor["resources"][0]["title_zh"] = f"{HOSTILE}:title_zh"
    (package / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    assert validate.main(["--package", str(package), "--report", str(tmp_path / "report")]) == 1
    capsys.readouterr()
    page = Page((tmp_path / "report" / "validation.html").read_text("utf-8"))
    assert is_self_contained(page), (page.tags, page.attributes)
    shown = {f"{name}.{column}" for name, columns in marked.items() for column in columns} | {"version", "title_zh"}
    assert {place for place in shown if f":{place}" in page.text} >= {
        "discrepancies.explanation",
        "version",
        "title_zh",
    }
    json.loads((tmp_path / "report" / "validation.json").read_text("utf-8"))


@pytest.mark.parametrize("kind", ["integer", "number"])
@pytest.mark.parametrize(
    "cell", ["1_000", "NaN", "Infinity", "-inf", "+1", " 1", "1 ", "1e3", "５", "²", ".5", "5.", "1.2.3", "--1", "0x1"]
)
def test_the_loader_takes_nothing_but_digits_for_a_number(kind: str, cell: str, loaded: Any) -> None:
    schema = {"fields": [{"name": "id", "type": kind}]}
    data = loaded(small("t.csv", resources=[{"name": "t", "path": "t.csv", "schema": schema}]))
    (data / "t.csv").write_text(f"id\n-12\n007\n{cell}\n", "utf-8")
    with pytest.raises(ValueError, match=r"t\.csv: line 4, column id: .* is not of its type$"):
        cst.rows("t")
    (data / "t.csv").write_text("id\n-12\n007\n", "utf-8")
    assert [row["id"] for row in cst.rows("t")] == [-12, 7]


@pytest.mark.parametrize("key", ["name", "title", "\ud800"], ids=ascii)
def test_the_loader_takes_no_half_of_a_character(key: str, loaded: Any) -> None:
    loaded(small("t.csv", **{key: "\udc9f"}))
    with pytest.raises(ValueError, match=r"datapackage\.json is no tabular data package; reinstall"):
        cst.resources()


@pytest.mark.parametrize("name", ["t.csv", "datapackage.json", "resources/renames.csv"])
def test_the_loader_reads_no_file_that_is_larger_than_any_table(name: str, loaded: Any) -> None:
    data = loaded(small("t.csv"))
    (data / "t.csv").write_text("id\n1\n", "utf-8")
    (data / "resources").mkdir()
    with (data / name).open("ab") as file:
        file.truncate(FILE_BYTES + 1)
    with pytest.raises(ValueError, match="has more than 67,108,864 bytes, so it is no table; reinstall"):
        cst.rows("t")


# Seeds and documents


@pytest.mark.parametrize("name", ["seeds/mofcom2023.csv", "seeds/codes/flows.csv", "seeds"])
def test_seeds_that_are_links_are_refused_and_nothing_is_written(
    name: str, checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "moved"
    (checkout / name).rename(target)
    (checkout / name).symlink_to(target, target_is_directory=target.is_dir())
    before = state(checkout)
    assert build.main(["--root", str(checkout)]) == 2
    assert "link" in capsys.readouterr().err
    assert state(checkout) == before


def test_a_document_id_cannot_name_a_ledger_elsewhere(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_cell(checkout / "seeds" / "documents.csv", "document_id", "../../secret")
    assert build.main(["--root", str(checkout)]) == 2
    assert "seeds/../../secret.csv: leaves the folder" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../secret.csv", "/etc/passwd", "sub\\a.txt", "C:a.txt", "."])
def test_a_document_lies_in_the_folder_of_documents_or_is_not_opened(
    name: str, checkout: Path, tmp_path: Path, secret: Path, only: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    only(stages.documents)
    row = set_cell(checkout / "seeds" / "documents.csv", "file", name)
    documents = tmp_path / "documents"
    documents.mkdir()
    assert validate.main(["--root", str(checkout), "--documents", str(documents)]) == 2
    assert f"seeds/documents.csv, row {row}, column file: leaves the folder" in capsys.readouterr().err
    with pytest.raises(InputError, match=f"row {row}, column file: leaves the folder"):
        open_source(checkout, documents, rows_of(checkout / "seeds" / "documents.csv")[row - 2]["document_id"])


def test_a_document_that_is_a_link_out_of_the_folder_is_not_opened(
    checkout: Path, tmp_path: Path, secret: Path, only: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    only(stages.documents)
    documents = tmp_path / "documents"
    documents.mkdir()
    first = rows_of(checkout / "seeds" / "documents.csv")[0]["file"]
    (documents / first).symlink_to(secret)
    assert validate.main(["--root", str(checkout), "--documents", str(documents)]) == 2
    assert "row 2, column file: leaves the folder; " in capsys.readouterr().err


def test_nothing_is_written_through_a_link(tmp_path: Path, secret: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "resources").symlink_to(secret.parent, target_is_directory=True)
    with pytest.raises(InputError, match=r"resources/secret\.csv: leaves the folder"):
        write_all(root, {"resources/secret.csv": b"x\n", "other.csv": b"y\n"})
    assert secret.read_text("utf-8") == f"{SECRET}\n" and not (root / "other.csv").exists()


def test_a_table_that_is_a_link_is_not_read(tmp_path: Path, secret: Path) -> None:
    (tmp_path / "a.csv").symlink_to(secret)
    with pytest.raises(InputError, match=r"a\.csv: is a link or device; put the file itself there"):
        read_rows(tmp_path / "a.csv")


# Characters that nobody sees, and sizes

UNSEEN = ["\t", "\x00", "\x1b", "\x7f", "\x9b", "\xad", "\u200b", "\u200e", "\u2028", "\u202e", "\u2066", "\ufeff"]


@pytest.mark.parametrize("character", UNSEEN, ids=ascii)
def test_a_table_with_a_character_that_is_not_printed_is_refused_by_row_and_column(
    character: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(f"id,note\n1,a b\n2,a{character}b\n", "utf-8", newline="\n")
    with pytest.raises(InputError) as caught:
        read_rows(tmp_path / "a.csv")
    if character != "\x00":  # which some Pythons do not take into a cell at all
        code = f"U+{ord(character):04X}"
        message = f"a.csv, row 3, column note: has the character {code}, which is not printed; take it out"
        assert str(caught.value) == message
    (tmp_path / "a.csv").write_text(f"id,no{character}te\n1,2\n", "utf-8", newline="\n")
    with pytest.raises(InputError, match=r"a\.csv, row 1"):
        read_rows(tmp_path / "a.csv")


@pytest.mark.parametrize("text", ["全球, 合计", "a\u3000b", "\u00a0", "é", "𝟙", "−1"])
def test_whatever_is_printed_may_stand_in_a_table(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'id,note\n1,"{text}"\n', "utf-8", newline="\n")
    assert read_rows(tmp_path / "a.csv") == [{"id": "1", "note": text}]


@pytest.mark.parametrize("text", ["\\u001b[2J", "\\u202e", "\\ud800", "\\n", "\u202e"], ids=ascii)
@pytest.mark.parametrize("place", ["value", "key"])
def test_a_descriptor_with_a_character_that_is_not_printed_is_refused(text: str, place: str, tmp_path: Path) -> None:
    content = f'{{"{text}": "a"}}' if place == "key" else f'{{"title": ["{text}"]}}'
    (tmp_path / "datapackage.json").write_text(content, "utf-8")
    with pytest.raises(
        InputError, match=r"^datapackage\.json: cannot be read \(a text has the character U\+"
    ) as caught:
        read_descriptor(tmp_path)
    assert str(caught.value).isprintable()


def test_an_object_with_a_key_twice_is_refused_because_readers_take_different_ones(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"a": {"path": "a.csv", "path": "b.csv"}}', "utf-8")
    with pytest.raises(InputError, match="an object has the key 'path' twice; keep one"):
        read_descriptor(tmp_path)


def test_what_a_problem_quotes_of_strangers_is_shown_and_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    assert unusable(InputError(Problem("a\x1b[2J.csv", 1, "b\u202e", "中文\n"))) == 2
    assert capsys.readouterr().err == "a\\x1b[2J.csv, row 1, column b\\u202e: 中文\\n\n"


def test_a_file_that_is_larger_than_any_table_is_not_read(tmp_path: Path) -> None:
    for name in ("a.csv", "datapackage.json"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(FILE_BYTES + 1)
    for read in (lambda: read_rows(tmp_path / "a.csv"), lambda: read_descriptor(tmp_path)):
        with pytest.raises(InputError, match="has more than 67,108,864 bytes; this is no table"):
            read()


def test_a_cell_that_is_too_long_is_not_called_a_quote_that_is_not_closed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"id\n{'x' * 131_073}\n", "utf-8")
    message = r"^a\.csv, row 2: a cell has more than 131,072 characters; shorten it, or close the quote it begins with$"
    with pytest.raises(InputError, match=message):
        read_rows(tmp_path / "a.csv")


def test_the_committed_package_passes_what_strangers_must_pass() -> None:
    assert read_descriptor(ROOT)["name"] == "china-services-trade"
    assert read_package(ROOT).tables
