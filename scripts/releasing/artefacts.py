"""All artefacts of a release in the order in which they are made, and the folder that they go to."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from checks.problems import Problem

from ..outputs import Unwritable, require_no_link
from . import archive, croissant, duckdb, excel, parquet, sdmx, sqlite, sums, wheel
from .contents import Release, Rows, Table


@dataclass(frozen=True)
class Artefact:
    """A file in one format. ``read`` gives back the rows that it holds.

    Where it holds some ``tables`` only, they come back in the order of their ids. Not all formats are the same bytes
    each time.
    """

    title: str
    suffix: str
    write: Callable[[Release, Path], None]
    read: Callable[[Path], dict[str, Rows]]
    same_bytes: bool = True
    tables: tuple[str, ...] = ()

    def file(self, release: Release, folder: Path) -> Path:
        """Where it lies in a folder."""
        return folder / f"{release.stem}{self.suffix}"

    def wanted(self, release: Release) -> dict[str, Table]:
        """What ``read`` must give back."""
        tables = {name: release.tables[name] for name in self.tables}
        by_id = {name: replace(t, rows=sorted(t.rows, key=lambda row: str(row[0]))) for name, t in tables.items()}
        return by_id or dict(release.tables)


ARTEFACTS = (
    Artefact("data package as zip", ".zip", archive.write, archive.read),
    Artefact("SQLite database", ".sqlite", sqlite.write, sqlite.read),
    Artefact("Parquet", "-parquet.zip", parquet.write, parquet.read),
    Artefact("Excel workbook", ".xlsx", excel.write, excel.read),
    Artefact("Croissant and schema.org", ".croissant.json", croissant.write, croissant.read),
    Artefact("DuckDB database", ".duckdb", duckdb.write, duckdb.read, same_bytes=False),
    Artefact("SDMX-CSV", "-sdmx.zip", sdmx.write, sdmx.read, tables=("observations",)),
)
"""The archive comes first, because Croissant describes it."""


def write_all(release: Release, folder: Path) -> Iterator[str]:
    """Write every artefact and the sums into ``folder``, all or none; gives the title of each as it is done."""
    with tempfile.TemporaryDirectory() as place:
        made = Path(place)
        wheel.write(release, made)
        yield "wheel and source distribution"
        for artefact in ARTEFACTS:
            artefact.write(release, artefact.file(release, made))
            yield artefact.title
        sums.write(made)
        yield "sums"
        put(made, folder, stems(release))


def stems(release: Release) -> tuple[str, str]:
    """What the names of a package's artefacts begin with in any version: its name, and the same as wheels spell it."""
    name = str(release.descriptor["name"])
    return f"{name}-", f"{name.replace('-', '_')}-"


def put(made: Path, folder: Path, own: tuple[str, ...]) -> None:
    """Move what was made into a folder, in place of the files that its sums list and whose names begin with ``own``.

    Whatever else the sums of a stranger list stays where it is. Raises Unwritable, before anything is deleted, where
    something would be written through a link.
    """
    new = {file.name: file for file in made.iterdir()}
    for name in new:
        require_no_link(folder / name)
        if (folder / name).is_dir():
            raise Unwritable(Problem(str(folder / name), 0, "", "is a folder where a file belongs; remove it"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in sums.names(folder):
            old = folder / name
            if name.startswith(own) and Path(name).name == name and "\\" not in name and old.is_file():
                old.unlink()
        for name, file in new.items():
            shutil.move(file, folder / name)
    except OSError as error:
        message = f"cannot be written ({error.strerror}); name a folder that you may write to"
        raise Unwritable(Problem(str(folder), 0, "", message)) from None
