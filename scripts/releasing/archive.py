"""The data package as a zip: what a checkout has of it, and the proofs, so that all of it can be validated again."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from checks.package.plain_file import plain_bytes
from checks.package.within import within

from .contents import Release, Rows, read_release

BESIDE = ("LICENSE-DATA", "CITATION.cff")
PROOFS = "checks/proofs"


def write(release: Release, file: Path) -> None:
    """Write the archive: ``datapackage.json`` at its root, as Frictionless expects, and everything it names.

    Raises InputError where something leads out of the folder.
    """
    names = ["datapackage.json", *(table.path for table in release.tables.values())]
    names += [name for name in BESIDE if within(release.root, name).is_file()]
    proofs = sorted(within(release.root, PROOFS).glob("*.csv"))
    names += [f"{PROOFS}/{proof.name}" for proof in proofs]
    zipped(file, {name: plain_bytes(within(release.root, name), name) for name in names}, release.created)


def read(file: Path) -> dict[str, Rows]:
    """Rows of every table, read from the unpacked archive."""
    with tempfile.TemporaryDirectory() as folder:
        unpack(file, Path(folder))
        return {name: table.rows for name, table in read_release(Path(folder)).tables.items()}


def unpack(file: Path, folder: Path) -> None:
    """Unpack an archive into a folder."""
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)


def zipped(file: Path, members: Mapping[str, bytes], moment: datetime) -> None:
    """Write a zip whose bytes depend on nothing but its members, their order and one moment."""
    stamp = moment.astimezone(UTC).timetuple()[:6]
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, stamp)
            member.create_system, member.external_attr = 3, 0o100644 << 16  # a plain file, whoever packs it
            archive.writestr(member, data, zipfile.ZIP_DEFLATED, compresslevel=9)
