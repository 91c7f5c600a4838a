"""Opens zips that strangers made: nothing is unpacked, and what could escape or swell is refused in one line."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Self

from china_services_trade._locate import FILE_BYTES

from ..problems import InputError, Problem

ENTRIES = 10_000
TOTAL_BYTES = 256 * 2**20
"""A package has about a hundred files and six megabytes; whatever is beyond these limits is none."""

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How entries may be compressed: methods whose output Python reads piece by piece, so that no size can lie."""

ENCRYPTED = 0x1


class SafeZip:
    """The files of a zip by name, read into memory one at a time.

    Raises InputError with one line: on opening for an archive with an entry that no package has any use for, on reading
    for an entry that is damaged.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, struct.error, NotImplementedError, ValueError) as error:
            raise _refused(path, "", f"cannot be opened as a zip ({error}); take a whole one") from None
        try:
            _require_safe(path, self._zip.infolist())
        except InputError:
            self._zip.close()
            raise
        self.names = sorted(info.filename for info in self._zip.infolist() if not info.is_dir())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """The content of a file. Raises KeyError for a name that is not there."""
        info = self._zip.getinfo(name)
        try:
            return self._zip.read(info)
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
            raise _refused(self.path, name, f"is damaged ({error}); take a whole archive") from None


def _require_safe(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > ENTRIES:
        raise _refused(path, "", f"has {len(entries):,} entries, more than {ENTRIES:,}; this is no package")
    for entry in entries:
        if fault := _fault(entry):
            raise _refused(path, entry.filename, f"{fault}; nothing of the archive was read")
    if repeated := _first_repeated(entry.filename for entry in entries):
        raise _refused(path, repeated, "stands twice in the archive; nothing of it was read")
    total = sum(entry.file_size for entry in entries)
    if total > TOTAL_BYTES:
        raise _refused(path, "", f"would unpack to {total:,} bytes, more than {TOTAL_BYTES:,}; nothing of it was read")


def _fault(entry: zipfile.ZipInfo) -> str:
    """What makes an entry unsafe; empty for one that is not."""
    name, mode = entry.filename, entry.external_attr >> 16
    if "\0" in entry.orig_filename or not name.isprintable():
        return "has a name with control characters"
    if name.startswith("/") or "\\" in name or name[1:2] == ":":
        return "has an absolute path or one of another system"
    if ".." in PurePosixPath(name).parts:
        return "leads out of the archive"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a symbolic link" if stat.S_ISLNK(mode) else "is neither a file nor a folder"
    if entry.flag_bits & ENCRYPTED:
        return "is encrypted"
    if entry.compress_type not in METHODS:
        return "is compressed in a way that packages do not use"
    if entry.file_size > FILE_BYTES:
        return f"would unpack to {entry.file_size:,} bytes, more than {FILE_BYTES:,}"
    return ""


def _first_repeated(names: Iterable[str]) -> str:
    seen: set[str] = set()
    for name in names:
        plain = name.rstrip("/").casefold()
        if plain in seen:
            return name
        seen.add(plain)
    return ""


def _refused(path: Path, entry: str, message: str) -> InputError:
    shown = entry.encode("unicode_escape").decode() if not entry.isprintable() else entry
    return InputError(Problem(path.name, 0, "", f"{shown}: {message}" if entry else message))
