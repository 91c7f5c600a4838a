"""Archives of strangers: whatever could escape, swell or mislead is refused in one line, and nothing is written."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.package import archive
from checks.package.archive import SafeZip
from checks.problems import InputError
from scripts import diff as command

from .conftest import files_below
from .pairs import files, folder, towns, zipped


def entry(name: str, mode: int = stat.S_IFREG | 0o644, content: bytes = b"x") -> Callable[[zipfile.ZipFile], None]:
    def add(package: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo(name)
        info.create_system, info.external_attr = 3, mode << 16
        package.writestr(info, content)

    return add


def compressed(method: int) -> Callable[[zipfile.ZipFile], None]:
    return lambda package: package.writestr("more.csv", b"x" * 999, compress_type=method)


def twice(package: zipfile.ZipFile) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("datapackage.json", b"{}")


def many(package: zipfile.ZipFile) -> None:
    for number in range(archive.ENTRIES + 1):
        package.writestr(f"{number}", b"")


def large(package: zipfile.ZipFile) -> None:
    package.writestr("zeros.csv", b"\0" * (archive.FILE_BYTES + 1), compress_type=zipfile.ZIP_DEFLATED)


def altogether_large(package: zipfile.ZipFile) -> None:
    for number in range(archive.TOTAL_BYTES // archive.FILE_BYTES + 1):
        package.writestr(f"{number}", b"\0" * archive.FILE_BYTES, compress_type=zipfile.ZIP_DEFLATED)


UNSAFE = {
    "an entry that climbs out": (entry("../towns.csv"), "../towns.csv: leads out of the archive"),
    "an entry that climbs out further in": (entry("a/../../towns.csv"), "leads out of the archive"),
    "an absolute path": (entry("/towns.csv"), "/towns.csv: has an absolute path"),
    "a path of another system": (entry("a\\..\\..\\towns.csv"), "of another system"),
    "a drive": (entry("C:towns.csv"), "of another system"),
    "a link": (entry("towns.csv", stat.S_IFLNK | 0o777, b"/etc"), "towns.csv: is a symbolic link"),
    "a pipe": (entry("towns.csv", stat.S_IFIFO | 0o644), "is neither a file nor a folder"),
    "a name that steers the terminal": (entry("\x1b[2Jtowns.csv"), r"\x1b[2Jtowns.csv: has a name with control"),
    "a name that breaks the line": (entry("towns\n.csv"), r"towns\n.csv: has a name with control characters"),
    "an entry twice": (twice, "datapackage.json: stands twice in the archive"),
    "an entry twice on systems that ignore case": (entry("DataPackage.json"), "stands twice in the archive"),
    "a method nobody needs": (compressed(zipfile.ZIP_BZIP2), "is compressed in a way that packages do not use"),
    "another such method": (compressed(zipfile.ZIP_LZMA), "is compressed in a way that packages do not use"),
    "an absurd size": (large, "zeros.csv: would unpack to"),
    "an absurd size in all": (altogether_large, "would unpack to"),
    "too many entries": (many, "more than"),
}


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, limit in (("ENTRIES", 50), ("FILE_BYTES", 20_000), ("TOTAL_BYTES", 100_000)):
        monkeypatch.setattr(archive, name, limit)


@pytest.mark.parametrize("what", UNSAFE)
def test_an_archive_with_something_unsafe_is_refused_whole_in_one_line(what, tmp_path, capsys):
    add, says = UNSAFE[what]
    new = zipped(tmp_path / "new.zip", towns())
    with zipfile.ZipFile(new, "a") as package:
        add(package)
    old = folder(tmp_path / "old", towns())
    before = dict(files_below(tmp_path))
    assert command.main([str(old), str(new)]) == 2
    output, errors = capsys.readouterr()
    line, total = errors.splitlines()
    assert line.startswith("new.zip: ") and says in line
    assert (output, total) == ("", "1 problem(s); nothing was compared")
    assert dict(files_below(tmp_path)) == before


def patched(file: Path, change: Callable[[bytearray, int], None]) -> Path:
    """Change the header of the entry for towns.csv, in its place and in the central directory."""
    data = bytearray(file.read_bytes())
    for mark, name_at in ((b"PK\x03\x04", 30), (b"PK\x01\x02", 46)):
        at = next(n for n in starts(data, mark) if data[n + name_at :].startswith(b"resources/towns.csv"))
        change(data, at + (6 if mark == b"PK\x03\x04" else 8))
    file.write_bytes(data)
    return file


def starts(data: bytearray, mark: bytes) -> list[int]:
    found, at = [], data.find(mark)
    while at >= 0:
        found.append(at)
        at = data.find(mark, at + 1)
    return found


def encrypt(data: bytearray, flags: int) -> None:
    data[flags] |= 1


def understate(data: bytearray, flags: int) -> None:
    struct.pack_into("<I", data, flags + 16, 7)  # the size that the entry claims to unpack to


@pytest.mark.parametrize(("change", "says"), [(encrypt, "is encrypted"), (understate, "is damaged")])
def test_an_entry_that_is_encrypted_or_lies_about_its_size_is_refused(change, says, tmp_path):
    new = patched(zipped(tmp_path / "new.zip", towns()), change)
    with pytest.raises(InputError, match=f"resources/towns.csv: {says}"), SafeZip(new) as package:
        package.read("resources/towns.csv")


def truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flipped(content: bytes) -> bytes:
    at = content.index(b"resources/towns.csv") + len(b"resources/towns.csv") + 5
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (truncated, "cannot be opened as a zip"),
        (flipped, "is damaged"),
        (lambda _: b"", "cannot be opened as a zip"),
        (
            lambda content: content.replace(b"resources/towns", b"resources\0towns"),
            "has a name with control characters",
        ),
        (lambda _: b"PK\x05\x06" + b"\xff" * 18, "cannot be opened as a zip"),
    ],
)
def test_a_damaged_archive_is_refused_in_one_line(change, says, tmp_path, capsys):
    new = zipped(tmp_path / "new.zip", towns())
    new.write_bytes(change(new.read_bytes()))
    assert command.main([str(folder(tmp_path / "old", towns())), str(new)]) == 2
    line, _ = capsys.readouterr().err.splitlines()
    assert line.startswith("new.zip: ") and says in line


@pytest.mark.parametrize(
    ("places", "says"),
    [((), "holds no datapackage.json"), (("one/", "two/"), "holds one/datapackage.json and two/datapackage.json")],
)
def test_an_archive_holds_exactly_one_package(places, says, tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "new.zip", "w") as package:
        package.writestr("readme.txt", b"")
        for place in places:
            for path, content in files(towns()).items():
                package.writestr(place + path, content)
    assert command.main([str(folder(tmp_path / "old", towns())), str(tmp_path / "new.zip")]) == 2
    assert says in capsys.readouterr().err


def test_a_package_within_the_limits_is_read_with_its_folders_and_chinese_names(tmp_path):
    with zipfile.ZipFile(tmp_path / "good.zip", "w") as package:
        package.mkdir("数据")
        package.writestr("数据/城镇.csv", b"town\n")
    with SafeZip(tmp_path / "good.zip") as found:
        assert found.names == ["数据/城镇.csv"]
        assert found.read("数据/城镇.csv") == b"town\n"
        with pytest.raises(KeyError):
            found.read("nothing")
